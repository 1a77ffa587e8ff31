// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package functions_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions"
)

// shop is an input: one repository, one kustomization.
const shop = `apiVersion: fluxbundle.io/v1alpha1
kind: FluxConfiguration
metadata:
  name: shop
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  namespace: shop
  sourceKind: GitRepository
  gitRepository:
    url: https://github.com/example/shop
    repositoryRef:
      branch: main
  kustomizations:
    apps:
      path: ./apps
`

// A program that holds inputs as files gets files.
func ExampleRender() {
	files, outcome := functions.Render([]functions.File{{Path: "shop.yaml", Data: []byte(shop)}}, nil)
	fmt.Println(outcome.Failed)
	for _, f := range files {
		fmt.Println(f.Path, functions.IsRendered(f.Data))
	}
	// Output:
	// false
	// 00-definitions.yaml true
	// 10-controllers.yaml true
	// 30-sources.yaml true
	// 40-kustomizations.yaml true
}

// A stream holds every object, in the order they are applied.
func ExampleRenderStream() {
	files, _ := functions.RenderStream([]functions.File{{Path: "shop.yaml", Data: []byte(shop)}})
	for _, f := range files {
		fmt.Println(bytes.Count(f.Data, []byte("\nkind: ")), "objects in", f.Path)
	}
	// Output:
	// 1 objects in 00-definitions.yaml
	// 2 objects in 10-controllers.yaml
	// 1 objects in 30-sources.yaml
	// 1 objects in 40-kustomizations.yaml
}

// What a mirror of images needs.
func ExampleImages() {
	extension := "apiVersion: fluxbundle.io/v1alpha1\nkind: FluxExtension\nmetadata:\n  name: flux\nspec:\n  components: [source-controller]\n"
	images, _ := functions.Images([]functions.File{{Path: "flux.yaml", Data: []byte(extension)}})
	for _, image := range images {
		name, _, _ := strings.Cut(image, ":")
		fmt.Println(name)
	}
	// Output:
	// ghcr.io/fluxcd/source-controller
}

// A host hands a ResourceList over and gets one back.
func ExampleRun() {
	list := "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n- " + strings.ReplaceAll(strings.TrimSpace(shop), "\n", "\n  ") + "\n"
	output, outcome := functions.Run([]byte(list))
	fmt.Println(outcome.Failed, bytes.Contains(output, []byte("kind: GitRepository")))
	// Output:
	// false true
}

// Objects of anyone are checked, not only ours.
func ExampleCheck() {
	app := "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\n  namespace: shop\nspec:\n  interval: 10m\n  prune: true\n  sourceRef:\n    kind: GitRepository\n    name: shop\n    namspace: shop\n"
	outcome := functions.Check([]functions.File{{Path: "app.yaml", Data: []byte(app)}}, functions.CheckOptions{"strict": "true"})
	fmt.Println(outcome.Failed)
	for _, line := range outcome.Lines {
		fmt.Println(line)
	}
	// Output:
	// true
	// app.yaml:12: [error] Kustomization shop/apps spec.sourceRef.namspace: Flux 2.9.6 does not accept this in a Kustomization: there is no such field; did you mean namespace? (UnknownField)
	// app.yaml:2: [info] Kustomization shop/apps kind: needs kustomize-controller, which is not in the list: it has to be in the cluster (NeededOutside)
	// app.yaml:9: [info] Kustomization shop/apps spec.sourceRef: GitRepository shop/shop is not in the list: it has to be in the cluster (ExternalReference)
}

// A Secret that names a policy is sealed for its recipients, the same bytes
// every time.
func ExampleSeal() {
	input := `apiVersion: fluxbundle.io/v1alpha1
kind: SealingPolicy
metadata:
  name: team
spec:
  provider: sops
  seedFrom:
    name: seed
  sops:
    age: [age15nsf9y4k28p83wth93tf7hafhvfajp45d2mge80ems45gz0c5gys3me64l]
---
apiVersion: v1
kind: Secret
metadata:
  name: seed
  annotations:
    config.kubernetes.io/local-config: "true"
stringData:
  seed: 3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIw==
---
apiVersion: v1
kind: Secret
metadata:
  name: db
  namespace: shop
  annotations:
    config.kubernetes.io/local-config: "true"
    fluxbundle.io/sealing-policy: team
stringData:
  password: open sesame
`
	files, outcome := functions.Seal([]functions.File{{Path: "secrets.yaml", Data: []byte(input)}}, nil)
	fmt.Println(outcome.Failed)
	for _, f := range files {
		fmt.Println(f.Path, bytes.Contains(f.Data, []byte("ENC[AES256_GCM")), bytes.Contains(f.Data, []byte("sesame")))
	}
	// Output:
	// false
	// shop/db.yaml true false
}

// What az prints becomes an input.
func ExampleImport() {
	printed := `{"name": "shop", "type": "Microsoft.KubernetesConfiguration/fluxConfigurations",
	"properties": {"namespace": "shop", "scope": "namespace", "sourceKind": "GitRepository",
	"gitRepository": {"url": "https://github.com/example/shop", "repositoryRef": {"branch": "main"}},
	"kustomizations": {"apps": {"path": "./apps"}}}}`
	files, outcome := functions.Import([]functions.File{{Path: "show.json", Data: []byte(printed)}}, functions.ImportOptions{})
	fmt.Println(outcome.Failed)
	for _, f := range files {
		fmt.Println(f.Path, f.Secret)
	}
	// Output:
	// false
	// shop.yaml false
}

// Inputs, bundles and live objects go in together, in any mixture.
func ExampleStatus() {
	live := "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n  uid: 1c9e\n"
	report, _ := functions.Status([]functions.File{{Path: "shop.yaml", Data: []byte(shop)}, {Path: "live.yaml", Data: []byte(live)}}, functions.StatusOptions{})
	fmt.Println(report.Compliant())
	// Output:
	// false
}
