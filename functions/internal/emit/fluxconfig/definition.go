// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fluxconfig

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// Definition returns the CRD of FluxConfigs. Its schema is ours: what we emit is
// described, and anything else passes, so that objects of other origin lose
// nothing. It has the label by which the CRDs of Flux are waited for.
func Definition() manifest.Object {
	return manifest.Object{
		APIVersion: "apiextensions.k8s.io/v1", Kind: "CustomResourceDefinition", Name: "fluxconfigs." + Group,
		Labels:      manifest.Pairs{{Key: "app.kubernetes.io/part-of", Value: "flux"}},
		Annotations: owner.Keep,
		Body: manifest.Map{{Key: "spec", Value: manifest.Map{
			{Key: "group", Value: manifest.String(Group)},
			{Key: "names", Value: manifest.Map{
				{Key: "kind", Value: manifest.String(Kind)},
				{Key: "listKind", Value: manifest.String(Kind + "List")},
				{Key: "plural", Value: manifest.String("fluxconfigs")},
				{Key: "shortNames", Value: manifest.Strings("fc")},
				{Key: "singular", Value: manifest.String("fluxconfig")},
			}},
			{Key: "scope", Value: manifest.String("Namespaced")},
			{Key: "versions", Value: manifest.List{version()}},
		}}},
	}
}

func version() manifest.Map {
	return manifest.Map{
		{Key: "additionalPrinterColumns", Value: manifest.List{
			column("Scope", "string", ".spec.scope"),
			column("URL", "string", ".spec.gitRepository.url"),
			column("Provision", "string", ".status.provisioningState"),
			column("Age", "date", ".metadata.creationTimestamp"),
		}},
		{Key: "name", Value: manifest.String(Version)},
		{Key: "schema", Value: manifest.Map{{Key: "openAPIV3Schema", Value: fields(
			entry{"apiVersion", text}, entry{"kind", text}, entry{"metadata", of("object")},
			entry{"spec", open(specSchema())}, entry{"status", open(of("object"))},
		).With("required", manifest.Strings("spec"))}}},
		{Key: "served", Value: manifest.Bool(true)},
		{Key: "storage", Value: manifest.Bool(true)},
		{Key: "subresources", Value: manifest.Map{{Key: "status", Value: manifest.Map{}}}},
	}
}

func column(name, kind, path string) manifest.Map {
	return manifest.Map{
		{Key: "jsonPath", Value: manifest.String(path)}, {Key: "name", Value: manifest.String(name)}, {Key: "type", Value: manifest.String(kind)},
	}
}

func specSchema() manifest.Map {
	return fields(
		entry{"azureBlob", sourceSchema(entry{"containerName", text})},
		entry{"bucket", sourceSchema(entry{"bucketName", text}, entry{"insecure", flag})},
		entry{"correlationId", text},
		entry{"gitRepository", sourceSchema(
			entry{"provider", text}, entry{"ref", refSchema("branch", "commit", "semver", "tag")}, entry{"sparseCheckout", list(text)},
		)},
		entry{"kustomizations", list(kustomizationSchema())},
		entry{"ociRepository", sourceSchema(
			entry{"insecure", flag}, entry{"layerSelector", refSchema("mediaType", "operation")},
			entry{"ref", refSchema("digest", "semver", "tag")}, entry{"serviceAccountName", text}, entry{"useWorkloadIdentity", flag},
			entry{"verify", open(fields(
				entry{"matchOidcIdentity", list(refSchema("issuer", "subject"))}, entry{"provider", text},
			))},
		)},
		entry{"operationId", text},
		entry{"protectedParametersSecretRef", refSchema("name")},
		entry{"reconciliationWaitDuration", text},
		entry{"scope", oneOf("cluster", "namespace")},
		entry{"softDelete", flag},
		entry{"sourceKind", oneOf("GitRepository", "Bucket", "AzureBlob", "OCIRepository")},
		entry{"suspend", flag},
		entry{"waitForReconciliation", flag},
	)
}

// sourceSchema is that of a source: what all have, and the given fields.
func sourceSchema(others ...entry) manifest.Map {
	return open(fields(append(others,
		entry{"additionalConfigurations", open(of("object"))}, entry{"localAuthRef", text}, entry{"objectLevelIdentity", identitySchema()},
		entry{"syncInterval", text}, entry{"timeout", text}, entry{"url", text},
	)...).With("required", manifest.Strings("url")))
}

func kustomizationSchema() manifest.Map {
	return open(fields(
		entry{"additionalConfigurations", open(of("object"))}, entry{"dependsOn", list(text)}, entry{"force", flag},
		entry{"kubeConfig", open(fields(entry{"clusterResourceId", text}, entry{"objectLevelIdentity", identitySchema()}))},
		entry{"name", text}, entry{"path", text},
		entry{"postBuild", open(fields(
			entry{"substitute", of("object").With("additionalProperties", text)},
			entry{"substituteFrom", list(open(fields(entry{"kind", text}, entry{"name", text}, entry{"optional", flag})))},
		))},
		entry{"prune", flag}, entry{"retryInterval", text}, entry{"syncInterval", text}, entry{"timeout", text},
		entry{"validation", text}, entry{"wait", flag},
	).With("required", manifest.Strings("name")))
}

func identitySchema() manifest.Map { return refSchema("clientId", "serviceAccountName", "tenantId") }

// entry is a property of a schema.
type entry struct {
	name   string
	schema manifest.Map
}

var (
	text = of("string")
	flag = of("boolean")
)

func of(kind string) manifest.Map { return manifest.Map{{Key: "type", Value: manifest.String(kind)}} }

func oneOf(values ...string) manifest.Map { return text.With("enum", manifest.Strings(values...)) }

func list(each manifest.Map) manifest.Map { return of("array").With("items", each) }

// open lets an object have properties that the schema does not name.
func open(object manifest.Map) manifest.Map {
	return object.With("x-kubernetes-preserve-unknown-fields", manifest.Bool(true))
}

func fields(all ...entry) manifest.Map {
	properties := make(manifest.Map, len(all))
	for i, e := range all {
		properties[i] = manifest.Field{Key: e.name, Value: e.schema}
	}
	return of("object").With("properties", properties)
}

// refSchema is an object of texts.
func refSchema(names ...string) manifest.Map {
	all := make([]entry, len(names))
	for i, name := range names {
		all[i] = entry{name, text}
	}
	return open(fields(all...))
}
