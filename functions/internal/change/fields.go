// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package change

import (
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// ofField is what a difference in one field means.
func ofField(old, now thing, f field) consequence {
	if len(f.path) > 1 && f.path[0] == "metadata" {
		return ofMetadata(now, f)
	}
	kind := now.id.Kind
	switch {
	case slices.Contains(secretKinds, kind):
		return ofSecret(f)
	case slices.Contains(roleKinds, kind) || slices.Contains(bindings, kind):
		return ofRole(f)
	case kind == "CustomResourceDefinition":
		return ofDefinition(f)
	case slices.Contains(workloads, kind):
		return ofWorkload(f)
	case kind == "NetworkPolicy":
		return consequence{Rights, false, "who may connect changes"}
	case isFlux(now) && slices.Contains(sources, kind):
		return ofSource(now, f)
	case isFlux(now) && (kind == fluxKustomization || kind == helmRelease):
		return ofApplied(old, now, f)
	default:
		return ofAny(f)
	}
}

func last(path []string) string { return path[len(path)-1] }

func below(path []string, steps ...string) bool {
	return len(path) >= len(steps) && slices.Equal(path[:len(steps)], steps)
}

func holds(path []string, steps ...string) bool {
	return slices.ContainsFunc(path, func(step string) bool { return slices.Contains(steps, step) })
}

func ofMetadata(o thing, f field) consequence {
	switch name := last(f.path); {
	case name == seal.RecipientAnnotation || name == seal.IdentityAnnotation:
		return consequence{Credentials, false, "someone else can open it"}
	case name == owner.PruneDisabled.Key && f.old == owner.PruneDisabled.Value:
		return consequence{Force, false, "pruning may delete it from now on"}
	case name == "kustomize.toolkit.fluxcd.io/substitute":
		return consequence{Values, false, ""}
	case slices.Contains(secretKinds, o.id.Kind) && strings.HasPrefix(name, "fluxbundle.io/sealing"):
		return consequence{Credentials, false, "sealed anew"}
	default:
		return consequence{Other, false, ""}
	}
}

// withoutCiphertext puts the differences that sealing anew makes into one: nobody
// can read more out of them.
func withoutCiphertext(fields []field) []field {
	var rest []field
	sealed := false
	for _, f := range fields {
		name := last(f.path)
		record := name == seal.TagAnnotation || name == seal.InputsAnnotation
		if record || f.path[0] == "sops" || below(f.path, "spec", "encryptedData") {
			sealed = true
			continue
		}
		rest = append(rest, f)
	}
	if sealed {
		rest = slices.DeleteFunc(rest, func(f field) bool { return f.path[0] == "data" || f.path[0] == "stringData" })
		rest = append(rest, field{path: []string{sealedAnew}})
	}
	// For whom it is sealed comes before what is sealed.
	slices.SortStableFunc(rest, func(a, b field) int { return compareBools(a.path[0] != "metadata", b.path[0] != "metadata") })
	return rest
}

// sealedAnew stands for all that changes when a value is sealed again.
const sealedAnew = "sealed value"

func ofSecret(f field) consequence {
	if f.path[0] == sealedAnew {
		return consequence{Credentials, false, "its value is sealed anew"}
	}
	return consequence{Credentials, false, "its value changes"}
}

func ofRole(f field) consequence {
	switch {
	case f.new == nil:
		return consequence{Rights, true, "rights are taken away"}
	case f.old == nil:
		return consequence{Rights, false, "more rights"}
	default:
		return consequence{Rights, false, "other rights"}
	}
}

func ofDefinition(f field) consequence {
	const version = 3 // spec.versions.NAME
	if below(f.path, "spec", "versions") && (len(f.path) == version && f.new == nil || last(f.path) == "served" && f.new == false) {
		return consequence{Release, false, "objects of this version are refused from then on"}
	}
	return consequence{Release, false, ""}
}

// lockDown are flags of the controllers that keep tenants apart.
var lockDown = []string{
	"--no-cross-namespace-refs", "--no-remote-bases", "--default-service-account", "--default-decryption-service-account",
	"--default-kubeconfig-service-account",
}

func ofWorkload(f field) consequence {
	switch name := last(f.path); {
	case name == "image":
		old, _ := f.old.(string)
		now, _ := f.new.(string)
		if strings.Contains(old, "@sha256:") && !strings.Contains(now, "@sha256:") {
			return consequence{Release, false, "the image is not held by a digest any more"}
		}
		return consequence{Release, false, ""}
	case holds(f.path, "args") && slices.Contains(lockDown, name):
		if f.old == nil || f.new == name+"=true" {
			return consequence{Rights, true, "tenants are kept apart"}
		}
		return consequence{Rights, false, "tenants are not kept apart as before"}
	case name == "serviceAccountName" || name == "serviceAccount" || holds(f.path, "securityContext", "hostNetwork", "hostPID", "automountServiceAccountToken"):
		return consequence{Rights, false, "what its pods may do changes"}
	default:
		return consequence{Values, false, ""}
	}
}

// address are the fields of a source that decide where its credentials go.
var address = []string{"url", "endpoint", "bucketName", "region", "provider", "insecure", "sts", "proxySecretRef"}

// identities are the fields of a source that say with which credential it reads.
var identities = []string{"secretRef", "certSecretRef", "serviceAccountName"}

func ofSource(o thing, f field) consequence {
	secret := at(o.body, "spec", "secretRef") != nil || at(o.body, "spec", "serviceAccountName") != nil
	switch name := last(f.path); {
	case name == "suspend":
		return ofSuspend(f)
	case len(f.path) > 1 && slices.Contains(identities, f.path[1]):
		return consequence{Credentials, false, "another credential is used"}
	case secret && holds(f.path, address...):
		return consequence{Credentials, false, "the credential is sent to another place, or in another way"}
	case below(f.path, "spec", "verify") && f.new == nil:
		return consequence{Source, false, "what is fetched is not verified any more"}
	case below(f.path, "spec", "verify") && f.old == nil:
		return consequence{Source, true, "what is fetched is verified"}
	case name == "interval" || name == "timeout":
		return consequence{Order, false, ""}
	case f.path[0] == "spec":
		return consequence{Source, false, "other content is fetched"}
	default:
		return consequence{Other, false, ""}
	}
}

func ofSuspend(f field) consequence {
	if f.new == true {
		return consequence{Suspend, false, "Flux leaves it alone from now on"}
	}
	return consequence{Suspend, false, "Flux takes it up again"}
}

// moves are fields that change where or as what everything is applied: with
// pruning, the old objects go and new ones come.
var moves = []string{"path", "targetNamespace", "namePrefix", "nameSuffix", "sourceRef", "releaseName", "storageNamespace", "chart", "chartRef", "kubeConfig"}

// applied is what a field of a Kustomization or a HelmRelease means, where that
// does not hang on others.
var applied = map[string]consequence{
	"serviceAccountName": {Rights, false, "it is applied with other rights"},
	"decryption":         {Credentials, false, "what is encrypted is opened in another way"},
	"dependsOn":          {risk: Order},
	"wait":               {risk: Order},
	"healthChecks":       {risk: Order},
	"healthCheckExprs":   {risk: Order},
	"timeout":            {risk: Order},
	"interval":           {risk: Order},
	"retryInterval":      {risk: Order},
}

func ofApplied(old, now thing, f field) consequence {
	if f.path[0] != "spec" || len(f.path) == 1 {
		return consequence{Other, false, ""}
	}
	field := f.path[1]
	switch field {
	case "suspend":
		return ofSuspend(f)
	case "prune":
		if f.new == true {
			return consequence{DeleteWorkload, false, "from now on Flux deletes what is not in the source any more"}
		}
		return consequence{DeleteWorkload, true, "Flux deletes nothing any more"}
	case "deletionPolicy", "force":
		return consequence{Force, f.new == false || f.new == "Orphan", ""}
	case "serviceAccountName":
		if f.new == nil {
			return consequence{Rights, false, "it is applied with the rights of the controller, unless there is a default account"}
		}
	}
	if slices.Contains(moves, field) {
		return ofMoved(old, now, field)
	}
	if c, known := applied[field]; known {
		return c
	}
	return consequence{Values, false, ""}
}

// ofMoved is what it means that something is applied from or to another place.
func ofMoved(old, now thing, field string) consequence {
	kustomization := now.id.Kind == fluxKustomization
	switch {
	case kustomization && prunes(old.body) && prunes(now.body):
		return consequence{DeleteWorkload, false, "Flux deletes what is not there as it was applied before; " + keepFirst}
	case !kustomization && slices.Contains([]string{"targetNamespace", "releaseName", "storageNamespace"}, field):
		return consequence{DeleteWorkload, false, "Flux uninstalls the release and installs another"}
	default:
		return consequence{Source, false, "other content is applied"}
	}
}

func ofAny(f field) consequence {
	if last(f.path) == "suspend" {
		return ofSuspend(f)
	}
	return consequence{Other, false, ""}
}
