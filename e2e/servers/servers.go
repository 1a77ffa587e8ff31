// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package servers has what lies outside of a cluster, speaking the real
// protocols: Git over HTTPS and SSH, an OCI registry, a bucket and a sink for
// notifications. All listen at one address of the network namespace, at the
// ports their protocols have.
package servers

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"path/filepath"
	"time"

	"github.com/google/go-containerregistry/pkg/registry"
	"github.com/vishvananda/netlink"
)

// The names of the servers. PrivateGitHost has a certificate of an authority
// that no image trusts.
const (
	GitHost        = "git.example.com"
	PrivateGitHost = "git.private.example.com"
)

// publicHosts are the names whose certificates every image trusts.
var publicHosts = []string{GitHost, "github.com", RegistryHost, BucketHost, SinkHost}

// address is one that is kept for documentation.
var address = netip.AddrFrom4([4]byte{192, 0, 2, 1})

// Servers are running.
type Servers struct {
	Git *Git

	buckets         *buckets
	sink            *sink
	registry        http.Handler
	public, private authority
	certificates    map[string]*tls.Certificate
	log             *log.Logger
	closers         []io.Closer
}

// Start starts all servers. They keep what they serve below dir and tell of
// every request in the log.
func Start(dir string, requests io.Writer) (*Servers, error) {
	s := &Servers{certificates: map[string]*tls.Certificate{}, log: log.New(requests, "", log.Lmicroseconds)}
	s.registry, s.buckets, s.sink = registry.New(registry.Logger(s.log)), newBuckets(), &sink{bodies: map[string][]string{}}
	if err := errors.Join(assign(), s.issue()); err != nil {
		return nil, err
	}
	var err error
	if s.Git, err = newGit(filepath.Join(dir, "git"), s.log); err != nil {
		return nil, err
	}
	for _, start := range []func() error{s.serveHTTPS, s.serveSSH} {
		if err := start(); err != nil {
			s.Stop()
			return nil, err
		}
	}
	return s, nil
}

// Hosts are the names of the servers.
func (s *Servers) Hosts() map[string]netip.Addr {
	hosts := map[string]netip.Addr{}
	for host := range s.certificates {
		hosts[host] = address
	}
	return hosts
}

// Authorities are the certificates that images trust, in PEM.
func (s *Servers) Authorities() []byte { return s.public.PEM() }

// PrivateAuthority is the certificate behind PrivateGitHost, in PEM.
func (s *Servers) PrivateAuthority() []byte { return s.private.PEM() }

// Stop closes all servers.
func (s *Servers) Stop() {
	for _, closer := range s.closers {
		_ = closer.Close() // it is not used any more
	}
}

func assign() error {
	lo, err := netlink.LinkByName("lo")
	if err != nil {
		return err
	}
	ip, err := netlink.ParseAddr(netip.PrefixFrom(address, address.BitLen()).String())
	if err != nil {
		return err
	}
	return netlink.AddrAdd(lo, ip)
}

func (s *Servers) issue() error {
	var err error
	if s.public, err = newAuthority("public authority"); err != nil {
		return err
	}
	if s.private, err = newAuthority("private authority"); err != nil {
		return err
	}
	for _, host := range publicHosts {
		if s.certificates[host], err = s.public.issue(host); err != nil {
			return err
		}
	}
	s.certificates[PrivateGitHost], err = s.private.issue(PrivateGitHost)
	return err
}

// dial reaches the servers from this process, which has no DNS.
func (s *Servers) dial(ctx context.Context, network, target string) (net.Conn, error) {
	_, port, err := net.SplitHostPort(target)
	if err != nil {
		return nil, err
	}
	var dialer net.Dialer
	return dialer.DialContext(ctx, network, net.JoinHostPort(address.String(), port))
}

func (s *Servers) listen(port uint16) (net.Listener, error) {
	return net.ListenTCP("tcp", net.TCPAddrFromAddrPort(netip.AddrPortFrom(address, port)))
}

// serveHTTPS serves all hosts at port 443, each with its certificate.
func (s *Servers) serveHTTPS() error {
	listener, err := s.listen(443)
	if err != nil {
		return err
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: func(hello *tls.ClientHelloInfo) (*tls.Certificate, error) {
		if cert, ok := s.certificates[hello.ServerName]; ok {
			return cert, nil
		}
		return nil, fmt.Errorf("no certificate for %q", hello.ServerName)
	}}
	s.serve(tls.NewListener(listener, config))
	return nil
}

// serve serves the hosts at a listener until Stop.
func (s *Servers) serve(listener net.Listener) {
	server := &http.Server{Handler: s.logged(s.route()), ReadHeaderTimeout: time.Minute, ErrorLog: s.log}
	s.closers = append(s.closers, server)
	go func() { _ = server.Serve(listener) }() // ends with Stop
}

func (s *Servers) route() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/", s.Git)
	mux.Handle(RegistryHost+"/", s.registry)
	mux.Handle(BucketHost+"/", s.buckets.handler)
	mux.Handle(SinkHost+"/", s.sink)
	return mux
}

func (s *Servers) logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.log.Printf("%s %s%s from %s", r.Method, r.Host, r.URL, r.RemoteAddr)
		next.ServeHTTP(w, r)
	})
}
