// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"slices"
	"sync"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/distribution"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/fluxobjects"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/patch"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/reconcile"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/source"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/tenancy"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
)

// emission is what one input yields, each object with its origin. It is made
// once: the checks look at it, and then it becomes the bundle.
type emission struct {
	owner owner.Owner
	// shared are the objects without a part of the input of their own: the
	// tenant's account, sealed Secrets, Flux itself.
	shared []owner.Emitted
	// parts are the source and the Kustomizations, those of the root sync too.
	parts []owner.Emitted
	// fluxObjects are those of spec.fluxObjects, in their order.
	fluxObjects []owner.Emitted
	// patched is what the patches of an extension did.
	patched patch.Result
}

// all returns the objects of an emission in one list.
func (e emission) all() []owner.Emitted { return slices.Concat(e.shared, e.parts, e.fluxObjects) }

// emissions are what all inputs of a bundle yield, in the order of the inputs.
type emissions struct {
	extensions, configurations []emission
	// incomplete are those of configurations with errors: they are checked, and
	// never become part of a bundle.
	incomplete []emission
	// emitters are the inputs that emit an object, by namespace and kind and name
	// of the object. It is made when it is asked for.
	emitters func() map[location][]owner.Owner
}

// location is where an object is emitted to.
type location struct {
	namespace string
	model.Short
}

// emit returns what the inputs yield.
func emit(in inputs, credentials credentials) emissions {
	var out emissions
	identities := slices.ContainsFunc(in.configurations, hasIdentity)
	for _, e := range in.extensions {
		options := e.options
		options.ObjectLevelIdentity = options.ObjectLevelIdentity || identities || e.hasIdentity()
		extension := e.emitPatched(slices.Concat(emitExtension(options), e.emitDefinition()), e.emitSync(credentials.decryption))
		extension.owner = in.owner(e.Object)
		out.extensions = append(out.extensions, extension)
	}
	for _, c := range in.configurations {
		out.configurations = append(out.configurations, in.emitConfiguration(c, credentials.of(c)))
	}
	for _, c := range in.incomplete {
		out.incomplete = append(out.incomplete, in.emitConfiguration(c, policy.Settled{}))
	}
	out.emitters = sync.OnceValue(out.index)
	return out
}

// hasIdentity reports whether an object of the configuration has a workload
// identity of its own.
func hasIdentity(c input.Input[v1alpha1.FluxConfiguration]) bool {
	return len(input.Identities(c.Value)) > 0
}

// emitConfiguration returns everything a configuration with defaults yields.
func (in inputs) emitConfiguration(c input.Input[v1alpha1.FluxConfiguration], credentials policy.Settled) emission {
	shared := slices.DeleteFunc(tenancy.Objects(c.Value), func(e owner.Emitted) bool {
		// The extension emits it, with labels of its own.
		return e.Kind == "Namespace" && e.Name == in.fluxNamespace()
	})
	if namespace := c.Value.Spec.Namespace; namespace == model.SystemNamespace && in.fluxNamespace() != namespace {
		shared = append(shared, tenancy.Namespace(namespace))
	}
	for _, o := range credentials.Objects {
		shared = append(shared, owner.Emitted{Object: o})
	}
	return emission{
		owner:       in.owner(c.Object),
		shared:      append(shared, in.emitFluxConfig(c.Value)...),
		parts:       in.labeled(c.Value, append(source.Objects(c.Value, credentials.Refs), reconcile.Objects(c.Value)...)),
		fluxObjects: fluxobjects.Objects(in.release, c.Value),
	}
}

// fluxNamespace is where Flux is installed, or would be.
func (in inputs) fluxNamespace() string {
	if len(in.extensions) > 0 {
		return in.extensions[0].options.Namespace
	}
	return model.SystemNamespace
}

func emitExtension(options installation.Options) []owner.Emitted {
	objects := distribution.Objects(options)
	emitted := make([]owner.Emitted, len(objects))
	for i, o := range objects {
		emitted[i] = owner.Emitted{Object: o}
	}
	return emitted
}

// merge returns the objects of all inputs without errors, each with its owners.
func (all emissions) merge() ([]owner.Object, report.Findings) {
	const perConfiguration, perExtension = 6, 50
	merger := owner.NewMerger(perConfiguration*len(all.configurations) + perExtension)
	for _, e := range slices.Concat(all.extensions, all.configurations) {
		merger.Add(e.owner, e.shared)
		merger.Add(e.owner, e.parts)
		merger.Add(e.owner, e.fluxObjects)
	}
	return merger.Objects()
}

// index lists the inputs that emit each object.
func (all emissions) index() map[location][]owner.Owner {
	out := map[location][]owner.Owner{}
	for _, e := range slices.Concat(all.extensions, all.configurations) {
		for _, o := range e.all() {
			at := location{o.Namespace, model.Short{Kind: o.Kind, Name: o.Name}}
			out[at] = append(out[at], e.owner)
		}
	}
	return out
}

// others reports whether another input than own emits an object into the
// namespace.
func (all emissions) others(own owner.Key, namespace string) func(model.Short) bool {
	return func(short model.Short) bool {
		return slices.ContainsFunc(all.emitters()[location{namespace, short}], func(o owner.Owner) bool { return o.Key != own })
	}
}
