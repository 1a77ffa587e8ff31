// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions

import "github.com/fluxbundle/fluxbundle/functions/internal/azure"

// ImportOptions are the settings of Import.
type ImportOptions struct {
	// Name is that of the only resource, which need not have one of its own.
	Name string
	// Cluster is the name of the cluster whose resources are imported; empty is
	// all of them.
	Cluster string
	// Patches are merge patches (RFC 7386), laid over each resource in order.
	Patches []File
	// Parameters are parameter files of ARM templates.
	Parameters []File
	// NoSecrets leaves secrets out.
	NoSecrets bool
}

// Imported is one file of an import.
type Imported struct {
	Path string
	// Secret tells that the text holds secrets, which must not be committed.
	Secret   bool
	document azure.Document
}

// YAML returns the text of the file, secrets included.
func (i Imported) YAML() []byte { return i.document.YAML() }

// Import turns what Azure and its clients print about Flux into inputs, one file
// each, sorted by path; credentials are files of their own. With an error among
// the results there are none.
func Import(files []File, options ImportOptions) ([]Imported, Outcome) {
	secrets := azure.MoveSecrets
	if options.NoSecrets {
		secrets = azure.DropSecrets
	}
	result := azure.Import(files, azure.Options{
		Name: options.Name, Cluster: options.Cluster, Secrets: secrets,
		Patches: options.Patches, Parameters: options.Parameters,
	})
	out := make([]Imported, len(result.Documents))
	for i, d := range result.Documents {
		out[i] = Imported{Path: d.Path, Secret: d.Secret, document: d}
	}
	return out, outcome(result.Findings, false)
}

// RunImport is azure-import as a KRM function: the resources of Azure in the
// list become inputs.
func RunImport(data []byte) ([]byte, Outcome) {
	output, found, shown := azure.Run(data)
	return output, outcome(found, shown)
}
