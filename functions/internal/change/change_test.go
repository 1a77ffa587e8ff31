// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package change_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/fluxbundle/fluxbundle/functions/internal/change"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// sides are the files of a case below old/ and new/.
func sides(archive *txtar.Archive) (before, after []change.File) {
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "old/"); ok {
			before = append(before, change.File{Path: name, Data: f.Data})
		}
		if name, ok := strings.CutPrefix(f.Name, "new/"); ok {
			after = append(after, change.File{Path: name, Data: f.Data})
		}
	}
	return before, after
}

func TestCases(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal(err, len(paths))
	}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			before, after := sides(archive)
			got := all(t, before, after)
			slices.Reverse(before)
			slices.Reverse(after)
			if diff := cmp.Diff(got, all(t, before, after)); diff != "" {
				t.Errorf("in another order (-first +second):\n%s", diff)
			}
			kept := slices.DeleteFunc(slices.Clone(archive.Files), func(f txtar.File) bool { return strings.HasPrefix(f.Name, "want.") })
			if *update {
				archive.Files = slices.Concat(kept, got)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(archive.Files[len(kept):], got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// all is the report in every format.
func all(t *testing.T, before, after []change.File) []txtar.File {
	t.Helper()
	r, found := change.Compare(before, after)
	if found.Failed() {
		return []txtar.File{{Name: "want.txt", Data: []byte(strings.Join(found.Lines(), "\n") + "\n")}}
	}
	data, err := r.JSON()
	if err != nil {
		t.Fatal(err)
	}
	for _, secret := range []string{"canary"} {
		if strings.Contains(string(data)+string(r.Text())+string(r.Markdown(0)), secret) {
			t.Errorf("a secret is shown:\n%s", r.Text())
		}
	}
	return []txtar.File{{Name: "want.txt", Data: r.Text()}, {Name: "want.md", Data: r.Markdown(0)}, {Name: "want.json", Data: data}}
}

// object is one object as YAML.
func object(apiVersion, kind, rest string) string {
	return "apiVersion: " + apiVersion + "\nkind: " + kind + "\nmetadata: {name: a, namespace: n}\n" + rest + "\n"
}

func kustomization(spec string) string {
	return object("kustomize.toolkit.fluxcd.io/v1", "Kustomization", "spec: {"+spec+"}")
}

func git(spec string) string {
	return object("source.toolkit.fluxcd.io/v1", "GitRepository", "spec: {"+spec+"}")
}

func deployment(container string) string {
	return object("apps/v1", "Deployment", "spec: {template: {spec: {containers: [{name: manager, "+container+"}]}}}")
}

// Every class of risk, with a change that has it and one that is nearly the same
// and has not.
func TestRisks(t *testing.T) {
	t.Parallel()
	crd := "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\n"
	role := "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a}\nrules: "
	for _, tt := range []struct {
		name, old, new, risk string
		better               bool
	}{
		{"a CRD goes", crd, "", "delete-cluster-wide", false},
		{"a CRD that nothing prunes goes", strings.Replace(crd, "{name: a}", "{name: a, annotations: {kustomize.toolkit.fluxcd.io/prune: disabled}}", 1), "", "other", false},
		{"a Namespace goes", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n", "", "delete-cluster-wide", false},
		{"a Namespace comes", "", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n", "other", false},
		{"a Kustomization that prunes goes", kustomization("prune: true"), "", "delete-workload", false},
		{"one that does not", kustomization("prune: false"), "", "other", false},
		{"one that leaves its objects", kustomization("prune: true, deletionPolicy: Orphan"), "", "other", false},
		{"one that is suspended", kustomization("prune: true, suspend: true"), "", "other", false},
		{"one that deletes all the same", kustomization("prune: false, deletionPolicy: Delete"), "", "delete-workload", false},
		{"pruning begins", kustomization("prune: false"), kustomization("prune: true"), "delete-workload", false},
		{"pruning ends", kustomization("prune: true"), kustomization("prune: false"), "delete-workload", true},
		{"another path is pruned", kustomization("prune: true, path: a"), kustomization("prune: true, path: b"), "delete-workload", false},
		{"another path is not pruned", kustomization("path: a"), kustomization("path: b"), "source", false},
		{"a release goes", object("helm.toolkit.fluxcd.io/v2", "HelmRelease", "spec: {}"), "", "delete-workload", false},
		{"a suspended release goes", object("helm.toolkit.fluxcd.io/v2", "HelmRelease", "spec: {suspend: true}"), "", "other", false},
		{"more rights", role + "[{verbs: [get]}]", role + "[{verbs: [get, list]}]", "rights", false},
		{"fewer rights", role + "[{verbs: [get, list]}]", role + "[{verbs: [get]}]", "rights", true},
		{"the account goes", kustomization("serviceAccountName: a"), kustomization(""), "rights", false},
		{"the lock-down goes", deployment("args: [--no-remote-bases=true]"), deployment("args: []"), "rights", false},
		{"the lock-down comes", deployment("args: []"), deployment("args: [--no-remote-bases=true]"), "rights", true},
		{"another flag", deployment("args: [--concurrent=1]"), deployment("args: [--concurrent=2]"), "values", false},
		{"a value that is sealed anew", object("v1", "Secret", "sops: {mac: a}"), object("v1", "Secret", "sops: {mac: b}"), "credentials", false},
		{"another address with a credential", git("url: 'https://a', secretRef: {name: x}"), git("url: 'https://b', secretRef: {name: x}"), "credentials", false},
		{"another address without", git("url: 'https://a'"), git("url: 'https://b'"), "source", false},
		{"nothing is verified any more", git("verify: {mode: HEAD}"), git(""), "source", false},
		{"a branch", git("ref: {branch: a}"), git("ref: {branch: b}"), "source", false},
		{"an image", deployment("image: 'a:1'"), deployment("image: 'a:2'"), "release", false},
		{"resources", deployment("resources: {limits: {cpu: 1}}"), deployment("resources: {limits: {cpu: 2}}"), "values", false},
		{"force", kustomization(""), kustomization("force: true"), "force", false},
		{"suspend", kustomization(""), kustomization("suspend: true"), "suspend", false},
		{"what comes first", kustomization(""), kustomization("dependsOn: [{name: b}]"), "order", false},
		{"the interval of a source", git("interval: 1m"), git("interval: 2m"), "order", false},
		{"values", kustomization("postBuild: {substitute: {a: b}}"), kustomization("postBuild: {substitute: {a: c}}"), "values", false},
		{"a label", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {x: y}}\n", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, labels: {x: z}}\n", "other", false},
		{"a new binding", "", object("rbac.authorization.k8s.io/v1", "RoleBinding", "roleRef: {name: edit}"), "rights", false},
	} {
		r, found := change.Compare(fileOf(tt.old), fileOf(tt.new))
		if found.Failed() || len(r.Entries) != 1 || r.Entries[0].Risk.String() != tt.risk || r.Entries[0].Better != tt.better {
			t.Errorf("%s: want %s %t, got %s %v", tt.name, tt.risk, tt.better, r.Text(), found.Lines())
		}
		class, _ := change.ParseRisk(tt.risk)
		if r.Reaches(class) == tt.better || class > 0 && r.Reaches(class-1) {
			t.Errorf("%s: the class is reached: %t, the one above: %t", tt.name, r.Reaches(class), r.Reaches(class-1))
		}
	}
}

// fileOf is a side with one object beside one that does not change.
func fileOf(object string) []change.File {
	return []change.File{
		{Path: "a.yaml", Data: []byte(object)},
		{Path: "b.yaml", Data: []byte("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: same}\n")},
	}
}

// What has no order is the same in any.
func TestOrderWithoutMeaning(t *testing.T) {
	t.Parallel()
	for _, tt := range [][2]string{
		{deployment("args: [--a, --b], env: [{name: x, value: '1'}, {name: y, value: '2'}]"), deployment("env: [{name: y, value: '2'}, {name: x, value: '1'}], args: [--b, --a]")},
		{kustomization("dependsOn: [{name: a}, {name: b}]"), kustomization("dependsOn: [{name: b}, {name: a}]")},
		{kustomization("wait: true # a comment"), kustomization("'wait': true")},
	} {
		if r, _ := change.Compare(fileOf(tt[0]), fileOf(tt[1])); len(r.Entries) > 0 {
			t.Errorf("%s", r.Text())
		}
	}
	// The order of patches counts.
	if r, _ := change.Compare(fileOf(kustomization("patches: [{patch: a}, {patch: b}]")), fileOf(kustomization("patches: [{patch: b}, {patch: a}]"))); len(r.Entries) != 1 {
		t.Errorf("%s", r.Text())
	}
}

// A comment stays within its limit, with the worst first, and says how much there
// is beside.
func TestMarkdownLimit(t *testing.T) {
	t.Parallel()
	var before, after []change.File
	for i := range 5000 {
		name := "x" + strconv.Itoa(i)
		before = append(before, change.File{Path: name + ".yaml", Data: []byte(strings.Replace(git("ref: {branch: main}"), "name: a", "name: "+name, 1))})
		after = append(after, change.File{Path: name + ".yaml", Data: []byte(strings.Replace(git("ref: {branch: b"+name+"}"), "name: a", "name: "+name, 1))})
	}
	before = append(before, change.File{Path: "k.yaml", Data: []byte(kustomization("prune: true"))})
	r, _ := change.Compare(before, after)
	for _, limit := range []int{1000, 65536} {
		text := string(r.Markdown(limit))
		if len(text) > limit || !strings.Contains(text, "delete-workload") || !strings.Contains(text, " more, see `flux-bundle diff -o json`") {
			t.Errorf("%d characters of %d: %.300s", len(text), limit, text)
		}
	}
}

// Nothing that a name says ends a code span, a cell or a tag, or mentions anyone.
func TestMarkdownIsInert(t *testing.T) {
	t.Parallel()
	evil := "a`b|<img src=x>@team"
	r, _ := change.Compare(fileOf(kustomization("path: x")), fileOf(kustomization("path: '"+evil+"'")))
	text := string(r.Markdown(0))
	if strings.Contains(strings.ReplaceAll(text, "`` spec.path: \"x\" -> \"a`b\\|<img src=x>@team\" ``", ""), "<img") {
		t.Errorf("%s", text)
	}
}

// What moves between the folder of a cluster and one that clusters share has not
// changed, in either direction.
func TestMovedIntoSharedFolder(t *testing.T) {
	t.Parallel()
	crd := []byte("apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}\n")
	kustomization := func(resource string) []byte {
		return []byte("apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [" + resource + "]\n")
	}
	alone := []change.File{{Path: "clusters/weu/kustomization.yaml", Data: kustomization("crds.yaml")}, {Path: "clusters/weu/crds.yaml", Data: crd}}
	shared := []change.File{{Path: "clusters/weu/kustomization.yaml", Data: kustomization("../../distributions/d")}, {Path: "distributions/d/crds.yaml", Data: crd}}
	for _, sides := range [][2][]change.File{{alone, shared}, {shared, alone}} {
		if r, found := change.Compare(sides[0], sides[1]); len(found) > 0 || len(r.Entries) > 0 {
			t.Errorf("%s%v", r.Text(), found.Lines())
		}
	}
	// An object in both, of which one changes, is compared with the other.
	if r, _ := change.Compare(alone, append(shared[:1:1], change.File{Path: "distributions/d/crds.yaml", Data: []byte(string(crd) + "spec: {scope: Cluster}\n")})); len(r.Entries) != 1 || r.Entries[0].Action != "changed" {
		t.Errorf("%s", r.Text())
	}
}

// The name of a cluster is taken for it only where it is a word.
func TestNamesOfClusters(t *testing.T) {
	t.Parallel()
	side := func(ref string) []change.File {
		var out []change.File
		for _, name := range []string{"b", "weu-1", "e"} {
			out = append(out, change.File{Path: "clusters/" + name + "/x.yaml", Data: []byte(git("ref: {branch: " + strings.ReplaceAll(ref, "NAME", name) + "}"))})
		}
		return out
	}
	r, _ := change.Compare(side("NAME/main"), side("NAME/next"))
	if len(r.Entries) != 1 || len(r.Entries[0].Clusters) != 3 || r.Entries[0].Fields[0].New != `"${cluster.name}/next"` {
		t.Errorf("%s", r.Text())
	}
	if r, _ := change.Compare(side("mainNAME"), side("nextNAME")); len(r.Entries) != 3 {
		t.Errorf("%s", r.Text())
	}
}

// Renaming everything costs as much as reading it.
func TestRenameOfEverything(t *testing.T) {
	t.Parallel()
	side := func(suffix string) []change.File {
		var b strings.Builder
		for i := range 3000 {
			b.WriteString("---\n" + strings.Replace(kustomization("prune: true, path: p"+strconv.Itoa(i)), "name: a", "name: k"+strconv.Itoa(i)+suffix, 1))
		}
		return []change.File{{Path: "a.yaml", Data: []byte(b.String())}}
	}
	r, _ := change.Compare(side(""), side("x"))
	if len(r.Entries) != 3000 || r.Entries[0].Action != "renamed" {
		t.Errorf("%d changes, the first of which is %+v", len(r.Entries), r.Entries[0])
	}
}

func FuzzCompare(f *testing.F) {
	f.Add(kustomization("prune: true"), kustomization("path: a"))
	f.Add(git("url: a"), deployment("image: a"))
	f.Add("a: [", "")
	f.Fuzz(func(t *testing.T, before, after string) {
		r, found := change.Compare(fileOf(before), fileOf(after))
		if found.Failed() && len(r.Entries) > 0 {
			t.Error("a report in spite of an error")
		}
		if same, found := change.Compare(fileOf(before), fileOf(before)); !found.Failed() && len(same.Entries) > 0 {
			t.Errorf("nothing has changed: %s", same.Text())
		}
		r.Markdown(0)
	})
}
