// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
	"github.com/fluxbundle/fluxbundle/functions/internal/redact"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// rules looks for what the schema of a CRD takes and a controller, or a rule in
// CEL, refuses.
func (c *checker) rules(o item) {
	refuse := func(reason report.Reason, message, hint string, field ...string) {
		c.report(fn.Error, reason, o, says{field: append([]string{"spec"}, field...), message: message, hint: hint})
	}
	switch o.kind {
	case "HelmRelease":
		chart(o.spec(), refuse)
	case "HelmRepository", "GitRepository":
		address(o, refuse)
	case "ImageRepository", "ImagePolicy":
		image(o.spec(), refuse)
	case "ImageUpdateAutomation":
		if template := text(o.spec(), "git", "commit", "messageTemplate"); strings.Contains(template, ".Updated") && c.isNewer("2.9.0") {
			refuse(report.InvalidValue, "the template uses .Updated, which Flux "+c.options.Release.Version+" does not have", "use .Changed", "git", "commit", "messageTemplate")
		}
	case "Kustomization":
		c.variables(o)
	}
}

// knownHosts finds lines of known hosts that hold several keys, of which Flux
// reads the first: a line break was lost.
func (c *checker) knownHosts(o item) {
	hosts := text(o.value, "stringData", "known_hosts")
	if o.kind != "Secret" || o.group != "" || hosts == "" {
		return
	}
	for line := range strings.Lines(hosts) {
		keys := 0
		for _, word := range strings.Fields(line) {
			if slices.Contains(keyTypes, word) {
				keys++
			}
		}
		if keys > 1 {
			c.report(fn.Error, report.InvalidValue, o, says{
				field: []string{"stringData", "known_hosts"}, message: "a line holds several host keys, of which only the first counts", hint: "write each on a line of its own, with the host before it",
			})
			return
		}
	}
}

// keyTypes are those of host keys
// (https://www.iana.org/assignments/ssh-parameters/ssh-parameters.xhtml#ssh-parameters-19).
var keyTypes = []string{"ssh-rsa", "ssh-ed25519", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521", "ssh-dss"}

// address finds addresses that source-controller cannot use.
func address(o item, refuse refuser) {
	written := text(o.spec(), "url")
	switch {
	case o.kind == "HelmRepository" && strings.HasPrefix(written, "oci://") && text(o.spec(), "type") != "oci":
		refuse(report.Contradiction, "source-controller fetches an oci:// address only with type: oci", "add type: oci, or use an OCIRepository", "url")
	case o.kind == "HelmRepository" && text(o.spec(), "type") == "oci" && written != "" && !strings.HasPrefix(written, "oci://") && !isSubstituted(written):
		refuse(report.Contradiction, "with type: oci the address begins with oci://", "write oci://, or remove type", "url")
	case strings.HasPrefix(written, "ssh://") && !isSubstituted(written):
		sshAddress(written, refuse)
	}
}

// image finds what image-reflector-controller cannot read.
func image(spec map[string]any, refuse refuser) {
	if scheme, rest, ok := strings.Cut(text(spec, "image"), "://"); ok {
		refuse(report.InvalidValue, "an image has no scheme, such as "+report.Quote(scheme+"://"), "write "+redact.Value(rest), "image")
	}
	written := text(spec, "filterTags", "pattern")
	if isSubstituted(written) {
		return
	}
	if _, err := regexp.Compile(written); err != nil {
		refuse(report.InvalidValue, report.Quote(written)+" is no regular expression: "+err.Error(), "the syntax is that of https://golang.org/s/re2syntax", "filterTags", "pattern")
	}
}

// isNewer reports whether the release is a version or a later one.
func (c *checker) isNewer(version string) bool {
	return newer(c.options.Release.Version, version) == c.options.Release.Version
}

type refuser func(reason report.Reason, message, hint string, field ...string)

// chart finds a HelmRelease with two charts or none, which the API server refuses
// by a rule in CEL.
func chart(spec map[string]any, refuse refuser) {
	_, made := spec["chart"]
	_, named := spec["chartRef"]
	switch {
	case made && named:
		refuse(report.Contradiction, "stands beside chart: a release has one of them", "remove one", "chartRef")
	case !made && !named:
		refuse(report.MissingField, "either this or chartRef is required", "say which chart it is", "chart")
	}
	name := text(spec, "chart", "spec", "chart")
	if text(spec, "chart", "spec", "sourceRef", "kind") == "HelmRepository" && strings.Contains(name, "/") && !isSubstituted(name) {
		refuse(report.InvalidValue, report.Quote(name)+" is no name of a chart in a HelmRepository, which has no slash",
			"write "+name[strings.LastIndexByte(name, '/')+1:], "chart", "spec", "chart")
	}
}

// sshAddress finds what stands in the place of a port: host:path is the form of
// scp, which has no scheme.
func sshAddress(address string, refuse refuser) {
	if _, err := url.Parse(address); err == nil {
		return
	}
	host, path, _ := strings.Cut(strings.TrimPrefix(address, "ssh://"), ":")
	refuse(report.InvalidURL, "what follows the host is no port", "write ssh://"+host+"/"+path, "url")
}

// variable is a name that Flux takes for a variable
// (https://github.com/fluxcd/pkg/blob/main/kustomize/kustomize_varsub.go).
var variable = pattern.Of(`^[_[:alpha:]][_[:alpha:][:digit:]]*$`)

// variables finds names that kustomize-controller refuses, in the Kustomization
// and in what it takes them from.
func (c *checker) variables(o item) {
	wrong := func(name, where string, field ...string) {
		c.report(fn.Error, report.InvalidName, o, says{
			field: append([]string{"spec", "postBuild"}, field...), message: report.Quote(name) + where + " is no name of a variable, and Flux applies nothing",
			hint: "accepted are letters, digits and _, not beginning with a digit",
		})
	}
	given, _ := at(o.spec(), "postBuild", "substitute").(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(given)) {
		if !variable().MatchString(name) {
			wrong(name, "", "substitute", name)
		}
	}
	for _, from := range follow(o.spec(), []string{"postBuild", "substituteFrom", "*"}, nil) {
		source, _ := from.value.(map[string]any)
		i, there := c.data[id{text(source, "kind"), o.namespace, text(source, "name")}]
		if !there {
			continue
		}
		for _, name := range keysOf(c.objects[i]) {
			if !variable().MatchString(name) {
				wrong(name, " in "+c.objects[i].String(), from.path[1:]...)
			}
		}
	}
}

// keysOf lists the keys of a ConfigMap or a Secret.
func keysOf(o item) []string {
	var out []string
	for _, field := range []string{"data", "stringData"} {
		values, _ := o.value[field].(map[string]any)
		out = append(out, slices.Sorted(maps.Keys(values))...)
	}
	return out
}
