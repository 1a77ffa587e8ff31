// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package validate

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/graph"
	"github.com/fluxbundle/fluxbundle/functions/internal/reconcile"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/source"
	"github.com/fluxbundle/fluxbundle/functions/internal/tenancy"
)

// checker collects the findings of one configuration.
type checker struct {
	object report.Object
	found  report.Findings
}

func (c *checker) add(severity fn.Severity, reason report.Reason, message, hint string, field ...string) {
	c.found = append(c.found, report.Finding{
		Severity: severity, Reason: reason, Object: c.object, Field: field, Message: message, Hint: hint,
	})
}

// Configuration checks the fields of a configuration that the schema accepts.
func Configuration(in Input[v1alpha1.FluxConfiguration]) report.Findings {
	c := &checker{object: in.Object}
	spec := in.Value.Spec
	c.label(in.Value.Metadata.Name, "metadata", "name")
	c.label(spec.Namespace, "spec", "namespace")
	c.defaults(in.Given.Spec)
	if spec.Scope == v1alpha1.ScopeCluster && spec.Namespace == v1alpha1.DefaultNamespace {
		c.add(fn.Warning, report.ClusterAdmin,
			"flux-applier in the namespace default is bound to the ClusterRole "+spec.ClusterRole+" in the whole cluster",
			"give the configuration a namespace of its own, or scope: namespace", "spec", "namespace")
	}
	if spec.Namespace == tenancy.SystemNamespace && spec.Scope == v1alpha1.ScopeNamespace {
		c.add(fn.Warning, report.ClusterAdmin,
			"flux-applier can read and change everything in flux-system, the accounts of the controllers included",
			"give the configuration a namespace of its own", "spec", "namespace")
	}
	if spec.GitRepository == nil {
		c.add(fn.Error, report.MissingSource, "sourceKind GitRepository needs a gitRepository", "", "spec", "gitRepository")
	} else {
		c.gitRepository(*spec.GitRepository)
	}
	c.kustomizations(in.Value)
	return c.found
}

// defaults reports the defaults that someone who did not write the field may
// not expect.
func (c *checker) defaults(given v1alpha1.FluxConfigurationSpec) {
	if given.Scope == "" {
		c.add(fn.Info, report.DefaultApplied, "scope is cluster, as in Azure: flux-applier gets its rights in the whole cluster",
			"write it down, or write namespace", "spec", "scope")
	}
	if len(given.Kustomizations) == 0 {
		c.add(fn.Info, report.DefaultApplied,
			"without kustomizations, "+v1alpha1.DefaultKustomization+" applies the root of the source, as in Azure", "", "spec", "kustomizations")
	}
}

// label checks a name that becomes a DNS label (RFC 1123): at most 63
// characters, lower case letters, digits and hyphens.
func (c *checker) label(name string, field ...string) bool {
	if isLabel(name) {
		return true
	}
	hint := "accepted are 1 to 63 lower case letters, digits and hyphens, the first and last no hyphen"
	if lower := strings.ToLower(name); lower != name && isLabel(lower) {
		hint += "; did you mean " + lower + "?"
	}
	c.add(fn.Error, report.InvalidName, report.Quote(name)+" is not a name that Kubernetes accepts", hint, field...)
	return false
}

func isLabel(s string) bool {
	const longest = 63
	if s == "" || len(s) > longest || s[0] == '-' || s[len(s)-1] == '-' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// isSubdomain checks a name of up to 253 characters with dots (RFC 1123).
func isSubdomain(s string) bool {
	const longest = 253
	if len(s) > longest {
		return false
	}
	for part := range strings.SplitSeq(s, ".") {
		if part == "" || part[0] == '-' || part[len(part)-1] == '-' ||
			strings.Trim(part, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
			return false
		}
	}
	return true
}

func (c *checker) gitRepository(git v1alpha1.GitRepository) {
	c.gitURL(git)
	if git.LocalAuthRef != "" && !isSubdomain(git.LocalAuthRef) {
		c.add(fn.Error, report.InvalidName, report.Quote(git.LocalAuthRef)+" is not the name of a Secret", "",
			"spec", "gitRepository", "localAuthRef")
	}
	if git.Provider == v1alpha1.GitProviderGitHub && git.LocalAuthRef == "" {
		c.add(fn.Error, report.MissingCredentials, "provider GitHub needs a Secret with the data of a GitHub App",
			"name it in localAuthRef", "spec", "gitRepository", "localAuthRef")
	}
	c.revision(git.RepositoryRef)
}

// gitURL checks what Flux accepts: http, https and ssh with a host, and no
// credentials, which belong into a Secret.
func (c *checker) gitURL(git v1alpha1.GitRepository) {
	field := []string{"spec", "gitRepository", "url"}
	const accepted = "accepted: https://host/path, http://host/path, ssh://user@host/path, git@host:path"
	text := source.GitURL(git.URL)
	u, err := url.Parse(text)
	switch {
	case err != nil || strings.ContainsAny(text, " \t\r\n"):
		c.add(fn.Error, report.InvalidURL, report.Quote(git.URL)+" is not a URL", accepted, field...)
		return
	case !slices.Contains([]string{"http", "https", "ssh"}, u.Scheme) || !strings.HasPrefix(text, u.Scheme+"://"):
		c.add(fn.Error, report.InvalidURL, report.Quote(git.URL)+" has no scheme that Flux can fetch", accepted, field...)
		return
	case u.Hostname() == "":
		c.add(fn.Error, report.InvalidURL, report.Quote(git.URL)+" has no host", accepted, field...)
		return
	}
	if _, hasPassword := u.User.Password(); hasPassword || u.Scheme != "ssh" && u.User != nil {
		c.add(fn.Error, report.CredentialsInURL, "the URL holds credentials, which would be readable by everyone",
			"put them into a Secret and name it in localAuthRef", field...)
	}
	if git.Provider == v1alpha1.GitProviderAzure || git.Provider == v1alpha1.GitProviderGitHub {
		if u.Scheme == "ssh" {
			c.add(fn.Error, report.InvalidURL, "provider "+string(git.Provider)+" authenticates over https only",
				"use the https URL of the repository", field...)
		}
	} else if u.Scheme == "ssh" && git.LocalAuthRef == "" {
		c.add(fn.Warning, report.MissingCredentials, "an SSH URL cannot be fetched without a Secret that holds identity and known_hosts",
			"name it in localAuthRef", "spec", "gitRepository", "localAuthRef")
	}
	if _, path, short := source.SplitShortURL(git.URL); short {
		port, _, _ := strings.Cut(path, "/")
		if isInteger(port) {
			c.add(fn.Warning, report.AmbiguousURL, "in git@host:"+port+"/..., "+port+" is a folder, not a port",
				"for a port write ssh://git@host:"+port+"/...", field...)
		}
	}
}

// revision tells which of several fields wins
// (https://fluxcd.io/flux/components/source/gitrepositories/#reference).
func (c *checker) revision(ref *v1alpha1.RepositoryRef) {
	field := []string{"spec", "gitRepository", "repositoryRef"}
	if ref == nil {
		ref = &v1alpha1.RepositoryRef{}
	}
	var given []string
	for _, f := range []struct{ name, value string }{
		{"commit", ref.Commit}, {"semver", ref.Semver}, {"tag", ref.Tag}, {"branch", ref.Branch},
	} {
		if f.value != "" {
			given = append(given, f.name)
		}
	}
	switch {
	case len(given) == 0:
		c.add(fn.Warning, report.MissingRevision, "without a revision Flux follows the branch master", "set branch, tag, semver or commit", field...)
	case len(given) > 1 && !slices.Equal(given, []string{"commit", "branch"}):
		c.add(fn.Warning, report.SeveralRevisions,
			strings.Join(given, ", ")+" are given; "+given[0]+" wins, as in Azure and Flux", "keep only "+given[0], field...)
	}
}

func (c *checker) kustomizations(configuration v1alpha1.FluxConfiguration) {
	all := configuration.Spec.Kustomizations
	names := reconcile.Names(all)
	for _, name := range names {
		field := []string{"spec", "kustomizations", name}
		if !c.label(name, field...) {
			continue
		}
		const longest = 63
		if full := reconcile.Name(configuration.Metadata.Name, name); len(full) > longest {
			c.add(fn.Error, report.NameTooLong,
				"the Kustomization would be called "+full+", which has "+strconv.Itoa(len(full))+" characters",
				"Flux uses the name as a label value, which holds 63", field...)
		}
		c.dependencies(name, all[name].DependsOn, names)
		c.postBuild(all[name].PostBuild, field)
	}
	edges := func(name string) []string { return all[name].DependsOn }
	for _, cycle := range graph.Cycles(names, edges) {
		c.add(fn.Error, report.DependencyCycle, "none of these can ever be applied: "+strings.Join(cycle, " -> "),
			"remove one of the dependencies", "spec", "kustomizations", cycle[0], "dependsOn")
	}
}

func (c *checker) dependencies(name string, dependsOn, names []string) {
	for i, dependency := range dependsOn {
		field := []string{"spec", "kustomizations", name, "dependsOn", strconv.Itoa(i)}
		switch {
		case !slices.Contains(names, dependency):
			others := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
			c.add(fn.Error, report.UnknownDependency, "the configuration has no kustomization "+report.Quote(dependency),
				report.DidYouMean(dependency, others), field...)
		case slices.Contains(dependsOn[:i], dependency):
			c.add(fn.Warning, report.DuplicateDependency, dependency+" is named twice", "", field...)
		}
	}
}

// postBuild checks what kustomize-controller accepts: names of variables
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution)
// and of objects.
func (c *checker) postBuild(p *v1alpha1.PostBuild, field []string) {
	if p == nil {
		return
	}
	for name := range p.Substitute {
		if !isVariable(name) {
			c.add(fn.Error, report.InvalidName, report.Quote(name)+" is not the name of a variable",
				"accepted are letters, digits and underscores, the first no digit", slices.Concat(field, []string{"postBuild", "substitute", name})...)
		}
	}
	for i, from := range p.SubstituteFrom {
		if !isSubdomain(from.Name) {
			c.add(fn.Error, report.InvalidName, report.Quote(from.Name)+" is not the name of a "+from.Kind, "",
				slices.Concat(field, []string{"postBuild", "substituteFrom", strconv.Itoa(i), "name"})...)
		}
	}
}

func isVariable(s string) bool {
	if s == "" || s[0] >= '0' && s[0] <= '9' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") == ""
}
