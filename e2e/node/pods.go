// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"encoding/json"
	"fmt"
	"net/netip"
	"path/filepath"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/tools/cache"
)

// crashed is the reason of a container that has ended and will be started again.
const crashed = "CrashLoopBackOff"

// Crashes reports whether a container ends again and again.
func Crashes(status corev1.ContainerStatus) bool {
	return status.State.Waiting != nil && status.State.Waiting.Reason == crashed && status.RestartCount > 0
}

// pod is a pod that this node runs.
type pod struct {
	live  *corev1.Pod
	ip    netip.Addr
	dir   string
	log   string
	ready bool // guarded by Node.mu
	// restarts counts the containers before this one.
	restarts int32
	cancel   context.CancelFunc
	done     chan struct{}
}

func (n *Node) watchPods() {
	watch := cache.NewListWatchFromClient(n.Cluster.Client.CoreV1().RESTClient(), "pods", metav1.NamespaceAll, fields.Everything())
	_, informer := cache.NewInformerWithOptions(cache.InformerOptions{
		ListerWatcher: watch,
		ObjectType:    &corev1.Pod{},
		Handler: cache.ResourceEventHandlerFuncs{
			AddFunc:    func(object any) { n.see(object.(*corev1.Pod)) },
			UpdateFunc: func(_, object any) { n.see(object.(*corev1.Pod)) },
			DeleteFunc: func(object any) {
				if gone, ok := object.(*corev1.Pod); ok {
					n.end(gone.UID)
				}
			},
		},
	})
	informer.RunWithContext(n.ctx)
	n.mu.Lock()
	pods := n.pods
	n.mu.Unlock()
	for _, p := range pods {
		<-p.done
	}
}

// see does what the state of a pod asks for: bind it, run it or end it.
func (n *Node) see(live *corev1.Pod) {
	switch {
	case live.DeletionTimestamp != nil:
		n.wait.Go(func() {
			n.end(live.UID)
			n.remove(live)
		})
	case live.Spec.NodeName == "":
		binding := &corev1.Binding{ObjectMeta: metav1.ObjectMeta{Name: live.Name, UID: live.UID}, Target: corev1.ObjectReference{Kind: "Node", Name: name}}
		// It may be gone, or bound already.
		_ = n.Cluster.Client.CoreV1().Pods(live.Namespace).Bind(n.ctx, binding, metav1.CreateOptions{})
	case live.Spec.NodeName == name:
		n.begin(live)
	}
}

func (n *Node) begin(live *corev1.Pod) {
	ip := n.nextIP()
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.pods[live.UID] != nil {
		return
	}
	p := &pod{live: live.DeepCopy(), ip: ip, dir: filepath.Join(n.Dir, string(live.UID)), done: make(chan struct{})}
	p.live.Status.PodIP = ip.String()
	p.log = filepath.Join(n.Logs, live.Namespace+"_"+live.Name+".log")
	var ctx context.Context
	ctx, p.cancel = context.WithCancel(n.ctx)
	n.pods[live.UID] = p
	go func() {
		defer close(p.done)
		n.run(ctx, p)
	}()
}

// end stops a pod and waits for its end.
func (n *Node) end(uid types.UID) {
	n.mu.Lock()
	p := n.pods[uid]
	n.mu.Unlock()
	if p != nil {
		p.cancel()
		<-p.done
	}
}

// remove takes a pod that has ended out of the API.
func (n *Node) remove(live *corev1.Pod) {
	now := int64(0)
	// It may be gone already.
	_ = n.Cluster.Client.CoreV1().Pods(live.Namespace).Delete(n.ctx, live.Name,
		metav1.DeleteOptions{GracePeriodSeconds: &now, Preconditions: metav1.NewUIDPreconditions(string(live.UID))})
}

// run keeps a pod running until ctx ends.
func (n *Node) run(ctx context.Context, p *pod) {
	if isWorkload(p.live) {
		n.report(ctx, p, corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.Now()}}, true)
		<-ctx.Done()
		return
	}
	for restarts := int32(0); ctx.Err() == nil; restarts++ {
		p.restarts = restarts
		started, err := n.startContainer(ctx, p)
		if err != nil {
			// What it needs may come, such as the certificate of a new namespace.
			n.report(ctx, p, waiting("ImagePullBackOff", err.Error()), false)
			pause(ctx, time.Second)
			continue
		}
		n.report(ctx, p, corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.Now()}}, false)
		if code := n.attend(ctx, p, started); ctx.Err() == nil {
			n.report(ctx, p, waiting(crashed, fmt.Sprintf("exit code %d after %d restarts: %s", code, restarts, started.lastWords())), false)
			pause(ctx, min(time.Second<<min(restarts, 4), 10*time.Second))
		}
	}
}

// attend waits for the end of a container, and says when it is ready.
func (n *Node) attend(ctx context.Context, p *pod, started *running) (code int) {
	ready := make(chan struct{})
	probing, stop := context.WithCancel(ctx)
	defer stop()
	go func() {
		if probe(probing, p) {
			close(ready)
		}
	}()
	for {
		select {
		case <-ctx.Done():
			started.stop()
			return started.cmd.ProcessState.ExitCode()
		case <-started.done:
			return started.cmd.ProcessState.ExitCode()
		case <-ready:
			ready = nil
			n.report(ctx, p, corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: metav1.Now()}}, true)
		}
	}
}

func isWorkload(p *corev1.Pod) bool {
	for _, container := range p.Spec.Containers {
		if image, _, _ := strings.Cut(container.Image, ":"); image != Workload {
			return false
		}
	}
	return true
}

func waiting(reason, message string) corev1.ContainerState {
	return corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}
}

func pause(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

// report writes the status of a pod.
func (n *Node) report(ctx context.Context, p *pod, state corev1.ContainerState, ready bool) {
	n.mu.Lock()
	p.ready = ready
	n.mu.Unlock()
	patch, err := json.Marshal(map[string]any{"status": status(p, state, ready)})
	if err != nil {
		panic("node: internal error: " + err.Error())
	}
	// A pod that is gone needs no status.
	_, _ = n.Cluster.Client.CoreV1().Pods(p.live.Namespace).Patch(ctx, p.live.Name, types.StrategicMergePatchType, patch, metav1.PatchOptions{}, "status")
}
