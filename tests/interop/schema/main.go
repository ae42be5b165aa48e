// Command schema checks values against schemas as Helm 3.22 and 4.3 do (ValidateAgainstSingleSchema
// in pkg/chartutil/jsonschema.go and pkg/chart/common/util/jsonschema.go), with the same library:
// one question a line of JSON on standard input, one answer a line on standard output. Nothing is
// fetched; where Helm would, the answer says so.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"sort"
	"strings"

	"chartroom/tests/interop/lines"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
)

type question struct {
	Schema string
	// As JSON.
	Values string
}

type answer struct {
	// "fits", "values", "schema", "json" or "elsewhere": what is wrong, if something is.
	Verdict string `json:"verdict"`
	// Where in the values or in the schema it is, as JSON pointers, sorted.
	At []string `json:"at"`
	// Helm's words.
	Words string `json:"words"`
}

var errElsewhere = errors.New("helm fetches this")

type elsewhere struct{}

func (elsewhere) Load(string) (any, error) { return nil, errElsewhere }

type unresolved struct{}

func (unresolved) Load(string) (any, error) { return true, nil }

func main() {
	lines.Answer(func(q question) answer {
		a := ask(q)
		sort.Strings(a.At)
		return a
	})
}

func ask(q question) (a answer) {
	defer func() {
		if r := recover(); r != nil {
			a = answer{Verdict: "schema", Words: fmt.Sprint(r)}
		}
	}()
	schema, err := jsonschema.UnmarshalJSON(strings.NewReader(q.Schema))
	if err != nil {
		return answer{Verdict: "json", Words: err.Error()}
	}
	var values any
	decoder := json.NewDecoder(bytes.NewReader([]byte(q.Values)))
	decoder.UseNumber()
	if err := decoder.Decode(&values); err != nil {
		log.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.UseLoader(jsonschema.SchemeURLLoader{
		"file":  elsewhere{},
		"http":  elsewhere{},
		"https": elsewhere{},
		"urn":   unresolved{},
	})
	if err := compiler.AddResource("file:///values.schema.json", schema); err != nil {
		return answer{Verdict: "schema", Words: err.Error()}
	}
	compiled, err := compiler.Compile("file:///values.schema.json")
	if errors.Is(err, errElsewhere) || err != nil && strings.Contains(err.Error(), errElsewhere.Error()) {
		return answer{Verdict: "elsewhere", Words: err.Error()}
	}
	if err != nil {
		var wrong *jsonschema.SchemaValidationError
		var invalid *jsonschema.ValidationError
		if errors.As(err, &wrong) && errors.As(wrong.Err, &invalid) {
			return answer{Verdict: "schema", At: places(invalid, nil), Words: err.Error()}
		}
		return answer{Verdict: "schema", Words: err.Error()}
	}
	if err := compiled.Validate(values); err != nil {
		var invalid *jsonschema.ValidationError
		errors.As(err, &invalid)
		return answer{Verdict: "values", At: places(invalid, nil), Words: err.Error()}
	}
	return answer{Verdict: "fits"}
}

// places lists where something is wrong, each place once; not within alternatives, of which none
// fits, nor in names.
func places(wrong *jsonschema.ValidationError, at []string) []string {
	var place strings.Builder
	switch problem := wrong.ErrorKind.(type) {
	case *kind.Schema, *kind.Group, *kind.Reference, *kind.AllOf:
		for _, cause := range wrong.Causes {
			at = places(cause, at)
		}
		return at
	case *kind.PropertyNames:
		// The library keeps these places in memory that it writes over: they come out wrong.
		place.WriteString("the name " + problem.Property)
	default:
		for _, step := range wrong.InstanceLocation {
			step = strings.ReplaceAll(strings.ReplaceAll(step, "~", "~0"), "/", "~1")
			place.WriteString("/" + step)
		}
	}
	for _, known := range at {
		if known == place.String() {
			return at
		}
	}
	return append(at, place.String())
}
