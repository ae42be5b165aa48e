// Command yaml answers what YAML documents are to Helm: one document a line of JSON on standard
// input, as a text in base64, one answer a line on standard output. go.mod has the versions that helm 3.22
// and 4.3 have.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log"
	"slices"

	"chartroom/tests/interop/lines"
	yamlv2 "go.yaml.in/yaml/v2"
	"sigs.k8s.io/yaml"
)

type answer struct {
	// Why the document is refused; empty if it is taken.
	Error string `json:"error"`
	// Its value: texts begin with "$", numbers are texts that begin with "#".
	Value any `json:"value"`
	// Whether several keys of a map become the same text: one of them is taken at random.
	Random bool `json:"random"`
}

func main() {
	lines.Answer(read)
}

func read(document []byte) (a answer) {
	defer func() {
		// helm stops with a trace where yaml.v2 panics.
		if fault := recover(); fault != nil {
			a = answer{Error: fmt.Sprint("panic: ", fault)}
		}
	}()
	text, err := yaml.YAMLToJSON(document)
	if err != nil {
		return answer{Error: err.Error()}
	}
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return answer{Error: err.Error()}
	}
	var tree any
	if err := yamlv2.Unmarshal(document, &tree); err != nil {
		log.Fatal(err)
	}
	return answer{Value: marked(value), Random: isRandom(tree)}
}

func isRandom(value any) bool {
	switch value := value.(type) {
	case []any:
		return slices.ContainsFunc(value, isRandom)
	case map[any]any:
		texts := map[string]bool{}
		for key, item := range value {
			// As a map of its own, to have the library convert it.
			one, err := yamlv2.Marshal(map[any]any{key: nil})
			if err != nil {
				log.Fatal(err)
			}
			text, err := yaml.YAMLToJSON(one)
			if err != nil {
				log.Fatal(err)
			}
			if texts[string(text)] || isRandom(item) {
				return true
			}
			texts[string(text)] = true
		}
	}
	return false
}

func marked(value any) any {
	switch value := value.(type) {
	case string:
		return "$" + value
	case json.Number:
		return "#" + value.String()
	case []any:
		for i := range value {
			value[i] = marked(value[i])
		}
	case map[string]any:
		for key := range value {
			value[key] = marked(value[key])
		}
	}
	return value
}
