// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package examples_test

import (
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// block is commands in a page, and what they print.
type block struct {
	// folder is where they run, below the root of the repository; empty is the
	// folder of the page.
	folder, commands, printed string
}

var blocks = regexp.MustCompile("(?:<!-- run in (\\S+) -->\n)?```sh\n((?:.*\n)*?)```\n(?:\n```text\n((?:.*\n)*?)```\n)?")

// The commands of every page in docs/ work and print what the page says. Those
// of one page run one after the other in one folder, in which in/ has the input
// that the README shows, unless the page makes it.
func TestCommandsOfPages(t *testing.T) {
	t.Parallel()
	names, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	readme := readFile(t, "..", "README.md")
	_, input, _ := strings.Cut(readme, "```yaml\n")
	input, _, _ = strings.Cut(input, "```")
	found := 0
	for _, name := range names {
		page := readFile(t, "", name)
		matches := blocks.FindAllStringSubmatch(page, -1)
		if marked := strings.Count("\n"+page, "\n```sh\n"); marked != len(matches) {
			t.Errorf("%s: %d blocks are marked sh, %d were found", name, marked, len(matches))
		}
		found += len(matches)
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if !strings.Contains(page, "mkdir in\n") {
				write(t, dir, tree{"in/flux.yaml": input})
			}
			for i, match := range matches {
				t.Run(strconv.Itoa(i+1), func(t *testing.T) { runBlock(t, dir, block{match[1], match[2], match[3]}) })
			}
		})
	}
	if found == 0 {
		t.Error("no page has commands")
	}
}

// runBlock runs commands in the folder of their page or in a copy of an example.
func runBlock(t *testing.T, dir string, b block) {
	t.Helper()
	for _, program := range []string{"kustomize", "kpt"} {
		if strings.Contains("\n"+b.commands, "\n"+program+" ") {
			need(t, program)
		}
	}
	if b.folder != "" {
		dir = copyOf(t, filepath.Join("..", filepath.FromSlash(b.folder)))
	}
	done := try(t, dir, "bash", "-euo", "pipefail", "-c", b.commands)
	printed := done.stdout + done.stderr
	if done.code != 0 {
		t.Errorf("%s\nexit code %d\n%s", b.commands, done.code, printed)
	}
	if !strings.Contains(printed, strings.TrimSuffix(b.printed, "\n")) {
		t.Errorf("%s\nprints\n%s\nand not, as the page says\n%s", b.commands, printed, b.printed)
	}
}
