// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// terraformName says what an attribute of Terraform is in Azure's API.
type terraformName struct {
	// to is the path of the property; empty for what has no use here.
	to string
	// block has the attributes of a block.
	block map[string]terraformName
	// special converts what is more than a name.
	special func(c terraformConverter, value any, from, to []string)
}

// attributes builds a table from lines: a name, or name = path.
func attributes(lines string, others map[string]terraformName) map[string]terraformName {
	out := map[string]terraformName{}
	for line := range strings.Lines(lines) {
		name, to, _ := strings.Cut(strings.TrimSpace(line), " = ")
		if name != "" {
			out[name] = terraformName{to: to}
		}
	}
	for name, other := range others {
		out[name] = other
	}
	return out
}

const terraformTimes = `
	sync_interval_in_seconds = syncIntervalInSeconds
	timeout_in_seconds = timeoutInSeconds
	local_auth_reference = localAuthRef
	url = url
`

var terraformConfiguration = attributes(`
	id
	name
	cluster_id
	timeouts
	namespace = namespace
	scope = scope
`, map[string]terraformName{
	"continuous_reconciliation_enabled": {special: opposite("suspend")},
	"git_repository":                    {special: source(v1alpha1.SourceKindGitRepository, "gitRepository", terraformGit)},
	"bucket":                            {special: source(v1alpha1.SourceKindBucket, "bucket", terraformBucket)},
	"blob_storage":                      {special: source(v1alpha1.SourceKindAzureBlob, "azureBlob", terraformBlob)},
	"kustomizations":                    {special: terraformKustomizations},
})

var terraformGit = attributes(terraformTimes+`
	https_user = httpsUser
	https_ca_cert_base64 = httpsCACert
	ssh_known_hosts_base64 = sshKnownHosts
	provider = provider
`, map[string]terraformName{
	"reference_type":         {},
	"reference_value":        {},
	"https_key_base64":       {special: protected("httpsKey")},
	"ssh_private_key_base64": {special: protected("sshPrivateKey")},
})

var terraformBucket = attributes(terraformTimes+`
	access_key = accessKey
	bucket_name = bucketName
`, map[string]terraformName{
	"secret_key_base64": {special: protected("bucketSecretKey")},
	"tls_enabled":       {special: opposite("insecure")},
})

var terraformBlob = attributes(terraformTimes+`
	account_key = accountKey
	sas_token = sasToken
`, map[string]terraformName{
	"container_id":     {special: container},
	"managed_identity": {to: "managedIdentity", block: attributes("client_id = clientId", nil)},
	"service_principal": {to: "servicePrincipal", block: attributes(`
		client_id = clientId
		tenant_id = tenantId
		client_secret = clientSecret
		client_certificate_base64 = clientCertificate
		client_certificate_password = clientCertificatePassword
		client_certificate_send_chain = clientCertificateSendChain
	`, nil)},
})

var terraformKustomization = attributes(`
	name
	path = path
	depends_on = dependsOn
	timeout_in_seconds = timeoutInSeconds
	sync_interval_in_seconds = syncIntervalInSeconds
	retry_interval_in_seconds = retryIntervalInSeconds
	garbage_collection_enabled = prune
	recreating_enabled = force
	wait = wait
`, map[string]terraformName{
	"post_build": {to: "postBuild", block: attributes(`
		substitute = substitute
		substitute_from = substituteFrom
	`, nil)},
})

var terraformExtension = attributes(`
	id
	name
	cluster_id
	cluster_name
	resource_group_name
	timeouts
	identity
	current_version = currentVersion
	extension_type = extensionType
	configuration_settings = configurationSettings
	configuration_protected_settings = configurationProtectedSettings
	release_train = releaseTrain
	version = version
	release_namespace = scope.cluster.releaseNamespace
	target_namespace = scope.namespace.targetNamespace
`, nil)

// opposite takes over a boolean whose property means the contrary.
func opposite(name string) func(terraformConverter, any, []string, []string) {
	return func(c terraformConverter, value any, from, to []string) {
		flag, ok := value.(bool)
		if !ok {
			c.report(c.out.at.step(from...).finding(fn.Error, report.WrongType, "a boolean is expected here"))
			return
		}
		c.out.set(!flag, from, child(to, name)...)
	}
}

// protected takes over a secret of the protected settings.
func protected(key string) func(terraformConverter, any, []string, []string) {
	return func(c terraformConverter, value any, from, _ []string) {
		c.out.set(value, from, "configurationProtectedSettings", key)
	}
}

// source takes over the block of a source, and says which kind it is.
func source(kind v1alpha1.SourceKind, name string, names map[string]terraformName) func(terraformConverter, any, []string, []string) {
	return func(c terraformConverter, value any, from, to []string) {
		c.out.set(string(kind), from, "sourceKind")
		c.block(terraformName{to: name, block: names}, value, from, to)
		blocks, _ := value.([]any)
		if len(blocks) == 0 || kind != v1alpha1.SourceKindGitRepository {
			return
		}
		body, _ := blocks[0].(map[string]any)
		kind, revision := text(body, "reference_type"), body["reference_value"]
		from = child(from, "0")
		switch kind {
		case "branch", "tag", "semver", "commit":
			c.out.set(revision, child(from, "reference_value"), name, "repositoryRef", kind)
		default:
			c.lost(c.out.at.step(child(from, "reference_type")...), "a revision is a branch, tag, semver or commit")
		}
	}
}

// container splits the ID of a container: the URL of the account, and the name.
func container(c terraformConverter, value any, from, to []string) {
	id, _ := value.(string)
	address, query, _ := strings.Cut(id, "?")
	cut := strings.LastIndexByte(address, '/')
	if !strings.Contains(address, "://") || cut < strings.Index(address, "://")+len("://") {
		c.lost(c.out.at.step(from...), "this is not the URL of a container")
		return
	}
	url := address[:cut]
	if query != "" {
		url += "?" + query
	}
	c.out.set(url, from, child(to, "url")...)
	c.out.set(address[cut+1:], from, child(to, "containerName")...)
}

// terraformKustomizations turns the blocks into the table that the API has.
func terraformKustomizations(c terraformConverter, value any, from, _ []string) {
	blocks, ok := value.([]any)
	if !ok {
		c.report(c.out.at.step(from...).finding(fn.Error, report.WrongType, "a list of blocks is expected here"))
		return
	}
	seen := map[string]bool{}
	for i, block := range blocks {
		at := child(from, strconv.Itoa(i))
		body, _ := block.(map[string]any)
		name := text(body, "name")
		if name == "" || seen[name] {
			c.report(c.out.at.step(at...).finding(fn.Error, report.InvalidName, "a kustomization needs a name of its own"))
			continue
		}
		seen[name] = true
		path := []string{"kustomizations", name}
		c.out.set(map[string]any{}, at, path...)
		c.convert(terraformKustomization, body, at, path)
	}
}
