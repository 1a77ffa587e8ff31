// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"os"
	"path/filepath"
	"testing"
)

// The folder that a command is called in makes no difference to the schemas.
func TestSchemasDoNotDependOnTheFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a#b %41?c")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	for _, kind := range Kinds {
		if schema := compile(kind); schema == nil {
			t.Errorf("there is no schema of %s", kind)
		}
	}
}
