// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package marked

import (
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// surrounding is what a Secret has besides its data.
type surrounding struct {
	labels, annotations manifest.Pairs
	secretType          string
	immutable           bool
}

// ofSecret reads it from a plain Secret.
func ofSecret(d object.Document) (surrounding, report.Findings) {
	r := reader{report.Collector{Object: report.About(d)}}
	value := r.value(d)
	return r.surrounding(value, value), r.Found
}

// ofSealed reads it from what was sealed earlier: there it is in the template,
// but for SOPS, which encrypts a Secret in place.
func ofSealed(d object.Document) (surrounding, report.Findings) {
	r := reader{report.Collector{Object: report.About(d)}}
	value := r.value(d)
	spec := mapping(value, "spec")
	switch d.Kind() {
	case "SealedSecret":
		template := mapping(spec, "template")
		return r.surrounding(template, template), r.Found
	case "ExternalSecret":
		target := mapping(spec, "target")
		return r.surrounding(mapping(target, "template"), target), r.Found
	default:
		return r.surrounding(value, value), r.Found
	}
}

// reader reads what surrounds the data of a Secret.
type reader struct{ report.Collector }

// value is the document in plain types, which know no aliases and merge keys.
func (r *reader) value(d object.Document) map[string]any {
	value, problems := d.Value()
	for _, p := range problems {
		r.Error(report.InvalidDocument, report.Says{Message: "YAML here that JSON cannot say, such as a key that is given twice"}, p.Path...)
	}
	return value
}

func mapping(value map[string]any, key string) map[string]any {
	inner, _ := value[key].(map[string]any)
	return inner
}

// surrounding reads a Secret, or the template of one. Immutability is elsewhere
// in an ExternalSecret.
func (r *reader) surrounding(secret, mutability map[string]any) surrounding {
	metadata := mapping(secret, "metadata")
	out := surrounding{
		labels:      r.pairs(metadata, "labels", func(string) bool { return true }),
		annotations: r.pairs(metadata, "annotations", isTheirs),
		immutable:   mutability["immutable"] == true,
	}
	out.secretType, _ = secret["type"].(string)
	return out
}

// pairs reads labels or annotations.
func (r *reader) pairs(metadata map[string]any, field string, wanted func(string) bool) manifest.Pairs {
	var out manifest.Pairs
	for key, value := range mapping(metadata, field) {
		text, isText := value.(string)
		switch {
		case !wanted(key):
		case !isText:
			r.Error(report.WrongType, report.Says{Message: "a string is expected", Hint: "put it in quotes"}, "metadata", field, key)
		default:
			out = out.With(manifest.Pair{Key: key, Value: text})
		}
	}
	return out
}

// notTheirs are the beginnings of annotations that belong to hosts, to tools
// that keep a copy of the plaintext in them, and to the sealing.
var notTheirs = []string{
	"config.kubernetes.io/", "config.k8s.io/", "internal.config.kubernetes.io/", "internal.config.k8s.io/", "kustomize.config.k8s.io/",
	"kubectl.kubernetes.io/last-applied-configuration", "kubecfg.ksonnet.io/last-applied-configuration",
	"sealedsecrets.bitnami.com/namespace-wide", "sealedsecrets.bitnami.com/cluster-wide",
	PolicyAnnotation, seal.SlotAnnotation, "fluxbundle.io/sealing-",
}

func isTheirs(annotation string) bool {
	for _, prefix := range notTheirs {
		if strings.HasPrefix(annotation, prefix) {
			return false
		}
	}
	return true
}

// plain is a Secret as package seal takes it, without data.
func plain(namespace, name string, p policy.Policy, s surrounding) seal.Plain {
	return seal.Plain{
		Slot: seal.Slot{
			ClusterID: p.Spec().SealingIdentity, Namespace: namespace, Name: name, Type: s.secretType, Epoch: p.Spec().Epoch,
		},
		Labels: s.labels, Annotations: s.annotations, Immutable: s.immutable,
	}
}

// absent is what stands for plaintext that is not here.
const absent = "<redacted>"

// fields are the data of a Secret. Given tells whether all of it is here;
// partly, whether only some is.
func fields(secret local.Secret) (out []seal.Field, given, partly bool) {
	var missing int
	for _, key := range secret.Keys() {
		value, _ := secret.Get(key)
		if value.Reveal() == absent {
			missing++
			value = v1alpha1.Secret{}
		}
		out = append(out, seal.Field{Key: key, Value: value})
	}
	return out, len(out) > 0 && missing == 0, missing > 0 && missing < len(out)
}
