// Command functions answers, with the libraries under Helm 4.3, what the functions of templates
// give: one call a line of JSON on standard input, one answer a line on standard output.
package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"
	"unicode/utf8"

	"chartroom/tests/interop/lines"
)

type call struct {
	Name string
	Args []json.RawMessage
	// Also tells what the arguments are after the call.
	Mutates bool
}

type answer struct {
	Error  string `json:"error"`
	Result any    `json:"result"`
	After  []any  `json:"after,omitempty"`
}

func main() {
	time.Local = time.UTC
	functions := functions()
	lines.Answer(func(c call) answer { return ask(functions, c) })
}

// ask calls a function as a template does: arguments are checked, and panics become errors.
func ask(functions template.FuncMap, c call) (a answer) {
	data := map[string]any{}
	names := []string{}
	for i, arg := range c.Args {
		name := "a" + strconv.Itoa(i)
		data[name] = decode(arg)
		names = append(names, "$."+name)
	}
	functions["keep"] = func(v any) string {
		a.Result = encode(reflect.ValueOf(v))
		return ""
	}
	text := "{{ keep (" + c.Name + " " + strings.Join(names, " ") + ") }}"
	t, err := template.New("t").Funcs(functions).Parse(text)
	if err != nil {
		log.Fatal(err)
	}
	if err := t.Execute(&strings.Builder{}, data); err != nil {
		a.Result = nil
		a.Error = err.Error()
		if _, message, found := strings.Cut(a.Error, "error calling "+c.Name+": "); found {
			a.Error = message
		}
	}
	if c.Mutates {
		for i := range c.Args {
			a.After = append(a.After, encode(reflect.ValueOf(data["a"+strconv.Itoa(i)])))
		}
	}
	return a
}

// decode makes a value of its description: an object of one member, named by its type.
func decode(raw json.RawMessage) any {
	if string(raw) == "null" {
		return nil
	}
	var d map[string]json.RawMessage
	if err := json.Unmarshal(raw, &d); err != nil {
		log.Fatal(err, string(raw))
	}
	for kind, value := range d {
		switch kind {
		case "bool":
			return string(value) == "true"
		case "string":
			return text(value)
		case "bytes":
			return []byte(text(value))
		case "base64":
			bytes, err := base64.StdEncoding.DecodeString(text(value))
			if err != nil {
				log.Fatal(err)
			}
			return string(bytes)
		case "float64":
			f, err := strconv.ParseFloat(text(value), 64)
			if err != nil {
				log.Fatal(err)
			}
			return f
		case "int":
			return int(integer(value))
		case "int64":
			return integer(value)
		case "int32":
			return int32(integer(value))
		case "uint8":
			return uint8(integer(value))
		case "uint64":
			return uint64(integer(value))
		case "time.Duration":
			return time.Duration(integer(value))
		case "time.Time":
			t, err := time.Parse(time.RFC3339Nano, text(value))
			if err != nil {
				log.Fatal(err)
			}
			return t.UTC()
		case "map":
			m := map[string]any{}
			for key, member := range members(value) {
				m[key] = decode(member)
			}
			return m
		case "map[string]string":
			m := map[string]string{}
			for key, member := range members(value) {
				m[key] = text(member)
			}
			return m
		case "list":
			l := []any{}
			for _, item := range items(value) {
				l = append(l, decode(item))
			}
			return slices.Clip(l)
		case "[]string":
			l := []string{}
			for _, item := range items(value) {
				l = append(l, text(item))
			}
			return slices.Clip(l)
		case "[]int":
			l := []int{}
			for _, item := range items(value) {
				l = append(l, int(integer(item)))
			}
			return slices.Clip(l)
		}
	}
	log.Fatal("unknown value ", string(raw))
	return nil
}

func text(raw json.RawMessage) (s string) {
	if err := json.Unmarshal(raw, &s); err != nil {
		log.Fatal(err)
	}
	return s
}

func integer(raw json.RawMessage) int64 {
	i, err := strconv.ParseInt(text(raw), 10, 64)
	if err != nil {
		log.Fatal(err)
	}
	return i
}

func members(raw json.RawMessage) (m map[string]json.RawMessage) {
	if err := json.Unmarshal(raw, &m); err != nil {
		log.Fatal(err)
	}
	return m
}

func items(raw json.RawMessage) (l []json.RawMessage) {
	if err := json.Unmarshal(raw, &l); err != nil {
		log.Fatal(err)
	}
	return l
}

type described map[string]any

// encode describes a value with its type, as decode reads it.
func encode(v reflect.Value) any {
	for v.IsValid() && v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	if !v.IsValid() {
		return nil
	}
	name := v.Type().String()
	switch value := v.Interface().(type) {
	case time.Time:
		return described{"time.Time": value.Format(time.RFC3339Nano)}
	case fmt.Stringer:
		if v.Kind() != reflect.Int64 {
			return described{name: value.String()}
		}
	}
	switch v.Kind() {
	case reflect.Bool:
		return described{"bool": v.Bool()}
	case reflect.String:
		return described{"string": encodeText(v.String())}
	case reflect.Float64:
		return described{"float64": strconv.FormatFloat(v.Float(), 'g', -1, 64)}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return described{name: strconv.FormatInt(v.Int(), 10)}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return described{name: strconv.FormatUint(v.Uint(), 10)}
	case reflect.Map:
		if v.IsNil() {
			return described{"nil": name}
		}
		m := map[string]any{}
		for _, key := range v.MapKeys() {
			m[encodeText(key.String())] = encode(v.MapIndex(key))
		}
		return described{name: m}
	case reflect.Slice:
		if v.IsNil() {
			return described{"nil": name}
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return described{name: encodeText(string(v.Bytes()))}
		}
		l := []any{}
		for i := 0; i < v.Len(); i++ {
			l = append(l, encode(v.Index(i)))
		}
		return described{name: l}
	}
	return described{name: fmt.Sprint(v.Interface())}
}

func encodeText(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return "base64:" + base64.StdEncoding.EncodeToString([]byte(s))
}
