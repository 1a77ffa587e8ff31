// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package manifest

import "strconv"

// Duration writes seconds as Go prints a time.Duration, which is what Flux and
// Azure show: 500 is 8m20s, 3600 is 1h0m0s.
func Duration(seconds int64) string {
	if seconds < 3600 {
		return DurationWithoutHours(seconds)
	}
	return strconv.FormatInt(seconds/3600, 10) + "h" + minutes(seconds%3600)
}

// DurationWithoutHours writes seconds without hours: 3600 is 60m0s. The CRDs
// of Flux's sources accept nothing else as a timeout
// (spec.timeout, pattern ^([0-9]+(\.[0-9]+)?(ms|s|m))+$).
func DurationWithoutHours(seconds int64) string {
	if seconds < 60 {
		return strconv.FormatInt(seconds, 10) + "s"
	}
	return minutes(seconds)
}

func minutes(seconds int64) string {
	return strconv.FormatInt(seconds/60, 10) + "m" + strconv.FormatInt(seconds%60, 10) + "s"
}
