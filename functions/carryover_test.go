// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions"
)

// sealing is a policy with its seed.
func sealing(t *testing.T) (policy, seed string) {
	t.Helper()
	certificate, err := os.ReadFile("internal/secret/seal/testdata/certificate.pem")
	if err != nil {
		t.Fatal(err)
	}
	policy = "apiVersion: fluxbundle.io/v1alpha1\nkind: SealingPolicy\nmetadata: {name: all}\nspec:\n  provider: sealed-secrets\n  seedFrom: {name: seed}\n" +
		"  sealedSecrets:\n    certificate: |\n      " + strings.ReplaceAll(strings.TrimSpace(string(certificate)), "\n", "\n      ") + "\n"
	return policy, localSecret("seed", "seed: canaryAAEJ7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=")
}

func localSecret(name, data string) string {
	return "apiVersion: v1\nkind: Secret\nmetadata: {name: " + name + ", annotations: {config.kubernetes.io/local-config: \"true\"}}\nstringData: {" + data + "}\n"
}

func configuration(spec string) string {
	return "apiVersion: fluxbundle.io/v1alpha1\nkind: FluxConfiguration\nmetadata: {name: web}\nspec:\n  namespace: web\n  scope: namespace\n" + spec
}

func render(previous []functions.File, docs ...string) ([]functions.File, functions.Outcome) {
	return functions.Render([]functions.File{{Path: "in.yaml", Data: []byte(strings.Join(docs, "---\n"))}}, previous)
}

const parametersRef = `  configurationProtectedSettingsFrom: {name: creds}
  gitRepository: {url: 'https://git.example.com/org/web', localAuthRef: web-protected-parameters}
`

// A password that the user refers to as protected parameters does not follow
// the configuration to another host.
func TestParametersAreOfOneAddress(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	first, outcome := render(nil, configuration(parametersRef), policy, seed, localSecret("creds", "username: git, password: canary"))
	if outcome.Failed {
		t.Fatal(lines(outcome.Lines))
	}
	if again, outcome := render(first, configuration(parametersRef), policy); outcome.Failed || !bytes.Equal(join(again), join(first)) {
		t.Errorf("unchanged: %s", lines(outcome.Lines))
	}
	if _, outcome := render(first, configuration(strings.ReplaceAll(parametersRef, "example.com", "example.org")), policy); !outcome.Failed {
		t.Error("another host gets the password")
	}
}

// Plaintext that is here and differs from what was sealed is not dropped only
// because other plaintext is not here.
func TestPartOfThePlaintext(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	in := func(a, b string) string {
		return configuration("  configurationProtectedSettings: {a: '" + a + "', b: '" + b + "'}\n  gitRepository: {url: 'https://git.example.com/org/web'}\n")
	}
	first, outcome := render(nil, in("one", "two"), policy, seed)
	if outcome.Failed {
		t.Fatal(lines(outcome.Lines))
	}
	for name, docs := range map[string][]string{"without seed": {policy}, "with seed": {policy, seed}} {
		if _, outcome := render(first, append(docs, in("<redacted>", "three"))...); !outcome.Failed {
			t.Errorf("%s: a new value of b is dropped: %s", name, lines(outcome.Lines))
		}
		if _, outcome := render(first, append(docs, in("<redacted>", "<redacted>"))...); outcome.Failed {
			t.Errorf("%s: %s", name, lines(outcome.Lines))
		}
	}
}

// A sealed Secret that got lost is missed, although others of the configuration
// are there.
func TestLostSecret(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	in := configuration("  configurationProtectedSettingsFrom: {name: creds}\n  sourceKind: AzureBlob\n  azureBlob: {url: 'https://acct.blob.core.windows.net', containerName: flux}\n")
	first, outcome := render(nil, in, policy, seed, localSecret("creds", "azureBlob.accountKey: Y2FuYXJ5, other: canary"))
	if outcome.Failed {
		t.Fatal(lines(outcome.Lines))
	}
	for _, lost := range []string{"web-auth", "web-protected-parameters"} {
		var kept []functions.File
		for _, f := range first {
			docs := split(f.Data)
			docs = slices.DeleteFunc(docs, func(d []byte) bool {
				return bytes.Contains(d, []byte("kind: SealedSecret")) && bytes.Contains(d, []byte("\n  name: "+lost+"\n"))
			})
			kept = append(kept, functions.File{Path: f.Path, Data: bytes.Join(docs, []byte("---\n"))})
		}
		if _, outcome := render(kept, in, policy); !outcome.Failed {
			t.Errorf("%s is dropped: %s", lost, lines(outcome.Lines))
		}
	}
}

// Nobody can put a public key of theirs into the report of a deploy key by an
// annotation of an object that holds no derived key, nor past the holder of the
// seed.
func TestForeignDeployKey(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	in := configuration("  configurationProtectedSettingsFrom: {name: creds}\n  gitRepository: {url: 'https://git.example.com/org/web', httpsUser: git}\n")
	first, outcome := render(nil, in, policy, seed, localSecret("creds", "httpsKey: Y2FuYXJ5"))
	if outcome.Failed {
		t.Fatal(lines(outcome.Lines))
	}
	derived, err := os.ReadFile("testdata/inputs/auth-ssh-derived.txtar")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := bytes.Cut(derived, []byte("fluxbundle.io/ssh-public-key: "))
	public, _, _ := bytes.Cut(after, []byte("\n"))
	edited := slices.Clone(first)
	for i := range edited {
		edited[i].Data = bytes.ReplaceAll(edited[i].Data, []byte("    fluxbundle.io/slot"), []byte("    fluxbundle.io/ssh-public-key: "+string(public)+"\n    fluxbundle.io/slot"))
	}
	again, outcome := render(edited, in, policy)
	if strings.Contains(lines(outcome.Lines), "DeployKey") || bytes.Contains(join(again), public) {
		t.Errorf("a foreign key is told: %s", lines(outcome.Lines))
	}
}

// Of two sealed objects for one slot nobody knows which is meant.
func TestTwoOfOneSlot(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	first, outcome := render(nil, configuration(parametersRef), policy, seed, localSecret("creds", "password: canary"))
	if outcome.Failed {
		t.Fatal(lines(outcome.Lines))
	}
	other, _ := render(nil, configuration(parametersRef), policy, seed, localSecret("creds", "password: other"))
	for i := range other {
		other[i].Path = "other-" + other[i].Path
	}
	for _, previous := range [][]functions.File{slices.Concat(first, other), slices.Concat(other, first)} {
		if _, outcome := render(previous, configuration(parametersRef), policy); !outcome.Failed {
			t.Errorf("one of two is taken: %s", lines(outcome.Lines))
		}
	}
	if _, outcome := render(slices.Concat(first, first), configuration(parametersRef), policy); outcome.Failed {
		t.Errorf("the same twice: %s", lines(outcome.Lines))
	}
}

// A policy without a seed is told, and nothing else breaks.
func TestPolicyWithoutSeed(t *testing.T) {
	t.Parallel()
	policy, _ := sealing(t)
	policy = strings.Replace(policy, "  seedFrom: {name: seed}\n", "", 1)
	if _, outcome := render(nil, configuration(parametersRef), policy, localSecret("creds", "password: canary")); !strings.Contains(lines(outcome.Lines), "spec.seedFrom") {
		t.Errorf("without seedFrom: %s", lines(outcome.Lines))
	}
}

// Fields that are added to the source do not take a credential to another host.
func TestAddedAddress(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	in := "  auth: {secretFrom: {name: creds}}\n  gitRepository: {url: 'https://git.example.com/org/web', additionalConfigurations: {ADDED}}\n"
	with := func(added string) string { return configuration(strings.Replace(in, "ADDED", added, 1)) }
	first, outcome := render(nil, with(""), policy, seed, localSecret("creds", "bearerToken: canary"))
	if outcome.Failed {
		t.Fatal(lines(outcome.Lines))
	}
	for added, failed := range map[string]bool{"url: 'https://git.example.org/x'": true, "proxySecretRef: {name: other}": true, "ignore: '*.md'": false} {
		if _, outcome := render(first, with(added), policy); outcome.Failed != failed {
			t.Errorf("%s: failed %t: %s", added, outcome.Failed, lines(outcome.Lines))
		}
	}
}

// A setting that has the name of an input is a secret all the same.
func TestSettingsNamedAsInputs(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	first, outcome := render(nil, configuration(parametersRef), policy, seed, localSecret("creds", "url: one, secrets: two"))
	if outcome.Failed {
		t.Fatal(lines(outcome.Lines))
	}
	if _, outcome := render(first, configuration(parametersRef), policy, localSecret("creds", "url: one, secrets: three")); !outcome.Failed {
		t.Errorf("a new value is dropped: %s", lines(outcome.Lines))
	}
}
