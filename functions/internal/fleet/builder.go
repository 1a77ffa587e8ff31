// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fleet

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"
	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// builder lays one thing over another for one cluster.
type builder struct {
	entry   entry
	cluster Cluster
	spec    *yaml.Node
	origins []Origin
	found   report.Findings
}

// of returns what the cluster gets: the input, its overrides, what the cluster
// says of this kind, and its exceptions, in this order; then what references
// stand for.
func (e entry) of(c Cluster) (Input, report.Findings) {
	spec := at(e.doc.Node, "spec")
	kind := e.doc.Kind()
	if e.passes(spec) {
		return Input{Document: e.doc}, nil
	}
	if spec == nil {
		spec = mapping(e.doc.Node.Line)
	}
	b := builder{entry: e, cluster: c, spec: spec}
	overrides := object.Child(spec, "overrides")
	for _, field := range placed {
		if object.Child(spec, field) != nil {
			b.spec = with(b.spec, field, nil)
		}
	}
	for _, n := range e.matching[c.Name] {
		b.apply(object.Child(overrides.Content[n], "spec"), "override "+report.Quote(e.overrides[n].Name))
	}
	switch kind {
	case v1alpha1.KindFluxExtension:
		b.extension()
	case v1alpha1.KindSealingPolicy:
		b.policy()
	}
	for i, o := range c.spec.Overrides {
		if o.Kind == kind && o.Name == e.doc.Name() {
			b.apply(b.foreign("overrides", index(i), "spec"), b.by("spec", "overrides", index(i)))
		}
	}
	b.refer()
	b.identity()
	b.syncPath()
	out := Input{Document: e.doc, Origins: b.origins}
	if b.spec != spec {
		out.Node = with(e.doc.Node, "spec", b.spec)
	}
	return out, b.found
}

// passes reports whether an input is for no cluster in particular, or such that
// it is reported as it is.
func (e entry) passes(spec *yaml.Node) bool {
	return e.unreadable || !input.IsOurs(e.doc) || e.doc.Kind() == v1alpha1.KindFluxBundle || spec != nil && spec.Kind != yaml.MappingNode
}

// apply lays a patch over the spec.
func (b *builder) apply(patch *yaml.Node, by string) {
	if patch == nil || patch.Kind != yaml.MappingNode {
		return
	}
	b.spec = merge(b.spec, patch, "")
	walk(patch, []string{"spec"}, func(path []string, _ *yaml.Node) {
		b.origins = append(b.origins, Origin{Path: path, By: by})
	})
}

// foreign is a part of the FluxCluster, as if it stood in the input: its own
// lines are those of another file.
func (b *builder) foreign(path ...string) *yaml.Node {
	node := b.cluster.node
	for _, step := range path {
		if node = object.Resolve(node); node != nil && node.Kind == yaml.SequenceNode {
			n, err := strconv.Atoi(step)
			if err != nil || n >= len(node.Content) {
				return nil
			}
			node = node.Content[n]
			continue
		}
		node = object.Child(node, step)
	}
	return moved(node, b.spec.Line)
}

// moved is a copy of the node that stands on one line.
func moved(node *yaml.Node, line int) *yaml.Node {
	node = flat(node)
	if node == nil {
		return nil
	}
	out := *node
	out.Line, out.Anchor = line, ""
	out.Content = make([]*yaml.Node, len(node.Content))
	for i, child := range node.Content {
		out.Content[i] = moved(child, line)
	}
	return &out
}

// by names a part of the FluxCluster as an origin.
func (b *builder) by(field ...string) string {
	f := report.Finding{Object: b.cluster.Object, Field: field}
	return b.cluster.Object.String() + " " + f.FieldPath() + ", " + place(f)
}

// place is where a finding is: FILE:LINE.
func place(f report.Finding) string {
	file := cmp.Or(f.Object.File, "another input")
	if line := f.Line(); line > 0 {
		file += ":" + strconv.Itoa(line)
	}
	return file
}

// extension lays over a FluxExtension what the cluster says of it, and lets the
// root sync read the folder of the cluster.
func (b *builder) extension() {
	b.apply(b.foreign("extension"), b.by("spec", "extension"))
	if sync := object.Child(b.spec, "sync"); sync != nil && sync.Kind == yaml.MappingNode && isNull(at(sync, "kustomization", "path")) {
		path := text(Folder(b.cluster.Name))
		path.Line = sync.Line
		b.spec = in(b.spec, []string{"sync", "kustomization", "path"}, path)
	}
}

// Folder is the folder of a cluster in a rendered tree.
func Folder(cluster string) string { return "clusters/" + cluster }

// policy lays over a SealingPolicy who can open what is sealed for the cluster.
func (b *builder) policy() {
	by := b.by("spec", "sealing")
	if age := b.foreign("sealing", "age"); age != nil && object.Child(b.spec, "sops") != nil {
		b.spec = in(b.spec, []string{"sops", "age"}, age)
		b.origins = append(b.origins, Origin{Path: []string{"spec", "sops", "age"}, By: by})
	}
	if certificate := b.foreign("sealing", "certificate"); certificate != nil && object.Child(b.spec, "sealedSecrets") != nil {
		b.spec = in(b.spec, []string{"sealedSecrets", "certificate"}, certificate)
		b.origins = append(b.origins, Origin{Path: []string{"spec", "sealedSecrets", "certificate"}, By: by})
	}
}

// identity sets the clusters of a fleet apart, where the policy does not.
func (b *builder) identity() {
	if b.entry.doc.Kind() != v1alpha1.KindSealingPolicy || !seals(b.spec) || object.Child(b.spec, "sealingIdentity") != nil {
		return
	}
	identity := b.cluster.Name
	if b.cluster.spec.SealingIdentity != nil {
		identity = *b.cluster.spec.SealingIdentity
	}
	if identity != "" {
		node := text(identity)
		node.Line = b.spec.Line
		b.spec = with(b.spec, "sealingIdentity", node)
	}
}

// seals reports whether a policy seals with a seed.
func seals(spec *yaml.Node) bool {
	provider := v1alpha1.SealingProvider(object.Text(spec, "provider"))
	return provider == v1alpha1.SealingSOPS || provider == v1alpha1.SealingSealedSecrets
}

// refer puts in what references stand for, but where a Secret is named: which
// seed or plaintext is used must not depend on the cluster unseen.
func (b *builder) refer() {
	// What was laid over may refer to the cluster too.
	if len(b.origins) == 0 && !b.entry.refers {
		return
	}
	r := resolver{cluster: b.cluster, about: b.entry.object}
	for _, e := range object.Entries(b.entry.doc.Node) {
		if e.Key.Value != "spec" {
			r.path = []string{e.Key.Value}
			r.misplaced(e.Value)
		}
	}
	r.path = []string{"spec"}
	for _, field := range []string{"seedFrom", "sshSeedFrom"} {
		if seed := object.Child(b.spec, field); seed != nil {
			r.path = append(r.path, field)
			r.misplaced(seed)
			r.path = r.path[:1]
		}
	}
	if !r.found.Failed() {
		b.spec = r.resolve(b.spec)
	}
	b.found = append(b.found, r.found...)
}

// syncPath finds a root sync that would apply what is not of this cluster.
func (b *builder) syncPath() {
	path := object.Text(b.spec, "sync", "kustomization", "path")
	if b.entry.doc.Kind() != v1alpha1.KindFluxExtension || path == "" {
		return
	}
	if !strings.HasSuffix("/"+strings.Trim(strings.TrimPrefix(path, "./"), "/"), "/"+Folder(b.cluster.Name)) {
		b.found = append(b.found, report.Finding{
			Severity: fn.Error, Reason: report.SyncPathMismatch, Object: b.entry.object, Field: []string{"spec", "sync", "kustomization", "path"},
			Message: report.Quote(path) + " is not the folder of the cluster", Hint: "leave it out, or let it end with /" + Folder("${cluster.name}"),
		})
	}
}

// misplaced reports a reference where none is put in.
func (r *resolver) misplaced(node *yaml.Node) {
	walk(node, r.path, func(path []string, node *yaml.Node) {
		if strings.Contains(node.Value, opening) {
			r.found = append(r.found, report.Finding{
				Severity: fn.Error, Reason: report.ClusterValueMisplaced, Object: r.about, Field: path,
				Message: "cannot refer to a value of the cluster", Hint: "references go below spec, and not into the names of seeds",
			})
		}
	})
}
