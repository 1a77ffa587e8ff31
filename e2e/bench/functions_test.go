// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime/debug"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions"
)

// The garbage collector works as in flux-bundle itself.
func TestMain(m *testing.M) {
	debug.SetGCPercent(800)
	os.Exit(m.Run())
}

// BenchmarkRun is the function without its process, to profile it.
func BenchmarkRun(b *testing.B) {
	for _, n := range []int{1, 100, 1000, 10000} {
		var input bytes.Buffer
		writeList(&input, configuration, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) { function(b, input.Bytes()) })
	}
}

// BenchmarkPassThrough is a list of objects that are none of ours.
func BenchmarkPassThrough(b *testing.B) {
	var input bytes.Buffer
	writeList(&input, foreign, 10000)
	function(b, input.Bytes())
}

func function(b *testing.B, input []byte) {
	b.ReportAllocs()
	for b.Loop() {
		output, outcome := functions.Run(input)
		if outcome.Failed {
			b.Fatal(outcome.Lines)
		}
		b.SetBytes(int64(len(output)))
	}
}
