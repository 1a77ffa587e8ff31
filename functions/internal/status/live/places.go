// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live

import (
	"path"
	"strings"
)

// Places tells which of several clusters a file is for.
type Places struct {
	byFolder, byName map[string]*Cluster
	// depth is the number of folders in the longest name.
	depth int
}

// PlacesOf returns the places of clusters. One without a name has none.
func PlacesOf(clusters []*Cluster) Places {
	p := Places{byFolder: map[string]*Cluster{}, byName: map[string]*Cluster{}}
	for _, c := range clusters {
		if c.Name == "" {
			continue
		}
		p.byFolder[c.Folder] = c
		if _, there := p.byName[c.Name]; !there {
			p.byName[c.Name] = c
		}
		p.depth = max(p.depth, strings.Count(c.Name, "/")+1)
	}
	return p
}

// Of returns the one cluster that a file belongs to, nil when it is for all: the
// file is in the folder that the cluster was read from, or below another one of
// its name. The longest name wins.
func (p Places) Of(file string) *Cluster {
	folder := path.Dir(path.Clean("/" + file))
	best := p.byFolder[folder]
	steps := strings.Split(folder, "/")
	for i := range steps {
		for j := i + 1; j <= min(i+p.depth, len(steps)); j++ {
			c := p.byName[strings.Join(steps[i:j], "/")]
			if c != nil && (best == nil || len(c.Name) > len(best.Name)) {
				best = c
			}
		}
	}
	return best
}
