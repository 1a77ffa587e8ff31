// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package distribution

import (
	"strconv"

	"github.com/fluxbundle/fluxbundle/functions/internal/flux"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
)

// controller is what tells one controller from another. The facts are those of
// config/manager and config/default in the controllers' repositories and of
// manifests/bases in github.com/fluxcd/flux2.
type controller struct {
	component flux.Component
	// artifacts tells that the controller stores artifacts and serves them to
	// the others: it has --storage-path and --storage-adv-addr, and can run
	// only once.
	artifacts bool
	// external tells that the controller reads the artifacts of source-watcher
	// once feature gate ExternalArtifact is on.
	external bool
	// events tells that the controller sends events to notification-controller.
	events bool
	// lockDown are the flags of the multi-tenancy lock-down that it knows.
	lockDown lockDownFlags
	// services are what other pods reach it by.
	services []service
	// ports are its ports besides those of metrics and health checks.
	ports []port
	// volumes are its emptyDir volumes.
	volumes []volume
	// tuf tells that it verifies signatures and needs a place for the metadata
	// of the Sigstore trust root.
	tuf bool
	// critical tells that its pods preempt ordinary ones.
	critical bool
	// gracePeriod is the time in seconds that a running reconciliation gets to
	// end.
	gracePeriod manifest.Int
}

type service struct {
	name string
	// targetPort is the name of the container port behind port 80.
	targetPort string
	// controlPlane is the value of the label control-plane.
	controlPlane string
}

type port struct {
	name   string
	number manifest.Int
}

// text is the number of the port.
func (p port) text() string { return strconv.FormatInt(int64(p.number), 10) }

type volume struct {
	name, path string
}

// Container ports that more than one object refers to.
var (
	httpPort    = port{"http", 9090}
	webhookPort = port{"http-webhook", 9292}
	metricsPort = port{"http-prom", 8080}
	healthPort  = port{"healthz", 9440}
)

var (
	dataVolume = volume{"data", "/data"}
	tempVolume = volume{"temp", "/tmp"}
	tmpVolume  = volume{"tmp", "/tmp"}
)

// controllers has an entry for each component, in Flux's order.
var controllers = []controller{{
	component:   flux.SourceController,
	artifacts:   true,
	events:      true,
	lockDown:    lockDownFlags{cloudAccount: true},
	services:    []service{{"source-controller", httpPort.name, "controller"}},
	ports:       []port{httpPort},
	volumes:     []volume{dataVolume, tmpVolume},
	tuf:         true,
	critical:    true,
	gracePeriod: 10,
}, {
	component:   flux.KustomizeController,
	external:    true,
	events:      true,
	lockDown:    lockDownFlags{crossNamespace: true, remoteBases: true, serviceAccount: true, decryption: true, kubeConfig: true},
	volumes:     []volume{tempVolume},
	critical:    true,
	gracePeriod: 60,
}, {
	component:   flux.HelmController,
	external:    true,
	events:      true,
	lockDown:    lockDownFlags{crossNamespace: true, serviceAccount: true, kubeConfig: true},
	volumes:     []volume{tempVolume},
	critical:    true,
	gracePeriod: 600,
}, {
	component: flux.NotificationController,
	lockDown:  lockDownFlags{crossNamespace: true, cloudAccount: true},
	services: []service{
		{"notification-controller", httpPort.name, "controller"},
		{"webhook-receiver", webhookPort.name, "controller"},
	},
	ports:       []port{httpPort, webhookPort},
	volumes:     []volume{tempVolume},
	gracePeriod: 10,
}, {
	component:   flux.ImageReflectorController,
	events:      true,
	lockDown:    lockDownFlags{crossNamespace: true, cloudAccount: true},
	volumes:     []volume{tempVolume, dataVolume},
	gracePeriod: 10,
}, {
	component:   flux.ImageAutomationController,
	events:      true,
	lockDown:    lockDownFlags{crossNamespace: true, cloudAccount: true},
	volumes:     []volume{tempVolume},
	gracePeriod: 10,
}, {
	component:   flux.SourceWatcher,
	artifacts:   true,
	events:      true,
	lockDown:    lockDownFlags{crossNamespace: true},
	services:    []service{{"source-watcher", httpPort.name, "source-watcher"}},
	ports:       []port{httpPort},
	volumes:     []volume{dataVolume, tmpVolume},
	critical:    true,
	gracePeriod: 10,
}}
