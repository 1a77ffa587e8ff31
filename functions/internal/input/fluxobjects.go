// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/fluxobjects"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/reconcile"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/source"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux/graph"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Surroundings are what the objects of a configuration meet in the cluster.
type Surroundings struct {
	Release flux.Release
	// Extension is what installs Flux; its zero value is nothing that is known.
	Extension report.Object
	// Components are the controllers that the extension installs.
	Components []flux.Component
	// LockDown tells that the extension confines tenants to their namespaces.
	LockDown bool
	// Others are the objects that other inputs emit into the namespace, by kind
	// and emitted name.
	Others map[fluxobjects.Short]bool
}

// installed reports whether it is known what is installed.
func (s Surroundings) installed() bool { return s.Extension.Kind != "" }

// objectChecker checks the fluxObjects of one configuration.
type objectChecker struct {
	*checker
	Surroundings
	configuration v1alpha1.FluxConfiguration
	// short are the emitted names by short name.
	short map[fluxobjects.Short]string
	// emitted are the places of what the configuration emits, by emitted name.
	emitted map[fluxobjects.Short]string
	// missing has the first object of each controller that is not there.
	missing []flux.Component
}

// FluxObjects checks the fluxObjects of a configuration: each against the CRD
// of the release, and all against one another and what is around them.
func FluxObjects(in Input[v1alpha1.FluxConfiguration], around Surroundings) report.Findings {
	c := &objectChecker{
		checker: &checker{object: in.Object}, Surroundings: around, configuration: in.Value,
		short: fluxobjects.Names(in.Value), emitted: map[fluxobjects.Short]string{},
	}
	spec, name := in.Value.Spec, in.Value.Metadata.Name
	c.emitted[fluxobjects.Short{Kind: source.Kind(spec.SourceKind), Name: name}] = "the source"
	for _, k := range reconcile.Names(spec.Kustomizations) {
		c.emitted[fluxobjects.Short{Kind: "Kustomization", Name: reconcile.Name(name, k)}] = "kustomizations." + k
	}
	emitted := fluxobjects.Objects(around.Release, in.Value)
	for i, o := range spec.FluxObjects {
		kind, known := around.Release.Kind(o.Kind)
		if !known {
			c.unknownKind(o, at(i, "kind"))
			continue
		}
		c.identity(o, kind, i)
		c.metadata(o, i)
		c.spec(o, emitted[0].Object, i)
		c.references(o, i)
		c.component(o, kind, i)
		emitted = emitted[1:]
	}
	c.ambiguities()
	c.cycles("Kustomization")
	c.cycles("HelmRelease")
	return c.found
}

// at is the path of a field of the object with index i.
func at(i int, field ...string) []string {
	return append([]string{"spec", "fluxObjects", strconv.Itoa(i)}, field...)
}

func (c *objectChecker) unknownKind(o v1alpha1.FluxObject, field []string) {
	var kinds []string
	for _, k := range c.Release.Kinds() {
		kinds = append(kinds, k.Name)
	}
	for _, version := range flux.Versions() {
		other, _ := flux.Lookup(version)
		if _, there := other.Kind(o.Kind); there {
			c.error(report.UnknownKind, says{
				"Flux " + c.Release.Version + " has no kind " + report.Quote(o.Kind), "Flux " + version + " has it",
			}, field...)
			return
		}
	}
	hint := "accepted: " + strings.Join(kinds, ", ")
	if near, ok := report.Nearest(o.Kind, kinds); ok {
		hint = "did you mean " + near + "? " + hint
	}
	c.error(report.UnknownKind, says{"Flux has no kind " + report.Quote(o.Kind), hint}, field...)
}

// identity checks what makes the object the one it is: its version, names and
// namespace, and that no other one has them.
func (c *objectChecker) identity(o v1alpha1.FluxObject, kind flux.Kind, i int) {
	versions := apiVersions(kind)
	if o.API != "" && !slices.Contains(versions, o.API) {
		c.error(report.UnservedVersion, says{
			"Flux " + c.Release.Version + " has no " + o.Kind + " of apiVersion " + report.Quote(o.API),
			"accepted: " + strings.Join(versions, ", "),
		}, at(i, "apiVersion")...)
	}
	own := c.configuration.Spec.Namespace
	if o.Meta.Namespace != "" && o.Meta.Namespace != own {
		c.error(report.InvalidValue, says{
			"the objects of a configuration are in its namespace, which is " + own,
			"remove it; where a workload goes is for targetNamespace to say",
		}, at(i, "metadata", "namespace")...)
	}
	field := at(i, "metadata", "name")
	full := fluxobjects.Name(c.configuration.Metadata.Name, o)
	longest, why := 253, "Kubernetes accepts names of up to 253"
	if fluxobjects.HasLabel(o.Kind) {
		longest, why = 63, "Flux uses the name as a label value, which holds 63"
	}
	switch {
	case !isSubdomain(o.Meta.Name):
		c.error(report.InvalidName, says{
			report.Quote(o.Meta.Name) + " is not a name that Kubernetes accepts",
			"accepted are lower case letters, digits, hyphens and dots, the first and last a letter or digit",
		}, field...)
	case len(full) > longest:
		c.error(report.NameTooLong, says{
			"the " + o.Kind + " would be called " + full + ", which has " + strconv.Itoa(len(full)) + " characters", why,
		}, field...)
	}
	id := fluxobjects.Short{Kind: o.Kind, Name: full}
	if first, twice := c.emitted[id]; twice {
		c.error(report.DuplicateObject, says{
			first + " and this one both emit " + o.Kind + " " + full, "rename or remove one",
		}, field...)
		return
	}
	c.emitted[id] = "fluxObjects[" + strconv.Itoa(i) + "]"
}

// apiVersions are those that an object of the kind may have, the default first.
func apiVersions(kind flux.Kind) []string {
	versions := make([]string, len(kind.Versions))
	for n, version := range kind.Versions {
		versions[n] = kind.Group + "/" + version
	}
	return versions
}

// spec checks the object as it is emitted. What is missing is missing in the
// short form too, so paths are the same.
func (c *objectChecker) spec(o v1alpha1.FluxObject, emitted manifest.Object, i int) {
	if kind, _ := c.Release.Kind(o.Kind); !slices.Contains(apiVersions(kind), emitted.APIVersion) {
		emitted.APIVersion = kind.APIVersion()
	}
	found := Conforms(c.Release, emitted, Addition{Input: c.object, Field: at(i, "spec")})
	path, kinds := fluxobjects.TakesSource(o.Kind)
	for n, f := range found {
		if f.Reason == report.MissingField && len(path) > 0 && slices.Equal(f.Field, at(i, append([]string{"spec"}, path...)...)) {
			found[n].Hint = "the source of the configuration cannot stand in for it: it is of kind " +
				source.Kind(c.configuration.Spec.SourceKind) + ", accepted are " + strings.Join(kinds, ", ")
		}
	}
	c.found = append(c.found, found...)
	c.found = append(c.found, Credentials(o.Kind, o.Spec, c.object, at(i, "spec"))...)
	if o.Kind == "HelmRelease" {
		_, chart := o.Spec["chart"]
		_, chartRef := o.Spec["chartRef"]
		switch {
		case chart && chartRef:
			c.error(report.Contradiction, says{"chart and chartRef are given, of which a HelmRelease has one", "keep one of them"},
				at(i, "spec", "chartRef")...)
		case !chart && !chartRef:
			c.error(report.MissingField, says{
				"a HelmRelease needs a chart or a chartRef",
				"chart.spec.chart is a path in the source of the configuration, or a chart of the HelmRepository in chart.spec.sourceRef",
			}, at(i, "spec", "chart")...)
		}
	}
}

// component checks that somebody reconciles the object.
func (c *objectChecker) component(o v1alpha1.FluxObject, kind flux.Kind, i int) {
	needed := kind.Component
	switch {
	case needed == flux.SourceController || needed == flux.KustomizeController:
		// Every configuration needs these.
	case slices.Contains(c.Components, needed):
	case c.installed():
		hint := "set " + string(needed) + `.enabled: "true" in its configurationSettings, or add ` + string(needed) + " to its components"
		if needed == flux.SourceWatcher {
			hint = "add " + string(needed) + " to its components"
		}
		if c.Extension.Kind != v1alpha1.KindFluxExtension {
			hint = "give a FluxExtension that has " + string(needed) + " among its components"
		}
		c.error(report.MissingComponent, says{
			a(o.Kind) + " needs " + string(needed) + ", which " + c.Extension.String() + " does not install", hint,
		}, at(i, "kind")...)
	case !slices.Contains(c.missing, needed):
		c.missing = append(c.missing, needed)
		c.info(report.NeededOutside, says{
			message: a(o.Kind) + " needs " + string(needed) + ", and there is no FluxExtension here that installs it",
		}, at(i, "kind")...)
	}
}

// cycles finds objects of a kind that wait for one another.
func (c *objectChecker) cycles(kind string) {
	waits := map[string][]string{}
	index := map[string]int{}
	var nodes []string
	for i, o := range c.configuration.Spec.FluxObjects {
		if o.Kind != kind {
			continue
		}
		name := c.short[fluxobjects.Short{Kind: kind, Name: o.Meta.Name}]
		nodes, index[name] = append(nodes, name), i
		for _, r := range fluxobjects.References(kind, o.Spec) {
			if r.Path[0] == "dependsOn" && c.isHere(r) {
				waits[name] = append(waits[name], c.full(r))
			}
		}
	}
	slices.Sort(nodes)
	for _, cycle := range graph.Cycles(nodes, func(name string) []string { return waits[name] }) {
		c.error(report.DependencyCycle, says{
			"none of these can ever be applied: " + strings.Join(cycle, " -> "), "remove one of the dependencies",
		}, at(index[cycle[0]], "spec", "dependsOn")...)
	}
}

// full is the emitted name of what a reference names, or the name as it is.
func (c *objectChecker) full(r fluxobjects.Reference) string {
	if full, ok := c.short[fluxobjects.Short{Kind: r.Kind, Name: r.Name}]; ok {
		return full
	}
	return r.Name
}

// isHere reports whether a reference stays in the namespace.
func (c *objectChecker) isHere(r fluxobjects.Reference) bool {
	return r.Namespace == "" || r.Namespace == c.configuration.Spec.Namespace
}
