// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package marked

import (
	"cmp"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/local"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/policy"
	"github.com/fluxbundle/fluxbundle/functions/internal/secret/seal"
)

// sealed is an object that was made, and where it came from.
type sealed struct {
	manifest.Object
	// from is the Secret, or the earlier object when that is not here.
	from entry
	// replaces is the earlier object that it takes the place of; its item is -1
	// when there is none.
	replaces entry
}

// noEntry takes no place.
var noEntry = entry{item: -1}

// run seals the marked Secrets among the documents, and keeps what was sealed
// earlier. The earlier objects that are in neither are to be left alone.
func run(entries []entry, allowPlaintext bool) ([]sealed, report.Findings) {
	in, found := read(entries)
	r := runner{in: in, allowPlaintext: allowPlaintext, found: found, byPlace: map[manifest.ID]entry{}, earlier: map[manifest.ID]entry{}, used: map[string]policy.Policy{}}
	for _, e := range in.earlier {
		r.earlier[secretOf(e.Document)] = e
	}
	for _, e := range in.marked {
		r.settle(e)
	}
	for _, e := range in.earlier {
		if _, there := r.byPlace[secretOf(e.Document)]; !there {
			r.keep(e)
		}
	}
	if !r.found.Failed() {
		r.needed()
	}
	slices.SortStableFunc(r.out, func(a, b sealed) int {
		return cmp.Or(cmp.Compare(a.Namespace, b.Namespace), cmp.Compare(a.Name, b.Name))
	})
	return r.out, r.found
}

type runner struct {
	in             inputs
	allowPlaintext bool
	found          report.Findings
	// byPlace are the marked Secrets by the Secret that they are.
	byPlace map[manifest.ID]entry
	// earlier are the sealed objects by the Secret that they are for.
	earlier map[manifest.ID]entry
	// used are the policies that something was sealed with, by name.
	used map[string]policy.Policy
	out  []sealed
}

// secretOf is the Secret that a document is, or is sealed for.
func secretOf(d object.Document) manifest.ID {
	return manifest.ID{Kind: "Secret", Namespace: d.Namespace(), Name: d.Name()}
}

// fail, warn and info add a finding about a document.
func (r *runner) fail(about entry, reason report.Reason, says report.Says, field ...string) {
	c := report.Collector{Object: report.About(about.Document)}
	c.Error(reason, says, field...)
	r.found = append(r.found, c.Found...)
}

func (r *runner) warn(about entry, reason report.Reason, says report.Says, field ...string) {
	c := report.Collector{Object: report.About(about.Document)}
	c.Warn(reason, says, field...)
	r.found = append(r.found, c.Found...)
}

func (r *runner) info(about entry, reason report.Reason, says report.Says, field ...string) {
	c := report.Collector{Object: report.About(about.Document)}
	c.Info(reason, says, field...)
	r.found = append(r.found, c.Found...)
}

// settle decides about one marked Secret.
func (r *runner) settle(e entry) {
	place := secretOf(e.Document)
	if other, there := r.byPlace[place]; there {
		r.fail(e, report.DuplicateInput, report.Says{Message: "there are two marked Secrets of this name" + in(other.Path), Hint: "remove one of them"}, "metadata", "name")
		return
	}
	r.byPlace[place] = e
	secret := local.Decode(e.Document)
	p, more := r.in.find(e)
	r.found = append(r.found, more...)
	around, problems := ofSecret(e.Document)
	problems = append(problems, secret.Problems...)
	r.found = append(r.found, problems...)
	if !r.checkPlace(e) || len(more) > 0 || len(problems) > 0 || p.Broken() {
		return
	}
	fields, given, partly := fields(secret)
	for _, f := range fields {
		if given && p.IsSeed(f.Value) {
			r.fail(e, report.WeakSeed, report.Says{
				Message: "this is the seed of SealingPolicy " + p.Object.Name, Hint: "make another seed: openssl rand -base64 32",
			}, "data", f.Key)
		}
	}
	if partly {
		r.fail(e, report.MissingPlaintext, report.Says{
			Message: "some of the data is here and some is " + absent, Hint: "give all of it, or none to keep what was sealed earlier",
		}, "data")
		return
	}
	s := plain(place.Namespace, place.Name, p, around)
	s.Fields = fields
	r.used[p.Object.Name] = p
	switch p.Provider() {
	case v1alpha1.SealingExternalSecrets:
		r.external(e, p, s)
	case v1alpha1.SealingExisting:
		r.info(e, report.NeededOutside, report.Says{
			Message: "the Secret has to be in the cluster", Hint: "SealingPolicy " + p.Object.Name + " leaves it to someone else",
		})
	case v1alpha1.SealingPlaintext:
		r.plaintext(e, s, given)
	default:
		r.sealed(e, p, s, given)
	}
}

func in(path string) string {
	if path == "" {
		return ""
	}
	return ", the other in " + path
}

// checkPlace demands what a sealed object is bound to.
func (r *runner) checkPlace(e entry) bool {
	ok := true
	for _, field := range []struct {
		name, value string
		valid       func(string) bool
	}{{"name", e.Name(), input.IsName}, {"namespace", e.Namespace(), input.IsNamespace}} {
		switch {
		case field.value == "":
			r.fail(e, report.MissingField, report.Says{Message: "is required: what is sealed belongs to one namespace and name"}, "metadata", field.name)
		case !field.valid(field.value):
			r.fail(e, report.InvalidName, report.Says{
				Message: report.Quote(field.value) + " is not a name that Kubernetes accepts", Hint: "accepted are lower case letters, digits and hyphens",
			}, "metadata", field.name)
		default:
			continue
		}
		ok = false
	}
	return ok
}

// sealed seals the Secret, or keeps what was sealed earlier.
func (r *runner) sealed(e entry, p policy.Policy, s seal.Plain, given bool) {
	earlier := r.earlierOf(e)
	switch {
	case p.Sealer() == nil: // told with the policy
	case !given && earlier.Node == nil:
		r.fail(e, report.MissingPlaintext, report.Says{
			Message: "the Secret has no data, and no earlier run has sealed it", Hint: "seal it once with its data, and give this run what came out of it",
		}, "data")
	case !given:
		s.Optional = nil
		if len(s.Fields) == 0 {
			s.Optional = seal.DataKeys(earlier.Document)
		}
		r.carry(e, p, s, earlier)
	case p.Keys().IsZero():
		from := p.Spec().SeedFrom
		hint := "name a Secret that holds it in seedFrom of the policy"
		if from != nil {
			hint = "add the Secret " + report.Quote(from.Name) + " that holds it"
		}
		r.fail(e, report.MissingSeed, report.Says{Message: "the seed of SealingPolicy " + p.Object.Name + " is not here", Hint: hint})
	default:
		obj, err := p.Sealer().Seal(p.Keys(), s)
		if err != nil {
			r.fail(e, report.InvalidValue, report.Says{Message: "cannot be sealed: " + err.Error()})
			return
		}
		r.add(obj, e, earlier)
		if earlier.Node == nil {
			return
		}
		if text, changed := seal.RecipientsChanged(earlier.Document, p.Sealer()); changed {
			r.warn(e, report.RecipientsChanged, policy.RecipientsChanged(e.Name(), text))
		}
	}
}

// earlierOf is what an earlier run has sealed for a Secret.
func (r *runner) earlierOf(e entry) entry {
	if earlier, there := r.earlier[secretOf(e.Document)]; there {
		return earlier
	}
	return noEntry
}

// add takes an object into the output, with the mark.
func (r *runner) add(obj manifest.Object, from, replaces entry) {
	obj.Annotations = obj.Annotations.With(manifest.Pair{Key: PolicyAnnotation, Value: from.named()})
	r.out = append(r.out, sealed{obj, from, replaces})
}

// external has the External Secrets Operator make the Secret.
func (r *runner) external(e entry, p policy.Policy, s seal.Plain) {
	settings := p.Spec().ExternalSecrets
	key := settings.KeyPrefix + s.Slot.Namespace + "/" + s.Slot.Name
	r.add(seal.ExternalSecret(seal.Store{
		Name: settings.StoreName, Kind: settings.StoreKind, Key: key, RefreshSeconds: *settings.RefreshIntervalInSeconds,
	}, s), e, r.earlierOf(e))
	r.info(e, report.NeededOutside, report.Says{
		Message: settings.StoreKind + " " + settings.StoreName + " has to have an entry " + report.Quote(key), Hint: "its properties become the data of the Secret",
	})
}

// plaintext makes a plain Secret, where nobody keeps it.
func (r *runner) plaintext(e entry, s seal.Plain, given bool) {
	switch {
	case !r.allowPlaintext:
		r.fail(e, report.PlaintextSecret, report.Says{
			Message: "the Secret would be readable in what is written", Hint: "provider plaintext is only for flux-seal render to standard output; seal it instead",
		})
	case !given:
		r.fail(e, report.MissingPlaintext, report.Says{Message: "the Secret has no data"}, "data")
	default:
		r.add(seal.PlainSecret(s), e, noEntry)
		r.warn(e, report.PlaintextSecret, report.Says{
			Message: "this Secret IS NOT SEALED: everyone who sees the output can read it", Hint: "commit it nowhere",
		})
	}
}

// needed tells what has to be in the cluster for each policy that was used.
func (r *runner) needed() {
	for _, p := range r.used {
		says := report.Says{}
		switch {
		case p.Sealer() == nil:
			continue
		case p.Provider() == v1alpha1.SealingSealedSecrets:
			says.Message = "the sealed-secrets controller with the key of this certificate has to be in the cluster before what is sealed"
			says.Hint = "SHA-256 of its public key: " + p.Sealer().Fingerprint()
			if s, ok := p.Sealer().(seal.SealedSecrets); ok {
				says.Hint += ", valid from " + s.Certificate.NotBefore + " to " + s.Certificate.NotAfter
			}
		case p.Provider() == v1alpha1.SealingSOPS:
			says.Message = "only what decrypts with SOPS can apply what is sealed, such as a Kustomization of Flux with spec.decryption"
			says.Hint = "an identity of one of the recipients has to be there before: " + strings.ReplaceAll(p.Sealer().Fingerprint(), ",", ", ")
		}
		r.found = append(r.found, report.Finding{Severity: fn.Info, Reason: report.NeededOutside, Object: p.Object, Field: []string{"spec"}, Message: says.Message, Hint: says.Hint})
	}
}
