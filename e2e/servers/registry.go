// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package servers

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"crypto/tls"
	"crypto/x509"
	"io/fs"
	"net/http"
	"os"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/static"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// RegistryHost is that of the OCI registry.
const RegistryHost = "registry.example.com"

// The media types of artifacts that flux push artifact writes.
const (
	configType  types.MediaType = "application/vnd.cncf.flux.config.v1+json"
	contentType types.MediaType = "application/vnd.cncf.flux.content.v1.tar+gzip"
)

// PushArtifact makes the content of a folder the artifact REPOSITORY:TAG of the
// registry, as flux push artifact does.
func (s *Servers) PushArtifact(reference, dir string) error {
	layer, err := archive(dir)
	if err != nil {
		return err
	}
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), configType)
	image, err = mutate.Append(image, mutate.Addendum{Layer: static.NewLayer(layer, contentType)})
	if err != nil {
		return err
	}
	return s.push(reference, image)
}

// PushImage makes an empty image REPOSITORY:TAG.
func (s *Servers) PushImage(reference string) error { return s.push(reference, empty.Image) }

func (s *Servers) push(reference string, image v1.Image) error {
	tag, err := name.NewTag(RegistryHost + "/" + reference)
	if err != nil {
		return err
	}
	trusted := x509.NewCertPool()
	trusted.AddCert(s.public.cert)
	transport := &http.Transport{DialContext: s.dial, TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: trusted}}
	defer transport.CloseIdleConnections()
	return remote.Write(tag, image, remote.WithTransport(transport))
}

// archive packs a folder.
func archive(dir string) ([]byte, error) {
	var packed bytes.Buffer
	compressed := gzip.NewWriter(&packed)
	writer := tar.NewWriter(compressed)
	// Without times, so that the digest is the same in every run.
	files := os.DirFS(dir)
	err := fs.WalkDir(files, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, file)
		if err != nil {
			return err
		}
		if err := writer.WriteHeader(&tar.Header{Name: file, Mode: 0o644, Size: int64(len(content))}); err != nil {
			return err
		}
		_, err = writer.Write(content)
		return err
	})
	if err != nil {
		return nil, err
	}
	if err := writer.Close(); err != nil {
		return nil, err
	}
	if err := compressed.Close(); err != nil {
		return nil, err
	}
	return packed.Bytes(), nil
}
