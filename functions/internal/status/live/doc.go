// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package live reads what someone has read from clusters: objects as kubectl
// prints them, alone, in streams and in lists, as YAML or JSON.
//
// # What is what
//
// Documents are told apart by their content, so that a folder can hold all of
// them:
//
//   - a document of the group fluxbundle.io is an input, and so is a Secret
//     that is marked local-config;
//   - an item of a list, as kubectl get prints it, or of a list inside one, is a
//     live object, and so is a document with what only an API server sets
//     (metadata.uid, resourceVersion or creationTimestamp, or a status);
//   - a document with the annotation fluxbundle.io/owner is an object of a
//     rendered bundle.
//
// Anything else is left out.
//
// # Clusters
//
// The live objects of a folder are those of a cluster. When they come from
// several folders, each cluster has the path of its folder without what all
// have in common as its name, and an input or a rendered object in a folder of
// that name is for that cluster alone.
//
// # Damage
//
// Everything that can be read is read. Of a list that ends in the middle the
// items before the end are there, of a list with an item that is not YAML the
// others; a finding names the file and the line. It never quotes the text,
// which may be that of a Secret.
package live
