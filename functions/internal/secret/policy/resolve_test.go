// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package policy_test

import (
	"os"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
)

const (
	native = "age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p"
	random = "canary3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs="
)

// resolve reads a policy with this spec, and Secrets named seed and short.
func resolve(t *testing.T, spec string, secrets ...string) (policy.Policy, string) {
	t.Helper()
	parse := func(text string) object.Document {
		docs, err := object.ParseFile("", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		return docs[0]
	}
	var store []local.Secret
	for _, text := range secrets {
		store = append(store, local.Decode(parse("apiVersion: v1\nkind: Secret\nmetadata: {name: seed, namespace: n"+string(rune('0'+len(store)))+"}\nstringData: {seed: '"+text+"'}\n")))
	}
	in, found := input.Decode(parse("apiVersion: fluxbundle.io/v1alpha1\nkind: SealingPolicy\nmetadata: {name: p}\nspec:\n"+spec), v1alpha1.SealingPolicy.WithDefaults)
	p, more := policy.Resolve(in, local.NewStore(store))
	var lines []string
	for _, f := range append(found, more...).Sorted() {
		lines = append(lines, f.Text())
	}
	return p, strings.Join(lines, "\n")
}

func certificate(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../seal/testdata/certificate.pem")
	if err != nil {
		t.Fatal(err)
	}
	return "    certificate: |\n      " + strings.ReplaceAll(strings.TrimSpace(string(text)), "\n", "\n      ") + "\n"
}

func TestResolve(t *testing.T) {
	t.Parallel()
	sops := "  provider: sops\n  sops: {age: [" + native + "]}\n"
	sealed := "  provider: sealed-secrets\n  seedFrom: {name: seed}\n  sealedSecrets:\n" + certificate(t)
	for name, test := range map[string]struct {
		spec    string
		secrets []string
		// want is part of what is told; nothing, when empty.
		want string
		// keys and sealer tell whether there are any.
		keys, sealer bool
	}{
		"sops":                    {sops + "  seedFrom: {name: seed}\n", []string{random}, "", true, true},
		"sops without its seed":   {sops + "  seedFrom: {name: seed}\n", nil, "", false, true},
		"sops without seedFrom":   {sops, nil, "spec.seedFrom: provider sops seals with a seed", false, true},
		"sealed-secrets":          {sealed, []string{random}, "", true, true},
		"valid on the day":        {sealed + "  asOf: '2026-12-24'\n", []string{random}, "", true, true},
		"not yet valid":           {sealed + "  asOf: '2026-11-24'\n", []string{random}, "is valid from 2026-11-25 to 2036-11-22, and asOf is 2026-11-24", true, true},
		"no longer valid":         {sealed + "  asOf: '2036-11-23'\n", []string{random}, "CertificateExpired", true, true},
		"no certificate":          {"  provider: sealed-secrets\n  seedFrom: {name: seed}\n  sealedSecrets: {certificate: x}\n", nil, "-----BEGIN CERTIFICATE-----", false, false},
		"a short seed":            {sops + "  seedFrom: {name: seed}\n", []string{"canary"}, "WeakSeed", false, true},
		"another key":             {sops + "  seedFrom: {name: seed, key: other}\n", []string{random}, `has no key "other"; it has seed`, false, true},
		"two seeds":               {sops + "  seedFrom: {name: seed}\n", []string{random, random}, "AmbiguousSecret", false, true},
		"one of two":              {sops + "  seedFrom: {name: seed, namespace: n1}\n", []string{random, random}, "", true, true},
		"a seed for SSH":          {sops + "  seedFrom: {name: seed, namespace: n0}\n  sshSeedFrom: {name: seed, namespace: n1}\n", []string{random, random + "x"}, "", true, true},
		"the settings of another": {"  provider: existing\n  sops: {age: [" + native + "]}\n", nil, "spec.sops: is of provider sops, and the provider is existing", false, false},
		"no settings":             {"  provider: sops\n  seedFrom: {name: seed}\n", nil, "spec.sops: is required with provider sops", false, false},
		"a recipient twice":       {"  provider: sops\n  seedFrom: {name: seed}\n  sops: {age: [" + native + ", " + native + "]}\n", nil, "spec.sops.age[1]: is given twice", false, false},
		"an SSH recipient":        {"  provider: sops\n  seedFrom: {name: seed}\n  sops: {age: [ssh-ed25519 AAAA]}\n", nil, "InvalidRecipient", false, false},
		"an identity":             {"  provider: sops\n  seedFrom: {name: seed}\n  sops: {age: [AGE-SECRET-KEY-1CANARY]}\n", nil, "private key", false, false},
		"no provider":             {"  provider: vault\n", nil, "spec.provider", false, false},
		"existing":                {"  provider: existing\n", nil, "", false, false},
		"external-secrets":        {"  provider: external-secrets\n  externalSecrets: {storeName: s}\n", nil, "", false, false},
	} {
		p, told := resolve(t, test.spec, test.secrets...)
		if !strings.Contains(told, test.want) || test.want == "" && told != "" {
			t.Errorf("%s: %q, want %q", name, told, test.want)
		}
		if strings.Contains(strings.ToLower(told), "canary") {
			t.Errorf("%s: a secret shows: %s", name, told)
		}
		if p.Keys().IsZero() == test.keys || (p.Sealer() != nil) != test.sealer {
			t.Errorf("%s: keys %v, sealer %v", name, !p.Keys().IsZero(), p.Sealer() != nil)
		}
	}
}

func TestIsSeed(t *testing.T) {
	t.Parallel()
	p, told := resolve(t, "  provider: sops\n  sops: {age: ["+native+"]}\n  seedFrom: {name: seed, namespace: n0}\n  sshSeedFrom: {name: seed, namespace: n1}\n", random, random+"x")
	for text, want := range map[string]bool{random: true, random + "\n": true, random + "x": true, random + "y": false, "": false} {
		if got := p.IsSeed(v1alpha1.NewSecret(text)); got != want {
			t.Errorf("%q: %v, %s", text, got, told)
		}
	}
	if p.Provider() != v1alpha1.SealingSOPS || p.Spec().SOPS.DecryptionSecret != "sops-age" || p.SOPS().DecryptionSecret != "sops-age" {
		t.Errorf("%+v", p.Spec())
	}
}
