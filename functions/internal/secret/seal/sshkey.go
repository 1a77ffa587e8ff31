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
	"errors"
	"strings"

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
	return SSHKey{
		Identity:      v1alpha1.NewSecret(openSSH(private, public, check)),
		AuthorizedKey: authorized(public),
		Fingerprint:   fingerprint(public),
	}, nil
}

func (k Keys) sshBytes(names []string, n int) []byte {
	return must(hkdf.Expand(sha256.New, []byte(k.ssh.Reveal()), string(prefixed(names...)), n))
}

// errNotPublicKey is a text that is no public key of the kind derived here.
var errNotPublicKey = errors.New("not an ed25519 public key as a line of authorized_keys")

// Fingerprint returns the fingerprint of a public key, as SSHKeyPair returns
// both. It accepts nothing that SSHKeyPair would not have written.
func Fingerprint(authorizedKey string) (string, error) {
	text, found := strings.CutPrefix(authorizedKey, sshKeyType+" ")
	text, comment := strings.CutSuffix(text, " "+sshComment)
	public, err := base64.StdEncoding.Strict().DecodeString(text)
	if !found || !comment || err != nil || len(public) != len(sshStrings(sshKeyType, ""))+ed25519.PublicKeySize {
		return "", errNotPublicKey
	}
	key := string(public[len(public)-ed25519.PublicKeySize:])
	if line := authorized(sshStrings(sshKeyType, key)); line != authorizedKey {
		return "", errNotPublicKey
	}
	return fingerprint(public), nil
}

func authorized(public []byte) string {
	return sshKeyType + " " + base64.StdEncoding.EncodeToString(public) + " " + sshComment
}

func fingerprint(public []byte) string {
	sum := sha256.Sum256(public)
	return "SHA256:" + base64.RawStdEncoding.EncodeToString(sum[:])
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
