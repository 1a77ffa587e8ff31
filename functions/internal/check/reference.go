// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// reference is a field of a kind of Flux that names another object.
type reference struct {
	// path leads to the reference inside the spec; * stands for all elements of
	// a list. What is there is an object with a name, or the name itself.
	path string
	// kind is what it names; empty when the reference has a kind of its own.
	kind string
	// guarded references are those that --no-cross-namespace-refs is about.
	guarded bool
}

// Parts that several kinds have.
var (
	fetching = []reference{
		{path: "secretRef", kind: "Secret"}, {path: "certSecretRef", kind: "Secret"}, {path: "proxySecretRef", kind: "Secret"},
		{path: "serviceAccountName", kind: "ServiceAccount"},
	}
	applying = []reference{
		{path: "serviceAccountName", kind: "ServiceAccount"},
		{path: "kubeConfig.secretRef", kind: "Secret"}, {path: "kubeConfig.configMapRef", kind: "ConfigMap"},
	}
)

// references are all fields of Flux that name an object of the cluster, by
// kind. A test compares them with the CRDs.
var references = map[string][]reference{
	"Kustomization": slices.Concat(applying, []reference{
		{path: "sourceRef", guarded: true}, {path: "dependsOn.*", kind: "Kustomization"},
		{path: "decryption.secretRef", kind: "Secret"}, {path: "decryption.serviceAccountName", kind: "ServiceAccount"},
		{path: "postBuild.substituteFrom.*"},
	}),
	"HelmRelease": slices.Concat(applying, []reference{
		{path: "chart.spec.sourceRef", guarded: true}, {path: "chartRef", guarded: true}, {path: "dependsOn.*", kind: "HelmRelease"},
		{path: "chart.spec.verify.secretRef", kind: "Secret"}, {path: "valuesFrom.*"},
	}),
	"HelmChart": {{path: "sourceRef"}, {path: "verify.secretRef", kind: "Secret"}},
	"GitRepository": {
		{path: "secretRef", kind: "Secret"}, {path: "proxySecretRef", kind: "Secret"}, {path: "serviceAccountName", kind: "ServiceAccount"},
		{path: "verify.secretRef", kind: "Secret"}, {path: "include.*.repository", kind: "GitRepository"},
	},
	"OCIRepository": slices.Concat(fetching, []reference{
		{path: "verify.secretRef", kind: "Secret"}, {path: "verify.trustedRootSecretRef", kind: "Secret"},
	}),
	"Bucket": slices.Concat(fetching, []reference{
		{path: "sts.secretRef", kind: "Secret"}, {path: "sts.certSecretRef", kind: "Secret"},
	}),
	"HelmRepository":  {{path: "secretRef", kind: "Secret"}, {path: "certSecretRef", kind: "Secret"}},
	"Alert":           {{path: "providerRef", kind: "Provider"}, {path: "eventSources.*", guarded: true}},
	"Provider":        fetching,
	"Receiver":        {{path: "secretRef", kind: "Secret"}, {path: "resources.*", guarded: true}},
	"ImageRepository": fetching,
	"ImagePolicy":     {{path: "imageRepositoryRef", kind: "ImageRepository", guarded: true}},
	"ImageUpdateAutomation": {
		{path: "sourceRef", guarded: true}, {path: "git.commit.signingKey.secretRef", kind: "Secret"},
	},
	"ArtifactGenerator": {{path: "sources.*", guarded: true}},
}

// named is a reference of an object.
type named struct {
	reference
	target id
	// optional references may name nothing.
	optional bool
	field    []string
}

// references looks for what the object refers to.
func (c *checker) references(o item) {
	for _, r := range refs(o) {
		if r.guarded && o.namespace != "" && r.target.namespace != o.namespace && !isSubstituted(r.target.namespace+o.namespace) {
			c.crossing(o, r)
		}
		// A serviceAccountName beside a kubeConfig is one of the other cluster.
		elsewhere := r.path == "serviceAccountName" && o.spec()["kubeConfig"] != nil
		if r.optional || r.target.name == "*" || isGiven(r.target) || elsewhere || isSubstituted(r.target.name) || c.has(r.target) {
			continue
		}
		c.report(fn.Info, report.ExternalReference, o, says{
			field: r.field, message: r.target.String() + " is not in the list: it has to be in the cluster", hint: c.near(r.target),
		})
	}
	c.defaultAccount(o)
}

// isSubstituted reports whether Flux puts something into a text before it is
// applied: what comes of it is not known here.
func isSubstituted(text string) bool { return strings.Contains(text, "${") }

// isGiven reports whether every namespace has the object.
func isGiven(target id) bool { return target.kind == "ServiceAccount" && target.name == "default" }

// near suggests an object of the same kind with a similar name, or of the same
// name in another namespace.
func (c *checker) near(target id) string {
	if namespace, ok := c.elsewhere[id{kind: target.kind, name: target.name}]; ok {
		return "there is one in namespace " + report.Quote(namespace)
	}
	// Comparing costs; nobody reads a suggestion out of thousands.
	const most = 50
	names := c.beside[id{kind: target.kind, namespace: target.namespace}]
	if nearest, ok := report.Nearest(target.name, names[:min(most, len(names))]); ok {
		return "did you mean " + nearest + "?"
	}
	return ""
}

// refs lists the references of an object of Flux.
func refs(o item) []named {
	var out []named
	for _, r := range references[o.kind] {
		for _, place := range follow(o.spec(), strings.Split(r.path, "."), []string{"spec"}) {
			if n, ok := r.in(o, place.value); ok {
				n.field = place.path
				out = append(out, n)
			}
		}
	}
	return out
}

// place is a value inside an object.
type place struct {
	value any
	path  []string
}

// follow returns the values at a path, in which * stands for every element of a
// list.
func follow(value any, steps, path []string) []place {
	if len(steps) == 0 {
		return []place{{value, path}}
	}
	if steps[0] != "*" {
		m, _ := value.(map[string]any)
		next, ok := m[steps[0]]
		if !ok {
			return nil
		}
		return follow(next, steps[1:], append(slices.Clone(path), steps[0]))
	}
	list, _ := value.([]any)
	var out []place
	for i, element := range list {
		out = append(out, follow(element, steps[1:], append(slices.Clone(path), strconv.Itoa(i)))...)
	}
	return out
}

// in reads the reference that a value is; not ok when it names nothing.
func (r reference) in(o item, value any) (named, bool) {
	if name, ok := value.(string); ok {
		return named{reference: r, target: id{r.kind, o.namespace, name}}, name != ""
	}
	m, _ := value.(map[string]any)
	kind, name := cmp.Or(r.kind, text(m, "kind")), text(m, "name")
	return named{
		reference: r, target: id{kind, cmp.Or(text(m, "namespace"), o.namespace), name}, optional: m["optional"] == true,
	}, kind != "" && name != ""
}
