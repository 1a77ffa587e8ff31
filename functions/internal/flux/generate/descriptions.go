// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// descriptions returns the script with which flux.Describe makes the complete
// spec out of the one without descriptions.
func (c crd) descriptions() ([]byte, error) {
	stripped, full := c.render(), manifest.AppendValue(nil, manifest.FromJSON(c.Spec), 0)
	script := difference(bytes.SplitAfter(stripped, []byte("\n")), bytes.SplitAfter(full, []byte("\n")))
	if made, err := flux.Describe(stripped, script); err != nil || !bytes.Equal(made, full) {
		return nil, fmt.Errorf("the script of %s does not yield its spec: %w", c.Metadata.Name, err)
	}
	return script, nil
}

// difference is the script from the lines of from to those of to, along a
// longest common subsequence.
func difference(from, to [][]byte) []byte {
	longest := subsequences(from, to)
	var out bytes.Buffer
	for i, j := 0, 0; i < len(from) || j < len(to); {
		start, added := i, j
		for !common(from, to, i, j) && (i < len(from) || j < len(to)) {
			if j == len(to) || i < len(from) && longest[i+1][j] >= longest[i][j+1] {
				i++
			} else {
				j++
			}
		}
		if i > start || j > added {
			fmt.Fprintf(&out, "@%d %d\n", start, i-start)
		}
		for ; added < j; added++ {
			out.WriteByte('+')
			out.Write(to[added])
		}
		for common(from, to, i, j) {
			i, j = i+1, j+1
		}
	}
	return out.Bytes()
}

// common reports whether line i of from is line j of to.
func common(from, to [][]byte, i, j int) bool {
	return i < len(from) && j < len(to) && bytes.Equal(from[i], to[j])
}

// subsequences are the lengths of the longest common subsequences of what
// follows line i of from and line j of to.
func subsequences(from, to [][]byte) [][]int32 {
	longest := make([][]int32, len(from)+1)
	for i := range longest {
		longest[i] = make([]int32, len(to)+1)
	}
	for i := len(from) - 1; i >= 0; i-- {
		for j := len(to) - 1; j >= 0; j-- {
			if longest[i][j] = max(longest[i+1][j], longest[i][j+1]); bytes.Equal(from[i], to[j]) {
				longest[i][j] = longest[i+1][j+1] + 1
			}
		}
	}
	return longest
}
