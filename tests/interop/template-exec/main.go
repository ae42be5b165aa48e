// Executes templates by text/template as Helm does, with missingkey=zero, and writes what they write
// or the error.
package main

import (
	"errors"
	"strings"
	"text/template"

	"chartroom/tests/interop/lines"
)

type question struct {
	Template string
	Data     any
}

type answer struct {
	Output string `json:"output"`
	Error  string `json:"error,omitempty"`
}

var functions = template.FuncMap{
	"list":   func(items ...any) []any { return items },
	"texts":  func() []string { return []string{"a", "é"} },
	"labels": func() map[string]string { return map[string]string{"b": "2", "a": "1"} },
	"bytes":  func(text string) []byte { return []byte(text) },
	"long":   func(value int64) int64 { return value },
	"byte":   func(value uint8) uint8 { return value },
	"half":   func(value float64) float64 { return value / 2 },
	"isSet":  func(value bool) bool { return value },
	"cut":    func(count int, text string) string { return text[:count] },
	"keys":   func(of map[string]any) int { return len(of) },
	"items":  func(of []any) int { return len(of) },
	"same":   func(value any) any { return value },
	"refuse": func(text string) (string, error) { return "", errors.New(text) },
	"none":   func() any { return nil },
}

func answerTo(q question) answer {
	t, err := template.New("NAME").Option("missingkey=zero").Funcs(functions).Parse(q.Template)
	if err != nil {
		return answer{Error: err.Error()}
	}
	var out strings.Builder
	if err := t.Execute(&out, q.Data); err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Output: out.String()}
}

func main() {
	lines.Answer(answerTo)
}
