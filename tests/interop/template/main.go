// Cuts templates into tokens as text/template/parse does. Its lexer is not exported: the test puts
// the lex.go of the installed Go beside this file.
package main

import (
	"strconv"
	"unicode/utf16"

	"chartroom/tests/interop/lines"
)

// Pos is a place in a template, as in text/template/parse/node.go.
type Pos int

type question struct {
	Template string
	InRange  bool
}

type token struct {
	Type string `json:"type"`
	At   int    `json:"at"`
	Text string `json:"text"`
	// What a string stands for, which needn't be UTF-8; nothing for other tokens and for strings
	// that are wrong.
	Value *[]byte `json:"value,omitempty"`
}

var names = map[itemType]string{
	itemError: "error", itemBool: "bool", itemChar: "char", itemCharConstant: "charConstant",
	itemComment: "comment", itemComplex: "complex", itemAssign: "assign", itemDeclare: "declare",
	itemEOF: "eof", itemField: "field", itemIdentifier: "identifier", itemLeftDelim: "leftDelim",
	itemLeftParen: "leftParen", itemNumber: "number", itemPipe: "pipe", itemRawString: "rawString",
	itemRightDelim: "rightDelim", itemRightParen: "rightParen", itemSpace: "space",
	itemString: "string", itemText: "text", itemVariable: "variable", itemBlock: "block",
	itemBreak: "break", itemContinue: "continue", itemDot: "dot", itemDefine: "define",
	itemElse: "else", itemEnd: "end", itemIf: "if", itemNil: "nil", itemRange: "range",
	itemTemplate: "template", itemWith: "with",
}

func tokens(q question) []token {
	l := lex("", q.Template, "", "")
	l.options = lexOptions{emitComment: true, breakOK: q.InRange, continueOK: q.InRange}
	found := []token{}
	// Positions in bytes, in order: each is turned into UTF-16 units from the last.
	units, from := 0, 0
	for {
		item := l.nextItem()
		if int(item.pos) < from {
			units, from = 0, 0
		}
		units += len(utf16.Encode([]rune(q.Template[from:item.pos])))
		from = int(item.pos)
		text := item.val
		if item.typ == itemEOF {
			text = ""
		}
		found = append(found, token{names[item.typ], units, text, valueOf(item)})
		if item.typ == itemEOF || item.typ == itemError {
			return found
		}
	}
}

func valueOf(i item) *[]byte {
	if i.typ != itemString && i.typ != itemRawString {
		return nil
	}
	value, err := strconv.Unquote(i.val)
	if err != nil {
		return nil
	}
	bytes := []byte(value)
	return &bytes
}

func main() {
	lines.Answer(tokens)
}
