// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// configuration is one input with a namespace of its own. It yields six
// objects: Namespace, ServiceAccount, RoleBinding, GitRepository and two
// Kustomizations.
const configuration = `apiVersion: fluxbundle.io/v1alpha1
kind: FluxConfiguration
metadata:
  name: team-%05[1]d
  annotations:
    config.kubernetes.io/local-config: "true"
spec:
  scope: namespace
  namespace: team-%05[1]d
  sourceKind: GitRepository
  gitRepository:
    url: https://git.example.com/teams/team-%05[1]d
    syncIntervalInSeconds: 300
    repositoryRef:
      branch: main
  kustomizations:
    infra:
      path: ./infrastructure
      prune: true
    apps:
      path: ./apps/production
      prune: true
      dependsOn:
      - infra
      postBuild:
        substitute:
          team: team-%05[1]d
`

// foreign is an object that a function has nothing to do with.
const foreign = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: app-%05[1]d # the name
  namespace: apps
  labels:
    app.kubernetes.io/name: app-%05[1]d
spec:
  replicas: 3
  selector:
    matchLabels:
      app.kubernetes.io/name: app-%05[1]d
  template:
    metadata:
      labels:
        app.kubernetes.io/name: app-%05[1]d
    spec:
      serviceAccountName: app
      containers:
      - name: app
        image: registry.example.com/apps/app:1.0.%[1]d
        args: ["--port=8080", "--name=app-%05[1]d"]
        ports:
        - name: http
          containerPort: 8080
        resources:
          requests: {cpu: 100m, memory: 128Mi}
          limits: {memory: 256Mi}
`

// writeDocuments writes a template n times, as a stream.
func writeDocuments(w io.Writer, template string, n int) {
	for i := range n {
		fmt.Fprintf(w, "---\n"+template, i)
	}
}

// writeList writes a template n times, as the items of a ResourceList.
func writeList(w io.Writer, template string, n int) {
	fmt.Fprint(w, "apiVersion: config.kubernetes.io/v1\nkind: ResourceList\n")
	if n == 0 {
		fmt.Fprint(w, "items: []\n")
		return
	}
	fmt.Fprint(w, "items:\n")
	item := indent(template, "- ", "  ")
	for i := range n {
		fmt.Fprintf(w, item, i)
	}
}

// generatorList returns the ResourceList that kustomize hands to a generator:
// its configuration, and the configuration again as the only item.
func generatorList(config []byte) ([]byte, error) {
	const annotations = "\n  annotations:\n"
	text := string(config[max(0, bytes.Index(config, []byte("apiVersion:"))):])
	if !strings.Contains(text, annotations) {
		return nil, errors.New("the generator's configuration has no annotations")
	}
	text = strings.Replace(text, annotations, annotations+"    config.kubernetes.io/local-config: \"true\"\n", 1)
	return []byte("apiVersion: config.kubernetes.io/v1\nkind: ResourceList\nitems:\n" +
		indent(text, "- ", "  ") + "functionConfig:\n" + indent(text, "  ", "  ")), nil
}

// indent puts first before the first line of a text and rest before the others.
func indent(text, first, rest string) string {
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	return first + strings.Join(lines, "\n"+rest) + "\n"
}
