// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/internal/azure"
)

// What azure-import makes of the emitted FluxConfigs yields the same sources and
// Kustomizations again: nothing that Azure has a property for is missing.
func TestFluxConfigsComeBack(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/inputs/fluxconfigs.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files, _ := functions.Render(section(archive, func(name string) bool { return name == "in.yaml" || name == "flux.yaml" }), nil)
	var records strings.Builder
	for _, doc := range split(join(files)) {
		if parse(t, doc).Kind == "FluxConfig" {
			records.WriteString("---\n" + string(doc))
		}
	}
	imported := azure.Import([]azure.File{{Path: "records.yaml", Data: []byte(records.String())}}, azure.Options{})
	inputs := section(archive, func(name string) bool { return name == "flux.yaml" })
	for _, d := range imported.Documents {
		inputs = append(inputs, functions.File{Path: d.Path, Data: d.YAML()})
	}
	if got := strings.Count(records.String(), "kind: FluxConfig\n"); got != 4 || len(imported.Documents) != got {
		t.Fatalf("%d FluxConfigs become %d inputs: %s", got, len(imported.Documents), imported.Findings.Results())
	}
	again, outcome := functions.Render(inputs, nil)
	if outcome.Failed {
		t.Fatal(outcome.Lines)
	}
	if got, want := reconciled(t, again), reconciled(t, files); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// reconciled are the sources and Kustomizations among rendered objects.
func reconciled(t *testing.T, files []functions.File) string {
	t.Helper()
	var b strings.Builder
	for _, doc := range split(join(files)) {
		switch parse(t, doc).Kind {
		case "GitRepository", "Bucket", "OCIRepository", "Kustomization":
			b.WriteString("---\n" + string(doc))
		}
	}
	return b.String()
}
