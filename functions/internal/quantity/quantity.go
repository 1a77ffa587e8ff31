// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Package quantity reads amounts as Kubernetes and Go write them.
package quantity

import (
	"math/big"
	"strings"
)

// unit is what stands after a number, and what it is worth.
type unit struct {
	suffix string
	worth  *big.Rat
}

// cpuUnits are the suffixes of CPU, in thousandths of one: nothing finer can be
// asked for (https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/).
var cpuUnits = []unit{{"", big.NewRat(1000, 1)}, {"m", big.NewRat(1, 1)}}

// memoryUnits are the suffixes of memory, in bytes. The m of thousandths, which
// Kubernetes would round up with a warning, is always meant to be M.
var memoryUnits = []unit{
	{"", power(10, 0)},
	{"k", power(10, 3)}, {"M", power(10, 6)}, {"G", power(10, 9)},
	{"T", power(10, 12)}, {"P", power(10, 15)}, {"E", power(10, 18)},
	{"Ki", power(2, 10)}, {"Mi", power(2, 20)}, {"Gi", power(2, 30)},
	{"Ti", power(2, 40)}, {"Pi", power(2, 50)}, {"Ei", power(2, 60)},
}

// durationUnits are those of Go's time.ParseDuration, in nanoseconds.
var durationUnits = []unit{
	{"ns", power(10, 0)},
	{"us", power(10, 3)},
	{"µs", power(10, 3)}, // micro sign
	{"μs", power(10, 3)}, // Greek mu
	{"ms", power(10, 6)},
	{"s", power(10, 9)},
	{"m", big.NewRat(60e9, 1)},
	{"h", big.NewRat(3600e9, 1)},
}

func power(base, exponent int64) *big.Rat {
	return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(base), big.NewInt(exponent), nil))
}

// CPU reads an amount of CPU, as thousandths.
func CPU(s string) (*big.Rat, bool) {
	return quantity(s, cpuUnits)
}

// Memory reads an amount of memory, as bytes.
func Memory(s string) (*big.Rat, bool) {
	return quantity(s, memoryUnits)
}

// anyUnits are the suffixes of any amount, in thousandths.
var anyUnits = func() []unit {
	units := []unit{{"m", big.NewRat(1, 1)}}
	for _, u := range memoryUnits {
		units = append(units, unit{u.suffix, new(big.Rat).Mul(u.worth, big.NewRat(1000, 1))})
	}
	return units
}()

// Any reads an amount of anything, as thousandths: where the resource is not
// known.
func Any(s string) (*big.Rat, bool) {
	return quantity(s, anyUnits)
}

// quantity reads a decimal number and a suffix. It accepts less than Kubernetes
// does: no sign, no exponent, and whole units only.
func quantity(s string, units []unit) (*big.Rat, bool) {
	number, suffix := cutNumber(s)
	amount, ok := measure(number, suffix, units)
	return amount, ok && amount.IsInt() && amount.Cmp(power(2, 63)) < 0
}

// Duration reads a duration as Go writes it, such as 1h30m, in nanoseconds.
// Unlike Go it accepts no sign and no bare 0, which no setting can have.
func Duration(s string) (*big.Rat, bool) {
	sum := new(big.Rat)
	for s != "" {
		number, rest := cutNumber(s)
		suffix := rest[:len(rest)-len(strings.TrimLeftFunc(rest, func(r rune) bool { return r != '.' && (r < '0' || r > '9') }))]
		part, ok := measure(number, suffix, durationUnits)
		if !ok {
			return nil, false
		}
		sum.Add(sum, part)
		s = rest[len(suffix):]
	}
	return sum, sum.Cmp(power(2, 63)) < 0
}

// cutNumber splits s after its leading digits and points.
func cutNumber(s string) (number, rest string) {
	rest = strings.TrimLeft(s, "0123456789.")
	return s[:len(s)-len(rest)], rest
}

// measure is a number of units.
func measure(number, suffix string, units []unit) (*big.Rat, bool) {
	if !isDecimal(number) {
		return nil, false
	}
	for _, u := range units {
		if u.suffix != suffix {
			continue
		}
		amount := new(big.Rat)
		if _, ok := amount.SetString(number); !ok {
			return nil, false
		}
		return amount.Mul(amount, u.worth), true
	}
	return nil, false
}

// isDecimal checks for digits with at most one point among them, not more than
// anybody needs.
func isDecimal(s string) bool {
	const longest = 18
	whole, fraction, point := strings.Cut(s, ".")
	return len(s) <= longest && isDigits(whole) && (!point || isDigits(fraction))
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}
