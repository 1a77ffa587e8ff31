// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// wording is the text of a finding: what is wrong, and what to do.
type wording struct {
	message, hint string
}

func (c *objectChecker) error(reason report.Reason, text wording, field ...string) {
	c.add(fn.Error, reason, text, field)
}

func (c *objectChecker) warn(reason report.Reason, text wording, field ...string) {
	c.add(fn.Warning, reason, text, field)
}

func (c *objectChecker) info(reason report.Reason, text wording, field ...string) {
	c.add(fn.Info, reason, text, field)
}

func (c *objectChecker) add(severity fn.Severity, reason report.Reason, text wording, field []string) {
	c.found = append(c.found, report.Finding{
		Severity: severity, Reason: reason, Object: c.about, Field: field, Message: text.message, Hint: text.hint,
	})
}
