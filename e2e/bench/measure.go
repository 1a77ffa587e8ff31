// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// program is a process to measure. It gets its input from a file and writes
// into a pipe that is drained, as under a host.
type program struct {
	name string
	path string
	args []string
	// stdin is the name of a file; without one the input is empty.
	stdin string
	// refused programs end with the exit code for a wrong input, or without output.
	refused bool
}

// cost is what one run of a program takes.
type cost struct {
	// cpu is user and system time.
	cpu time.Duration
	// memory is the peak of the resident set, in bytes.
	memory int64
}

// measure runs the programs in turn, round after round, after one round that
// does not count, and returns the median cost of each.
func measure(rounds int, programs ...program) ([]cost, error) {
	runs := make([][]cost, len(programs))
	for round := range rounds + 1 {
		for i, p := range programs {
			c, err := p.run(io.Discard)
			if err != nil {
				return nil, err
			}
			if round > 0 {
				runs[i] = append(runs[i], c)
			}
		}
	}
	medians := make([]cost, len(programs))
	for i := range programs {
		medians[i] = median(runs[i])
	}
	return medians, nil
}

// run starts the program, waits for its end and returns its cost. A program
// that writes nothing has failed: hosts leave out functions without a word.
func (p program) run(stdout io.Writer) (cost, error) {
	counter := &counter{to: stdout}
	var stderr bytes.Buffer
	cmd := exec.Command(p.path, p.args...)
	cmd.Stdout, cmd.Stderr = counter, &stderr
	if p.stdin != "" {
		f, err := os.Open(p.stdin)
		if err != nil {
			return cost{}, err
		}
		defer func() { _ = f.Close() }()
		cmd.Stdin = f
	}
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); p.refused && errors.As(err, &exit) && exit.ExitCode() == 1 {
		err = nil
	}
	if err != nil {
		return cost{}, fmt.Errorf("%s: %w\n%s", p.name, err, stderr.Bytes())
	}
	if counter.n == 0 && !p.refused {
		return cost{}, fmt.Errorf("%s: no output\n%s", p.name, stderr.Bytes())
	}
	state := cmd.ProcessState
	c := cost{cpu: state.UserTime() + state.SystemTime()}
	if usage, ok := state.SysUsage().(*syscall.Rusage); ok {
		c.memory = usage.Maxrss << 10
		if runtime.GOOS == "darwin" {
			c.memory = usage.Maxrss
		}
	}
	return c, nil
}

// counter counts what is written.
type counter struct {
	to io.Writer
	n  int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += int64(n)
	return n, err
}

// median returns the medians of time and memory, each by itself.
func median(costs []cost) cost {
	cpus := make([]time.Duration, len(costs))
	memory := make([]int64, len(costs))
	for i, c := range costs {
		cpus[i], memory[i] = c.cpu, c.memory
	}
	slices.Sort(cpus)
	slices.Sort(memory)
	return cost{cpu: cpus[len(cpus)/2], memory: memory[len(memory)/2]}
}
