// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"reflect"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/tools/cache"
)

// service is a Service that this node forwards.
type service struct {
	live      *corev1.Service
	listeners []net.Listener
}

func (n *Node) watchServices() {
	watch := cache.NewListWatchFromClient(n.Cluster.Client.CoreV1().RESTClient(), "services", metav1.NamespaceAll, fields.Everything())
	_, informer := cache.NewInformerWithOptions(cache.InformerOptions{
		ListerWatcher: watch,
		ObjectType:    &corev1.Service{},
		Handler: cache.ResourceEventHandlerFuncs{
			AddFunc:    func(object any) { n.forward(object.(*corev1.Service)) },
			UpdateFunc: func(_, object any) { n.forward(object.(*corev1.Service)) },
			DeleteFunc: func(object any) {
				if gone, ok := object.(*corev1.Service); ok {
					n.close(gone.UID)
				}
			},
		},
	})
	informer.RunWithContext(n.ctx)
	n.mu.Lock()
	var open []types.UID
	for uid := range n.services {
		open = append(open, uid)
	}
	n.mu.Unlock()
	for _, uid := range open {
		n.close(uid)
	}
}

// forward listens at the address of a Service. One that cannot be listened at
// does not answer, which is what its clients then say.
func (n *Node) forward(live *corev1.Service) {
	n.mu.Lock()
	old := n.services[live.UID]
	n.mu.Unlock()
	if old != nil && reflect.DeepEqual(old.live.Spec, live.Spec) {
		return
	}
	n.close(live.UID)
	s := &service{live: live.DeepCopy()}
	ip, err := netip.ParseAddr(live.Spec.ClusterIP)
	if err != nil {
		return // headless
	}
	_ = n.Cluster.Network.Assign(netip.PrefixFrom(ip, ip.BitLen())) // it may have it
	for _, port := range live.Spec.Ports {
		listener, err := net.ListenTCP("tcp", net.TCPAddrFromAddrPort(netip.AddrPortFrom(ip, uint16(port.Port))))
		if err != nil {
			continue
		}
		s.listeners = append(s.listeners, listener)
		n.wait.Go(func() { n.accept(listener, live, port) })
	}
	n.mu.Lock()
	n.services[live.UID] = s
	n.mu.Unlock()
}

func (n *Node) close(uid types.UID) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if s := n.services[uid]; s != nil {
		for _, listener := range s.listeners {
			_ = listener.Close()
		}
		delete(n.services, uid)
	}
}

func (n *Node) accept(listener net.Listener, live *corev1.Service, port corev1.ServicePort) {
	for {
		client, err := listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			continue
		}
		n.wait.Go(func() {
			defer client.Close()
			address, err := n.endpoint(live, port)
			if err != nil {
				return
			}
			var dialer net.Dialer
			server, err := dialer.DialContext(n.ctx, "tcp", address)
			if err != nil {
				return
			}
			defer server.Close()
			pipe(n.ctx, client.(*net.TCPConn), server.(*net.TCPConn))
		})
	}
}

// pipe copies in both directions until both sides have nothing to say, or ctx
// ends.
func pipe(ctx context.Context, a, b *net.TCPConn) {
	stop := context.AfterFunc(ctx, func() {
		_ = a.Close()
		_ = b.Close()
	})
	defer stop()
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = io.Copy(a, b) // the other side notices
		_ = a.CloseWrite()
	}()
	_, _ = io.Copy(b, a)
	_ = b.CloseWrite()
	<-done
}

// endpoint returns the address of a ready pod behind a Service.
func (n *Node) endpoint(live *corev1.Service, port corev1.ServicePort) (string, error) {
	if live.Namespace == metav1.NamespaceDefault && live.Name == "kubernetes" {
		return n.Cluster.APIServer().String(), nil
	}
	if len(live.Spec.Selector) == 0 {
		return "", fmt.Errorf("service %s selects no pods", live.Name)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, p := range n.pods {
		if !p.ready || p.live.Namespace != live.Namespace || !labels.SelectorFromSet(live.Spec.Selector).Matches(labels.Set(p.live.Labels)) {
			continue
		}
		target, err := portNumber(p.live, port.TargetPort.String())
		if err != nil {
			return "", err
		}
		return netip.AddrPortFrom(p.ip, uint16(target)).String(), nil
	}
	return "", fmt.Errorf("service %s has no ready pod", live.Name)
}
