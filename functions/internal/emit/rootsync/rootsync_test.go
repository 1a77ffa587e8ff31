// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package rootsync_test

import (
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/rootsync"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

func syncOf(s v1alpha1.SyncSource) v1alpha1.Sync {
	e := v1alpha1.FluxExtension{Spec: v1alpha1.FluxExtensionSpec{Sync: &v1alpha1.Sync{Source: s}}}.WithDefaults()
	return *e.Spec.Sync
}

// What opens sealed Secrets is part of the Kustomization, and needed outside.
func TestDecryption(t *testing.T) {
	t.Parallel()
	s := syncOf(v1alpha1.SyncSource{URL: "https://github.com/org/fleet"})
	for _, tt := range []struct {
		decryption model.Decryption
		want       string
		needed     bool
	}{
		{model.Decryption{}, "", false},
		{model.Decryption{Provider: "sops"}, "  decryption:\n    provider: sops\n  deletionPolicy: Orphan\n", false},
		{
			model.Decryption{Provider: "sops", Secret: "sops-age"},
			"  decryption:\n    provider: sops\n    secretRef:\n      name: sops-age\n  deletionPolicy: Orphan\n", true,
		},
	} {
		emitted := rootsync.Objects(s, rootsync.Options{Decryption: tt.decryption})
		text := string(emitted[len(emitted)-1].AppendYAML(nil, 0))
		if tt.want == "" && strings.Contains(text, "decryption") || !strings.Contains(text, tt.want) {
			t.Errorf("%+v yields\n%s", tt.decryption, text)
		}
		found := rootsync.Needed(report.Object{}, s, emitted, false)
		if has := contains(found, "kubectl create secret generic sops-age -n flux-system --from-file=age.agekey="); has != tt.needed {
			t.Errorf("%+v: the Secret is needed: %t", tt.decryption, has)
		}
	}
}

// The command that creates the Secret has the keys that Flux reads.
func TestCommandsForSecrets(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		source v1alpha1.SyncSource
		want   string
	}{
		{v1alpha1.SyncSource{URL: "git@github.com:org/fleet"}, "--from-file=identity="},
		{v1alpha1.SyncSource{URL: "ssh://git@github.com/org/fleet"}, "--from-file=known_hosts="},
		{v1alpha1.SyncSource{URL: "https://github.com/org/fleet"}, "--from-literal=username=USER --from-literal=password="},
		{v1alpha1.SyncSource{URL: "https://github.com/org/fleet", Provider: v1alpha1.GitProviderGitHub}, "--from-file=githubAppPrivateKey="},
		{v1alpha1.SyncSource{Kind: v1alpha1.SourceKindBucket, URL: "https://minio.example.com", BucketName: "b"}, "--from-literal=accesskey="},
		{v1alpha1.SyncSource{Kind: v1alpha1.SourceKindAzureBlob, URL: "https://a.blob.core.windows.net", BucketName: "b"}, "--from-literal=accountKey="},
		{v1alpha1.SyncSource{Kind: v1alpha1.SourceKindOCIRepository, URL: "oci://ghcr.io:443/org/fleet"}, "docker-registry s -n flux-system --docker-server=ghcr.io:443 "},
	} {
		tt.source.LocalAuthRef = "s"
		s := syncOf(tt.source)
		found := rootsync.Needed(report.Object{}, s, rootsync.Objects(s, rootsync.Options{}), false)
		if !contains(found, tt.want) {
			t.Errorf("%s: no %q in %v", tt.source.URL, tt.want, found)
		}
	}
}

func contains(found report.Findings, text string) bool {
	for _, f := range found {
		if f.Reason == report.NeededOutside && strings.Contains(f.Text(), text) {
			return true
		}
	}
	return false
}
