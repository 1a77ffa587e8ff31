// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

import (
	"slices"
	"strings"
)

// inlineSecrets are parts of URLs of webhooks whose path is the password, by
// the documentation of those who serve them.
var inlineSecrets = []string{
	"hooks.slack.com/", "discord.com/api/webhooks/", "discordapp.com/api/webhooks/", ".webhook.office.com/",
	"/open-apis/bot/v2/hook/", "SharedAccessKey=",
}

// HoldsCredentials reports whether an address has a user, a query or a path
// that only those who may use it know. The user of an SSH URL is no secret.
func HoldsCredentials(address string) bool {
	scheme, rest, isURL := strings.Cut(address, "://")
	if !isURL {
		scheme, rest = "", address
	}
	authority, _, _ := strings.Cut(rest, "/")
	_, port, _ := strings.Cut(authority, ":")
	// A slash in a password ends what would be the authority.
	hasUser := strings.Contains(authority, "@") || strings.Trim(port, "0123456789") != "" && strings.Contains(rest, "@")
	hasPassword := hasUser && strings.Contains(rest[:strings.LastIndexByte(rest, '@')], ":")
	switch {
	case hasUser && scheme != "ssh", hasPassword, isURL && strings.ContainsAny(rest, "?#"):
		return true
	default:
		return slices.ContainsFunc(inlineSecrets, func(part string) bool { return strings.Contains(address, part) })
	}
}
