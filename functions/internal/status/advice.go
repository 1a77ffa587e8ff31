// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package status

import (
	"regexp"
	"slices"
)

// byRule is the advice for what no controller says.
var byRule = map[string]string{
	"Missing":        "apply the bundle; a root Kustomization does it when it is itself ready",
	"Drifted":        "apply the bundle, or carry the change into the configuration",
	"Foreign":        "two bundles or people want the object: rename one, or remove it from one of them",
	"Suspended":      "flux resume starts it again",
	"NotRead":        "read it from the cluster too",
	"NotObserved":    "wait, or check that the controller runs",
	"Outdated":       "wait, or check that the controller runs",
	"Requested":      "wait, or check that the controller runs",
	"UnknownVersion": "read it in a newer API version",
	"RolloutFailed":  "look at its newest pods: kubectl describe tells why they are not ready",
	"Deleting":       "wait; a finalizer may hold it",
}

// Kinds by what their controllers do.
var (
	sources  = []string{"Bucket", "ExternalArtifact", "GitRepository", "HelmChart", "HelmRepository", "ImageRepository", "OCIRepository"}
	appliers = []string{kindHelmRelease, kindKustomization}
)

// failure is one that many people meet.
type failure struct {
	// kinds are those whose controller reports it; any where there are none.
	kinds []string
	// says is what the message of the controller, or what it quotes, has in it.
	says func() *regexp.Regexp
	// advice is what to do; source is where the words are from.
	advice, source string
}

// advice says what to do about an object; empty when nothing common is known,
// since no advice is better than a wrong one.
func advice(n *Node) string {
	if n.Rule == "Missing" && !n.Managed {
		if n.Applied {
			return "it was applied and is gone: flux reconcile of what applied it creates it again"
		}
		return "nothing that was read has applied it: correct the name where it is referred to, or create it"
	}
	if n.Rule == "Suspended" && n.Kind == "ArtifactGenerator" {
		return "remove the annotation source.extensions.fluxcd.io/reconcile"
	}
	if a, ok := byRule[n.Rule]; ok {
		return a
	}
	for _, c := range failures {
		if len(c.kinds) > 0 && !slices.Contains(c.kinds, n.Kind) {
			continue
		}
		if c.says().MatchString(n.Message) {
			return c.advice
		}
	}
	return ""
}
