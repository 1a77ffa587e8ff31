// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live

import (
	"slices"
	"strings"
)

// Condition is one condition of a status, in the form of
// https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#typical-status-properties
type Condition struct {
	Type, Status, Reason, Message string
	// LastTransitionTime is in RFC 3339; empty when it is not there.
	LastTransitionTime string
	// ObservedGeneration is the generation that the condition is about; 0 when it
	// does not say.
	ObservedGeneration int64
}

// Conditions returns the conditions of an object's status in their order, and
// whether each of them is whole: with a type, and with a status that is True,
// False or Unknown. Of two with one type the newer one is there.
func (o *Object) Conditions() (conditions []Condition, whole bool) {
	elements, whole := o.Elements("status", "conditions")
	at := map[string]int{}
	for _, element := range elements {
		c := Condition{
			Type: text(element["type"]), Status: text(element["status"]), Reason: Redact(text(element["reason"])),
			Message: Redact(text(element["message"])), LastTransitionTime: text(element["lastTransitionTime"]),
		}
		c.ObservedGeneration, _ = Part(element).Number("observedGeneration")
		if c.Type == "" || c.Status != "True" && c.Status != "False" && c.Status != "Unknown" {
			whole = false
		}
		if c.Type == "" {
			continue
		}
		i, twice := at[c.Type]
		switch {
		case !twice:
			at[c.Type] = len(conditions)
			conditions = append(conditions, c)
		case c.LastTransitionTime > conditions[i].LastTransitionTime:
			conditions[i] = c
		}
	}
	return conditions, whole
}

// Redact takes what may be a credential out of a message: what stands before
// the @ of a URL, git excepted, and the query or the fragment of a URL, which may
// be a token.
func Redact(message string) string {
	var out strings.Builder
	for {
		i := strings.Index(message, "://")
		if i < 0 {
			out.WriteString(message)
			return out.String()
		}
		i += len("://")
		out.WriteString(message[:i])
		message = message[i:]
		end := strings.IndexAny(message, " \t\r\n'\"`<>")
		if end < 0 {
			end = len(message)
		}
		out.WriteString(redactURL(message[:end]))
		message = message[end:]
	}
}

// redactURL redacts a URL without its scheme. Where a password may hold what
// begins a query, the two cannot be told apart and nothing stays.
func redactURL(url string) string {
	const redacted = "[redacted]"
	// A message goes on behind the URL: "https://host/path?query: EOF".
	rest := url[len(strings.TrimRight(url, ".,:;)]}")):]
	url = strings.TrimSuffix(url, rest)
	digest := ""
	switch query := strings.IndexAny(url, "?#;"); {
	case query >= 0 && query < strings.LastIndexByte(url, '@'):
		return redacted + rest
	case query >= 0:
		url = url[:query+1] + redacted
	default:
		url, digest = cutDigest(url)
	}
	if at := strings.LastIndexByte(url, '@'); at >= 0 && url[:at] != "git" {
		url = redacted + url[at:]
	}
	return url + digest + rest
}

// cutDigest cuts off the digest that an image has behind its path and an @. What
// is no digest by its form may be a password.
func cutDigest(url string) (image, digest string) {
	at := strings.LastIndexByte(url, '@')
	if at < 0 || !strings.Contains(url[:at], "/") {
		return url, ""
	}
	algorithm, hash, _ := strings.Cut(url[at+1:], ":")
	if !slices.Contains([]string{"sha1", "sha256", "sha384", "sha512"}, algorithm) || hash == "" || strings.Trim(hash, "0123456789abcdef") != "" {
		return url, ""
	}
	return url[:at], url[at:]
}
