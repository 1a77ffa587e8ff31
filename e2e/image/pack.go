// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"time"

	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// kustomize and kpt run a function with --user nobody, and the engine looks the
// name up in the image. The image itself says the number, with which Kubernetes
// can tell that it is not root.
const (
	passwd = "nobody:x:65534:65534:nobody:/:/sbin/nologin\n"
	group  = "nobody:x:65534:\n"
	user   = "65534:65534"
)

// pack is the image of a binary for one platform.
func (b build) pack(f function, p v1.Platform, binary string) (v1.Image, error) {
	data, err := os.ReadFile(binary)
	if err != nil {
		return nil, err
	}
	files, err := b.layer(f, data)
	if err != nil {
		return nil, err
	}
	labels, err := b.labels(f)
	if err != nil {
		return nil, err
	}
	image := mutate.ConfigMediaType(mutate.MediaType(empty.Image, types.OCIManifestSchema1), types.OCIConfigJSON)
	image, err = mutate.Append(image, mutate.Addendum{
		Layer:   files,
		History: v1.History{Created: v1.Time{Time: b.created}, CreatedBy: "make image"},
	})
	if err != nil {
		return nil, err
	}
	config, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	config = config.DeepCopy()
	config.OS, config.Architecture, config.Created = p.OS, p.Architecture, v1.Time{Time: b.created}
	config.Config = v1.Config{User: user, Entrypoint: []string{"/" + f.Name}, WorkingDir: "/", Labels: labels}
	if image, err = mutate.ConfigFile(image, config); err != nil {
		return nil, err
	}
	return mutate.Annotations(image, labels).(v1.Image), nil
}

// layer is all that is in an image.
func (b build) layer(f function, binary []byte) (v1.Layer, error) {
	var files bytes.Buffer
	w := tar.NewWriter(&files)
	for _, entry := range []struct {
		name string
		mode int64
		data []byte
	}{
		{"etc/", 0o755, nil},
		{"etc/group", 0o644, []byte(group)},
		{"etc/passwd", 0o644, []byte(passwd)},
		{f.Name, 0o755, binary},
	} {
		if err := writeEntry(w, tar.Header{Name: entry.name, Mode: entry.mode, ModTime: b.created}, entry.data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return tarball.LayerFromOpener(func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(files.Bytes())), nil
	}, tarball.WithCompressionLevel(gzip.BestCompression), tarball.WithMediaType(types.OCILayer), tarball.WithCompressedCaching)
}

// writeEntry writes a file, or a folder where the name ends with a slash, of
// root.
func writeEntry(w *tar.Writer, header tar.Header, data []byte) error {
	header.Format = tar.FormatUSTAR
	header.Typeflag = tar.TypeReg
	header.Size = int64(len(data))
	if header.Name[len(header.Name)-1] == '/' {
		header.Typeflag = tar.TypeDir
	}
	header.ModTime = header.ModTime.Truncate(time.Second)
	if err := w.WriteHeader(&header); err != nil {
		return err
	}
	_, err := w.Write(data)
	return err
}
