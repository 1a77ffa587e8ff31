// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"encoding/base64"
	"maps"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// slotAnnotation is on sealed objects: the namespace and name that they were
// sealed for.
const slotAnnotation = "fluxbundle.io/slot"

// slot reports a sealed object that was renamed or moved after it was sealed:
// kustomize's namePrefix and namespace do that, and the cluster cannot open it.
func (c *checker) slot(o item) {
	slot, ok := at(o.value, "metadata", "annotations", slotAnnotation).(string)
	if !ok || slot == o.namespace+"/"+o.name {
		return
	}
	c.report(fn.Error, report.SlotMismatch, o, says{
		field:   []string{"metadata", "annotations", slotAnnotation},
		message: "was sealed for " + report.Quote(slot) + ", which is not where it is",
		hint:    "take namePrefix, nameSuffix and namespace of kustomize from above it, or render again",
	})
}

// plaintext reports a Secret whose values everyone can read who can read the
// list.
func (c *checker) plaintext(o item) {
	if o.kind != "Secret" || o.group != "" {
		return
	}
	for _, field := range []string{"data", "stringData"} {
		values, _ := o.value[field].(map[string]any)
		var plain []string
		for _, key := range slices.Sorted(maps.Keys(values)) {
			if value, ok := values[key].(string); !ok || isPlaintext(value) {
				plain = append(plain, key)
			}
		}
		if len(plain) > 0 {
			c.report(fn.Warning, report.PlaintextSecret, o, says{
				field: []string{field}, message: "everyone who can read this can read " + strings.Join(plain, ", "),
				hint: "seal it (SealedSecret, ExternalSecret, SOPS), or keep it out of Git",
			})
		}
	}
}

// isPlaintext tells a value from an empty one, from a placeholder, and from the
// ciphertext of SOPS, which are there as they are or in base64.
func isPlaintext(value string) bool {
	isCiphertext := func(s string) bool { return strings.HasPrefix(s, "ENC[") && strings.HasSuffix(s, "]") }
	if value == "" || isCiphertext(value) || placeholder().MatchString(value) {
		return false
	}
	decoded, err := base64.StdEncoding.DecodeString(value)
	return err != nil || !isCiphertext(string(decoded)) && !placeholder().Match(decoded)
}

// placeholder is a value that something else fills in later: what Flux
// substitutes, references of 1Password, vals, Vault and Argo CD's plugin, and
// templates.
var placeholder = pattern.Of(`^\s*(\$\{[^{}]*\}|\$\([A-Za-z_][A-Za-z0-9_]*\)|op://\S+|ref\+[a-z]+\S*://\S+|vault:\S+|<path:[^<>]+>|\{\{.*\}\})\s*$`)
