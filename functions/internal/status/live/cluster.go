// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Cluster is what was read from one cluster.
type Cluster struct {
	// Name is empty when there is only one and nobody has named it.
	Name string
	// Folder is where its files are.
	Folder  string
	objects map[manifest.ID]*Object
	// copies are the objects that were read more than once, and states those of
	// them of which none is known to be the newer one.
	copies, states map[manifest.ID][]*Object
	kinds          map[Kind]bool
	// damaged tells that not everything could be read.
	damaged bool
	// Unread says why nothing was read of a cluster that is expected; empty for one
	// of which something was read.
	Unread string
	// Newest is the newest time in it, in RFC 3339; empty when there is none.
	Newest string
}

// Get returns the object with an identity, nil when it was not read.
func (c *Cluster) Get(id manifest.ID) *Object { return c.objects[id] }

// HasRead reports whether the objects of a kind were read from the cluster, so
// that one which is not there is missing.
func (c *Cluster) HasRead(k Kind) bool { return c.kinds[k] && !c.damaged }

// Len is the number of objects.
func (c *Cluster) Len() int { return len(c.objects) }

// Objects returns the objects by kind, namespace and name.
func (c *Cluster) Objects(keep func(*Object) bool) []*Object {
	var out []*Object
	for _, o := range c.objects {
		if keep(o) {
			out = append(out, o)
		}
	}
	slices.SortFunc(out, func(a, b *Object) int { return Compare(a.ID, b.ID) })
	return out
}

// Compare orders identities by kind, namespace and name.
func Compare(a, b manifest.ID) int {
	return cmp.Or(
		cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name), cmp.Compare(a.Group, b.Group),
	)
}

// Clusters sorts the live objects by cluster. With a name, all are of one.
func (s Set) Clusters(name string) ([]*Cluster, report.Findings) {
	byFolder := map[string]*Cluster{}
	at := func(file string) *Cluster {
		folder := ""
		if name == "" {
			folder = path.Dir(path.Clean("/" + file))
		}
		c, there := byFolder[folder]
		if !there {
			c = &Cluster{
				Folder: folder, Name: name, objects: map[manifest.ID]*Object{}, kinds: map[Kind]bool{},
				copies: map[manifest.ID][]*Object{}, states: map[manifest.ID][]*Object{},
			}
			byFolder[folder] = c
		}
		return c
	}
	for _, o := range s.Live {
		at(o.File).add(o)
	}
	for _, seen := range s.Kinds {
		at(seen.File).kinds[seen.Kind] = true
	}
	for _, file := range s.Damaged {
		at(file).damaged = true
	}
	var out []*Cluster
	for _, c := range byFolder {
		// A folder may have lists of inputs only.
		if len(c.objects) > 0 {
			out = append(out, c)
		}
	}
	if name == "" && len(out) > 0 {
		out = append(out, s.empty(out)...)
	}
	slices.SortFunc(out, func(a, b *Cluster) int { return cmp.Compare(a.Folder, b.Folder) })
	if len(out) > 1 {
		nameClusters(out)
	} else if name == "" {
		s.nameByBundle(out)
	}
	out = append(out, s.missing(out)...)
	var found report.Findings
	for _, c := range out {
		found = append(found, c.settle()...)
	}
	return out, found
}

// add adds an object.
func (c *Cluster) add(o *Object) {
	c.kinds[KindOf(o.ID)] = true
	c.Newest = max(c.Newest, o.newest())
	other, twice := c.objects[o.ID]
	if !twice {
		c.objects[o.ID] = o
		return
	}
	if len(c.copies[o.ID]) == 0 {
		c.copies[o.ID] = []*Object{other}
	}
	c.copies[o.ID] = append(c.copies[o.ID], o)
}

// nameClusters names clusters by their folders, without what all have in common.
func nameClusters(clusters []*Cluster) {
	common := strings.Split(clusters[0].Folder, "/")
	for _, c := range clusters[1:] {
		parts := strings.Split(c.Folder, "/")
		n := 0
		for n < len(parts) && n < len(common) && parts[n] == common[n] {
			n++
		}
		common = common[:n]
	}
	for _, c := range clusters {
		c.Name = strings.TrimPrefix(strings.TrimPrefix(c.Folder, strings.Join(common, "/")), "/")
		if c.Name == "" {
			c.Name = path.Base(c.Folder)
		}
	}
}

// newest is the newest time that the API server or a controller has written
// into the object.
func (o *Object) newest() string {
	newest := Time(o.Text("metadata", "creationTimestamp"))
	if !o.IsFlux() || !o.Has("status") {
		return newest
	}
	conditions, _ := o.Elements("status", "conditions")
	for _, c := range conditions {
		newest = max(newest, Time(text(c["lastTransitionTime"])))
	}
	return max(newest, Time(o.Text("status", "artifact", "lastUpdateTime")))
}

// Time returns a time as Kubernetes writes it, in UTC and to the second, such as
// 2026-11-25T18:00:00Z; empty when it is none. Such times can be compared as
// text.
func Time(s string) string {
	const form = "0000-00-00T00:00:00Z"
	if len(s) != len(form) {
		return ""
	}
	for i := range len(s) {
		digit := s[i] >= '0' && s[i] <= '9'
		if digit != (form[i] == '0') || !digit && s[i] != form[i] {
			return ""
		}
	}
	return s
}
