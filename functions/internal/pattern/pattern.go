// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package pattern has regular expressions that cost nothing until they are used.
// A function is started for every run of a host, and most runs need few of them:
// compiling all took a sixth of an empty run.
package pattern

import (
	"regexp"
	"sync"
)

// Of returns the regular expression of a text, which is compiled when it is first
// asked for. A text that is none panics then; every one is in a test.
func Of(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
