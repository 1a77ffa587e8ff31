// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

func TestSlotOf(t *testing.T) {
	t.Parallel()
	for name, s := range sealers(t) {
		object := mustSeal(t, s, testPlain())
		if slot, ok := SlotOf(parsed(t, yamlOf(object))); !ok || slot != "shop/orders-auth" {
			t.Errorf("%s: %q, %v", name, slot, ok)
		}
		// A namespace transformer moves the object, not the slot: what is carried
		// over is back in its place.
		object.Namespace = "moved"
		if slot, ok := SlotOf(parsed(t, yamlOf(object))); !ok || slot != "shop/orders-auth" {
			t.Errorf("%s, moved: %q, %v", name, slot, ok)
		}
		back, changed := s.Carry(testKeys(t), withoutValues(testPlain()), parsed(t, yamlOf(object)))
		if len(changed) > 0 || back.Namespace != "shop" {
			t.Errorf("%s, moved: %v", name, changed)
		}
	}
	for _, object := range []manifest.Object{PlainSecret(testPlain()), ExternalSecret(testStore, testPlain())} {
		if slot, ok := SlotOf(parsed(t, yamlOf(object))); ok {
			t.Errorf("%s is sealed for %q", object.Kind, slot)
		}
	}
}

func TestChangedInWords(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]Changed{
		`its recipient is "a", and "b" is wanted`:                               {What: ChangedRecipient, Was: "a", Now: "b"},
		`its epoch is none, and "2" is wanted`:                                  {What: ChangedEpoch, Now: "2"},
		`it has no "identity"`:                                                  {What: MissingKey, Key: "identity"},
		`it has "x\ny", which is not wanted`:                                    {What: AdditionalKey, Key: "x\ny"},
		`"password" in it has not the form of what is sealed here`:              {What: ChangedForm, Key: "password"},
		`it has not the form of what is sealed here`:                            {What: ChangedForm},
		`its slot is "` + strings.Repeat("x", 100) + `"..., and none is wanted`: {What: ChangedSlot, Was: strings.Repeat("x", 1000)},
	} {
		if got := c.String(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
