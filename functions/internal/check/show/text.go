// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package show

import (
	"strconv"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// firstPlaces is how many places of one message are shown, and how many messages
// of one reason.
const firstPlaces = 5

// text shows the findings by reason: what is found, and where.
func text(found report.Findings, o Options) []byte {
	var b strings.Builder
	for _, group := range byReason(found) {
		if group.severity == fn.Info && !o.Verbose {
			continue
		}
		head := "[" + string(group.severity) + "] " + string(group.reason)
		if n := len(group.found) + group.more; n > 1 {
			head += ", " + strconv.Itoa(n) + " times"
		}
		b.WriteString(head + "\n")
		writeGroup(&b, group, o)
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

// writeGroup writes each message once, with its places.
func writeGroup(b *strings.Builder, group *ofReason, o Options) {
	var messages []string
	places := map[string][]string{}
	for _, f := range group.found {
		says := report.OneLine(message(f))
		if _, there := places[says]; !there {
			messages = append(messages, says)
		}
		where := strings.TrimSuffix(strings.TrimPrefix(place(f)+": "+subject(f), ": "), ": ")
		places[says] = append(places[says], report.OneLine(where))
	}
	left := group.more
	for i, says := range messages {
		if i >= firstPlaces && !o.Verbose {
			left += len(places[says])
			continue
		}
		b.WriteString("  " + says + "\n")
		for j, where := range places[says] {
			switch {
			case j >= firstPlaces && !o.Verbose:
				left++
			case where != "":
				b.WriteString("    " + where + "\n")
			}
		}
	}
	switch {
	case left > group.more:
		b.WriteString("  and " + strconv.Itoa(left) + " more, of which -v shows " + strconv.Itoa(left-group.more) + "\n")
	case left > 0:
		b.WriteString("  and " + strconv.Itoa(left) + " more\n")
	}
}
