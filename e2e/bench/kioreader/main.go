// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command kioreader parses standard input once with the reader of kyaml, adding
// nothing, and prints the number of objects. It is the peer that the
// benchmarks compare with: no host or function that uses kyaml can take less.
package main

import (
	"fmt"
	"os"

	"sigs.k8s.io/kustomize/kyaml/kio"
)

func main() {
	reader := kio.ByteReader{Reader: os.Stdin, OmitReaderAnnotations: true}
	objects, err := reader.Read()
	if err != nil {
		fmt.Fprintln(os.Stderr, "kioreader:", err)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stdout, len(objects))
}
