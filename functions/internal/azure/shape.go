// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import "strings"

// role is what becomes of a property.
type role int

const (
	// keep: a scalar that is carried as it is.
	keep role = iota
	// words: a scalar that becomes a string.
	words
	// address: a URL, whose credentials are secrets.
	address
	// group: an object with the fields of the shape.
	group
	// table: an object with keys of the user's own.
	table
	// list: elements of one shape.
	list
	// free: anything.
	free
	// secret: a text that goes to the Secret file.
	secret
	// readOnly: what Azure reports; it is dropped without a word.
	readOnly
	// lost: what the output has no place for.
	lost
)

// shape describes a property.
type shape struct {
	role   role
	fields map[string]*shape
	// each is the shape of the elements of a table or list.
	each *shape
	// accepted are the values of an enumeration as Azure spells them; it takes them
	// in any case.
	accepted []string
	// usual is the value of a lost property that loses nothing.
	usual string
	// note says why a property is lost; may be empty.
	note string
	// wrapped is the name of the only field of an object that an earlier version of
	// the API has in the place of a value; may be empty.
	wrapped string
	// droppable objects mean nothing when they are empty.
	droppable bool
}

// Shapes without fields.
var (
	kept     = &shape{role: keep}
	moved    = &shape{role: secret}
	reported = &shape{role: readOnly}
	anything = &shape{role: free}
	link     = &shape{role: address}
	texts    = &shape{role: list, each: kept}
	secrets  = &shape{role: table, each: moved, droppable: true}
)

// fields builds a group of scalars that are kept, and of others.
func fields(scalars string, others map[string]*shape) *shape {
	out := map[string]*shape{}
	for name := range strings.FieldsSeq(scalars) {
		out[name] = kept
	}
	for name, s := range others {
		out[name] = s
	}
	return &shape{role: group, fields: out}
}

// oneOf is a scalar with these values.
func oneOf(values ...string) *shape { return &shape{role: keep, accepted: values} }

func optional(s *shape) *shape {
	out := *s
	out.droppable = true
	return &out
}

const times = "timeoutInSeconds syncIntervalInSeconds localAuthRef "

var identity = optional(fields("clientId tenantId serviceAccountName", nil))

// configuration has the properties of fluxConfigurations, API version
// 2026-07-01-preview and those before it.
var configuration = fields("namespace suspend waitForReconciliation reconciliationWaitDuration", map[string]*shape{
	"scope": oneOf("cluster", "namespace"), "sourceKind": oneOf("GitRepository", "Bucket", "AzureBlob", "OCIRepository"),
	"gitRepository": gitRepository, "bucket": bucket, "azureBlob": azureBlob, "ociRepository": ociRepository,
	"kustomizations":                 {role: table, each: kustomization, droppable: true},
	"configurationProtectedSettings": secrets,
	"statuses":                       reported, "repositoryPublicKey": reported, "sourceSyncedCommitId": reported, "sourceUpdatedAt": reported,
	"statusUpdatedAt": reported, "complianceState": reported, "provisioningState": reported, "errorMessage": reported,
})

var gitRepository = optional(fields(times, map[string]*shape{
	"provider": oneOf("Azure", "GitHub", "Generic"),
	"url":      link, "repositoryRef": optional(fields("branch tag semver commit", nil)),
	"sshKnownHosts": kept, "httpsUser": kept, "httpsCACert": kept,
	"objectLevelIdentity": identity, "sparseCheckout": texts, "additionalConfigurations": anything,
}))

var bucket = optional(fields(times+"bucketName insecure", map[string]*shape{
	"url": link, "accessKey": kept, "objectLevelIdentity": identity, "additionalConfigurations": anything,
}))

var azureBlob = optional(fields(times+"containerName", map[string]*shape{
	"url": link, "accountKey": moved, "sasToken": moved,
	"servicePrincipal": optional(fields("clientId tenantId clientCertificateSendChain", map[string]*shape{
		"clientSecret": moved, "clientCertificate": moved, "clientCertificatePassword": moved,
	})),
	"managedIdentity":     optional(fields("clientId", nil)),
	"objectLevelIdentity": identity, "additionalConfigurations": anything,
}))

var ociRepository = optional(fields(times+"insecure useWorkloadIdentity serviceAccountName", map[string]*shape{
	"url": link, "repositoryRef": optional(fields("tag semver digest", nil)),
	"layerSelector": optional(fields("mediaType", map[string]*shape{"operation": oneOf("extract", "copy")})),
	"verify": optional(fields("", map[string]*shape{
		"provider":           oneOf("cosign", "notation"),
		"verificationConfig": secrets,
		"matchOidcIdentity":  {role: list, each: fields("issuer subject", nil)},
	})),
	"tlsConfig": optional(fields("", map[string]*shape{
		"clientCertificate": moved, "privateKey": moved, "caCertificate": moved,
	})),
	"objectLevelIdentity": identity, "additionalConfigurations": anything,
}))

var kustomization = fields("path timeoutInSeconds syncIntervalInSeconds retryIntervalInSeconds prune force wait", map[string]*shape{
	// The objects are those of 2021-11-01-preview.
	"name": reported, "dependsOn": {role: list, each: &shape{role: keep, wrapped: "kustomizationName"}},
	"postBuild": optional(fields("", map[string]*shape{
		"substitute":     {role: table, each: kept, droppable: true},
		"substituteFrom": {role: list, each: fields("name optional", map[string]*shape{"kind": oneOf("ConfigMap", "Secret")})},
	})),
	"kubeConfig":               optional(fields("clusterResourceId", map[string]*shape{"objectLevelIdentity": identity})),
	"additionalConfigurations": anything,
})

// release is about the releases of Azure's extension.
var release = &shape{role: lost, note: "it is about releases of Azure's extension; spec.version names the release of Flux"}

// extension has the properties of extensions of type microsoft.flux.
var extension = fields("", map[string]*shape{
	"configurationSettings":          {role: table, each: &shape{role: words}, droppable: true},
	"configurationProtectedSettings": secrets,
	"extensionType":                  reported, "provisioningState": reported, "statuses": reported, "errorInfo": reported,
	"currentVersion": reported, "customLocationSettings": reported, "packageUri": reported, "isSystemExtension": reported,
	"extensionState": reported, "managementDetails": reported, "additionalDetails": reported, "aksAssignedIdentity": reported,
	// The version is taken over by fluxRelease.
	"version": reported, "releaseTrain": release, "autoUpgradeMinorVersion": release,
	// flux-bundle refuses the namespace, as Azure does.
	"scope": optional(fields("", map[string]*shape{
		"cluster":   optional(fields("", map[string]*shape{"releaseNamespace": {role: lost, usual: "flux-system", note: "Flux is always in flux-system"}})),
		"namespace": optional(fields("targetNamespace", nil)),
	})),
})

// canonical returns the value with Azure's spelling of the names in it. Azure
// takes them in any case, and az prints httpsCaCert.
func (s *shape) canonical(value any) any {
	switch v := value.(type) {
	case map[string]any:
		if s.role != group && s.role != table {
			return s.unwrap(v)
		}
		out := make(map[string]any, len(v))
		for _, key := range keys(v) {
			name, inner := s.lookup(key)
			if _, twice := out[name]; twice {
				name = key
			}
			out[name] = inner.canonical(v[key])
		}
		return out
	case []any:
		if s.role != list {
			return v
		}
		out := make([]any, len(v))
		for i, element := range v {
			out[i] = s.each.canonical(element)
		}
		return out
	case string:
		for _, name := range s.accepted {
			if strings.EqualFold(name, v) {
				return name
			}
		}
		return v
	default:
		return v
	}
}

// unwrap returns the value that stands in an object of an earlier version.
func (s *shape) unwrap(m map[string]any) any {
	if inner := field(m, s.wrapped); s.wrapped != "" && len(m) == 1 && inner != nil {
		return inner
	}
	return m
}

// unknown is the shape of what Azure does not have.
var unknown = &shape{role: lost}

// lookup returns Azure's name of a key and the shape of its value.
func (s *shape) lookup(key string) (string, *shape) {
	if s.role == table {
		return key, s.each
	}
	if inner, ok := s.fields[key]; ok {
		return key, inner
	}
	for _, name := range keys(s.fields) {
		if strings.EqualFold(name, key) {
			return name, s.fields[name]
		}
	}
	return key, unknown
}
