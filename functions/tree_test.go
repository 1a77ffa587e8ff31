// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/fluxbundle/fluxbundle/functions"
)

// treeCase is a txtar archive: input files, the files of an earlier render below
// before/, and what comes of it: want.txt has what is said and the names of the
// files, want/ the files that matter.
func treeCase(archive *txtar.Archive) (inputs, before []functions.File) {
	for _, f := range archive.Files {
		switch {
		case strings.HasPrefix(f.Name, "want"):
		case strings.HasPrefix(f.Name, "before/"):
			before = append(before, functions.File{Path: strings.TrimPrefix(f.Name, "before/"), Data: append([]byte(functions.Header), f.Data...)})
		default:
			inputs = append(inputs, functions.File{Path: f.Name, Data: f.Data})
		}
	}
	return inputs, before
}

// said is the report of a render and the names of its files, those of an
// installation without what changes with each release.
func said(files []functions.File, outcome functions.Outcome) string {
	var b strings.Builder
	for _, line := range outcome.Lines {
		if !strings.HasSuffix(line, "(Endpoints)") {
			b.WriteString(line + "\n")
		}
	}
	for _, f := range files {
		if !strings.HasPrefix(f.Path, "distributions/") {
			b.WriteString(f.Path + "\n")
		}
	}
	return b.String()
}

func TestTree(t *testing.T) {
	t.Parallel()
	paths, err := filepath.Glob("testdata/fleet/*.txtar")
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
			inputs, before := treeCase(archive)
			files, outcome := functions.RenderWith(inputs, before, functions.RenderOptions{})
			if outcome.Failed && len(files) > 0 {
				t.Error("files in spite of an error")
			}
			want := []txtar.File{{Name: "want.txt", Data: []byte(said(files, outcome))}}
			for _, f := range archive.Files {
				if name, ok := strings.CutPrefix(f.Name, "want/"); ok {
					want = append(want, txtar.File{Name: f.Name, Data: dataOf(files, name)})
				}
			}
			if *update {
				kept := archive.Files[:0]
				for _, f := range archive.Files {
					if !strings.HasPrefix(f.Name, "want") {
						kept = append(kept, f)
					}
				}
				archive.Files = slices.Concat(kept, want)
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			for _, w := range want {
				if diff := cmp.Diff(string(fileOf(archive, w.Name)), string(w.Data)); diff != "" {
					t.Errorf("%s (-want +got):\n%s", w.Name, diff)
				}
			}
			// The order of the inputs makes no difference, nor does a second render.
			reversed := make([]functions.File, len(inputs))
			for i, f := range inputs {
				reversed[len(inputs)-1-i] = f
			}
			again, _ := functions.RenderWith(reversed, append(before, files...), functions.RenderOptions{})
			if diff := cmp.Diff(files, again); diff != "" && len(before) == 0 {
				t.Errorf("again (-first +second):\n%s", diff)
			}
		})
	}
}

func dataOf(files []functions.File, name string) []byte {
	for _, f := range files {
		if f.Path == name {
			return f.Data
		}
	}
	return nil
}

func fileOf(archive *txtar.Archive, name string) []byte {
	for _, f := range archive.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

// fleetOf is a fleet of n clusters with one configuration.
func fleetOf(n int) []functions.File {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "---\napiVersion: fluxbundle.io/v1alpha1\nkind: FluxCluster\nmetadata: {name: c%d, labels: {env: prod}}\n", i)
	}
	b.WriteString("---\napiVersion: fluxbundle.io/v1alpha1\nkind: FluxExtension\nmetadata: {name: flux}\n---\n" +
		configuration("  gitRepository: {url: 'https://git.example.com/org/web', repositoryRef: {branch: '${cluster.name}'}}\n"))
	return []functions.File{{Path: "fleet.yaml", Data: []byte(b.String())}}
}

// The number of processors makes no difference.
func TestTreeOnManyProcessors(t *testing.T) {
	inputs := fleetOf(20)
	var first []functions.File
	for _, n := range []int{1, 2, 64} {
		previous := runtime.GOMAXPROCS(n)
		files, outcome := functions.RenderWith(inputs, nil, functions.RenderOptions{})
		runtime.GOMAXPROCS(previous)
		if outcome.Failed {
			t.Fatal(outcome.Lines)
		}
		if first == nil {
			first = files
		}
		if diff := cmp.Diff(first, files); diff != "" {
			t.Errorf("%d processors (-1 +%d):\n%s", n, n, diff)
		}
	}
}

// Clusters that have the same installation share it, unless each is to stand
// for itself.
func TestTreeSharesInstallations(t *testing.T) {
	t.Parallel()
	for _, alone := range []bool{false, true} {
		files, _ := functions.RenderWith(fleetOf(5), nil, functions.RenderOptions{SelfContained: alone})
		definitions := 0
		for _, f := range files {
			definitions += bytes.Count(f.Data, []byte("\n  name: gitrepositories.source.toolkit.fluxcd.io\n"))
		}
		if want := map[bool]int{false: 1, true: 5}[alone]; definitions != want {
			t.Errorf("self-contained %t: the CRD is there %d times, want %d", alone, definitions, want)
		}
	}
}

// A list of clusters that came in half does not remove the other half.
func TestTreeShrinks(t *testing.T) {
	t.Parallel()
	before, _ := functions.RenderWith(fleetOf(30), nil, functions.RenderOptions{})
	all := 30
	for _, tt := range []struct {
		left      int
		removable *int
		failed    bool
	}{{30, nil, false}, {27, nil, false}, {26, nil, true}, {15, nil, true}, {15, &all, false}} {
		files, outcome := functions.RenderWith(fleetOf(tt.left), before, functions.RenderOptions{Removable: tt.removable})
		if outcome.Failed != tt.failed || tt.failed != strings.Contains(lines(outcome.Lines), "FleetShrinks") {
			t.Errorf("%d of 30 left: %t %s", tt.left, outcome.Failed, lines(outcome.Lines))
		}
		if !tt.failed && bytes.Contains(join(files), []byte("clusters/c"+strconv.Itoa(tt.left)+"\n")) {
			t.Errorf("%d of 30 left: cluster %d is still there", tt.left, tt.left)
		}
	}
}

// One bundle does not take the place of a tree.
func TestBundleOverTree(t *testing.T) {
	t.Parallel()
	before, _ := functions.RenderWith(fleetOf(3), nil, functions.RenderOptions{})
	_, outcome := functions.Render([]functions.File{{Path: "web.yaml", Data: []byte(configuration("  gitRepository: {url: 'https://git.example.com/org/web'}\n"))}}, before)
	if !outcome.Failed || !strings.Contains(lines(outcome.Lines), "FleetShrinks") {
		t.Errorf("the clusters are removed: %s", lines(outcome.Lines))
	}
}

// A fleet of one cluster seals as a bundle did before there was a fleet, when it
// has the identity that the bundle had.
func TestTreeSealsAsBefore(t *testing.T) {
	t.Parallel()
	policy, seed := sealing(t)
	in := configuration("  auth: {secretFrom: {name: creds}}\n  gitRepository: {url: 'https://git.example.com/org/web'}\n")
	creds := localSecret("creds", "bearerToken: one")
	alone, outcome := render(nil, in, policy, seed, creds)
	if outcome.Failed {
		t.Fatal(outcome.Lines)
	}
	cluster := "apiVersion: fluxbundle.io/v1alpha1\nkind: FluxCluster\nmetadata: {name: only}\nspec: {sealingIdentity: ''}\n"
	text := strings.Join([]string{in, policy, seed, creds, cluster}, "---\n")
	tree, outcome := functions.RenderWith([]functions.File{{Path: "in.yaml", Data: []byte(text)}}, nil, functions.RenderOptions{})
	if outcome.Failed {
		t.Fatal(outcome.Lines)
	}
	want := dataOf(alone, "20-secrets.yaml")
	if got := dataOf(tree, "clusters/only/20-secrets.yaml"); len(want) == 0 || !bytes.Equal(got, want) {
		t.Errorf("the fleet seals to\n%s\nthe bundle to\n%s", got, want)
	}
}

// A host that takes one bundle gets that of the cluster that a FluxBundle names,
// and an error with the names when it names none.
func TestOneClusterOfFleet(t *testing.T) {
	t.Parallel()
	inputs := fleetOf(3)
	tree, _ := functions.RenderWith(inputs, nil, functions.RenderOptions{SelfContained: true})
	alone, outcome := functions.RenderWith(inputs, nil, functions.RenderOptions{Cluster: "c1", Shown: true})
	if want := dataOf(tree, "clusters/c1/30-sources.yaml"); outcome.Failed || !bytes.Contains(want, []byte("branch: c1")) ||
		!bytes.Contains(join(alone), bytes.TrimPrefix(want, []byte(functions.Header+"---\n"))) {
		t.Errorf("%s\n%s", lines(outcome.Lines), join(alone))
	}
	for cluster, want := range map[string]string{"": "accepted: c0, c1, c2", "c4": `no FluxCluster "c4"`} {
		if files, outcome := functions.RenderWith(inputs, nil, functions.RenderOptions{Cluster: cluster, Shown: true}); len(files) > 0 || !strings.Contains(lines(outcome.Lines), want) {
			t.Errorf("%q: %s", cluster, lines(outcome.Lines))
		}
	}
	chosen := "---\napiVersion: fluxbundle.io/v1alpha1\nkind: FluxBundle\nmetadata: {name: all}\nspec: {cluster: c2, endpoints: None}\n"
	files, outcome := functions.RenderStream(append(inputs, functions.File{Path: "bundle.yaml", Data: []byte(chosen)}))
	if outcome.Failed || !bytes.Contains(join(files), []byte("branch: c2")) {
		t.Errorf("%s", lines(outcome.Lines))
	}
}

// Without a FluxCluster, fields that are for clusters are a mistake.
func TestClustersWithoutFleet(t *testing.T) {
	t.Parallel()
	_, outcome := render(nil, configuration("  clusters: {matchLabels: {env: prod}}\n  gitRepository: {url: 'https://git.example.com/org/web'}\n"))
	if !outcome.Failed || !strings.Contains(lines(outcome.Lines), "UnknownCluster") {
		t.Errorf("%s", lines(outcome.Lines))
	}
}

// One cluster of a fleet goes into a folder as it goes to a stream, and nothing is
// said of the exceptions of others.
func TestOneClusterIntoFolder(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/fleet/clusters.txtar")
	if err != nil {
		t.Fatal(err)
	}
	inputs, _ := treeCase(archive)
	files, outcome := functions.RenderWith(inputs, nil, functions.RenderOptions{Cluster: "neu-dev"})
	if outcome.Failed || dataOf(files, "30-sources.yaml") == nil || strings.Contains(lines(outcome.Lines), "ClusterException") {
		t.Errorf("%d files\n%s", len(files), lines(outcome.Lines))
	}
	if _, outcome := functions.RenderWith(inputs, nil, functions.RenderOptions{Cluster: "weu-prod"}); !strings.Contains(lines(outcome.Lines), "ClusterException") {
		t.Errorf("the exception of the cluster is not told:\n%s", lines(outcome.Lines))
	}
}

// Without a fleet, naming a cluster and referring to one are told.
func TestClusterWithoutFleet(t *testing.T) {
	t.Parallel()
	in := configuration("  gitRepository: {url: 'https://git.example.com/${cluster.name}'}\n")
	file := []functions.File{{Path: "in.yaml", Data: []byte(in)}}
	if _, outcome := functions.RenderWith(file, nil, functions.RenderOptions{Cluster: "weu"}); !outcome.Failed || !strings.Contains(lines(outcome.Lines), "ChooseCluster") {
		t.Errorf("a cluster that is not there: %s", lines(outcome.Lines))
	}
	if _, outcome := functions.Render(file, nil); outcome.Failed || !strings.Contains(lines(outcome.Lines), "refers to a value of a cluster") {
		t.Errorf("a reference to nothing: %s", lines(outcome.Lines))
	}
	chosen := "apiVersion: fluxbundle.io/v1alpha1\nkind: FluxBundle\nmetadata: {name: all}\nspec: {cluster: weu}\n"
	if _, outcome := render(nil, chosen, configuration("  gitRepository: {url: 'https://git.example.com/a'}\n")); !outcome.Failed || !strings.Contains(lines(outcome.Lines), "spec.cluster") {
		t.Errorf("a FluxBundle that picks a cluster: %s", lines(outcome.Lines))
	}
}
