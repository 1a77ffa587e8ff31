// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package status

import (
	"encoding/base64"
	"strings"

	"golang.org/x/crypto/ssh"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/compliance"
	"github.com/fluxbundle/fluxbundle/functions/internal/status/live"
)

// Status is the assessment in the form of Azure's read-only properties.
func (a Assessment) Status() v1alpha1.Status {
	s := v1alpha1.Status{ComplianceState: string(a.State), StatusUpdatedAt: a.Now, RepositoryPublicKey: a.PublicKey}
	if a.State != compliance.Compliant {
		s.ErrorMessage = a.Message
	}
	if a.Source != nil {
		s.SourceSyncedCommitID = syncedCommit(a.Source)
		if a.Source.Object != nil {
			s.SourceUpdatedAt = live.Time(a.Source.Object.Text("status", "artifact", "lastUpdateTime"))
		}
	}
	for _, n := range a.All() {
		s.Statuses = append(s.Statuses, objectStatus(n))
	}
	for _, c := range a.Causes {
		s.Causes = append(s.Causes, v1alpha1.StatusCause{
			Kind: c.Kind, Name: c.Name, Namespace: c.Namespace, Rule: c.Rule, Message: c.Message, Advice: c.Advice, Blocks: int64(c.Blocks),
		})
	}
	for _, n := range a.Drifted() {
		for _, d := range n.Drift {
			s.Drift = append(s.Drift, v1alpha1.StatusDrift{
				Kind: n.Kind, Name: n.Name, Namespace: n.Namespace,
				Field: report.Finding{Field: d.Path}.FieldPath(), Expected: d.Want, Actual: d.Have,
			})
		}
	}
	return s
}

// Drifted returns the objects of the input that differ from the bundle.
func (a Assessment) Drifted() []*Node {
	var out []*Node
	for _, n := range append(a.All(), a.Support...) {
		if len(n.Drift) > 0 {
			out = append(out, n)
		}
	}
	return out
}

func objectStatus(n *Node) v1alpha1.ObjectStatus {
	s := v1alpha1.ObjectStatus{Kind: n.Kind, Name: n.Name, Namespace: n.Namespace, ComplianceState: string(n.State), Rule: n.Rule}
	if n.AppliedBy.Name != "" {
		s.AppliedBy = &v1alpha1.ObjectReference{Name: n.AppliedBy.Name, Namespace: n.AppliedBy.Namespace}
	}
	if n.Object == nil {
		return s
	}
	conditions, _ := n.Object.Conditions()
	for _, c := range conditions {
		s.StatusConditions = append(s.StatusConditions, v1alpha1.StatusCondition{
			Type: c.Type, Status: c.Status, Reason: c.Reason, Message: c.Message, LastTransitionTime: c.LastTransitionTime,
		})
	}
	s.HelmReleaseProperties = n.HelmRelease()
	return s
}

// HelmRelease is what Azure reports of a HelmRelease
// (https://fluxcd.io/flux/components/helm/helmreleases/#helmrelease-status), nil
// for other kinds. The newest release is the first of the history.
func (n *Node) HelmRelease() *v1alpha1.HelmReleaseProperties {
	o := n.Object
	if n.Kind != kindHelmRelease || o == nil {
		return nil
	}
	var p v1alpha1.HelmReleaseProperties
	if history, _ := o.Elements("status", "history"); len(history) > 0 {
		p.LastRevisionApplied, _ = live.Part(history[0]).Number("version")
	}
	if chart, ok := sourceOf(o); ok {
		p.HelmChartRef = &v1alpha1.ObjectReference{Name: chart.Name, Namespace: chart.Namespace}
	}
	p.FailureCount, _ = o.Number("status", "failures")
	p.InstallFailureCount, _ = o.Number("status", "installFailures")
	p.UpgradeFailureCount, _ = o.Number("status", "upgradeFailures")
	return &p
}

// Revision is the revision of the source's artifact as Flux writes it; empty
// when it has none.
func (a Assessment) Revision() string {
	if a.Source == nil || a.Source.Object == nil {
		return ""
	}
	return a.Source.Object.Text("status", "artifact", "revision")
}

// syncedCommit is the revision as Azure writes it: <branch>/<commit> for Git,
// the digest for the others. Flux has <branch>@sha1:<commit>, sha1:<commit>,
// <tag>@sha256:<digest> and sha256:<digest>
// (https://fluxcd.io/flux/components/source/gitrepositories/#artifact).
func syncedCommit(source *Node) string {
	if source.Object == nil {
		return ""
	}
	revision := source.Object.Text("status", "artifact", "revision")
	name, digest, named := cutLast(revision, "@")
	if !named {
		name, digest = "", revision
	}
	if source.Kind != "GitRepository" {
		return digest
	}
	if _, hash, ok := strings.Cut(digest, ":"); ok {
		digest = hash
	}
	if name == "" {
		return digest
	}
	return name + "/" + digest
}

func cutLast(s, separator string) (before, after string, found bool) {
	i := strings.LastIndex(s, separator)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(separator):], true
}

// publicKey is the public half of the key in the source's Secret. Nothing but a
// public key comes out of a Secret: the value has to be one by its form.
func (e *evaluator) publicKey(source *Node) string {
	if source == nil || source.Object == nil || source.Kind != "GitRepository" {
		return ""
	}
	secret := e.cluster.Get(manifest.ID{Kind: "Secret", Namespace: source.Namespace, Name: source.Object.Text("spec", "secretRef", "name")})
	if secret == nil {
		return ""
	}
	text, err := base64.StdEncoding.DecodeString(secret.Text("data", "identity.pub"))
	if err != nil {
		return ""
	}
	key, _, options, _, err := ssh.ParseAuthorizedKey(text)
	if err != nil || len(options) > 0 {
		return ""
	}
	return strings.TrimSpace(string(ssh.MarshalAuthorizedKey(key)))
}
