// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux

import (
	"embed"
	"slices"
	"strings"
)

// crdFiles are the specs of the CRDs and the scripts of their descriptions, a
// folder for each set.
//
//go:embed crds
var crdFiles embed.FS

// CRDSpec returns the spec of the CRD of that name, which the release has, as
// YAML in the form of package manifest. It panics on a name that it has not.
func (r Release) CRDSpec(name string) []byte {
	spec, err := crdFiles.ReadFile(r.crdFile(name))
	if err != nil {
		panic("flux: internal error: " + err.Error())
	}
	return spec
}

// CRDs returns the names of the CRDs whose objects c reconciles and which the
// release has, sorted.
func (r Release) CRDs(c Component) []string {
	return slices.DeleteFunc(c.CRDs(), func(name string) bool {
		_, err := crdFiles.Open(r.crdFile(name))
		return err != nil
	})
}

// crdFile is the file of the CRD of that name.
func (r Release) crdFile(name string) string { return "crds/" + r.crds + "/" + name + ".yaml" }

// SameCRDs reports whether two releases have the same CRDs.
func (r Release) SameCRDs(other Release) bool { return r.crds == other.crds }

// CRD returns the spec of the CRD of a kind of Flux in the release, and whether
// the release has it.
func (r Release) CRD(group, kind string) ([]byte, bool) {
	name := strings.ToLower(kind)
	if stem, ok := strings.CutSuffix(name, "y"); ok {
		name = stem + "ie"
	}
	spec, err := crdFiles.ReadFile(r.crdFile(name + "s." + group))
	return spec, err == nil
}
