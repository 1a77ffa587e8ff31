// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

// Command image packs every function into a container image, without a
// container engine and without a registry:
//
//	go run . -source ../.. -o ../../bin/images -version v1.2.3 -revision COMMIT -created DATE
//
// A function is a folder FUNCTION of functions/ with a main.go. It yields
//
//	FUNCTION/                 an OCI image layout with an index of all platforms
//	FUNCTION-linux-ARCH.tar   the image of one platform, for docker load
//
// Both are the same bytes for the same commit and Go release, wherever they are
// built. An image holds the binary and the user nobody, nothing else.
package main

import (
	"flag"
	"fmt"
	"os"
	"time"
)

// build is what the images are made of and labelled with.
type build struct {
	source     string    // the root of the repository
	repository string    // what comes before "/FUNCTION" in the name of an image
	version    string    // the tag, and what --version prints
	revision   string    // the commit
	created    time.Time // that of the commit: an image has no clock
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "image:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	var b build
	flags := flag.NewFlagSet("image", flag.ExitOnError)
	flags.StringVar(&b.source, "source", "../..", "the root of the repository")
	flags.StringVar(&b.repository, "repository", "fluxbundle", "what the names of the images begin with, such as registry.example.com/platform")
	flags.StringVar(&b.version, "version", "", "the version, and the tag of the images")
	flags.StringVar(&b.revision, "revision", "", "the commit")
	created := flags.String("created", "", "when the commit was made, in RFC 3339")
	out := flags.String("o", "../../bin/images", "folder to write to")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if b.version == "" || b.revision == "" {
		return fmt.Errorf("-version and -revision are needed")
	}
	date, err := time.Parse(time.RFC3339, *created)
	if err != nil {
		return fmt.Errorf("-created: %w", err)
	}
	b.created = date.UTC()
	images, err := b.write(*out)
	if err != nil {
		return err
	}
	return printTable(os.Stdout, images)
}
