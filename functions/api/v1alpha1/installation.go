// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package v1alpha1

// CommonMetadata is added to every object of the installation. None of it is an
// Azure property.
type CommonMetadata struct {
	// Labels of every object. Those that belong to Flux and to flux-bundle cannot
	// be replaced.
	// +optional
	Labels map[string]string `json:"labels,omitempty"`

	// Annotations of every object. Those that protect an object from pruning stay
	// as they are.
	// +optional
	Annotations map[string]string `json:"annotations,omitempty"`
}

// ExtensionImages says where the images of the controllers come from. None of it
// is an Azure property.
type ExtensionImages struct {
	// Registry has the images under the names that they have in ghcr.io/fluxcd,
	// the default: registry.example.com/fluxcd, without scheme and trailing
	// slash. The digests stay those of the release.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Registry string `json:"registry,omitempty"`

	// PullSecret names a Secret of type kubernetes.io/dockerconfigjson in the
	// namespace of the installation, with which the pods pull their images.
	// +kubebuilder:validation:MinLength=1
	// +optional
	PullSecret string `json:"pullSecret,omitempty"`

	// Components has the images of single controllers, by the name of the
	// controller.
	// +optional
	Components map[string]ComponentImage `json:"components,omitempty"`
}

// ComponentImage is the image of one controller. What is left out is that of the
// release.
type ComponentImage struct {
	// Repository is the name of the image with its registry, without a tag:
	// registry.example.com/mirror/source-controller.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Repository string `json:"repository,omitempty"`

	// Tag of the image. The digest of a tag that no embedded release has is not
	// known, unless digest gives it.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Tag string `json:"tag,omitempty"`

	// Digest of the image: sha256: and 64 hexadecimal digits.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Digest string `json:"digest,omitempty"`
}

// ExtensionCluster says what the installation has to fit to. None of it is an
// Azure property.
type ExtensionCluster struct {
	// Type of the cluster. On openshift, the pods have no seccomp profile and no
	// fixed user and group, which the cluster assigns itself; aws, azure and gcp
	// are installed as kubernetes is.
	// +kubebuilder:validation:Enum=kubernetes;openshift;aws;azure;gcp
	// +optional
	Type string `json:"type,omitempty"`

	// Domain of the Services of the cluster, cluster.local by default.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Domain string `json:"domain,omitempty"`

	// NetworkPolicies are those of Flux with Enabled, the default: pods outside
	// the namespace reach only metrics and webhooks. With Disabled
	// there are none. With RestrictedEgress the controllers reach only each
	// other, name servers, and the TCP ports 22, 443, 6443 and those of
	// egressPorts.
	// +kubebuilder:validation:Enum=Enabled;Disabled;RestrictedEgress
	// +optional
	NetworkPolicies string `json:"networkPolicies,omitempty"`

	// EgressPorts are further TCP ports that the controllers reach with
	// RestrictedEgress.
	// +kubebuilder:validation:MinItems=1
	// +optional
	EgressPorts []int64 `json:"egressPorts,omitempty"`

	// WatchAllNamespaces lets the controllers look at the objects of Flux in all
	// namespaces, as by default. With false they look at those in the namespace
	// of the installation.
	// +optional
	WatchAllNamespaces *bool `json:"watchAllNamespaces,omitempty"`

	// Rights of the controllers: Cluster, the default, as flux install has them
	// whatever the namespaces that they watch. With Namespace, which needs
	// watchAllNamespaces: false, they are bound inside the namespace of the
	// installation.
	// +kubebuilder:validation:Enum=Cluster;Namespace
	// +optional
	Rights string `json:"rights,omitempty"`

	// Proxy that the controllers reach everything outside the cluster through.
	// +optional
	Proxy *ExtensionProxy `json:"proxy,omitempty"`

	// CertificateAuthority is what the controllers trust beside the authorities
	// of their images.
	// +optional
	CertificateAuthority *CertificateAuthority `json:"certificateAuthority,omitempty"`
}

// ExtensionProxy is an HTTP proxy.
type ExtensionProxy struct {
	// HTTP is the URL of the proxy for http.
	// +kubebuilder:validation:MinLength=1
	// +optional
	HTTP string `json:"http,omitempty"`

	// HTTPS is the URL of the proxy for https.
	// +kubebuilder:validation:MinLength=1
	// +optional
	HTTPS string `json:"https,omitempty"`

	// NoProxy lists hosts, domains and networks that are reached without the
	// proxy. The Services of the cluster and the address of the API server are
	// always part of it; add the networks of pods and Services.
	// +optional
	NoProxy []string `json:"noProxy,omitempty"`
}

// CertificateAuthority names certificates in PEM in the namespace of the
// installation: one of configMap and secret.
type CertificateAuthority struct {
	// ConfigMap has the certificates.
	// +kubebuilder:validation:MinLength=1
	// +optional
	ConfigMap string `json:"configMap,omitempty"`

	// Secret has the certificates.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Secret string `json:"secret,omitempty"`
}

// ArtifactStorage is a volume that keeps the artifacts of source-controller when
// its pod goes. Not an Azure property.
type ArtifactStorage struct {
	// Class is the StorageClass of the volume. Without it, the default one of the
	// cluster.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Class string `json:"class,omitempty"`

	// Size of the volume: 10Gi.
	// +kubebuilder:validation:MinLength=1
	Size string `json:"size"`
}

// ExtensionSharding runs the controllers once more for each shard. Objects of
// Flux whose label, under the key, is the name of a shard are reconciled by the
// controllers of that shard, those without the label by the others. Not an Azure
// property.
type ExtensionSharding struct {
	// Key of the label, sharding.fluxcd.io/key by default.
	// +kubebuilder:validation:MinLength=1
	// +optional
	Key string `json:"key,omitempty"`

	// Shards are their names.
	// +kubebuilder:validation:MinItems=1
	Shards []string `json:"shards"`

	// Storage of the shards: Ephemeral, the default, or Persistent, which needs
	// storage.
	// +kubebuilder:validation:Enum=Ephemeral;Persistent
	// +optional
	Storage string `json:"storage,omitempty"`
}

// ExtensionMultiTenancy refines the lock-down, which multiTenancy.enforce in
// configurationSettings switches off. None of it is an Azure property.
type ExtensionMultiTenancy struct {
	// ServiceAccount is the account, in the namespace of each Kustomization and
	// HelmRelease that names none, with whose rights it is applied. Without it,
	// flux-applier.
	// +kubebuilder:validation:MinLength=1
	// +optional
	ServiceAccount string `json:"serviceAccount,omitempty"`

	// WorkloadIdentity makes objects that name no account ask a cloud as the
	// account of their namespace, never as the controller. It needs
	// objectLevelIdentity, and is true by default with it.
	// +optional
	WorkloadIdentity *bool `json:"workloadIdentity,omitempty"`

	// DecryptionServiceAccount is the account that a Kustomization decrypts with
	// when it names none. Without it, serviceAccount.
	// +kubebuilder:validation:MinLength=1
	// +optional
	DecryptionServiceAccount string `json:"decryptionServiceAccount,omitempty"`

	// KubeConfigServiceAccount is the account that a remote cluster is asked with
	// when an object names none. Without it, serviceAccount.
	// +kubebuilder:validation:MinLength=1
	// +optional
	KubeConfigServiceAccount string `json:"kubeConfigServiceAccount,omitempty"`
}
