// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

// Secrets of a mapping that is something else do not show.
func TestWrongTypesDoNotShow(t *testing.T) {
	t.Parallel()
	for _, spec := range []string{
		"  configurationProtectedSettings: canary\n", "  configurationProtectedSettings: [canary]\n", "  configurationProtectedSettings: 4711\n",
		"  configurationProtectedSettings: {a: {b: canary}}\n", "  configurationProtectedSettings: {a: 4711}\n",
		"  sourceKind: AzureBlob\n  azureBlob: {url: 'https://a.blob.core.windows.net', containerName: flux, servicePrincipal: canary}\n",
		"  sourceKind: AzureBlob\n  azureBlob: canary\n",
		"  sourceKind: OCIRepository\n  ociRepository: {url: 'oci://r.example.com/a', tlsConfig: canary}\n",
		"  sourceKind: OCIRepository\n  ociRepository: {url: 'oci://r.example.com/a', verify: {provider: cosign, verificationConfig: canary}}\n",
		"  sourceKind: OCIRepository\n  ociRepository: {url: 'oci://r.example.com/a', verify: canary}\n",
		"  gitRepository: {url: 'https://git.example.com/a', httpsKey: canary}\n",
		"  httpsKey: canary\n", "  sshPrivateKey: canary\n",
		"  gitRepository: {url: 'https://git:canary@git.example.com/a'}\n",
	} {
		_, outcome := render(nil, configuration(spec))
		if all := lines(outcome.Lines); !outcome.Failed || strings.Contains(all, "canary") || strings.Contains(all, "4711") {
			t.Errorf("%s: failed %t: %s", spec, outcome.Failed, all)
		}
	}
}

// A Secret with a key twice is refused, as Kubernetes would keep one of them;
// entries of several merge keys are all there.
func TestLocalSecretKeys(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	in := configuration("  auth: {secretFrom: {name: creds}}\n  gitRepository: {url: 'https://git.example.com/org/web'}\n")
	if _, outcome := render(nil, in, policy, seed, localSecret("creds", "bearerToken: one, bearerToken: two")); !outcome.Failed {
		t.Error("one of two values is taken")
	}
	if files, outcome := render(nil, in, policy, seed, localSecret("creds", "<<: [{username: a}, {password: b}]")); outcome.Failed || !bytes.Contains(join(files), []byte("password: ")) {
		t.Errorf("merge keys: %s", lines(outcome.Lines))
	}
}

// A name that two policies have chooses none of them.
func TestPoliciesOfOneName(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	in := configuration("  auth: {secretFrom: {name: creds}, sealingPolicy: all}\n  gitRepository: {url: 'https://git.example.com/org/web'}\n")
	second := strings.Replace(policy, "{name: all}", "{name: all, namespace: other}", 1)
	if _, outcome := render(nil, in, policy, second, seed, localSecret("creds", "bearerToken: one")); !strings.Contains(lines(outcome.Lines), "AmbiguousPolicy") {
		t.Errorf("one of two is taken: %s", lines(outcome.Lines))
	}
}

// Credentials beside a localAuthRef have no effect, whatever Secret it names.
func TestCredentialsBesideParameters(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	in := configuration("  configurationProtectedSettingsFrom: {name: creds}\n  gitRepository: {url: 'https://git.example.com/org/web', httpsUser: git, localAuthRef: web-protected-parameters}\n")
	if _, outcome := render(nil, in, policy, seed, localSecret("creds", "httpsKey: Y2FuYXJ5, other: x")); !outcome.Failed {
		t.Errorf("httpsKey has no effect, and nothing tells: %s", lines(outcome.Lines))
	}
}

// Whether a source needs a Secret is told by a Secret that is not here: no
// provider takes it for anonymous.
func TestUnknownNeed(t *testing.T) {
	t.Parallel()
	in := configuration("  configurationProtectedSettingsFrom: {name: creds}\n  sourceKind: AzureBlob\n  azureBlob: {url: 'https://acct.blob.core.windows.net', containerName: flux}\n")
	for _, spec := range []string{"{provider: existing}", "{provider: external-secrets, externalSecrets: {storeName: s}}"} {
		policy := "apiVersion: fluxbundle.io/v1alpha1\nkind: SealingPolicy\nmetadata: {name: all}\nspec: " + spec + "\n"
		if _, outcome := render(nil, in, policy); !outcome.Failed {
			t.Errorf("%s: the source is anonymous: %s", spec, lines(outcome.Lines))
		}
	}
}

// The seed of any policy is no plaintext of another.
func TestSeedOfAnotherPolicy(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	for _, provider := range []string{"plaintext", "existing"} {
		other := "apiVersion: fluxbundle.io/v1alpha1\nkind: SealingPolicy\nmetadata: {name: other}\nspec: {provider: " + provider + ", configurations: [web]}\n"
		in := configuration("  configurationProtectedSettingsFrom: {name: seed}\n  gitRepository: {url: 'https://git.example.com/org/web'}\n")
		_, outcome := functions.RenderStream([]functions.File{{Path: "in.yaml", Data: []byte(strings.Join([]string{in, policy, other, seed}, "---\n"))}})
		if !strings.Contains(lines(outcome.Lines), "WeakSeed") {
			t.Errorf("%s: the seed is plaintext: %s", provider, lines(outcome.Lines))
		}
	}
}

// Bytes of a Secret are no text, and values that a program puts into an Object
// are those that encoding/json knows.
func TestGenerateTakesEverything(t *testing.T) {
	t.Parallel()
	binary := "\x00\xff\xfe" + "canary\x7f\u2028"
	in := functions.Inputs{
		Configurations: []v1alpha1.FluxConfiguration{{
			Metadata: v1alpha1.ObjectMeta{Name: "web"},
			Spec: v1alpha1.FluxConfigurationSpec{
				Namespace: "web", Auth: &v1alpha1.Auth{SecretFrom: &v1alpha1.SecretFrom{Name: "token"}},
				GitRepository: &v1alpha1.GitRepository{
					URL: "https://git.example.com/org/web", AdditionalConfigurations: v1alpha1.Object{"ignore": stringer{}, "suspend": true, "nothing": nil, "at": time.Unix(0, 0)},
				},
			},
		}},
		Secrets: []functions.Secret{{Name: "token", Data: map[string]v1alpha1.Secret{"bearerToken": v1alpha1.NewSecret(binary)}}},
		Policies: []v1alpha1.SealingPolicy{{
			Metadata: v1alpha1.ObjectMeta{Name: "all"}, Spec: v1alpha1.SealingPolicySpec{Provider: v1alpha1.SealingExisting},
		}},
	}
	_, results := functions.Generate(in)
	if len(results) == 0 {
		t.Fatal("at is no field of a GitRepository, and nothing tells")
	}
	delete(in.Configurations[0].Spec.GitRepository.AdditionalConfigurations, "at")
	objects, results := functions.Generate(in)
	if !slices.ContainsFunc(objects, func(o functions.Object) bool { return bytes.Contains(o.YAML(), []byte("ignore: from MarshalJSON")) }) {
		t.Errorf("a value that marshals itself: %v", results)
	}
}

type stringer struct{}

func (stringer) MarshalJSON() ([]byte, error) { return []byte(`"from MarshalJSON"`), nil }

// A Secret for one render is no earlier output, whatever owner it claims: a
// kustomize transformer would pass it on.
func TestLocalSecretWithOwner(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	in := configuration("  auth: {secretFrom: {name: creds}}\n  gitRepository: {url: 'https://git.example.com/org/web'}\n")
	secret := strings.Replace(localSecret("creds", "bearerToken: canary"), "{config", "{fluxbundle.io/owner: FluxConfiguration/gone, config", 1)
	inputs := []functions.File{{Data: []byte(strings.Join([]string{in, policy, seed, secret}, "---\n"))}}
	for _, h := range hosts {
		out, outcome := functions.Run(listOf(t, h, inputDocuments(inputs)))
		if outcome.Failed || strings.Contains(h.name, "kustomize") && bytes.Contains(out, []byte("canary")) {
			t.Errorf("%s: failed %t: %s", h.name, outcome.Failed, lines(outcome.Lines))
		}
	}
}
