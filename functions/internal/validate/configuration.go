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

// says is the text of a finding: what is wrong, and what to do.
type says struct {
	message, hint string
}

func (c *checker) error(reason report.Reason, text says, field ...string) {
	c.add(fn.Error, reason, text, field)
}

func (c *checker) warn(reason report.Reason, text says, field ...string) {
	c.add(fn.Warning, reason, text, field)
}

func (c *checker) info(reason report.Reason, text says, field ...string) {
	c.add(fn.Info, reason, text, field)
}

func (c *checker) add(severity fn.Severity, reason report.Reason, text says, field []string) {
	c.found = append(c.found, report.Finding{
		Severity: severity, Reason: reason, Object: c.object, Field: field, Message: text.message, Hint: text.hint,
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
		c.warn(report.ClusterAdmin, says{
			"flux-applier in the namespace default is bound to the ClusterRole " + spec.ClusterRole + " in the whole cluster",
			"give the configuration a namespace of its own, or scope: namespace",
		}, "spec", "namespace")
	}
	if spec.Namespace == tenancy.SystemNamespace && spec.Scope == v1alpha1.ScopeNamespace {
		c.warn(report.ClusterAdmin, says{
			"flux-applier can read and change everything in flux-system, the accounts of the controllers included",
			"give the configuration a namespace of its own",
		}, "spec", "namespace")
	}
	if spec.GitRepository == nil {
		c.error(report.MissingSource, says{
			message: "sourceKind GitRepository needs a gitRepository",
		}, "spec", "gitRepository")
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
		c.info(report.DefaultApplied, says{
			"scope is cluster, as in Azure: flux-applier gets its rights in the whole cluster",
			"write it down, or write namespace",
		}, "spec", "scope")
	}
	if len(given.Kustomizations) == 0 {
		c.info(report.DefaultApplied, says{
			message: "without kustomizations, " + v1alpha1.DefaultKustomization + " applies the root of the source, as in Azure",
		}, "spec", "kustomizations")
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
	c.error(report.InvalidName, says{
		report.Quote(name) + " is not a name that Kubernetes accepts",
		hint,
	}, field...)
	return false
}

func (c *checker) gitRepository(git v1alpha1.GitRepository) {
	c.gitURL(git)
	if git.LocalAuthRef != "" && !isSubdomain(git.LocalAuthRef) {
		c.error(report.InvalidName, says{
			message: report.Quote(git.LocalAuthRef) + " is not the name of a Secret",
		}, "spec", "gitRepository", "localAuthRef")
	}
	if git.Provider == v1alpha1.GitProviderGitHub && git.LocalAuthRef == "" {
		c.error(report.MissingCredentials, says{
			"provider GitHub needs a Secret with the data of a GitHub App",
			"name it in localAuthRef",
		}, "spec", "gitRepository", "localAuthRef")
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
		c.error(report.InvalidURL, says{report.Quote(git.URL) + " is not a URL", accepted}, field...)
		return
	case !slices.Contains([]string{"http", "https", "ssh"}, u.Scheme) || !strings.HasPrefix(text, u.Scheme+"://"):
		c.error(report.InvalidURL, says{
			report.Quote(git.URL) + " has no scheme that Flux can fetch",
			accepted,
		}, field...)
		return
	case u.Hostname() == "":
		c.error(report.InvalidURL, says{report.Quote(git.URL) + " has no host", accepted}, field...)
		return
	}
	c.gitAuthentication(git, u)
	if _, path, short := source.SplitShortURL(git.URL); short {
		port, _, _ := strings.Cut(path, "/")
		if isInteger(port) {
			c.warn(report.AmbiguousURL, says{
				"in git@host:" + port + "/..., " + port + " is a folder, not a port",
				"for a port write ssh://git@host:" + port + "/...",
			}, field...)
		}
	}
}

// gitAuthentication checks that what the URL needs fits what is given.
func (c *checker) gitAuthentication(git v1alpha1.GitRepository, u *url.URL) {
	field := []string{"spec", "gitRepository", "url"}
	if _, hasPassword := u.User.Password(); hasPassword || u.Scheme != "ssh" && u.User != nil {
		c.error(report.CredentialsInURL, says{
			"the URL holds credentials, which would be readable by everyone",
			"put them into a Secret and name it in localAuthRef",
		}, field...)
	}
	if git.Provider == v1alpha1.GitProviderAzure || git.Provider == v1alpha1.GitProviderGitHub {
		if u.Scheme == "ssh" {
			c.error(report.InvalidURL, says{
				"provider " + string(git.Provider) + " authenticates over https only",
				"use the https URL of the repository",
			}, field...)
		}
	} else if u.Scheme == "ssh" && git.LocalAuthRef == "" {
		c.warn(report.MissingCredentials, says{
			"an SSH URL cannot be fetched without a Secret that holds identity and known_hosts",
			"name it in localAuthRef",
		}, "spec", "gitRepository", "localAuthRef")
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
		c.warn(report.MissingRevision, says{
			"without a revision Flux follows the branch master",
			"set branch, tag, semver or commit",
		}, field...)
	case len(given) > 1 && !slices.Equal(given, []string{"commit", "branch"}):
		c.warn(report.SeveralRevisions, says{
			strings.Join(given, ", ") + " are given; " + given[0] + " wins, as in Azure and Flux",
			"keep only " + given[0],
		}, field...)
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
			c.error(report.NameTooLong, says{
				"the Kustomization would be called " + full + ", which has " + strconv.Itoa(len(full)) + " characters",
				"Flux uses the name as a label value, which holds 63",
			}, field...)
		}
		c.dependencies(name, all[name].DependsOn, names)
		c.postBuild(all[name].PostBuild, field)
	}
	edges := func(name string) []string { return all[name].DependsOn }
	for _, cycle := range graph.Cycles(names, edges) {
		c.error(report.DependencyCycle, says{
			"none of these can ever be applied: " + strings.Join(cycle, " -> "),
			"remove one of the dependencies",
		}, "spec", "kustomizations", cycle[0], "dependsOn")
	}
}

func (c *checker) dependencies(name string, dependsOn, names []string) {
	for i, dependency := range dependsOn {
		field := []string{"spec", "kustomizations", name, "dependsOn", strconv.Itoa(i)}
		switch {
		case !slices.Contains(names, dependency):
			others := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
			c.error(report.UnknownDependency, says{
				"the configuration has no kustomization " + report.Quote(dependency),
				report.DidYouMean(dependency, others),
			}, field...)
		case slices.Contains(dependsOn[:i], dependency):
			c.warn(report.DuplicateDependency, says{message: dependency + " is named twice"}, field...)
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
			c.error(report.InvalidName, says{
				report.Quote(name) + " is not the name of a variable",
				"accepted are letters, digits and underscores, the first no digit",
			}, slices.Concat(field, []string{"postBuild", "substitute", name})...)
		}
	}
	for i, from := range p.SubstituteFrom {
		if !isSubdomain(from.Name) {
			c.error(report.InvalidName, says{
				message: report.Quote(from.Name) + " is not the name of a " + from.Kind,
			}, slices.Concat(field, []string{"postBuild", "substituteFrom", strconv.Itoa(i), "name"})...)
		}
	}
}
