// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package extension

import (
	"math/big"
	"testing"
	"time"
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
		got, ok := duration(s)
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
		{cpuQuantity, "1", 1000},
		{cpuQuantity, "250m", 250},
		{cpuQuantity, "0.5", 500},
		{cpuQuantity, "1.001", 1001},
		{memoryQuantity, "1.5Gi", 1610612736},
		{memoryQuantity, "64Mi", 67108864},
		{memoryQuantity, "1k", 1000},
		{memoryQuantity, "1Ki", 1024},
		{memoryQuantity, "0.1G", 100000000},
		{memoryQuantity, "7Ei", 7 << 60},
	} {
		if got, ok := tt.parse(tt.text); !ok || got.Cmp(big.NewRat(tt.want, 1)) != 0 {
			t.Errorf("%q is %v, want %d", tt.text, got, tt.want)
		}
	}
}
