// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

const featureGates = "feature-gates"

// printOrder is the order in which flux install prints flags. Those that it
// never prints come after them, by name.
var printOrder = []string{
	"events-addr",
	"watch-all-namespaces",
	"log-level",
	"log-encoding",
	"enable-leader-election",
	"storage-path",
	"storage-adv-addr",
	featureGates,
}

// flags is the command line of a controller: one flag per name, in print order
// whatever the order of setting them.
type flags struct {
	list  []flag
	gates manifest.Pairs
}

type flag struct {
	name, argument string
}

// set gives the flag a value, in place of the one it has.
func (f *flags) set(name, value string) {
	f.put(flag{name, "--" + name + "=" + value})
}

// enable sets a flag that is printed without value.
func (f *flags) enable(name string) {
	f.put(flag{name, "--" + name})
}

// gate switches a feature gate and leaves the others as they are.
func (f *flags) gate(name, value string) {
	f.gates = f.gates.With(manifest.Pair{Key: name, Value: value})
	gates := make([]string, len(f.gates))
	for i, gate := range f.gates {
		gates[i] = gate.Key + "=" + gate.Value
	}
	f.set(featureGates, strings.Join(gates, ","))
}

func (f *flags) put(entry flag) {
	i, found := slices.BinarySearchFunc(f.list, entry, compareFlags)
	if found {
		f.list[i] = entry
		return
	}
	f.list = slices.Insert(f.list, i, entry)
}

// args is f as the args of a container.
func (f *flags) args() manifest.List {
	out := make(manifest.List, len(f.list))
	for i, entry := range f.list {
		out[i] = manifest.String(entry.argument)
	}
	return out
}

func compareFlags(a, b flag) int {
	if order := rank(a.name) - rank(b.name); order != 0 {
		return order
	}
	return strings.Compare(a.name, b.name)
}

func rank(name string) int {
	if i := slices.Index(printOrder, name); i >= 0 {
		return i
	}
	return len(printOrder)
}

// flags returns the command line of c.
func (in installation) flags(c controller) *flags {
	f := new(flags)
	tuning := in.Tuning(c.component)
	if c.events {
		f.set("events-addr", in.eventsAddress())
	}
	f.set("watch-all-namespaces", watchAllNamespaces)
	f.set("log-level", cmp.Or(tuning.LogLevel, logLevel))
	f.set("log-encoding", "json")
	f.enable("enable-leader-election")
	if c.artifacts {
		f.set("storage-path", dataVolume.path)
		f.set("storage-adv-addr", serviceHost(c.component))
	}
	if c.external && in.has(flux.SourceWatcher) {
		f.gate("ExternalArtifact", "true")
	}
	if in.ObjectLevelIdentity && c.component.AsksAzure() {
		f.gate("ObjectLevelWorkloadIdentity", "true")
	}
	if in.LockDown != nil {
		f.lockDown(c.lockDown, in.LockDown.serviceAccount())
	}
	for _, flag := range tuning.Flags {
		f.set(flag.Key, flag.Value)
	}
	for _, gate := range tuning.Gates {
		f.gate(gate.Key, gate.Value)
	}
	return f
}

func (f *flags) lockDown(has lockDownFlags, serviceAccount string) {
	if has.crossNamespace {
		f.set("no-cross-namespace-refs", "true")
	}
	if has.remoteBases {
		f.set("no-remote-bases", "true")
	}
	if has.serviceAccount {
		f.set("default-service-account", serviceAccount)
	}
}

// eventsAddress is where controllers send events to; empty, as flux install has
// it, when nothing listens.
func (in installation) eventsAddress() string {
	if !in.has(flux.NotificationController) {
		return ""
	}
	return "http://" + serviceHost(flux.NotificationController) + "/"
}

// serviceHost is the absolute DNS name of a Service of the installation. The
// trailing dot spares the search domains; the cluster domain lets NO_PROXY
// lists match it.
func serviceHost(c flux.Component) string {
	return string(c) + ".$(RUNTIME_NAMESPACE).svc." + clusterDomain + "."
}
