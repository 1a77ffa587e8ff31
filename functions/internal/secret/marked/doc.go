// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package marked is the function flux-seal: it replaces the Secrets that are
// marked for it by sealed ones.
//
//  1. sort tells the documents apart: SealingPolicies, marked Secrets, what
//     earlier runs sealed, and everything else, which is none of its business.
//  2. run settles each marked Secret as its policy says, and keeps what was
//     sealed earlier where the plaintext is absent.
//  3. Run and Render are the two ways in: a ResourceList, and files.
//
// A sealed object carries the mark of the Secret it was made from, which is how
// a later run knows it, and which policy it has to agree with.
package marked
