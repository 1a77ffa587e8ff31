// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux/graph"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Context is what the objects of a configuration meet in the cluster.
type Context struct {
	Release flux.Release
	// Extension is what installs Flux; its zero value is nothing that is known.
	Extension report.Object
	// Components are the controllers that the extension installs.
	Components []flux.Component
	// LockDown tells that the extension confines tenants to their namespaces.
	LockDown bool
	// Others reports whether another input emits an object into the namespace, by
	// kind and emitted name.
	Others func(model.Short) bool
}

// installed reports whether it is known what is installed.
func (s Context) installed() bool { return s.Extension.Kind != "" }

// objectChecker checks the fluxObjects of one configuration.
type objectChecker struct {
	Context
	about         report.Object
	found         report.Findings
	configuration v1alpha1.FluxConfiguration
	// short are the emitted names by short name.
	short map[model.Short]string
	// emitted are the places of what the configuration emits, by emitted name.
	emitted map[model.Short]string
	// names are the emitted names of all fluxObjects, artifacts those that its
	// ArtifactGenerators make.
	names, artifacts map[model.Short]bool
	// missing has the first object of each controller that is not there.
	missing []flux.Component
}

// FluxObjects checks the fluxObjects of a configuration: each against the CRD
// of the release, and all against one another and what is around them. Emitted
// are the objects that they yield, in their order; those of an unknown kind
// yield none.
func FluxObjects(in input.Input[v1alpha1.FluxConfiguration], emitted []owner.Emitted, around Context) report.Findings {
	c := &objectChecker{
		Context: around, about: in.Object, configuration: in.Value, short: model.ShortNames(in.Value),
		emitted: map[model.Short]string{}, names: map[model.Short]bool{}, artifacts: map[model.Short]bool{},
	}
	spec, name := in.Value.Spec, in.Value.Metadata.Name
	c.emitted[model.Short{Kind: model.SourceKind(spec.SourceKind), Name: name}] = "the source"
	for _, k := range model.KustomizationNames(spec.Kustomizations) {
		c.emitted[model.Short{Kind: "Kustomization", Name: model.KustomizationName(name, k)}] = "kustomizations." + k
	}
	c.index()
	for i, o := range spec.FluxObjects {
		kind, known := around.Release.Kind(o.Kind)
		if !known {
			c.unknownKind(o, inputField(i, "kind"))
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

// index notes what all fluxObjects are called in the cluster, and what
// ArtifactGenerators make.
func (c *objectChecker) index() {
	for _, o := range c.configuration.Spec.FluxObjects {
		c.names[model.Short{Kind: o.Kind, Name: model.ObjectName(c.configuration.Metadata.Name, o)}] = true
		if o.Kind != "ArtifactGenerator" {
			continue
		}
		artifacts, _ := o.Spec["artifacts"].([]any)
		for _, a := range artifacts {
			a, _ := a.(map[string]any)
			if name, ok := a["name"].(string); ok {
				c.artifacts[model.Short{Kind: "ExternalArtifact", Name: name}] = true
			}
		}
	}
}

// inputField is the path of a field of the object with index i.
func inputField(i int, field ...string) []string {
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
			c.error(report.UnknownKind, wording{
				"Flux " + c.Release.Version + " has no kind " + report.Quote(o.Kind), "Flux " + version + " has it",
			}, field...)
			return
		}
	}
	hint := "accepted: " + strings.Join(kinds, ", ")
	if near, ok := report.Nearest(o.Kind, kinds); ok {
		hint = "did you mean " + near + "? " + hint
	}
	c.error(report.UnknownKind, wording{"Flux has no kind " + report.Quote(o.Kind), hint}, field...)
}

// identity checks what makes the object the one it is: its version, names and
// namespace, and that no other one has them.
func (c *objectChecker) identity(o v1alpha1.FluxObject, kind flux.Kind, i int) {
	versions := apiVersions(kind)
	if o.API != "" && !slices.Contains(versions, o.API) {
		c.error(report.UnservedVersion, wording{
			"Flux " + c.Release.Version + " has no " + o.Kind + " of apiVersion " + report.Quote(o.API),
			"accepted: " + strings.Join(versions, ", "),
		}, inputField(i, "apiVersion")...)
	}
	own := c.configuration.Spec.Namespace
	if o.Meta.Namespace != "" && o.Meta.Namespace != own {
		c.error(report.InvalidValue, wording{
			"the objects of a configuration are in its namespace, which is " + own,
			"remove it; where a workload goes is for targetNamespace to say",
		}, inputField(i, "metadata", "namespace")...)
	}
	field := inputField(i, "metadata", "name")
	full := model.ObjectName(c.configuration.Metadata.Name, o)
	longest, why := 253, "Kubernetes accepts names of up to 253"
	if flux.TraitsOf(o.Kind).Labels {
		longest, why = 63, "Flux uses the name as a label value, which holds 63"
	}
	switch {
	case !input.IsName(o.Meta.Name):
		c.error(report.InvalidName, wording{
			report.Quote(o.Meta.Name) + " is not a name that Kubernetes accepts",
			"accepted are lower case letters, digits, hyphens and dots, the first and last a letter or digit",
		}, field...)
	case len(full) > longest:
		c.error(report.NameTooLong, wording{
			"the " + o.Kind + " would be called " + full + ", which has " + strconv.Itoa(len(full)) + " characters", why,
		}, field...)
	}
	id := model.Short{Kind: o.Kind, Name: full}
	if first, twice := c.emitted[id]; twice {
		c.error(report.DuplicateObject, wording{
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
	found := Conforms(c.Release, emitted, c.about, inputField(i, "spec"))
	traits := flux.TraitsOf(o.Kind)
	path := traits.Source
	for n, f := range found {
		if f.Reason == report.MissingField && len(path) > 0 && slices.Equal(f.Field, inputField(i, append([]string{"spec"}, path...)...)) {
			found[n].Hint = "the source of the configuration cannot stand in for it: it is of kind " +
				model.SourceKind(c.configuration.Spec.SourceKind) + ", accepted are " + strings.Join(traits.SourceKinds, ", ")
		}
	}
	c.found = append(c.found, found...)
	c.found = append(c.found, Credentials(o.Kind, o.Spec, c.about, inputField(i, "spec"))...)
	if o.Kind == "HelmRelease" {
		_, chart := o.Spec["chart"]
		_, chartRef := o.Spec["chartRef"]
		switch {
		case chart && chartRef:
			c.error(report.Contradiction, wording{"chart and chartRef are given, of which a HelmRelease has one", "keep one of them"},
				inputField(i, "spec", "chartRef")...)
		case !chart && !chartRef:
			c.error(report.MissingField, wording{
				"a HelmRelease needs a chart or a chartRef",
				"chart.spec.chart is a path in the source of the configuration, or a chart of the HelmRepository in chart.spec.sourceRef",
			}, inputField(i, "spec", "chart")...)
		}
	}
}

// component checks that a controller reconciles the object.
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
		c.error(report.MissingComponent, wording{
			input.A(o.Kind) + " needs " + string(needed) + ", which " + c.Extension.String() + " does not install", hint,
		}, inputField(i, "kind")...)
	case !slices.Contains(c.missing, needed):
		c.missing = append(c.missing, needed)
		c.info(report.NeededOutside, wording{
			message: input.A(o.Kind) + " needs " + string(needed) + ", and there is no FluxExtension here that installs it",
		}, inputField(i, "kind")...)
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
		name := c.short[model.Short{Kind: kind, Name: o.Meta.Name}]
		nodes, index[name] = append(nodes, name), i
		for _, r := range flux.References(kind, o.Spec) {
			if r.Path[0] == "dependsOn" && c.isHere(r) {
				waits[name] = append(waits[name], c.full(r))
			}
		}
	}
	slices.Sort(nodes)
	for _, cycle := range graph.Cycles(nodes, func(name string) []string { return waits[name] }) {
		c.error(report.DependencyCycle, wording{
			"none of these can ever be applied: " + report.Path(cycle), "remove one of the dependencies",
		}, inputField(index[cycle[0]], "spec", "dependsOn")...)
	}
}

// full is the emitted name of what a reference names, or the name as it is.
func (c *objectChecker) full(r flux.Reference) string {
	if full, ok := c.short[model.Short{Kind: r.Kind, Name: r.Name}]; ok {
		return full
	}
	return r.Name
}

// isHere reports whether a reference stays in the namespace.
func (c *objectChecker) isHere(r flux.Reference) bool {
	return r.Namespace == "" || r.Namespace == c.configuration.Spec.Namespace
}
