// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"fmt"
	"testing"
)

func TestFlagsAreASet(t *testing.T) {
	t.Parallel()
	var f flags
	f = f.set("requeue-dependency", "5s")
	f = f.gate("ObjectLevelWorkloadIdentity", "true")
	f = f.enable("enable-leader-election")
	f = f.set("concurrent", "10")
	f = f.set("log-level", "info")
	f = f.gate("ExternalArtifact", "true")
	f = f.set("log-level", "debug")
	f = f.gate("ObjectLevelWorkloadIdentity", "false")
	const want = "[--log-level=debug --enable-leader-election " +
		"--feature-gates=ExternalArtifact=true,ObjectLevelWorkloadIdentity=false " +
		"--concurrent=10 --requeue-dependency=5s]"
	if got := fmt.Sprint(f.args()); got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
}
