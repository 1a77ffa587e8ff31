// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package seal

import (
	"errors"
	"strings"
)

// bech32Charset is the alphabet of Bech32 (BIP 173).
const bech32Charset = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

var errBech32 = errors.New("not Bech32")

// decodeBech32 returns the human-readable part and the data of a Bech32 text in
// small letters. Like age it knows no longest text.
func decodeBech32(s string) (string, []byte, error) {
	separator := strings.LastIndexByte(s, '1')
	if separator < 1 || separator+7 > len(s) {
		return "", nil, errBech32
	}
	prefix := s[:separator]
	for i := range len(prefix) {
		if c := prefix[i]; c < 33 || c > 126 || c >= 'A' && c <= 'Z' {
			return "", nil, errBech32
		}
	}
	values := make([]byte, 0, len(s)-separator-1)
	for i := separator + 1; i < len(s); i++ {
		value := strings.IndexByte(bech32Charset, s[i])
		if value < 0 {
			return "", nil, errBech32
		}
		values = append(values, byte(value))
	}
	if bech32Checksum(prefix, values) != 1 {
		return "", nil, errBech32
	}
	data, err := regroup(values[:len(values)-6])
	return prefix, data, err
}

// bech32Checksum is 1 for a valid text.
func bech32Checksum(prefix string, values []byte) uint32 {
	generator := [...]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3}
	sum := uint32(1)
	step := func(value byte) {
		top := sum >> 25
		sum = (sum&0x1ffffff)<<5 ^ uint32(value)
		for i, g := range generator {
			if top>>i&1 == 1 {
				sum ^= g
			}
		}
	}
	for i := range len(prefix) {
		step(prefix[i] >> 5)
	}
	step(0)
	for i := range len(prefix) {
		step(prefix[i] & 31)
	}
	for _, value := range values {
		step(value)
	}
	return sum
}

// regroup turns groups of 5 bits into bytes. What is left over has to be less
// than a group, and zero.
func regroup(values []byte) ([]byte, error) {
	var out []byte
	bits, n := uint32(0), 0
	for _, value := range values {
		bits = bits<<5 | uint32(value)
		if n += 5; n >= 8 {
			n -= 8
			out = append(out, byte(bits>>n))
			bits &= 1<<n - 1
		}
	}
	if n >= 5 || bits != 0 {
		return nil, errBech32
	}
	return out, nil
}
