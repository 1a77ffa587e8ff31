// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package main

import (
	"strings"
	"testing"
)

// sample has a description in every place where a schema can have one, and the
// word in places where it means something else.
const sample = `
kind: CustomResourceDefinition
metadata:
  name: samples.example.com
  annotations:
    controller-gen.kubebuilder.io/version: v0.0.0
spec:
  group: example.com
  versions:
  - name: v1
    additionalPrinterColumns:
    - name: Age
      description: stays
    schema:
      openAPIV3Schema:
        description: goes
        type: object
        required: [description]
        default: {description: stays}
        enum: [{description: stays}]
        example: {description: stays}
        properties:
          description:
            description: goes
            type: string
          properties:
            description: goes
            type: object
            properties:
              description: {type: integer, minimum: 1, maximum: 1.50, description: goes}
          list:
            items: {description: goes, type: string}
          tuple:
            items: [{description: goes, type: string}]
            additionalItems: {description: goes, type: string}
          map:
            additionalProperties: {description: goes, type: string}
          closed:
            additionalProperties: false
          composed:
            allOf: [{description: goes}]
            anyOf: [{description: goes, minimum: 1}]
            oneOf: [{not: {description: goes, minimum: 1}}]
            patternProperties: {description: {description: goes, type: string}}
            definitions: {description: {description: goes, type: string}}
            dependencies: {description: [description], a: {description: goes, type: string}}
`

const stripped = `group: example.com
versions:
- additionalPrinterColumns:
  - description: stays
    name: Age
  name: v1
  schema:
    openAPIV3Schema:
      default:
        description: stays
      enum:
      - description: stays
      example:
        description: stays
      properties:
        closed:
          additionalProperties: false
        composed:
          allOf:
          - {}
          anyOf:
          - minimum: 1
          definitions:
            description:
              type: string
          dependencies:
            a:
              type: string
            description:
            - description
          oneOf:
          - not:
              minimum: 1
          patternProperties:
            description:
              type: string
        description:
          type: string
        list:
          items:
            type: string
        map:
          additionalProperties:
            type: string
        properties:
          properties:
            description:
              maximum: 1.5
              minimum: 1
              type: integer
          type: object
        tuple:
          additionalItems:
            type: string
          items:
          - type: string
      required:
      - description
      type: object
`

func TestRender(t *testing.T) {
	t.Parallel()
	c, err := parseCRD([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	before := c.hash()
	if got := string(c.render()); got != stripped {
		t.Errorf("got\n%s\nwant\n%s", got, stripped)
	}
	if c.hash() != before {
		t.Error("render changed the CRD")
	}
}

// The hashes are those of
//
//	hashlib.sha256(json.dumps(spec, sort_keys=True, separators=(',', ':'), ensure_ascii=False).encode())
//
// in Python.
func TestHash(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ spec, want string }{
		{`{}`, "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"},
		{`{b: [1, 2.5, true, null], a: "<é>&"}`, "79887652e8bc30132e96fa363c90b613f39813861b3dd1a06e0254ed84f30779"},
	} {
		c, err := parseCRD([]byte("kind: CustomResourceDefinition\nspec: " + tt.spec))
		if err != nil {
			t.Fatal(err)
		}
		if got := c.hash(); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.spec, got, tt.want)
		}
	}
}

func TestParseCRDErrors(t *testing.T) {
	t.Parallel()
	for doc, want := range map[string]string{
		"kind: Service":    `a "Service" where a CustomResourceDefinition is expected`,
		"":                 `a "" where a CustomResourceDefinition is expected`,
		"kind: [":          "yaml",
		"kind: {a: b}":     "cannot unmarshal",
		"spec: not a tree": "cannot unmarshal",
	} {
		if _, err := parseCRD([]byte(doc)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", doc, err, want)
		}
	}
}
