// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package auth turns the credentials of a configuration into the Secrets that
// Flux reads, in the forms that its documentation gives
// (https://fluxcd.io/flux/components/source/). It checks them, and says which of
// the plaintext is not here; how they are sealed is not its business.
//
// One file a method:
//
//	credentials.go   what Azure's properties hold, inline or in a local-config Secret
//	secretfrom.go    Secrets in the form of Flux
//	git.go           https, CA certificate, and which method a URL takes
//	ssh.go           private key and known_hosts
//	githubapp.go     GitHub App
//	bucket.go        access key and secret key, service accounts of Google Cloud
//	azureblob.go     account key, SAS token, service principal, managed identity
//	oci.go           registry credentials
//	tls.go           client certificates
//	verify.go        what signatures are verified with
//	proxy.go         HTTP proxies
//	identity.go      identities of clouds, without any Secret
//
// A value is never part of a message, not even of the message of a library.
package auth
