// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// special deals with a value that cannot be carried, whatever its shape is.
func (c *carrier) special(s *shape, value any, path []string) bool {
	switch v := value.(type) {
	case unresolved:
		c.unknown(v, path, s.role == secret)
	case reference:
		c.elsewhere(v, path, s)
	case Secret:
		c.move(v, path)
	case string:
		if v != redactedByAzure {
			return false
		}
		c.anew(path)
	default:
		return false
	}
	return true
}

// elsewhere reports a value that is in an object of a cluster. The input is not
// complete without it.
func (c *carrier) elsewhere(v reference, path []string, s *shape) {
	f := report.Finding{
		Severity: fn.Warning, Reason: report.NotCarried, Object: c.object, Field: c.resource.inputPath(path),
		Message: "the value is " + v.text + "; flux-bundle cannot read it from there",
	}
	if isSecret := s == secrets || s.role == secret; !isSecret || c.policy != DropSecrets {
		c.mark(report.Finding{Field: append([]string{"spec"}, path...)}.FieldPath(), unresolved{text: v.text}, false)
		f.Hint = "fill it in"
		if isSecret && c.resource.kind == v1alpha1.KindFluxConfiguration {
			f.Hint = "name a local-config Secret with the same keys in configurationProtectedSettingsFrom"
		}
		f.Hint += ", and remove the annotation " + v1alpha1.UnresolvedAnnotation
	}
	c.found = append(c.found, f)
}

// anew reports a secret that Azure has and does not show. The input is not
// complete without it: another way of authenticating would take its place.
func (c *carrier) anew(path []string) {
	f := report.Finding{
		Severity: fn.Warning, Reason: report.NotCarried, Object: c.object, Field: c.resource.inputPath(path),
		Message: "Azure does not show this secret: it has to be given anew",
	}
	if c.policy != DropSecrets {
		c.mark(report.Finding{Field: append([]string{"spec"}, path...)}.FieldPath(), unresolved{text: redactedByAzure}, false)
		if c.resource.kind == v1alpha1.KindFluxConfiguration {
			f.Hint = "put it as " + secretKey(path) + " into the Secret of configurationProtectedSettingsFrom, and remove the annotation " + v1alpha1.UnresolvedAnnotation
		}
	}
	c.found = append(c.found, f)
}

// unknown marks a field whose value cannot be known.
func (c *carrier) unknown(u unresolved, path []string, isSecret bool) {
	field := report.Finding{Field: append([]string{"spec"}, path...)}.FieldPath()
	c.mark(field, u, isSecret)
	c.report(fn.Warning, report.UnresolvedExpression, path, "left out: "+u.show(isSecret)+why(u, isSecret))
}

func (c *carrier) mark(field string, u unresolved, isSecret bool) {
	line := field + ": " + u.show(isSecret)
	if u.stands != "" {
		line += ", which stands for " + unresolved{text: u.stands}.show(isSecret)
	}
	c.unresolved = append(c.unresolved, line)
}

func why(u unresolved, isSecret bool) string {
	const engine = "needs the expression engine of Azure Resource Manager"
	switch {
	case u.why != "":
		return " " + u.why
	case u.stands != "":
		return " stands for " + unresolved{text: u.stands}.show(isSecret) + ", which " + engine
	default:
		return " " + engine
	}
}
