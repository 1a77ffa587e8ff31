// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package sandbox runs a program in Linux namespaces of its own: it sees no
// network but the one it builds, its mounts are nobody else's, and whatever it
// has started ends with it. Needs root, or user namespaces.
package sandbox

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"

	"github.com/vishvananda/netlink"
	"golang.org/x/sys/unix"
)

// inside is the name under which the program runs in its namespaces.
const inside = "e2e-sandbox"

// Inside reports whether Enter has started this process.
func Inside() bool { return os.Args[0] == inside }

// Enter runs this program again, with the same arguments, in new namespaces,
// and returns its exit code. It ends with this process, and with it all that
// it has started: it is the first process of its PID namespace.
func Enter() (int, error) {
	// The death signal is tied to the thread that has started the child.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	cmd := exec.Command("/proc/self/exe")
	cmd.Args = append([]string{inside}, os.Args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWNET | syscall.CLONE_NEWPID,
		Pdeathsig:  syscall.SIGKILL,
	}
	if os.Geteuid() != 0 {
		asRoot(cmd.SysProcAttr)
	}
	err := cmd.Run()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		return exit.ExitCode(), nil
	}
	if err != nil {
		return 1, fmt.Errorf("e2e needs root, or user namespaces to become root in (sysctl user.max_user_namespaces, kernel.apparmor_restrict_unprivileged_userns): %w", err)
	}
	return 0, nil
}

// asRoot makes the user root in a user namespace.
func asRoot(attr *syscall.SysProcAttr) {
	attr.Cloneflags |= syscall.CLONE_NEWUSER
	attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
	attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
}

// Prepare makes the new namespaces usable: mounts stay inside, /proc shows the
// processes of this PID namespace, and the loopback device is up.
func Prepare() error {
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("make mounts private: %w", err)
	}
	if err := unix.Mount("proc", "/proc", "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, ""); err != nil {
		return fmt.Errorf("mount /proc: %w", err)
	}
	return LoopbackUp()
}

// LoopbackUp turns on the loopback device of this network namespace.
func LoopbackUp() error {
	lo, err := netlink.LinkByName("lo")
	if err != nil {
		return fmt.Errorf("find the loopback device: %w", err)
	}
	if err := netlink.LinkSetUp(lo); err != nil {
		return fmt.Errorf("turn on the loopback device: %w", err)
	}
	return nil
}

// OneUser reports whether root of this process is a user of the host who has
// become root in a user namespace: there is no other user to change to.
func OneUser() bool {
	content, err := os.ReadFile("/proc/self/uid_map")
	if err != nil {
		return true
	}
	var first, host, size uint64
	if _, err := fmt.Sscan(string(content), &first, &host, &size); err != nil {
		return true
	}
	return size == 1
}
