// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package cluster runs the control plane of Kubernetes as plain processes:
// etcd, kube-apiserver and kube-controller-manager, with addresses of their
// own in the network namespace of this process.
package cluster

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"time"

	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// startTimeout is more than a loaded machine needs for a control plane.
const startTimeout = 2 * time.Minute

// controllers are those that do without a node. Without them the roles admin,
// edit and view grant nothing, namespaces are never gone, and nothing makes
// the pods of a Deployment.
var controllers = []string{
	"clusterrole-aggregation-controller",
	"deployment-controller",
	"garbage-collector-controller",
	"namespace-controller",
	"replicaset-controller",
	"resourcequota-controller",
	"root-ca-certificate-publisher-controller",
	"serviceaccount-controller",
	"serviceaccount-token-controller",
}

// Config says where a cluster lives.
type Config struct {
	// Number tells the clusters of a run apart.
	Number int
	// Bin is the folder of etcd, kube-apiserver and kube-controller-manager.
	Bin string
	// Dir is for the state; it is gone when the cluster is.
	Dir string
	// Logs is for what the processes print.
	Logs string
}

// Cluster is a running control plane.
type Cluster struct {
	Network Network
	// Kubeconfig is the file of an administrator.
	Kubeconfig string
	// Config and the clients are those of an administrator.
	Config  *rest.Config
	Client  kubernetes.Interface
	Dynamic dynamic.Interface

	bin, dir, logs string
	pki            *pki
	processes      []*process
}

// Start starts a control plane and waits until it is ready.
func Start(ctx context.Context, config Config) (*Cluster, error) {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	network, err := newNetwork(config.Number)
	if err != nil {
		return nil, err
	}
	c := &Cluster{Network: network, bin: config.Bin, dir: config.Dir, logs: config.Logs}
	if err := c.prepare(); err != nil {
		return nil, err
	}
	if err := c.run(ctx); err != nil {
		c.Stop()
		return nil, err
	}
	return c, nil
}

// prepare makes everything the processes read.
func (c *Cluster) prepare() error {
	for _, dir := range []string{c.dir, c.logs} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	if err := c.Network.up(); err != nil {
		return err
	}
	var err error
	if c.pki, err = newPKI(filepath.Join(c.dir, "pki")); err != nil {
		return err
	}
	names := []string{"kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"}
	err = errors.Join(
		c.pki.server("apiserver", names, []netip.Addr{c.Network.Node, c.Network.Kubernetes()}),
		c.pki.client("admin", "admin", "system:masters"),
		c.pki.client("controller-manager", "system:kube-controller-manager"),
	)
	if err != nil {
		return err
	}
	c.Kubeconfig = filepath.Join(c.dir, "kubeconfig")
	if err := errors.Join(c.writeKubeconfig(c.Kubeconfig, "admin"), c.writeKubeconfig(c.controllerManagerConfig(), "controller-manager")); err != nil {
		return err
	}
	return c.connect()
}

func (c *Cluster) controllerManagerConfig() string {
	return filepath.Join(c.dir, "controller-manager.kubeconfig")
}

func (c *Cluster) writeKubeconfig(file, user string) error {
	config := api.NewConfig()
	config.Clusters["e2e"] = &api.Cluster{Server: c.url(), CertificateAuthority: c.pki.path("ca.crt")}
	config.AuthInfos[user] = &api.AuthInfo{ClientCertificate: c.pki.path(user + ".crt"), ClientKey: c.pki.path(user + ".key")}
	config.Contexts["e2e"] = &api.Context{Cluster: "e2e", AuthInfo: user}
	config.CurrentContext = "e2e"
	return clientcmd.WriteToFile(*config, file)
}

func (c *Cluster) connect() error {
	config, err := clientcmd.BuildConfigFromFlags("", c.Kubeconfig)
	if err != nil {
		return err
	}
	// The default is for many clients of one server; this one has few.
	config.QPS, config.Burst = 200, 400
	c.Config = config
	if c.Client, err = kubernetes.NewForConfig(config); err != nil {
		return err
	}
	c.Dynamic, err = dynamic.NewForConfig(config)
	return err
}

// APIServer is the address of the API server.
func (c *Cluster) APIServer() netip.AddrPort { return netip.AddrPortFrom(c.Network.Node, 6443) }

func (c *Cluster) url() string { return "https://" + c.APIServer().String() }

func (c *Cluster) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{c.startEtcd, c.startAPIServer, c.startControllerManager} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (c *Cluster) startEtcd(ctx context.Context) error {
	peer := "http://" + net.JoinHostPort(c.Network.Node.String(), "2380")
	etcd, err := c.start("etcd", "--name=e2e", "--data-dir="+filepath.Join(c.dir, "etcd"), "--unsafe-no-fsync", "--log-level=warn",
		"--listen-client-urls="+c.etcd(), "--advertise-client-urls="+c.etcd(),
		"--listen-peer-urls="+peer, "--initial-advertise-peer-urls="+peer, "--initial-cluster=e2e="+peer)
	if err != nil {
		return err
	}
	c.processes = append(c.processes, etcd)
	return etcd.await(ctx, func(ctx context.Context) error { return dial(ctx, c.etcd()) })
}

func (c *Cluster) etcd() string { return "http://" + net.JoinHostPort(c.Network.Node.String(), "2379") }

func dial(ctx context.Context, url string) error {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		return err
	}
	return conn.Close()
}

// Stop ends the processes, the last one first, and removes the bridge and the
// state. The logs stay.
func (c *Cluster) Stop() {
	for len(c.processes) > 0 {
		last := len(c.processes) - 1
		c.processes[last].stop()
		c.processes = c.processes[:last]
	}
	_ = c.Network.down()    // it goes with the network namespace
	_ = os.RemoveAll(c.dir) // it is in a temporary folder
}
