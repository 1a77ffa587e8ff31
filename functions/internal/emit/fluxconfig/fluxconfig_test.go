// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package fluxconfig_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/emit/fluxconfig"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// fill sets every field below v, so that none can be forgotten: texts and
// secrets to canary and the path of the field.
func fill(v reflect.Value, path string) {
	switch {
	case v.Type() == reflect.TypeFor[v1alpha1.Secret]():
		v.Set(reflect.ValueOf(v1alpha1.NewSecret("CANARY" + path)))
	case v.Type() == reflect.TypeFor[v1alpha1.Object]():
		v.Set(reflect.ValueOf(v1alpha1.Object{"any": path}))
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), path)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
			fill(v.Field(i), path+"."+name)
		}
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), path)
	case v.Kind() == reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		element := reflect.New(v.Type().Elem()).Elem()
		fill(element, path+".x")
		v.SetMapIndex(reflect.ValueOf("x"), element)
	case v.Kind() == reflect.String:
		v.SetString("at" + path)
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	case v.CanInt():
		v.SetInt(90)
	default:
		panic("no value for " + v.Type().String())
	}
}

// withoutPlace are the fields that a FluxConfig does not have: what belongs to
// authentication, and what Azure has no property for.
var withoutPlace = []string{
	"auth", "clusterRole", "clusters", "overrides", "configurationProtectedSettings", "configurationProtectedSettingsFrom", "fluxObjects", "useManagedSource",
	"gitRepository.sshKnownHosts", "gitRepository.httpsUser", "gitRepository.httpsCACert", "bucket.accessKey", "azureBlob.accountKey",
	"azureBlob.sasToken", "azureBlob.servicePrincipal", "azureBlob.managedIdentity", "ociRepository.tlsConfig",
	"ociRepository.verify.verificationConfig",
}

// Every property of Azure is in the object, but those of authentication, and
// the schema names it.
func TestObject(t *testing.T) {
	t.Parallel()
	schema := manifest.ToJSON(fluxconfig.Definition().Body.Get("spec").(manifest.Map).Get("versions").(manifest.List)[0].(manifest.Map).
		Get("schema").(manifest.Map).Get("openAPIV3Schema")).(map[string]any)
	seal(schema)
	validator := compile(t, schema)
	for _, kind := range []v1alpha1.SourceKind{
		v1alpha1.SourceKindGitRepository, v1alpha1.SourceKindBucket, v1alpha1.SourceKindAzureBlob, v1alpha1.SourceKindOCIRepository,
	} {
		var c v1alpha1.FluxConfiguration
		fill(reflect.ValueOf(&c.Spec).Elem(), "")
		c.Metadata.Name, c.Spec.SourceKind, c.Spec.Scope = "a", kind, v1alpha1.ScopeCluster
		object := fluxconfig.Object(c)
		if text := string(object.AppendYAML(nil, 0)); strings.Contains(text, "CANARY") || strings.Contains(text, v1alpha1.Redacted) {
			t.Errorf("a secret is shown:\n%s", text)
		}
		spec := manifest.ToJSON(object.Body.Get("spec"))
		if err := validator.Validate(map[string]any{"spec": spec}); err != nil {
			t.Errorf("%s: %#v", kind, err)
		}
		checkPlaces(t, c, spec.(map[string]any))
	}
}

// checkPlaces compares the object with the properties of the API.
func checkPlaces(t *testing.T, c v1alpha1.FluxConfiguration, spec map[string]any) {
	t.Helper()
	text, err := json.Marshal(c.Spec)
	if err != nil {
		t.Fatal(err)
	}
	var given map[string]any
	if err := json.Unmarshal(text, &given); err != nil {
		t.Fatal(err)
	}
	own := strings.ToLower(string(c.Spec.SourceKind)[:1]) + string(c.Spec.SourceKind)[1:]
	own = strings.Replace(own, "oCI", "oci", 1)
	for key := range given {
		inner, _ := given[key].(map[string]any)
		_, isSource := inner["url"]
		if isSource && key != own || key == "namespace" || key == "kustomizations" {
			delete(given, key)
		}
	}
	for _, path := range missing(given, spec, "") {
		if !slices.ContainsFunc(withoutPlace, func(p string) bool { return path == p || strings.HasPrefix(path, p+".") }) {
			t.Errorf("%s is not in the object", path)
		}
	}
	kustomization, _ := spec["kustomizations"].([]any)[0].(map[string]any)
	text, _ = json.Marshal(c.Spec.Kustomizations["x"])
	given = nil
	if err := json.Unmarshal(text, &given); err != nil {
		t.Fatal(err)
	}
	for _, path := range missing(given, kustomization, "") {
		t.Errorf("kustomizations.%s is not in the object", path)
	}
}

// names are those that the FluxConfig has for properties of the API.
var names = map[string]string{
	"repositoryRef": "ref", "syncIntervalInSeconds": "syncInterval", "timeoutInSeconds": "timeout", "retryIntervalInSeconds": "retryInterval",
}

// missing lists the leaves of given that are not in the object.
func missing(given, object map[string]any, prefix string) []string {
	var out []string
	for key, value := range given {
		name := key
		if other, renamed := names[key]; renamed {
			name = other
		}
		there, ok := object[name]
		inner, isMap := value.(map[string]any)
		thereMap, _ := there.(map[string]any)
		switch {
		case isMap:
			out = append(out, missing(inner, thereMap, prefix+key+".")...)
		case !ok:
			out = append(out, prefix+key)
		}
	}
	return out
}

// seal refuses what the schema does not name.
func seal(schema map[string]any) {
	if properties, ok := schema["properties"].(map[string]any); ok {
		schema["additionalProperties"] = false
		for _, p := range properties {
			seal(p.(map[string]any))
		}
	}
	if items, ok := schema["items"].(map[string]any); ok {
		seal(items)
	}
}

func compile(t *testing.T, schema map[string]any) *jsonschema.Schema {
	t.Helper()
	text, err := json.Marshal(schema)
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := jsonschema.CompileString("schema.json", string(text))
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}
