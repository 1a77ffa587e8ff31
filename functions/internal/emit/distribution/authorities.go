// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import "github.com/fluxbundle/fluxbundle/functions/internal/manifest"

// authorities is the volume of the certificates.
var authorities = volume{"certificate-authorities", "/etc/flux-certificates"}

// withAuthorities makes the controllers trust the certificates beside those of
// the image: Go reads the certificates of every directory in SSL_CERT_DIR, and
// those of the image also from a file
// (https://pkg.go.dev/crypto/x509#SystemCertPool).
func withAuthorities(in installer, w workload) workload {
	var source manifest.Field
	switch a := in.Authorities; {
	case a.ConfigMap != "":
		source = manifest.Field{Key: "configMap", Value: manifest.Map{{Key: "name", Value: manifest.String(a.ConfigMap)}}}
	case a.Secret != "":
		source = manifest.Field{Key: "secret", Value: manifest.Map{{Key: "secretName", Value: manifest.String(a.Secret)}}}
	default:
		return w
	}
	w.environment = append(w.environment[:len(w.environment):len(w.environment)],
		assigned("SSL_CERT_DIR", "/etc/ssl/certs:"+authorities.path))
	w.mounts = append(w.mounts[:len(w.mounts):len(w.mounts)],
		mount{name: authorities.name, path: authorities.path, source: source, readOnly: true})
	return w
}
