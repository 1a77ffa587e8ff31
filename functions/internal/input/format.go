// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/Masterminds/semver/v3"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Formats that Azure takes as any text, and Flux, or Azure itself, only accepts
// when it comes to use them.
var (
	// sha is a whole commit: Flux looks for no other
	// (https://fluxcd.io/flux/components/source/gitrepositories/#commit-example).
	sha = lazily(`^([0-9a-f]{40}|[0-9a-f]{64})$`)
	// digest is that of the OCI image specification, with the algorithms that
	// registries have.
	digest = lazily(`^(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$`)
	// guid is an identifier of Microsoft Entra ID.
	guid = lazily(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)
	// aksCluster is what github.com/fluxcd/pkg/auth/azure accepts.
	aksCluster = lazily(`(?i)^/subscriptions/[^/]{36}/resourceGroups/[^/]{1,200}/providers/Microsoft\.ContainerService/managedClusters/[^/]{1,200}$`)
	// container is a name of Azure Blob Storage
	// (https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata).
	container = lazily(`^(\$root|\$web|\$logs|[a-z0-9](-?[a-z0-9])+)$`)
)

// lazily returns whether a text matches.
func lazily(text string) func(text string) bool {
	compiled := pattern.Of(text)
	return func(text string) bool { return compiled().MatchString(text) }
}

// formats checks the values of a configuration whose form only the cluster
// would look at.
func (c *checker) formats(configuration v1alpha1.FluxConfiguration) {
	spec := configuration.Spec
	c.sourceFormats(spec)
	for _, b := range c.bodies(spec) {
		if b.kind == spec.SourceKind && b.identity != nil {
			c.guids(*b.identity, "spec", b.kind.Field(), "objectLevelIdentity")
		}
	}
	c.folders(spec.Kustomizations)
	for _, name := range model.KustomizationNames(spec.Kustomizations) {
		if k := spec.Kustomizations[name].KubeConfig; k != nil {
			c.remoteFormats(*k, "spec", "kustomizations", name, "kubeConfig")
		}
	}
	if spec.ReconciliationWaitDuration != "" && !spec.WaitForReconciliation {
		c.info(report.IgnoredSetting, says{message: "has no effect without waitForReconciliation: true"}, "spec", "reconciliationWaitDuration")
	}
}

func (c *checker) sourceFormats(spec v1alpha1.FluxConfigurationSpec) {
	switch {
	case spec.SourceKind == v1alpha1.SourceKindGitRepository && spec.GitRepository != nil:
		c.gitFormats(*spec.GitRepository, spec.Kustomizations)
	case spec.SourceKind == v1alpha1.SourceKindOCIRepository && spec.OCIRepository != nil:
		c.ociFormats(*spec.OCIRepository)
	case spec.SourceKind == v1alpha1.SourceKindBucket && spec.Bucket != nil:
		if name := spec.Bucket.BucketName; strings.ContainsAny(name, "/ \t\r\n") {
			c.error(report.InvalidName, says{report.Quote(name) + " is not the name of a bucket", "a folder in it cannot be named here"}, "spec", "bucket", "bucketName")
		}
	case spec.SourceKind == v1alpha1.SourceKindAzureBlob && spec.AzureBlob != nil:
		const shortest, longest = 3, 63
		if name := spec.AzureBlob.ContainerName; len(name) < shortest || len(name) > longest || !container(name) {
			c.error(report.InvalidName, says{
				report.Quote(name) + " is not the name of a container of Azure", "accepted are 3 to 63 lower case letters, digits and single hyphens",
			}, "spec", "azureBlob", "containerName")
		}
	}
}

func (c *checker) gitFormats(git v1alpha1.GitRepository, kustomizations map[string]v1alpha1.Kustomization) {
	field := []string{"spec", "gitRepository", "repositoryRef"}
	if ref := git.RepositoryRef; ref != nil {
		if ref.Commit != "" && !sha(ref.Commit) {
			c.error(report.InvalidValue, says{
				report.Quote(ref.Commit) + " is not a whole commit, which is all that Flux looks for", "accepted: 40 hexadecimal digits in lower case, as git rev-parse prints them",
			}, append(field, "commit")...)
		}
		c.semver(ref.Semver, append(field, "semver")...)
	}
	if len(git.SparseCheckout) == 0 {
		return
	}
	for _, name := range model.KustomizationNames(kustomizations) {
		if kustomizations[name].AdditionalConfigurations["path"] != nil {
			continue
		}
		folder := clean(kustomizations[name].Path)
		isThere := slices.ContainsFunc(git.SparseCheckout, func(dir string) bool { return below(folder, clean(dir)) || below(clean(dir), folder) })
		if !isThere {
			c.error(report.Contradiction, says{
				"sparseCheckout leaves this folder out", "add " + report.Quote(kustomizations[name].Path) + " to sparseCheckout",
			}, "spec", "kustomizations", name, "path")
		}
	}
}

func (c *checker) ociFormats(o v1alpha1.OCIRepository) {
	field := []string{"spec", "ociRepository"}
	if ref := o.RepositoryRef; ref != nil {
		if ref.Digest != "" && !digest(ref.Digest) {
			c.error(report.InvalidValue, says{report.Quote(ref.Digest) + " is not a digest", "accepted: sha256: and 64 hexadecimal digits in lower case"}, append(field, "repositoryRef", "digest")...)
		}
		c.semver(ref.Semver, append(field, "repositoryRef", "semver")...)
	}
	if v := o.Verify; v != nil && v.Provider == "notation" && len(v.MatchOidcIdentity) > 0 {
		c.warn(report.Contradiction, says{"only cosign signs without a key; notation does not look at this", "remove it"}, append(field, "verify", "matchOidcIdentity")...)
	}
	if v := o.Verify; v != nil {
		for i, identity := range v.MatchOidcIdentity {
			at := append(slices.Clone(field), "verify", "matchOidcIdentity", strconv.Itoa(i))
			c.pattern(identity.Issuer, append(at, "issuer")...)
			c.pattern(identity.Subject, append(at, "subject")...)
		}
	}
}

// semver checks a range with the library that Flux reads it with.
func (c *checker) semver(text string, field ...string) {
	if text == "" {
		return
	}
	if _, err := semver.NewConstraint(text); err != nil {
		c.error(report.InvalidValue, says{report.Quote(text) + " is not a range of versions", "accepted: 1.x, ~1.2, >=1.0.0 <2.0.0"}, field...)
	}
}

// pattern checks a regular expression; Flux uses those of Go.
func (c *checker) pattern(text string, field ...string) {
	if _, err := regexp.Compile(text); err != nil {
		c.error(report.InvalidValue, says{message: report.Quote(text) + " is not a regular expression"}, field...)
	}
}

func (c *checker) guids(identity v1alpha1.ObjectLevelIdentity, field ...string) {
	for _, f := range []struct{ name, value string }{{"clientId", identity.ClientID}, {"tenantId", identity.TenantID}} {
		if f.value != "" && !guid(f.value) {
			c.warn(report.InvalidValue, says{
				report.Quote(f.value) + " does not look like an ID of Microsoft Entra ID", "those are 32 hexadecimal digits: 00000000-0000-0000-0000-000000000000",
			}, append(slices.Clone(field), f.name)...)
		}
	}
}

func (c *checker) remoteFormats(k v1alpha1.KubeConfig, field ...string) {
	c.guids(k.ObjectLevelIdentity, append(slices.Clone(field), "objectLevelIdentity")...)
	if !aksCluster(k.ClusterResourceID) {
		c.error(report.InvalidValue, says{
			report.Quote(k.ClusterResourceID) + " is not the resource ID of an AKS cluster",
			"accepted: /subscriptions/GUID/resourceGroups/NAME/providers/Microsoft.ContainerService/managedClusters/NAME",
		}, append(slices.Clone(field), "clusterResourceId")...)
	}
}

// folders checks the paths of kustomizations: that they stay inside the source,
// and that no two apply the same in the same way.
func (c *checker) folders(kustomizations map[string]v1alpha1.Kustomization) {
	first := map[string]string{}
	for _, name := range model.KustomizationNames(kustomizations) {
		k := kustomizations[name]
		field := []string{"spec", "kustomizations", name, "path"}
		if slices.Contains(strings.Split(k.Path, "/"), "..") {
			c.warn(report.InvalidValue, says{report.Quote(k.Path) + " leads upwards; Flux stays inside the source", "write " + report.Quote("./"+clean(k.Path))}, field...)
		}
		if k.PostBuild != nil || k.KubeConfig != nil || len(k.AdditionalConfigurations) > 0 {
			continue
		}
		other, twice := first[clean(k.Path)]
		if !twice {
			first[clean(k.Path)] = name
			continue
		}
		c.warn(report.DuplicateOwnership, says{
			"applies the same folder as " + other + ": each undoes what the other does", "remove one of them",
		}, field...)
	}
}

// clean is a path inside the source without ./ and what leads upwards; the root
// is empty.
func clean(folder string) string {
	return strings.TrimPrefix(path.Clean("/"+folder), "/")
}

// below reports whether a folder is in another one, or is it.
func below(folder, other string) bool {
	return other == "" || folder == other || strings.HasPrefix(folder, other+"/")
}
