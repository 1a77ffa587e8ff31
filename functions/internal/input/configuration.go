// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package input

import (
	"slices"
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux/graph"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// checker collects the findings of one configuration.
type checker struct {
	object report.Object
	found  report.Findings
}

// says is the text of a finding: what is wrong, and what to do.
type says struct {
	message, hint string
}

func (c *checker) error(reason report.Reason, text says, field ...string) {
	c.add(fn.Error, reason, text, field)
}

func (c *checker) warn(reason report.Reason, text says, field ...string) {
	c.add(fn.Warning, reason, text, field)
}

func (c *checker) info(reason report.Reason, text says, field ...string) {
	c.add(fn.Info, reason, text, field)
}

func (c *checker) add(severity fn.Severity, reason report.Reason, text says, field []string) {
	c.found = append(c.found, report.Finding{
		Severity: severity, Reason: reason, Object: c.object, Field: field, Message: text.message, Hint: text.hint,
	})
}

// Configuration checks the fields of a configuration that the schema accepts.
func Configuration(in Input[v1alpha1.FluxConfiguration]) report.Findings {
	c := &checker{object: in.Object}
	spec := in.Value.Spec
	c.objectName(in.Value.Metadata.Name, "metadata", "name")
	c.label(spec.Namespace, "spec", "namespace")
	if !isPathSegment(spec.ClusterRole) {
		c.error(report.InvalidName, says{message: report.Quote(spec.ClusterRole) + " is not the name of a ClusterRole"}, "spec", "clusterRole")
	}
	c.defaults(in.Given.Spec)
	if own := in.Value.Metadata.Namespace; own != "" && in.Given.Spec.Namespace == "" {
		c.warn(report.DefaultApplied, says{
			"the objects land in the namespace default: metadata.namespace is only part of the input's name", "set spec.namespace: " + own,
		}, "spec", "namespace")
	}
	c.sharedNamespace(spec)
	if spec.Namespace == model.SystemNamespace && spec.Scope == v1alpha1.ScopeNamespace {
		c.warn(report.ClusterAdmin, says{
			"flux-applier can read and change everything in flux-system, the accounts of the controllers included",
			"give the configuration a namespace of its own",
		}, "spec", "namespace")
	}
	if spec.UseManagedSource && spec.SourceKind != v1alpha1.SourceKindGitRepository {
		c.error(report.InvalidValue, says{
			"is for a GitRepository, as in Azure, and sourceKind is " + string(spec.SourceKind), "remove it, and write a sourceRef in each HelmRelease",
		}, "spec", "useManagedSource")
	}
	c.source(spec)
	c.waiting(in.Value)
	c.kustomizations(in.Value)
	c.formats(in.Value)
	return c.found
}

// sharedNamespace warns of an account with many rights in a namespace that
// others use too: who can use the account, such as whoever makes a pod there, has
// its rights.
func (c *checker) sharedNamespace(spec v1alpha1.FluxConfigurationSpec) {
	system := strings.HasPrefix(spec.Namespace, "kube-")
	switch {
	case spec.Namespace == model.SystemNamespace || model.OwnsNamespace(spec.Namespace):
	case spec.Scope == v1alpha1.ScopeCluster && system:
		c.warn(report.ClusterAdmin, says{
			"flux-applier in the namespace " + spec.Namespace + ", which others use too, is bound to the ClusterRole " + spec.ClusterRole + " in the whole cluster",
			"give the configuration a namespace that nothing else uses",
		}, "spec", "namespace")
	case spec.Scope == v1alpha1.ScopeCluster:
		c.warn(report.ClusterAdmin, says{
			"flux-applier in the namespace " + spec.Namespace + ", which others use too, is bound to the ClusterRole " + spec.ClusterRole + " in the whole cluster",
			"give the configuration a namespace of its own, or scope: namespace",
		}, "spec", "namespace")
	case system:
		c.warn(report.ClusterAdmin, says{
			"flux-applier can read and change everything in " + spec.Namespace + ", where the cluster keeps accounts with rights in all of it: scope namespace confines nothing there",
			"give the configuration a namespace that nothing else uses",
		}, "spec", "namespace")
	}
}

// defaults reports the defaults that someone who did not write the field may
// not expect.
func (c *checker) defaults(given v1alpha1.FluxConfigurationSpec) {
	if given.Scope == "" {
		c.info(report.DefaultApplied, says{
			"scope is cluster, as in Azure: flux-applier gets its rights in the whole cluster",
			"write it down, or write namespace",
		}, "spec", "scope")
	}
	if len(given.Kustomizations)+len(given.FluxObjects) == 0 {
		c.info(report.DefaultApplied, says{
			message: "without kustomizations, " + v1alpha1.DefaultKustomization + " applies the root of the source, as in Azure",
		}, "spec", "kustomizations")
	}
}

// retry reports which of the defaults in Azure's documents was taken, where they
// differ: its API has none, its parameter reference and Terraform have 600
// seconds, and its CLI has the sync interval, as Flux does.
func (c *checker) retry(k v1alpha1.Kustomization, field []string) {
	if k.RetryIntervalInSeconds != nil || *k.SyncIntervalInSeconds == v1alpha1.DefaultSeconds {
		return
	}
	interval := strconv.FormatInt(*k.SyncIntervalInSeconds, 10)
	c.info(report.DefaultApplied, says{
		"Flux tries again after the sync interval of " + interval + " seconds; some of Azure's documents say 600", "write down the one you want",
	}, append(slices.Clone(field), "retryIntervalInSeconds")...)
}

// objectName checks a name that becomes part of the names of objects, and a
// value of a label: up to 63 characters, with dots, as az has it.
func (c *checker) objectName(name string, field ...string) bool {
	const longest = 63
	return c.name(name, "letters, digits, hyphens and dots", func(s string) bool { return len(s) <= longest && isSubdomain(s) }, field...)
}

// label checks a name that becomes a DNS label (RFC 1123): at most 63
// characters, lower case letters, digits and hyphens.
func (c *checker) label(name string, field ...string) {
	c.name(name, "letters, digits and hyphens", isLabel, field...)
}

// name checks a name; lower case is suggested where it is all that is missing.
func (c *checker) name(name, characters string, accepted func(string) bool, field ...string) bool {
	if accepted(name) {
		return true
	}
	hint := "accepted are 1 to 63 lower case " + characters + ", the first and last a letter or digit"
	if lower := strings.ToLower(name); lower != name && accepted(lower) {
		hint += "; did you mean " + lower + "?"
	}
	c.error(report.InvalidName, says{
		report.Quote(name) + " is not a name that Kubernetes accepts",
		hint,
	}, field...)
	return false
}

func (c *checker) kustomizations(configuration v1alpha1.FluxConfiguration) {
	all := configuration.Spec.Kustomizations
	names := model.KustomizationNames(all)
	for _, name := range names {
		field := []string{"spec", "kustomizations", name}
		if !c.objectName(name, field...) {
			continue
		}
		const longest = 63
		if full := model.KustomizationName(configuration.Metadata.Name, name); len(full) > longest {
			c.error(report.NameTooLong, says{
				"the Kustomization would be called " + full + ", which has " + strconv.Itoa(len(full)) + " characters",
				"Flux uses the name as a label value, which holds 63",
			}, field...)
		}
		c.dependencies(name, all[name].DependsOn, names)
		c.retry(all[name], field)
		c.postBuild(all[name].PostBuild, field)
		c.remote(configuration.Spec.Namespace, all[name].KubeConfig, field)
	}
	edges := func(name string) []string { return all[name].DependsOn }
	for _, cycle := range graph.Cycles(names, edges) {
		c.error(report.DependencyCycle, says{
			"none of these can ever be applied: " + report.Path(cycle),
			"remove one of the dependencies",
		}, "spec", "kustomizations", cycle[0], "dependsOn")
	}
}

// dependencies checks what a kustomization waits for. Names are those of all
// kustomizations, sorted.
func (c *checker) dependencies(name string, dependsOn, names []string) {
	seen := make(map[string]bool, len(dependsOn))
	for i, dependency := range dependsOn {
		field := []string{"spec", "kustomizations", name, "dependsOn", strconv.Itoa(i)}
		_, known := slices.BinarySearch(names, dependency)
		switch {
		case !known:
			const few = 200 // copying all names for each mistake would be quadratic
			others := names
			if len(names) <= few {
				others = slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == name })
			}
			c.error(report.UnknownDependency, says{
				"the configuration has no kustomization " + report.Quote(dependency),
				report.DidYouMean(dependency, others),
			}, field...)
		case seen[dependency]:
			c.warn(report.DuplicateDependency, says{message: dependency + " is named twice"}, field...)
		}
		seen[dependency] = true
	}
}

// postBuild checks what kustomize-controller accepts: names of variables
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution)
// and of objects.
func (c *checker) postBuild(p *v1alpha1.PostBuild, field []string) {
	if p == nil {
		return
	}
	for name := range p.Substitute {
		if !isVariable(name) {
			c.error(report.InvalidName, says{
				report.Quote(name) + " is not the name of a variable",
				"accepted are letters, digits and underscores, the first no digit",
			}, slices.Concat(field, []string{"postBuild", "substitute", name})...)
		}
	}
	for i, from := range p.SubstituteFrom {
		if !isSubdomain(from.Name) {
			c.error(report.InvalidName, says{
				message: report.Quote(from.Name) + " is not the name of a " + from.Kind,
			}, slices.Concat(field, []string{"postBuild", "substituteFrom", strconv.Itoa(i), "name"})...)
		}
	}
}
