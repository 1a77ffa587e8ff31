// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package compliance says what the status of a live object means: the rule that
// Azure keeps to itself, made of the conditions that Flux documents.
//
// Rules is a decision table: the first rule that holds gives the state of an
// object. Overall says what the states of many objects are together. Both are
// printed in the README of flux-status, and tests hold the two tables to each
// other.
//
// The controllers of Flux write the conditions of
// https://github.com/kubernetes-sigs/cli-utils/blob/master/pkg/kstatus/README.md:
// Ready, with Reconciling while they work and Stalled when they have given up.
// While a reconciliation fails and is tried again, Ready is False and Reconciling
// is True with reason ProgressingWithRetry, and status.observedGeneration stays
// behind: it is the last one that became ready or stalled
// (https://fluxcd.io/flux/components/kustomize/kustomizations/#observed-generation).
// A failure that is about the generation at hand is therefore a failure. Anything
// else is in progress while either the condition or the status is behind, as
// kstatus has it.
package compliance

// State is a complianceState of Azure.
type State string

// The states (https://learn.microsoft.com/rest/api/kubernetesconfiguration/).
const (
	Compliant    State = "Compliant"
	NonCompliant State = "Non-Compliant"
	Pending      State = "Pending"
	Suspended    State = "Suspended"
	Unknown      State = "Unknown"
)

// States lists the states, the worst first. Overall takes the first of them
// that one of the objects has.
var States = []State{NonCompliant, Unknown, Pending, Suspended, Compliant}

// Severity orders the states: the worst is 0.
func (s State) Severity() int {
	for i, state := range States {
		if s == state {
			return i
		}
	}
	return len(States)
}

// Overall is the state of several objects together: the worst of them. Without
// any, nothing is known.
func Overall(states ...State) State {
	if len(states) == 0 {
		return Unknown
	}
	worst := Compliant
	for _, s := range states {
		if s.Severity() < worst.Severity() {
			worst = s
		}
	}
	return worst
}
