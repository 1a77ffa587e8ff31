// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/input"
	"github.com/fluxbundle/fluxbundle/functions/internal/input/extension"
	"github.com/fluxbundle/fluxbundle/functions/internal/model/installation"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// resolve returns what an extension with the settings installs.
func resolve(settings map[string]string) (installation.Options, report.Findings) {
	return extension.Resolve(input.Input[v1alpha1.FluxExtension]{Value: v1alpha1.FluxExtension{
		Spec: v1alpha1.FluxExtensionSpec{ConfigurationSettings: settings},
	}})
}

// SETTINGS.md has a row for each setting and no other. <controller> and
// <agent> stand for several.
func TestSettingsAreDocumented(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../../../flux-bundle/SETTINGS.md")
	if err != nil {
		t.Fatal(err)
	}
	stands := map[string][]string{
		"<controller>": {
			"source-controller", "kustomize-controller", "helm-controller",
			"notification-controller", "image-reflector-controller", "image-automation-controller", "source-watcher",
		},
		"<agent>": {"fluxconfig-agent", "fluxconfig-controller"},
	}
	var documented []string
	for line := range strings.Lines(string(page)) {
		key, isRow := strings.CutPrefix(line, "| `")
		if !isRow {
			continue
		}
		key, _, _ = strings.Cut(key, "`")
		placeholder, rest, _ := strings.Cut(key, ".")
		names, several := stands[placeholder]
		if !several {
			documented = append(documented, key)
			continue
		}
		for _, name := range names {
			documented = append(documented, name+"."+rest)
		}
	}
	slices.Sort(documented)
	accepted := extension.Settings()
	for _, key := range accepted {
		if !slices.Contains(documented, key) {
			t.Errorf("SETTINGS.md has no row for %s", key)
		}
	}
	for i, key := range documented {
		if !slices.Contains(accepted, key) || i > 0 && documented[i-1] == key {
			t.Errorf("SETTINGS.md has a row too many for %s", key)
		}
	}
}

func TestSettingsAreDistinctAndSorted(t *testing.T) {
	t.Parallel()
	keys := extension.Settings()
	if !slices.IsSorted(keys) || len(slices.Compact(slices.Clone(keys))) != len(keys) {
		t.Errorf("not sorted or not distinct: %q", keys)
	}
}

// What Kubernetes and Go accept beyond that is nothing anybody means.
func TestValues(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		key            string
		accept, refuse []string
	}{{
		"helm-controller.resources.limits.cpu",
		[]string{"1", "0.5", "1.001", "100m", "1000m", "64"},
		[]string{"", "m", ".5", "1.", "1.0001", "0.5m", "1e3", "+1", "-1", "1k", " 1", "1 ", "1,5", "1..5", "100 m", "1000000000000000000000"},
	}, {
		"helm-controller.resources.limits.memory",
		[]string{"64Mi", "1Gi", "1.5Gi", "1073741824", "2G", "2000M", "70000k", "1Ti", "7Ei"},
		[]string{"", "Mi", "64MI", "64mi", "64MB", "64K", "64Mib", "1.5", "400m", "1e9", "-1Gi", "8Ei", "64 Mi", "０Gi"},
	}, {
		"kustomize-controller.requeue-dependency",
		[]string{"5s", "1m30s", "1h", "1.5h", "500ms", "1us", "1µs", "1μs", "1ns"},
		[]string{"", "0", "0s", "5", "-5s", "+5s", "s", "5 s", "5S", "1d", "1m-30s", "PT5S", ".5s", "1.s", "3000000h", "5s5"},
	}, {
		"kustomize-controller.concurrent",
		[]string{"1", "20", "999999999"},
		[]string{"", "0", "-1", "010", "0x10", "1.5", "four", "1_000", "10000000000"},
	}, {
		"kustomize-controller.strict-substitution-mode",
		[]string{"true", "false"},
		[]string{"", "True", "yes", "1"},
	}, {
		"source-controller.log-level",
		[]string{"debug", "info", "error"},
		[]string{"", "trace", "warn", "Info"},
	}, {
		"fluxconfig-agent.log-level",
		[]string{"info", "error"},
		[]string{"debug"},
	}, {
		"source-controller.ssh-host-key-args",
		[]string{"--ssh-hostkey-algos=ssh-ed25519", "--ssh-hostkey-algos=rsa-sha2-512,rsa-sha2-256"},
		[]string{
			"", "ssh-ed25519", "--ssh-hostkey-algos", "--ssh-hostkey-algos=", "--ssh-hostkey-algos=rsa-sha2-512,",
			"--ssh-hostkey-algos=rsa-sha2-512 rsa-sha2-256", "--ssh-hostkey-algos=ssh-ed25519 --storage-path=/",
			"--ssh-kex-algos=curve25519-sha256", "-ssh-hostkey-algos=ssh-ed25519",
		},
	}, {
		"useKubeletIdentity",
		[]string{"false"},
		[]string{"true", "no"},
	}} {
		t.Run(tt.key, func(t *testing.T) {
			t.Parallel()
			for _, value := range tt.accept {
				if _, found := resolve(map[string]string{tt.key: value}); refused(found, tt.key) {
					t.Errorf("%q is refused: %v", value, found[0].Text())
				}
			}
			for _, value := range tt.refuse {
				if _, found := resolve(map[string]string{tt.key: value}); !refused(found, tt.key) {
					t.Errorf("%q is accepted", value)
				}
			}
		})
	}
}

// Values of settings that need another one.
func TestDependentValues(t *testing.T) {
	t.Parallel()
	const watch = "helm-controller.outOfMemoryWatch"
	for _, tt := range []struct {
		needs, key     string
		accept, refuse []string
	}{{
		watch + ".enabled", watch + ".memoryThreshold",
		[]string{"1", "70", "99", "100"},
		[]string{"", "0", "101", "95%", "0.95", "1000", "07"},
	}, {
		watch + ".enabled", watch + ".interval",
		[]string{"50ms", "0.05s", "500ms", "1m"},
		[]string{"49.999ms", "0s", "500"},
	}, {
		"workloadIdentity.enable", "workloadIdentity.azureClientId",
		[]string{"01234567-89ab-cdef-0123-456789ABCDEF"},
		[]string{"", "0123456789abcdef0123456789abcdef", "{01234567-89ab-cdef-0123-456789abcdef}", "01234567-89ab-cdef-0123-456789abcdeg", "my-identity"},
	}} {
		t.Run(tt.key, func(t *testing.T) {
			t.Parallel()
			for _, value := range tt.accept {
				if _, found := resolve(map[string]string{tt.needs: "true", tt.key: value}); found.Failed() {
					t.Errorf("%q is refused: %v", value, found[0].Text())
				}
			}
			for _, value := range tt.refuse {
				if _, found := resolve(map[string]string{tt.needs: "true", tt.key: value}); !refused(found, tt.key) {
					t.Errorf("%q is accepted", value)
				}
			}
		})
	}
}

// A limit may equal the request, in whatever unit, and a value that is refused
// is not compared.
func TestRequestsAndLimits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		requests, limits string
		fails            bool
	}{
		{"", "", false},
		{"1000m", "", false},
		{"1.001", "", true},
		{"", "100m", false},
		{"", "99m", true},
		{"2", "2000m", false},
		{"2001m", "2", true},
	} {
		settings := map[string]string{}
		for key, value := range map[string]string{"requests": tt.requests, "limits": tt.limits} {
			if value != "" {
				settings["helm-controller.resources."+key+".cpu"] = value
			}
		}
		if _, found := resolve(settings); found.Failed() != tt.fails {
			t.Errorf("requests %q and limits %q: failed is %t", tt.requests, tt.limits, found.Failed())
		}
	}
	_, found := resolve(map[string]string{
		"helm-controller.resources.requests.cpu": "2", "helm-controller.resources.limits.cpu": "two",
	})
	if len(found) != 1 || found[0].Reason != report.InvalidValue {
		t.Errorf("a limit that is no number gives %v", found)
	}
}

// Settings reach the options of the right controller, in whatever order.
func TestTunings(t *testing.T) {
	t.Parallel()
	options, found := resolve(map[string]string{
		"kustomize-controller.concurrent":             "8",
		"kustomize-controller.resources.limits.cpu":   "2",
		"helm-controller.log-level":                   "error",
		"helm-controller.resources.requests.memory":   "1Gi",
		"source-controller.ssh-host-key-args":         "--ssh-hostkey-algos=ssh-rsa",
		"kustomize-controller.enable-in-memory-build": "true",
	})
	if len(found) != 0 {
		t.Fatalf("findings: %v", found)
	}
	const want = "kustomize-controller  {{2 } { }} [{concurrent 8}] [] true\n" +
		"helm-controller error {{ } { 1Gi}} [] [] false\n" +
		"source-controller  {{ } { }} [{ssh-hostkey-algos ssh-rsa}] [] false\n"
	var got strings.Builder
	for _, c := range []flux.Component{flux.KustomizeController, flux.HelmController, flux.SourceController} {
		tuning := options.Tuning(c)
		fmt.Fprintln(&got, tuning.Component, tuning.LogLevel, tuning.Resources, tuning.Flags, tuning.Gates, tuning.MemoryTemp)
	}
	if got.String() != want {
		t.Errorf("got\n%swant\n%s", got.String(), want)
	}
}

// refused reports whether the value of the setting is.
func refused(found report.Findings, key string) bool {
	return slices.ContainsFunc(found, func(f report.Finding) bool {
		return f.Reason == report.InvalidValue && slices.Contains(f.Field, key)
	})
}
