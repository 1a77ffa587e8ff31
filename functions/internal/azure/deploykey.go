// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"net/url"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// ssh reports what Azure has for a repository of SSH and does not show: the
// private key of the pair that its agent has made, and the keys of well-known
// hosts, which the agent has built in.
func (c *carrier) ssh(properties, spec map[string]any) {
	git, _ := spec["gitRepository"].(map[string]any)
	address, _ := git["url"].(string)
	host, isSSH := sshHost(address)
	if !isSSH || git["localAuthRef"] != nil {
		return
	}
	settings, _ := properties["configurationProtectedSettings"].(map[string]any)
	if public, _ := properties["repositoryPublicKey"].(string); public != "" && field(settings, "sshPrivateKey") == nil {
		c.found = append(c.found, report.Finding{
			Severity: fn.Warning, Reason: report.NotCarried, Object: c.object, Field: c.resource.inputPath([]string{"repositoryPublicKey"}),
			Message: "Azure does not show the private key of this deploy key, so that a new pair takes its place",
			Hint: "register the public key that flux-bundle reports with the Git host before you apply the bundle, " +
				"or give the private key as sshPrivateKey in configurationProtectedSettingsFrom",
		})
	}
	if git["sshKnownHosts"] == nil {
		c.found = append(c.found, report.Finding{
			Severity: fn.Warning, Reason: report.NotCarried, Object: c.object, Field: c.resource.inputPath([]string{"gitRepository", "sshKnownHosts"}),
			Message: "Azure has the keys of well-known hosts built in, and they do not come along",
			Hint:    "set spec.gitRepository.sshKnownHosts to what ssh-keyscan " + host + " prints, in base64, once you have compared it with what the host publishes",
		})
	}
}

// sshHost returns the host of an address of SSH, in either form.
func sshHost(address string) (string, bool) {
	u, err := url.Parse(model.GitURL(address))
	if err != nil || !strings.EqualFold(u.Scheme, "ssh") || u.Hostname() == "" {
		return "", false
	}
	if port := u.Port(); port != "" {
		return "-p " + port + " " + u.Hostname(), true
	}
	return u.Hostname(), true
}
