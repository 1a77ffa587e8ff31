// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/yaml"
)

// recordedTime replaces every time, so that a second recording is the same.
const recordedTime = "2026-01-01T00:00:00Z"

// noDigest replaces what depends on the time.
const noDigest = "sha256:0000000000000000000000000000000000000000000000000000000000000000"

// recorded are the kinds besides those of Flux that a recording has.
var recorded = []schema.GroupVersionResource{
	{Version: "v1", Resource: "namespaces"},
	{Version: "v1", Resource: "secrets"},
	{Version: "v1", Resource: "serviceaccounts"},
	{Group: "apps", Version: "v1", Resource: "deployments"},
	{Group: "rbac.authorization.k8s.io", Version: "v1", Resource: "clusterrolebindings"},
	{Group: "rbac.authorization.k8s.io", Version: "v1", Resource: "rolebindings"},
}

// cmdRecord: record [NAMESPACE...]
//
// Writes the objects of Flux, and what flux-bundle emits beside them, into
// testdata/live/SCENARIO/objects.yaml, if this run records. With namespaces,
// only those of them.
func cmdRecord(ts *testscript.TestScript, neg bool, args []string) {
	s := stateOf(ts)
	if neg || s.world == nil {
		ts.Fatalf("usage: record [NAMESPACE...], after cluster")
	}
	if s.suite.Record == "" {
		return
	}
	dir := filepath.Join(s.suite.Record, s.name)
	items, err := s.world.settled(args)
	ts.Check(err)
	content, err := yaml.Marshal(map[string]any{"apiVersion": "v1", "kind": "List", "items": items})
	ts.Check(err)
	ts.Check(os.MkdirAll(dir, 0o755))
	ts.Check(os.WriteFile(filepath.Join(dir, "objects.yaml"), content, 0o644))
	s.copyInputs(ts, dir)
}

// copyInputs keeps the inputs beside what came of them.
func (s *state) copyInputs(ts *testscript.TestScript, dir string) {
	for _, name := range []string{"in", "generator"} {
		from := ts.MkAbs(name)
		if _, err := os.Stat(from); err != nil {
			continue
		}
		to := filepath.Join(dir, "in")
		ts.Check(os.RemoveAll(to))
		ts.Check(os.CopyFS(to, os.DirFS(from)))
	}
}

// settled lists the objects of a recording when Flux works on none of them.
func (w *world) settled(only []string) ([]any, error) {
	for end := time.Now().Add(awaitTimeout); ; time.Sleep(interval) {
		items, err := w.record(only)
		if err != nil || !slices.ContainsFunc(items, working) || time.Now().After(end) {
			return items, err
		}
	}
}

// working reports whether the condition Ready of an object is Unknown.
func working(item any) bool {
	fields, _ := item.(map[string]any)
	return len(differences("", map[string]any{"status": map[string]any{"conditions": []any{
		map[string]any{"type": "Ready", "status": "Unknown"},
	}}}, fields)) == 0
}

// record lists the objects of a recording, by kind, namespace and name.
func (w *world) record(only []string) ([]any, error) {
	resources, err := w.fluxResources()
	if err != nil {
		return nil, err
	}
	var items []any
	for _, resource := range append(slices.Clone(recorded), resources...) {
		list, err := w.Dynamic.Resource(resource).List(context.Background(), metav1.ListOptions{})
		if err != nil {
			return nil, err
		}
		for i := range list.Items {
			if keep(list.Items[i], only) {
				items = append(items, strip(list.Items[i].Object))
			}
		}
	}
	return items, nil
}

// fluxResources are the kinds of Flux that the cluster has, each once.
func (w *world) fluxResources() ([]schema.GroupVersionResource, error) {
	lists, err := w.Client.Discovery().ServerPreferredResources()
	if err != nil {
		return nil, err
	}
	var found []schema.GroupVersionResource
	for _, list := range lists {
		version, err := schema.ParseGroupVersion(list.GroupVersion)
		if err != nil {
			return nil, err
		}
		for _, resource := range list.APIResources {
			if strings.HasSuffix(version.Group, ".toolkit.fluxcd.io") {
				found = append(found, version.WithResource(resource.Name))
			}
		}
	}
	slices.SortFunc(found, func(a, b schema.GroupVersionResource) int { return strings.Compare(a.String(), b.String()) })
	return found, nil
}

// keep leaves out what Kubernetes itself makes.
func keep(o object, only []string) bool {
	place := o.GetNamespace()
	switch {
	case o.GetKind() == "Namespace":
		place = o.GetName()
	case o.GetKind() == "ClusterRoleBinding":
		place, _, _ = strings.Cut(strings.TrimPrefix(o.GetName(), "flux-applier-"), ":")
		if o.GetLabels()["app.kubernetes.io/managed-by"] != "flux-bundle" {
			return false
		}
		if place == o.GetName() {
			place = "flux-system"
		}
	case o.GetKind() == "ServiceAccount" && o.GetName() == metav1.NamespaceDefault:
		return false
	}
	if place == metav1.NamespaceDefault || strings.HasPrefix(place, "kube-") {
		return false
	}
	return len(only) == 0 || slices.Contains(only, place)
}

var (
	timestamp = regexp.MustCompile(`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z`)
	duration  = regexp.MustCompile(`\b(\d+h)?(\d+m)?\d+(\.\d+)?(s|ms|µs)\b`)
	folder    = regexp.MustCompile(`/tmp/kustomization-\d+`)
	port      = regexp.MustCompile(`(\d+\.\d+\.\d+\.\d+):\d{5}\b`)
	address   = regexp.MustCompile(`\b10\.(96|244)\.\d+\.(\d+)\b`)
)

// strip removes what differs between two runs, and what is secret.
func strip(live map[string]any) map[string]any {
	metadata := live["metadata"].(map[string]any)
	for _, field := range []string{"uid", "resourceVersion", "managedFields", "creationTimestamp", "selfLink"} {
		delete(metadata, field)
	}
	if annotations, ok := metadata["annotations"].(map[string]any); ok {
		delete(annotations, "kubectl.kubernetes.io/last-applied-configuration")
	}
	if live["kind"] == "Secret" {
		for _, field := range []string{"data", "stringData"} {
			data, _ := live[field].(map[string]any)
			for key := range data {
				data[key] = ""
			}
		}
	}
	if labels, ok := metadata["labels"].(map[string]any); ok {
		delete(labels, "modifiedAt") // of a Helm release
	}
	if status, ok := live["status"].(map[string]any); ok {
		live["status"] = stable(status)
	}
	return live
}

// stable replaces times, durations and addresses of a run.
func stable(value any) any {
	switch value := value.(type) {
	case map[string]any:
		for name, field := range value {
			switch name {
			case "totalReconciliations":
				value[name] = int64(1)
			case "digest", "size":
				// Charts are packed with the time of the day in them.
				value[name] = field
				if strings.Contains(fmt.Sprint(value["path"]), "helmchart/") || value["chartName"] != nil {
					value[name] = map[string]any{"digest": noDigest, "size": int64(300)}[name]
				}
			default:
				value[name] = stable(field)
			}
		}
	case []any:
		for i, item := range value {
			value[i] = stable(item)
		}
	case string:
		text := timestamp.ReplaceAllString(value, recordedTime)
		if text == value {
			text = duration.ReplaceAllString(text, "1s")
		}
		text = folder.ReplaceAllString(text, "/tmp/kustomization-1")
		text = port.ReplaceAllString(text, "$1:40000")
		return address.ReplaceAllString(text, "10.$1.0.$2")
	}
	return value
}
