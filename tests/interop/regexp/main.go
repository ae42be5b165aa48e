// Command regexp answers, by Go's own package, what Chartroom's translation of regular expressions
// answers: one question a line of JSON on standard input, one answer a line on standard output.
// With `-folds` it writes every group of characters that are equal if case doesn't count.
package main

import (
	"encoding/json"
	"log"
	"os"
	"regexp"
	"unicode"

	"chartroom/tests/interop/lines"
)

type question struct {
	Pattern string
	Texts   []string
}

type answer struct {
	// The message if the pattern is refused.
	Error string `json:"error"`
	// The names of the captures.
	Names []string `json:"names"`
	// For each text the first match and its captures, null for what takes no part; empty if the
	// text doesn't match.
	Found [][]*string `json:"found"`
}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "-folds" {
		if err := json.NewEncoder(os.Stdout).Encode(folds()); err != nil {
			log.Fatal(err)
		}
		return
	}
	lines.Answer(ask)
}

func ask(q question) (a answer) {
	pattern, err := regexp.Compile(q.Pattern)
	if err != nil {
		a.Error = err.Error()
		return a
	}
	a.Names = pattern.SubexpNames()[1:]
	a.Found = [][]*string{}
	for _, text := range q.Texts {
		found := []*string{}
		places := pattern.FindStringSubmatchIndex(text)
		for i := 0; i < len(places); i += 2 {
			if places[i] < 0 {
				found = append(found, nil)
				continue
			}
			part := text[places[i]:places[i+1]]
			found = append(found, &part)
		}
		a.Found = append(a.Found, found)
	}
	return a
}

func folds() (groups [][]rune) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		group := []rune{r}
		for other := unicode.SimpleFold(r); other > r; other = unicode.SimpleFold(other) {
			group = append(group, other)
		}
		if len(group) > 1 && unicode.SimpleFold(group[len(group)-1]) == r {
			groups = append(groups, group)
		}
	}
	return groups
}
