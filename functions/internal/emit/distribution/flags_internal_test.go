// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"fmt"
	"testing"
)

func TestFlagsAreASet(t *testing.T) {
	t.Parallel()
	f := new(flags)
	f.set("requeue-dependency", "5s")
	f.gate("ObjectLevelWorkloadIdentity", "true")
	f.enable("enable-leader-election")
	f.set("concurrent", "10")
	f.set("log-level", "info")
	f.gate("ExternalArtifact", "true")
	f.set("log-level", "debug")
	f.gate("ObjectLevelWorkloadIdentity", "false")
	const want = "[--log-level=debug --enable-leader-election " +
		"--feature-gates=ExternalArtifact=true,ObjectLevelWorkloadIdentity=false " +
		"--concurrent=10 --requeue-dependency=5s]"
	if got := fmt.Sprint(f.args()); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}
