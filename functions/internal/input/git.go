// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"net/url"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

func (c *checker) gitRepository(git v1alpha1.GitRepository) {
	c.gitURL(git)
	if git.ObjectLevelIdentity != nil && git.Provider != "" && git.Provider != v1alpha1.GitProviderAzure {
		c.error(report.InvalidValue, says{
			"an objectLevelIdentity is an identity of Azure, but provider is " + string(git.Provider),
			"set provider: Azure, or leave it out",
		}, "spec", "gitRepository", "provider")
	}
	c.revision(git.RepositoryRef, git.AdditionalConfigurations["ref"] != nil)
}

// gitURL checks what Flux accepts: http, https and ssh with a host, and no
// credentials, which belong into a Secret.
func (c *checker) gitURL(git v1alpha1.GitRepository) {
	field := []string{"spec", "gitRepository", "url"}
	const accepted = "accepted: https://host/path, http://host/path, ssh://user@host/path, git@host:path"
	text := model.GitURL(git.URL)
	u, err := url.Parse(text)
	switch {
	case err != nil || strings.ContainsAny(text, " \t\r\n"):
		c.error(report.InvalidURL, says{report.QuoteAddress(git.URL) + " is not a URL", accepted}, field...)
		return
	case !slices.Contains([]string{"http", "https", "ssh"}, u.Scheme) || !strings.HasPrefix(text, u.Scheme+"://"):
		c.error(report.InvalidURL, says{
			report.QuoteAddress(git.URL) + " has no scheme that Flux can fetch",
			accepted,
		}, field...)
		return
	case u.Hostname() == "":
		c.error(report.InvalidURL, says{report.QuoteAddress(git.URL) + " has no host", accepted}, field...)
		return
	}
	c.gitAuthentication(git, u)
	if _, path, short := model.SplitShortURL(git.URL); short {
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
	_, hasPassword := u.User.Password()
	hasUser := u.Scheme != "ssh" && (u.User != nil || strings.Contains(u.Path, "@"))
	if hasPassword || hasUser || u.RawQuery != "" || u.Fragment != "" {
		c.error(report.CredentialsInURL, says{
			"the URL holds credentials, which would be readable by everyone",
			"put them into a Secret and name it in localAuthRef",
		}, field...)
	}
	provider := git.Provider
	if git.ObjectLevelIdentity != nil {
		provider = v1alpha1.GitProviderAzure
	}
	if provider == v1alpha1.GitProviderAzure || provider == v1alpha1.GitProviderGitHub {
		if u.Scheme == "ssh" {
			c.error(report.InvalidURL, says{
				"provider " + string(provider) + " authenticates over https only",
				"use the https URL of the repository",
			}, field...)
		}
	}
}

// revision tells which of several fields wins
// (https://fluxcd.io/flux/components/source/gitrepositories/#reference), or that
// there is none, here and among what is added.
func (c *checker) revision(ref *v1alpha1.RepositoryRef, added bool) {
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
	case len(given) == 0 && added:
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
