// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command bench measures whole processes: flux-bundle, flux-status and, in the same run and
// in turn with it, what there is to compare it with.
//
//	go run . -bin ../../bin
//
// Times are CPU, user and system together, the median of several runs; memory
// is the peak of the resident set and for the smallest processes no less than
// that of bench itself, which starts them. The table says whether a ratio is
// over its target; the exit code only tells whether a program failed.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

func main() {
	bin := flag.String("bin", "../../bin", "folder with flux-bundle, flux-status and kustomize")
	config := flag.String("quickstart", "../../examples/quickstart/generator/flux.yaml", "the generator configuration of the quickstart")
	only := flag.Bool("hostile", false, "measure only the inputs that were made to be slow")
	flag.Parse()
	if err := run(*bin, *config, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(bin, config string, onlyHostile bool) error {
	dir, err := os.MkdirTemp("", "flux-bundle-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	b := bench{dir: dir, bin: bin, reader: filepath.Join(dir, "kioreader")}
	if out, err := exec.Command("go", "build", "-trimpath", "-o", b.reader, "./kioreader").CombinedOutput(); err != nil {
		return fmt.Errorf("go build ./kioreader: %w\n%s", err, out)
	}
	cases := []func() error{
		b.startUp,
		func() error { return b.quickstart(config) },
		b.installation,
		func() error { return b.configurations(100, 21, 0) },
		func() error { return b.configurations(1000, 9, 1) },
		func() error { return b.configurations(10000, 5, 0) },
		b.growth,
		b.passThrough,
		b.status,
		b.grow,
	}
	if onlyHostile {
		cases = cases[len(cases)-1:]
	}
	for _, c := range cases {
		if err := c(); err != nil {
			return err
		}
	}
	fmt.Fprintf(os.Stdout, "CPU of whole processes, medians of interleaved runs; %s %s/%s, %d cores\n\n",
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU())
	return printTable(os.Stdout, b.rows)
}
