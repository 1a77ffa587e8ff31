// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package quantity_test

import (
	"math/big"
	"testing"
	"time"

	"github.com/fluxbundle/fluxbundle/functions/internal/quantity"
)

// What is accepted means what it means to the flags of the controllers.
func TestDurationsAreThoseOfGo(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"5s", "1m30s", "1.5h", "500ms", "0.25us", "1µs", "1μs", "7ns", "0s", "2562047h", "1h1h", "1ns1h", "007s",
	} {
		want, err := time.ParseDuration(s)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := quantity.Duration(s)
		if !ok || got.Cmp(big.NewRat(want.Nanoseconds(), 1)) != 0 {
			t.Errorf("%q is %v ns, want %d", s, got, want.Nanoseconds())
		}
	}
}

func TestQuantities(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		parse func(string) (*big.Rat, bool)
		text  string
		want  int64
	}{
		{quantity.CPU, "1", 1000},
		{quantity.CPU, "250m", 250},
		{quantity.CPU, "0.5", 500},
		{quantity.CPU, "1.001", 1001},
		{quantity.Memory, "1.5Gi", 1610612736},
		{quantity.Memory, "64Mi", 67108864},
		{quantity.Memory, "1k", 1000},
		{quantity.Memory, "1Ki", 1024},
		{quantity.Memory, "0.1G", 100000000},
		{quantity.Memory, "7Ei", 7 << 60},
		{quantity.Any, "1", 1000},
		{quantity.Any, "1k", 1000000},
		{quantity.Any, "1500m", 1500},
	} {
		if got, ok := tt.parse(tt.text); !ok || got.Cmp(big.NewRat(tt.want, 1)) != 0 {
			t.Errorf("%q is %v, want %d", tt.text, got, tt.want)
		}
	}
}
