// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package change

import (
	"cmp"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Field is a difference as it is shown.
type Field struct {
	Path string `json:"path"`
	// Old and New are empty where there is nothing, and where what is there may be
	// secret; Hidden tells the two apart.
	Old    string `json:"old,omitempty"`
	New    string `json:"new,omitempty"`
	Hidden bool   `json:"hidden,omitempty"`
}

// Entry is what happens to objects alike, in all clusters to which it happens.
type Entry struct {
	Risk Risk `json:"risk"`
	// Better tells that the change takes rights or dangers away.
	Better bool   `json:"better,omitempty"`
	Reason string `json:"reason,omitempty"`
	// Action is added, removed, changed or renamed.
	Action  string   `json:"action"`
	Objects []string `json:"objects"`
	// Owner are the inputs that the objects come from.
	Owner    string   `json:"owner,omitempty"`
	Clusters []string `json:"clusters,omitempty"`
	Fields   []Field  `json:"fields,omitempty"`
}

// Totals counts clusters.
type Totals struct {
	Clusters int `json:"clusters"`
	Changed  int `json:"changed"`
	Added    int `json:"added"`
	Removed  int `json:"removed"`
}

// Report is what a change does, the worst first.
type Report struct {
	Schema  string         `json:"schema"`
	Totals  Totals         `json:"totals"`
	ByRisk  map[string]int `json:"byRisk,omitempty"`
	Entries []Entry        `json:"entries"`
}

// Compare says what it does to the clusters that the first files become the
// second. With errors the report is empty.
func Compare(before, after []File) (Report, report.Findings) {
	var found report.Findings
	old, now := newTree(before, &found), newTree(after, &found)
	switch {
	case len(before) == 0 && len(after) == 0:
		return Report{}, report.Findings{nothing("there is no file on either side")}
	case len(after) == 0:
		// A render that failed, or a path that is none, must not pass for a change.
		return Report{}, report.Findings{nothing("there is no file on the new side")}
	}
	if f, mixed := mixed(old, now); mixed {
		return Report{}, report.Findings{f}
	}
	r := Report{Schema: "fluxbundle.io/diff/v1", ByRisk: map[string]int{}, Entries: []Entry{}}
	collected := map[string]int{}
	cache := map[string]delta{}
	for _, cluster := range union(old.clusters, now.clusters) {
		entries := compareCluster(old, now, cluster, cache)
		r.Totals.count(old, now, cluster, len(entries) > 0)
		for _, e := range entries {
			r.collect(collected, e, cluster)
		}
	}
	if found.Failed() {
		return Report{}, found.Sorted()
	}
	r.Entries = alike(r.Entries)
	for _, e := range r.Entries {
		r.ByRisk[e.Risk.String()]++
	}
	slices.SortStableFunc(r.Entries, func(a, b Entry) int {
		return cmp.Or(cmp.Compare(a.Risk, b.Risk), compareBools(a.Better, b.Better), cmp.Compare(len(b.Clusters), len(a.Clusters)),
			slices.Compare(a.Objects, b.Objects), cmp.Compare(a.Action, b.Action), slices.Compare(a.Clusters, b.Clusters))
	})
	return r, found.Sorted()
}

// collect adds what happens in a cluster to what is equal in others: the name of
// a cluster is no difference, and does not stay in what several have in common.
func (r *Report) collect(collected map[string]int, e Entry, cluster string) {
	common := e.withoutName(cluster)
	key := strings.Join(common.Objects, "\x00") + "\x00" + common.effect()
	i, there := collected[key]
	switch {
	case !there:
		i = len(r.Entries)
		collected[key] = i
		r.Entries = append(r.Entries, e)
	case cluster == "" || r.Entries[i].Clusters[len(r.Entries[i].Clusters)-1] == cluster:
		return // every object of an installation says that its release changes
	default:
		common.Clusters = r.Entries[i].Clusters
		r.Entries[i] = common
	}
	if cluster != "" {
		r.Entries[i].Clusters = append(r.Entries[i].Clusters, cluster)
	}
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	default:
		return -1
	}
}

// count counts one cluster.
func (t *Totals) count(old, now tree, cluster string, changed bool) {
	t.Clusters++
	switch {
	case len(old.clusters[cluster]) == 0:
		t.Added++
	case len(now.clusters[cluster]) == 0:
		t.Removed++
	case changed:
		t.Changed++
	}
}

// mixed finds one bundle on one side and a fleet on the other: everything would
// be new and everything gone.
func mixed(old, now tree) (report.Finding, bool) {
	_, one := old.clusters[""]
	_, other := now.clusters[""]
	if one == other || len(old.clusters) == 0 || len(now.clusters) == 0 {
		return report.Finding{}, false
	}
	return nothing("one side is the bundle of a cluster and the other the tree of a fleet"), true
}

// compareCluster returns what happens in one cluster.
func compareCluster(old, now tree, cluster string, cache map[string]delta) []Entry {
	switch {
	case cluster != "" && len(now.clusters[cluster]) == 0:
		return []Entry{{Risk: Source, Action: "removed", Objects: []string{"the cluster"},
			Reason: "its root sync finds nothing any more, and fails"}}
	case cluster != "" && len(old.clusters[cluster]) == 0:
		return []Entry{{Risk: Other, Action: "added", Objects: []string{"the cluster"}}}
	}
	one, other := sides(old, now, old.clusters[cluster], now.clusters[cluster])
	own := compareThings(old, now, one, other)
	a, b := old.references(cluster), now.references(cluster)
	key := strings.Join(a, " ") + "\x00" + strings.Join(b, " ")
	shared, done := cache[key]
	if !done {
		one, other := sides(old, now, files(old.shared, a), files(now.shared, b))
		shared = compareThings(old, now, one, other)
		cache[key] = shared
	}
	return own.with(shared).all()
}

func files(folders map[string][]File, names []string) []File {
	var out []File
	for _, name := range names {
		out = append(out, folders[name]...)
	}
	return out
}

// withoutName is the entry with ${cluster.name} in the place of the name of the
// cluster.
func (e Entry) withoutName(cluster string) Entry {
	if cluster == "" {
		return e
	}
	out := e
	out.Objects = slices.Clone(e.Objects)
	for i, o := range out.Objects {
		out.Objects[i] = withoutName(o, cluster)
	}
	out.Fields = slices.Clone(e.Fields)
	for i, f := range out.Fields {
		out.Fields[i].Old, out.Fields[i].New = withoutName(f.Old, cluster), withoutName(f.New, cluster)
	}
	return out
}

// withoutName replaces a name where it stands as a word: what is around it is no
// letter and no digit.
func withoutName(text, name string) string {
	var b strings.Builder
	for {
		i := strings.Index(text, name)
		if i < 0 {
			return b.String() + text
		}
		rest := text[i+len(name):]
		whole := (i == 0 || !isWord(text[i-1])) && (rest == "" || !isWord(rest[0]))
		b.WriteString(text[:i])
		if whole {
			b.WriteString("${cluster.name}")
		} else {
			b.WriteString(name)
		}
		text = rest
	}
}

func isWord(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// effect is all that an entry says but for the objects and the clusters.
func (e Entry) effect() string {
	parts := []string{e.Risk.String(), e.Action, e.Reason, e.Owner}
	for _, f := range e.Fields {
		parts = append(parts, f.Path, f.Old, f.New)
	}
	return strings.Join(parts, "\x00")
}

// alike puts together what is the same for several objects of the same clusters.
func alike(entries []Entry) []Entry {
	seen := map[string]int{}
	var out []Entry
	for _, e := range entries {
		key := e.effect() + "\x01" + strings.Join(e.Clusters, " ")
		i, there := seen[key]
		if !there {
			seen[key] = len(out)
			out = append(out, e)
		} else {
			out[i].Objects = append(out[i].Objects, e.Objects...)
		}
	}
	return out
}
