// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package node

import (
	"testing"

	corev1 "k8s.io/api/core/v1"
)

// References are replaced as kubelet does.
func TestExpand(t *testing.T) {
	variables := []corev1.EnvVar{{Name: "NAMESPACE", Value: "flux-system"}, {Name: "A", Value: "$(NAMESPACE)"}}
	for text, want := range map[string]string{
		"http://svc.$(NAMESPACE).svc./": "http://svc.flux-system.svc./",
		"$(UNKNOWN)":                    "$(UNKNOWN)",
		"$$(NAMESPACE)":                 "$(NAMESPACE)",
		"$(A)":                          "$(NAMESPACE)",
		"$":                             "$",
	} {
		if got := expand(text, variables); got != want {
			t.Errorf("expand(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestFindImage(t *testing.T) {
	images := Images{"fluxcd/source-controller:v1.9": "/bin/source-controller"}
	for image, want := range map[string]string{
		"ghcr.io/fluxcd/source-controller:v1.9.4@sha256:00": "/bin/source-controller",
		"registry.internal/fluxcd/source-controller:v1.9.4": "/bin/source-controller",
		"ghcr.io/fluxcd/source-controller:v1.9.6":           "/bin/source-controller",
		"ghcr.io/fluxcd/source-controller:v1.10.0":          "",
		"ghcr.io/fluxcd/source-controller":                  "",
		"ghcr.io/fluxcd/source-controler:v1.9.4":            "",
	} {
		got, err := images.find(image)
		if got != want || (err == nil) != (want != "") {
			t.Errorf("find(%q) = %q, %v, want %q", image, got, err, want)
		}
	}
}
