// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

import "github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

// Collector collects the findings about one object.
type Collector struct {
	Object Object
	Found  Findings
}

// Says is the text of a finding: what is wrong, and what to do.
type Says struct{ Message, Hint string }

// Error adds an error about a field.
func (c *Collector) Error(reason Reason, text Says, field ...string) {
	c.add(fn.Error, reason, text, field)
}

// Warn adds a warning about a field.
func (c *Collector) Warn(reason Reason, text Says, field ...string) {
	c.add(fn.Warning, reason, text, field)
}

// Info adds a note about a field.
func (c *Collector) Info(reason Reason, text Says, field ...string) {
	c.add(fn.Info, reason, text, field)
}

func (c *Collector) add(severity fn.Severity, reason Reason, text Says, field []string) {
	c.Found = append(c.Found, Finding{
		Severity: severity, Reason: reason, Object: c.Object, Field: field, Message: text.Message, Hint: text.Hint,
	})
}
