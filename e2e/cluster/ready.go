// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package cluster

import (
	"context"
	"fmt"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// await repeats check until it succeeds; it gives up when the process ends.
func (p *process) await(ctx context.Context, check func(context.Context) error) error {
	for {
		err := check(ctx)
		if err == nil {
			return nil
		}
		if p.ended() {
			return fmt.Errorf("%s has ended:\n%s", p.name, p.tail())
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s is not ready: %w\n%s", p.name, err, p.tail())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (c *Cluster) startAPIServer(ctx context.Context) error {
	server, err := c.start("kube-apiserver", "--etcd-servers="+c.etcd(),
		"--bind-address="+c.Network.Node.String(), "--advertise-address="+c.Network.Node.String(), "--secure-port=6443",
		"--endpoint-reconciler-type=none", "--service-cluster-ip-range="+c.Network.Services.String(), "--authorization-mode=RBAC",
		"--cert-dir="+c.pki.dir, "--tls-cert-file="+c.pki.path("apiserver.crt"), "--tls-private-key-file="+c.pki.path("apiserver.key"),
		"--client-ca-file="+c.pki.path("ca.crt"), "--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file="+c.pki.path("sa.pub"), "--service-account-signing-key-file="+c.pki.path("sa.key"), "--profiling=false")
	if err != nil {
		return err
	}
	c.processes = append(c.processes, server)
	return server.await(ctx, func(ctx context.Context) error {
		return c.Client.Discovery().RESTClient().Get().AbsPath("/readyz").Do(ctx).Error()
	})
}

// startControllerManager waits for the first thing it does that others need:
// the account of the namespace default.
func (c *Cluster) startControllerManager(ctx context.Context) error {
	manager, err := c.start("kube-controller-manager", "--kubeconfig="+c.controllerManagerConfig(),
		"--controllers="+strings.Join(controllers, ","), "--leader-elect=false", "--secure-port=0", "--use-service-account-credentials=true",
		"--service-account-private-key-file="+c.pki.path("sa.key"), "--root-ca-file="+c.pki.path("ca.crt"), "--profiling=false")
	if err != nil {
		return err
	}
	c.processes = append(c.processes, manager)
	return manager.await(ctx, func(ctx context.Context) error {
		_, err := c.Client.CoreV1().ServiceAccounts(metav1.NamespaceDefault).Get(ctx, metav1.NamespaceDefault, metav1.GetOptions{})
		return err
	})
}
