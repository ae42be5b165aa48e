// Command oras pulls an artifact with ORAS as a Go library, as the 2019 demo did: each layer
// lands in a file named by its title annotation.
//
//	oras <registry/repository:tag> <folder>
package main

import (
	"context"
	"fmt"
	"os"

	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/content/file"
	"oras.land/oras-go/v2/registry/remote"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: oras <reference> <folder>")
		os.Exit(2)
	}
	if err := pull(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func pull(reference, folder string) error {
	repository, err := remote.NewRepository(reference)
	if err != nil {
		return err
	}
	repository.PlainHTTP = true
	store, err := file.New(folder)
	if err != nil {
		return err
	}
	defer store.Close()
	tag := repository.Reference.Reference
	descriptor, err := oras.Copy(context.Background(), repository, tag, store, tag, oras.DefaultCopyOptions)
	if err != nil {
		return err
	}
	fmt.Println(descriptor.Digest)
	return nil
}
