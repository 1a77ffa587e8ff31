// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"crypto/hmac"
	"crypto/sha1" //nolint:gosec // the format of known_hosts, see sshd(8)
	"encoding/base64"
	"path"
	"strings"

	"golang.org/x/crypto/ssh"
)

// knownHost is one line of known_hosts (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT).
type knownHost struct {
	marker string
	// patterns are host names with * and ?, in brackets with a port, or hashed.
	patterns []string
}

// parseKnownHosts returns the lines, and the number of the first that is none;
// 0 when all are.
func parseKnownHosts(text string) ([]knownHost, int) {
	var out []knownHost
	number := 0
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		marker, hosts, _, _, _, err := ssh.ParseKnownHosts([]byte(line))
		if err != nil {
			return nil, number
		}
		out = append(out, knownHost{marker, hosts})
	}
	return out, 0
}

// address is the host as it stands in known_hosts: with a port only when it is
// not the usual one.
func address(host, port string) string {
	if port == "" || port == "22" {
		return host
	}
	return "[" + host + "]:" + port
}

// matches reports whether the line holds a key of the host.
func (k knownHost) matches(host, port string) bool {
	want := strings.ToLower(address(host, port))
	matched := false
	for _, pattern := range k.patterns {
		negated := strings.HasPrefix(pattern, "!")
		switch {
		case strings.HasPrefix(pattern, "|1|"):
			matched = matched || hashMatches(pattern, want)
		case wildcardMatches(strings.ToLower(strings.TrimPrefix(pattern, "!")), want):
			if negated {
				return false
			}
			matched = true
		}
	}
	return matched && k.marker != "revoked"
}

// wildcardMatches knows * and ?; brackets stand for themselves.
func wildcardMatches(pattern, host string) bool {
	pattern = strings.NewReplacer("[", `\[`, "]", `\]`).Replace(pattern)
	ok, err := path.Match(pattern, host)
	return err == nil && ok
}

// hashMatches compares a host with |1|salt|HMAC-SHA1(salt, host).
func hashMatches(pattern, host string) bool {
	parts := strings.Split(pattern, "|")
	const count = 4
	if len(parts) != count || parts[1] != "1" {
		return false
	}
	salt, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil {
		return false
	}
	want, err := base64.StdEncoding.DecodeString(parts[3])
	if err != nil {
		return false
	}
	mac := hmac.New(sha1.New, salt)
	mac.Write([]byte(host))
	return hmac.Equal(mac.Sum(nil), want)
}
