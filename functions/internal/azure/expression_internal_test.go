// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package azure

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

// testScope has parameters and variables of all kinds.
func testScope() scope {
	budget := 10_000
	declared := map[string]any{}
	for name, value := range map[string]any{
		"text": "Dev", "flag": true, "list": []any{"a", "b"}, "map": map[string]any{"Key": "v"}, "number": json.Number("3"),
	} {
		declared[name] = map[string]any{"type": "any", "defaultValue": value}
	}
	declared["open"] = map[string]any{"type": "string"}
	declared["secret"] = map[string]any{"type": "secureString", "defaultValue": "CANARY"}
	return scope{budget: &budget, declared: declared, variables: map[string]any{"double": "[concat(parameters('text'), parameters('text'))]", "loop": "[variables('loop')]",
		"squares": repeated{"name": "squares", "count": json.Number("3"), "input": "[mul(copyIndex('squares'), copyIndex('squares'))]"},
		"half":    map[string]any{"a": "[parameters('open')]"}, "hidden": map[string]any{"a": "[parameters('secret')]"},
	}}
}

func TestExpressions(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]any{
		"[equals(parameters('text'), 'Dev')]":                                                           true,
		"[EQUALS(createArray(1, 2), createArray(1, 2))]":                                                true,
		"[not(parameters('flag'))]":                                                                     false,
		"[and(parameters('flag'), false())]":                                                            false,
		"[and(false(), equals(parameters('open'), 'x'))]":                                               false,
		"[or(true(), equals(parameters('open'), 'x'))]":                                                 true,
		"[if(true(), 'yes', parameters('open'))]":                                                       "yes",
		"[format('{0}-{1}-{{x}}', parameters('text'), parameters('number'))]":                           "Dev-3-{x}",
		"[concat('a', 1, parameters('text'))]":                                                          "a1Dev",
		"[concat(parameters('list'), createArray('c'))]":                                                []any{"a", "b", "c"},
		"[union(parameters('list'), createArray('b', 'c'))]":                                            []any{"a", "b", "c"},
		"[union(createObject('a', createObject('x', '1')), createObject('a', createObject('y', '2')))]": map[string]any{"a": map[string]any{"x": "1", "y": "2"}},
		"[coalesce(null(), parameters('text'))]":                                                        "Dev",
		"[tryGet(parameters('map'), 'absent')]":                                                         nil,
		"[tryGet(parameters('map'), 'key')]":                                                            "v",
		"[contains(parameters('list'), 'b')]":                                                           true,
		"[contains('abc', 'bc')]":                                                                       true,
		"[contains(parameters('map'), 'key')]":                                                          true,
		"[empty('')]":                                                                                   true,
		"[length(parameters('list'))]":                                                                  json.Number("2"),
		"[toUpper(toLower(parameters('text')))]":                                                        "DEV",
		"[replace('a-b', '-', '/')]":                                                                    "a/b",
		"[split('a,b;c', createArray(',', ';'))]":                                                       []any{"a", "b", "c"},
		"[join(parameters('list'), '/')]":                                                               "a/b",
		"[json('{\"a\": [1]}').a[0]]":                                                                   json.Number("1"),
		"[base64ToString(base64('x'))]":                                                                 "x",
		"[string(parameters('number'))]":                                                                "3",
		"[int('42')]":                                                                                   json.Number("42"),
		"[bool('True')]":                                                                                true,
		"[parameters('map').key]":                                                                       "v",
		"[parameters('list')[1]]":                                                                       "b",
		"[last(split('a/b', '/'))]":                                                                     "b",
		"[variables('double')]":                                                                         "DevDev",
		"[greater(2, 1)]":                                                                               true,
		"[startsWith('ABC', 'ab')]":                                                                     true,
		"[substring('abcd', 1, 2)]":                                                                     "bc",
		"[substring('abcd', 2)]":                                                                        "cd",
		"[take('abcd', 2)]":                                                                             "ab",
		"[take(parameters('list'), 9)]":                                                                 []any{"a", "b"},
		"[skip(parameters('list'), 1)]":                                                                 []any{"b"},
		"[skip('abcd', -1)]":                                                                            "abcd",
		"[first(parameters('list'))]":                                                                   "a",
		"[first('xyz')]":                                                                                "x",
		"[min(3, 1, 2)]":                                                                                json.Number("1"),
		"[max(createArray(3, 1, 2))]":                                                                   json.Number("3"),
		"[add(1, sub(5, 3))]":                                                                           json.Number("3"),
		"[mul(-2, 3)]":                                                                                  json.Number("-6"),
		"[div(8, 3)]":                                                                                   json.Number("2"),
		"[mod(8, 3)]":                                                                                   json.Number("2"),
		"[range(2, 3)]":                                                                                 []any{json.Number("2"), json.Number("3"), json.Number("4")},
		"[intersection(createArray('a', 'b', 'a'), createArray('c', 'a'))]":                             []any{"a"},
		"[intersection(createObject('a', 1, 'b', 2), createObject('b', 2))]":                            map[string]any{"b": json.Number("2")},
		"[items(createObject('b', 2, 'a', 1))[0].key]":                                                  "a",
		"[objectKeys(parameters('map'))]":                                                               []any{"Key"},
		"[flatten(createArray(createArray(1), createArray()))]":                                         []any{json.Number("1")},
		"[indexOf('xABC', 'bc')]":                                                                       json.Number("2"),
		"[indexOf(parameters('list'), 'b')]":                                                            json.Number("1"),
		"[lastIndexOf('abab', 'B')]":                                                                    json.Number("3"),
		"[indexOf('a', 'abc')]":                                                                         json.Number("-1"),
		"[endsWith('abc', 'BC')]":                                                                       true,
		"[map(range(0, 2), lambda('i', format('n{0}', lambdaVariables('i'))))]":                         []any{"n0", "n1"},
		"[filter(parameters('list'), lambda('x', equals(lambdaVariables('x'), 'b')))]":                                                []any{"b"},
		"[toObject(parameters('list'), lambda('x', toUpper(lambdaVariables('x'))), lambda('x', concat('./', lambdaVariables('x'))))]": map[string]any{"A": "./a", "B": "./b"},
		"[mapValues(parameters('map'), lambda('x', toUpper(lambdaVariables('x'))))]":                                                  map[string]any{"Key": "V"},
		"[variables('squares')]":        []any{json.Number("0"), json.Number("1"), json.Number("4")},
		"[ concat( 'it''s' , ' ok' ) ]": "it's ok",
	} {
		if got := testScope().resolve(text); !reflect.DeepEqual(got, want) {
			t.Errorf("%s is %#v, want %#v", text, got, want)
		}
	}
}

// What is not known is said with what it needs, and a secret stays one.
func TestUnknownExpressions(t *testing.T) {
	t.Parallel()
	for text, why := range map[string]string{
		"[parameters('open')]":                           "is a parameter without a value",
		"[uniqueString('a')]":                            "needs uniqueString()",
		"[concat('a', resourceGroup().location)]":        "needs resourceGroup()",
		"[variables('loop')]":                            "refers to itself",
		"[variables('absent')]":                          "does not declare",
		"[parameters('list')[7]]":                        "that is not there",
		"[copyIndex()]":                                  "is the index of a loop that is not known",
		"[div(1, 0)]":                                    "calls div() in a way",
		"[add(9223372036854775807, 1)]":                  "calls add() in a way",
		"[mul(9223372036854775807, 2)]":                  "calls mul() in a way",
		"[substring('ab', 1, 2)]":                        "calls substring() in a way",
		"[range(0, 10001)]":                              "calls range() in a way",
		"[string(variables('half'))]":                    "calls string() in a way",
		"[string(variables('hidden'))]":                  "calls string() in a way",
		"[equals(variables('half'), variables('half'))]": "calls equals() in a way",
		"[filter(parameters('list'), lambda('x', parameters('open')))]": "is a parameter without a value",
		"[map(parameters('list'), 'x')]":                                "calls map() in a way",
		"[toLower(1)]":                                                  "calls toLower() in a way",
		"[format('{0:N}', 1)]":                                          "calls format() in a way",
		"[concat('a'":                                                   "",
		"[" + strings.Repeat("not(", 100) + "true()":                    "",
	} {
		if !strings.HasSuffix(text, "]") {
			text += "]"
		}
		got, ok := testScope().resolve(text).(unresolved)
		if !ok || !strings.Contains(got.why, why) {
			t.Errorf("%s: %#v, want %q", text, got, why)
		}
	}
	for _, text := range []string{"[parameters('secret')]", "[base64(parameters('secret'))]", "[concat('a', toUpper(parameters('secret')))]", "[format('{0}', parameters('secret'))]"} {
		if got, isSecret := testScope().resolve(text).(Secret); !isSecret {
			t.Errorf("%s is %v, which is not a secret", text, got)
		}
	}
}

func FuzzExpression(f *testing.F) {
	for _, seed := range []string{"[concat('a', parameters('text'))]", "[format('{0}{1}', 1)]", "[union(json('{}'), parameters('map')).a['b']]", "[if(equals(1, 1), split('a', ''), null())]", "[toObject(range(0, 3), lambda('x', string(lambdaVariables('x'))), lambda('x', mul(lambdaVariables('x'), 2)))]", "[take(skip('abc', 1), indexOf('abc', 'b'))]"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if value, isText := testScope().resolve("[" + text + "]").(string); isText && len(value) > longest {
			t.Errorf("a text of %d bytes", len(value))
		}
	})
}
