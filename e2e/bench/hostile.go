// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"encoding/base64"
	"fmt"
	"io"
	"strings"
)

// hostileTarget is how much the cost may grow when an input doubles.
const hostileTarget = 2.3

// shape is an input that was made to be slow, at a size.
type shape struct {
	name string
	// size is the smaller one, and twice the larger one, whose text is about twice
	// as long.
	size, twice int
	write       func(w io.Writer, size int)
}

// hostile are inputs that cost more than their length once. Each is wrong, or
// absurd, and accepted by a YAML library.
var hostile = []shape{
	{"all depend on all", 400, 566, func(w io.Writer, n int) {
		names := make([]string, n)
		for i := range names {
			names[i] = fmt.Sprintf("k%d", i)
		}
		header(w, "  kustomizations:\n")
		for i, name := range names {
			others := append(append([]string{}, names[:i]...), names[i+1:]...)
			fmt.Fprintf(w, "    %s: {path: ./%s, dependsOn: [%s]}\n", name, name, strings.Join(others, ", "))
		}
	}},
	{"misspelt dependsOn", 10000, 20000, func(w io.Writer, n int) {
		header(w, "  kustomizations:\n")
		each(w, n, "    k%[1]d: {path: ./k%[1]d, dependsOn: [x%[1]d]}\n")
	}},
	{"unknown fields", 20000, 40000, func(w io.Writer, n int) { header(w, ""); each(w, n, "  unknownField%d: 1\n") }},
	{"keys of a Secret", 20000, 40000, func(w io.Writer, n int) {
		header(w, "  configurationProtectedSettingsFrom: {name: s}\n")
		fmt.Fprint(w, localSecret+"stringData:\n")
		each(w, n, "  key%d: v\n")
	}},
	{"nested merge keys", 90, 180, func(w io.Writer, n int) {
		header(w, "  configurationProtectedSettingsFrom: {name: s}\n")
		fmt.Fprint(w, localSecret+"x0: &a0 {k0: v}\n")
		for i := range n {
			merged := strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 200), ", ")
			fmt.Fprintf(w, "x%[1]d: &a%[1]d\n  <<: [%[2]s]\n  k%[1]d: v\n", i+1, merged)
		}
		fmt.Fprintf(w, "stringData: *a%d\n", n)
	}},
	{"one mapping, many aliases", 2000, 4000, func(w io.Writer, n int) {
		header(w, "  kustomizations:\n    k0: &k\n      path: ./x\n      postBuild:\n        substitute:\n")
		each(w, n, "          v%d: value\n")
		each(w, n, "    k1%d: *k\n")
	}},
	{"hashed known_hosts", 8000, 16000, func(w io.Writer, n int) {
		hashes := make([]string, n)
		for i := range hashes {
			salt := base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%020d", i))
			hashes[i] = "|1|" + salt + "|" + salt
		}
		line := strings.Join(hashes, ",") + " ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n"
		fmt.Fprintf(w, "%sspec:\n  gitRepository:\n    url: ssh://git@example.com/r\n    repositoryRef: {branch: main}\n    sshKnownHosts: %s\n",
			hostileHeader, base64.StdEncoding.EncodeToString([]byte(line)))
	}},
	{"fluxObjects in one namespace", 1500, 3000, func(w io.Writer, n int) {
		for i := range n {
			fmt.Fprintf(w, "---\napiVersion: fluxbundle.io/v1alpha1\nkind: FluxConfiguration\nmetadata: {name: c%d}\nspec:\n  namespace: team\n"+
				"  gitRepository: {url: https://example.com/r, repositoryRef: {branch: main}}\n  fluxObjects:\n"+
				"  - {kind: HelmRepository, metadata: {name: charts}, spec: {url: https://charts.example.com}}\n"+
				"  - {kind: HelmRelease, metadata: {name: web}, spec: {chart: {spec: {chart: web, sourceRef: {kind: HelmRepository, name: charts}}}}}\n", i)
		}
	}},
}

const (
	hostileHeader = "apiVersion: fluxbundle.io/v1alpha1\nkind: FluxConfiguration\nmetadata: {name: c}\n"
	localSecret   = "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s, annotations: {config.kubernetes.io/local-config: \"true\"}}\n"
)

// header begins a configuration.
func header(w io.Writer, rest string) {
	fmt.Fprint(w, hostileHeader+"spec:\n  gitRepository: {url: https://example.com/r, repositoryRef: {branch: main}}\n"+rest)
}

// each writes a line n times, with its number.
func each(w io.Writer, n int, format string) {
	for i := range n {
		fmt.Fprintf(w, format, i)
	}
}

// grow compares each hostile input with one of twice its length.
func (b *bench) grow() error {
	for i, s := range hostile {
		var programs [2]program
		for k, size := range []int{s.twice, s.size} {
			file, err := b.file(fmt.Sprintf("hostile-%d-%d.yaml", i, k), func(w io.Writer) { s.write(w, size) })
			if err != nil {
				return err
			}
			programs[k] = b.render(file)
			programs[k].name, programs[k].refused = fmt.Sprintf("render, %d", size), true
		}
		if err := b.compare(comparison{s.name, 5, programs[:1], []peer{{programs[1], hostileTarget}}}); err != nil {
			return err
		}
	}
	return nil
}
