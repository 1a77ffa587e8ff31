// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal_test

import (
	"encoding/base64"
	"os/exec"
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

// keyPair is what a bundle has of a derived key pair, opened.
type keyPair struct {
	identity, public, knownHosts string
	// deployKey and fingerprint are those of the ConfigMap.
	deployKey, fingerprint string
}

// bundle renders a configuration whose source is the server, without a key, and
// opens its Secret.
func (s *gitServer) bundle(t *testing.T, rotation int) keyPair {
	t.Helper()
	keys, certificate := controller(t)
	dir := t.TempDir()
	write(t, dir, "in.yaml", strings.Join([]string{
		yamlOf(t, object{"apiVersion": "v1", "kind": "Secret", "metadata": local("seed", "", nil), "stringData": object{"seed": seed}}),
		yamlOf(t, object{"apiVersion": "fluxbundle.io/v1alpha1", "kind": "SealingPolicy", "metadata": local("policy", "", nil), "spec": object{
			"provider": "sealed-secrets", "seedFrom": object{"name": "seed"}, "sealedSecrets": object{"certificate": certificate},
		}}),
		yamlOf(t, object{"apiVersion": "fluxbundle.io/v1alpha1", "kind": "FluxConfiguration", "metadata": local("orders", "", nil), "spec": object{
			"scope": "namespace", "namespace": "shop", "sourceKind": "GitRepository",
			"gitRepository": object{
				"url": s.url(), "repositoryRef": object{"branch": "main"}, "sshKnownHosts": base64.StdEncoding.EncodeToString([]byte(s.knownHosts())),
			},
			"kustomizations": object{"app": object{}},
			"auth":           object{"rotation": rotation},
		}}),
	}, "---\n"))
	var out keyPair
	for _, text := range strings.Split(output(t, program(t, "flux-bundle", "render", dir)), "---\n") {
		var o struct {
			Kind string
			Data map[string]string
		}
		if strings.Contains(text, "kind: SealedSecret") {
			secret, err := unseal(t, keys, text, nil)
			if err != nil {
				t.Fatal(err)
			}
			out.identity, out.public, out.knownHosts = string(secret.Data["identity"]), string(secret.Data["identity.pub"]), string(secret.Data["known_hosts"])
		} else if err := yaml.Unmarshal([]byte(text), &o); err == nil && o.Kind == "ConfigMap" {
			out.deployKey, out.fingerprint = o.Data["identity.pub"], o.Data["fingerprint"]
		}
	}
	return out
}

// ssh-keygen reads the derived private key, and its public half is the one that
// the bundle shows.
func TestSSHKeygenReadsTheKey(t *testing.T) {
	server := newGitServer(t)
	pair := server.bundle(t, 1)
	key := write(t, t.TempDir(), "identity", pair.identity)
	public := strings.TrimSpace(output(t, exec.Command("ssh-keygen", "-y", "-f", key)))
	if public != pair.deployKey || public != strings.TrimSpace(pair.public) {
		t.Errorf("ssh-keygen says %q, the ConfigMap %q, the Secret %q", public, pair.deployKey, pair.public)
	}
	if says := output(t, exec.Command("ssh-keygen", "-l", "-f", key)); pair.fingerprint == "" || !strings.Contains(says, " "+pair.fingerprint+" ") {
		t.Errorf("ssh-keygen says %q, the ConfigMap %q", says, pair.fingerprint)
	}
	if pair.knownHosts != server.knownHosts() {
		t.Errorf("known_hosts is %q, want %q", pair.knownHosts, server.knownHosts())
	}
}

// git reads a repository with the derived key, and with no other rotation of it.
func TestGitReadsWithTheKey(t *testing.T) {
	server := newGitServer(t)
	pair, next := server.bundle(t, 1), server.bundle(t, 2)
	server.accept(pair.deployKey)
	if out, err := server.lsRemote(t, pair.identity); err != nil || !strings.Contains(out, "refs/heads/main") {
		t.Errorf("git ls-remote: %v\n%s", err, out)
	}
	if out, err := server.lsRemote(t, next.identity); err == nil || !strings.Contains(out, "Permission denied (publickey)") {
		t.Errorf("with the key of another rotation: %v\n%s", err, out)
	}
}
