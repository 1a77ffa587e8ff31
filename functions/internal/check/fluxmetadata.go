// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/redact"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// hostPrefixes are those of annotations that kustomize, kpt and this function
// read in a list of resources: on an emitted object they would move it, hide it
// or hand it to another owner.
var hostPrefixes = []string{
	"config.kubernetes.io", "internal.config.kubernetes.io", "config.k8s.io", "kustomize.config.k8s.io", v1alpha1.Group,
}

// metadata checks the labels and annotations of an object.
func (c *objectChecker) metadata(o v1alpha1.FluxObject, i int) {
	for key, value := range o.Meta.Labels {
		c.metadataKey(key, inputField(i, "metadata", "labels", key))
		if !input.IsLabelValue(value) {
			c.error(report.InvalidValue, wording{
				report.Quote(value) + " is not a value that a label can have",
				"accepted are up to 63 letters, digits, hyphens, underscores and dots, the first and last a letter or digit",
			}, inputField(i, "metadata", "labels", key)...)
		}
		if key == owner.ManagedBy.Key && value != owner.ManagedBy.Value {
			c.error(report.Contradiction, wording{"this label is " + owner.ManagedBy.Value + " on everything that is emitted", "remove it"},
				inputField(i, "metadata", "labels", key)...)
		}
	}
	for key := range o.Meta.Annotations {
		c.metadataKey(key, inputField(i, "metadata", "annotations", key))
	}
}

// metadataKey checks the key of a label or annotation.
func (c *objectChecker) metadataKey(key string, field []string) {
	prefix, name, found := strings.Cut(key, "/")
	if !found {
		prefix, name = "", key
	}
	switch {
	case found && !input.IsName(prefix) || name == "" || !input.IsLabelValue(name):
		c.error(report.InvalidName, wording{report.Quote(key) + " is not a key that Kubernetes accepts", "accepted: name, or domain/name"}, field...)
	case slices.Contains(hostPrefixes, prefix):
		c.error(report.InvalidName, wording{"keys of " + prefix + " are for the hosts of the function, not for what it emits", "remove it"}, field...)
	}
}

// Credentials finds secrets in the addresses of the spec of an object of Flux,
// without showing them. What else is in a spec refers to Secrets by name. Field
// is where the spec stands.
func Credentials(kind string, spec map[string]any, about report.Object, field []string) report.Findings {
	var found report.Findings
	for _, path := range withCredentials(spec) {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: report.CredentialsInURL, Object: about, Field: slices.Concat(field, path),
			Message: "the " + strings.Join(path, ".") + " holds credentials, which would be readable by everyone",
			Hint:    "put them into a Secret and name it in " + secretField(kind, path),
		})
	}
	return found
}

// addresses are the fields of Flux objects that hold one.
var addresses = [][]string{{"address"}, {"endpoint"}, {"image"}, {"proxy"}, {"sts", "endpoint"}, {"url"}}

// withCredentials returns the paths of the addresses in a spec that hold
// credentials.
func withCredentials(spec map[string]any) [][]string {
	var out [][]string
	for _, path := range addresses {
		var value any = spec
		for _, step := range path {
			m, _ := value.(map[string]any)
			value = m[step]
		}
		text, ok := value.(string)
		isImage := path[0] == "image"
		if ok && (redact.HasCredentials(text) || isImage && strings.ContainsAny(text, "?#")) {
			out = append(out, path)
		}
	}
	return out
}

// secretField is the field that names the Secret for an address.
func secretField(kind string, path []string) string {
	switch {
	case path[0] == "sts":
		return "sts.secretRef"
	case path[0] == "proxy":
		return "proxySecretRef, under the key address"
	case kind == "Provider":
		return "secretRef, under the key address or token"
	default:
		return "secretRef"
	}
}
