// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions"
)

// clusterFiles are a rendered bundle and the live objects of a cluster that is
// what the bundle says.
func clusterFiles(t *testing.T, name string) (bundle, live functions.File) {
	t.Helper()
	in := strings.ReplaceAll(configuration("  gitRepository: {url: 'https://git.example.com/NAME', repositoryRef: {branch: main}}\n  kustomizations: {app: {path: ./app, prune: true}}\n"), "NAME", name)
	rendered, _ := mustRender(t, nil, in)
	bundle = functions.File{Path: "rendered/" + name + "/bundle.yaml", Data: join(rendered)}
	text := "apiVersion: v1\nkind: List\nitems:\n"
	for _, doc := range split(bundle.Data) {
		o := string(doc)
		if !strings.Contains(o, "toolkit.fluxcd.io/v1\n") {
			continue
		}
		o = strings.Replace(strings.TrimSpace(o), "metadata:\n", "metadata:\n  uid: u\n  generation: 1\n  resourceVersion: '1'\n", 1)
		o += "\nstatus:\n  observedGeneration: 1\n  conditions: [{type: Ready, status: 'True', reason: Succeeded, message: applied, observedGeneration: 1, lastTransitionTime: '2026-11-25T18:00:00Z'}]\n" +
			"  artifact: {revision: 'main@sha1:0a', url: 'http://x', digest: 'sha256:0a', lastUpdateTime: '2026-11-25T18:00:00Z', path: x}\n"
		if strings.Contains(o, "kind: Kustomization") {
			o += "  lastAppliedRevision: 'main@sha1:0a'\n  lastAttemptedRevision: 'main@sha1:0a'\n"
			o = strings.Replace(o, "  artifact: {revision: 'main@sha1:0a', url: 'http://x', digest: 'sha256:0a', lastUpdateTime: '2026-11-25T18:00:00Z', path: x}\n", "", 1)
		}
		text += "- " + strings.ReplaceAll(strings.TrimSpace(o), "\n", "\n  ") + "\n"
	}
	return bundle, functions.File{Path: "live/" + name + "/live.yaml", Data: []byte(text)}
}

// Of forty clusters one was not read, of one kubectl has left an empty file and
// of one an empty list: each is in the report, Unknown, and none is compliant.
func TestUnreadClustersAreUnknown(t *testing.T) {
	t.Parallel()
	var files []functions.File
	for i := range 40 {
		bundle, live := clusterFiles(t, fmt.Sprintf("c%02d", i))
		files = append(files, bundle)
		switch i {
		case 7:
			continue
		case 8:
			live.Data = nil
		case 9:
			live.Data = []byte("apiVersion: v1\nkind: List\nitems: []\nmetadata: {resourceVersion: ''}\n")
		}
		files = append(files, live)
	}
	report, outcome := functions.Status(files, functions.StatusOptions{})
	if outcome.Failed {
		t.Fatal(lines(outcome.Lines))
	}
	text, err := report.Text(functions.StatusView{})
	if err != nil {
		t.Fatal(err)
	}
	unknown := 0
	for line := range strings.Lines(string(text)) {
		if strings.Contains(line, "Unknown") && strings.Contains(line, "nothing was read of this cluster") {
			unknown++
		}
	}
	if report.Compliant() || unknown != 3 {
		t.Errorf("%d Unknown, want 3:\n%s", unknown, text)
	}
	for _, name := range []string{"c07", "c08", "c09", "c39"} {
		if !strings.Contains(string(text), name) {
			t.Errorf("%s is not in the report:\n%s", name, text)
		}
	}
}

// The live objects of one cluster are compared with its own bundle, where there
// are bundles for others, and bundles that contradict each other are not settled
// in silence.
func TestOneClusterOfMany(t *testing.T) {
	t.Parallel()
	one, live := clusterFiles(t, "c01")
	two, _ := clusterFiles(t, "c02")
	report, outcome := functions.Status([]functions.File{one, two, live}, functions.StatusOptions{})
	text, err := report.Text(functions.StatusView{})
	if err != nil || outcome.Failed {
		t.Fatal(err, lines(outcome.Lines))
	}
	if got := strings.Join(strings.Fields(string(text)), " "); !strings.Contains(got, "c02 web Unknown") || !strings.Contains(got, "c01 web Compliant") {
		t.Errorf("%s", text)
	}
	live.Path = "elsewhere/live.yaml"
	if _, outcome := functions.Status([]functions.File{one, two, live}, functions.StatusOptions{}); !outcome.Failed || !strings.Contains(lines(outcome.Lines), "which differ") {
		t.Errorf("contradicting bundles: %s", lines(outcome.Lines))
	}
}
