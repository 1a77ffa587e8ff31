// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command bench measures what a sealed value costs: with flux-seal, which seals
// all Secrets in one run, and with kubeseal and sops, which are run once for
// each.
//
//	go run ./bench -bin ../../bin
//
// Times are CPU, user and system together, of whole processes, the median of
// several runs.
package main

import (
	"bytes"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"flag"
	"fmt"
	"math/big"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"filippo.io/age"
)

const (
	runs = 11
	many = 100
)

func main() {
	bin := flag.String("bin", "../../bin", "folder with flux-seal, kubeseal and sops")
	flag.Parse()
	if err := run(*bin); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(bin string) (err error) {
	bin, err = filepath.Abs(bin)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "flux-seal-bench-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	certificate, err := newCertificate()
	if err != nil {
		return err
	}
	identity, err := age.GenerateX25519Identity()
	if err != nil {
		return err
	}
	recipient := identity.Recipient().String()
	b := bench{dir: dir, bin: bin}
	b.write("certificate.pem", certificate)
	b.write("secret.yaml", secret(0, ""))
	b.write("sealed-secrets/policy.yaml", policy("sealed-secrets", "sealedSecrets:\n    certificate: |\n      "+strings.ReplaceAll(certificate, "\n", "\n      ")))
	b.write("sops/policy.yaml", policy("sops", "sops:\n    age: ["+recipient+"]\n"))
	var one, all strings.Builder
	for i := range many {
		all.WriteString("---\n" + secret(i, "fluxbundle.io/sealing-policy: p"))
	}
	one.WriteString(secret(0, "fluxbundle.io/sealing-policy: p"))
	b.write("one.yaml", one.String())
	b.write("all.yaml", all.String())

	fmt.Fprintf(os.Stdout, "CPU for each sealed value of 400 bytes, medians of %d runs; %s %s/%s\n\n", runs, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(os.Stdout, "| | sealed-secrets, RSA-4096 | SOPS, age |\n|---|---|---|\n")
	b.row(fmt.Sprintf("flux-seal, %d Secrets in one run", many), many,
		[]string{"flux-seal", "render", "sealed-secrets", "all.yaml"}, []string{"flux-seal", "render", "sops", "all.yaml"})
	b.row("flux-seal, one Secret in each run", 1,
		[]string{"flux-seal", "render", "sealed-secrets", "one.yaml"}, []string{"flux-seal", "render", "sops", "one.yaml"})
	b.row("kubeseal and sops, one Secret in each run", 1,
		[]string{"kubeseal", "--cert", "certificate.pem", "-o", "yaml", "-f", "secret.yaml"},
		[]string{"sops", "--encrypt", "--age", recipient, "--encrypted-regex", "^(data|stringData)$", "secret.yaml"})
	return b.err
}

type bench struct {
	dir, bin string
	err      error
}

func (b *bench) write(name, text string) {
	path := filepath.Join(b.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil && b.err == nil {
		b.err = err
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil && b.err == nil {
		b.err = err
	}
}

// row measures two commands that seal the same number of values.
func (b *bench) row(name string, values int, sealedSecrets, sops []string) {
	fmt.Fprintf(os.Stdout, "| %s | %s | %s |\n", name, b.measure(values, sealedSecrets), b.measure(values, sops))
}

// measure is the CPU for one value.
func (b *bench) measure(values int, command []string) string {
	var times []time.Duration
	for range runs {
		if b.err != nil {
			return "failed"
		}
		c := exec.Command(filepath.Join(b.bin, command[0]), command[1:]...)
		c.Dir, c.Env = b.dir, []string{"HOME=" + b.dir}
		var stderr bytes.Buffer
		c.Stderr = &stderr
		if err := c.Run(); err != nil {
			b.err = fmt.Errorf("%s: %w\n%s", strings.Join(command, " "), err, stderr.String())
			return "failed"
		}
		times = append(times, c.ProcessState.UserTime()+c.ProcessState.SystemTime())
	}
	slices.Sort(times)
	return fmt.Sprintf("%.2f ms", float64(times[len(times)/2].Microseconds())/1000/float64(values))
}

func newCertificate() (string, error) {
	key, err := rsa.GenerateKey(rand.Reader, 4096)
	if err != nil {
		return "", err
	}
	now := time.Now()
	template := x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "sealed-secret"}, NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(1, 0, 0),
	}
	der, err := x509.CreateCertificate(rand.Reader, &template, &template, &key.PublicKey, key)
	if err != nil {
		return "", err
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), nil
}

// policy is a SealingPolicy and the seed that it names.
func policy(provider, settings string) string {
	return `apiVersion: fluxbundle.io/v1alpha1
kind: SealingPolicy
metadata:
  name: p
  annotations: {config.kubernetes.io/local-config: "true"}
spec:
  provider: ` + provider + `
  seedFrom: {name: seed}
  ` + strings.TrimRight(settings, " ") + `---
apiVersion: v1
kind: Secret
metadata:
  name: seed
  annotations: {config.kubernetes.io/local-config: "true"}
stringData: {seed: 3q2+7wABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhs=}
`
}

func secret(i int, annotation string) string {
	return fmt.Sprintf(`apiVersion: v1
kind: Secret
metadata:
  name: s%03d
  namespace: shop
  annotations:
    config.kubernetes.io/local-config: "true"
    %s
stringData:
  value: %s
`, i, annotation, strings.Repeat("0123456789", 40))
}
