// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package command

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// allTopics is the topic that is the whole documentation.
const allTopics = "all"

// topic is a part of the documentation.
type topic struct{ name, text string }

// topics cuts the documentation at its headings. The name of a topic is its
// heading in lower case, with dashes for spaces.
func topics(documentation string) []topic {
	var out []topic
	for _, part := range strings.Split("\n"+documentation, "\n## ") {
		heading, _, _ := strings.Cut(part, "\n")
		if heading == "" {
			continue // what is above the first heading
		}
		name := strings.ToLower(strings.ReplaceAll(strings.TrimSpace(heading), " ", "-"))
		out = append(out, topic{name: name, text: "## " + strings.TrimSpace(part) + "\n"})
	}
	return append(out, topic{name: allTopics, text: documentation})
}

// help is the command that shows the help of a command, or a topic of the
// documentation.
func (p Program) help(root *cobra.Command) *cobra.Command {
	all := topics(p.Documentation)
	names := make([]string, len(all))
	for i, t := range all {
		names[i] = t.name
	}
	return &cobra.Command{
		Use:       "help [COMMAND|TOPIC]",
		Short:     "help for a command, or a topic: " + strings.Join(names, ", "),
		ValidArgs: names, DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return root.Help()
			}
			if found, rest, err := root.Find(args); err == nil && found != root && len(rest) == 0 {
				found.InitDefaultHelpFlag()
				return found.Help()
			}
			for _, t := range all {
				if strings.EqualFold(t.name, args[0]) {
					_, err := fmt.Fprint(cmd.OutOrStdout(), t.text)
					return err
				}
			}
			for _, c := range root.Commands() {
				names = append(names, c.Name())
			}
			slices.Sort(names)
			return errors.New("there is no command or topic " + args[0] + "; " + report.DidYouMean(args[0], slices.Compact(names)))
		},
	}
}
