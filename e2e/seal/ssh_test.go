// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// keyPair is a derived key pair and its fingerprint.
type keyPair struct{ identity, public, fingerprint string }

// keyPairs are two rotations of one pair. Its derivation is internal, so that
// the tests beside it write them.
func keyPairs(t *testing.T) (first, second keyPair) {
	t.Helper()
	dir := t.TempDir()
	c := exec.Command("go", "test", "./functions/internal/seal", "-run", "^TestWriteKeyPairs$", "-count=1", "-args", "-keypairs", dir)
	c.Dir = filepath.Join("..", "..")
	output(t, c)
	read := func(rotation string) keyPair {
		var texts []string
		for _, name := range []string{"identity", "public", "fingerprint"} {
			text, err := os.ReadFile(filepath.Join(dir, name+rotation))
			if err != nil {
				t.Fatal(err)
			}
			texts = append(texts, string(text))
		}
		return keyPair{texts[0], texts[1], texts[2]}
	}
	return read("1"), read("2")
}

// ssh-keygen reads the derived private key, and its public half and fingerprint
// are those that people register.
func TestSSHKeygenReadsTheKey(t *testing.T) {
	pair, _ := keyPairs(t)
	key := write(t, t.TempDir(), "identity", pair.identity)
	if says := strings.TrimSpace(output(t, exec.Command("ssh-keygen", "-y", "-f", key))); says != pair.public {
		t.Errorf("ssh-keygen says %q, want %q", says, pair.public)
	}
	if says := output(t, exec.Command("ssh-keygen", "-l", "-f", key)); !strings.Contains(says, " "+pair.fingerprint+" ") {
		t.Errorf("ssh-keygen says %q, want %q", says, pair.fingerprint)
	}
}

// git reads a repository with the derived key, and with no other rotation of it.
func TestGitReadsWithTheKey(t *testing.T) {
	server := newGitServer(t)
	pair, next := keyPairs(t)
	server.accept(pair.public)
	if out, err := server.lsRemote(t, pair.identity); err != nil || !strings.Contains(out, "refs/heads/main") {
		t.Errorf("git ls-remote: %v\n%s", err, out)
	}
	if out, err := server.lsRemote(t, next.identity); err == nil || !strings.Contains(out, "Permission denied (publickey)") {
		t.Errorf("with the key of another rotation: %v\n%s", err, out)
	}
}
