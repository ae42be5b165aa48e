// Parses templates by text/template/parse, and writes their trees as the test wants them: each node
// as a list of its type, its place in UTF-16 units, and what it holds.
package main

import (
	"encoding/json"
	"text/template/parse"
	"unicode/utf16"

	"chartroom/tests/interop/lines"
)

type question struct {
	Template  string
	Functions []string
}

type answer struct {
	Error   string           `json:"error,omitempty"`
	Defines map[string][]any `json:"defines,omitempty"`
}

// For each byte of the text the UTF-16 units before it.
type dumper struct{ units []int }

func newDumper(text string) dumper {
	units, count := make([]int, len(text)+1), 0
	for i, character := range text {
		units[i] = count
		count += utf16.RuneLen(character)
	}
	units[len(text)] = count
	return dumper{units}
}

func (d dumper) at(pos parse.Pos) int {
	return d.units[pos]
}

func (d dumper) list(list *parse.ListNode) []any {
	nodes := []any{}
	for _, node := range list.Nodes {
		nodes = append(nodes, d.node(node))
	}
	return nodes
}

func (d dumper) branch(kind string, b parse.BranchNode) []any {
	var otherwise []any
	if b.ElseList != nil {
		otherwise = d.list(b.ElseList)
	}
	return []any{kind, d.at(b.Pos), d.node(b.Pipe), d.list(b.List), otherwise}
}

func (d dumper) node(node parse.Node) []any {
	at := d.at(node.Position())
	switch n := node.(type) {
	case *parse.TextNode:
		return []any{"text", at, string(n.Text)}
	case *parse.ActionNode:
		return []any{"action", at, d.node(n.Pipe)}
	case *parse.IfNode:
		return d.branch("if", n.BranchNode)
	case *parse.RangeNode:
		return d.branch("range", n.BranchNode)
	case *parse.WithNode:
		return d.branch("with", n.BranchNode)
	case *parse.TemplateNode:
		var pipe []any
		if n.Pipe != nil {
			pipe = d.node(n.Pipe)
		}
		return []any{"template", at, n.Name, pipe}
	case *parse.BreakNode:
		return []any{"break", at}
	case *parse.ContinueNode:
		return []any{"continue", at}
	case *parse.PipeNode:
		declares, commands := []any{}, []any{}
		for _, each := range n.Decl {
			declares = append(declares, d.node(each))
		}
		for _, each := range n.Cmds {
			commands = append(commands, d.node(each))
		}
		return []any{"pipe", at, n.IsAssign, declares, commands}
	case *parse.CommandNode:
		operands := []any{}
		for _, each := range n.Args {
			operands = append(operands, d.node(each))
		}
		return []any{"command", at, operands}
	case *parse.VariableNode:
		return []any{"variable", at, n.Ident}
	case *parse.FieldNode:
		return []any{"field", at, n.Ident}
	case *parse.ChainNode:
		return []any{"chain", at, d.node(n.Node), n.Field}
	case *parse.IdentifierNode:
		return []any{"identifier", at, n.Ident}
	case *parse.StringNode:
		return []any{"string", at, n.Quoted, n.Text}
	case *parse.NumberNode:
		return number(at, n)
	case *parse.DotNode:
		return []any{"dot", at}
	case *parse.NilNode:
		return []any{"nil", at}
	case *parse.BoolNode:
		return []any{"bool", at, n.True}
	}
	panic(node)
}

// Whole numbers as text, since JavaScript's JSON rounds them.
func number(at int, n *parse.NumberNode) []any {
	held := []any{nil, nil, nil}
	if n.IsInt {
		held[0] = json.Number(jsonOf(n.Int64)).String()
	}
	if n.IsUint {
		held[1] = json.Number(jsonOf(n.Uint64)).String()
	}
	if n.IsFloat {
		held[2] = n.Float64
	}
	return []any{"number", at, n.Text, held}
}

func jsonOf(value any) string {
	text, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(text)
}

func answerTo(q question) answer {
	functions := map[string]any{}
	for _, name := range q.Functions {
		functions[name] = true
	}
	trees, err := parse.Parse("NAME", q.Template, "", "", functions)
	if err != nil {
		return answer{Error: err.Error()}
	}
	d, defines := newDumper(q.Template), map[string][]any{}
	for name, tree := range trees {
		defines[name] = d.list(tree.Root)
	}
	return answer{Defines: defines}
}

func main() {
	lines.Answer(answerTo)
}
