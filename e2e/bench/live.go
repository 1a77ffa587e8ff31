// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
	"path/filepath"
)

// statusTarget is the most that flux-status may take, in terms of parsing the
// live objects once.
const statusTarget = 2

// liveObjects are five objects that a cluster has of one configuration, all of
// them ready, as items of the List that kubectl prints.
const liveObjects = liveSource + liveKustomizations + liveWorkload

const liveSource = `- apiVersion: source.toolkit.fluxcd.io/v1
  kind: GitRepository
  metadata:
    annotations:
      fluxbundle.io/owner: FluxConfiguration/team-%05[1]d
    creationTimestamp: "2026-11-25T17:00:00Z"
    finalizers:
    - finalizers.fluxcd.io
    generation: 1
    labels:
      app.kubernetes.io/managed-by: flux-bundle
    name: team-%05[1]d
    namespace: team-%05[1]d
    resourceVersion: "1%05[1]d"
    uid: 7c1f0a52-0001-4000-8000-0000000%05[1]d
  spec:
    interval: 5m0s
    ref:
      branch: main
    timeout: 10m0s
    url: https://git.example.com/teams/team-%05[1]d
  status:
    artifact:
      digest: sha256:0b5e3c1a9d4f7b2860a1c5e9d3f7b1a5c9e3d7f1b5a9c3e7d1f5b9a3c7e1d5f9
      lastUpdateTime: "2026-11-25T18:00:00Z"
      revision: main@sha1:0ba6f0d30760d567de0bac86c8c4eec13ce1a590
      size: 1024
    conditions:
    - lastTransitionTime: "2026-11-25T18:00:00Z"
      message: stored artifact for revision 'main@sha1:0ba6f0d30760d567de0bac86c8c4eec13ce1a590'
      observedGeneration: 1
      reason: Succeeded
      status: "True"
      type: Ready
    observedGeneration: 1
`

const (
	liveKustomizations = kustomizationHead + "infra" + kustomizationMiddle + "    path: ./infrastructure\n" + kustomizationEnd +
		kustomizationHead + "apps" + kustomizationMiddle + appsSpec + kustomizationEnd
	appsSpec = `    dependsOn:
    - name: team-%05[1]d-infra
    path: ./apps/production
    postBuild:
      substitute:
        team: team-%05[1]d
`
	kustomizationHead = `- apiVersion: kustomize.toolkit.fluxcd.io/v1
  kind: Kustomization
  metadata:
    annotations:
      fluxbundle.io/owner: FluxConfiguration/team-%05[1]d
    creationTimestamp: "2026-11-25T17:00:00Z"
    finalizers:
    - finalizers.fluxcd.io
    generation: 1
    labels:
      app.kubernetes.io/managed-by: flux-bundle
    namespace: team-%05[1]d
    resourceVersion: "2%05[1]d"
    uid: 7c1f0a52-0002-4000-8000-0000000%05[1]d
    name: team-%05[1]d-`
	kustomizationMiddle = `
  spec:
    force: false
    interval: 10m0s
    prune: true
    serviceAccountName: flux-applier
    sourceRef:
      kind: GitRepository
      name: team-%05[1]d
    timeout: 10m0s
    wait: true
`
	kustomizationEnd = `  status:
    conditions:
    - lastTransitionTime: "2026-11-25T18:00:00Z"
      message: 'Applied revision: main@sha1:0ba6f0d30760d567de0bac86c8c4eec13ce1a590'
      observedGeneration: 1
      reason: ReconciliationSucceeded
      status: "True"
      type: Ready
    inventory:
      entries:
      - id: team-%05[1]d_app_apps_Deployment
        v: v1
    lastAppliedRevision: main@sha1:0ba6f0d30760d567de0bac86c8c4eec13ce1a590
    lastAttemptedRevision: main@sha1:0ba6f0d30760d567de0bac86c8c4eec13ce1a590
    observedGeneration: 1
`
)

const liveWorkload = `- apiVersion: v1
  kind: Namespace
  metadata:
    annotations:
      fluxbundle.io/owner: FluxConfiguration/team-%05[1]d
      client.lifecycle.config.k8s.io/deletion: detach
      kustomize.toolkit.fluxcd.io/prune: disabled
    creationTimestamp: "2026-11-25T17:00:00Z"
    labels:
      app.kubernetes.io/managed-by: flux-bundle
      kubernetes.io/metadata.name: team-%05[1]d
    name: team-%05[1]d
    resourceVersion: "3%05[1]d"
    uid: 7c1f0a52-0003-4000-8000-0000000%05[1]d
  spec:
    finalizers:
    - kubernetes
  status:
    phase: Active
- apiVersion: apps/v1
  kind: Deployment
  metadata:
    creationTimestamp: "2026-11-25T17:00:00Z"
    generation: 1
    labels:
      app.kubernetes.io/name: app
    name: app
    namespace: team-%05[1]d
    resourceVersion: "4%05[1]d"
    uid: 7c1f0a52-0004-4000-8000-0000000%05[1]d
  spec:
    replicas: 3
    selector:
      matchLabels:
        app.kubernetes.io/name: app
    template:
      metadata:
        labels:
          app.kubernetes.io/name: app
      spec:
        containers:
        - image: registry.example.com/apps/app:1.0.%[1]d
          name: app
          resources:
            limits:
              memory: 256Mi
  status:
    availableReplicas: 3
    observedGeneration: 1
    readyReplicas: 3
    replicas: 3
`

// writeLive writes what kubectl prints of n configurations.
func writeLive(w io.Writer, n int) {
	fmt.Fprint(w, "apiVersion: v1\nitems:\n")
	for i := range n {
		fmt.Fprintf(w, liveObjects, i)
	}
	fmt.Fprint(w, "kind: List\nmetadata:\n  resourceVersion: \"\"\n")
}

// statusOf is flux-status, which has to find that all is compliant: any other
// exit code ends the benchmark.
func (b *bench) statusOf(name string, files ...string) program {
	return program{name: name, path: filepath.Join(b.bin, "flux-status"), args: files}
}

// status is the state of 10,000 live objects, against parsing them once; with
// the inputs, those are generated and compared besides. A tenth of the objects
// tells how it grows.
func (b *bench) status() error {
	const configurations = 2000
	live, err := b.file("live.yaml", func(w io.Writer) { writeLive(w, configurations) })
	if err != nil {
		return err
	}
	tenth, err := b.file("tenth.yaml", func(w io.Writer) { writeLive(w, configurations/10) })
	if err != nil {
		return err
	}
	inputs, err := b.file("inputs.yaml", func(w io.Writer) { writeDocuments(w, configuration, configurations) })
	if err != nil {
		return err
	}
	err = b.compare(comparison{
		"10000 live objects", 7,
		[]program{b.statusOf("status", live), b.statusOf("status with inputs", live, inputs)},
		[]peer{{b.parse(live), statusTarget}},
	})
	if err != nil {
		return err
	}
	return b.compare(comparison{
		"growth", 7, []program{b.statusOf("status, 10000", live)}, []peer{{b.statusOf("status, 1000", tenth), growthTarget}},
	})
}
