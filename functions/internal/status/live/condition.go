// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package live

import "github.com/fluxbundle/fluxbundle/functions/internal/redact"

// Condition is one condition of a status, in the form of
// https://github.com/kubernetes/community/blob/master/contributors/devel/sig-architecture/api-conventions.md#typical-status-properties
type Condition struct {
	Type, Status, Reason, Message string
	// LastTransitionTime is in RFC 3339; empty when it is not there.
	LastTransitionTime string
	// ObservedGeneration is the generation that the condition is about; 0 when it
	// does not say.
	ObservedGeneration int64
}

// Conditions returns the conditions of an object's status in their order, and
// whether each of them is whole: with a type, and with a status that is True,
// False or Unknown. Of two with one type the newer one is there.
func (o *Object) Conditions() (conditions []Condition, whole bool) {
	elements, whole := o.Elements("status", "conditions")
	at := map[string]int{}
	for _, element := range elements {
		c := Condition{
			Type: text(element["type"]), Status: text(element["status"]), Reason: redact.Message(text(element["reason"])),
			Message: redact.Message(text(element["message"])), LastTransitionTime: text(element["lastTransitionTime"]),
		}
		c.ObservedGeneration, _ = Part(element).Number("observedGeneration")
		if c.Type == "" || c.Status != "True" && c.Status != "False" && c.Status != "Unknown" {
			whole = false
		}
		if c.Type == "" {
			continue
		}
		i, twice := at[c.Type]
		switch {
		case !twice:
			at[c.Type] = len(conditions)
			conditions = append(conditions, c)
		case c.LastTransitionTime > conditions[i].LastTransitionTime:
			conditions[i] = c
		}
	}
	return conditions, whole
}
