// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/base64"
	"os"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/auth"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
)

// credentialSpecs have every property between them that ends in a Secret. A
// word in capitals is a file of auth/testdata in base64.
var credentialSpecs = []string{
	"gitRepository: {url: 'https://git.example.com/web', repositoryRef: {branch: main}, httpsUser: git, httpsCACert: CERTIFICATE}, configurationProtectedSettings: {httpsKey: c2VjcmV0, other: secret}",
	"gitRepository: {url: 'ssh://git@git.example.com/web', repositoryRef: {branch: main}, sshKnownHosts: HOSTS}, configurationProtectedSettings: {sshPrivateKey: SSH}",
	"sourceKind: Bucket, bucket: {url: 'https://minio.example.com', bucketName: flux, accessKey: me}, configurationProtectedSettings: {bucketSecretKey: c2VjcmV0}",
	"sourceKind: AzureBlob, azureBlob: {url: 'https://account.blob.core.windows.net', containerName: flux, accountKey: secret}",
	"sourceKind: AzureBlob, azureBlob: {url: 'https://account.blob.core.windows.net', containerName: flux, sasToken: secret}",
	"sourceKind: AzureBlob, azureBlob: {url: 'https://account.blob.core.windows.net', containerName: flux, managedIdentity: {clientId: x}}",
	"sourceKind: AzureBlob, azureBlob: {url: 'https://account.blob.core.windows.net', containerName: flux, servicePrincipal: {clientId: x, tenantId: z, clientSecret: secret}}",
	"sourceKind: AzureBlob, azureBlob: {url: 'https://account.blob.core.windows.net', containerName: flux, servicePrincipal: {clientId: x, tenantId: z, clientCertificate: CERTIFICATE, clientCertificatePassword: secret, clientCertificateSendChain: true}}",
	"sourceKind: OCIRepository, ociRepository: {url: 'oci://registry.example.com/web', tlsConfig: {clientCertificate: CERTIFICATE, privateKey: KEY, caCertificate: CERTIFICATE}, verify: {provider: cosign, verificationConfig: {cosign.pub: PUBLIC}}}",
}

// emitted is what the Secrets of a configuration hold: NAME/KEY to the value.
type emitted struct {
	spec    map[string]any
	entries map[string]string
}

func emit(t *testing.T, spec string) emitted {
	t.Helper()
	for word, file := range map[string]string{"CERTIFICATE": "certificate.pem", "KEY": "key.pem", "SSH": "ssh.pem", "HOSTS": "known_hosts", "PUBLIC": "public.pem"} {
		text, err := os.ReadFile("../secret/auth/testdata/" + file)
		if err != nil {
			t.Fatal(err)
		}
		spec = regexp.MustCompile(`\b`+word+`\b`).ReplaceAllString(spec, base64.StdEncoding.EncodeToString(text))
	}
	text := "apiVersion: fluxbundle.io/v1alpha1\nkind: FluxConfiguration\nmetadata: {name: web}\nspec: {scope: namespace, namespace: web, " + spec + "}\n"
	docs, err := object.ParseFile("in.yaml", []byte(text))
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents: %v", len(docs), err)
	}
	in, found := input.Decode(docs[0], v1alpha1.FluxConfiguration.WithDefaults)
	planned, more := auth.Plan(in, local.NewStore(nil), true)
	if found = append(found, more...); found.Failed() {
		t.Fatalf("%s: %v", spec, found.Sorted())
	}
	var obj struct{ Spec map[string]any }
	if err := yaml.Unmarshal([]byte(text), &obj); err != nil {
		t.Fatal(err)
	}
	out := emitted{obj.Spec, map[string]string{}}
	for _, p := range planned {
		for _, f := range p.Fields {
			out.entries[p.Name+"/"+f.Key] = f.Value.Reveal()
		}
	}
	return out
}

// at returns the property at a path, as text.
func (e emitted) at(path string) (string, bool) {
	var value any = e.spec
	for step := range strings.SplitSeq(path, ".") {
		mapping, _ := value.(map[string]any)
		value = mapping[step]
	}
	switch v := value.(type) {
	case string:
		return v, true
	case bool:
		return "true", v
	default:
		return "", false
	}
}

// The Secret and the key that the page names for a credential are those in
// which it ends, decoded where the page says so.
func TestPageOfCredentials(t *testing.T) {
	t.Parallel()
	var all []emitted
	for _, spec := range credentialSpecs {
		all = append(all, emit(t, spec))
	}
	rows, _ := properties(t)
	checked := 0
	for _, row := range rows {
		if !strings.Contains(row.flux, "`Secret`") {
			continue
		}
		for path, key := range keysOf(row) {
			checked++
			checkEmitted(t, row, path, key, all)
		}
	}
	const least = 19
	if checked < least {
		t.Errorf("only %d credentials have a row", checked)
	}
}

var settingIs = regexp.MustCompile(`(\w+) is ([\w.]+)`)

// keysOf reads which key a row gives which property.
func keysOf(row property) map[string]string {
	switch row.azure {
	case "configurationProtectedSettings":
		out := map[string]string{row.azure + ".other": "other"}
		for _, match := range settingIs.FindAllStringSubmatch(row.how, -1) {
			out[row.azure+"."+match[1]] = match[2]
		}
		return out
	case "ociRepository.verify.verificationConfig":
		return map[string]string{row.azure: "cosign.pub"}
	default:
		key, _, _ := strings.Cut(row.how, ",")
		return map[string]string{row.azure: strings.TrimSuffix(key, " alone")}
	}
}

func checkEmitted(t *testing.T, row property, path, key string, all []emitted) {
	t.Helper()
	name := auth.Name("web", auth.ForSource)
	switch {
	case strings.Contains(row.flux, "certSecretRef"):
		name = auth.Name("web", auth.ForCertificates)
	case strings.Contains(row.flux, "verify.secretRef"):
		name = auth.Name("web", auth.ForVerification)
	case strings.HasSuffix(path, ".other"):
		name = auth.Name("web", auth.ForParameters)
	}
	seen := false
	for _, e := range all {
		want, there := e.at(path)
		if path == "ociRepository.verify.verificationConfig" {
			verify, _ := e.spec["ociRepository"].(map[string]any)
			files, _ := verify["verify"].(map[string]any)
			config, _ := files["verificationConfig"].(map[string]any)
			want, there = config[key].(string)
		}
		if !there {
			continue
		}
		seen = true
		if strings.Contains(row.how, "decoded") || strings.Contains(row.how, "with these files") || path != row.azure && key != "other" {
			plain, err := base64.StdEncoding.DecodeString(want)
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			want = string(plain)
		}
		if got, there := e.entries[name+"/"+key]; !there || strings.TrimSpace(got) != strings.TrimSpace(want) {
			t.Errorf("%s: the page says %s of the Secret %s, which holds %q and not %q", path, key, name, got, want)
		}
	}
	if !seen {
		t.Errorf("%s: none of the configurations here has it", path)
	}
}
