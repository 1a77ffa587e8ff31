// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package kill holds the test that kills the commands while they write.
package kill

import (
	"context"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// kills is how often each command is killed.
const kills = 100

const (
	configuration = "apiVersion: fluxbundle.io/v1alpha1\nkind: FluxConfiguration\nmetadata: {name: NAME}\nspec:\n  namespace: NAME\n" +
		"  gitRepository: {url: 'https://example.com/NAME', repositoryRef: {branch: BRANCH}}\n"
	policy = "apiVersion: fluxbundle.io/v1alpha1\nkind: SealingPolicy\nmetadata: {name: p}\nspec:\n  provider: sops\n  seedFrom: {name: seed}\n" +
		"  sops: {age: [age1g4fjw3ztc0lpcc78hq7peyw3qw07qsxmz0pc5uvxmd4ngglcq99szzwjv2]}\n" +
		"---\napiVersion: v1\nkind: Secret\nmetadata: {name: seed, annotations: {config.kubernetes.io/local-config: \"true\"}}\n" +
		"stringData: {seed: gq8jWQd2v1LxP0sTzKfB7yRmHcN4uEaI=}\n"
	secret = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: NAME, namespace: apps, annotations: {config.kubernetes.io/local-config: \"true\", fluxbundle.io/sealing-policy: p}}\n" +
		"stringData: {password: BRANCH-CANARY}\n"
	resource = `{"type": "Microsoft.KubernetesConfiguration/fluxConfigurations", "name": "NAME", "properties": {"namespace": "apps", ` +
		`"sourceKind": "GitRepository", "gitRepository": {"url": "https://example.com/BRANCH", "repositoryRef": {"branch": "main"}, "httpsUser": "git"}, ` +
		`"configurationProtectedSettings": {"httpsKey": "Q0FOQVJZ"}}}`
)

// fill writes an input for each of a few names.
func fill(template, branch, separator string) string {
	var parts []string
	for _, name := range []string{"a", "b", "c", "d"} {
		parts = append(parts, strings.NewReplacer("NAME", name, "BRANCH", branch).Replace(template))
	}
	return strings.Join(parts, separator)
}

// A command that is killed at any moment leaves the previous tree or the new one,
// and plaintext nowhere but in files that Git ignores; the next run goes on.
func TestKill(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		program string
		args    []string
		name    string
		inputs  [2]string
	}{
		{"flux-bundle", []string{"render"}, "in.yaml", [2]string{
			fill(configuration, "one", "---\n"), fill(configuration, "two", "---\n") + "---\napiVersion: fluxbundle.io/v1alpha1\nkind: FluxExtension\nmetadata: {name: f}\n",
		}},
		{"flux-seal", []string{"render"}, "in.yaml", [2]string{policy + fill(secret, "one", ""), policy + fill(secret, "two", "")}},
		{"azure-import", []string{"--overwrite"}, "in.json", [2]string{"[" + fill(resource, "one", ",") + "]", "[" + fill(resource, "two", ",") + "]"}},
	} {
		t.Run(tt.program, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			bin := filepath.Join(dir, "program")
			if out, err := exec.Command("go", "build", "-o", bin, "../../../"+tt.program).CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			work := filepath.Join(dir, "work")
			c := victim{bin: bin, out: filepath.Join(work, "out")}
			if err := os.MkdirAll(work, 0o755); err != nil {
				t.Fatal(err)
			}
			var trees [2]map[string]string
			var slowest time.Duration
			for i, text := range tt.inputs {
				input := filepath.Join(dir, []string{"one-", "two-"}[i]+tt.name)
				if err := os.WriteFile(input, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
				c.args[i] = append(append([]string{}, tt.args...), "-o", c.out, input)
				begin := time.Now()
				c.run(t, i, 0)
				slowest = max(slowest, time.Since(begin))
				trees[i] = c.tree(t)
			}
			for n := range kills {
				c.run(t, n%2, 1+time.Duration(rand.Int64N(int64(slowest))))
				if got := c.tree(t); !maps.Equal(got, trees[0]) && !maps.Equal(got, trees[1]) {
					t.Fatalf("a mixed tree: %v", got)
				}
				checkIgnored(t, work)
			}
			c.run(t, 0, 0)
			if got := c.tree(t); !maps.Equal(got, trees[0]) {
				t.Errorf("after the last run: %v", got)
			}
			if left, _ := filepath.Glob(filepath.Join(work, ".*staging*")); len(left) > 0 {
				t.Errorf("%v is left", left)
			}
		})
	}
}

type victim struct {
	bin, out string
	args     [2][]string
}

// run runs the command, and kills it after a time; without one it has to end
// well.
func (c victim) run(t *testing.T, i int, after time.Duration) {
	t.Helper()
	ctx := context.Background()
	if after > 0 {
		var cancel func()
		ctx, cancel = context.WithTimeout(ctx, after)
		defer cancel()
	}
	if out, err := exec.CommandContext(ctx, c.bin, c.args[i]...).CombinedOutput(); err != nil && after == 0 {
		t.Fatalf("%v\n%s", err, out)
	}
}

// tree reads what is in the folder of the output.
func (c victim) tree(t *testing.T) map[string]string {
	t.Helper()
	return files(t, c.out)
}

func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		out[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// checkIgnored asks Git which files it would commit: none of them holds
// plaintext.
func checkIgnored(t *testing.T, work string) {
	t.Helper()
	for _, args := range [][]string{{"init", "-q"}, {"ls-files", "-z", "--others", "--exclude-standard"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = work
		list, err := cmd.Output()
		if err != nil {
			t.Fatalf("git %v: %v", args, err)
		}
		for name := range strings.SplitSeq(strings.Trim(string(list), "\x00"), "\x00") {
			data, err := os.ReadFile(filepath.Join(work, name))
			if args[0] == "ls-files" && name != "" && (err != nil || strings.Contains(string(data), "CANARY") || strings.Contains(string(data), "Q0FOQVJZ")) {
				t.Fatalf("Git would commit %s: %v", name, err)
			}
		}
	}
}
