// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"encoding/base64"
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

// authCases are the inputs with credentials.
func authCases(t *testing.T) map[string]*txtar.Archive {
	t.Helper()
	out := map[string]*txtar.Archive{}
	for _, name := range []string{
		"auth-https", "auth-ssh", "auth-ssh-derived", "auth-methods",
		"azure-bicep-https", "azure-bicep-ssh", "azure-bucket", "azure-cli-credentials", "azure-rest",
	} {
		archive, err := txtar.ParseFile("testdata/inputs/" + name + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		out[name] = archive
	}
	return out
}

// withoutSecrets leaves out the Secrets that are there for one render, and what
// is secret inline.
func withoutSecrets(t *testing.T, archive *txtar.Archive) []functions.File {
	t.Helper()
	var docs [][]byte
	for _, doc := range inputDocuments([]functions.File{{Data: get(archive, "in.yaml")}}) {
		if decode(t, doc)["kind"] == "Secret" {
			continue
		}
		lines := strings.Split(string(doc), "\n")
		for i, line := range lines {
			for _, key := range []string{"sshPrivateKey: ", "httpsKey: ", "bucketSecretKey: ", "accountKey: ", "sasToken: "} {
				if at := strings.Index(line, key); at >= 0 {
					lines[i] = line[:at] + key + "<redacted>" + strings.Repeat("}", strings.Count(line, "}"))
				}
			}
		}
		docs = append(docs, []byte(strings.Join(lines, "\n")))
	}
	return []functions.File{{Path: "in.yaml", Data: bytes.Join(docs, []byte("---\n"))}}
}

// Rendering without plaintext and seed, over what was rendered with them,
// changes nothing: CI has no secrets.
func TestCarryOver(t *testing.T) {
	t.Parallel()
	for name, archive := range authCases(t) {
		first, outcome := functions.Render([]functions.File{{Path: "in.yaml", Data: get(archive, "in.yaml")}}, nil)
		if outcome.Failed {
			t.Fatalf("%s: %s", name, lines(outcome.Lines))
		}
		inputs := withoutSecrets(t, archive)
		again, outcome := functions.Render(inputs, first)
		if outcome.Failed || !bytes.Equal(join(again), join(first)) {
			t.Errorf("%s: without plaintext\n%s\n%s", name, join(again), lines(outcome.Lines))
		}
		if _, outcome := functions.Render(inputs, nil); !outcome.Failed || !strings.Contains(lines(outcome.Lines), "(MissingPlaintext)") && !strings.Contains(lines(outcome.Lines), "(MissingSeed)") {
			t.Errorf("%s: without plaintext and without what was sealed: %s", name, lines(outcome.Lines))
		}
		changed := []byte(strings.NewReplacer("example.com", "example.org", "github.com/", "gitlab.com/", "minio.io", "minio.com").Replace(string(inputs[0].Data)))
		if _, outcome := functions.Render([]functions.File{{Path: "in.yaml", Data: changed}}, first); !outcome.Failed {
			t.Errorf("%s: another address takes the credentials of the first", name)
		}
	}
}

// In every host that shows a function its earlier output, a run without secrets
// keeps what is sealed.
func TestCarryOverInHosts(t *testing.T) {
	t.Parallel()
	for name, archive := range authCases(t) {
		full := []functions.File{{Path: "in.yaml", Data: get(archive, "in.yaml")}}
		files, _ := functions.Render(full, nil)
		for _, h := range hosts {
			docs := append(inputDocuments(withoutSecrets(t, archive)), split(join(files))...)
			out, outcome := functions.Run(listOf(t, h, docs))
			if outcome.Failed {
				t.Errorf("%s in %s: %s", name, h.name, lines(outcome.Lines))
				continue
			}
			compareItems(t, name+" in "+h.name, out, documentsOf(t, split(join(files))))
		}
		// A generator is given them inline.
		bundle := append(withoutSecrets(t, archive), functions.File{Path: "earlier.yaml", Data: join(files)})
		if again, outcome := functions.RenderStream(bundle); outcome.Failed || !bytes.Equal(join(again), join(files)) {
			t.Errorf("%s from a stream: %s", name, lines(outcome.Lines))
		}
	}
}

// Provider plaintext is for standard output alone, and says so.
func TestPlaintextProvider(t *testing.T) {
	t.Parallel()
	in := `apiVersion: fluxbundle.io/v1alpha1
kind: FluxConfiguration
metadata: {name: web}
spec:
  namespace: web
  scope: namespace
  auth: {secretFrom: {name: token}}
  gitRepository: {url: 'https://git.example.com/org/web', repositoryRef: {branch: main}}
---
apiVersion: v1
kind: Secret
metadata: {name: token, annotations: {config.kubernetes.io/local-config: "true"}}
stringData: {bearerToken: canary-bearer}
---
apiVersion: fluxbundle.io/v1alpha1
kind: SealingPolicy
metadata: {name: none}
spec: {provider: plaintext}
`
	inputs := []functions.File{{Path: "in.yaml", Data: []byte(in)}}
	if _, outcome := functions.Render(inputs, nil); !outcome.Failed || !strings.Contains(lines(outcome.Lines), "(PlaintextSecret)") {
		t.Errorf("to a folder: %s", lines(outcome.Lines))
	}
	files, outcome := functions.RenderStream(inputs)
	if outcome.Failed || !strings.Contains(string(join(files)), base64.StdEncoding.EncodeToString([]byte("canary-bearer"))) ||
		!strings.Contains(lines(outcome.Lines), "IS NOT SEALED") {
		t.Errorf("to standard output: %s", lines(outcome.Lines))
	}
	for _, h := range hosts {
		if _, outcome := functions.Run(listOf(t, h, inputDocuments(inputs))); !outcome.Failed {
			t.Errorf("%s takes provider plaintext", h.name)
		}
	}
}

// A program that embeds the generator gives secrets as values, and gets the
// same bytes.
func TestGenerateSeals(t *testing.T) {
	t.Parallel()
	certificate, err := os.ReadFile("internal/secret/seal/testdata/certificate.pem")
	if err != nil {
		t.Fatal(err)
	}
	in := functions.Inputs{
		Configurations: []v1alpha1.FluxConfiguration{{
			Metadata: v1alpha1.ObjectMeta{Name: "web"},
			Spec: v1alpha1.FluxConfigurationSpec{
				Namespace: "web", Auth: &v1alpha1.Auth{SecretFrom: &v1alpha1.SecretFrom{Name: "token"}},
				GitRepository: &v1alpha1.GitRepository{URL: "https://git.example.com/org/web"},
			},
		}},
		Policies: []v1alpha1.SealingPolicy{{Metadata: v1alpha1.ObjectMeta{Name: "all"}, Spec: v1alpha1.SealingPolicySpec{
			Provider: v1alpha1.SealingSealedSecrets, SeedFrom: &v1alpha1.SecretKeyFrom{Name: "seed"},
			SealedSecrets: &v1alpha1.SealedSecretsPolicy{Certificate: string(certificate)},
		}}},
	}
	token := functions.Secret{Name: "token", Data: map[string]v1alpha1.Secret{"bearerToken": v1alpha1.NewSecret("canary-bearer")}}
	seed := functions.Secret{Name: "seed", Data: map[string]v1alpha1.Secret{"seed": v1alpha1.NewSecret("canaryAAEJ7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=")}}
	in.Secrets = []functions.Secret{token, seed}
	objects, results := functions.Generate(in)
	i := slices.IndexFunc(objects, func(o functions.Object) bool { return o.Kind == "SealedSecret" })
	if i < 0 {
		t.Fatalf("nothing is sealed: %v", results)
	}
	in.Secrets, in.Earlier = nil, [][]byte{objects[i].YAML()}
	again, results := functions.Generate(in)
	if len(again) != len(objects) || !bytes.Equal(again[i].YAML(), objects[i].YAML()) {
		t.Errorf("what is sealed is not kept: %v", results)
	}
}

// changedObjects returns the objects that differ between two renders.
func changedObjects(t *testing.T, a, b []functions.File) []string {
	t.Helper()
	before := map[string]string{}
	for _, doc := range split(join(a)) {
		before[parse(t, doc).id()] = string(doc)
	}
	var changed []string
	for _, doc := range split(join(b)) {
		if id := parse(t, doc).id(); before[id] != string(doc) {
			changed = append(changed, id)
		}
	}
	return changed
}

// Another plaintext, recipient, epoch or rotation changes the objects that are
// bound to it, and no other.
func TestWhatChanges(t *testing.T) {
	t.Parallel()
	const other = "age155znczd32hakh63kr7vduxgg4l4ueyz75lp62p0hwfzpwu9klfqsn448mk"
	methods := string(get(authCases(t)["auth-methods"], "in.yaml"))
	derived := string(get(authCases(t)["auth-ssh-derived"], "in.yaml"))
	sealed := []string{
		"Secret account/account-auth", "Secret app/app-auth", "Secret bucket/bucket-auth", "Secret bucket/bucket-tls", "Secret google/google-auth",
		"Secret managed/managed-auth", "Secret principal/principal-auth", "Secret registry/registry-auth", "Secret registry/registry-verify",
		"Secret sas/sas-auth", "Secret token/token-auth", "Secret token/token-proxy",
	}
	for name, tt := range map[string]struct {
		in, from, to string
		want         []string
	}{
		"plaintext": {methods, "canary-bearer", "canary-another", []string{"Secret token/token-auth"}},
		"recipient": {methods, "age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l", other, sealed},
		"epoch":     {derived, "epoch: b", "epoch: c", []string{"Secret rotated/rotated-auth"}},
		"rotation":  {derived, "rotation: 1", "rotation: 2", []string{"ConfigMap rotated/rotated-deploy-key", "Secret rotated/rotated-auth"}},
	} {
		render := func(in string) []functions.File {
			files, outcome := functions.Render([]functions.File{{Path: "in.yaml", Data: []byte(in)}}, nil)
			if outcome.Failed {
				t.Fatalf("%s: %s", name, lines(outcome.Lines))
			}
			return files
		}
		if got := changedObjects(t, render(tt.in), render(strings.ReplaceAll(tt.in, tt.from, tt.to))); !slices.Equal(got, tt.want) {
			t.Errorf("another %s changes %v, want %v", name, got, tt.want)
		}
	}
}

// Without plaintext, what changed since is an error that names it.
func TestChangedWithoutPlaintext(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ archive, from, to, want string }{
		{"auth-ssh-derived", "epoch: a", "epoch: z", `its epoch is "a/b", and "z/b" is wanted`},
		{"auth-ssh-derived", "rotation: 1", "rotation: 2", `its rotation is "1", and "2" is wanted`},
		{"auth-ssh-derived", "sealingIdentity: cluster-1", "sealingIdentity: cluster-2", `its identity is "cluster-1", and "cluster-2" is wanted`},
		{
			"auth-ssh-derived", "age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l",
			"age155znczd32hakh63kr7vduxgg4l4ueyz75lp62p0hwfzpwu9klfqsn448mk", "its recipient is",
		},
		{"auth-ssh-derived", "/org/rotated", "/org/other", "that belongs to it has changed"},
		{"auth-https", "httpsUser: someone", "httpsUser: another", "that belongs to it has changed"},
		{"auth-https", "provider: sealed-secrets", "provider: sealed-secrets\n  epoch: z", `its epoch is none, and "z" is wanted`},
		{"auth-methods", "accessKey: someone", "accessKey: another", "that belongs to it has changed"},
	} {
		archive := authCases(t)[tt.archive]
		files, _ := functions.Render([]functions.File{{Path: "in.yaml", Data: get(archive, "in.yaml")}}, nil)
		inputs := withoutSecrets(t, archive)
		inputs[0].Data = bytes.ReplaceAll(inputs[0].Data, []byte(tt.from), []byte(tt.to))
		out, outcome := functions.Render(inputs, files)
		if text := lines(outcome.Lines); len(out) > 0 || !strings.Contains(text, tt.want) || !strings.Contains(text, "render once with the plaintext and the seed") {
			t.Errorf("%s with %s: %s", tt.archive, tt.to, text)
		}
	}
}
