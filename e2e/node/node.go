// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package node stands in for what a cluster has besides its control plane: it
// binds pods as a scheduler, runs them as a kubelet, forwards Services as
// kube-proxy and answers names as the DNS of a cluster.
//
// A pod of a known image is a process in namespaces of its own, made from the
// live Pod: its arguments, environment, volumes, token of its service account,
// user, read-only root and readiness probe are those that the API server has.
// A pod of the image Workload is nothing but ready. Any other image cannot be
// pulled.
package node

import (
	"context"
	"net/netip"
	"sync"

	"k8s.io/apimachinery/pkg/types"

	"github.com/fluxbundle/fluxbundle/e2e/cluster"
)

// Workload is the image of pods that are ready and do nothing: what Flux
// deploys in a scenario is not what the scenario is about.
const Workload = "registry.example.com/workload"

// name is that of the node, as spec.nodeName has it.
const name = "e2e"

// Config says what a node needs.
type Config struct {
	Cluster *cluster.Cluster
	// Images finds the program of an image.
	Images Images
	// Dir is for volumes and root file systems, Logs for what the pods print.
	Dir, Logs string
	// Hosts are the names outside of the cluster.
	Hosts map[string]netip.Addr
	// Authorities are the certificates, in PEM, that the images trust.
	Authorities []byte
}

// Node is a running stand-in.
type Node struct {
	Config

	ctx    context.Context // ends with Stop
	cancel context.CancelFunc
	wait   sync.WaitGroup

	mu       sync.Mutex
	pods     map[types.UID]*pod
	services map[types.UID]*service
	lastIP   netip.Addr
}

// Start begins to watch the cluster.
func Start(config Config) (*Node, error) {
	n := &Node{Config: config, pods: map[types.UID]*pod{}, services: map[types.UID]*service{}, lastIP: config.Cluster.Network.Node}
	n.ctx, n.cancel = context.WithCancel(context.Background())
	if err := n.serveDNS(); err != nil {
		n.cancel()
		return nil, err
	}
	n.wait.Go(n.watchServices)
	n.wait.Go(n.watchPods)
	return n, nil
}

// Stop ends all pods.
func (n *Node) Stop() {
	n.cancel()
	n.wait.Wait()
}

// nextIP is the address of a new pod. There are enough for a test, so none is
// used twice.
func (n *Node) nextIP() netip.Addr {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.lastIP = n.lastIP.Next()
	return n.lastIP
}
