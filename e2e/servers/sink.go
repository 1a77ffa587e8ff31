// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package servers

import (
	"io"
	"net/http"
	"sync"
)

// SinkHost is where notifications are sent to.
const SinkHost = "hooks.example.com"

// sink keeps what is posted, by path.
type sink struct {
	mu     sync.Mutex
	bodies map[string][]string
}

// ServeHTTP takes any request.
func (s *sink) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bodies[r.URL.Path] = append(s.bodies[r.URL.Path], string(body))
}

// Posted returns what was posted to a path of the sink.
func (s *Servers) Posted(path string) []string {
	s.sink.mu.Lock()
	defer s.sink.mu.Unlock()
	return append([]string{}, s.sink.bodies[path]...)
}
