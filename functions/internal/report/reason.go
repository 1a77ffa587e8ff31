// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package report

// Reason is the stable code of a finding. Programs may rely on it: a code
// keeps its meaning. The comment of each is its entry in schemas/reasons.md:
// the code with its cause, then the cure.
type Reason string

// Reading.
const (
	// UnreadableInput: the text is not YAML, or not a ResourceList.
	// Cure: mend the line that is named; a function reads one ResourceList from
	// standard input, a file goes to the standalone command.
	UnreadableInput Reason = "UnreadableInput"
	// InvalidDocument: YAML that is no JSON, such as a key that is given twice.
	// Cure: mend the field that is named.
	InvalidDocument Reason = "InvalidDocument"
	// UnsupportedVersion: an input of our group with another version, or one of
	// our kinds in a group that is not ours.
	// Cure: write the apiVersion that the message accepts.
	UnsupportedVersion Reason = "UnsupportedVersion"
	// UnsupportedKind: a kind that cannot be an input, or the functionConfig,
	// here.
	// Cure: write one of the kinds that the message accepts, or move the object
	// elsewhere.
	UnsupportedKind Reason = "UnsupportedKind"
	// SelectorsNotSupported: kpt selectors, or exclude, hide earlier output from
	// the function.
	// Cure: remove them from the pipeline: what is not ours passes through anyway.
	SelectorsNotSupported Reason = "SelectorsNotSupported"
	// NotLocalConfig: an input in a package that an applier would send to the
	// cluster, which does not know its kind, or a Secret that is referred to and
	// not read, since it may be one of the cluster.
	// Cure: annotate it config.kubernetes.io/local-config: "true".
	NotLocalConfig Reason = "NotLocalConfig"
	// DuplicateInput: two inputs with one identity, or two resources that are
	// imported as the same one.
	// Cure: rename or remove one of them; import the resources of each cluster by
	// themselves.
	DuplicateInput Reason = "DuplicateInput"
	// SeveralExtensions: more than one FluxExtension, but a cluster has one Flux.
	// Cure: remove all but one, or give it the name of the one that it replaces.
	SeveralExtensions Reason = "SeveralExtensions"
	// NothingToDo: no input at all, so that there is nothing to emit or to check.
	// Cure: hand over a FluxConfiguration or a FluxExtension; to remove the last
	// one from a rendered folder, delete its files.
	NothingToDo Reason = "NothingToDo"
)

// Fields of one input.
const (
	// UnknownField: a field that the kind does not have: often a misspelt one, or
	// one in the wrong place.
	// Cure: take the field that the message suggests; schemas/reference.md has all
	// of them.
	UnknownField Reason = "UnknownField"
	// ReadOnlyField: a property that Azure reports; it has no effect.
	// Cure: none is needed; remove it to be rid of the note.
	ReadOnlyField Reason = "ReadOnlyField"
	// MissingField: a required field that is not there.
	// Cure: set it.
	MissingField Reason = "MissingField"
	// NullEntry: an entry of a map that is null, and so absent.
	// Cure: remove it, or write {} for an entry with defaults.
	NullEntry Reason = "NullEntry"
	// WrongType: a value of another type, such as a number that YAML took a
	// version for.
	// Cure: write the type that the message names; quote what is meant as text.
	WrongType Reason = "WrongType"
	// InvalidValue: a value outside what is accepted.
	// Cure: take one of those that the message accepts.
	InvalidValue Reason = "InvalidValue"
	// InvalidPatch: a patch of the installation that is none, matches nothing, or
	// leaves an object that its schema refuses.
	// Cure: correct the patch or its target; a render without it shows the objects.
	InvalidPatch Reason = "InvalidPatch"
	// InvalidName: a name that Kubernetes would refuse, or that is taken by
	// others.
	// Cure: choose another one; the message says which characters it may have.
	InvalidName Reason = "InvalidName"
	// NameTooLong: names that exceed 63 characters when joined: Flux uses the
	// result as the value of a label.
	// Cure: shorten one of the two.
	NameTooLong Reason = "NameTooLong"
	// InvalidURL: a URL that Flux would refuse.
	// Cure: write it in a form that the message accepts.
	InvalidURL Reason = "InvalidURL"
	// AmbiguousURL: a URL that is easily misread, such as git@host:22/path, whose
	// 22 is a folder.
	// Cure: write it as ssh://user@host:port/path.
	AmbiguousURL Reason = "AmbiguousURL"
	// CredentialsInURL: a password or token inside a URL, which everyone could
	// read.
	// Cure: take it out of the URL, change it, and put it into a Secret.
	CredentialsInURL Reason = "CredentialsInURL"
	// MissingSource: a sourceKind without its body.
	// Cure: add the body, or name the kind of the body that is there.
	MissingSource Reason = "MissingSource"
	// UnusedSource: the body of a kind of source that sourceKind does not name.
	// Cure: remove it, or name its kind.
	UnusedSource Reason = "UnusedSource"
	// Contradiction: two fields of which only one can hold.
	// Cure: keep one of them.
	Contradiction Reason = "Contradiction"
	// MissingCredentials: a source that cannot be read without a Secret, or is
	// read anonymously.
	// Cure: give it credentials, or name a Secret in localAuthRef.
	MissingCredentials Reason = "MissingCredentials"
	// MissingRevision: no branch, tag, version or commit, so that Flux follows the
	// branch master.
	// Cure: set one of them under repositoryRef.
	MissingRevision Reason = "MissingRevision"
	// SeveralRevisions: several revisions, of which one wins.
	// Cure: keep the one that is meant.
	SeveralRevisions Reason = "SeveralRevisions"
	// UnknownRelease: a Flux release that is not embedded.
	// Cure: take one of those that the message accepts, or a newer flux-bundle.
	UnknownRelease Reason = "UnknownRelease"
	// UnknownSetting: a configuration setting that does not exist.
	// Cure: take the one that the message suggests;
	// functions/flux-bundle/SETTINGS.md has all of them.
	UnknownSetting Reason = "UnknownSetting"
	// IgnoredSetting: a configuration setting that has no effect as things are.
	// Cure: remove it, or set what it depends on.
	IgnoredSetting Reason = "IgnoredSetting"
	// NoComponents: an extension with nothing to install.
	// Cure: enable a controller, or remove the extension.
	NoComponents Reason = "NoComponents"
	// MissingComponent: a controller that an input needs is not installed.
	// Cure: add it to the components of the FluxExtension.
	MissingComponent Reason = "MissingComponent"
)

// Inputs together.
const (
	// UnknownDependency: dependsOn names no kustomization of the configuration.
	// Cure: take the name that the message suggests; what depends on another
	// configuration goes into additionalConfigurations.
	UnknownDependency Reason = "UnknownDependency"
	// DependencyCycle: kustomizations that wait for one another, so that none of
	// them is ever applied.
	// Cure: remove one of the dependencies on the path that the message shows.
	DependencyCycle Reason = "DependencyCycle"
	// DuplicateDependency: a name twice in one dependsOn.
	// Cure: remove one of them.
	DuplicateDependency Reason = "DuplicateDependency"
	// MixedScopes: configurations of one namespace with different rights: they
	// share the account flux-applier, so the narrow one would have the rights of
	// the wide one.
	// Cure: make scope and clusterRole agree, or give one of them a namespace of
	// its own.
	MixedScopes Reason = "MixedScopes"
	// DuplicateObject: two owners of one emitted object, or one object twice in a
	// list.
	// Cure: rename one of the inputs, or remove the object that is there.
	DuplicateObject Reason = "DuplicateObject"
	// AmbiguousName: a short name that another object of the kind is emitted as: a
	// reference could mean either.
	// Cure: rename one of them.
	AmbiguousName Reason = "AmbiguousName"
	// TooManyOwners: more inputs share an object than its annotation has room for.
	// Cure: spread the configurations over several namespaces.
	TooManyOwners Reason = "TooManyOwners"
	// OccupiedPath: an emitted file would overwrite one that is not ours, or lie
	// in another package.
	// Cure: move that file, or the input, to another folder.
	OccupiedPath Reason = "OccupiedPath"
)

// Notes.
const (
	// DefaultApplied: a default with consequences was used.
	// Cure: write the value down, so that everyone sees it.
	DefaultApplied Reason = "DefaultApplied"
	// ClusterAdmin: a configuration that may change the whole cluster from a
	// namespace everyone uses.
	// Cure: give it a namespace of its own, or scope: namespace.
	ClusterAdmin Reason = "ClusterAdmin"
	// WaitInPipeline: Azure would wait until everything is reconciled; a function
	// has no cluster to wait for.
	// Cure: run the command of the message after applying.
	WaitInPipeline Reason = "WaitInPipeline"
	// NeededOutside: something that has to exist and is not in the bundle.
	// Cure: see to it that it is there before the bundle is applied.
	NeededOutside Reason = "NeededOutside"
	// Endpoints: what the bundle has to reach outside of its cluster.
	// Cure: none is needed; open what is listed where a firewall or proxy stands
	// before it.
	Endpoints Reason = "Endpoints"
	// Images: the images that the bundle runs.
	// Cure: none is needed; mirror them where the nodes cannot pull from their
	// registry.
	Images Reason = "Images"
	// AzureExtension: what another program acts on where Azure's extension
	// microsoft.flux is installed.
	// Cure: leave it out of bundles for such clusters.
	AzureExtension Reason = "AzureExtension"
	// NotAnInput: documents that a render leaves out because they are no inputs.
	// Cure: none is needed; kustomize and kpt pass them through.
	NotAnInput Reason = "NotAnInput"
	// RoleChanged: a binding whose role changes, which Kubernetes does not let
	// change.
	// Cure: run the command of the message before applying.
	RoleChanged Reason = "RoleChanged"
	// NotPinned: images by tag, whose content may change.
	// Cure: take a release whose digests are known.
	NotPinned Reason = "NotPinned"
	// ChosenRelease: a version that leaves a choice, and the release of Flux that
	// it stands for.
	// Cure: name the release, where a newer flux-bundle must not change it.
	ChosenRelease Reason = "ChosenRelease"
	// StaysInCluster: an object that left the bundle and is kept in the cluster,
	// because others need it until they are gone.
	// Cure: run the command of the message when Flux has cleaned up.
	StaysInCluster Reason = "StaysInCluster"
	// RenamedKustomization: a Kustomization that prunes leaves the bundle, and
	// another one applies the same folder: Flux deletes the workload and creates it
	// again.
	// Cure: keep the name; or set prune: false under the old name, let the cluster
	// have it, and rename then.
	RenamedKustomization Reason = "RenamedKustomization"
	// MoreFindings: there are more findings of one reason than are shown.
	// Cure: mend those that are shown, and run again.
	MoreFindings Reason = "MoreFindings"
	// InternalError: a mistake of ours.
	// Cure: please report it with the input that causes it, secrets taken out.
	InternalError Reason = "InternalError"
)

// Status of clusters.
const (
	// TruncatedInput: a list of live objects that ends in the middle.
	// Cure: read it from the cluster again.
	TruncatedInput Reason = "TruncatedInput"
	// SeenTwice: two live objects with one identity, in different states.
	// Cure: none is needed where one is newer, which counts; read them again where
	// none is known to be, and the worse one counts.
	SeenTwice Reason = "SeenTwice"
	// NotRead: kinds of the bundle of which no live object was read.
	// Cure: read them from the cluster too, if they matter.
	NotRead Reason = "NotRead"
	// Drifted: a live object differs from the bundle.
	// Cure: apply the bundle, or carry the change into the configuration.
	Drifted Reason = "Drifted"
	// RootCause: an object because of which an input is not compliant.
	// Cure: do what the message advises.
	RootCause Reason = "RootCause"
	// ComplianceState: the state of an input in a cluster.
	// Cure: none, if it is Compliant; otherwise mend the causes.
	ComplianceState Reason = "ComplianceState"
)
