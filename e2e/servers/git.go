// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package servers

import (
	"fmt"
	"log"
	"net/http"
	"net/http/cgi"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// User and Password open the repositories below /protected over HTTPS.
const (
	User     = "ci"
	Password = "e2e-password"
)

// protected is the folder of the repositories that ask for a password.
const protected = "/protected/"

// Git is a server of repositories over smart HTTP, of git's own making.
type Git struct {
	dir     string
	backend cgi.Handler

	mu   sync.Mutex // one commit after the other
	keys map[string]bool
}

func newGit(dir string, logger *log.Logger) (*Git, error) {
	out, err := exec.Command("git", "--exec-path").Output()
	if err != nil {
		return nil, fmt.Errorf("git --exec-path: %w", err)
	}
	g := &Git{dir: dir, keys: map[string]bool{}}
	g.backend = cgi.Handler{
		Path:       filepath.Join(strings.TrimSpace(string(out)), "git-http-backend"),
		Env:        append(identity(), "GIT_PROJECT_ROOT="+dir, "GIT_HTTP_EXPORT_ALL=1", "REMOTE_USER="+User),
		InheritEnv: []string{"PATH"}, Logger: logger,
	}
	return g, os.MkdirAll(dir, 0o755)
}

// identity is the environment of git: the same user and time in every run, so
// that revisions are the same too.
func identity() []string {
	const when = "2026-01-01T00:00:00Z"
	return []string{
		"HOME=/nowhere", "GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=" + os.DevNull,
		"GIT_CONFIG_COUNT=1", "GIT_CONFIG_KEY_0=safe.directory", "GIT_CONFIG_VALUE_0=*",
		"GIT_AUTHOR_NAME=e2e", "GIT_AUTHOR_EMAIL=e2e@example.com", "GIT_AUTHOR_DATE=" + when,
		"GIT_COMMITTER_NAME=e2e", "GIT_COMMITTER_EMAIL=e2e@example.com", "GIT_COMMITTER_DATE=" + when,
	}
}

// ServeHTTP serves the repositories; a path may end in .git or not.
func (g *Git) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, protected) {
		user, password, _ := r.BasicAuth()
		if user != User || password != Password {
			w.Header().Set("WWW-Authenticate", `Basic realm="git"`)
			http.Error(w, "wrong user or password", http.StatusUnauthorized)
			return
		}
	}
	r.URL.Path = strings.Replace(r.URL.Path, ".git/", "/", 1)
	g.backend.ServeHTTP(w, r)
}

// Commit makes the content of a folder the next commit of the branch main of a
// repository, which is made if it is not there. It returns the revision.
func (g *Git) Commit(repository, dir string) (string, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	bare := filepath.Join(g.dir, repository)
	if _, err := os.Stat(bare); err != nil {
		if _, err := g.git("", nil, "init", "-q", "--bare", "-b", "main", bare); err != nil {
			return "", err
		}
		if _, err := g.git(bare, nil, "config", "http.receivepack", "true"); err != nil {
			return "", err
		}
	}
	index := []string{"GIT_INDEX_FILE=" + filepath.Join(bare, "e2e-index"), "GIT_WORK_TREE=" + dir}
	if _, err := g.git(bare, index, "add", "-A", "."); err != nil {
		return "", err
	}
	tree, err := g.git(bare, index, "write-tree")
	if err != nil {
		return "", err
	}
	args := []string{"commit-tree", "-m", "Change", tree}
	if parent, err := g.git(bare, nil, "rev-parse", "-q", "--verify", "refs/heads/main"); err == nil {
		args = append(args, "-p", parent)
	}
	commit, err := g.git(bare, nil, args...)
	if err != nil {
		return "", err
	}
	_, err = g.git(bare, nil, "update-ref", "refs/heads/main", commit)
	return commit, err
}

// Show returns a file at the tip of main.
func (g *Git) Show(repository, file string) (string, error) {
	return g.git(filepath.Join(g.dir, repository), nil, "show", "main:"+file)
}

func (g *Git) git(bare string, env []string, args ...string) (string, error) {
	cmd := exec.Command("git", args...)
	cmd.Env = append(append(identity(), "PATH="+os.Getenv("PATH")), env...)
	if bare != "" {
		cmd.Env = append(cmd.Env, "GIT_DIR="+bare)
	}
	for _, variable := range env {
		if dir, ok := strings.CutPrefix(variable, "GIT_WORK_TREE="); ok {
			cmd.Dir = dir
		}
	}
	out, err := cmd.CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("git %s: %w\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out)), nil
}
