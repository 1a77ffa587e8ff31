// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package auth

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/crypto/ssh"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// ssh plans the key pair and the keys of the host. Without a key of the user's,
// the pair is derived from the seed, as Azure makes one.
func (p *planner) ssh(secret *Planned, git v1alpha1.GitRepository, u *url.URL, hosts string) {
	for _, wrong := range []struct{ name, value string }{{"httpsUser", git.HTTPSUser}, {"httpsCACert", git.HTTPSCACert}} {
		if wrong.value != "" {
			p.Error(report.Contradiction, report.Says{
				Message: "is for https, and the URL is one of ssh", Hint: "remove it, or use the https:// URL",
			}, "spec", "gitRepository", wrong.name)
		}
	}
	if p.credentials.known(httpsKey) {
		p.credentials.used[httpsKey] = true
		p.about(httpsKey, report.Contradiction, report.Says{Message: "is for https, and the URL is one of ssh", Hint: "remove it"})
	}
	if git.LocalAuthRef != "" || git.ObjectLevelIdentity != nil {
		if hosts != "" {
			p.Error(report.Contradiction, report.Says{
				Message: "the Secret that localAuthRef names holds the keys of the host too", Hint: "put them there as known_hosts, and remove them here",
			}, "spec", "gitRepository", "sshKnownHosts")
		}
		return
	}
	key, state := p.decoded(sshPrivateKey)
	if state == none && hosts == "" && !p.sealing {
		p.Warn(report.MissingCredentials, report.Says{
			Message: "an SSH URL cannot be fetched without a Secret that holds identity and known_hosts",
			Hint:    "name it in localAuthRef, or give sshKnownHosts and a SealingPolicy: the key pair is derived then",
		}, "spec", "gitRepository", "localAuthRef")
		return
	}
	switch state {
	case given:
		p.privateKey(sshPrivateKey, key.Reveal(), "")
		secret.set(keyIdentity, v1alpha1.NewSecret(endWithNewline(key.Reveal())))
	case withheld:
		secret.Missing = append(secret.Missing, sshPrivateKey)
		// Whether the pair is derived is told by the Secret that is not here.
		secret.Keys, secret.Also = append(secret.Keys, keyIdentity), append(secret.Also, keyPublic)
		secret.MayDerive = p.credentials.absent != ""
	default:
		if takesRSAAlone(u.Hostname()) {
			p.Error(report.MissingCredentials, report.Says{
				Message: "a key pair that is derived is one of Ed25519, and Azure DevOps takes RSA keys alone",
				Hint:    "make one with ssh-keygen -t rsa -b 4096 -N '' -f identity, and give its private half as sshPrivateKey in configurationProtectedSettings or configurationProtectedSettingsFrom",
			}, "spec", "gitRepository", "url")
		}
		secret.Derive = true
		secret.Keys = append(secret.Keys, keyIdentity, keyPublic)
	}
	if p.knownHosts(hosts, u, "spec", "gitRepository", "sshKnownHosts") {
		secret.set(keyKnownHosts, v1alpha1.NewSecret(endWithNewline(hosts)))
		secret.Inputs = secret.Inputs.With(manifest.Pair{Key: keyKnownHosts, Value: hosts})
	}
}

// takesRSAAlone reports whether a Git host accepts no SSH keys but those of RSA
// (https://learn.microsoft.com/azure/devops/repos/git/use-ssh-keys-to-authenticate).
func takesRSAAlone(host string) bool {
	return host == "ssh.dev.azure.com" || host == "vs-ssh.visualstudio.com" || strings.HasSuffix(host, ".visualstudio.com")
}

// endWithNewline adds the line break that OpenSSH wants at the end of a key.
func endWithNewline(text string) string { return strings.TrimRight(text, "\r\n") + "\n" }

// privateKey checks a key that Flux can use: RSA, ECDSA or Ed25519 in PEM.
func (p *planner) privateKey(path, text, passphrase string) {
	const accepted = "accepted: RSA, ECDSA and Ed25519 keys in PEM, as ssh-keygen writes them"
	if rounds := roundsOf(text); rounds > mostRounds {
		p.about(path, report.InvalidValue, report.Says{
			Message: "the private key asks for " + strconv.FormatUint(uint64(rounds), 10) + " rounds of bcrypt, which would take minutes",
			Hint:    "accepted are up to " + strconv.Itoa(mostRounds) + "; write it again with ssh-keygen -p -a 100",
		})
		return
	}
	var key any
	var err error
	if passphrase == "" {
		key, err = ssh.ParseRawPrivateKey([]byte(text))
	} else {
		key, err = ssh.ParseRawPrivateKeyWithPassphrase([]byte(text), []byte(passphrase))
	}
	var missing *ssh.PassphraseMissingError
	switch {
	case errors.As(err, &missing):
		p.about(path, report.InvalidValue, report.Says{
			Message: "the private key is protected by a passphrase", Hint: "give both in auth.secretFrom, as identity and password",
		})
		return
	case err != nil && passphrase != "":
		p.about(path, report.InvalidValue, report.Says{Message: "is not a private key that the passphrase opens", Hint: accepted})
		return
	case err != nil:
		p.about(path, report.InvalidValue, report.Says{Message: "is not a private key", Hint: accepted})
		return
	}
	switch k := key.(type) {
	case *rsa.PrivateKey:
		const weak = 2048
		if bits := k.N.BitLen(); bits < weak {
			p.about(path, report.InvalidValue, report.Says{Message: "the RSA key is too short to be safe", Hint: "make an Ed25519 key: ssh-keygen -t ed25519"})
		}
	case *ecdsa.PrivateKey, *ed25519.PrivateKey, ed25519.PrivateKey:
	default:
		p.about(path, report.InvalidValue, report.Says{Message: "the private key is of a kind that Flux cannot use", Hint: accepted})
	}
}

// knownHosts checks that the keys of the host are there: Flux connects to no
// host whose key it does not know.
func (p *planner) knownHosts(text string, u *url.URL, field ...string) bool {
	host, port := u.Hostname(), u.Port()
	scan := "ssh-keyscan " + host
	if port != "" && port != "22" {
		scan = "ssh-keyscan -p " + port + " " + host
	}
	if text == "" {
		p.Error(report.MissingCredentials, report.Says{
			Message: "Flux connects to no SSH host whose key it does not know",
			Hint:    "compare what " + scan + " prints with what the host publishes, and give it in base64",
		}, field...)
		return false
	}
	found, wrong := parseKnownHosts(text)
	if wrong > 0 {
		p.Error(report.InvalidValue, report.Says{
			Message: "line " + strconv.Itoa(wrong) + " is not one of known_hosts", Hint: "write what " + scan + " prints",
		}, field...)
		return false
	}
	for _, h := range found {
		if h.matches(host, port) {
			return true
		}
	}
	p.Error(report.InvalidValue, report.Says{
		Message: "there is no key of " + address(host, port), Hint: "add what " + scan + " prints",
	}, field...)
	return false
}
