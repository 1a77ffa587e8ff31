// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package check

import (
	"maps"
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/object"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// The options by the names that a ConfigMap has for them.
const (
	// OptionFluxVersion is the release to check against, as in a FluxExtension.
	OptionFluxVersion = "fluxVersion"
	// OptionMultiTenancy is true, false, or auto.
	OptionMultiTenancy = "multiTenancy"
	// OptionStrict is true or false.
	OptionStrict = "strict"
	// OptionIgnore is a list of reasons with commas.
	OptionIgnore = "ignore"
	// optionMode is validate for a validator of kustomize.
	optionMode = "mode"
)

// Parse reads options from texts. Object is where they come from.
func Parse(values map[string]string, obj report.Object) (Options, report.Findings) {
	var options Options
	var found report.Findings
	names := []string{OptionFluxVersion, OptionIgnore, optionMode, OptionMultiTenancy, OptionStrict}
	wrong := func(reason report.Reason, name, message, hint string) {
		found = append(found, report.Finding{
			Severity: fn.Error, Reason: reason, Object: obj, Field: []string{"data", name}, Message: message, Hint: hint,
		})
	}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		value := values[name]
		accepted := ""
		switch name {
		case OptionFluxVersion:
			var known bool
			if options.Release, known = flux.Lookup(value); !known {
				wrong(report.UnknownRelease, name, "Flux "+report.Quote(value)+" is not known", "accepted: "+strings.Join(flux.Versions(), ", "))
			}
		case OptionMultiTenancy:
			options.Tenancy, accepted = tenancy(value)
		case OptionStrict:
			options.Strict = value == "true"
			accepted = oneOf(value, "true", "false")
		case OptionIgnore:
			for _, reason := range strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' || r == '\n' }) {
				if !slices.Contains(ignorable, report.Reason(reason)) {
					wrong(report.InvalidValue, name, report.Quote(reason)+" is not a reason that can be ignored", report.DidYouMean(reason, ignorableNames()))
				}
				options.Ignored = append(options.Ignored, report.Reason(reason))
			}
		case optionMode:
			accepted = oneOf(value, modeCheck, modeValidate)
		default:
			wrong(report.UnknownOption, name, "there is no such option", report.DidYouMean(name, names))
		}
		if accepted != "" {
			wrong(report.InvalidValue, name, report.Quote(value)+" is not accepted", accepted)
		}
	}
	return options, found
}

// The modes: a validator of kustomize must return nothing, every other host
// needs its items back.
const (
	modeCheck    = "check"
	modeValidate = "validate"
)

func tenancy(value string) (t Tenancy, wrong string) {
	switch value {
	case "auto":
		return TenancyUnknown, ""
	case "true":
		return TenancyEnforced, ""
	case "false":
		return TenancyOff, ""
	default:
		return TenancyUnknown, "accepted: auto, true, false"
	}
}

// oneOf says what is accepted in place of a value; nothing when it is accepted.
func oneOf(value string, accepted ...string) string {
	if slices.Contains(accepted, value) {
		return ""
	}
	return report.DidYouMean(value, accepted)
}

// ignorable are the reasons of findings that may be right as they are.
var ignorable = []report.Reason{
	report.CrossNamespaceReference, report.DuplicateOwnership, report.ExternalReference, report.MissingComponent,
	report.NeededOutside, report.OverlappingPaths, report.PlaintextSecret, report.UnknownKind, report.UnservedVersion,
}

func ignorableNames() []string {
	names := make([]string, len(ignorable))
	for i, reason := range ignorable {
		names[i] = string(reason)
	}
	return names
}

// settings reads the functionConfig: none, or a ConfigMap.
func settings(config object.Document) (options Options, mode string, found report.Findings) {
	if config.Node == nil {
		return Options{}, modeCheck, nil
	}
	obj := report.About(config)
	value, problems := config.Value()
	if config.Kind() != "ConfigMap" || len(problems) > 0 {
		return Options{}, modeCheck, report.Findings{{
			Severity: fn.Error, Reason: report.UnsupportedKind, Object: obj,
			Message: "the functionConfig is a " + report.Quote(config.Kind()), Hint: "accepted: a ConfigMap, or none",
		}}
	}
	values := map[string]string{}
	data, _ := value["data"].(map[string]any)
	for name, v := range data {
		s, ok := v.(string)
		if !ok {
			found = append(found, report.Finding{
				Severity: fn.Error, Reason: report.WrongType, Object: obj, Field: []string{"data", name},
				Message: "a string is expected", Hint: "put it in quotes",
			})
			continue
		}
		values[name] = s
	}
	options, more := Parse(values, obj)
	mode = modeCheck
	if values[optionMode] == modeValidate {
		mode = modeValidate
	}
	return options, mode, append(found, more...)
}
