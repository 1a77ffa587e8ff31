// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	codeBlock  = regexp.MustCompile("(?s)\n *```.*?\n *```")
	codeSpan   = regexp.MustCompile("`[^`\n]*`")
	pageLink   = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	pageTitle  = regexp.MustCompile(`(?m)^#+ +(.*)$`)
	htmlAnchor = regexp.MustCompile(`<a (?:id|name)="([^"]+)"`)
	inAnchors  = regexp.MustCompile(`[^\p{L}\p{N}_ -]`)
)

// Every link of a page to a file or to a heading of this repository leads there.
func TestPageLinks(t *testing.T) {
	t.Parallel()
	pages := pages(t)
	for _, name := range pages {
		for _, link := range links(readPage(t, name)) {
			if problem := follow(t, name, link); problem != "" {
				t.Errorf("%s: the link %s: %s", name, link, problem)
			}
		}
	}
	if len(pages) < 10 {
		t.Errorf("there are only the pages %v", pages)
	}
}

// Who begins at the README or at the index of the documentation finds every page.
func TestPagesAreListed(t *testing.T) {
	t.Parallel()
	listed := map[string]bool{}
	for _, index := range []string{"../README.md", "../docs/README.md"} {
		for _, link := range links(readPage(t, index)) {
			listed[filepath.Join(filepath.Dir(index), link)] = true
		}
	}
	for _, name := range pages(t) {
		if strings.HasPrefix(name, "../docs/") && !listed[name] {
			t.Errorf("docs/README.md does not list %s", name)
		}
	}
}

// The README is an overview: it is short enough to be read as a whole.
func TestREADMEIsShort(t *testing.T) {
	t.Parallel()
	if n := len(readme(t)); n > 8000 {
		t.Errorf("the README has %d bytes, more than 8000: move what is long to docs/", n)
	}
}

// The places that CONTRIBUTING.md names in code are there.
func TestContributingNamesFiles(t *testing.T) {
	t.Parallel()
	names := regexp.MustCompile("`((?:functions|docs|examples|schemas|e2e)[/a-z0-9_.A-Z-]*)`").FindAllStringSubmatch(readPage(t, "../CONTRIBUTING.md"), -1)
	for _, name := range names {
		if _, err := os.Stat(filepath.Join("..", filepath.FromSlash(name[1]))); err != nil {
			t.Errorf("CONTRIBUTING.md: %v", err)
		}
	}
	if len(names) < 20 {
		t.Errorf("CONTRIBUTING.md names only the files %v", names)
	}
}

// follow says what is wrong with a link; may be empty.
func follow(t *testing.T, page, link string) string {
	t.Helper()
	if strings.Contains(link, "://") || strings.HasPrefix(link, "mailto:") {
		return ""
	}
	name, anchor, _ := strings.Cut(link, "#")
	target := page
	if name != "" {
		target = filepath.Join(filepath.Dir(page), filepath.FromSlash(name))
	}
	if _, err := os.Stat(target); err != nil {
		return err.Error()
	}
	if anchor != "" && filepath.Ext(target) == ".md" && !slices.Contains(anchors(readPage(t, target)), anchor) {
		return fmt.Sprintf("%s has no heading with the anchor %s", target, anchor)
	}
	return ""
}

func links(page string) []string {
	var out []string
	for _, match := range pageLink.FindAllStringSubmatch(codeSpan.ReplaceAllString(codeBlock.ReplaceAllString(page, ""), ""), -1) {
		out = append(out, match[1])
	}
	return out
}

// anchors are the anchors of a page as GitHub forms them.
func anchors(page string) []string {
	page = codeBlock.ReplaceAllString(page, "")
	var out []string
	seen := map[string]int{}
	for _, match := range pageTitle.FindAllStringSubmatch(page, -1) {
		title := pageLink.ReplaceAllString(strings.ToLower(match[1]), "")
		anchor := strings.ReplaceAll(inAnchors.ReplaceAllString(title, ""), " ", "-")
		if n := seen[anchor]; n > 0 {
			out = append(out, fmt.Sprintf("%s-%d", anchor, n))
		} else {
			out = append(out, anchor)
		}
		seen[anchor]++
	}
	for _, match := range htmlAnchor.FindAllStringSubmatch(page, -1) {
		out = append(out, match[1])
	}
	return out
}

// pages are all pages of the repository.
func pages(t *testing.T) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir("..", func(path string, entry os.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && path != ".." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "bin" || entry.Name() == "testdata"):
			return filepath.SkipDir
		case !entry.IsDir() && filepath.Ext(path) == ".md":
			names = append(names, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func readPage(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
