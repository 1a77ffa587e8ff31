// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package node

import (
	"fmt"
	"net"
	"net/netip"
	"strings"

	"golang.org/x/net/dns/dnsmessage"
)

// serveDNS answers names at the address that resolv.conf of every pod has.
func (n *Node) serveDNS() error {
	ip := n.Cluster.Network.DNS()
	if err := n.Cluster.Network.Assign(netip.PrefixFrom(ip, ip.BitLen())); err != nil {
		return err
	}
	conn, err := net.ListenUDP("udp", net.UDPAddrFromAddrPort(netip.AddrPortFrom(ip, 53)))
	if err != nil {
		return err
	}
	n.wait.Go(func() {
		<-n.ctx.Done()
		_ = conn.Close()
	})
	n.wait.Go(func() {
		packet := make([]byte, 512)
		for {
			size, client, err := conn.ReadFromUDPAddrPort(packet)
			if err != nil {
				return
			}
			if answer, err := n.answer(packet[:size]); err == nil {
				_, _ = conn.WriteToUDPAddrPort(answer, client) // the client asks again
			}
		}
	})
	return nil
}

// answer knows addresses of version 4; a name it does not know does not exist.
func (n *Node) answer(packet []byte) ([]byte, error) {
	var message dnsmessage.Message
	if err := message.Unpack(packet); err != nil {
		return nil, err
	}
	if len(message.Questions) != 1 {
		return nil, fmt.Errorf("%d questions in one message", len(message.Questions))
	}
	question := message.Questions[0]
	message.Response, message.RecursionAvailable, message.Authoritative = true, true, true
	message.Additionals = nil
	ip, ok := n.lookup(strings.TrimSuffix(question.Name.String(), "."))
	switch {
	case !ok:
		message.RCode = dnsmessage.RCodeNameError
	case question.Type == dnsmessage.TypeA:
		message.Answers = []dnsmessage.Resource{{
			Header: dnsmessage.ResourceHeader{Name: question.Name, Class: question.Class, TTL: 1},
			Body:   &dnsmessage.AResource{A: ip.As4()},
		}}
	}
	return message.Pack()
}

func (n *Node) lookup(host string) (netip.Addr, bool) {
	if ip, ok := n.Hosts[host]; ok {
		return ip, true
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, s := range n.services {
		if host == s.live.Name+"."+s.live.Namespace+".svc.cluster.local" {
			ip, err := netip.ParseAddr(s.live.Spec.ClusterIP)
			return ip, err == nil
		}
	}
	return netip.Addr{}, false
}
