// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"cmp"
	"crypto/hmac"
	"maps"
	"slices"
	"strconv"

	"sigs.k8s.io/kustomize/kyaml/yaml"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
)

// What differs between an earlier sealed object and the one that is wanted.
type What string

// Each of them is a reason why the plaintext is needed.
const (
	// ChangedProvider is an object of another kind.
	ChangedProvider What = "provider"
	// ChangedSlot is an object for another namespace or name.
	ChangedSlot What = "slot"
	// ChangedIdentity is an object for another cluster.
	ChangedIdentity What = "identity"
	// ChangedRecipient is an object that others can open.
	ChangedRecipient What = "recipient"
	// ChangedScope is another scope of a SealedSecret.
	ChangedScope What = "scope"
	// ChangedType is another type of the Secret.
	ChangedType What = "type"
	// ChangedEpoch is another epoch.
	ChangedEpoch What = "epoch"
	// ChangedRotation is another key pair.
	ChangedRotation What = "rotation"
	// ChangedInputs is another address, user, known_hosts or CA.
	ChangedInputs What = "inputs"
	// MissingKey is a key that the earlier object lacks.
	MissingKey What = "missing-key"
	// AdditionalKey is a key that only the earlier object has.
	AdditionalKey What = "additional-key"
	// ChangedForm is an object that was not made here, or was edited.
	ChangedForm What = "form"
	// ChangedTag is an object whose ciphertext or record was not made with this
	// seed: either the seed is another one, or someone has changed the object.
	ChangedTag What = "tag"
)

// Changed is one reason why an earlier sealed object is not carried over.
type Changed struct {
	What What
	// Key of the data, where the reason is about one.
	Key string
	// Was and Now are what the earlier object says and what is wanted. They come
	// from public annotations, and are empty where they say nothing.
	Was, Now string
}

// String says what changed, in words that follow "cannot be kept:".
func (c Changed) String() string {
	switch c.What {
	case MissingKey:
		return "it has no " + strconv.Quote(c.Key)
	case AdditionalKey:
		return "it has " + strconv.Quote(c.Key) + ", which is not wanted"
	case ChangedForm:
		if c.Key == "" {
			return "it has not the form of what is sealed here"
		}
		return strconv.Quote(c.Key) + " in it has not the form of what is sealed here"
	case ChangedTag:
		return "its tag is not of this seed: the seed is another one, or the object was changed, its labels, annotations and immutable included"
	case ChangedInputs:
		return "an address, a user, known_hosts, a CA or a public key that belongs to it has changed, or which Secrets there are beside it"
	default:
		return "its " + string(c.What) + " is " + orNone(c.Was) + ", and " + orNone(c.Now) + " is wanted"
	}
}

func orNone(text string) string {
	const most = 100
	switch {
	case text == "":
		return "none"
	case len(text) > most:
		return strconv.Quote(text[:most]) + "..."
	default:
		return strconv.Quote(text)
	}
}

// SlotOf returns NAMESPACE/NAME of the Secret that a document is sealed for, and
// whether it is something that Seal has made.
func SlotOf(d object.Document) (string, bool) {
	switch {
	case manifest.Group(d.APIVersion()) == "bitnami.com" && d.Kind() == "SealedSecret":
	case d.APIVersion() == "v1" && d.Kind() == "Secret" && object.Child(d.Node, "sops") != nil:
	default:
		return "", false
	}
	_, tagged := d.Annotation(TagAnnotation)
	slot, there := d.Annotation(SlotAnnotation)
	return slot, there && tagged
}

// DataKeys lists the keys of the data that a document is sealed with.
func DataKeys(d object.Document) []string {
	node := object.Child(d.Node, "data")
	if d.Kind() == "SealedSecret" {
		node = object.Child(object.Child(d.Node, "spec"), "encryptedData")
	}
	var keys []string
	for i := 0; node != nil && node.Kind == yaml.MappingNode && i+1 < len(node.Content); i += 2 {
		if key := object.Resolve(node.Content[i]); key != nil {
			keys = append(keys, key.Value)
		}
	}
	return keys
}

// readObject turns an earlier object into plain JSON types.
func readObject(earlier object.Document) (map[string]any, []Changed) {
	root, problems := earlier.Value()
	if len(problems) > 0 {
		return nil, []Changed{{What: ChangedForm}}
	}
	return root, nil
}

// mapping returns the mapping at a key, nil when there is none.
func mapping(obj map[string]any, key string) map[string]any {
	inner, _ := obj[key].(map[string]any)
	return inner
}

// text returns the string at a key, empty when there is none.
func text(obj map[string]any, key string) string {
	s, _ := obj[key].(string)
	return s
}

// readRecord reads what the annotations of an earlier object say. Where it is
// now does not matter: the ciphertext is for where it was sealed for.
func readRecord(root map[string]any) record {
	annotations := mapping(mapping(root, "metadata"), "annotations")
	return record{
		slot:      text(annotations, SlotAnnotation),
		clusterID: text(annotations, IdentityAnnotation),
		recipient: text(annotations, RecipientAnnotation),
		epoch:     text(annotations, EpochAnnotation),
		rotation:  text(annotations, RotationAnnotation),
		inputs:    text(annotations, InputsAnnotation),
		tag:       text(annotations, TagAnnotation),
	}
}

// carryData takes the values of known keys, sorted by key. Nothing else of the
// data is taken.
func carryData(plain Plain, values map[string]any, isCiphertext func(string) bool) ([]ciphertext, []Changed) {
	wanted := map[string]bool{}
	var changed []Changed
	for _, f := range plain.Fields {
		wanted[f.Key] = true
		if _, there := values[f.Key]; !there {
			changed = append(changed, Changed{What: MissingKey, Key: f.Key})
		}
	}
	for _, key := range plain.Optional {
		wanted[key] = true
	}
	var data []ciphertext
	for _, key := range slices.Sorted(maps.Keys(values)) {
		value, isText := values[key].(string)
		switch {
		case !wanted[key]:
			changed = append(changed, Changed{What: AdditionalKey, Key: key})
		case !isText || !isCiphertext(value):
			changed = append(changed, Changed{What: ChangedForm, Key: key})
		default:
			data = append(data, ciphertext{key, value})
		}
	}
	if len(data)+len(changed) == 0 {
		changed = append(changed, Changed{What: ChangedForm})
	}
	return data, changed
}

// takeOver compares the record that is wanted with that of the earlier object,
// and returns it with the tag of the latter. What has changed already is there
// to be added to: the tag of incomplete data means nothing.
func (r record) takeOver(keys Keys, was record, data []ciphertext, changed []Changed) (record, []Changed) {
	for _, c := range []Changed{
		{What: ChangedSlot, Was: was.slot, Now: r.slot},
		{What: ChangedIdentity, Was: was.clusterID, Now: r.clusterID},
		{What: ChangedRecipient, Was: was.recipient, Now: r.recipient},
		{What: ChangedScope, Was: was.scope, Now: r.scope},
		{What: ChangedType, Was: cmp.Or(was.secretType, "Opaque"), Now: r.secretType},
		{What: ChangedEpoch, Was: was.epoch, Now: r.epoch},
		{What: ChangedRotation, Was: was.rotation, Now: r.rotation},
		{What: ChangedInputs, Was: was.inputs, Now: r.inputs},
	} {
		if c.Was != c.Now {
			changed = append(changed, c)
		}
	}
	r.tag = was.tag
	switch {
	case !isTag(was.tag):
		changed = append(changed, Changed{What: ChangedForm, Key: TagAnnotation})
	case !keys.IsZero() && len(changed) == 0 && !hmac.Equal([]byte(keys.tagOf(r, data)), []byte(was.tag)):
		changed = append(changed, Changed{What: ChangedTag})
	}
	return r, changed
}
