// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
)

// The SOPS format (https://getsops.io/docs/#encryption-protocol). What would be
// a date is a constant: lastmodified only authenticates the MAC.
const (
	sopsVersion      = "3.9.0"
	sopsLastModified = "2026-01-01T00:00:00Z"
	sopsEncrypted    = "^(data|stringData)$"
	sopsIV           = 32
	sopsDataKey      = 32
)

// sopsMACStart begins the MAC of a document of which only the encrypted values
// are covered: SHA-256 of "sops".
const sopsMACStart = "\x8a\x3f\xd2\xad\x54\xce\x66\x52\x7b\x10\x34\xf3\xd1\x47\xbe\x0b\x0b\x97\x5b\x3b\xf4\x4f\x72\xc6\xfd\xad\xec\x81\x76\xf2\x7d\x69"

// ErrNoRecipients is SOPS without anyone who could open it.
var ErrNoRecipients = errors.New("there is no recipient")

// MetadataKeyError is a label or annotation that SOPS would take for encrypted
// data.
type MetadataKeyError struct{ Key string }

func (e *MetadataKeyError) Error() string {
	return fmt.Sprintf("a label or annotation named %q cannot be in a Secret that SOPS encrypts: it would be taken for data", e.Key)
}

// SOPS seals for age, as kustomize-controller opens it.
type SOPS struct{ recipients []ageRecipient }

// NewSOPS is for native recipients of age, age1... Their order does not matter.
// The error is a *RecipientError or ErrNoRecipients.
func NewSOPS(recipients []string) (SOPS, error) {
	if len(recipients) == 0 {
		return SOPS{}, ErrNoRecipients
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(recipients)))
	s := SOPS{make([]ageRecipient, len(sorted))}
	var errs []error
	for i, text := range sorted {
		recipient, err := parseAgeRecipient(text)
		if err != nil {
			errs = append(errs, err)
		}
		s.recipients[i] = recipient
	}
	if len(errs) > 0 {
		return SOPS{}, errors.Join(errs...)
	}
	return s, nil
}

// Fingerprint is the sorted recipients, which the data key is bound to.
func (s SOPS) Fingerprint() string {
	texts := make([]string, len(s.recipients))
	for i, r := range s.recipients {
		texts[i] = r.text
	}
	return strings.Join(texts, ",")
}

// Seal makes a Secret with a sops block. All its values have one root, since
// they share a data key.
func (s SOPS) Seal(keys Keys, plain Plain) (manifest.Object, error) {
	if err := s.check(keys, plain); err != nil {
		return manifest.Object{}, err
	}
	fields := plain.sorted()
	var triples []byte
	for _, f := range fields {
		triples = append(triples, prefixed("data", f.Key, f.Value.Reveal())...)
	}
	sealed, err := s.encrypt(keys.root(s.context(plain.Slot), triples), fields)
	if err != nil {
		return manifest.Object{}, err
	}
	now := newRecord(s.context(plain.Slot), plain)
	now.tag = keys.tagOf(now, sealed.parts(s))
	return s.object(plain, now, sealed), nil
}

func (s SOPS) context(slot Slot) context {
	return context{provider: string(v1alpha1.SealingSOPS), recipient: s.Fingerprint(), slot: slot}
}

func (s SOPS) check(keys Keys, plain Plain) error {
	if err := plain.check(keys); err != nil {
		return err
	}
	for _, pair := range slices.Concat(plain.Labels, plain.Annotations) {
		if pair.Key == "data" || pair.Key == "stringData" {
			return &MetadataKeyError{pair.Key}
		}
	}
	return nil
}

// sopsDocument is what is encrypted of a document.
type sopsDocument struct {
	data []ciphertext
	// keys are age files with the data key, one for each recipient.
	keys []string
	mac  string
}

// parts is everything that the tag covers.
func (d sopsDocument) parts(s SOPS) []ciphertext {
	parts := slices.Clone(d.data)
	for i, key := range d.keys {
		parts = append(parts, ciphertext{s.recipients[i].text, key})
	}
	return append(parts, ciphertext{"mac", d.mac})
}

// encrypt encrypts the Base64 of every value, which is what the data of a Secret
// holds. The MAC is over all of them in the order of the document, which is
// that of the keys.
func (s SOPS) encrypt(r root, fields []Field) (sopsDocument, error) {
	dataKey := r.expand("sops/data-key", sopsDataKey)
	block, err := aes.NewCipher(dataKey)
	if err != nil {
		return sopsDocument{}, errors.New("AES cannot be used")
	}
	gcm, err := cipher.NewGCMWithNonceSize(block, sopsIV)
	if err != nil {
		return sopsDocument{}, ErrFIPS
	}
	// The IV of each value and of the MAC has a purpose of its own, and the root
	// is bound to all values: no IV is used with this key for anything else.
	var sealed sopsDocument
	mac := sha512.New()
	mac.Write([]byte(sopsMACStart))
	for _, f := range fields {
		value := base64.StdEncoding.EncodeToString([]byte(f.Value.Reveal()))
		mac.Write([]byte(value))
		path := "data:" + f.Key + ":"
		sealed.data = append(sealed.data, ciphertext{f.Key, sopsValue(gcm, r.expand("sops/iv/"+path, sopsIV), value, path)})
	}
	sum := fmt.Sprintf("%X", mac.Sum(nil))
	sealed.mac = sopsValue(gcm, r.expand("sops/mac-iv", sopsIV), sum, sopsLastModified)
	for _, recipient := range s.recipients {
		key, err := recipient.encrypt(r, dataKey)
		if err != nil {
			return sopsDocument{}, err
		}
		sealed.keys = append(sealed.keys, key)
	}
	return sealed, nil
}

// sopsValue is one encrypted string, with what it belongs to as additional
// data. SOPS leaves the empty one as it is.
func sopsValue(gcm cipher.AEAD, iv []byte, value, belongsTo string) string {
	if value == "" {
		return ""
	}
	sealed := gcm.Seal(nil, iv, []byte(value), []byte(belongsTo))
	text, tag := sealed[:len(sealed)-gcmTagBytes], sealed[len(sealed)-gcmTagBytes:]
	encode := base64.StdEncoding.EncodeToString
	return "ENC[AES256_GCM,data:" + encode(text) + ",iv:" + encode(iv) + ",tag:" + encode(tag) + ",type:str]"
}

// object is the Secret around the ciphertext.
func (s SOPS) object(plain Plain, r record, sealed sopsDocument) manifest.Object {
	data := make(manifest.Map, len(sealed.data))
	for i, d := range sealed.data {
		data[i] = manifest.Field{Key: d.key, Value: manifest.String(d.text)}
	}
	recipients := make(manifest.List, len(sealed.keys))
	for i, key := range sealed.keys {
		recipients[i] = manifest.Map{
			{Key: "enc", Value: manifest.String(key)},
			{Key: "recipient", Value: manifest.String(s.recipients[i].text)},
		}
	}
	return manifest.Object{
		APIVersion: "v1", Kind: "Secret",
		Namespace: plain.Slot.Namespace, Name: plain.Slot.Name,
		Labels:      plain.Labels,
		Annotations: plain.Annotations.With(r.annotations()...),
		Body: manifest.Map{
			{Key: "data", Value: data},
			{Key: "immutable", Value: manifest.Flag(plain.Immutable)},
			{Key: "sops", Value: manifest.Map{
				{Key: "age", Value: recipients},
				{Key: "encrypted_regex", Value: manifest.String(sopsEncrypted)},
				{Key: "lastmodified", Value: manifest.String(sopsLastModified)},
				{Key: "mac", Value: manifest.String(sealed.mac)},
				{Key: "mac_only_encrypted", Value: manifest.Bool(true)},
				{Key: "version", Value: manifest.String(sopsVersion)},
			}},
			{Key: "type", Value: manifest.String(secretType(plain.Slot))},
		},
	}
}

// sopsForm is an encrypted string.
var sopsForm = pattern.Of(`^ENC\[AES256_GCM,data:[A-Za-z0-9+/]+=*,iv:[A-Za-z0-9+/]{43}=,tag:[A-Za-z0-9+/]{22}==,type:str\]$`)

func isSOPSValue(text string) bool { return text == "" || sopsForm().MatchString(text) }

// Carry keeps the ciphertext of an earlier Secret for the same slot: its values,
// the data key of each recipient, and the MAC. With keys its tag is verified.
func (s SOPS) Carry(keys Keys, plain Plain, earlier object.Document) (manifest.Object, []Changed) {
	root, changed := readObject(earlier)
	if changed != nil {
		return manifest.Object{}, changed
	}
	block := mapping(root, "sops")
	if earlier.APIVersion() != "v1" || earlier.Kind() != "Secret" || block == nil {
		return manifest.Object{}, []Changed{{What: ChangedProvider, Was: earlier.Kind(), Now: "Secret with a sops block"}}
	}
	var sealed sopsDocument
	sealed.data, changed = carryData(plain, mapping(root, "data"), isSOPSValue)
	sealed.mac = text(block, "mac")
	sealed.keys = s.carryKeys(block)
	was := readRecord(root)
	was.secretType = text(root, "type")
	if !wholeSOPS(root) || sealed.keys == nil && was.recipient == s.Fingerprint() {
		changed = append(changed, Changed{What: ChangedForm, Key: "sops"})
	}
	now, changed := newRecord(s.context(plain.Slot), plain).takeOver(keys, was, sealed.parts(s), changed)
	if len(changed) > 0 {
		return manifest.Object{}, changed
	}
	return s.object(plain, now, sealed), nil
}

// wholeSOPS reports whether the sops block is one that object writes, and covers
// all data.
func wholeSOPS(root map[string]any) bool {
	block := mapping(root, "sops")
	return root["stringData"] == nil && sopsForm().MatchString(text(block, "mac")) && block["mac_only_encrypted"] == true &&
		text(block, "lastmodified") == sopsLastModified && text(block, "encrypted_regex") == sopsEncrypted
}

// carryKeys returns the age files of exactly the wanted recipients, nil when
// they are not those.
func (s SOPS) carryKeys(block map[string]any) []string {
	entries, _ := block["age"].([]any)
	if len(entries) != len(s.recipients) {
		return nil
	}
	keys := make([]string, len(entries))
	for i, entry := range entries {
		obj, _ := entry.(map[string]any)
		keys[i] = text(obj, "enc")
		if text(obj, "recipient") != s.recipients[i].text || !isAgeFile(keys[i]) {
			return nil
		}
	}
	return keys
}
