// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package moment reads and compares the times of Kubernetes. It is the one
// place of the status that knows the standard library's time, and it has no
// clock: what time it is comes from the input.
package moment

import (
	"time"

	"k8s.io/apimachinery/pkg/util/duration"
)

// Normal returns a time in RFC 3339 as Kubernetes writes it, in UTC and to the
// second, and whether it is one.
func Normal(s string) (string, bool) {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return "", false
	}
	return t.UTC().Format(time.RFC3339), true
}

// Age is how long ago a time was, as kubectl prints it, such as 5m or 2d; a dash
// when one of the two is unknown.
func Age(since, now string) string {
	from, err := time.Parse(time.RFC3339, since)
	if err != nil {
		return "-"
	}
	to, err := time.Parse(time.RFC3339, now)
	if err != nil {
		return "-"
	}
	return duration.HumanDuration(max(to.Sub(from), 0))
}

// Older reports whether a time is more than a number of seconds ago; not when one
// of the two times is unknown.
func Older(since, now string, seconds int) bool {
	from, err := time.Parse(time.RFC3339, since)
	if err != nil {
		return false
	}
	to, err := time.Parse(time.RFC3339, now)
	return err == nil && to.Sub(from) > time.Duration(seconds)*time.Second
}
