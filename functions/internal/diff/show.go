// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package diff

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/redact"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// differ adds a difference.
func (c *comparer) differ(path []string, want, have any) {
	d := Difference{Path: path}
	if !c.hides(path) && !isSecret(path, want) && !isSecret(path, have) {
		d.Want, d.Have = display(want), display(have)
	}
	c.found = append(c.found, d)
}

// hides reports whether what stands at a path may be secret, whatever it is.
func (c *comparer) hides(path []string) bool {
	return c.hidden || slices.ContainsFunc(c.secret, func(field []string) bool {
		return len(path) >= len(field) && slices.Equal(path[:len(field)], field)
	})
}

// isSecret reports whether a value is an address that holds credentials. Others
// than addresses are looked into where they have one: an argument may.
func isSecret(path []string, value any) bool {
	text, _ := value.(string)
	isAddress := strings.Contains(text, "://") || slices.Contains([]string{"address", "endpoint", "image", "proxy", "url"}, path[len(path)-1])
	return isAddress && redact.HasCredentials(text)
}

// display is a value for people.
func display(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case string:
		return report.Quote(v)
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	case []any:
		return "a list of " + count(len(v), "element")
	case map[string]any:
		return "a mapping of " + count(len(v), "field")
	default:
		return "a value"
	}
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return strconv.Itoa(n) + " " + what
}

// secret compares a Secret: its type, its labels and annotations, and its data.
// What SOPS has encrypted cannot be compared, and a live value that is empty was
// taken out by whoever read it; then the keys are compared alone.
func secret(want, have map[string]any) []Difference {
	c := comparer{}
	c.metadata(want["metadata"], have["metadata"])
	if t, _ := want["type"].(string); t != "" {
		c.value([]string{"type"}, t, have["type"])
	}
	_, encrypted := want["sops"]
	present, _ := have["data"].(map[string]any)
	for _, field := range []string{"data", "stringData"} {
		wanted, _ := want[field].(map[string]any)
		for _, key := range slices.Sorted(maps.Keys(wanted)) {
			value, _ := wanted[key].(string)
			if field == "stringData" {
				value = base64.StdEncoding.EncodeToString([]byte(value))
			}
			live, there := present[key].(string)
			if !there || !encrypted && live != "" && live != value {
				return []Difference{{}}
			}
		}
	}
	if len(c.found) > 0 {
		return []Difference{{}}
	}
	return nil
}

// Shown is the value of a field of an object as it may be shown, and whether it
// may be: what may be secret is not.
func Shown(object map[string]any, path []string, value any) (string, bool) {
	kind, _ := object["kind"].(string)
	c := about(object)
	if c.hides(path) || isSecret(path, value) || kind == "Secret" && path[0] != "metadata" && path[0] != "type" {
		return "", false
	}
	return display(value), true
}
