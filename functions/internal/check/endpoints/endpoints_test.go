// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package endpoints_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/check/endpoints"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

func emitted(t testing.TB, kind, spec string) owner.Object {
	t.Helper()
	var value any
	if err := json.Unmarshal([]byte(spec), &value); err != nil {
		t.Fatal(err)
	}
	return owner.Object{Object: manifest.Object{
		Kind: kind, Namespace: "a", Name: "b", Body: manifest.Map{{Key: "spec", Value: manifest.FromJSON(value)}},
	}}
}

// What the specs of objects of every kind say must be reached.
func TestOf(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ kind, spec, want string }{
		{"GitRepository", `{"url": "https://GitHub.com./org/repo"}`, "github.com:443"},
		{"GitRepository", `{"url": "http://git.example.com/repo"}`, "git.example.com:80"},
		{"GitRepository", `{"url": "ssh://git@[2001:db8::1]:2222/repo"}`, "[2001:db8::1]:2222"},
		{"GitRepository", `{"url": "https://dev.azure.com/org", "provider": "azure"}`, "dev.azure.com:443 login.microsoftonline.com:443"},
		{"GitRepository", `{"url": "https://ghe.example.com/org", "provider": "github"}`, "ghe.example.com:443"},
		{"GitRepository", `{"url": "https://git.git.svc/org"}`, ""},
		{"GitRepository", `{"url": "::"}`, ""},
		{"GitRepository", `{"url": 1}`, ""},
		{"OCIRepository", `{"url": "oci://registry:5000/a"}`, "registry:5000"},
		{"OCIRepository", `{"url": "oci://ghcr.io/a"}`, "ghcr.io:443 pkg-containers.githubusercontent.com:443"},
		{"OCIRepository", `{"url": "oci://r.example.com/a", "verify": {"provider": "cosign", "trustedRootSecretRef": {"name": "r"}}}`, "r.example.com:443"},
		{"HelmRepository", `{"url": "https://charts.example.com"}`, "charts.example.com:443"},
		{"HelmRepository", `{"url": "oci://mcr.microsoft.com/charts"}`, "*.data.mcr.microsoft.com:443 mcr.microsoft.com:443"},
		{"HelmChart", `{"verify": {"provider": "cosign"}}`, "rekor.sigstore.dev:443 tuf-repo-cdn.sigstore.dev:443"},
		{"HelmRelease", `{"chart": {"spec": {"verify": {"provider": "cosign"}}}}`, "rekor.sigstore.dev:443 tuf-repo-cdn.sigstore.dev:443"},
		{"Bucket", `{"endpoint": "s3.example.com", "sts": {"endpoint": "https://sts.example.com"}}`, "s3.example.com:443 sts.example.com:443"},
		{"Bucket", `{"endpoint": "storage.googleapis.com", "provider": "gcp"}`, "iamcredentials.googleapis.com:443 storage.googleapis.com:443 sts.googleapis.com:443"},
		{"Bucket", `{"endpoint": "s3.eu-central-1.amazonaws.com", "provider": "aws"}`, "*.amazonaws.com:443 s3.eu-central-1.amazonaws.com:443"},
		{"Bucket", `{"endpoint": "s3.example.com", "insecure": true}`, "s3.example.com:80"},
		{"ImageRepository", `{"image": "nginx"}`, "auth.docker.io:443 docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com:443 " +
			"production.cloudflare.docker.com:443 production.cloudfront.docker.com:443 registry-1.docker.io:443"},
		{"ImageRepository", `{"image": "r.azurecr.io/app", "provider": "azure"}`, "*.blob.core.windows.net:443 login.microsoftonline.com:443 r.azurecr.io:443"},
		{"Provider", `{"type": "slack", "address": "https://hooks.slack.com/services/CANARY"}`, "hooks.slack.com:443"},
		{"Provider", `{"type": "github", "address": "https://github.com/org/repo"}`, "api.github.com:443"},
		{"Provider", `{"type": "github", "address": "https://ghe.example.com/org/repo"}`, "ghe.example.com:443"},
		{"Provider", `{"type": "slack", "secretRef": {"name": "has-the-address"}}`, "hooks.slack.com:443"},
		{"Provider", `{"type": "telegram", "channel": "c"}`, "api.telegram.org:443"},
		{"Provider", `{"type": "azureeventhub", "address": "Endpoint=sb://hub.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=CANARY", "secretRef": {"name": "s"}}`, "hub.servicebus.windows.net:5671"},
		{"Provider", `{"type": "nats", "address": "nats://nats.example.com"}`, "nats.example.com:4222"},
		{"Provider", `{"type": "generic", "secretRef": {"name": "in-the-secret"}}`, ""},
		{"Deployment", `{"template": {"spec": {"containers": [{"image": "localhost/x"}, {"image": "quay.example.com:5000/x@sha256:0"}]}}}`, "quay.example.com:5000"},
		{"Kustomization", `{"path": "https://example.com"}`, ""},
	} {
		all := endpoints.Of([]owner.Object{emitted(t, tt.kind, tt.spec)})
		var got []string
		for _, e := range all {
			got = append(got, e.String())
			if len(e.NeededBy) != 1 || !strings.HasSuffix(e.NeededBy[0], " for "+tt.kind+" a/b") {
				t.Errorf("%s %s is needed by %v", tt.kind, tt.spec, e.NeededBy)
			}
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s %s reaches %v, want %s", tt.kind, tt.spec, got, tt.want)
		}
		if text := endpoints.Finding(report.Object{}, all).Text() + string(endpoints.ConfigMap(all).AppendYAML(nil, 0)); strings.Contains(text, "CANARY") {
			t.Errorf("the path of an address is shown: %s", text)
		}
	}
}

// An endpoint that many need is there once, in one order.
func TestOfSeveral(t *testing.T) {
	t.Parallel()
	objects := []owner.Object{
		emitted(t, "HelmRepository", `{"url": "https://example.com"}`), emitted(t, "GitRepository", `{"url": "https://example.com/x"}`),
		emitted(t, "GitRepository", `{"url": "ssh://git@example.com/x"}`), emitted(t, "GitRepository", `{"url": "https://example.com/y"}`),
	}
	want := "the bundle reaches example.com:22 (source-controller for GitRepository a/b), " +
		"example.com:443 (source-controller for GitRepository a/b and 1 more)"
	for range objects {
		if got := endpoints.Finding(report.Object{}, endpoints.Of(objects)).Message; got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
		objects = append(objects[1:], objects[0])
	}
	if got := endpoints.Finding(report.Object{}, nil).Message; got != "the bundle reaches nothing outside of its cluster" {
		t.Error(got)
	}
}

// FuzzOf: whatever is in a URL, nothing fails, and nothing of it but host and
// port is shown.
func FuzzOf(f *testing.F) {
	for _, url := range []string{"https://example.com/p", "oci://a:1/b", "ssh://git@[::1]/x", "Endpoint=sb://a/;b", "a/b:c@d", "%", "://", "http://a:b@c:d"} {
		f.Add(url)
	}
	kinds := []struct{ kind, field string }{
		{"GitRepository", "url"}, {"OCIRepository", "url"}, {"Bucket", "endpoint"}, {"ImageRepository", "image"}, {"Provider", "address"},
	}
	f.Fuzz(func(t *testing.T, url string) {
		for _, k := range kinds {
			o := owner.Object{Object: manifest.Object{Kind: k.kind, Name: "b", Body: manifest.Map{
				{Key: "spec", Value: manifest.Map{{Key: k.field, Value: manifest.String(url)}}},
			}}}
			for _, e := range endpoints.Of([]owner.Object{o}) {
				if e.Host == "" || strings.ContainsAny(e.Host, "/?#@") || !slices.IsSorted(e.NeededBy) {
					t.Errorf("%s %q yields %+v", k.kind, url, e)
				}
			}
		}
	})
}
