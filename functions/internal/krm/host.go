// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package krm

import (
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

// Host is the way the function was called.
type Host int

// The hosts that differ for us.
const (
	// Plain writes back what it gets: kustomize fn run, a pipe.
	Plain Host = iota
	// KptEval writes back what it gets, which may be a part of the package.
	KptEval
	// KustomizeGenerator is an entry of generators:.
	KustomizeGenerator
	// KustomizeTransformer is an entry of transformers:.
	KustomizeTransformer
	// KptRender sees the whole package and writes it back.
	KptRender
)

// KeepsInputs reports whether the host writes back what it gets, so that an
// input that is not returned is deleted from the user's disk.
func (h Host) KeepsInputs() bool { return h == Plain || h == KptEval || h == KptRender }

// SeesEverything reports whether the list holds the whole package, so that an
// object whose owner is not there has lost it.
func (h Host) SeesEverything() bool { return h == KptRender }

// ShowsResults reports whether the host prints the results of a run.
func (h Host) ShowsResults() bool { return h == KptEval || h == KptRender }

func detectHost(l List) (host Host, selected bool) {
	identified := 0
	for _, item := range l.Items {
		if _, found := item.Annotation(selectorAnnotation); found {
			selected = true
		}
		if _, found := item.Annotation(kustomizeAnnotation); found {
			identified++
		}
		switch {
		case item.Package != "":
			host = KptRender
		case host == Plain && isKptEval(item):
			host = KptEval
		}
	}
	// kustomize marks every item. A single one has the mark from elsewhere, and
	// a host that writes back must not lose its inputs over it.
	if host == Plain && identified > 0 && identified == len(l.Items) {
		host = KustomizeTransformer
	}
	if host == Plain && len(l.Items) == 1 && l.ConfigItem == 0 && l.Items[0].Path == "" {
		if local, _ := l.Items[0].Annotation(LocalConfigAnnotation); local == "true" {
			host = KustomizeGenerator
		}
	}
	return host, selected
}

// isKptEval tells kpt fn eval from kpt fn source, which has no identities, and
// kustomize fn run, which has no indentation.
func isKptEval(item Item) bool {
	_, indentation := item.Annotation(indentAnnotation)
	_, identity := item.Annotation(migrationAnnotation)
	return indentation && identity
}

// identity is what makes an item the functionConfig.
func identity(d object.Document) manifest.ID {
	return manifest.ID{
		Group: manifest.Group(d.APIVersion()), Kind: d.Kind(), Namespace: d.Namespace(), Name: d.Name(),
	}
}
