// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth_test

import (
	"encoding/base64"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/auth"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// canary is what a secret without a form of its own consists of.
const canary = "canary-plaintext"

// fixtures are the files of testdata by what stands for them in the cases:
// CERTIFICATE is the text, CERTIFICATE64 its base64.
func fixtures(t testing.TB) (*strings.Replacer, []string) {
	t.Helper()
	pairs := []string{"CANARY64", base64.StdEncoding.EncodeToString([]byte(canary)), "CANARY", canary}
	secrets := []string{canary, base64.StdEncoding.EncodeToString([]byte(canary))}
	for name, file := range map[string]string{
		"CERTIFICATE": "certificate.pem", "KEY": "key.pem", "SSH": "ssh.pem", "HOSTS": "known_hosts", "PUBLIC": "public.pem",
	} {
		text, err := os.ReadFile("testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		in64 := base64.StdEncoding.EncodeToString(text)
		pairs = append(pairs, name+"64", in64, name, `"`+strings.ReplaceAll(strings.TrimSuffix(string(text), "\n"), "\n", `\n`)+`\n"`)
		secrets = append(secrets, in64)
		for line := range strings.Lines(string(text)) {
			if line = strings.TrimSpace(line); !strings.HasPrefix(line, "-----") {
				secrets = append(secrets, line)
			}
		}
	}
	return strings.NewReplacer(pairs...), secrets
}

func parse(t testing.TB, text string) object.Document {
	t.Helper()
	docs, err := object.ParseFile("in.yaml", []byte(text))
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents, %v:\n%s", len(docs), err, text)
	}
	return docs[0]
}

// plan plans a configuration called web with this spec, next to a local-config
// Secret "login" with this stringData; there is none when it is empty.
func plan(t testing.TB, spec, secret string) ([]auth.Planned, report.Findings) {
	t.Helper()
	if secret != "" {
		secret = "stringData: " + secret
	}
	return planWith(t, spec, secret)
}

// planWith plans with a Secret login that has the given content; empty for none.
func planWith(t testing.TB, spec, content string) ([]auth.Planned, report.Findings) {
	t.Helper()
	in, found := input.Decode(parse(t, "apiVersion: fluxbundle.io/v1alpha1\nkind: FluxConfiguration\nmetadata: {name: web}\n"+
		"spec: {scope: namespace, namespace: web, "+spec+"}\n"), v1alpha1.FluxConfiguration.WithDefaults)
	if found.Failed() {
		t.Fatalf("%s: %s", spec, lines(found))
	}
	var store []local.Secret
	if content != "" {
		store = append(store, local.Decode(parse(t, "apiVersion: v1\nkind: Secret\nmetadata: {name: login}\n"+content+"\n")))
	}
	return auth.Plan(in, local.NewStore(store), true)
}

func lines(found report.Findings) string {
	var out []string
	for _, f := range found.Sorted() {
		out = append(out, f.Text())
	}
	return strings.Join(out, "\n")
}

// The bodies of the sources that the cases extend.
const (
	gitHTTPS = "gitRepository: {url: 'https://git.example.com/web', repositoryRef: {branch: main}"
	gitSSH   = "gitRepository: {url: 'ssh://git@git.example.com/web', repositoryRef: {branch: main}"
	bucket   = "sourceKind: Bucket, bucket: {url: 'https://minio.example.com', bucketName: flux"
	blob     = "sourceKind: AzureBlob, azureBlob: {url: 'https://account.blob.core.windows.net', containerName: flux"
	oci      = "sourceKind: OCIRepository, ociRepository: {url: 'oci://registry.example.com/web'"
	from     = "}, auth: {secretFrom: {name: login}}"
	settings = "}, configurationProtectedSettings: "
)

// Every method yields the Secret that Flux reads: its name, its keys.
func TestPlan(t *testing.T) {
	t.Parallel()
	replace, _ := fixtures(t)
	for _, test := range []struct{ spec, secret, want string }{
		{gitHTTPS + "}", "", ""},
		{gitHTTPS + ", httpsUser: git" + settings + "{httpsKey: CANARY64}", "", "web-auth: password username"},
		{gitHTTPS + ", httpsCACert: CERTIFICATE64}", "", "web-auth: ca.crt"},
		{gitHTTPS + from, "{bearerToken: CANARY}", "web-auth: bearerToken"},
		{gitHTTPS + from, "{username: git, password: CANARY, ca.crt: CERTIFICATE}", "web-auth: ca.crt password username"},
		{gitHTTPS + ", provider: GitHub" + from, "{githubAppID: '1', githubAppInstallationID: '2', githubAppPrivateKey: KEY}", "web-auth: githubAppID githubAppInstallationID githubAppPrivateKey"},
		{gitHTTPS + "}, configurationProtectedSettingsFrom: {name: login}", "{other: CANARY}", "web-protected-parameters: other"},
		{gitHTTPS + "}, auth: {proxySecretFrom: {name: login}}", "{address: 'http://proxy:3128'}", "web-proxy: address"},
		{gitSSH + ", sshKnownHosts: HOSTS64" + settings + "{sshPrivateKey: SSH64}", "", "web-auth: identity known_hosts"},
		{gitSSH + ", sshKnownHosts: HOSTS64}", "", "web-auth: identity identity.pub known_hosts"},
		{gitSSH + ", sshKnownHosts: HOSTS64" + from, "{identity: SSH}", "web-auth: identity known_hosts"},
		{gitSSH + from, "{identity: SSH, known_hosts: HOSTS}", "web-auth: identity known_hosts"},
		{bucket + ", accessKey: me" + settings + "{bucketSecretKey: CANARY64}", "", "web-auth: accesskey secretkey"},
		{bucket + from, `{serviceaccount: '{"private_key": "CANARY"}'}`, "web-auth: serviceaccount"},
		{bucket + "}, auth: {certSecretFrom: {name: login}}", "{tls.crt: CERTIFICATE, tls.key: KEY}", "web-tls: tls.crt tls.key"},
		{blob + ", accountKey: CANARY}", "", "web-auth: accountKey"},
		{blob + ", sasToken: CANARY}", "", "web-auth: sasKey"},
		{blob + ", managedIdentity: {clientId: x}}", "", "web-auth: clientId"},
		{blob + ", servicePrincipal: {clientId: x, tenantId: y, clientSecret: CANARY}}", "", "web-auth: clientId clientSecret tenantId"},
		{blob + from, "{sasKey: CANARY}", "web-auth: sasKey"},
		{oci + from, "{username: me, password: CANARY}", "web-auth: .dockerconfigjson"},
		{oci + ", tlsConfig: {clientCertificate: CERTIFICATE64, privateKey: KEY64, caCertificate: CERTIFICATE64}}", "", "web-tls: ca.crt tls.crt tls.key"},
		{oci + ", verify: {provider: cosign, verificationConfig: {cosign.pub: PUBLIC64}}}", "", "web-verify: cosign.pub"},
		{oci + "}, auth: {workloadIdentity: {provider: aws, roleArn: 'arn:aws:iam::123456789012:role/flux'}}", "", ""},
	} {
		planned, found := plan(t, replace.Replace(test.spec), replace.Replace(test.secret))
		var got []string
		for _, p := range planned {
			got = append(got, p.Name+": "+strings.Join(p.Keys, " "))
			if p.Namespace != "web" || len(p.Missing) > 0 {
				t.Errorf("%s: in %s, missing %v", test.spec, p.Namespace, p.Missing)
			}
		}
		if found.Failed() || strings.Join(got, "; ") != test.want {
			t.Errorf("%s\n got %v\nwant %s\n%s", test.spec, got, test.want, lines(found))
		}
	}
}

// Every rule is told once, with its reason and field, and without the value.
func TestRules(t *testing.T) {
	t.Parallel()
	replace, secrets := fixtures(t)
	pem := regexp.MustCompile(`-----BEGIN [A-Z ]+-----`)
	for method, rules := range rules {
		for _, test := range rules {
			_, found := plan(t, replace.Replace(test.spec), replace.Replace(test.secret))
			var got []string
			for _, f := range found.Sorted() {
				text := pem.ReplaceAllString(f.Text(), "")
				for _, secret := range secrets {
					if strings.Contains(text, secret) {
						t.Errorf("%s: %s: a value shows: %s", method, test.spec, f.Text())
					}
				}
				if f.Severity == fn.Error {
					got = append(got, string(f.Reason)+" "+f.FieldPath())
				}
			}
			if len(got) != 1 || got[0] != test.want {
				t.Errorf("%s: %s %s\n got %q\nwant %s\n%s", method, test.spec, test.secret, got, test.want, lines(found))
			}
		}
	}
}
