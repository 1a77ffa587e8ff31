// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package servers

import (
	"bytes"
	"context"
	"io/fs"
	"net/http"
	"os"
	"time"

	"github.com/rclone/gofakes3"
	"github.com/rclone/gofakes3/s3mem"
)

// The S3 server refuses what is not signed with this key.
const (
	BucketHost = "s3.example.com"
	AccessKey  = "e2e-access-key"
	SecretKey  = "e2e-secret-key"
)

// buckets is an S3 server in memory.
type buckets struct {
	backend *s3mem.Backend
	handler http.Handler
}

// listing takes an empty delimiter for none, as S3 does.
type listing struct{ *s3mem.Backend }

// ListBucket lists the objects of a bucket.
func (l listing) ListBucket(ctx context.Context, name string, prefix *gofakes3.Prefix, page gofakes3.ListBucketPage) (*gofakes3.ObjectList, error) {
	if prefix != nil && prefix.Delimiter == "" {
		plain := *prefix
		plain.HasDelimiter = false
		prefix = &plain
	}
	return l.Backend.ListBucket(ctx, name, prefix, page)
}

func newBuckets() *buckets {
	backend := s3mem.New()
	fake := gofakes3.New(listing{backend}, gofakes3.WithV4Auth(map[string]string{AccessKey: SecretKey}))
	return &buckets{backend: backend, handler: fake.Server()}
}

// PutBucket makes a bucket with the content of a folder.
func (s *Servers) PutBucket(bucket, dir string) error {
	ctx := context.Background()
	if err := s.buckets.backend.CreateBucket(ctx, bucket); err != nil {
		return err
	}
	return fs.WalkDir(os.DirFS(dir), ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(os.DirFS(dir), file)
		if err != nil {
			return err
		}
		// Clients fail without a time.
		modified := map[string]string{"Last-Modified": time.Unix(0, 0).UTC().Format(http.TimeFormat)}
		_, err = s.buckets.backend.PutObject(ctx, bucket, file, modified, bytes.NewReader(content), int64(len(content)))
		return err
	})
}
