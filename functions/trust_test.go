// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions"
)

const (
	ageOne = "age1g4fjw3ztc0lpcc78hq7peyw3qw07qsxmz0pc5uvxmd4ngglcq99szzwjv2"
	ageTwo = "age1z4wsj94e39jvfvyh9mcsry0zlcyr7unf2t4rl873uerpdu9jxs0q652fnv"
)

// agePolicy seals with SOPS for age recipients.
func agePolicy(name, recipients, rest string) string {
	return "apiVersion: fluxbundle.io/v1alpha1\nkind: SealingPolicy\nmetadata: {name: " + name + "}\nspec:\n  provider: sops\n  seedFrom: {name: seed}\n" +
		"  sops: {age: [" + recipients + "], appliedBy: {namespace: flux-system, kustomization: root}}\n" + rest
}

const httpsSpec = "  gitRepository: {url: 'https://git.example.com/org/web', httpsUser: git, repositoryRef: {branch: main}}\n" +
	"  configurationProtectedSettingsFrom: {name: creds}\n"

// mustRender renders what has to be sound.
func mustRender(t *testing.T, previous []functions.File, docs ...string) ([]functions.File, string) {
	t.Helper()
	files, outcome := render(previous, docs...)
	if outcome.Failed {
		t.Fatal(lines(outcome.Lines))
	}
	return files, lines(outcome.Lines)
}

// Who renders with seed and plaintext is told who can read a Secret that could
// not before, and who no longer can.
func TestChangedRecipientIsSeen(t *testing.T) {
	t.Parallel()
	_, seed := sealing(t)
	creds := localSecret("creds", "httpsKey: Y2FuYXJ5")
	first, said := mustRender(t, nil, configuration(httpsSpec), agePolicy("p", ageOne, ""), seed, creds)
	if strings.Contains(said, "RecipientsChanged") {
		t.Errorf("without an earlier render: %s", said)
	}
	if _, said := mustRender(t, first, configuration(httpsSpec), agePolicy("p", ageOne, ""), seed, creds); strings.Contains(said, "RecipientsChanged") {
		t.Errorf("unchanged: %s", said)
	}
	for recipients, want := range map[string]string{
		ageOne + ", " + ageTwo: "added " + ageTwo + "; merge",
		ageTwo:                 "added " + ageTwo + ", removed " + ageOne + "; merge",
	} {
		_, said := mustRender(t, first, configuration(httpsSpec), agePolicy("p", recipients, ""), seed, creds)
		if !strings.Contains(said, "[warning]") || !strings.Contains(said, "web-auth is sealed for other recipients than before: "+want) {
			t.Errorf("%s: %s", recipients, said)
		}
	}
	certificate, _ := sealing(t)
	if _, said := mustRender(t, first, configuration(httpsSpec), certificate, seed, creds); !strings.Contains(said, "removed "+ageOne) {
		t.Errorf("another provider: %s", said)
	}
}

// Everything that decides where a credential goes is bound to it: without the
// plaintext, none of it can be added or changed.
func TestAddressIsBound(t *testing.T) {
	t.Parallel()
	_, seed := sealing(t)
	oci := func(fields string) string {
		return configuration("  sourceKind: OCIRepository\n  auth: {secretFrom: {name: creds}}\n  ociRepository: {url: 'oci://reg.example.com/app', repositoryRef: {tag: v1}" + fields + "}\n")
	}
	bucket := func(fields string) string {
		return configuration("  sourceKind: Bucket\n  bucket: {url: 'https://minio.example.com', bucketName: b, accessKey: a" + fields + "}\n  configurationProtectedSettingsFrom: {name: creds}\n")
	}
	docker := localSecret("creds", `.dockerconfigjson: '{"auths":{"reg.example.com":{"username":"u","password":"canary-long-password"}}}'`)
	keys := localSecret("creds", "bucketSecretKey: Y2FuYXJ5")
	for _, tt := range []struct {
		name   string
		in     func(string) string
		secret string
		added  string
		kept   bool
	}{
		{"insecure", oci, docker, ", insecure: true", false},
		{"provider", oci, docker, ", additionalConfigurations: {provider: azure}", false},
		{"certificates", oci, docker, ", additionalConfigurations: {certSecretRef: {name: x}}", false},
		{"proxy", oci, docker, ", additionalConfigurations: {proxySecretRef: {name: x}}", false},
		{"revision", oci, docker, ", additionalConfigurations: {ignore: '*.md', interval: 5m}", true},
		{"endpoint", bucket, keys, ", additionalConfigurations: {endpoint: evil.example.com}", false},
		{"STS endpoint", bucket, keys, ", additionalConfigurations: {sts: {provider: aws, endpoint: 'https://evil.example.com'}, provider: aws}", false},
		{"region", bucket, keys, ", additionalConfigurations: {region: eu-1}", false},
		{"prefix", bucket, keys, ", additionalConfigurations: {prefix: a/}", true},
	} {
		first, _ := mustRender(t, nil, tt.in(""), agePolicy("p", ageOne, ""), seed, tt.secret)
		for _, with := range []string{"", seed} {
			docs := []string{tt.in(tt.added), agePolicy("p", ageOne, "")}
			if with != "" {
				docs = append(docs, with)
			}
			_, outcome := render(first, docs...)
			if refused := strings.Contains(lines(outcome.Lines), "(SealedAgain)"); refused == tt.kept || outcome.Failed == tt.kept {
				t.Errorf("%s, seed %t: %s", tt.name, with != "", lines(outcome.Lines))
			}
		}
	}
}

// A proxy or certificates that are new do not get a credential that is kept.
func TestReroutedCredential(t *testing.T) {
	t.Parallel()
	_, seed := sealing(t)
	plain := "  gitRepository: {url: 'https://git.example.com/org/web', repositoryRef: {branch: main}}\n  auth: {secretFrom: {name: creds}PROXY}\n"
	without := configuration(strings.Replace(plain, "PROXY", "", 1))
	with := configuration(strings.Replace(plain, "PROXY", ", proxySecretFrom: {name: proxy}", 1))
	creds, proxy := localSecret("creds", "bearerToken: canary"), localSecret("proxy", "address: 'http://evil.example.com:3128'")
	first, _ := mustRender(t, nil, without, agePolicy("p", ageOne, ""), seed, creds)
	if _, outcome := render(first, with, agePolicy("p", ageOne, ""), seed, proxy); !strings.Contains(lines(outcome.Lines), "decides through whom it is sent") {
		t.Errorf("a new proxy: %s", lines(outcome.Lines))
	}
	both, _ := mustRender(t, first, with, agePolicy("p", ageOne, ""), seed, proxy, creds)
	mustRender(t, both, with, agePolicy("p", ageOne, ""), seed, proxy)
	mustRender(t, both, with, agePolicy("p", ageOne, ""))
}

// In a package that several tenants write to, nobody takes the Secrets of another
// without a word, and an error can be made of it.
func TestSecretsOfOthers(t *testing.T) {
	t.Parallel()
	_, seed := sealing(t)
	creds := localSecret("creds", "httpsKey: Y2FuYXJ5")
	of := agePolicy("of-web", ageOne, "  namespaces: [web]\n")
	other := agePolicy("other", ageTwo, "  configurations: [web]\n")
	if _, said := mustRender(t, nil, configuration(httpsSpec), of, other, seed, creds); !strings.Contains(said, "[warning] FluxConfiguration web spec.namespace: its Secrets are sealed by SealingPolicy other, and SealingPolicy of-web") {
		t.Errorf("a policy that wins: %s", said)
	}
	if _, outcome := render(nil, configuration(httpsSpec), of+"  exclusive: true\n", other, seed, creds); !outcome.Failed || !strings.Contains(lines(outcome.Lines), "(PolicyOverruled)") {
		t.Errorf("an exclusive policy: %s", lines(outcome.Lines))
	}
	foreign := configuration(strings.Replace(httpsSpec, "{name: creds}", "{name: creds, namespace: bank}", 1))
	in := func(annotation string) string {
		return strings.Replace(creds, "metadata: {", "metadata: {namespace: bank, ", 1) + annotation
	}
	annotated := func(namespaces string) string {
		return strings.Replace(in(""), "annotations: {", "annotations: {fluxbundle.io/namespaces: '"+namespaces+"', ", 1)
	}
	if _, said := mustRender(t, nil, foreign, of, seed, in("")); !strings.Contains(said, "[warning]") || !strings.Contains(said, "(ForeignSecret)") {
		t.Errorf("a Secret of another namespace: %s", said)
	}
	if _, said := mustRender(t, nil, foreign, of, seed, annotated("bank,web")); strings.Contains(said, "(ForeignSecret)") {
		t.Errorf("one that is shared: %s", said)
	}
	if _, outcome := render(nil, foreign, of, seed, annotated("bank")); !outcome.Failed || !strings.Contains(lines(outcome.Lines), "(ForeignSecret)") {
		t.Errorf("one that is not shared: %s", lines(outcome.Lines))
	}
}

// What is kept without the seed is called unverified, the deploy key too; with
// the seed of the key pair, another public key is refused.
func TestKeptIsUnverified(t *testing.T) {
	t.Parallel()
	_, seed := sealing(t)
	creds := localSecret("creds", "httpsKey: Y2FuYXJ5")
	first, _ := mustRender(t, nil, configuration(httpsSpec), agePolicy("p", ageOne, ""), seed, creds)
	if _, said := mustRender(t, first, configuration(httpsSpec), agePolicy("p", ageOne, "")); !strings.Contains(said, "it is unverified") {
		t.Errorf("without the seed: %s", said)
	}
	if _, said := mustRender(t, first, configuration(httpsSpec), agePolicy("p", ageOne, ""), seed); strings.Contains(said, "unverified") {
		t.Errorf("with the seed: %s", said)
	}
}

// Two epochs that read alike are not the same.
func TestEpochsAreApart(t *testing.T) {
	t.Parallel()
	_, seed := sealing(t)
	creds := localSecret("creds", "httpsKey: Y2FuYXJ5")
	own := func(epoch string) string { return configuration(httpsSpec + "  auth: {epoch: " + epoch + "}\n") }
	first, _ := mustRender(t, nil, own("b"), agePolicy("p", ageOne, "  epoch: a\n"), seed, creds)
	if _, outcome := render(first, configuration(httpsSpec), agePolicy("p", ageOne, "  epoch: a/b\n")); !outcome.Failed {
		t.Error("epoch a/b of a policy is taken for epoch b below epoch a")
	}
}
