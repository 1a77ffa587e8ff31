// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package flux

// DefaultVersion is the release of an installation that names none: the newest
// whose images are all known by digest.
const DefaultVersion = "2.9.6"

// Release is one version of Flux.
type Release struct {
	// Version is the version of Flux without a leading v.
	Version string
	// Components are the controllers of the release, in the order of
	// AllComponents.
	Components []ComponentRelease

	// crds names the folder below crds/ with the CRDs of the release.
	crds string
	// ControllerGen is the version of controller-gen that the controllers of
	// the release are built with (CONTROLLER_GEN_VERSION in their Makefiles).
	ControllerGen string
	// WebhooksByPod leaves it to the pods at which ports they are called: the
	// NetworkPolicy of the webhooks names none.
	WebhooksByPod bool
	// ProcessorsByLimit makes the controllers use as many processors as their
	// limit has: newer ones find that out themselves.
	ProcessorsByLimit bool
	// EventsByNamespace writes the namespace into the address of events, which
	// newer ones take from the environment.
	EventsByNamespace bool
	// PlainPods have no label but that of their Deployment's selector.
	PlainPods bool
}

// ComponentRelease is the image of one controller in a release.
type ComponentRelease struct {
	Component Component
	// Tag is the image tag, which is the version of the controller: v1.9.4.
	Tag string
	// Digest is the digest of the multi-architecture image, sha256:..., or
	// empty when it is not known.
	Digest string
}

// releases has the newest patch of a minor version last. The component versions
// are those that github.com/fluxcd/flux2 requires at the release's tag, the
// digests those of the images at these tags in ghcr.io/fluxcd.
var releases = []Release{{
	Version:           "2.6.4",
	crds:              "2.6.4",
	ControllerGen:     "v0.16.1",
	WebhooksByPod:     true,
	ProcessorsByLimit: true,
	EventsByNamespace: true,
	PlainPods:         true,
	Components: []ComponentRelease{
		{SourceController, "v1.6.2", "sha256:11c8e14df885eff86586533d9941293ec8a1e9fff71bacf119edc79fdf3c63e3"},
		{KustomizeController, "v1.6.1", "sha256:1a50730537bafb7827365b9af95c4eb71ca3d9b0bed9bc9bc765880e976972ef"},
		{HelmController, "v1.3.0", "sha256:db55d9d9f9b5106acd8c21da6916b8e285fcfc5572f214361ececd1a8571a4f0"},
		{NotificationController, "v1.6.0", "sha256:80174ff676407af7a6feff67b0c2f100de9f7f89df4c26fc871e4d4c4006544d"},
		{ImageReflectorController, "v0.35.2", "sha256:4df89798b23a1ba7ec86bab327dcb50417af1517fe7986e511e28f62f40b8f61"},
		{ImageAutomationController, "v0.41.2", "sha256:e5b90e065e0d91690dbcd83dab3d03207ed030b068e26e9dac88c8d7b4fdfbe4"},
	},
}, {
	Version:       "2.7.5",
	crds:          "2.7.5",
	ControllerGen: "v0.19.0",
	WebhooksByPod: true,
	Components: []ComponentRelease{
		{SourceController, "v1.7.4", "sha256:16f21ac1795528df80ddef51ccbb14a57b78ea26e66dc8551636ef9a3cec71b3"},
		{KustomizeController, "v1.7.3", "sha256:e8ca82d66dafdd8ef77e0917f4adec53478075130ac61264dc0f91eb0f8cb6ce"},
		{HelmController, "v1.4.5", "sha256:d8d8fc2fb46c554e28071f1e4879be33491e71fdd3e0e41f61bb494a72c6dffc"},
		{NotificationController, "v1.7.5", "sha256:ba723a55f7c7c7feedd50bb5db0ff2dd9a3b0ae85b50f61a0457184025b38c54"},
		{ImageReflectorController, "v1.0.4", "sha256:0bdc30aea2b7cdfea02d0f6d53c06b9df0ea1c6516b85ed523792e222329c039"},
		{ImageAutomationController, "v1.0.4", "sha256:f9383dccb80ec65e274648941af623ce74084d25026e14389111c14b630efece"},
		{SourceWatcher, "v2.0.3", "sha256:9cd46c3c958dcfcd8a3c857fa09989f9df5d8396eae165f219cbb472343371a9"},
	},
}, {
	Version:       "2.8.8",
	crds:          "2.8.8",
	ControllerGen: "v0.19.0",
	WebhooksByPod: true,
	Components: []ComponentRelease{
		{SourceController, "v1.8.5", "sha256:65172e2405cf95b92c4b00cefd28d5e8ffd1f81d6d097f85c6e83a9c557c9def"},
		{KustomizeController, "v1.8.5", "sha256:70e2a25edeee82690e68662409fb1b60f7d3084c93435e8ab5337a6e0244ffed"},
		{HelmController, "v1.5.5", "sha256:b4b8f7715cc7cb61382eeb82bea108d1bdd965b00e7192c5dc9ab7436a33658b"},
		{NotificationController, "v1.8.4", "sha256:75842ecfcca4397a788051d6b00ec34f96ea74788c92d9c360fc4d196ea04551"},
		{ImageReflectorController, "v1.1.2", "sha256:45b219b1baddedcc0d6cd09da77c57d235bd225652eafb168981fb78cede640d"},
		{ImageAutomationController, "v1.1.4", "sha256:a888b32b1e0f4fd754bc1db606741503300d3efb060e82b9c28d3852f1008049"},
		{SourceWatcher, "v2.1.1", "sha256:b3ffcbde086ca630ac27430d4eca860e5434aa9b827c6c1d6419c4e8f59749d1"},
	},
}, {
	Version:       "2.9.4",
	crds:          "2.9.4",
	ControllerGen: "v0.21.0",
	Components: []ComponentRelease{
		{SourceController, "v1.9.4", "sha256:8a8ed0a57b8b86f561d5a4309a69f65e62f0cebe4de8801593c5ff35a3bc3c23"},
		{KustomizeController, "v1.9.4", "sha256:2b8bec54ffb6caf421bd2a6c005d27f567d5dd4db7feb55794fb51fcabd69b8f"},
		{HelmController, "v1.6.3", "sha256:16ada99456385100698a5d7adf90aba8a2089d987ab541c9566b6d7b0e897038"},
		{NotificationController, "v1.9.3", "sha256:071c351a0fb163eeb6a2bb82f1e894f51b6b0734216d2e97d3d99c9ab9d710b9"},
		{ImageReflectorController, "v1.2.4", "sha256:d63550296dc9a6c2b7c9246cb7ef6e52d7469d5b104cd329622301b46971e255"},
		{ImageAutomationController, "v1.2.4", "sha256:0286cbba95a2606a006e370052cb642f4370cb42ceea8353b5cba922cf47770c"},
		{SourceWatcher, "v2.2.3", "sha256:40f35415a78f4514aea41cf4d6dd299d59bc646eb4a73365eac831c8ced2445a"},
	},
}, {
	Version:       "2.9.5",
	crds:          "2.9.4",
	ControllerGen: "v0.21.0",
	Components: []ComponentRelease{
		{SourceController, "v1.9.5", "sha256:6f20d232d596a758c923d2861f23511718fc303b8a2e36a1434a7c736b9f4268"},
		{KustomizeController, "v1.9.5", "sha256:a3a955eb2bc432c2eaa94d2d3714e3beae7fdf17586fd23aadf71ab597ac3339"},
		{HelmController, "v1.6.4", "sha256:8ff15409e46d354338045f483d58ca9cb35dffa2f87e4addd1f5eba1e6a9175f"},
		{NotificationController, "v1.9.4", "sha256:840f318265ee26f0d2c48a158bf7896b22aa4e998e320a18646309f0e40b15da"},
		{ImageReflectorController, "v1.2.5", "sha256:c83ce5c06fed9ebb308cd5165bd144ee934c720f6b47e0da2180869092063c82"},
		{ImageAutomationController, "v1.2.5", "sha256:e1a2720d3951694609c39635886d5dcb15b7dffe0b8248461c6693539c522a28"},
		{SourceWatcher, "v2.2.4", "sha256:86743f5a4cd4ea76b9722eb86222d56e8253e776daa0565ecb186ec68ad1d835"},
	},
}, {
	Version:       "2.9.6",
	crds:          "2.9.4",
	ControllerGen: "v0.21.0",
	Components: []ComponentRelease{
		{SourceController, "v1.9.6", "sha256:6a6693172589f8ff26123a231d5fa6ceb194a6efb4dc647cdf057c959f76a2e3"},
		{KustomizeController, "v1.9.6", "sha256:2ebeaa341da77d52b6abbbba5efcee0450d47f8b42f0e6f33b08f9020262d606"},
		{HelmController, "v1.6.5", "sha256:0d52fff5c4d476277b8fcb6beb9041e269adb5db943fe69f5a806ea0c92b1511"},
		{NotificationController, "v1.9.4", "sha256:840f318265ee26f0d2c48a158bf7896b22aa4e998e320a18646309f0e40b15da"},
		{ImageReflectorController, "v1.2.5", "sha256:c83ce5c06fed9ebb308cd5165bd144ee934c720f6b47e0da2180869092063c82"},
		{ImageAutomationController, "v1.2.5", "sha256:e1a2720d3951694609c39635886d5dcb15b7dffe0b8248461c6693539c522a28"},
		{SourceWatcher, "v2.2.4", "sha256:86743f5a4cd4ea76b9722eb86222d56e8253e776daa0565ecb186ec68ad1d835"},
	},
}}

// Versions returns the versions of all releases, oldest first.
func Versions() []string {
	out := make([]string, len(releases))
	for i, r := range releases {
		out[i] = r.Version
	}
	return out
}

// Digest returns the digest of the image of c with a tag, where any release knows
// it, and else the empty string.
func Digest(c Component, tag string) string {
	for _, r := range releases {
		if image, there := r.Component(c); there && image.Tag == tag {
			return image.Digest
		}
	}
	return ""
}

// Component returns the image of c and whether r has that controller.
func (r Release) Component(c Component) (ComponentRelease, bool) {
	for _, entry := range r.Components {
		if entry.Component == c {
			return entry, true
		}
	}
	return ComponentRelease{}, false
}
