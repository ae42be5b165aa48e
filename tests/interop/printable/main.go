// Command printable writes what Go, and so Helm, takes for printable: src/core/chart/printable-table.ts
// without an argument; with `-all` a letter for every code point, s for a space, p for what is
// printable, - for what is neither.
package main

import (
	"fmt"
	"os"
	"strings"
	"unicode"
)

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

const source = `/**
 * The printable characters of Unicode %s, the version in Go 1.21 to 1.26, with which Helm is
 * built: the lengths of alternating runs of code points that aren't and are printable, from U+0000
 * on. Each length is in base 32, the highest digit first, with 32 added to each digit but the last,
 * and the digits written as letters of base64.
 *
 * Generated: go run . > ../../../src/core/go/printable-table.ts, in tests/interop/printable.
 */
export const PRINTABLE_RUNS =
  '%s';
`

func main() {
	if len(os.Args) > 1 && os.Args[1] == "-all" {
		fmt.Println(unicode.Version)
		fmt.Println(letters())
		return
	}
	fmt.Printf(source, unicode.Version, strings.Join(lines(runs(), 90), "' +\n  '"))
}

// runs encodes where unicode.IsPrint changes its answer.
func runs() string {
	var text strings.Builder
	start, printable := rune(0), false
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.IsPrint(r) != printable {
			text.WriteString(number(int(r - start)))
			start, printable = r, !printable
		}
	}
	return text.String()
}

func number(n int) string {
	text := string(digits[n%32])
	for n /= 32; n > 0; n /= 32 {
		text = string(digits[n%32+32]) + text
	}
	return text
}

func lines(text string, width int) []string {
	var all []string
	for len(text) > width {
		all, text = append(all, text[:width]), text[width:]
	}
	return append(all, text)
}

func letters() string {
	var text strings.Builder
	for r := rune(0); r <= unicode.MaxRune; r++ {
		switch {
		case unicode.IsSpace(r):
			text.WriteByte('s')
		case unicode.IsPrint(r):
			text.WriteByte('p')
		default:
			text.WriteByte('-')
		}
	}
	return text.String()
}
