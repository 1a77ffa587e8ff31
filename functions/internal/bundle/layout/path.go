// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package layout

import (
	"path"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
)

// File returns the file of an object in a package, beside the input it comes
// from:
//
//	<namespace>/namespace.yaml                       Namespace
//	<namespace>/flux-applier.yaml                    account and binding
//	<namespace>/identities.yaml                      accounts of managed identities
//	<namespace>/<configuration>/secrets.yaml         sealed Secrets, deploy key
//	<namespace>/<configuration>/source.yaml          source, and fluxObjects that are sources
//	<namespace>/<configuration>/kustomizations.yaml  Kustomizations
//	<namespace>/<configuration>/fluxconfig.yaml      the record for programs of others
//	<namespace>/<configuration>/<others>.yaml        other fluxObjects: notifications, helmreleases, images
//	<extension>/crds.yaml, rbac.yaml, ...            the controllers of Flux
//	<extension>/sync.yaml                            the root sync
//	<bundle>/endpoints.yaml                          the list of endpoints
//
// What several inputs share lies in the folder that all of them are below. The
// result is empty when an owner came without a file: then the host chooses.
func File(o owner.Object) string {
	dir, ok := commonDir(o.Owners)
	if !ok {
		return ""
	}
	if o.Owners[0].Kind != v1alpha1.KindFluxConfiguration {
		return path.Join(dir, o.Owners[0].Name, extensionFile(o))
	}
	return path.Join(dir, configurationFile(o))
}

func configurationFile(o owner.Object) string {
	switch o.Kind {
	case "Namespace":
		return path.Join(o.Name, "namespace.yaml")
	case "ServiceAccount":
		if o.Name != model.ServiceAccount {
			return path.Join(o.Namespace, "identities.yaml")
		}
		return path.Join(o.Namespace, "flux-applier.yaml")
	case "RoleBinding", "ClusterRoleBinding":
		namespace, _ := model.BindingNamespace(o.Kind, o.Namespace, o.Name)
		return path.Join(namespace, "flux-applier.yaml")
	case "Secret", "SealedSecret", "ExternalSecret":
		return path.Join(o.Namespace, o.Owners[0].Name, "secrets.yaml")
	case "Kustomization", "ConfigMap":
		if o.Kind == "ConfigMap" && strings.HasSuffix(o.Name, model.DeployKeySuffix) {
			return path.Join(o.Namespace, o.Owners[0].Name, "secrets.yaml")
		}
		return path.Join(o.Namespace, o.Owners[0].Name, "kustomizations.yaml")
	case "Provider", "Alert", "Receiver":
		return path.Join(o.Namespace, o.Owners[0].Name, "notifications.yaml")
	case "HelmRelease":
		return path.Join(o.Namespace, o.Owners[0].Name, "helmreleases.yaml")
	case "ImageRepository", "ImagePolicy", "ImageUpdateAutomation":
		return path.Join(o.Namespace, o.Owners[0].Name, "images.yaml")
	case "FluxConfig":
		return path.Join(o.Namespace, o.Owners[0].Name, "fluxconfig.yaml")
	default:
		return path.Join(o.Namespace, o.Owners[0].Name, "source.yaml")
	}
}

// extensionFile keeps the CRDs apart, so that a new release does not hide a
// change of two lines elsewhere.
func extensionFile(o owner.Object) string {
	switch {
	case isSync(o):
		return "sync.yaml"
	case isEndpoints(o):
		return strings.TrimPrefix(o.Name, "flux-") + ".yaml"
	}
	switch o.Kind {
	case "CustomResourceDefinition":
		return "crds.yaml"
	case "Namespace", "ResourceQuota", "NetworkPolicy":
		return "namespace.yaml"
	case "ServiceAccount", "ClusterRole", "ClusterRoleBinding", "RoleBinding":
		return "rbac.yaml"
	default:
		return "controllers.yaml"
	}
}

// commonDir returns the deepest folder that holds the files of all owners.
func commonDir(owners []owner.Owner) (string, bool) {
	var common []string
	for i, o := range owners {
		if o.Input.File == "" {
			return "", false
		}
		dir := strings.Split(path.Dir(path.Clean(o.Input.File)), "/")
		if i == 0 {
			common = dir
			continue
		}
		n := 0
		for n < len(common) && n < len(dir) && common[n] == dir[n] {
			n++
		}
		common = common[:n]
	}
	return path.Join(common...), true
}
