// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fleet

import (
	"slices"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Told collects what there is to say about each cluster: what is the same for
// several is said once, with their names.
type Told struct {
	total int
	order []string
	said  map[string]*saying
}

type saying struct {
	finding  report.Finding
	clusters []string
}

// NewTold collects for a fleet of so many clusters.
func NewTold(total int) *Told { return &Told{total: total, said: map[string]*saying{}} }

// Add adds what was found in one cluster, with the names of those who have set
// the fields in question.
func (t *Told) Add(cluster string, inputs []Input, found report.Findings) {
	origins := map[[2]string][]Origin{}
	for _, in := range inputs {
		if len(in.Origins) > 0 {
			key := [2]string{in.Kind(), in.Name()}
			origins[key] = append(origins[key], in.Origins...)
		}
	}
	for _, f := range found {
		if by := originOf(origins[[2]string{f.Object.Kind, f.Object.Name}], f); by != "" {
			f.Message += " (set by " + by + ")"
		}
		// What differs in nothing but the folder is said once.
		folder := Folder("NAME")
		f.Message = strings.ReplaceAll(f.Message, Folder(cluster), folder)
		f.Hint = strings.ReplaceAll(f.Hint, Folder(cluster), folder)
		key := f.Text()
		s, there := t.said[key]
		if !there {
			s = &saying{finding: f}
			t.said[key] = s
			t.order = append(t.order, key)
		}
		if !slices.Contains(s.clusters[max(0, len(s.clusters)-1):], cluster) {
			s.clusters = append(s.clusters, cluster)
		}
	}
}

// originOf names who has set the field that a finding is about.
func originOf(origins []Origin, f report.Finding) string {
	by := ""
	for _, o := range origins {
		n := min(len(o.Path), len(f.Field))
		if n > 1 && slices.Equal(o.Path[:n], f.Field[:n]) {
			by = o.By
		}
	}
	return by
}

// Findings are all that was collected.
func (t *Told) Findings() report.Findings {
	out := make(report.Findings, 0, len(t.order))
	for _, key := range t.order {
		s := t.said[key]
		f := s.finding
		f.Message = t.in(s.clusters) + ": " + f.Message
		out = append(out, f)
	}
	return out
}

func (t *Told) in(clusters []string) string {
	if len(clusters) == t.total && t.total > 1 {
		return "in all " + strconv.Itoa(t.total) + " clusters"
	}
	return "in " + listed(clusters)
}

// Listed names the first few of a set of clusters.
func Listed(names map[string]bool) string { return listed(sorted(names)) }

// listed names the first few clusters.
func listed(clusters []string) string {
	const most = 5
	text := "cluster "
	if len(clusters) > 1 {
		text = "clusters "
	}
	text += strings.Join(clusters[:min(most, len(clusters))], ", ")
	if more := len(clusters) - most; more > 0 {
		text += " and " + strconv.Itoa(more) + " more"
	}
	return text
}
