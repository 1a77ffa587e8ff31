// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"encoding/pem"
	"slices"
	"strings"
	"testing"

	"golang.org/x/crypto/ssh"
	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
)

// decisive are the fields of sources that say which host gets a credential, or
// how. A field of a release to come is bound until someone adds it to harmless.
var decisive = []string{
	"certSecretRef", "endpoint", "insecure", "provider", "proxySecretRef", "recurseSubmodules", "region", "secretRef", "serviceAccountName", "sts", "url",
}

// Every field of every kind of source is known to be one or the other, and all
// but the harmless ones are bound.
func TestEveryFieldIsBound(t *testing.T) {
	t.Parallel()
	for _, version := range flux.Versions() {
		release, _ := flux.Lookup(version)
		for _, kind := range []string{"Bucket", "GitRepository", "OCIRepository"} {
			text, _ := release.CRD("source.toolkit.fluxcd.io", kind)
			var crd struct {
				Versions []struct {
					Storage bool
					Schema  struct {
						OpenAPIV3Schema struct {
							Properties struct {
								Spec struct{ Properties map[string]any }
							}
						}
					}
				}
			}
			if err := yaml.Unmarshal(text, &crd); err != nil {
				t.Fatal(err)
			}
			for _, v := range crd.Versions {
				for field := range v.Schema.OpenAPIV3Schema.Properties.Spec.Properties {
					if v.Storage {
						checkField(t, version+" "+kind, field)
					}
				}
			}
		}
	}
}

func checkField(t *testing.T, kind, field string) {
	t.Helper()
	isHarmless := slices.Contains(harmless, field)
	if isHarmless == slices.Contains(decisive, field) {
		t.Errorf("%s: is %s harmless, or does it decide where a credential goes?", kind, field)
	}
	p := planner{source: model.Source{URL: "https://a", Additional: v1alpha1.Object{field: "x"}}}
	if bound := len(p.address()) > 1; bound == isHarmless {
		t.Errorf("%s: %s is bound: %t", kind, field, bound)
	}
}

// A key is refused before minutes are spent on it.
func TestRounds(t *testing.T) {
	t.Parallel()
	key := func(rounds uint32) string {
		options := ssh.Marshal(struct {
			Salt   string
			Rounds uint32
		}{"0123456789abcdef", rounds})
		body := append([]byte("openssh-key-v1\x00"), ssh.Marshal(struct{ Cipher, KDF, Options string }{"aes256-ctr", "bcrypt", string(options)})...)
		return string(pem.EncodeToMemory(&pem.Block{Type: "OPENSSH PRIVATE KEY", Bytes: body}))
	}
	if got := roundsOf(key(1 << 30)); got != 1<<30 {
		t.Errorf("%d rounds", got)
	}
	for _, text := range []string{"", "no key", key(24)[:60]} {
		if got := roundsOf(text); got != 0 {
			t.Errorf("%q asks for %d rounds", text, got)
		}
	}
	p := planner{}
	p.privateKey("identity", key(1<<30), "passphrase")
	if len(p.Found) != 1 || !strings.Contains(p.Found[0].Message, "1073741824 rounds") {
		t.Errorf("%v", p.Found)
	}
}
