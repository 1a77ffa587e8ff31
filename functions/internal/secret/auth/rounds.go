// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"encoding/pem"
	"strings"

	"golang.org/x/crypto/ssh"
)

// mostRounds is how many rounds of bcrypt an encrypted key may ask for. The
// default of ssh-keygen is 24; each costs some milliseconds.
const mostRounds = 500

// roundsOf returns the rounds of bcrypt that an encrypted key in the form of
// OpenSSH asks for, 0 when it asks for none
// (https://cvsweb.openbsd.org/src/usr.bin/ssh/PROTOCOL.key).
func roundsOf(text string) uint32 {
	const magic = "openssh-key-v1\x00"
	block, _ := pem.Decode([]byte(text))
	if block == nil || !strings.HasPrefix(string(block.Bytes), magic) {
		return 0
	}
	var header struct {
		Cipher, KDF, Options string
		Rest                 []byte `ssh:"rest"`
	}
	var options struct {
		Salt   string
		Rounds uint32
	}
	if ssh.Unmarshal(block.Bytes[len(magic):], &header) != nil || header.KDF != "bcrypt" || ssh.Unmarshal([]byte(header.Options), &options) != nil {
		return 0
	}
	return options.Rounds
}
