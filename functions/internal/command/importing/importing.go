// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package importing is the command that turns what Azure and its clients print
// into inputs: azure-import, and flux-bundle import azure.
package importing

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/fluxbundle/fluxbundle/functions/internal/azure"
	"github.com/fluxbundle/fluxbundle/functions/internal/command"
)

// arguments are those of the command.
type arguments struct {
	dir, name, cluster    string
	inputs                []string
	patches, parameters   []string
	noSecrets, overwrites bool
}

// Command is the command, named by the path of words that calls it.
func Command(path string) *cobra.Command {
	var a arguments
	cmd := &cobra.Command{
		Use:     command.Name(path) + " [FLAG...] FILE...",
		Short:   "turn what Azure has about Flux into inputs of flux-bundle",
		Example: "  az k8s-configuration flux show ... | " + path + " -o in/ -",
		Args:    command.Some("a file to import"),
	}
	flags := cmd.Flags()
	flags.StringVarP(&a.dir, "output", "o", "", "folder `DIR` to write to; without it, standard output")
	flags.StringVar(&a.cluster, "cluster", "", "import the resources of the cluster `NAME` alone")
	flags.StringVar(&a.name, "name", "", "`NAME` of the resource, for a body that has none")
	flags.StringArrayVar(&a.patches, "patch", nil, "merge patch `FILE` to lay over; may be repeated")
	flags.StringArrayVar(&a.parameters, "parameters", nil, "parameter `FILE` of an ARM template; may be repeated")
	flags.BoolVar(&a.noSecrets, "no-secrets", false, "leave secrets out")
	flags.BoolVar(&a.overwrites, "overwrite", false, "replace files in DIR that differ")
	cmd.RunE = command.Run(1, func(cmd *cobra.Command, args []string) int {
		a.inputs = args
		return run(cmd, a)
	})
	return cmd
}

func run(cmd *cobra.Command, a arguments) int {
	stderr := cmd.ErrOrStderr()
	if err := command.RecoverAndSay(stderr, a.dir, program); err != nil {
		return command.Fail(stderr, err)
	}
	files, options, err := load(a, cmd.InOrStdin())
	if err != nil {
		return command.Fail(stderr, err)
	}
	result := azure.Import(files, options)
	command.Say(cmd, result.Findings.Results(), result.Findings.Lines())
	if result.Findings.Failed() {
		return 1
	}
	if a.dir == "" {
		err = writeStream(cmd.OutOrStdout(), result.Documents)
	} else {
		err = writeFolder(a.dir, result.Documents, a.overwrites)
	}
	if err != nil {
		return command.Fail(stderr, err)
	}
	return 0
}

// load reads the files that the arguments name.
func load(a arguments, stdin io.Reader) ([]azure.File, azure.Options, error) {
	options := azure.Options{Name: a.name, Cluster: a.cluster}
	switch {
	case a.noSecrets:
		options.Secrets = azure.DropSecrets
	case a.dir == "":
		options.Secrets = azure.RefuseSecrets
	}
	files, err := readFiles(a.inputs, stdin)
	if err != nil {
		return nil, options, err
	}
	if options.Patches, err = readFiles(a.patches, stdin); err != nil {
		return nil, options, err
	}
	options.Parameters, err = readFiles(a.parameters, stdin)
	return files, options, err
}
