// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package model_test

import (
	"net/url"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
)

// TestBucketEndpoint: the endpoint is what the client of source-controller, minio
// (getEndpointURL and isValidEndpointURL), makes the URL again from: a host and a
// port behind the scheme that insecure decides.
func TestBucketEndpoint(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]struct {
		endpoint string
		insecure bool
	}{
		"https://fluxminiotest.az.minio.io": {"fluxminiotest.az.minio.io", false},
		"http://minio.storage:9000/":        {"minio.storage:9000", true},
		"https://s3.amazonaws.com":          {"s3.amazonaws.com", false},
		"https://10.0.0.1:9000":             {"10.0.0.1:9000", false},
		"https://[2001:db8::1]:9000":        {"[2001:db8::1]:9000", false},
	} {
		endpoint, insecure := model.BucketEndpoint(v1alpha1.Bucket{URL: address})
		if endpoint != want.endpoint || insecure != want.insecure {
			t.Errorf("%s: %q, insecure %t", address, endpoint, insecure)
		}
		scheme := map[bool]string{true: "http", false: "https"}[insecure]
		if u, err := url.Parse(scheme + "://" + endpoint); err != nil || u.Path != "" || u.Host != endpoint {
			t.Errorf("%s: minio would not accept %q: %v", address, endpoint, err)
		}
	}
}
