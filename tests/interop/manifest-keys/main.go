// Command manifest-keys reads manifests, one a line, as oras-go and so Helm does: by Go's
// encoding/json into the structs of the image specification. It writes back what it found, as far
// as the page reads it too, or the error.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

// The fields and tags of github.com/opencontainers/image-spec/specs-go/v1.
type descriptor struct {
	MediaType   string            `json:"mediaType"`
	Digest      string            `json:"digest"`
	Size        int64             `json:"size"`
	Annotations map[string]string `json:"annotations,omitempty"`
}

type manifest struct {
	SchemaVersion int               `json:"schemaVersion"`
	MediaType     string            `json:"mediaType,omitempty"`
	Config        descriptor        `json:"config"`
	Layers        []descriptor      `json:"layers"`
	Annotations   map[string]string `json:"annotations,omitempty"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var read manifest
		if err := json.Unmarshal(lines.Bytes(), &read); err != nil {
			fmt.Printf("%q\n", err.Error())
			continue
		}
		written, err := json.Marshal(read)
		if err != nil {
			panic(err)
		}
		fmt.Println(string(written))
	}
}
