// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Sync checks the root sync of an extension; its source is checked as that of a
// configuration is.
func Sync(in Input[v1alpha1.FluxExtension]) report.Findings {
	if in.Value.Spec.Sync == nil {
		return nil
	}
	sync := *in.Value.Spec.Sync
	c := &checker{object: in.Object}
	c.label(sync.Name, "spec", "sync", "name")
	c.syncFields(sync.Source)
	c.syncPath(sync)
	shared := &checker{object: in.Object}
	shared.source(model.SyncConfiguration(sync).Spec)
	for _, f := range shared.found {
		f.Field = append([]string{"spec", "sync", "source"}, f.Field[2:]...)
		c.found = append(c.found, f)
	}
	return c.found
}

// syncFields finds fields that the kind of the source does not have, and one
// that it needs.
func (c *checker) syncFields(s v1alpha1.SyncSource) {
	const git, oci, bucket, blob = v1alpha1.SourceKindGitRepository, v1alpha1.SourceKindOCIRepository,
		v1alpha1.SourceKindBucket, v1alpha1.SourceKindAzureBlob
	ref := v1alpha1.SyncRef{}
	if s.RepositoryRef != nil {
		ref = *s.RepositoryRef
	}
	for _, f := range []struct {
		field []string
		given bool
		kinds []v1alpha1.SourceKind
	}{
		{[]string{"bucketName"}, s.BucketName != "", []v1alpha1.SourceKind{bucket, blob}},
		{[]string{"provider"}, s.Provider != "", []v1alpha1.SourceKind{git}},
		{[]string{"repositoryRef"}, s.RepositoryRef != nil, []v1alpha1.SourceKind{git, oci}},
		{[]string{"repositoryRef", "branch"}, ref.Branch != "", []v1alpha1.SourceKind{git, bucket, blob}},
		{[]string{"repositoryRef", "commit"}, ref.Commit != "", []v1alpha1.SourceKind{git, bucket, blob}},
		{[]string{"repositoryRef", "digest"}, ref.Digest != "", []v1alpha1.SourceKind{oci, bucket, blob}},
	} {
		if f.given && !slices.Contains(f.kinds, s.Kind) {
			name := f.field[len(f.field)-1]
			c.error(report.Contradiction, says{
				"kind is " + string(s.Kind) + ", which has no " + name, "remove it; it is for " + string(f.kinds[0]),
			}, append([]string{"spec", "sync", "source"}, f.field...)...)
		}
	}
	if (s.Kind == bucket || s.Kind == blob) && s.BucketName == "" {
		c.error(report.MissingField, says{message: "is required with kind " + string(s.Kind)}, "spec", "sync", "source", "bucketName")
	}
}

// syncPath checks the folder of the bundle, which kustomize-controller looks for
// inside the source.
func (c *checker) syncPath(s v1alpha1.Sync) {
	field := []string{"spec", "sync", "kustomization", "path"}
	path := s.Kustomization.Path
	switch {
	case slices.Contains(strings.Split(path, "/"), ".."):
		c.error(report.InvalidValue, says{
			report.Quote(path) + " leads out of the source", "accepted: the path of a folder from the root of the source, such as ./bundle",
		}, field...)
	case path == "" && s.Source.Kind == v1alpha1.SourceKindGitRepository:
		c.info(report.DefaultApplied, says{
			"without a path, Flux applies everything in the repository, the inputs of the bundle too if they are there",
			"set the folder that render -o writes",
		}, field...)
	}
}
