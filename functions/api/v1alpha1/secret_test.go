// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

// TestSecret: no way of printing shows a secret, not even inside of what does
// not export it.
func TestSecret(t *testing.T) {
	t.Parallel()
	secret := v1alpha1.NewSecret("CANARY1")
	inside := struct {
		hidden v1alpha1.Secret
		Shown  v1alpha1.Secret
	}{secret, secret}
	var text strings.Builder
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		fmt.Fprintf(&text, verb+verb+verb, secret, inside, []any{&secret, map[string]v1alpha1.Secret{"a": secret}})
	}
	asJSON, err := json.Marshal(inside)
	if err != nil {
		t.Fatal(err)
	}
	asYAML, err := yaml.Marshal(secret)
	if err != nil {
		t.Fatal(err)
	}
	all := text.String() + string(asJSON) + string(asYAML)
	if strings.Contains(all, "CANARY") || strings.Contains(all, "43414e415259") || !strings.Contains(all, "[redacted]") {
		t.Error(all)
	}
	if secret.Reveal() != "CANARY1" || (v1alpha1.Secret{}).Reveal() != "" {
		t.Error("Reveal does not return the secret")
	}
}
