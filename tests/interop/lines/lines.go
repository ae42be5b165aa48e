// Package lines lets a program answer questions: one a line of JSON on standard input, one answer a
// line on standard output.
package lines

import (
	"bufio"
	"encoding/json"
	"log"
	"os"
)

// Answer answers all questions on standard input in turn; what is no question ends the program.
func Answer[Question, Answer any](answer func(Question) Answer) {
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<28)
	out := bufio.NewWriter(os.Stdout)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for in.Scan() {
		var question Question
		if err := json.Unmarshal(in.Bytes(), &question); err != nil {
			log.Fatal(err)
		}
		if err := encoder.Encode(answer(question)); err != nil {
			log.Fatal(err)
		}
	}
	if err := in.Err(); err != nil {
		log.Fatal(err)
	}
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
}
