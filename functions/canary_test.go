// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"slices"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions"
)

// forms are the ways in which a secret could show.
func forms(secret string) []string {
	return []string{
		secret, base64.StdEncoding.EncodeToString([]byte(secret)), strings.TrimRight(base64.StdEncoding.EncodeToString([]byte(secret)), "="),
		hex.EncodeToString([]byte(secret)), url.QueryEscape(secret),
	}
}

// No secret of any method shows in any form: not in the output, not in results,
// not when the seed is missing, the policy is missing or everything is wrong.
func TestNoSecretShows(t *testing.T) {
	t.Parallel()
	seed := "canaryAAEJ7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs="
	planted := map[string]bool{}
	for name, archive := range authCases(t) {
		in := string(get(archive, "in.yaml"))
		secrets := []string{seed}
		for field := range strings.FieldsSeq(in) {
			field = strings.Trim(field, `'",}`)
			if strings.HasPrefix(field, "canary-") {
				secrets = append(secrets, field)
			}
			if plain, err := base64.StdEncoding.DecodeString(field); err == nil && strings.HasPrefix(string(plain), "canary-") {
				secrets = append(secrets, string(plain))
			}
		}
		for _, line := range strings.Split(in, "\n") {
			const long = 60
			before, _, _ := strings.Cut(in, line)
			inCertificate := strings.Contains(before, "BEGIN CERTIFICATE")
			if text := strings.TrimSpace(line); len(text) > long && !strings.Contains(text, " ") && strings.Contains(in, "PRIVATE KEY") && !inCertificate {
				secrets = append(secrets, text)
			}
		}
		slices.Sort(secrets)
		for _, secret := range secrets {
			planted[secret] = true
		}
		for variant, text := range map[string]string{
			"as it is":       in,
			"without policy": strings.ReplaceAll(in, "kind: SealingPolicy", "kind: SealingPolicies"),
			"without seed":   strings.ReplaceAll(in, "  seed: canary", "  none: canary"),
			"short seed":     strings.ReplaceAll(in, seed, "canary-short"),
			"wrong types":    strings.ReplaceAll(in, "stringData:\n", "stringData:\n  more: [canary]\n"),
			"not base64":     strings.ReplaceAll(in, "stringData:", "data:"),
			"other methods":  strings.NewReplacer("https://git", "ssh://git@git", "ssh://git@git", "https://git", "sasToken", "accountKey").Replace(in),
			"cut off":        in[:len(in)*2/3],
			"an alias":       strings.ReplaceAll(in, "canary", "*canary"),
			"a tag":          strings.ReplaceAll(in, "canary", "!canary"),
			"a number":       strings.ReplaceAll(in, "canary-", "!!int canary-"),
			"twice":          strings.ReplaceAll(in, "stringData:\n", "stringData:\n  x: &x canary-twice\n  x: *x\n"),
		} {
			checkNothingShows(t, name+" "+variant, text, secrets)
		}
	}
	if len(planted) < 40 {
		t.Errorf("only %d secrets are planted", len(planted))
	}
}

// parses reports whether a host could hand over the inputs.
func parses(inputs []functions.File) bool {
	for _, doc := range inputDocuments(inputs) {
		var o map[string]any
		if err := yaml.Unmarshal(doc, &o); err != nil || o["apiVersion"] == nil {
			return false
		}
	}
	return true
}

func checkNothingShows(t *testing.T, name, in string, secrets []string) {
	t.Helper()
	inputs := []functions.File{{Path: "in.yaml", Data: []byte(in)}}
	files, outcome := functions.Render(inputs, nil)
	shown := string(join(files)) + lines(outcome.Lines)
	for _, r := range outcome.Results {
		shown += r.String()
	}
	if parses(inputs) {
		out, outcome := functions.Run(listOf(t, hosts[len(hosts)-1], inputDocuments(inputs)))
		if !outcome.Failed { // with an error, a host gets back what it gave
			shown += string(out)
		}
		shown += lines(outcome.Lines)
	}
	for _, secret := range secrets {
		for _, form := range forms(secret) {
			if strings.Contains(shown, form) {
				at := strings.Index(shown, form)
				t.Errorf("%s: a secret shows: ...%.120s", name, shown[max(0, at-100):])
				return
			}
		}
	}
}
