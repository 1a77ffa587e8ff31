// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// fluxOfExtension has the release of Flux in each minor version of the extension
// microsoft.flux
// (https://learn.microsoft.com/azure/azure-arc/kubernetes/flux-gitops-release-notes).
var fluxOfExtension = map[string]string{
	"1.24": "2.7.5", "1.23": "2.7.5",
	"1.22": "2.6.4", "1.21": "2.6.4", "1.20": "2.6.4", "1.19": "2.6.4", "1.18": "2.6.4", "1.17": "2.6.4",
	"1.16": "2.5.1", "1.13": "2.4.0", "1.11": "2.3.0", "1.8": "2.1.1",
}

// minorVersion finds the minor version in that of an extension: 1.23.1 or 1.23.
var minorVersion = pattern.Of(`^v?(\d{1,4}\.\d{1,4})(?:\.[0-9A-Za-z.+-]{1,40})?$`)

// fluxRelease takes over the release of Flux that an extension has, so that the
// first bundle replaces Azure's Flux by the same one. What runs decides, and
// otherwise the version that is asked for.
func (c *carrier) fluxRelease(properties, spec map[string]any) {
	name := "currentVersion"
	if s, _ := properties[name].(string); s == "" {
		name = "version"
	}
	version, isText := properties[name].(string)
	if u, isUnknown := properties[name].(unresolved); isUnknown {
		c.report(fn.Warning, report.NotCarried, []string{name}, "the version of the extension, and with it the release of Flux, "+
			"cannot be known: "+u.show(false)+"; set spec.version to the release of Flux")
		return
	}
	if !isText || version == "" {
		return
	}
	subject, release := "this version of the extension", ""
	if m := minorVersion().FindStringSubmatch(version); m != nil {
		subject, release = "version "+version+" of the extension", fluxOfExtension[m[1]]
	}
	f := report.Finding{
		Severity: fn.Info, Reason: report.ChosenRelease, Object: c.object, Field: c.resource.inputPath([]string{name}),
		Message: subject + " has Flux " + release + ", which spec.version keeps",
		Hint:    "remove spec.version to take the newest release",
	}
	switch {
	case release == "":
		f.Severity, f.Reason = fn.Warning, report.NotCarried
		f.Message = "which release of Flux " + subject + " has is not known; the newest one would be rendered"
		f.Hint = "kubectl get fluxreports -A or flux version shows what runs: set spec.version to that release"
	case !slices.Contains(flux.Versions(), release):
		f.Severity, f.Reason = fn.Warning, report.NotCarried
		f.Message = subject + " has Flux " + release + ", which flux-bundle does not embed; the newest release would be rendered"
		f.Hint = "upgrade the extension in Azure first, so that the step is small, or set spec.version; accepted: " + report.Names(flux.Versions())
	default:
		spec["version"] = release
	}
	c.found = append(c.found, f)
}
