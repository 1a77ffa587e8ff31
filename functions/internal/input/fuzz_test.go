// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"sigs.k8s.io/yaml"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// planted stands where secrets do, and nowhere else.
const planted = "canary-planted"

// plant puts the word wherever a configuration holds secrets, and a number
// where a text is expected.
func plant(value map[string]any) {
	spec, ok := value["spec"].(map[string]any)
	if !ok {
		return
	}
	at := func(parent map[string]any, name string) map[string]any {
		switch child := parent[name].(type) {
		case map[string]any:
			return child
		case nil:
			child = map[string]any{}
			parent[name] = child
			return child.(map[string]any)
		default:
			return map[string]any{}
		}
	}
	settings := at(spec, "configurationProtectedSettings")
	settings["httpsKey"], settings["list"], settings["map"] = planted, []any{planted}, map[string]any{planted: planted}
	blob := at(spec, "azureBlob")
	blob["accountKey"], blob["sasToken"] = planted, []any{planted}
	at(blob, "servicePrincipal")["clientSecret"] = planted
	oci := at(spec, "ociRepository")
	at(oci, "tlsConfig")["privateKey"] = planted
	at(at(oci, "verify"), "verificationConfig")["cosign.pub"] = planted
}

// FuzzDecode: no input makes decoding or checking panic, and no message shows
// what is where secrets are, however wrong the rest is.
func FuzzDecode(f *testing.F) {
	paths, err := filepath.Glob("../../testdata/inputs/*.txtar")
	if err != nil || len(paths) == 0 {
		f.Fatal(err)
	}
	for _, path := range paths {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			if strings.HasSuffix(file.Name, ".yaml") && !strings.HasPrefix(file.Name, "want.") {
				for doc := range strings.SplitSeq(string(file.Data), "---\n") {
					f.Add([]byte(doc))
				}
			}
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var value map[string]any
		if yaml.Unmarshal(data, &value) != nil || value == nil {
			return
		}
		plant(value)
		text, err := yaml.Marshal(value)
		if err != nil {
			return
		}
		docs, err := object.ParseFile("in.yaml", text)
		if err != nil || len(docs) != 1 || docs[0].Kind() != v1alpha1.KindFluxConfiguration {
			return
		}
		in, found := input.Decode(docs[0], v1alpha1.FluxConfiguration.WithDefaults)
		if !found.Failed() {
			found = append(found, input.Configuration(in)...)
		}
		checkHidden(t, found)
	})
}

func checkHidden(t *testing.T, found report.Findings) {
	t.Helper()
	for _, finding := range found {
		if strings.Contains(finding.Message+finding.Hint, planted) {
			t.Errorf("a secret shows: %s", finding.Text())
		}
	}
}
