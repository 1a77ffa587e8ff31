// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package node

import (
	"encoding/json"
	"fmt"
	"net/netip"
	"os"
	"path/filepath"
	"syscall"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"

	"github.com/fluxbundle/fluxbundle/e2e/sandbox"
)

// initName is the name under which this program runs as a container.
const initName = "e2e-container"

// device is the network device of a pod.
const device = "eth0"

// container is what the first process of a container does before it becomes
// the program of the image.
type container struct {
	Hostname     string
	Address      netip.Prefix
	Gateway      netip.Addr
	Root, Etc    string // folders of the host: where the root is made, what becomes /etc
	ReadOnlyRoot bool
	Mounts       []mount
	Program      string // a file of the host
	Args, Env    []string
	User         *user
}

// mount is a folder or a file of the host inside a container.
type mount struct {
	Source, Target string
	ReadOnly       bool
}

// user is who the program runs as.
type user struct {
	ID, Group int
	Groups    []int
}

// IsContainer reports whether this process is to become a container.
func IsContainer() bool { return os.Args[0] == initName }

// RunContainer becomes the program of a container. It returns only if that
// does not work.
func RunContainer() error {
	var c container
	pipe := os.NewFile(3, "container")
	if err := json.NewDecoder(pipe).Decode(&c); err != nil {
		return fmt.Errorf("the description of the container: %w", err)
	}
	for _, step := range []func() error{pipe.Close, c.network, c.root, c.change, c.become} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (c container) network() error {
	if err := sandbox.LoopbackUp(); err != nil {
		return err
	}
	eth0, err := netlink.LinkByName(device)
	if err != nil {
		return err
	}
	address, err := netlink.ParseAddr(c.Address.String())
	if err != nil {
		return err
	}
	if err := netlink.AddrAdd(eth0, address); err != nil {
		return fmt.Errorf("the address %s: %w", c.Address, err)
	}
	if err := netlink.LinkSetUp(eth0); err != nil {
		return err
	}
	return netlink.RouteAdd(&netlink.Route{LinkIndex: eth0.Attrs().Index, Gw: c.Gateway.AsSlice()})
}

// root makes a root file system like that of an image with nothing but its
// program, and makes it the only one that is seen.
func (c container) root() error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return err
	}
	if err := unix.Mount("tmpfs", c.Root, "tmpfs", unix.MS_NOSUID, "mode=755"); err != nil {
		return fmt.Errorf("mount the root: %w", err)
	}
	mounts := append([]mount{
		{Source: c.Etc, Target: "/etc", ReadOnly: true},
		{Source: c.Program, Target: c.program(), ReadOnly: true},
		{Source: "/dev/null", Target: "/dev/null"},
		{Source: "/dev/urandom", Target: "/dev/urandom"},
	}, c.Mounts...)
	for _, m := range mounts {
		if err := c.bind(m); err != nil {
			return fmt.Errorf("mount %s: %w", m.Target, err)
		}
	}
	proc := filepath.Join(c.Root, "proc")
	if err := os.MkdirAll(proc, 0o755); err != nil {
		return err
	}
	if err := unix.Mount("proc", proc, "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, ""); err != nil {
		return fmt.Errorf("mount /proc: %w", err)
	}
	if c.ReadOnlyRoot {
		if err := unix.Mount("", c.Root, "", unix.MS_REMOUNT|unix.MS_NOSUID|unix.MS_RDONLY, "mode=755"); err != nil {
			return fmt.Errorf("make the root read-only: %w", err)
		}
	}
	return nil
}

// program is where the container has its program.
func (c container) program() string { return "/usr/local/bin/" + filepath.Base(c.Program) }

func (c container) bind(m mount) error {
	target := filepath.Join(c.Root, m.Target)
	info, err := os.Stat(m.Source)
	if err != nil {
		return err
	}
	if info.IsDir() {
		err = os.MkdirAll(target, 0o755)
	} else if err = os.MkdirAll(filepath.Dir(target), 0o755); err == nil {
		err = os.WriteFile(target, nil, 0o644)
	}
	if err != nil {
		return err
	}
	if err := unix.Mount(m.Source, target, "", unix.MS_BIND|unix.MS_REC, ""); err != nil || !m.ReadOnly {
		return err
	}
	return unix.MountSetattr(unix.AT_FDCWD, target, 0, &unix.MountAttr{Attr_set: unix.MOUNT_ATTR_RDONLY})
}

// change enters the root and becomes the user.
func (c container) change() error {
	if err := os.Chdir(c.Root); err != nil {
		return err
	}
	if err := unix.PivotRoot(".", "."); err != nil {
		return fmt.Errorf("enter the root: %w", err)
	}
	if err := unix.Unmount(".", unix.MNT_DETACH); err != nil {
		return err
	}
	if err := os.Chdir("/"); err != nil {
		return err
	}
	if err := unix.Sethostname([]byte(c.Hostname)); err != nil {
		return err
	}
	if c.User == nil {
		return nil
	}
	if err := syscall.Setgroups(c.User.Groups); err != nil {
		return err
	}
	if err := syscall.Setgid(c.User.Group); err != nil {
		return err
	}
	return syscall.Setuid(c.User.ID)
}

func (c container) become() error {
	err := syscall.Exec(c.program(), append([]string{filepath.Base(c.Program)}, c.Args...), c.Env)
	return fmt.Errorf("run %s: %w", c.program(), err)
}
