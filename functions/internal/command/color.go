// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

// When colors are used.
const (
	colorAuto   = "auto"
	colorAlways = "always"
	colorNever  = "never"
)

// color is the value of --color.
type color struct{ value string }

func (c *color) String() string { return c.value }

// Type is the name of the value in cobra's help.
func (c *color) Type() string { return "WHEN" }

// Set takes one of the accepted words.
func (c *color) Set(value string) error {
	accepted := []string{colorAuto, colorAlways, colorNever}
	if !slices.Contains(accepted, value) {
		return fmt.Errorf("accepted: %s", strings.Join(accepted, ", "))
	}
	c.value = value
	return nil
}

// Colors reports whether standard output gets colors: what --color says, and
// without it a terminal gets them unless NO_COLOR is set (https://no-color.org).
func Colors(cmd *cobra.Command) bool {
	switch cmd.Flag(colorFlag).Value.String() {
	case colorAlways:
		return true
	case colorNever:
		return false
	}
	file, isFile := cmd.OutOrStdout().(*os.File)
	noColor := os.Getenv("NO_COLOR") //nolint:forbidigo // the convention of terminals; it reaches colors alone
	return isFile && IsTerminal(file) && noColor == ""
}
