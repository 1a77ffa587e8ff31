// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/restmapper"

	"github.com/fluxbundle/fluxbundle/e2e/node"
)

// interval is how often await looks.
const interval = 200 * time.Millisecond

// await waits until the live objects are as wanted, or gone, and returns what
// is not when ctx ends.
func (w *world) await(ctx context.Context, wanted []object, gone bool) string {
	for {
		var missing []string
		for _, want := range wanted {
			missing = append(missing, w.check(ctx, want, gone)...)
		}
		if len(missing) == 0 {
			return ""
		}
		// A pod that crashes does not get better by waiting.
		if crashing := w.crashing(ctx); len(crashing) > 0 {
			return strings.Join(append(missing, crashing...), "\n")
		}
		select {
		case <-ctx.Done():
			return strings.Join(missing, "\n")
		case <-time.After(interval):
		}
	}
}

// crashing lists the pods that end again and again.
func (w *world) crashing(ctx context.Context) []string {
	pods, err := w.Client.CoreV1().Pods(metav1.NamespaceAll).List(ctx, metav1.ListOptions{})
	if err != nil {
		return nil
	}
	var found []string
	for i := range pods.Items {
		if slices.ContainsFunc(pods.Items[i].Status.ContainerStatuses, node.Crashes) {
			found = append(found, fmt.Sprintf("Pod %s/%s crashes", pods.Items[i].Namespace, pods.Items[i].Name))
		}
	}
	return found
}

func (w *world) check(ctx context.Context, want object, gone bool) []string {
	name := nameOf(want)
	live, err := w.get(ctx, want)
	missing := apierrors.IsNotFound(err) || meta.IsNoMatchError(err)
	switch {
	case gone && missing:
		return nil
	case ctx.Err() != nil:
		// The last look was cut short; the one before said something else.
		return []string{name + ": no answer in time"}
	case err != nil:
		return []string{name + ": " + err.Error()}
	case gone:
		return []string{name + ": is still there"}
	}
	var found []string
	for _, d := range differences("", want.Object, live.Object) {
		found = append(found, name+": "+d)
	}
	return found
}

// get reads the live object.
func (w *world) get(ctx context.Context, want object) (*object, error) {
	client, err := w.clientFor(want.GroupVersionKind(), want.GetNamespace())
	if err != nil {
		return nil, err
	}
	return client.Get(ctx, want.GetName(), metav1.GetOptions{})
}

// clientFor finds the resource of a kind. CRDs come and go, so it asks the API
// server each time.
func (w *world) clientFor(kind schema.GroupVersionKind, namespace string) (dynamic.ResourceInterface, error) {
	resources, err := w.Client.Discovery().ServerResourcesForGroupVersion(kind.GroupVersion().String())
	if apierrors.IsNotFound(err) {
		return nil, &meta.NoKindMatchError{GroupKind: kind.GroupKind(), SearchedVersions: []string{kind.Version}}
	}
	if err != nil {
		return nil, err
	}
	groups := []*restmapper.APIGroupResources{{
		Group:              metav1.APIGroup{Name: kind.Group, Versions: []metav1.GroupVersionForDiscovery{{Version: kind.Version}}},
		VersionedResources: map[string][]metav1.APIResource{kind.Version: resources.APIResources},
	}}
	mapping, err := restmapper.NewDiscoveryRESTMapper(groups).RESTMapping(kind.GroupKind(), kind.Version)
	if err != nil {
		return nil, err
	}
	if mapping.Scope.Name() == meta.RESTScopeNameRoot {
		return w.Dynamic.Resource(mapping.Resource), nil
	}
	return w.Dynamic.Resource(mapping.Resource).Namespace(namespace), nil
}

func nameOf(o object) string {
	if o.GetNamespace() == "" {
		return fmt.Sprintf("%s %s", o.GetKind(), o.GetName())
	}
	return fmt.Sprintf("%s %s/%s", o.GetKind(), o.GetNamespace(), o.GetName())
}

// namespaces returns where objects are.
func namespaces(objects []object) []string {
	var names []string
	for _, o := range objects {
		if namespace := o.GetNamespace(); namespace != "" && !slices.Contains(names, namespace) {
			names = append(names, namespace)
		}
	}
	return names
}
