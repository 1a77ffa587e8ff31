// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live

import (
	"path"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// A cluster of which nothing was read is part of the report all the same: that
// kubectl has failed, or was not run, must not look like a cluster that is well.

// empty returns a cluster for each folder of which only empty files were read:
// those that are called as the files of other clusters, or that are alone in
// their folder.
func (s Set) empty(read []*Cluster) []*Cluster {
	names, others := map[string]bool{}, map[string]bool{}
	for _, o := range s.Live {
		names[path.Base(o.File)] = true
		others[folderOf(o.File)] = true
	}
	for _, o := range s.Rendered {
		others[folderOf(o.File)] = true
	}
	for _, d := range s.Inputs {
		others[folderOf(d.Path)] = true
	}
	seen := map[string]bool{}
	for _, c := range read {
		seen[c.Folder] = true
	}
	var out []*Cluster
	for _, file := range s.Empty {
		folder := folderOf(file)
		if seen[folder] || !names[path.Base(file)] && others[folder] {
			continue
		}
		seen[folder] = true
		out = append(out, unread(folder, "", "nothing was read of this cluster: "+file+" has no objects"))
	}
	return out
}

// nameByBundle names a lone cluster by its folder, where one of several bundles
// is for a cluster of that name.
func (s Set) nameByBundle(clusters []*Cluster) {
	if len(clusters) != 1 {
		return
	}
	base := path.Base(clusters[0].Folder)
	folders := s.bundles()
	if len(folders) > 1 && slices.ContainsFunc(folders, func(folder string) bool { return path.Base(folder) == base }) {
		clusters[0].Name = base
	}
}

// missing returns the clusters that have a bundle beside those of others, and of
// which no file was read.
func (s Set) missing(clusters []*Cluster) []*Cluster {
	places := PlacesOf(clusters)
	// The folders that hold a bundle of a cluster that was read.
	parents := map[string]bool{}
	folders := s.bundles()
	for _, folder := range folders {
		if places.Of(folder+"/x") != nil {
			parents[path.Dir(folder)] = true
		}
	}
	var out []*Cluster
	for _, folder := range folders {
		if parents[path.Dir(folder)] && places.Of(folder+"/x") == nil {
			name := path.Base(folder)
			out = append(out, unread(folder, name, "nothing was read of this cluster: there is a bundle for it in "+strings.TrimPrefix(folder, "/")+", and no file with its live objects"))
		}
	}
	return out
}

// bundles lists the folders with rendered objects, sorted.
func (s Set) bundles() []string {
	var out []string
	for _, o := range s.Rendered {
		out = append(out, folderOf(o.File))
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func folderOf(file string) string { return path.Dir(path.Clean("/" + file)) }

func unread(folder, name, why string) *Cluster {
	return &Cluster{Folder: folder, Name: name, Unread: why, objects: map[manifest.ID]*Object{}, kinds: map[Kind]bool{}}
}

// Same reports whether two objects say the same, wherever they were read.
func (o *Object) Same(other *Object) bool { return len(distinct([]*Object{o, other})) == 1 }
