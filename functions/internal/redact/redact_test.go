// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package redact_test

import (
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/redact"
)

// What one question answers about an address, the others do not contradict.
func TestAddresses(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		address string
		shown   string
		secret  bool
	}{
		{"https://host/x", "https://host/x", false},
		{"bob:CANARY@host/x", "[redacted]@host/x", true},
		{"https://host/x#CANARY", "https://host/x#[redacted]", true},
		{"https://host/x;k=CANARY", "https://host/x;[redacted]", true},
		{"https://hooks.slack.com/services/T0/B0/CANARY", "https://hooks.slack.com/[redacted]", true},
		{"https://discord.com/api/webhooks/1/CANARY", "https://discord.com/api/webhooks/[redacted]", true},
		{"https://org.webhook.office.com/webhookb2/CANARY", "https://org.webhook.office.com/[redacted]", true},
		{"ssh://bob@host/x", "ssh://bob@host/x", false},
		{"ssh://bob:CANARY@host/x", "ssh://[redacted]@host/x", true},
		{"ghcr.io/org/app@sha256:0a", "ghcr.io/org/app@sha256:0a", false},
		{"oci://ghcr.io/org/app:v1@sha256:0a", "oci://ghcr.io/org/app:v1@sha256:0a", false},
		{"git@github.com:org/repo", "git@github.com:org/repo", false},
		{"https://CANARY@github.com/org/repo", "https://[redacted]@github.com/org/repo", true},
		{"https://user:CA/NARY@host/repo", "https://[redacted]@host/repo", true},
		{"https://user:pa?CANARY@host/x", "https://[redacted]", true},
		{"https://host/x?sig=CANARY", "https://host/x?[redacted]", true},
		{"https://host/x?mail=a@CANARY", "https://[redacted]", true},
		{"AccountName=a;AccountKey=CANARY==;EndpointSuffix=core.windows.net", "[redacted]", true},
		{"Endpoint=sb://host/;SharedAccessKeyName=a;SharedAccessKey=CANARY", "[redacted]", true},
		{"bob:CANARY", "[redacted]", true},
		{"minio:9000", "minio:9000", false},
		{"minio.example.com:9000/path", "minio.example.com:9000/path", false},
		{"alpine:3.19", "alpine:3.19", false},
		{"@artifact/../../..", "@artifact/../../..", false},
		{"", "", false},
	} {
		if got := redact.Address(tt.address); got != tt.shown {
			t.Errorf("%q is shown as %q, want %q", tt.address, got, tt.shown)
		}
		if got := redact.HasCredentials(tt.address); got != tt.secret {
			t.Errorf("%q has credentials: %t, want %t", tt.address, got, tt.secret)
		}
		for _, shown := range []string{redact.Message("failed: '" + tt.address + "': EOF")} {
			if strings.Contains(shown, "CANARY") && !strings.Contains(tt.address, "bob:CANARY") {
				t.Errorf("a message shows %q", shown)
			}
		}
	}
}

func TestMessage(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"no URL": "no URL",
		"unable to clone 'https://me:CANARY@host/x': failed":              "unable to clone 'https://[redacted]@host/x': failed",
		"ssh://git@host/x and oci://r/a@sha256:0a":                        "ssh://git@host/x and oci://r/a@sha256:0a",
		`Get "https://h/x?sig=CANARY&se=1": EOF`:                          `Get "https://h/x?[redacted]": EOF`,
		"failed to pull oci://user:CANARY@h/org/app@sha256:abcdef":        "failed to pull oci://[redacted]@h/org/app@sha256:abcdef",
		"oci://user:CANARY@h/org/app:v1@sha256:abcdef: not found":         "oci://[redacted]@h/org/app:v1@sha256:abcdef: not found",
		"oci://user:p@sha256:CANARY@h/a@sha256:0a":                        "oci://[redacted]@h/a@sha256:0a",
		"https://h/p#CANARY and https://h/p;SharedAccessKey=CANARY":       "https://h/p#[redacted] and https://h/p;[redacted]",
		"https://h/p?mail=a@b&sig=CANARY: EOF":                            "https://[redacted]: EOF",
		"https://user:p#CANARY@h/p; again":                                "https://[redacted]; again",
		"http://h/p?t=CANARY: not found, http://a:CANARY@b/c.":            "http://h/p?[redacted]: not found, http://[redacted]@b/c.",
		`Post "https://hook.svc:443/validate?timeout=10s": x509`:          `Post "https://hook.svc:443/validate?timeout=10s": x509`,
		"see https://fluxcd.io/flux/components/#working-with-tokens for":  "see https://fluxcd.io/flux/components/#working-with-tokens for",
		"chart redis@1.0.0 at main@sha1:0a escapes me@artifact/x":         "chart redis@1.0.0 at main@sha1:0a escapes me@artifact/x",
		"bob:CANARY@host/x refused":                                       "[redacted]@host/x refused",
		"Authorization: Bearer CANARYCANARY and password=CANARY, sig=1":   "Authorization: Bearer [redacted] and password=[redacted], sig=[redacted]",
		"url=https://u:CANARY@h/x,token=CANARY":                           "url=https://[redacted]@h/x,token=[redacted]",
		"AccountName=a;AccountKey=CANARY;EndpointSuffix=core.windows.net": "AccountName=a;AccountKey=[redacted];EndpointSuffix=core.windows.net",
	} {
		if got := redact.Message(in); got != want {
			t.Errorf("%q is %q, want %q", in, got, want)
		}
	}
}

func TestKey(t *testing.T) {
	t.Parallel()
	for name, shown := range map[string]bool{
		"repositoryRef": true, "helm-controller.detectDrift": true, "x509": true, "my field": true, "a.b/c": true,
		"": false, "Zx9A1b2C3d4A1b2C": false, strings.Repeat("a", 41): false, "user:CANARY": false, "key=CANARY": false, "LS0tLS1CRUdJTiBPUEVOU1NIIFBSSVZBVEUgS0VZLS0tLS0": false,
	} {
		if got := redact.Key(name); (got == name) != shown || !shown && got != redact.Mark {
			t.Errorf("%q is shown as %q", name, got)
		}
	}
}

func TestWithout(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://github.com/a/b":               "https://github.com/a/b",
		"https://host:8443/a@b":                "https://host:8443/a@b",
		"ssh://git@github.com/a/b":             "ssh://git@github.com/a/b",
		"git@github.com:a/b":                   "git@github.com:a/b",
		"oci://ghcr.io/a/b":                    "oci://ghcr.io/a/b",
		"":                                     "",
		"https://token@github.com/a":           "https://github.com/a",
		"https://user:pass@github.com/a":       "https://github.com/a",
		"https://user:p@ss@github.com/a":       "https://github.com/a",
		"https://user:pa/s@s@github.com/a":     "https://github.com/a",
		"https://user:pa/ss@github.com":        "https://github.com",
		"SSH://git:pass@github.com/a":          "SSH://git@github.com/a",
		"user:pass@host":                       "user@host",
		"https://a.blob.core.windows.net?sig=": "https://a.blob.core.windows.net",
	} {
		clean, found := redact.Without(address)
		if clean != want || found != (address != want) {
			t.Errorf("%q: %q, %t", address, clean, found)
		}
	}
}

// A password between the scheme and the host is never shown, whatever it is made
// of.
func FuzzMessage(f *testing.F) {
	f.Add("pass", "host/path")
	f.Add("p#s;?=", "h")
	f.Fuzz(func(t *testing.T, password, place string) {
		const canary = "CANARY"
		if strings.ContainsAny(password+place, "'\"`<>()[]{}| \t\r\n") || strings.Contains(place, canary) {
			return
		}
		for _, text := range []string{
			redact.Message("failed: https://user:" + canary + password + "@" + place), redact.Value("https://user:" + canary + password + "@" + place),
			redact.Address("https://user:" + canary + password + "@" + place),
		} {
			if strings.Contains(text, canary) {
				t.Errorf("shown: %q", text)
			}
		}
	})
}
