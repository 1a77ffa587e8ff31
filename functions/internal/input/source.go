// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// body is what a configuration says of one kind of source.
type body struct {
	kind         v1alpha1.SourceKind
	given        bool
	localAuthRef string
	identity     *v1alpha1.ObjectLevelIdentity
	check        func()
}

func (c *checker) bodies(spec v1alpha1.FluxConfigurationSpec) []body {
	bodies := []body{
		{kind: v1alpha1.SourceKindGitRepository}, {kind: v1alpha1.SourceKindBucket},
		{kind: v1alpha1.SourceKindAzureBlob}, {kind: v1alpha1.SourceKindOCIRepository},
	}
	fill := func(i int, localAuthRef string, identity *v1alpha1.ObjectLevelIdentity, check func()) {
		bodies[i].given, bodies[i].localAuthRef, bodies[i].identity, bodies[i].check = true, localAuthRef, identity, check
	}
	if s := spec.GitRepository; s != nil {
		fill(0, s.LocalAuthRef, s.ObjectLevelIdentity, func() { c.gitRepository(*s) })
	}
	if s := spec.Bucket; s != nil {
		fill(1, s.LocalAuthRef, s.ObjectLevelIdentity, func() { c.bucket(*s) })
	}
	if s := spec.AzureBlob; s != nil {
		fill(2, s.LocalAuthRef, s.ObjectLevelIdentity, func() { c.azureBlob(*s) })
	}
	if s := spec.OCIRepository; s != nil {
		fill(3, s.LocalAuthRef, s.ObjectLevelIdentity, func() { c.ociRepository(*s) })
	}
	return bodies
}

// source checks that the source is described, and only that one.
func (c *checker) source(spec v1alpha1.FluxConfigurationSpec) {
	bodies := c.bodies(spec)
	for _, b := range bodies {
		switch {
		case b.kind == spec.SourceKind && !b.given:
			text := says{message: "sourceKind " + string(b.kind) + " needs a " + b.kind.Field()}
			if len(spec.FluxObjects) > 0 && !slices.ContainsFunc(bodies, func(b body) bool { return b.given }) {
				text.hint = "every configuration fetches from a source of its own, whatever its fluxObjects use: describe one of theirs here instead of there, " +
					"with its sourceKind, or move them to a configuration that has a source"
			}
			c.error(report.MissingSource, text, "spec", b.kind.Field())
		case b.kind == spec.SourceKind:
			b.check()
			c.authentication(b, spec.Namespace)
		case b.given:
			c.warn(report.UnusedSource, says{
				"sourceKind is " + string(spec.SourceKind) + ", so this source is not used", "remove it, or set sourceKind: " + string(b.kind),
			}, "spec", b.kind.Field())
		}
	}
}

// authentication checks what every kind of source has.
func (c *checker) authentication(b body, namespace string) {
	field := []string{"spec", b.kind.Field(), "localAuthRef"}
	if b.localAuthRef != "" && !isSubdomain(b.localAuthRef) {
		c.error(report.InvalidName, says{message: report.Quote(b.localAuthRef) + " is not the name of a Secret"}, field...)
	}
	if b.identity == nil {
		return
	}
	if b.localAuthRef != "" {
		c.error(report.Contradiction, says{
			"a Secret and an identity are given, of which Flux uses one", "keep localAuthRef or objectLevelIdentity",
		}, field...)
	}
	c.identity(*b.identity, namespace, "spec", b.kind.Field(), "objectLevelIdentity")
}

// identity checks the account that is emitted for an identity. With the rights
// of flux-applier it would be shared with what Flux applies.
func (c *checker) identity(identity v1alpha1.ObjectLevelIdentity, namespace string, field ...string) {
	name := identity.ServiceAccountName
	field = append(slices.Clone(field), "serviceAccountName")
	switch {
	case name == "":
	case !isSubdomain(name):
		c.error(report.InvalidName, says{message: report.Quote(name) + " is not the name of a ServiceAccount"}, field...)
	case name == model.ServiceAccount || name == "default":
		c.error(report.InvalidName, says{
			name + " is the account of others in namespace " + namespace, "give the identity an account of its own, or leave it out",
		}, field...)
	}
}

func (c *checker) bucket(b v1alpha1.Bucket) {
	if !c.storeURL(b.URL, "bucket") {
		return
	}
	endpoint, insecure := model.BucketEndpoint(b)
	if strings.Contains(endpoint, "/") && b.ObjectLevelIdentity == nil {
		c.error(report.InvalidURL, says{
			"the URL has a path, and the client that Flux uses takes a host and a port alone", "accepted: https://host, http://host; the bucket is bucketName, and a folder in it is additionalConfigurations: {prefix: ...}",
		}, "spec", "bucket", "url")
	}
	if b.Insecure != nil && *b.Insecure != insecure {
		scheme, tls := "https", "with"
		if insecure {
			scheme, tls = "http", "without"
		}
		c.warn(report.Contradiction, says{
			"the scheme of the URL is " + scheme + ": Flux talks to the store " + tls + " TLS, whatever insecure says", "make them agree",
		}, "spec", "bucket", "insecure")
	}
}

func (c *checker) azureBlob(b v1alpha1.AzureBlob) {
	c.storeURL(b.URL, "azureBlob")
}

// storeURL checks a URL of http or https.
func (c *checker) storeURL(text, body string) bool {
	field := []string{"spec", body, "url"}
	const accepted = "accepted: https://host, http://host"
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.ContainsAny(text, " \t\r\n"):
		c.error(report.InvalidURL, says{report.QuoteAddress(text) + " is not a URL of http or https", accepted}, field...)
		return false
	case u.User != nil || u.RawQuery != "":
		c.error(report.CredentialsInURL, says{
			"the URL holds credentials, which would be readable by everyone", "put them into a Secret and name it in localAuthRef",
		}, field...)
		return false
	default:
		return true
	}
}

func (c *checker) ociRepository(o v1alpha1.OCIRepository) {
	field := []string{"spec", "ociRepository", "url"}
	u, err := url.Parse(o.URL)
	switch {
	case err != nil || !strings.HasPrefix(o.URL, "oci://") || u.Host == "" || strings.ContainsAny(o.URL, " \t\r\n"):
		c.error(report.InvalidURL, says{report.QuoteAddress(o.URL) + " is not the URL of an artifact", "accepted: oci://host/path"}, field...)
	case u.User != nil || u.RawQuery != "":
		c.error(report.CredentialsInURL, says{
			"the URL holds credentials, which would be readable by everyone", "put them into a Secret and name it in localAuthRef",
		}, field...)
	case strings.Contains(u.Path, ":") || strings.Contains(u.Path, "@"):
		c.error(report.InvalidURL, says{report.QuoteAddress(o.URL) + " has a version in it", "put it into repositoryRef"}, field...)
	}
	if o.ObjectLevelIdentity != nil && o.ServiceAccountName != "" && o.ServiceAccountName != o.ObjectLevelIdentity.ServiceAccountName {
		c.error(report.Contradiction, says{
			"the objectLevelIdentity brings an account of its own", "remove serviceAccountName here, or name it in objectLevelIdentity",
		}, "spec", "ociRepository", "serviceAccountName")
	}
	c.ociRevision(o.RepositoryRef)
}

// ociRevision tells which of several fields wins
// (https://fluxcd.io/flux/components/source/ocirepositories/#reference).
func (c *checker) ociRevision(ref *v1alpha1.OCIRepositoryRef) {
	if ref == nil {
		return
	}
	var given []string
	for _, f := range []struct{ name, value string }{{"digest", ref.Digest}, {"semver", ref.Semver}, {"tag", ref.Tag}} {
		if f.value != "" {
			given = append(given, f.name)
		}
	}
	if len(given) > 1 {
		c.warn(report.SeveralRevisions, says{
			strings.Join(given, ", ") + " are given; " + given[0] + " wins, as in Azure and Flux", "keep only " + given[0],
		}, "spec", "ociRepository", "repositoryRef")
	}
}

// Borrowed returns the field by which a source asks Azure as the controller
// itself; nil for none.
func Borrowed(c v1alpha1.FluxConfiguration) []string {
	ownIdentity := c.Spec.Auth != nil && c.Spec.Auth.WorkloadIdentity != nil
	switch git, oci := c.Spec.GitRepository, c.Spec.OCIRepository; {
	case c.Spec.SourceKind == v1alpha1.SourceKindGitRepository && git.Provider == v1alpha1.GitProviderAzure &&
		git.ObjectLevelIdentity == nil && !ownIdentity:
		return []string{"spec", "gitRepository", "provider"}
	case c.Spec.SourceKind == v1alpha1.SourceKindOCIRepository && oci.UseWorkloadIdentity &&
		oci.ObjectLevelIdentity == nil && oci.ServiceAccountName == "" && !ownIdentity:
		return []string{"spec", "ociRepository", "useWorkloadIdentity"}
	default:
		return nil
	}
}

// Identities returns the fields of a configuration that hold an identity.
func Identities(c v1alpha1.FluxConfiguration) [][]string {
	var fields [][]string
	for _, b := range (&checker{}).bodies(c.Spec) {
		if b.kind == c.Spec.SourceKind && b.identity != nil {
			fields = append(fields, []string{"spec", b.kind.Field(), "objectLevelIdentity"})
		}
	}
	if c.Spec.Auth != nil && c.Spec.Auth.WorkloadIdentity != nil {
		fields = append(fields, []string{"spec", "auth", "workloadIdentity"})
	}
	for _, name := range model.KustomizationNames(c.Spec.Kustomizations) {
		if c.Spec.Kustomizations[name].KubeConfig != nil {
			fields = append(fields, []string{"spec", "kustomizations", name, "kubeConfig"})
		}
	}
	for i, o := range c.Spec.FluxObjects {
		if path := flux.Identity(o); len(path) > 0 {
			fields = append(fields, append([]string{"spec", "fluxObjects", strconv.Itoa(i)}, path...))
		}
	}
	return fields
}
