// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/pem"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
)

const (
	sshKeyType = "ssh-ed25519"
	// sshComment is in every key: a comment is for people, and public.
	sshComment = "flux-bundle"
)

// KeyPair says which SSH key pair is derived. Another value of any part gives
// another pair.
type KeyPair struct {
	// ClusterID sets clusters apart that share a seed; may be empty.
	ClusterID string
	// Namespace and Configuration that the pair is for.
	Namespace, Configuration string
	// Rotation counts the pairs of the configuration; may be empty.
	Rotation string
}

// SSHKey is an ed25519 key pair.
type SSHKey struct {
	// Identity is the private key in OpenSSH's PEM form, without passphrase.
	Identity v1alpha1.Secret
	// AuthorizedKey is the public key as a line of authorized_keys, without line
	// end: what is registered as a deploy key.
	AuthorizedKey string
	// Fingerprint is SHA256:... as ssh-keygen -l prints it.
	Fingerprint string
}

// SSHKeyPair derives the key pair. No plaintext is bound into it: the seed
// alone reveals it.
func SSHKeyPair(keys Keys, pair KeyPair) (SSHKey, error) {
	if keys.IsZero() {
		return SSHKey{}, ErrNoSeed
	}
	names := []string{version, pair.ClusterID, pair.Namespace, pair.Configuration, pair.Rotation}
	seed := keys.sshBytes(names, ed25519.SeedSize)
	check := keys.sshBytes(append(names, "check"), 4)
	private := ed25519.NewKeyFromSeed(seed)
	public := sshStrings(sshKeyType, string(private[ed25519.SeedSize:]))
	sum := sha256.Sum256(public)
	return SSHKey{
		Identity:      v1alpha1.NewSecret(openSSH(private, public, check)),
		AuthorizedKey: sshKeyType + " " + base64.StdEncoding.EncodeToString(public) + " " + sshComment,
		Fingerprint:   "SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:]),
	}, nil
}

func (k Keys) sshBytes(names []string, n int) []byte {
	return must(hkdf.Expand(sha256.New, []byte(k.ssh.Reveal()), string(prefixed(names...)), n))
}

// openSSH writes a private key as OpenSSH does (PROTOCOL.key in its sources).
// The check, which OpenSSH draws at random to see whether a passphrase was
// right, is derived. PKCS #8 would be simpler, but ssh-keygen does not read
// ed25519 keys in it.
func openSSH(private ed25519.PrivateKey, public, check []byte) string {
	section := append(append([]byte(nil), check...), check...)
	section = append(section, sshStrings(sshKeyType, string(private[ed25519.SeedSize:]), string(private), sshComment)...)
	const blockSize = 8
	for i := byte(1); len(section)%blockSize != 0; i++ {
		section = append(section, i)
	}
	const cipher, derivation, options = "none", "none", ""
	file := append([]byte("openssh-key-v1\x00"), sshStrings(cipher, derivation, options)...)
	const numberOfKeys = 1
	file = binary.BigEndian.AppendUint32(file, numberOfKeys)
	file = append(file, sshStrings(string(public), string(section))...)
	return string(pem.EncodeToMemory(&pem.Block{Type: "OPENSSH PRIVATE KEY", Bytes: file}))
}

// sshStrings joins strings as SSH does: each with its length in front, 4 bytes,
// big-endian (RFC 4251, section 5).
func sshStrings(texts ...string) []byte {
	var dst []byte
	for _, text := range texts {
		dst = append(binary.BigEndian.AppendUint32(dst, uint32(len(text))), text...)
	}
	return dst
}
