// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

const featureGates = "feature-gates"

// runtimeNamespace is the namespace of the pod, which kubelet fills in.
const runtimeNamespace = "$(RUNTIME_NAMESPACE)"

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
// whatever the order of setting them. It is a value: what changes it returns
// another.
type flags struct {
	list  []flag
	gates manifest.Pairs
}

type flag struct {
	name, argument string
}

// set returns f with a value of the flag, in place of the one it has.
func (f flags) set(name, value string) flags {
	return f.put(flag{name, "--" + name + "=" + value})
}

// enable returns f with a flag that is printed without value.
func (f flags) enable(name string) flags {
	return f.put(flag{name, "--" + name})
}

// gate returns f with a feature gate switched and the others as they are.
func (f flags) gate(name, value string) flags {
	f.gates = f.gates.With(manifest.Pair{Key: name, Value: value})
	gates := make([]string, len(f.gates))
	for i, gate := range f.gates {
		gates[i] = gate.Key + "=" + gate.Value
	}
	return f.set(featureGates, strings.Join(gates, ","))
}

func (f flags) put(entry flag) flags {
	i, found := slices.BinarySearchFunc(f.list, entry, compareFlags)
	f.list = slices.Clone(f.list)
	if found {
		f.list[i] = entry
	} else {
		f.list = slices.Insert(f.list, i, entry)
	}
	return f
}

// args is f as the args of a container.
func (f flags) args() manifest.List {
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

// flags returns the command line with which flux install starts c.
func (in installer) flags(c controller) flags {
	var f flags
	if c.events {
		f = f.set("events-addr", in.eventsAddress())
	}
	f = f.set("watch-all-namespaces", strconv.FormatBool(!in.OwnNamespace)).
		set("log-level", "info").
		set("log-encoding", "json").
		enable("enable-leader-election")
	if c.artifacts {
		f = f.set("storage-path", dataVolume.path).set("storage-adv-addr", in.serviceHost(string(c.component)))
	}
	return f
}

// eventsAddress is where controllers send events to; empty, as flux install has
// it, when nothing listens.
func (in installer) eventsAddress() string {
	if !in.Has(flux.NotificationController) {
		return ""
	}
	host := in.serviceHost(string(flux.NotificationController))
	if in.Release.EventsByNamespace {
		host = strings.Replace(host, runtimeNamespace, in.Namespace, 1)
	}
	return "http://" + host + "/"
}

// serviceHost is the absolute DNS name of a Service of the installation. The
// trailing dot spares the search domains; the cluster domain lets NO_PROXY
// lists match it.
func (in installer) serviceHost(service string) string {
	return service + "." + runtimeNamespace + ".svc." + in.Domain + "."
}
