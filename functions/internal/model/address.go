// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package model

import (
	"net/url"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

// GitURL returns the URL as Flux accepts it: the short form of SSH,
// git@host:path, which Git knows and Azure accepts, becomes ssh://git@host/path.
func GitURL(address string) string {
	if host, path, ok := SplitShortURL(address); ok {
		return "ssh://" + host + "/" + strings.TrimPrefix(path, "/")
	}
	return address
}

// SplitShortURL splits git@host:path into git@host and path.
func SplitShortURL(address string) (host, path string, ok bool) {
	if !strings.HasPrefix(address, "git@") || strings.Contains(address, "://") {
		return "", "", false
	}
	return strings.Cut(address, ":")
}

// BucketEndpoint splits the URL of a store into what Flux wants: host and port
// without scheme, and whether to talk to it without TLS. The scheme decides:
// Azure's insecure is true by default, in its own example beside an https URL.
func BucketEndpoint(b v1alpha1.Bucket) (endpoint string, insecure bool) {
	u, err := url.Parse(b.URL)
	if err != nil {
		return b.URL, false
	}
	return u.Host + strings.TrimSuffix(u.Path, "/"), u.Scheme == "http"
}
