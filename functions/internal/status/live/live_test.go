// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live_test

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
)

const (
	item = "- apiVersion: v1\n  kind: ConfigMap\n  metadata: {name: %s, namespace: a, resourceVersion: \"%d\"}\n"
	head = "apiVersion: v1\nitems:\n"
	foot = "kind: List\nmetadata:\n  resourceVersion: \"\"\n"
)

func read(t *testing.T, text string) (names []string, found report.Findings) {
	t.Helper()
	set, found := live.Read([]live.File{{Path: "live.yaml", Data: []byte(text)}})
	for _, o := range set.Live {
		names = append(names, o.Name)
	}
	return names, found
}

// Everything that can be read is read, and what is wrong has its line.
func TestDamage(t *testing.T) {
	t.Parallel()
	one, two, three := fmt.Sprintf(item, "one", 1), fmt.Sprintf(item, "two", 2), fmt.Sprintf(item, "three", 3)
	broken := "- kind: Secret\n  data: {token: CANARY: CANARY}\n"
	for name, tt := range map[string]struct {
		text, want, says string
	}{
		"whole":              {head + one + two + foot, "one two", ""},
		"indented":           {head + "  " + strings.ReplaceAll(one, "\n", "\n  ") + "\n" + foot, "one", ""},
		"ends behind item":   {head + one + two, "one two", "live.yaml: [error] the list ends in the middle"},
		"ends in item":       {head + one + two[:50], "one", "ends in the middle"},
		"broken item":        {head + one + broken + three + foot, "one three", "live.yaml:6: [error] an item of the list is not YAML"},
		"broken last item":   {head + one + broken + foot, "one", "live.yaml:6: [error] an item"},
		"broken document":    {"a: [\n---\n" + head + one + foot, "one", "live.yaml:1: [error] not YAML"},
		"second document":    {head + one + foot + "---\na: b: c\n", "one", "live.yaml:10: [error] not YAML"},
		"empty":              {"", "", ""},
		"scalar":             {"hello", "", "live.yaml:1: [error] not YAML"},
		"items are no list":  {"apiVersion: v1\nkind: List\nitems: 3\n", "", ""},
		"item is no mapping": {head + "- 3\n- null\n" + one + foot, "one", ""},
		"JSON":               {`{"apiVersion":"v1","kind":"List","items":[{"kind":"A","metadata":{"name":"one"}},3]}`, "one", ""},
		"JSON lines":         {`{"kind":"A","metadata":{"name":"one","uid":"1"}}` + "\n" + `{"kind":"A","metadata":{"name":"two","uid":"2"}}`, "one two", ""},
		"JSON that ends":     {`{"apiVersion":"v1","items":[{"kind":"A","metadata":{"name":"one"}},{"kind":"Secret","data":"CANARY`, "one", "ends in the middle"},
		"JSON without list":  {"{\n\"kind\": CANARY", "", "live.yaml:2: [error] not JSON"},
		"JSON items object":  {`{"kind":"List","items":{}}`, "", "not JSON"},
	} {
		names, found := read(t, tt.text)
		says := ""
		if len(found) > 0 {
			says = found[0].Text()
		}
		if strings.Join(names, " ") != tt.want || tt.says == "" != (says == "") || !strings.Contains(says, tt.says) {
			t.Errorf("%s: %q, %q; want %q, %q", name, names, says, tt.want, tt.says)
		}
		if strings.Contains(says, "CANARY") {
			t.Errorf("%s: a secret is shown: %s", name, says)
		}
	}
}

// Windows PowerShell redirects in UTF-16.
func TestPowerShell(t *testing.T) {
	t.Parallel()
	text := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(head + fmt.Sprintf(item, "one", 1) + foot)) {
		text = append(text, byte(unit), byte(unit>>8))
	}
	if names, found := read(t, string(text)); len(found) > 0 || !slices.Equal(names, []string{"one"}) {
		t.Errorf("%v, %v", names, found)
	}
}

func TestClusters(t *testing.T) {
	t.Parallel()
	text := []byte(head + fmt.Sprintf(item, "one", 1) + foot)
	names := func(name string, paths ...string) string {
		var files []live.File
		for _, p := range paths {
			files = append(files, live.File{Path: p, Data: text})
		}
		set, _ := live.Read(files)
		clusters, _ := set.Clusters(name)
		var out []string
		for _, c := range clusters {
			out = append(out, c.Name)
		}
		return strings.Join(out, " ")
	}
	for _, tt := range []struct {
		name  string
		paths []string
		want  string
	}{
		{"", []string{"live/a.yaml", "live/b.yaml"}, ""},
		{"", []string{"x/fleet/eu/prod/a.yaml", "x/fleet/us/a.yaml", "./x/fleet/us/b.yaml"}, "eu/prod us"},
		{"", []string{"/x/a.yaml", "/x/y/a.yaml"}, "x y"},
		{"all", []string{"x/a.yaml", "y/a.yaml"}, "all"},
	} {
		if got := names(tt.name, tt.paths...); got != tt.want {
			t.Errorf("%v: %q, want %q", tt.paths, got, tt.want)
		}
	}
}

// A reason is as little to be trusted as a message.
func TestConditionsAreRedacted(t *testing.T) {
	t.Parallel()
	text := "kind: A\nmetadata: {name: a, uid: u}\nstatus: {conditions: [{type: Ready, status: 'False', reason: 'https://a:CANARY@h', message: 'https://h#CANARY'}]}\n"
	set, _ := live.Read([]live.File{{Path: "a", Data: []byte(text)}})
	conditions, _ := set.Live[0].Conditions()
	if got := fmt.Sprint(conditions); strings.Contains(got, "CANARY") {
		t.Error(got)
	}
}

func TestTime(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"2026-11-25T18:00:00Z": "2026-11-25T18:00:00Z", "2026-11-25T18:00:00+01:00": "", "": "", "2026-11-25 18:00:00Z": "", "9999-99-99T99:99:99Z": "9999-99-99T99:99:99Z",
	} {
		if got := live.Time(in); got != want {
			t.Errorf("%q is %q", in, got)
		}
	}
}

// FuzzRead: no text makes reading panic, and no finding has a piece of a Secret.
func FuzzRead(f *testing.F) {
	const canary = "CANARYCANARY"
	secret := "- kind: Secret\n  metadata: {name: s, uid: 1}\n  data: {a: " + base64.StdEncoding.EncodeToString([]byte(canary)) + "}\n  stringData: {b: " + canary + "}\n"
	for _, seed := range []string{
		head + fmt.Sprintf(item, "one", 1) + secret + foot, head + secret[:90], "{\"items\":[{\"kind\":\"Secret\",\"data\":\"" + canary, "a: &a [*a]\n---\n- " + canary,
		head + "- metadata: {name: x, annotations: &a {<<: *a}}\n" + foot, "status: {conditions: [{type: Ready, type: Ready}]}\nkind: A\nmetadata: {name: x}\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		set, found := live.Read([]live.File{{Path: "f", Data: text}})
		clusters, more := set.Clusters("")
		for _, finding := range append(found, more...) {
			// The name of an object is no secret.
			finding.Object = report.Object{}
			if strings.Contains(finding.Text(), canary) {
				t.Error(finding.Text())
			}
		}
		for _, c := range clusters {
			for _, o := range c.Objects(func(*live.Object) bool { return true }) {
				o.Conditions()
				o.Value()
				o.Elements("spec", "dependsOn")
			}
		}
	})
}

// What a KRM function returns is a bundle, and what has a status is live there
// too.
func TestResourceList(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"kind: ResourceList\nitems:\n- {kind: A, metadata: {name: one, annotations: {fluxbundle.io/owner: FluxConfiguration/a}}}\n- {kind: A, metadata: {name: two}, status: {a: b}}\n",
		`{"kind":"ResourceList","items":[{"kind":"A","metadata":{"name":"one","annotations":{"fluxbundle.io/owner":"FluxConfiguration/a"}}},{"kind":"A","metadata":{"name":"two"},"status":{"a":"b"}}]}`,
	} {
		set, found := live.Read([]live.File{{Path: "a", Data: []byte(text)}})
		if len(found) > 0 || len(set.Rendered) != 1 || set.Rendered[0].Name != "one" || len(set.Live) != 1 || set.Live[0].Name != "two" || len(set.Kinds) > 0 {
			t.Errorf("%+v, %v", set, found)
		}
	}
}

// A file is for the cluster whose name its folder has, the longest name first,
// or for all.
func TestPlaces(t *testing.T) {
	t.Parallel()
	text := []byte(head + fmt.Sprintf(item, "one", 1) + foot)
	set, _ := live.Read([]live.File{
		{Path: "x/clusters/eu/prod/a.yaml", Data: text}, {Path: "x/clusters/eu/a.yaml", Data: text}, {Path: "x/clusters/us/a.yaml", Data: text},
	})
	clusters, _ := set.Clusters("")
	places := live.PlacesOf(clusters)
	for file, want := range map[string]string{
		"x/in/a.yaml": "", "a.yaml": "", "": "", "x/clusters/a.yaml": "", "x/clusters/us/b.yaml": "us", "in/us/deep/er/a.yaml": "us",
		"in/eu/a.yaml": "eu", "in/eu/prod/a.yaml": "eu/prod", "in/prod/a.yaml": "", "in/eu/x/prod/a.yaml": "eu", "in/us.yaml": "", "in/us/eu/prod/a.yaml": "eu/prod",
	} {
		got := ""
		if c := places.Of(file); c != nil {
			got = c.Name
		}
		if got != want {
			t.Errorf("%q is for %q, want %q", file, got, want)
		}
	}
	set, _ = live.Read([]live.File{{Path: "us/a.yaml", Data: text}})
	clusters, _ = set.Clusters("")
	if c := live.PlacesOf(clusters).Of("us/b.yaml"); c != nil {
		t.Errorf("with one cluster a file is for %q, want all", c.Folder)
	}
}

// A report of an earlier run among the files is no input.
func TestReport(t *testing.T) {
	t.Parallel()
	const spec, status = "  spec: {}\n", "  status: {complianceState: Compliant}\n"
	for text, inputs := range map[string]int{spec: 1, spec + status: 1, status: 0, "": 1} {
		set, found := live.Read([]live.File{{Path: "a", Data: []byte("kind: List\nitems:\n- apiVersion: fluxbundle.io/v1alpha1\n  kind: FluxConfiguration\n  metadata: {name: a}\n" + text)}})
		if len(found) > 0 || len(set.Inputs) != inputs || len(set.Live) > 0 {
			t.Errorf("%q: %d inputs, %d live objects, %v", text, len(set.Inputs), len(set.Live), found)
		}
	}
}
