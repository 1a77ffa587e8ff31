// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"cmp"
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// objectIdentity resolves whether single objects have a workload identity.
func (r *resolver) objectIdentity(given *bool, sync *v1alpha1.Sync) {
	if given == nil {
		return
	}
	if !*given && sync != nil && sync.Source.ObjectLevelIdentity != nil {
		r.error(report.Contradiction, problem{
			"the source of the root sync has an identity, which needs it", "remove one of them",
		}, "spec", "objectLevelIdentity")
	}
	r.options.ObjectLevelIdentity, r.options.NoObjectLevelIdentity = *given, !*given
	if r.options.LockDown != nil {
		r.options.LockDown.CloudIdentity = *given
	}
}

// cloudAccount finds a release whose controllers cannot keep tenants from their
// own identities.
func (r *resolver) cloudAccount() {
	const flag = "default-decryption-service-account"
	if r.options.LockDown == nil || !r.options.LockDown.CloudIdentity ||
		slices.Contains(r.options.Release.Flags(flux.KustomizeController), flag) {
		return
	}
	r.error(report.InvalidValue, problem{
		"the controllers of Flux " + r.options.Release.Version + " cannot keep tenants from the identities of the controllers",
		r.otherwise(flux.KustomizeController, flag, flux.Release.Flags) + "; or set multiTenancy.workloadIdentity: false",
	}, "spec", "objectLevelIdentity")
}

// tenancy refines the lock-down.
func (r *resolver) tenancy(t *v1alpha1.ExtensionMultiTenancy) {
	if t == nil {
		return
	}
	if r.options.LockDown == nil {
		r.add(fn.Warning, report.IgnoredSetting, problem{
			"has no effect, since " + multiTenancy + ` is "false"`, "remove one of them",
		}, []string{"spec", "multiTenancy"})
		return
	}
	lockDown := *r.options.LockDown
	r.name(t.ServiceAccount, "spec", "multiTenancy", "serviceAccount")
	lockDown.DefaultServiceAccount = cmp.Or(t.ServiceAccount, lockDown.DefaultServiceAccount)
	if t.WorkloadIdentity != nil {
		if *t.WorkloadIdentity && !r.options.ObjectLevelIdentity {
			r.error(report.MissingField, problem{"needs objectLevelIdentity: without it no controller has accounts other than its own", "set objectLevelIdentity: true"}, "spec", "multiTenancy", "workloadIdentity")
		}
		lockDown.CloudIdentity = *t.WorkloadIdentity
	}
	for _, account := range []struct{ name, value string }{
		{"decryptionServiceAccount", t.DecryptionServiceAccount},
		{"kubeConfigServiceAccount", t.KubeConfigServiceAccount},
	} {
		r.name(account.value, "spec", "multiTenancy", account.name)
		if account.value != "" && !lockDown.CloudIdentity {
			r.error(report.MissingField, problem{
				"needs the workload identities of tenants: the controllers do not start with the flag alone", "set objectLevelIdentity: true",
			}, "spec", "multiTenancy", account.name)
		}
	}
	lockDown.DecryptionServiceAccount, lockDown.KubeConfigServiceAccount = t.DecryptionServiceAccount, t.KubeConfigServiceAccount
	r.options.LockDown = &lockDown
}
