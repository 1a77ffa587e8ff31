// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package redact_test

import (
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/redact"
)

func TestHasCredentials(t *testing.T) {
	t.Parallel()
	for _, secret := range []string{
		"https://token@github.com/org/repo",
		"https://user:password@github.com/org/repo",
		"https://user:pass/word@github.com/org/repo",
		"ssh://git:password@github.com/org/repo",
		"oci://user:password@ghcr.io/org",
		"user:password@ghcr.io/org/image",
		"https://chat.example.com/hook?token=abc",
		"https://chat.example.com/hook#abc",
		"https://hooks.slack.com/services/T0/B0/x",
		"https://contoso.webhook.office.com/webhookb2/x",
		"https://discord.com/api/webhooks/1/x",
		"Endpoint=sb://x.servicebus.windows.net/;SharedAccessKey=x",
	} {
		if !redact.HasCredentials(secret) {
			t.Errorf("%s is not taken for a secret", secret)
		}
	}
	for _, harmless := range []string{
		"", "https://github.com/org/repo", "ssh://git@github.com:22/org/repo", "https://charts.example.com:8443/stable",
		"oci://ghcr.io/org/charts", "ghcr.io/org/image", "git@host:org/repo", "alpine@sha256:0a", "localhost:5000/image", "minio.example.com:9000", "my-project",
		"https://npm.example.com/@scope/charts", "https://npm.example.com:8443/@scope/charts",
	} {
		if redact.HasCredentials(harmless) {
			t.Errorf("%s is taken for a secret", harmless)
		}
	}
}
