// Command semver answers, by Masterminds/semver, what Chartroom's own rules answer: one question a
// line of JSON on standard input, one answer a line on standard output.
package main

import (
	"chartroom/tests/interop/lines"
	"github.com/Masterminds/semver/v3"
)

type question struct {
	// A constraint, and the versions to hold against it.
	Constraint string
	Versions   []string
}

type answer struct {
	// Whether the constraint can be read.
	Valid bool `json:"valid"`
	// For each version: whether it parses leniently and strictly, and satisfies the constraint.
	Lenient  []bool `json:"lenient"`
	Strict   []bool `json:"strict"`
	Accepted []bool `json:"accepted"`
	// How each version compares with the one before it; 0 where one of them doesn't parse.
	Order []int `json:"order"`
}

func main() {
	lines.Answer(ask)
}

func ask(q question) (a answer) {
	constraint, err := semver.NewConstraint(q.Constraint)
	a.Valid = err == nil
	var before *semver.Version
	for _, text := range q.Versions {
		version, err := semver.NewVersion(text)
		_, notStrict := semver.StrictNewVersion(text)
		order := 0
		if before != nil && version != nil {
			order = version.Compare(before)
		}
		a.Lenient = append(a.Lenient, err == nil)
		a.Strict = append(a.Strict, notStrict == nil)
		a.Accepted = append(a.Accepted, a.Valid && err == nil && constraint.Check(version))
		a.Order = append(a.Order, order)
		before = version
	}
	return a
}
