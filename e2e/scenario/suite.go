// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package scenario runs what the folders of scenarios/ describe, against a
// real control plane and the real controllers of Flux.
//
// A scenario is a folder with a script, NAME.txtar, and the files it names:
// inputs, the content of Git repositories, what is expected. The script is one
// of testscript, with the commands of this package besides.
package scenario

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/fluxbundle/fluxbundle/e2e/cluster"
	"github.com/fluxbundle/fluxbundle/e2e/node"
	"github.com/fluxbundle/fluxbundle/e2e/servers"
)

// Config says where a suite finds and leaves things.
type Config struct {
	// Bin has the control plane, Bin/images the programs of images.
	Bin string
	// Tools is the folder of flux-bundle, kustomize and kpt.
	Tools string
	// Dir is for state, which is worth nothing afterwards; Logs for the logs
	// of what has failed.
	Dir, Logs string
	// Flux is the FluxExtension of the cluster that scenarios share.
	Flux string
	// Examples is the folder of the examples of flux-bundle.
	Examples string
	// Record is the folder of recordings; empty: nothing is recorded.
	Record string
}

// Suite has what all scenarios of a run share.
type Suite struct {
	Config
	servers *servers.Servers
	images  node.Images

	mu       sync.Mutex
	clusters int
	results  []Result

	flux    sync.Once
	shared  *world
	fluxErr error
}

// world is a cluster and its node.
type world struct {
	*cluster.Cluster
	node *node.Node
	logs string
}

// New starts the servers of a suite.
func New(config Config) (*Suite, error) {
	images, err := node.FindImages(filepath.Join(config.Bin, "images"))
	if err != nil {
		return nil, err
	}
	if err := os.RemoveAll(config.Logs); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(config.Logs, 0o755); err != nil {
		return nil, err
	}
	requests, err := os.Create(filepath.Join(config.Logs, "servers.log"))
	if err != nil {
		return nil, err
	}
	started, err := servers.Start(config.Dir, requests)
	if err != nil {
		return nil, err
	}
	return &Suite{Config: config, servers: started, images: images}, nil
}

// Close stops everything.
func (s *Suite) Close() {
	if s.shared != nil {
		s.shared.stop()
	}
	s.servers.Stop()
}

// start starts an empty cluster whose logs are in the folder name.
func (s *Suite) start(name string) (*world, error) {
	s.mu.Lock()
	number := s.clusters
	s.clusters++
	s.mu.Unlock()
	dir := filepath.Join(s.Dir, fmt.Sprintf("cluster%d", number))
	logs := filepath.Join(s.Logs, name)
	plane, err := cluster.Start(context.Background(), cluster.Config{Number: number, Bin: s.Bin, Dir: dir, Logs: logs})
	if err != nil {
		return nil, err
	}
	started, err := node.Start(node.Config{
		Cluster: plane, Images: s.images, Dir: filepath.Join(dir, "pods"), Logs: logs,
		Hosts: s.servers.Hosts(), Authorities: s.servers.Authorities(),
	})
	if err != nil {
		plane.Stop()
		return nil, err
	}
	return &world{Cluster: plane, node: started, logs: logs}, nil
}

func (w *world) stop() {
	w.node.Stop()
	w.Stop()
}

// withFlux returns the cluster that scenarios share. Flux is installed in it
// as the README says.
func (s *Suite) withFlux() (*world, error) {
	s.flux.Do(func() { s.shared, s.fluxErr = s.startFlux() })
	return s.shared, s.fluxErr
}

func (s *Suite) startFlux() (*world, error) {
	w, err := s.start("flux")
	if err != nil {
		return nil, err
	}
	bundle := filepath.Join(s.Dir, "flux")
	definitions := filepath.Join(bundle, "00-definitions.yaml")
	for _, args := range [][]string{
		{"flux-bundle", "render", "-o", bundle, s.Flux},
		{"kubectl", "apply", "--server-side", "-f", definitions},
		{"kubectl", "wait", "--for=condition=Established", "crd", "-l", "app.kubernetes.io/part-of=flux"},
		{"kubectl", "apply", "--server-side", "-f", bundle},
		{"kubectl", "wait", "--for=condition=Available", "deployment", "--all", "-n", "flux-system", "--timeout=60s"},
	} {
		if err := s.exec(w, args...); err != nil {
			err = errors.Join(err, errors.New(w.diagnose("flux-system")))
			w.stop()
			return nil, err
		}
	}
	return w, nil
}
