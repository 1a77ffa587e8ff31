// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux

import (
	"bytes"
	"strconv"
)

// FullCRDSpec returns the spec of the CRD of that name with the descriptions of
// its schemas, as Flux publishes it. Only the lines that the descriptions change
// are kept beside the spec that CRDSpec returns, as a script: a line "@N D" goes
// on to line N of the spec and leaves out D lines, a line that begins with + is
// put in. It panics on a name that the release has not.
func (r Release) FullCRDSpec(name string) []byte {
	script, err := crdFiles.ReadFile("crds/" + r.crds + "/" + name + ".descriptions")
	if err != nil {
		panic("flux: internal error: " + err.Error())
	}
	full, err := Describe(r.CRDSpec(name), script)
	if err != nil {
		panic("flux: internal error: " + name + ": " + err.Error())
	}
	return full
}

// Describe puts the descriptions of a script into a spec without them.
func Describe(spec, script []byte) ([]byte, error) {
	lines := bytes.SplitAfter(spec, []byte("\n"))
	out := make([]byte, 0, len(spec)+len(script))
	at := 0
	for line := range bytes.Lines(script) {
		if text, added := bytes.CutPrefix(line, []byte("+")); added {
			out = append(out, text...)
			continue
		}
		position, removed, err := command(line)
		if err != nil || position < at || removed < 0 || position > len(lines)-removed {
			return nil, strconv.ErrRange
		}
		out = append(out, bytes.Join(lines[at:position], nil)...)
		at = position + removed
	}
	return append(out, bytes.Join(lines[at:], nil)...), nil
}

// command reads a line "@N D" of a script.
func command(line []byte) (position, removed int, err error) {
	first, second, _ := bytes.Cut(bytes.TrimSpace(bytes.TrimPrefix(line, []byte("@"))), []byte(" "))
	if position, err = strconv.Atoi(string(first)); err != nil {
		return 0, 0, err
	}
	removed, err = strconv.Atoi(string(second))
	return position, removed, err
}
