// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"math/big"
	"slices"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/internal/quantity"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// check looks at the value of a setting.
type check func(value string) problem

// problem is what is wrong with a value; zero when nothing is. It follows the
// value in a message.
type problem struct {
	message, hint string
}

// accept is a check for values that ok accepts, which accepted describes.
func accept(accepted string, ok func(value string) bool) check {
	return func(value string) problem {
		if ok(value) {
			return problem{}
		}
		return problem{"is not accepted", "accepted: " + accepted}
	}
}

// oneOf is a check for a fixed set of values.
func oneOf(values ...string) check {
	return accept(`"`+strings.Join(values, `", "`)+`"`, func(value string) bool { return slices.Contains(values, value) })
}

var (
	boolean = oneOf("true", "false")

	// positive leaves out leading zeros, which the flags would read as octal.
	positive = accept("a whole number from 1 on", func(value string) bool {
		const most = 9
		return len(value) <= most && isNumber(value)
	})

	percentage = accept("a whole number from 1 to 100, without a percent sign", func(value string) bool {
		return isNumber(value) && (len(value) < len("100") || value == "100")
	})

	interval = accept(`a duration of Go above 0, such as "5s"`, func(value string) bool {
		d, ok := quantity.Duration(value)
		return ok && d.Sign() > 0
	})

	// watchInterval has the bound of internal/oomwatch in helm-controller, which
	// does not start with less.
	watchInterval = accept(`a duration of Go from "50ms" on, such as "500ms"`, func(value string) bool {
		const milliseconds = 1_000_000
		d, ok := quantity.Duration(value)
		return ok && d.Cmp(big.NewRat(50*milliseconds, 1)) >= 0
	})

	cpu = accept(`CPUs, as "2" or "0.5", or thousandths of one, as "250m"`, func(value string) bool {
		_, ok := quantity.CPU(value)
		return ok
	})

	memory = accept(`bytes, with suffix k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or none, as "512Mi"`, func(value string) bool {
		_, ok := quantity.Memory(value)
		return ok
	})

	guid = accept("a GUID, as 00000000-0000-0000-0000-000000000000", isGUID)
)

// isNumber checks for a whole number above 0 without leading zeros.
func isNumber(s string) bool {
	return s != "" && s[0] != '0' && strings.Trim(s, "0123456789") == ""
}

// isGUID checks for the form of the IDs of Microsoft Entra.
func isGUID(s string) bool {
	parts := strings.Split(s, "-")
	lengths := []int{8, 4, 4, 4, 12}
	if len(parts) != len(lengths) {
		return false
	}
	for i, part := range parts {
		if len(part) != lengths[i] || strings.Trim(part, "0123456789abcdefABCDEF") != "" {
			return false
		}
	}
	return true
}

// checkKubeletIdentity refuses what only Azure can do: nothing in the setting
// says which identity the nodes have.
func checkKubeletIdentity(value string) problem {
	if value == "true" {
		return problem{
			"is not accepted: only Azure's own agent knows the identity of the nodes",
			"use workloadIdentity.enable, or objectLevelIdentity on the source",
		}
	}
	return oneOf("false")(value)
}

// hostKeyFlag is the one flag of source- and image-automation-controller that
// Azure lets people give.
const hostKeyFlag = "ssh-hostkey-algos"

// hostKeyAlgorithms are those that the controllers can negotiate:
// supportedHostKeyAlgos and insecureHostKeyAlgos of golang.org/x/crypto/ssh
// v0.53.0, which source-controller v1.9.4 is built with.
var hostKeyAlgorithms = []string{
	"rsa-sha2-256", "rsa-sha2-512",
	"ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
	"ssh-ed25519", "ssh-rsa", "ssh-dss",
	"rsa-sha2-256-cert-v01@openssh.com", "rsa-sha2-512-cert-v01@openssh.com",
	"ecdsa-sha2-nistp256-cert-v01@openssh.com", "ecdsa-sha2-nistp384-cert-v01@openssh.com",
	"ecdsa-sha2-nistp521-cert-v01@openssh.com", "ssh-ed25519-cert-v01@openssh.com",
	"ssh-rsa-cert-v01@openssh.com", "ssh-dss-cert-v01@openssh.com",
}

// checkHostKeys accepts the flag with known algorithms.
func checkHostKeys(value string) problem {
	list, found := strings.CutPrefix(value, "--"+hostKeyFlag+"=")
	if !found {
		return problem{"is not accepted", "accepted: --" + hostKeyFlag + "= and algorithms, separated by commas"}
	}
	for algorithm := range strings.SplitSeq(list, ",") {
		if !slices.Contains(hostKeyAlgorithms, algorithm) {
			return problem{
				"has " + report.Quote(algorithm) + ", which is no algorithm that the controller knows",
				report.DidYouMean(algorithm, hostKeyAlgorithms),
			}
		}
	}
	return problem{}
}
