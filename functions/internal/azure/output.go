// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"bytes"
	"path"
	"strconv"
	"strings"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/krm"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Document is one file of the output.
type Document struct {
	// Path is the name of the file.
	Path string
	// Secret tells that the file holds secrets.
	Secret bool

	object  manifest.Object
	secrets map[string]Secret
	about   report.Object
}

// YAML returns the text of the file, secrets included.
func (d Document) YAML() []byte {
	return d.Object().AppendYAML(nil, 0)
}

// Object returns the object in the file, secrets included.
func (d Document) Object() manifest.Object {
	if !d.Secret {
		return d.object
	}
	data := manifest.Map{}
	for _, key := range keys(d.secrets) {
		data = append(data, manifest.Field{Key: key, Value: manifest.String(d.secrets[key].Reveal())})
	}
	out := d.object
	out.Body = append(manifest.Map{{Key: "stringData", Value: data}}, out.Body...)
	return out
}

// documents returns the input that a resource becomes, and its Secret. The
// number names the file of a resource whose name cannot be known.
func documents(c *carrier, spec map[string]any, number int) []Document {
	annotations := manifest.Pairs{}.With(manifest.Pair{Key: krm.LocalConfigAnnotation, Value: "true"})
	name := c.object.Name
	if name == "" {
		name = "unresolved-" + strconv.Itoa(number+1)
	}
	secretAnnotations := annotations
	if len(c.unresolved) > 0 {
		annotations = annotations.With(manifest.Pair{Key: v1alpha1.UnresolvedAnnotation, Value: strings.Join(c.unresolved, "\n")})
	}
	secretName := name + "-protected-settings"
	if len(c.secrets) > 0 && c.resource.kind == v1alpha1.KindFluxConfiguration {
		spec["configurationProtectedSettingsFrom"] = map[string]any{"name": secretName}
	}
	out := []Document{{
		Path: fileName(c.resource.kind, name, false), about: c.object,
		object: manifest.Object{
			APIVersion: v1alpha1.APIVersion, Kind: c.resource.kind, Name: c.object.Name, Annotations: annotations,
			Body: manifest.Map{{Key: "spec", Value: manifest.FromJSON(spec)}},
		},
	}}
	if len(c.secrets) > 0 {
		out = append(out, Document{
			Path: fileName(c.resource.kind, name, true), Secret: true, secrets: c.secrets, about: c.object,
			object: manifest.Object{
				APIVersion: "v1", Kind: "Secret", Name: secretName, Annotations: secretAnnotations,
				Body: manifest.Map{{Key: "type", Value: manifest.String("Opaque")}},
			},
		})
	}
	return out
}

// fileName names the file of a resource. Azure's clients name the extension
// flux, as people name configurations, so that it has files of its own.
func fileName(kind, name string, isSecret bool) string {
	if kind == v1alpha1.KindFluxExtension {
		name += ".extension"
	}
	if isSecret {
		return name + secretSuffix
	}
	return name + ".yaml"
}

// secretSuffix ends the names of files that hold secrets, and secretFiles is the
// line of a .gitignore for all of them: the seed will be one more.
const (
	secretSuffix = ".secret.yaml"
	secretFiles  = "/*" + secretSuffix
)

// GitIgnore returns the text of a .gitignore that keeps the files of secrets out
// of Git, and whether the present one has to change for it.
func GitIgnore(present []byte) ([]byte, bool) {
	for line := range strings.Lines(string(present)) {
		if line = strings.TrimSpace(line); line == secretFiles || line == secretFiles[1:] {
			return present, false
		}
	}
	out := bytes.Clone(present)
	if len(out) > 0 && out[len(out)-1] != '\n' {
		out = append(out, '\n')
	}
	return append(out, secretFiles+"\n"...), true
}

// Committed reports whether a .gitignore lets Git commit a file of the folder
// that it is in, and the line that takes the file back. The last line that
// matches decides (gitignore(5)).
func Committed(ignore []byte, name string) (line string, committed bool) {
	committed = true
	for text := range strings.Lines(string(ignore)) {
		text = strings.TrimRight(text, " \t\r\n")
		pattern, back := strings.CutPrefix(text, "!")
		pattern = strings.TrimPrefix(strings.TrimPrefix(pattern, "**/"), "/")
		if pattern == "" || strings.HasPrefix(text, "#") || strings.HasSuffix(pattern, "/") {
			continue
		}
		// Two stars at the end are everything below, and here like one.
		if matched, err := path.Match(strings.ReplaceAll(pattern, "**", "*"), name); err == nil && matched {
			line, committed = text, back
		}
	}
	if !committed {
		line = ""
	}
	return line, committed
}
