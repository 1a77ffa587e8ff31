// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package redact

import (
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/pattern"
)

// Value returns a value that a user wrote as it may be shown: an address without
// what may be secret in it, and anything else as it is.
func Value(text string) string {
	if isConnectionString(text) {
		return Mark
	}
	return show(text)
}

// Address returns the value of a field that holds an address as it may be shown.
// What is there without a scheme may be a user and a password.
func Address(text string) string {
	if strings.ContainsAny(text, "=;") && !strings.Contains(text, "://") || isConnectionString(text) || isPair(text) {
		return Mark
	}
	return show(text)
}

// HasCredentials reports whether an address holds what only those who may use it
// know, so that it must not stand where everyone reads it. A query, a fragment
// or parameters may be such, whatever they say; an @ in a path is none.
func HasCredentials(address string) bool {
	p := split(address)
	_, isWebhook := cutWebhook(p.place)
	_, hasUser := Without(address)
	switch {
	case isWebhook, hasUser, p.scheme != "" && p.tail != "", p.scheme == "" && strings.ContainsAny(address, "=;"):
		return true
	default:
		return isConnectionString(address) || isPair(address) || p.torn || p.splitPassword()
	}
}

// splitPassword reports whether a slash in a password ends what would be the
// host: what looks like a port is not a number then.
func (p parts) splitPassword() bool {
	host, _, _ := strings.Cut(p.user, "/")
	_, port, _ := strings.Cut(host, ":")
	return p.hasUser && strings.Trim(port, "0123456789") != ""
}

// isPair reports whether a text without a scheme and a path is user:password
// and not host:port or image:tag.
func isPair(text string) bool {
	name, rest, found := strings.Cut(text, ":")
	return found && name != "" && rest != "" && !strings.ContainsAny(text, "/@") && !version().MatchString(rest)
}

// version is a port or the tag of an image.
var version = pattern.Of(`^v?[0-9][0-9.]*(-[a-z0-9.]{1,16})?$|^latest$`)

// show returns an address without what may be secret in it.
func show(address string) string {
	p := split(address)
	scheme := ""
	if p.scheme != "" {
		scheme = p.scheme + "://"
	}
	if p.torn {
		return scheme + Mark
	}
	place, isWebhook := cutWebhook(p.place)
	if isWebhook {
		return scheme + place + Mark
	}
	if p.hasUser {
		user := Mark
		if p.public() {
			user = p.user
		}
		place = user + "@" + place
	}
	return scheme + place + p.digest + showTail(p.tail)
}

// showTail returns what may be shown behind the path: all of it, or the sign it
// begins with.
func showTail(tail string) string {
	if tail == "" || harmless().MatchString(tail) {
		return tail
	}
	return tail[:1] + Mark
}

// harmless are the tails that are known to hold no secret: the timeout of an
// admission webhook and other parameters of the Kubernetes API, the service of a
// Git host, and the section of a page, which is a few words in lower case.
var harmless = pattern.Of(`^(\?(timeout=[0-9.]{1,6}[a-z]{1,2}|(dryRun|fieldManager|fieldValidation|force|watch|limit|service)=[A-Za-z0-9-]{1,30})` +
	`(&(timeout=[0-9.]{1,6}[a-z]{1,2}|(dryRun|fieldManager|fieldValidation|force|watch|limit|service)=[A-Za-z0-9-]{1,30}))*` +
	`|#[a-z]{1,20}([-_][a-z]{1,20}){0,11})$`)

// Key returns the name of a field that there is none of as it may be shown: a
// value that stands in the place of a key does not look like a name.
func Key(name string) string {
	const longest = 40
	if len(name) > longest || !identifier().MatchString(name) || Address(name) != name || len(digits().FindAllString(name, -1)) > 2 {
		return Mark
	}
	return name
}

var (
	identifier = pattern.Of(`^[A-Za-z_$][A-Za-z0-9_.$/ -]*$`)
	digits     = pattern.Of(`[0-9]+`)
)
