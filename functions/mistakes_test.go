// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions"
)

// Of thousands of equal mistakes a hundred are reported, and the others counted.
func TestManyMistakes(t *testing.T) {
	t.Parallel()
	const count = 3000
	var input strings.Builder
	input.WriteString("apiVersion: fluxbundle.io/v1alpha1\nkind: FluxConfiguration\nmetadata: {name: a}\nspec:\n" +
		"  gitRepository: {url: \"https://example.com/a\", repositoryRef: {branch: b}}\n" +
		"  kustomizations:\n    a:\n      additionalConfigurations:\n        images:\n")
	for i := range count {
		fmt.Fprintf(&input, "        - {name: a%d, bad: 1}\n", i)
	}
	_, outcome := functions.Render([]functions.File{{Path: "in.yaml", Data: []byte(input.String())}}, nil)
	const shown = 100
	if got := strings.Count(lines(outcome.Lines), "(UnknownField)"); got != shown {
		t.Errorf("%d mistakes, want %d", got, shown)
	}
	if more := "2900 more findings of the reason UnknownField are not shown"; !strings.Contains(lines(outcome.Lines), more) {
		t.Errorf("no line says %q", more)
	}
}
