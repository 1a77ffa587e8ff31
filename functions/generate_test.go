// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"fmt"
	"testing"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions"
	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

func ExampleGenerate() {
	objects, results := functions.Generate(functions.Inputs{
		Configurations: []v1alpha1.FluxConfiguration{{
			Metadata: v1alpha1.ObjectMeta{Name: "app"},
			Spec: v1alpha1.FluxConfigurationSpec{
				Scope:     v1alpha1.ScopeNamespace,
				Namespace: "team-a",
				GitRepository: &v1alpha1.GitRepository{
					URL:           "https://github.com/org/app",
					RepositoryRef: &v1alpha1.RepositoryRef{Branch: "main"},
				},
				Kustomizations: map[string]v1alpha1.Kustomization{"all": {Path: "./deploy", Prune: true}},
			},
		}},
	})
	for _, r := range results {
		fmt.Println(r)
	}
	for _, o := range objects {
		fmt.Println(o.Kind, o.Namespace, o.Name)
	}
	fmt.Printf("%s", objects[len(objects)-1].YAML())
	// Output:
	// [info]: the bundle reaches github.com:443 (source-controller for GitRepository team-a/app); what is in the sources, and addresses in Secrets, may reach more (Endpoints)
	// Namespace  team-a
	// ServiceAccount team-a flux-applier
	// RoleBinding team-a flux-applier
	// GitRepository team-a app
	// Kustomization team-a app-all
	// apiVersion: kustomize.toolkit.fluxcd.io/v1
	// kind: Kustomization
	// metadata:
	//   annotations:
	//     fluxbundle.io/owner: FluxConfiguration/app
	//   labels:
	//     app.kubernetes.io/managed-by: flux-bundle
	//   name: app-all
	//   namespace: team-a
	// spec:
	//   interval: 10m0s
	//   path: ./deploy
	//   prune: true
	//   serviceAccountName: flux-applier
	//   sourceRef:
	//     kind: GitRepository
	//     name: app
	//   timeout: 10m0s
	//   wait: true
}

// Typed inputs pass the same checks as files.
func TestGenerateChecks(t *testing.T) {
	t.Parallel()
	objects, results := functions.Generate(functions.Inputs{
		Configurations: []v1alpha1.FluxConfiguration{{
			Metadata: v1alpha1.ObjectMeta{Name: "app"},
			Spec:     v1alpha1.FluxConfigurationSpec{Scope: "everything", GitRepository: &v1alpha1.GitRepository{URL: "x"}},
		}},
		Extension: &v1alpha1.FluxExtension{
			Metadata: v1alpha1.ObjectMeta{Name: "flux"},
			Spec:     v1alpha1.FluxExtensionSpec{Version: "1"},
		},
	})
	if len(objects) > 0 || results.ExitCode() != 1 {
		t.Errorf("%d objects, exit code %d", len(objects), results.ExitCode())
	}
	got := map[string]bool{}
	for _, r := range results {
		if r.Severity == fn.Error {
			got[r.Tags["reason"]+" "+r.Field.Path] = true
		}
	}
	for _, want := range []string{"InvalidValue spec.scope", "UnknownRelease spec.version"} {
		if !got[want] {
			t.Errorf("no %s in %v", want, results)
		}
	}
}

func TestGenerateWithExtension(t *testing.T) {
	t.Parallel()
	objects, results := functions.Generate(functions.Inputs{Extension: &v1alpha1.FluxExtension{Metadata: v1alpha1.ObjectMeta{Name: "flux"}}})
	if len(results) != 1 || results[0].Tags["reason"] != "Endpoints" {
		t.Error(results)
	}
	if len(objects) != 32 { // as many as flux install --export prints
		t.Errorf("%d objects", len(objects))
	}
}
