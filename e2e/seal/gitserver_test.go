// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal_test

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"net"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/crypto/ssh"
	"golang.org/x/crypto/ssh/knownhosts"
)

// gitServer serves one repository over SSH on loopback, for reading.
type gitServer struct {
	address string
	host    ssh.Signer
	repo    string
	// accepts is the authorized key.
	accepts atomic.Pointer[string]
}

// newGitServer starts a server, which ends with the test.
func newGitServer(t *testing.T) *gitServer {
	t.Helper()
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	host, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	s := &gitServer{address: listener.Addr().String(), host: host, repo: newRepository(t)}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go s.serve(conn)
		}
	}()
	return s
}

// newRepository is a repository with one commit on main.
func newRepository(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, args := range [][]string{
		{"init", "-q", "-b", "main", dir},
		{"-C", dir, "-c", "user.name=nobody", "-c", "user.email=nobody@localhost", "commit", "-q", "--allow-empty", "-m", "first"},
	} {
		output(t, exec.Command("git", args...))
	}
	return dir
}

func (s *gitServer) url() string { return "ssh://git@" + s.address + "/repo.git" }

// knownHosts is the line of known_hosts for the server.
func (s *gitServer) knownHosts() string {
	return knownhosts.Line([]string{knownhosts.Normalize(s.address)}, s.host.PublicKey()) + "\n"
}

// accept lets in whoever has the private half of an authorized key.
func (s *gitServer) accept(authorizedKey string) { s.accepts.Store(&authorizedKey) }

func (s *gitServer) serve(conn net.Conn) {
	config := &ssh.ServerConfig{PublicKeyCallback: func(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
		accepted := s.accepts.Load()
		if accepted == nil {
			return nil, errors.New("nobody is let in")
		}
		public, _, _, _, err := ssh.ParseAuthorizedKey([]byte(*accepted))
		if err != nil || !bytes.Equal(public.Marshal(), key.Marshal()) {
			return nil, errors.New("another key")
		}
		return &ssh.Permissions{}, nil
	}}
	config.AddHostKey(s.host)
	_, channels, requests, err := ssh.NewServerConn(conn, config)
	if err != nil {
		_ = conn.Close()
		return
	}
	go ssh.DiscardRequests(requests)
	for offered := range channels {
		if offered.ChannelType() != "session" {
			_ = offered.Reject(ssh.UnknownChannelType, "only sessions")
			continue
		}
		channel, requests, err := offered.Accept()
		if err != nil {
			return
		}
		go s.session(channel, requests)
	}
}

// session runs git-upload-pack, which is all that reading needs.
func (s *gitServer) session(channel ssh.Channel, requests <-chan *ssh.Request) {
	defer func() { _ = channel.Close() }()
	for request := range requests {
		var command struct{ Text string }
		isGit := request.Type == "exec" && ssh.Unmarshal(request.Payload, &command) == nil && strings.HasPrefix(command.Text, "git-upload-pack ")
		if request.WantReply {
			_ = request.Reply(isGit || request.Type == "env", nil)
		}
		if !isGit {
			continue
		}
		c := exec.Command("git", "upload-pack", s.repo)
		c.Stdin, c.Stdout, c.Stderr = channel, channel, channel.Stderr()
		status := uint32(0)
		if err := c.Run(); err != nil {
			status = 1
		}
		_, _ = channel.SendRequest("exit-status", false, ssh.Marshal(struct{ Status uint32 }{status}))
		return
	}
}

// lsRemote runs git ls-remote with a private key, and with nothing else that
// the machine has of SSH.
func (s *gitServer) lsRemote(t *testing.T, identity string) (string, error) {
	t.Helper()
	dir := t.TempDir()
	key := write(t, dir, "identity", identity)
	hosts := write(t, dir, "known_hosts", s.knownHosts())
	c := exec.Command("git", "ls-remote", s.url())
	c.Env = append(c.Environ(), "HOME="+dir, "SSH_AUTH_SOCK=", "GIT_TERMINAL_PROMPT=0",
		"GIT_SSH_COMMAND=ssh -F none -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=yes -o UserKnownHostsFile="+strconv.Quote(hosts)+" -i "+strconv.Quote(key))
	out, err := c.CombinedOutput()
	return string(out), err
}
