// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/pflag"
)

// choice is a flag that takes one of the accepted values.
type choice[T ~string] struct {
	to       *T
	accepted []T
}

// OneOf is a flag that sets to one of the accepted values.
func OneOf[T ~string](to *T, accepted ...T) pflag.Value { return choice[T]{to, accepted} }

func (c choice[T]) String() string {
	if c.to == nil {
		return ""
	}
	return string(*c.to)
}

// Type is the name of the value in cobra's help.
func (c choice[T]) Type() string { return "VALUE" }

// Set takes a value that is accepted.
func (c choice[T]) Set(value string) error {
	if !slices.Contains(c.accepted, T(value)) {
		names := make([]string, len(c.accepted))
		for i, name := range c.accepted {
			names[i] = string(name)
		}
		return fmt.Errorf("accepted: %s", strings.Join(names, ", "))
	}
	*c.to = T(value)
	return nil
}
