// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
	"github.com/google/go-containerregistry/pkg/v1/types"
)

// written is an image of one function as it is in the folder.
type written struct {
	tag    name.Tag
	digest v1.Hash // of the index
	images []platformImage
}

// platformImage is the image of one platform.
type platformImage struct {
	platform v1.Platform
	digest   v1.Hash
	size     int64 // in bytes: what a pull transfers
}

// write builds the images of all functions into a folder, in place of those of
// the last run.
func (b build) write(dir string) ([]written, error) {
	functions, err := b.functions()
	if err != nil {
		return nil, err
	}
	binaries, err := os.MkdirTemp("", "flux-bundle-image-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(binaries) }()
	var all []written
	for _, f := range functions {
		tag, err := name.NewTag(b.repository + "/" + f.Name + ":" + b.version)
		if err != nil {
			return nil, err
		}
		index, err := b.index(f, binaries)
		if err != nil {
			return nil, err
		}
		w, err := writeFunction(filepath.Join(dir, f.Name), tag, index)
		if err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	return all, nil
}

// index holds the images of a function for all platforms. Artifact Hub and
// registries read the annotations of the index first.
func (b build) index(f function, binaries string) (v1.ImageIndex, error) {
	labels, err := b.labels(f)
	if err != nil {
		return nil, err
	}
	index := mutate.IndexMediaType(empty.Index, types.OCIImageIndex)
	for _, p := range platforms {
		binary := filepath.Join(binaries, f.Name+"-"+p.Architecture)
		if err := b.compile(f, p, binary); err != nil {
			return nil, err
		}
		image, err := b.pack(f, p, binary)
		if err != nil {
			return nil, err
		}
		index = mutate.AppendManifests(index, mutate.IndexAddendum{Add: image, Descriptor: v1.Descriptor{Platform: &p}})
	}
	return mutate.Annotations(index, labels).(v1.ImageIndex), nil
}

// writeFunction writes the layout and the tarballs of one function.
func writeFunction(path string, tag name.Tag, index v1.ImageIndex) (written, error) {
	w := written{tag: tag}
	if err := os.RemoveAll(path); err != nil {
		return w, err
	}
	folder, err := layout.Write(path, empty.Index)
	if err != nil {
		return w, err
	}
	// The name of an image in a layout is its tag alone.
	ref := layout.WithAnnotations(map[string]string{"org.opencontainers.image.ref.name": tag.TagStr()})
	if err := folder.AppendIndex(index, ref); err != nil {
		return w, err
	}
	if w.digest, err = index.Digest(); err != nil {
		return w, err
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		return w, err
	}
	for _, d := range manifest.Manifests {
		image, err := index.Image(d.Digest)
		if err != nil {
			return w, err
		}
		file := path + "-" + d.Platform.OS + "-" + d.Platform.Architecture + ".tar"
		if err := tarball.WriteToFile(file, tag, image); err != nil {
			return w, err
		}
		size, err := pullSize(d, image)
		if err != nil {
			return w, err
		}
		w.images = append(w.images, platformImage{*d.Platform, d.Digest, size})
	}
	return w, nil
}

// pullSize is the size of the manifest and all that it names.
func pullSize(d v1.Descriptor, image v1.Image) (int64, error) {
	manifest, err := image.Manifest()
	if err != nil {
		return 0, err
	}
	size := d.Size + manifest.Config.Size
	for _, l := range manifest.Layers {
		size += l.Size
	}
	return size, nil
}

// printTable prints name, digest and size of the images.
func printTable(out io.Writer, all []written) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, w := range all {
		fmt.Fprintf(table, "%s\tall platforms\t\t%s\n", w.tag, w.digest)
		for _, i := range w.images {
			fmt.Fprintf(table, "\t%s\t%.1f MB\t%s\n", i.platform, float64(i.size)/1e6, i.digest)
		}
	}
	return table.Flush()
}
