// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"io"
)

// optionsTarget is how much an installation with every option may cost beside
// the default one.
const optionsTarget = 2

// installations are FluxExtensions: the default one, and one with every option.
var installations = [2]string{`apiVersion: fluxbundle.io/v1alpha1
kind: FluxExtension
metadata:
  name: flux
`, `apiVersion: fluxbundle.io/v1alpha1
kind: FluxExtension
metadata:
  name: flux
spec:
  components:
  - source-controller
  - kustomize-controller
  - helm-controller
  - notification-controller
  - image-reflector-controller
  - image-automation-controller
  - source-watcher
  scope: {cluster: {releaseNamespace: gitops}}
  commonMetadata: {labels: {example.com/team: platform}, annotations: {example.com/contact: platform}}
  images: {registry: registry.example.com/fluxcd, pullSecret: regcred, components: {helm-controller: {tag: v1.6.4}}}
  cluster:
    type: openshift
    domain: k8s.example.org
    networkPolicies: RestrictedEgress
    watchAllNamespaces: false
    proxy: {https: "http://proxy.example.com:3128"}
    certificateAuthority: {configMap: company-ca}
  size: large
  crdDescriptions: true
  storage: {size: 10Gi}
  sharding: {shards: [one, two], storage: Persistent}
  objectLevelIdentity: true
  controllers:
    all:
      logLevel: debug
      tolerations: [{key: dedicated}]
      nodeSelector: {example.com/pool: system}
      podLabels: {example.com/team: platform}
    kustomize-controller:
      flags: {concurrent: "30"}
      featureGates: {DisableFailFastBehavior: true}
      affinity: {nodeAffinity: {preferredDuringSchedulingIgnoredDuringExecution: []}}
`}

// installation is Flux with every option beside Flux without any.
func (b *bench) installation() error {
	var programs [2]program
	for i, name := range []string{"default", "every option"} {
		file, err := b.file(fmt.Sprintf("installation-%d.yaml", i), func(w io.Writer) { _, _ = io.WriteString(w, installations[i]) })
		if err != nil {
			return err
		}
		programs[i] = b.render(file)
		programs[i].name = "render, " + name
	}
	return b.compare(comparison{"installation", 21, []program{programs[1]}, []peer{{programs[0], optionsTarget}}})
}
