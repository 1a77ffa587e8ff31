// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

// Reason is the stable code of a finding. Programs may rely on it: a code
// keeps its meaning, and its text is only ever added to.
type Reason string

// Reading.
const (
	// UnreadableInput: the text is not YAML, or not a ResourceList.
	UnreadableInput Reason = "UnreadableInput"
	// InvalidDocument: YAML that is no JSON, such as a key that is given twice.
	InvalidDocument Reason = "InvalidDocument"
	// UnsupportedVersion: an input of our group with another version.
	UnsupportedVersion Reason = "UnsupportedVersion"
	// UnsupportedKind: a kind that no input can have.
	UnsupportedKind Reason = "UnsupportedKind"
	// SelectorsNotSupported: kpt selectors hide earlier output.
	SelectorsNotSupported Reason = "SelectorsNotSupported"
	// NotLocalConfig: an input that an applier would send to the cluster.
	NotLocalConfig Reason = "NotLocalConfig"
	// DuplicateInput: two inputs with one identity.
	DuplicateInput Reason = "DuplicateInput"
	// SeveralExtensions: more than one FluxExtension.
	SeveralExtensions Reason = "SeveralExtensions"
	// NothingToDo: no input at all.
	NothingToDo Reason = "NothingToDo"
)

// Fields of one input.
const (
	// UnknownField: a field that the kind does not have.
	UnknownField Reason = "UnknownField"
	// UnsupportedField: an Azure property that is not supported yet.
	UnsupportedField Reason = "UnsupportedField"
	// ReadOnlyField: a property that Azure reports; it has no effect.
	ReadOnlyField Reason = "ReadOnlyField"
	// MissingField: a required field that is not there.
	MissingField Reason = "MissingField"
	// NullEntry: an entry of a map that is null, and so absent.
	NullEntry Reason = "NullEntry"
	// WrongType: a value of another type.
	WrongType Reason = "WrongType"
	// InvalidValue: a value outside what is accepted.
	InvalidValue Reason = "InvalidValue"
	// InvalidName: a name that Kubernetes would refuse.
	InvalidName Reason = "InvalidName"
	// NameTooLong: names that exceed 63 characters when joined.
	NameTooLong Reason = "NameTooLong"
	// InvalidURL: a URL that Flux would refuse.
	InvalidURL Reason = "InvalidURL"
	// AmbiguousURL: a URL that is easily misread.
	AmbiguousURL Reason = "AmbiguousURL"
	// CredentialsInURL: a password inside a URL.
	CredentialsInURL Reason = "CredentialsInURL"
	// MissingSource: a sourceKind without its body.
	MissingSource Reason = "MissingSource"
	// UnusedSource: the body of a kind of source that sourceKind does not name.
	UnusedSource Reason = "UnusedSource"
	// Contradiction: two fields of which only one can hold.
	Contradiction Reason = "Contradiction"
	// MissingCredentials: a source that cannot be read without a Secret.
	MissingCredentials Reason = "MissingCredentials"
	// MissingRevision: no branch, tag, version or commit.
	MissingRevision Reason = "MissingRevision"
	// SeveralRevisions: several revisions, of which one wins.
	SeveralRevisions Reason = "SeveralRevisions"
	// UnknownRelease: a Flux release that is not embedded.
	UnknownRelease Reason = "UnknownRelease"
	// UnknownSetting: a configuration setting that does not exist.
	UnknownSetting Reason = "UnknownSetting"
	// IgnoredSetting: a configuration setting that has no effect as things are.
	IgnoredSetting Reason = "IgnoredSetting"
	// NoComponents: an extension with nothing to install.
	NoComponents Reason = "NoComponents"
	// MissingComponent: a controller that an input needs is not installed.
	MissingComponent Reason = "MissingComponent"
)

// Inputs together.
const (
	// UnknownDependency: dependsOn names no kustomization of the configuration.
	UnknownDependency Reason = "UnknownDependency"
	// DependencyCycle: kustomizations that wait for one another.
	DependencyCycle Reason = "DependencyCycle"
	// DuplicateDependency: a name twice in one dependsOn.
	DuplicateDependency Reason = "DuplicateDependency"
	// MixedScopes: configurations of one namespace with different rights.
	MixedScopes Reason = "MixedScopes"
	// DuplicateObject: two owners of one emitted object.
	DuplicateObject Reason = "DuplicateObject"
	// TooManyOwners: more inputs share an object than it can name.
	TooManyOwners Reason = "TooManyOwners"
	// OccupiedPath: an emitted file would overwrite one that is not ours.
	OccupiedPath Reason = "OccupiedPath"
)

// Notes.
const (
	// DefaultApplied: a default with consequences was used.
	DefaultApplied Reason = "DefaultApplied"
	// ClusterAdmin: a configuration that may change the whole cluster from a
	// namespace everyone uses.
	ClusterAdmin Reason = "ClusterAdmin"
	// WaitInPipeline: what to run in place of Azure's waiting.
	WaitInPipeline Reason = "WaitInPipeline"
	// NeededOutside: something that has to exist and is not in the bundle.
	NeededOutside Reason = "NeededOutside"
	// NotAnInput: documents that a render leaves out.
	NotAnInput Reason = "NotAnInput"
	// RoleChanged: a binding whose role Kubernetes does not let change.
	RoleChanged Reason = "RoleChanged"
	// NotPinned: images by tag, whose content may change.
	NotPinned Reason = "NotPinned"
	// UnresolvedExpression: a value of an imported resource cannot be known.
	UnresolvedExpression Reason = "UnresolvedExpression"
	// NotCarried: a part of an imported resource that the output does not have.
	NotCarried Reason = "NotCarried"
	// SecretMoved: a secret of an imported resource is in a file of its own.
	SecretMoved Reason = "SecretMoved"
	// SecretLeftOut: a secret of an imported resource is in no file.
	SecretLeftOut Reason = "SecretLeftOut"
	// SecretExposed: a secret would go where others can read it.
	SecretExposed Reason = "SecretExposed"
	// StaysInCluster: an object that left the bundle and must be deleted by hand.
	StaysInCluster Reason = "StaysInCluster"
	// InternalError: a mistake of ours.
	InternalError Reason = "InternalError"
)
