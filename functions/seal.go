// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import "github.com/fluxbundle/fluxbundle/functions/internal/secret/marked"

// Seal replaces the Secrets in the files that are marked for it by sealed ones,
// one file each, as NAMESPACE/NAME.yaml. Previous are the files of the last Seal
// to the same place: what they hold is kept where its plaintext is gone. With an
// error among the results there are no files.
func Seal(inputs, previous []File) ([]File, Outcome) {
	files, found := marked.Render(inputs, marked.Options{Earlier: previous})
	return files, outcome(found, false)
}

// RunSeal is flux-seal as a KRM function: what is sealed takes the place of the
// marked Secrets in the list.
func RunSeal(data []byte) ([]byte, Outcome) {
	output, found, shown := marked.Run(data)
	return output, outcome(found, shown)
}
