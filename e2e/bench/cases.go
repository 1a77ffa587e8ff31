// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
)

// Targets: the largest ratios that are accepted.
const (
	quickstartTarget = 1.0 / 6
	growthTarget     = 11
)

// bench collects the comparisons.
type bench struct {
	// dir is for the inputs, bin has the programs.
	dir, bin string
	// reader is the built kioreader.
	reader string
	rows   []row
}

// file writes an input and returns its name. It does not hold the input in
// memory: the system counts the memory of bench as that of the processes it
// starts, until they have their own.
func (b *bench) file(name string, write func(io.Writer)) (string, error) {
	path := filepath.Join(b.dir, name)
	f, err := os.Create(path)
	if err != nil {
		return "", err
	}
	w := bufio.NewWriter(f)
	write(w)
	return path, errors.Join(w.Flush(), f.Close())
}

// list writes a ResourceList with n items.
func (b *bench) list(name, template string, n int) (string, error) {
	return b.file(name, func(w io.Writer) { writeList(w, template, n) })
}

// function is flux-bundle as a KRM function.
func (b *bench) function(list string) program {
	return program{name: "function", path: filepath.Join(b.bin, "flux-bundle"), stdin: list}
}

// render is flux-bundle without a host.
func (b *bench) render(file string) program {
	return program{name: "render", path: filepath.Join(b.bin, "flux-bundle"), args: []string{"render", file}}
}

// parse is the reader of kyaml.
func (b *bench) parse(file string) program {
	return program{name: "kio.ByteReader", path: b.reader, stdin: file}
}

func cat(file string) program {
	return program{name: "cat", path: "cat", stdin: file}
}

// rendered renders a file into another and returns its name.
func (b *bench) rendered(input, name string) (string, error) {
	output := filepath.Join(b.dir, name)
	f, err := os.Create(output)
	if err != nil {
		return "", err
	}
	_, err = b.render(input).run(f)
	return output, errors.Join(err, f.Close())
}

// comparison is one case: each of ours against each peer, in one measurement.
type comparison struct {
	name   string
	rounds int
	ours   []program
	peers  []peer
}

// peer is what to compare with, and the largest ratio that is accepted, 0 for
// any.
type peer struct {
	program
	target float64
}

// compare measures the programs of a case and adds a row for each pair.
func (b *bench) compare(c comparison) error {
	fmt.Fprintf(os.Stderr, "%s: %d rounds\n", c.name, c.rounds)
	programs := slices.Clone(c.ours)
	for _, p := range c.peers {
		programs = append(programs, p.program)
	}
	costs, err := measure(c.rounds, programs...)
	if err != nil {
		return fmt.Errorf("%s: %w", c.name, err)
	}
	for i, p := range c.peers {
		for k, our := range c.ours {
			b.rows = append(b.rows, row{
				name: c.name, ours: our.name, oursCost: costs[k],
				peer: p.name, peerCost: costs[len(c.ours)+i], target: p.target,
			})
		}
	}
	return nil
}

// startUp is what a run without any work costs.
func (b *bench) startUp() error {
	empty, err := b.list("empty.yaml", "", 0)
	if err != nil {
		return err
	}
	return b.compare(comparison{"empty list", 51, []program{b.function(empty)}, []peer{{cat(empty), 0}}})
}

// quickstart is the example, against kustomize with the same objects as plain
// resources.
func (b *bench) quickstart(config string) error {
	text, err := os.ReadFile(config)
	if err != nil {
		return err
	}
	listText, err := generatorList(text)
	if err != nil {
		return err
	}
	input, err := b.file("quickstart.yaml", func(w io.Writer) { _, _ = w.Write(listText) })
	if err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Join(b.dir, "plain"), 0o700); err != nil {
		return err
	}
	output, err := b.rendered(config, "plain/all.yaml")
	if err != nil {
		return err
	}
	if _, err := b.file("plain/kustomization.yaml", func(w io.Writer) { fmt.Fprintln(w, "resources: [all.yaml]") }); err != nil {
		return err
	}
	kustomize := program{
		name: "kustomize build", path: filepath.Join(b.bin, "kustomize"), args: []string{"build", filepath.Join(b.dir, "plain")},
	}
	return b.compare(comparison{
		"quickstart", 21,
		[]program{b.function(input), b.render(config)},
		[]peer{{kustomize, quickstartTarget}, {b.parse(output), 0}, {cat(output), 0}},
	})
}

// configurations is n inputs, against parsing the objects they yield once.
func (b *bench) configurations(n, rounds int, target float64) error {
	name := strconv.Itoa(n)
	files, err := b.file(name+"-files.yaml", func(w io.Writer) { writeDocuments(w, configuration, n) })
	if err != nil {
		return err
	}
	input, err := b.list(name+"-list.yaml", configuration, n)
	if err != nil {
		return err
	}
	output, err := b.rendered(files, name+"-output.yaml")
	if err != nil {
		return err
	}
	return b.compare(comparison{
		name + " configurations", rounds,
		[]program{b.function(input), b.render(files)}, []peer{{b.parse(output), target}},
	})
}

// growth compares ten times the configurations with a tenth of them.
func (b *bench) growth() error {
	few, err := b.list("few.yaml", configuration, 1000)
	if err != nil {
		return err
	}
	many, err := b.list("many.yaml", configuration, 10000)
	if err != nil {
		return err
	}
	ours, tenth := b.function(many), b.function(few)
	ours.name, tenth.name = "function, 10000", "function, 1000"
	return b.compare(comparison{"growth", 7, []program{ours}, []peer{{tenth, growthTarget}}})
}

// passThrough is a list without any input.
func (b *bench) passThrough() error {
	input, err := b.list("foreign.yaml", foreign, 10000)
	if err != nil {
		return err
	}
	return b.compare(comparison{
		"10000 other objects", 5,
		[]program{b.function(input)}, []peer{{b.parse(input), 0}, {cat(input), 0}},
	})
}
