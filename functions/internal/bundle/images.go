// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package bundle

import (
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// imagesName is the name of the ConfigMap that lists the images.
const imagesName = "flux-images"

// ListImages returns the images of the bundle of the inputs in the given files.
// With an error there are none.
func ListImages(inputs []File) ([]string, report.Findings) {
	m, found := parse(inputs)
	if !found.Failed() {
		found = append(found, nothingToDo(m, false)...)
	}
	built, more := Build(m)
	return imagesOf(built.Objects), append(found, more...)
}

// imagesOf returns the images of the workloads among the objects, sorted, each
// once.
func imagesOf(objects []owner.Object) []string {
	var out []string
	for _, o := range objects {
		if o.Kind != "Deployment" {
			continue
		}
		spec, _ := o.Body.Get("spec").(manifest.Map)
		template, _ := spec.Get("template").(manifest.Map)
		pod, _ := template.Get("spec").(manifest.Map)
		containers, _ := pod.Get("containers").(manifest.List)
		for _, c := range containers {
			container, _ := c.(manifest.Map)
			if image, ok := container.Get("image").(manifest.String); ok {
				out = append(out, string(image))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// listImages lists the images of the objects, as the FluxBundle asks for it.
func listImages(in inputs, objects []owner.Object) ([]owner.Object, report.Findings) {
	if len(in.bundles) == 0 {
		return nil, nil
	}
	about, policy := in.bundles[0].Object, in.bundles[0].Value.Spec.Images
	if policy == v1alpha1.ImagesNone {
		return nil, nil
	}
	images := imagesOf(objects)
	message := "the bundle runs no images"
	if len(images) > 0 {
		message = "the bundle runs " + strings.Join(images, ", ")
	}
	found := report.Findings{{
		Severity: fn.Info, Reason: report.Images, Object: about, Field: []string{"spec", "images"}, Message: message,
	}}
	if policy != v1alpha1.ImagesConfigMap {
		return nil, found
	}
	merger := owner.NewMerger(1)
	merger.Add(in.owner(about), []owner.Emitted{{Object: manifest.Object{
		APIVersion: "v1", Kind: "ConfigMap", Namespace: model.SystemNamespace, Name: imagesName,
		Annotations: manifest.Pairs{{Key: krm.LocalConfigAnnotation, Value: "true"}},
		Body: manifest.Map{{Key: "data", Value: manifest.Map{
			{Key: "images.txt", Value: manifest.String(strings.Join(append(images, ""), "\n"))},
		}}},
	}}})
	listed, more := merger.Objects()
	return listed, append(found, more...)
}
