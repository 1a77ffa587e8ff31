// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package redact

import (
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
)

// parts are those of an address, in their order: scheme://user@host/path@digest
// and a tail that begins with ?, # or ;.
type parts struct {
	scheme, user string
	// hasUser tells that there is an @ with something before it.
	hasUser bool
	// place is the host with its port and the path.
	place, digest, tail string
	// torn tells that an @ stands in the tail: a password may hold what begins a
	// query, so nothing can be told apart.
	torn bool
}

// split reads an address. It never fails: what it cannot tell apart is torn.
func split(address string) parts {
	var p parts
	rest := address
	if i := strings.Index(address, "://"); i >= 0 {
		p.scheme, rest = address[:i], address[i+len("://"):]
	}
	if i := strings.IndexAny(rest, "?#;"); i >= 0 && (p.scheme != "" || strings.Contains(rest, "/")) {
		p.torn = strings.Contains(rest[i:], "@")
		rest, p.tail = rest[:i], rest[i:]
	}
	rest, p.digest = cutDigest(rest)
	if at := strings.LastIndexByte(rest, '@'); at > 0 {
		p.hasUser, p.user, rest = true, rest[:at], rest[at+1:]
	}
	p.place = rest
	return p
}

// public reports whether the user is a name that is no secret: git, and any
// user of SSH without a password.
func (p parts) public() bool {
	return p.user == "git" || strings.EqualFold(p.scheme, "ssh") && !strings.ContainsAny(p.user, ":/")
}

// cutDigest cuts off the digest that an image has behind its path and an @. What
// does not have the form of a digest may be a password.
func cutDigest(address string) (image, digest string) {
	at := strings.LastIndexByte(address, '@')
	if at < 0 || !strings.Contains(address[:at], "/") || !isDigest(address[at+1:]) {
		return address, ""
	}
	return address[:at], address[at:]
}

func isDigest(text string) bool {
	algorithm, hash, _ := strings.Cut(text, ":")
	return slices.Contains([]string{"sha1", "sha256", "sha384", "sha512"}, algorithm) &&
		hash != "" && strings.Trim(hash, "0123456789abcdef") == ""
}

// webhooks are parts of URLs of webhooks behind which the path is the password,
// by the documentation of those who serve them.
var webhooks = []string{
	"hooks.slack.com/", "discord.com/api/webhooks/", "discordapp.com/api/webhooks/", ".webhook.office.com/",
	".logic.azure.com", "chat.googleapis.com/", "/open-apis/bot/v2/hook/", "api.telegram.org/bot",
}

// cutWebhook returns what may be shown of the place of a webhook, and whether it
// is one.
func cutWebhook(place string) (string, bool) {
	for _, part := range webhooks {
		if i := strings.Index(place, part); i >= 0 {
			return place[:i+len(part)], true
		}
	}
	return place, false
}

// assignment is a secret in a connection string
// (https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string)
// or a command, with the name that makes it one.
var assignment = pattern.Of(`(?i)\b(AccountKey|SharedAccess(?:Key|Signature)|sig|passw(?:or)?d|pwd|(?:access_|auth_|bearer_)?token|(?:client_?)?secret|api_?key|access_?key)=[^\s;&,'"]+`)

// isConnectionString reports whether a text is a list of assignments, any of
// which may be a secret, and not a URL with parameters.
func isConnectionString(text string) bool {
	scheme, _, isURL := strings.Cut(text, "://")
	if isURL {
		return strings.ContainsAny(scheme, "=;")
	}
	first, rest, several := strings.Cut(text, ";")
	return assignment().MatchString(text) || several && strings.Contains(first, "=") && strings.Contains(rest, "=")
}
