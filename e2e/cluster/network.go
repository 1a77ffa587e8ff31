// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package cluster

import (
	"fmt"
	"net/netip"

	"github.com/vishvananda/netlink"
)

// Network has the addresses of one cluster. Clusters of one run differ in the
// third number, so that many run side by side.
type Network struct {
	// Bridge connects the pods with the node.
	Bridge string
	// Node is the address of the node, of etcd and of the API server.
	Node netip.Addr
	// Pods has the addresses of the pods; the first is that of the node.
	Pods netip.Prefix
	// Services has the addresses that the API server gives to Services.
	Services netip.Prefix
}

func newNetwork(number int) (Network, error) {
	if number < 0 || number > 255 {
		return Network{}, fmt.Errorf("there are addresses for 256 clusters, this is number %d", number)
	}
	third := byte(number)
	return Network{
		Bridge:   fmt.Sprintf("pods%d", number),
		Node:     netip.AddrFrom4([4]byte{10, 244, third, 1}),
		Pods:     netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 244, third, 0}), 24),
		Services: netip.PrefixFrom(netip.AddrFrom4([4]byte{10, 96, third, 0}), 24),
	}, nil
}

// Kubernetes is the address of the Service of the API server: by definition
// the first of the range.
func (n Network) Kubernetes() netip.Addr { return n.Services.Addr().Next() }

// DNS is the address of the cluster's DNS.
func (n Network) DNS() netip.Addr {
	base := n.Services.Addr().As4()
	base[3] = 10
	return netip.AddrFrom4(base)
}

// up makes the bridge and gives it the address of the node.
func (n Network) up() error {
	attributes := netlink.NewLinkAttrs()
	attributes.Name = n.Bridge
	bridge := &netlink.Bridge{LinkAttrs: attributes}
	if err := netlink.LinkAdd(bridge); err != nil {
		return fmt.Errorf("make the bridge %s: %w", n.Bridge, err)
	}
	if err := n.Assign(netip.PrefixFrom(n.Node, n.Pods.Bits())); err != nil {
		return err
	}
	return netlink.LinkSetUp(bridge)
}

// Assign gives the bridge one more address.
func (n Network) Assign(prefix netip.Prefix) error {
	bridge, err := netlink.LinkByName(n.Bridge)
	if err != nil {
		return err
	}
	address, err := netlink.ParseAddr(prefix.String())
	if err != nil {
		return err
	}
	if err := netlink.AddrAdd(bridge, address); err != nil {
		return fmt.Errorf("give %s the address %s: %w", n.Bridge, prefix, err)
	}
	return nil
}

// down removes the bridge.
func (n Network) down() error {
	bridge, err := netlink.LinkByName(n.Bridge)
	if err != nil {
		return err
	}
	return netlink.LinkDel(bridge)
}
