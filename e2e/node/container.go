// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/netip"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/vishvananda/netlink"
	corev1 "k8s.io/api/core/v1"

	"github.com/fluxbundle/fluxbundle/e2e/sandbox"
)

const (
	// imageUser is the user of the images of Flux: nobody.
	imageUser = 65534
	// patience is what a pod gets to end by itself, at most: a scenario does
	// not wait for the ten minutes of helm-controller.
	patience = 10 * time.Second
)

// running is a container that has been started.
type running struct {
	cmd  *exec.Cmd
	log  string
	done chan error
}

// startContainer starts the program of a pod. What it prints is appended to
// the log of the pod.
func (n *Node) startContainer(ctx context.Context, p *pod) (*running, error) {
	c, err := n.describe(ctx, p)
	if err != nil {
		return nil, err
	}
	log, err := os.OpenFile(p.log, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	reader, writer, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer writer.Close()
	defer reader.Close()
	cmd := exec.Command("/proc/self/exe")
	cmd.Args = []string{initName}
	cmd.Env = []string{}
	cmd.Stdout, cmd.Stderr = log, log
	cmd.ExtraFiles = []*os.File{reader}
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWNET | syscall.CLONE_NEWPID | syscall.CLONE_NEWUTS}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start a container: %w", err)
	}
	r := &running{cmd: cmd, log: p.log, done: make(chan error, 1)}
	go func() { r.done <- cmd.Wait() }()
	if err := errors.Join(n.plug(p.ip, cmd.Process.Pid), json.NewEncoder(writer).Encode(c)); err != nil {
		r.stop()
		return nil, err
	}
	return r, nil
}

// describe turns the live Pod into a container.
func (n *Node) describe(ctx context.Context, p *pod) (*container, error) {
	spec, err := onlyContainer(p.live)
	if err != nil {
		return nil, err
	}
	program, err := n.Images.find(spec.Image)
	if err != nil {
		return nil, err
	}
	variables, err := environment(p.live, spec)
	if err != nil {
		return nil, err
	}
	c := &container{
		Hostname: p.live.Name, Address: netip.PrefixFrom(p.ip, n.Cluster.Network.Pods.Bits()), Gateway: n.Cluster.Network.Node,
		Root: filepath.Join(p.dir, "root"), Etc: filepath.Join(p.dir, "etc"), Program: program,
		ReadOnlyRoot: spec.SecurityContext != nil && spec.SecurityContext.ReadOnlyRootFilesystem != nil && *spec.SecurityContext.ReadOnlyRootFilesystem,
		User:         userOf(p.live),
		Env:          n.serviceEnvironment(),
	}
	for _, arg := range spec.Args {
		c.Args = append(c.Args, expand(arg, variables))
	}
	for _, variable := range variables {
		c.Env = append(c.Env, variable.Name+"="+variable.Value)
	}
	if err := n.writeEtc(c, p.live.Namespace); err != nil {
		return nil, err
	}
	c.Mounts, err = n.mountVolumes(ctx, p.live, filepath.Join(p.dir, "volumes"))
	return c, err
}

// serviceEnvironment is what client libraries look for in a pod.
func (n *Node) serviceEnvironment() []string {
	return []string{
		"PATH=/usr/local/bin", "HOME=/",
		"KUBERNETES_SERVICE_HOST=" + n.Cluster.Network.Kubernetes().String(),
		"KUBERNETES_SERVICE_PORT=443", "KUBERNETES_SERVICE_PORT_HTTPS=443",
	}
}

// userOf returns who a pod runs as: nobody, unless it says otherwise. In a
// user namespace there is root alone.
func userOf(p *corev1.Pod) *user {
	if sandbox.OneUser() {
		return nil
	}
	u := &user{ID: imageUser, Group: imageUser, Groups: []int{}}
	if sc := p.Spec.SecurityContext; sc != nil && sc.FSGroup != nil {
		u.Groups = append(u.Groups, int(*sc.FSGroup))
	}
	for _, id := range []*int64{runAsUser(p.Spec.SecurityContext), runAsUserOf(p.Spec.Containers[0].SecurityContext)} {
		if id != nil {
			u.ID = int(*id)
		}
	}
	return u
}

func runAsUser(sc *corev1.PodSecurityContext) *int64 {
	if sc == nil {
		return nil
	}
	return sc.RunAsUser
}

func runAsUserOf(sc *corev1.SecurityContext) *int64 {
	if sc == nil {
		return nil
	}
	return sc.RunAsUser
}

// writeEtc writes what an image and kubelet have in /etc.
func (n *Node) writeEtc(c *container, namespace string) error {
	resolv := fmt.Sprintf("search %s.svc.cluster.local svc.cluster.local cluster.local\nnameserver %s\noptions ndots:5\n", namespace, n.Cluster.Network.DNS())
	return errors.Join(
		os.MkdirAll(c.Root, 0o755),
		write(c.Etc, "resolv.conf", resolv),
		write(c.Etc, "hosts", "127.0.0.1 localhost\n"+c.Address.Addr().String()+" "+c.Hostname+"\n"),
		write(c.Etc, "passwd", "root:x:0:0::/:\nnobody:x:65534:65534::/:\n"),
		write(c.Etc, "ssl/certs/ca-certificates.crt", string(n.Authorities)),
	)
}

// plug connects the network namespace of a process with the bridge.
func (n *Node) plug(ip netip.Addr, pid int) error {
	bridge, err := netlink.LinkByName(n.Cluster.Network.Bridge)
	if err != nil {
		return err
	}
	attributes := netlink.NewLinkAttrs()
	octets := ip.As4()
	attributes.Name = fmt.Sprintf("veth%d-%d", octets[2], octets[3])
	attributes.MasterIndex = bridge.Attrs().Index
	veth := &netlink.Veth{LinkAttrs: attributes, PeerName: device, PeerNamespace: netlink.NsPid(pid)}
	if err := netlink.LinkAdd(veth); err != nil {
		return fmt.Errorf("connect a pod with the bridge: %w", err)
	}
	return netlink.LinkSetUp(veth)
}

// stop asks the program to end, and ends it when it does not.
func (r *running) stop() {
	_ = r.cmd.Process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case <-r.done:
	case <-time.After(patience):
		_ = r.cmd.Process.Kill()
		<-r.done
	}
}

// lastWords are the last lines that the program has printed.
func (r *running) lastWords() string {
	content, err := os.ReadFile(r.log)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	return strings.Join(lines[max(0, len(lines)-5):], "\n")
}
