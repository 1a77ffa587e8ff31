// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"
)

// FuzzPlan: whatever a Secret in the form of Flux holds, planning does not
// panic and no message shows it.
func FuzzPlan(f *testing.F) {
	methods := []struct{ spec, key string }{
		{gitHTTPS + from, "bearerToken"}, {gitHTTPS + from, "tls.crt"}, {gitHTTPS + from, "ca.crt"},
		{gitHTTPS + ", provider: GitHub" + from, "githubAppPrivateKey"}, {gitHTTPS + ", provider: GitHub" + from, "githubAppID"},
		{gitSSH + from, "identity"}, {gitSSH + from, "known_hosts"},
		{bucket + from, "serviceaccount"}, {blob + from, "clientCertificate"}, {oci + from, ".dockerconfigjson"},
		{gitHTTPS + "}, auth: {proxySecretFrom: {name: login}}", "address"},
		{gitHTTPS + "}, auth: {verifySecretFrom: {name: login}}", "me.asc"},
		{gitHTTPS + "}, configurationProtectedSettingsFrom: {name: login}", "httpsKey"},
		{gitSSH + "}, configurationProtectedSettingsFrom: {name: login}", "sshPrivateKey"},
		{oci + "}, configurationProtectedSettingsFrom: {name: login}", "ociRepository.tlsConfig.caCertificate"},
	}
	texts := []string{canary, `{"auths": {"registry.example.com": {"auth": "YTpi"}}}`, "http://me:canary-plaintext@proxy"}
	for _, name := range []string{"certificate.pem", "key.pem", "ssh.pem", "known_hosts", "public.pem"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			f.Fatal(err)
		}
		texts = append(texts, string(text))
	}
	for method := range methods {
		for _, text := range texts {
			f.Add(uint8(method), text)
		}
	}
	f.Fuzz(func(t *testing.T, number uint8, value string) {
		method := methods[int(number)%len(methods)]
		// Base64, since not every value can be written in YAML.
		data, err := json.Marshal(map[string][]byte{method.key: []byte(value)})
		if err != nil {
			t.Fatal(err)
		}
		_, found := planWith(t, method.spec, "data: "+string(data))
		shown := lines(found)
		// A shorter value could be part of what is always said.
		const long = 40
		if strings.Contains(shown, canary) || len(value) >= long && strings.Contains(shown, value) {
			t.Errorf("%s: a value shows:\n%s", method.key, shown)
		}
	})
}
