// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"slices"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Tenancy says whether references may cross namespaces.
type Tenancy int

// The tenancies.
const (
	// TenancyUnknown goes by the controllers in the list; without any, a
	// reference that crosses a namespace is worth knowing.
	TenancyUnknown Tenancy = iota
	// TenancyEnforced: the controllers run with --no-cross-namespace-refs.
	TenancyEnforced
	// TenancyOff: they do not.
	TenancyOff
)

// Options are the settings of a check.
type Options struct {
	// Release is that whose CRDs count; without it, that of the controllers in
	// the list, and the default release where there are none.
	Release flux.Release
	Tenancy Tenancy
	// Strict makes warnings errors.
	Strict bool
	// Ignored are the reasons that are not reported.
	Ignored []report.Reason

	// silences are those of the files.
	silences silences
}

// Check returns what there is to say about the documents, sorted. They are what
// goes into one cluster.
func Check(docs []object.Document, options Options) report.Findings {
	return check(docs, nil, options)
}

// check adds to what was found while reading.
func check(docs []object.Document, found report.Findings, options Options) report.Findings {
	c := checker{options: options, schemas: map[string]versions{}, found: found}
	c.read(docs)
	c.sort()
	c.installed = installedIn(c.objects)
	if c.options.Release.Version == "" {
		c.release()
	}
	c.duplicates()
	for _, o := range c.objects {
		c.slot(o)
		c.plaintext(o)
		c.knownHosts(o)
		if flux.IsGroup(o.group) && c.schema(o) {
			c.references(o)
			c.rules(o)
		}
	}
	c.dependencies()
	c.paths()
	c.releases()
	c.controllers()
	return c.finish()
}

// checker collects the findings of one list.
type checker struct {
	options Options
	objects []item
	// present are the objects that references can name; elsewhere has the
	// namespace of one by kind and name, beside the names by kind and namespace.
	present   map[id]bool
	elsewhere map[id]string
	beside    map[id][]string
	// sources has the index of each source, and data that of each ConfigMap and
	// Secret.
	sources   map[id]int
	data      map[id]int
	installed installed
	schemas   map[string]versions
	found     report.Findings
}

func (c *checker) report(severity fn.Severity, reason report.Reason, o item, f says) {
	c.found = append(c.found, report.Finding{
		Severity: severity, Reason: reason, Object: o.about, Field: f.field, Message: f.message, Hint: f.hint,
	})
}

// says is the text of a finding and the field that it is about.
type says struct {
	field         []string
	message, hint string
}

// finish applies what the options say about findings.
func (c *checker) finish() report.Findings {
	found := slices.DeleteFunc(c.found, func(f report.Finding) bool { return slices.Contains(c.options.Ignored, f.Reason) })
	found = c.options.silences.apply(found)
	if c.options.Strict {
		for i := range found {
			if found[i].Severity == fn.Warning {
				found[i].Severity = fn.Error
			}
		}
	}
	return found.Sorted()
}
