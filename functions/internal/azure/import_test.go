// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/txtar"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/azure"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestImport runs testdata/*.txtar. Each archive begins with the reason it
// exists and has
//
//	in*               what is imported
//	patch*            merge patches
//	parameters*       parameter files
//	name              the name that is given
//	policy            refuse or drop: what becomes of secrets, which are moved otherwise
//	render-fails      says why flux-bundle refuses what comes out
//	want/*            the files that are written, none in a case that fails
//	want.txt          the findings
//
// Every secret of the inputs contains CANARY and a number.
func TestImport(t *testing.T) {
	t.Parallel()
	for _, path := range archives(t) {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if len(bytes.TrimSpace(archive.Comment)) == 0 {
				t.Error("the archive does not say why it exists")
			}
			files, options := inputs(archive)
			result := azure.Import(files, options)
			if result.Findings.Failed() != (len(result.Documents) == 0) {
				t.Errorf("failed is %t with %d documents", result.Findings.Failed(), len(result.Documents))
			}
			compare(t, archive, wanted(result))
			checkSecrets(t, archive, result, options.Secrets)
			checkAgain(t, files, options, result)
			checkRender(t, archive, result)
			if *update && !t.Failed() {
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func archives(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no archives (%v)", err)
	}
	return paths
}

func inputs(archive *txtar.Archive) ([]azure.File, azure.Options) {
	var files []azure.File
	var options azure.Options
	for _, f := range archive.Files {
		file := azure.File{Path: f.Name, Data: f.Data}
		switch {
		case strings.HasPrefix(f.Name, "in"):
			files = append(files, file)
		case strings.HasPrefix(f.Name, "patch"):
			options.Patches = append(options.Patches, file)
		case strings.HasPrefix(f.Name, "parameters"):
			options.Parameters = append(options.Parameters, file)
		case f.Name == "name":
			options.Name = strings.TrimSpace(string(f.Data))
		case f.Name == "policy":
			options.Secrets = map[string]azure.SecretPolicy{
				"refuse": azure.RefuseSecrets, "drop": azure.DropSecrets,
			}[strings.TrimSpace(string(f.Data))]
		}
	}
	return files, options
}

// wanted are the files of a result, as an archive has them.
func wanted(result azure.Result) []txtar.File {
	var out []txtar.File
	for _, d := range result.Documents {
		out = append(out, txtar.File{Name: "want/" + d.Path, Data: d.YAML()})
	}
	if findings := lines(result.Findings); findings != "" {
		out = append(out, txtar.File{Name: "want.txt", Data: []byte(findings)})
	}
	return out
}

func lines(found report.Findings) string {
	var b strings.Builder
	for _, f := range found {
		b.WriteString(f.Text() + "\n")
	}
	return b.String()
}

func compare(t *testing.T, archive *txtar.Archive, got []txtar.File) {
	t.Helper()
	isWant := func(f txtar.File) bool { return strings.HasPrefix(f.Name, "want") }
	if *update {
		archive.Files = append(slices.DeleteFunc(archive.Files, isWant), got...)
		return
	}
	want := slices.DeleteFunc(slices.Clone(archive.Files), func(f txtar.File) bool { return !isWant(f) })
	if a, b := txtar.Format(&txtar.Archive{Files: got}), txtar.Format(&txtar.Archive{Files: want}); !bytes.Equal(a, b) {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
}

var canary = regexp.MustCompile(`CANARY\d+`)

// checkSecrets demands that each canary of the input is in a Secret file when
// secrets are moved, and nowhere else in any case.
func checkSecrets(t *testing.T, archive *txtar.Archive, result azure.Result, policy azure.SecretPolicy) {
	t.Helper()
	open := lines(result.Findings) + fmt.Sprintf("%v %+v %#v", result, result, result)
	if text, err := json.Marshal(result); err == nil {
		open += string(text)
	}
	var hidden []byte
	for _, d := range result.Documents {
		if d.Secret {
			hidden = append(hidden, d.YAML()...)
			continue
		}
		open += string(d.YAML())
	}
	if shown := canary.FindString(open); shown != "" {
		t.Errorf("%s is shown:\n%s", shown, open)
	}
	if policy != azure.MoveSecrets || result.Findings.Failed() || get(archive, "lost-secrets") != "" {
		return
	}
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "want") {
			continue
		}
		for _, secret := range canary.FindAllString(string(f.Data), -1) {
			if !bytes.Contains(hidden, []byte(secret)) {
				t.Errorf("%s is lost", secret)
			}
		}
	}
}

func get(archive *txtar.Archive, name string) string {
	for _, f := range archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// checkAgain demands the same result a second time.
func checkAgain(t *testing.T, files []azure.File, options azure.Options, want azure.Result) {
	t.Helper()
	again := azure.Import(files, options)
	a, b := txtar.Format(&txtar.Archive{Files: wanted(again)}), txtar.Format(&txtar.Archive{Files: wanted(want)})
	if !bytes.Equal(a, b) {
		t.Errorf("a second import differs:\n%s\nfirst:\n%s", a, b)
	}
}

// checkRender renders what was imported, unless it has what flux-bundle does not
// support or what could not be known.
func checkRender(t *testing.T, archive *txtar.Archive, result azure.Result) {
	t.Helper()
	if result.Findings.Failed() {
		return
	}
	expected := get(archive, "render-fails") != ""
	for _, f := range result.Findings {
		if f.Reason == report.UnresolvedExpression {
			return
		}
	}
	// Someone else makes the Secrets: none is sealed, all are checked.
	files := []functions.File{{Path: "policy.yaml", Data: []byte(`
apiVersion: fluxbundle.io/v1alpha1
kind: SealingPolicy
metadata: {name: existing}
spec: {provider: existing}
`)}}
	for _, d := range result.Documents {
		files = append(files, functions.File{Path: d.Path, Data: d.YAML()})
	}
	if _, outcome := functions.Render(files, nil); outcome.Failed != expected {
		t.Errorf("flux-bundle: failed is %t\n%s", outcome.Failed, strings.Join(outcome.Lines, "\n"))
	}
}

// FuzzImport: whatever comes in, there are documents or an error, the documents
// are YAML, and a second import gives the same.
func FuzzImport(f *testing.F) {
	for _, path := range archives(f) {
		archive, err := txtar.ParseFile(path)
		if err != nil {
			f.Fatal(err)
		}
		files, options := inputs(archive)
		var patch []byte
		for _, p := range options.Patches {
			patch = p.Data
		}
		for _, file := range files {
			f.Add(file.Data, patch)
		}
	}
	f.Fuzz(func(t *testing.T, input, patch []byte) {
		files := []azure.File{{Path: "in.json", Data: input}}
		var options azure.Options
		if len(patch) > 0 {
			options.Patches = []azure.File{{Path: "patch.json", Data: patch}}
		}
		result := azure.Import(files, options)
		if result.Findings.Failed() != (len(result.Documents) == 0) {
			t.Fatalf("failed is %t with %d documents", result.Findings.Failed(), len(result.Documents))
		}
		for _, d := range result.Documents {
			var value struct{ APIVersion, Kind string }
			if err := yaml.Unmarshal(d.YAML(), &value); err != nil {
				t.Fatalf("%v\n%s", err, d.YAML())
			}
			if strings.ContainsAny(d.Path, `/\`) || strings.HasPrefix(d.Path, ".") {
				t.Fatalf("the path %q leaves the folder", d.Path)
			}
		}
		checkAgain(t, files, options, result)
	})
}
