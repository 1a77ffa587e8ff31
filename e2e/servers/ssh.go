// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package servers

import (
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/crypto/ssh"
)

// gitCommand is what git asks a server to run.
var gitCommand = regexp.MustCompile(`^(git-upload-pack|git-receive-pack) '/?([A-Za-z0-9._/-]+?)(\.git)?'$`)

// serveSSH serves the repositories over SSH at port 22, to the deploy key and
// to those that were authorized.
func (s *Servers) serveSSH() error {
	listener, err := s.listen(22)
	if err != nil {
		return err
	}
	s.closers = append(s.closers, listener)
	deploy, err := ssh.NewPublicKey(keyOf("deploy key").Public())
	if err != nil {
		return err
	}
	s.Git.authorize(deploy)
	config := &ssh.ServerConfig{PublicKeyCallback: func(_ ssh.ConnMetadata, key ssh.PublicKey) (*ssh.Permissions, error) {
		s.log.Printf("ssh: key %s", ssh.FingerprintSHA256(key))
		if s.Git.authorized(key) {
			return nil, nil
		}
		return nil, fmt.Errorf("unknown key")
	}}
	host, err := ssh.NewSignerFromKey(keyOf("host key"))
	if err != nil {
		return err
	}
	config.AddHostKey(host)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return // Stop
			}
			go s.talk(conn, config)
		}
	}()
	return nil
}

// Authorize accepts a key, in the form of authorized_keys.
func (g *Git) Authorize(line []byte) error {
	key, _, _, _, err := ssh.ParseAuthorizedKey(line)
	if err != nil {
		return err
	}
	g.authorize(key)
	return nil
}

func (g *Git) authorize(key ssh.PublicKey) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.keys[string(key.Marshal())] = true
}

func (g *Git) authorized(key ssh.PublicKey) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.keys[string(key.Marshal())]
}

func (s *Servers) talk(conn net.Conn, config *ssh.ServerConfig) {
	defer conn.Close()
	server, channels, requests, err := ssh.NewServerConn(conn, config)
	if err != nil {
		s.log.Printf("ssh: %v", err)
		return
	}
	defer server.Close()
	go ssh.DiscardRequests(requests)
	for offered := range channels {
		if offered.ChannelType() != "session" {
			_ = offered.Reject(ssh.UnknownChannelType, "sessions only")
			continue
		}
		channel, requests, err := offered.Accept()
		if err != nil {
			return
		}
		go s.session(channel, requests)
	}
}

// session runs the one command that git asks for.
func (s *Servers) session(channel ssh.Channel, requests <-chan *ssh.Request) {
	defer channel.Close()
	var protocol []string
	for request := range requests {
		switch request.Type {
		case "env":
			var variable struct{ Name, Value string }
			if ssh.Unmarshal(request.Payload, &variable) == nil && variable.Name == "GIT_PROTOCOL" {
				protocol = []string{"GIT_PROTOCOL=" + variable.Value}
			}
			_ = request.Reply(true, nil)
		case "exec":
			var command struct{ Line string }
			_ = ssh.Unmarshal(request.Payload, &command)
			_ = request.Reply(true, nil)
			status := struct{ Code uint32 }{s.Git.run(channel, command.Line, protocol)}
			_, _ = channel.SendRequest("exit-status", false, ssh.Marshal(status))
			return
		default:
			_ = request.Reply(false, nil)
		}
	}
}

func (g *Git) run(channel ssh.Channel, line string, env []string) uint32 {
	match := gitCommand.FindStringSubmatch(line)
	if len(match) < 3 || strings.Contains(match[2], "..") {
		fmt.Fprintf(channel.Stderr(), "this server does not run %q\n", line)
		return 1
	}
	cmd := exec.Command("git", strings.TrimPrefix(match[1], "git-"), filepath.Join(g.dir, match[2]))
	cmd.Env = append(append(identity(), "PATH="+os.Getenv("PATH")), env...)
	cmd.Stdout, cmd.Stderr = channel, channel.Stderr()
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return 1
	}
	if err := cmd.Start(); err != nil {
		return 1
	}
	go func() {
		_, _ = io.Copy(stdin, channel) // git reads what it needs
		_ = stdin.Close()
	}()
	if err := cmd.Wait(); err != nil {
		return 1
	}
	return 0
}
