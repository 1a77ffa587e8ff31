// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

//go:build !linux && !darwin

package command

import "errors"

// exchangeFolders is not possible: the changes are written down and made one by
// one.
func exchangeFolders(string, string) error { return errors.ErrUnsupported }
