// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package model

import (
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

// ServiceAccount is the account that Flux impersonates for everything a
// configuration applies.
const ServiceAccount = "flux-applier"

// SystemNamespace belongs to the FluxExtension.
const SystemNamespace = "flux-system"

// OwnsNamespace reports whether a configuration in the namespace emits it:
// those that a cluster always has, and the one of Flux itself, are not its own.
func OwnsNamespace(namespace string) bool {
	return namespace != "default" && namespace != SystemNamespace && !strings.HasPrefix(namespace, "kube-")
}

// BindingNamespace returns the namespace of the account that a binding of ours
// is for, and whether it is one of ours.
func BindingNamespace(kind, namespace, name string) (string, bool) {
	switch {
	case kind == "RoleBinding" && name == ServiceAccount:
		return namespace, true
	case kind == "ClusterRoleBinding":
		return strings.CutPrefix(name, ServiceAccount+"-")
	default:
		return "", false
	}
}

// SourceKind is the Flux kind of a configuration's source: Flux reads Azure Blob
// Storage as a Bucket.
func SourceKind(kind v1alpha1.SourceKind) string {
	if kind == v1alpha1.SourceKindAzureBlob {
		return "Bucket"
	}
	return string(kind)
}

// KustomizationName is the name of the Kustomization of a configuration, as in Azure.
func KustomizationName(configuration, kustomization string) string {
	return configuration + "-" + kustomization
}

// KustomizationNames returns the names of kustomizations, sorted.
func KustomizationNames(kustomizations map[string]v1alpha1.Kustomization) []string {
	names := make([]string, 0, len(kustomizations))
	for name := range kustomizations {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// ObjectName is the name that a fluxObject is emitted with.
func ObjectName(configuration string, o v1alpha1.FluxObject) string {
	if o.KeepName {
		return o.Meta.Name
	}
	return configuration + "-" + o.Meta.Name
}

// Short is a short name: it stands for an object of a configuration.
type Short struct {
	Kind, Name string
}

// ShortNames returns the emitted name for every short name of a configuration.
func ShortNames(c v1alpha1.FluxConfiguration) map[Short]string {
	names := make(map[Short]string, len(c.Spec.FluxObjects)+len(c.Spec.Kustomizations))
	for name := range c.Spec.Kustomizations {
		names[Short{"Kustomization", name}] = KustomizationName(c.Metadata.Name, name)
	}
	for _, o := range c.Spec.FluxObjects {
		names[Short{o.Kind, o.Meta.Name}] = ObjectName(c.Metadata.Name, o)
	}
	return names
}

// DeployKeySuffix ends the name of the ConfigMap with the public half of a
// derived SSH key pair.
const DeployKeySuffix = "-deploy-key"
