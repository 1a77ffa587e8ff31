// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/bundle/layout"
	"github.com/fluxbundle/fluxbundle/functions/internal/fleet"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// distributions is the folder of what several clusters share.
const distributions = "distributions"

// folders are what one cluster gets: its own files, and the installation that it
// may share.
type folders struct {
	own, installation []File
	// shared is the folder of the installation; empty without one.
	shared string
}

// arrange puts a bundle into files. Each folder has a kustomization.yaml, so that
// kustomize, kubectl apply -k and Flux read it alike.
func arrange(cluster string, b Bundle, o RenderOptions) folders {
	var out folders
	var resources []string
	if installation, rest := withoutInstallation(b); len(installation.Objects) > 0 && !o.SelfContained {
		written := write(installation)
		out.shared = path.Join(distributions, distributionName(installation, written))
		out.installation = inFolder(out.shared, written, nil)
		resources, b = []string{"../../" + out.shared}, rest
	}
	out.own = inFolder(fleet.Folder(cluster), write(b), resources)
	return out
}

// together are the files of all clusters, each shared folder once.
func together(all []folders) []File {
	var files []File
	written := map[string]bool{}
	for _, f := range all {
		files = append(files, f.own...)
		if len(f.installation) > 0 && !written[f.shared] {
			written[f.shared] = true
			files = append(files, f.installation...)
		}
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

// inFolder puts files into a folder with a kustomization.yaml that lists them,
// and before them other folders.
func inFolder(folder string, written []File, resources []string) []File {
	var files []File
	list := manifest.List{}
	for _, r := range resources {
		list = append(list, manifest.String(r))
	}
	for _, file := range written {
		list = append(list, manifest.String(file.Path))
		files = append(files, File{Path: path.Join(folder, file.Path), Data: file.Data})
	}
	kustomization := manifest.AppendValue([]byte(Header), manifest.Map{
		{Key: "apiVersion", Value: manifest.String("kustomize.config.k8s.io/v1beta1")},
		{Key: "kind", Value: manifest.String("Kustomization")},
		{Key: "resources", Value: list},
	}, 0)
	return append(files, File{Path: path.Join(folder, "kustomization.yaml"), Data: kustomization})
}

// withoutInstallation takes the installation of Flux out of a bundle: what belongs to the
// FluxExtension alone, without the root sync, which is of its cluster.
func withoutInstallation(b Bundle) (installation, rest Bundle) {
	for _, o := range b.Objects {
		if layout.RankOf(o) <= layout.Controllers && !slices.ContainsFunc(o.Owners, isConfiguration) {
			installation.Objects = append(installation.Objects, o)
		} else {
			rest.Objects = append(rest.Objects, o)
		}
	}
	installation.release, rest.release = b.release, b.release
	return installation, rest
}

func isConfiguration(o owner.Owner) bool { return o.Kind == v1alpha1.KindFluxConfiguration }

// distributionName names an installation by what it is: its input, its release,
// and what is in it. A folder of that name never changes, so that a new release
// reaches a cluster with one line of its own.
func distributionName(b Bundle, written []File) string {
	hash := sha256.New()
	for _, file := range written {
		hash.Write([]byte(file.Path + "\x00"))
		hash.Write(file.Data)
	}
	const digits = 12
	return b.Objects[0].Owners[0].Name + "-" + b.release + "-" + hex.EncodeToString(hash.Sum(nil))[:digits]
}
