// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// status is what kubelet would report.
func status(p *pod, state corev1.ContainerState, ready bool) corev1.PodStatus {
	phase := corev1.PodRunning
	if state.Running == nil {
		phase = corev1.PodPending
	}
	ip := p.ip.String()
	s := corev1.PodStatus{
		Phase: phase, PodIP: ip, PodIPs: []corev1.PodIP{{IP: ip}},
		Conditions: []corev1.PodCondition{
			condition(corev1.PodInitialized, true),
			condition(corev1.PodReady, ready),
			condition(corev1.ContainersReady, ready),
		},
	}
	for _, c := range p.live.Spec.Containers {
		s.ContainerStatuses = append(s.ContainerStatuses, corev1.ContainerStatus{Name: c.Name, Image: c.Image, Ready: ready, State: state, RestartCount: p.restarts})
	}
	return s
}

func condition(kind corev1.PodConditionType, met bool) corev1.PodCondition {
	c := corev1.PodCondition{Type: kind, Status: corev1.ConditionFalse, LastTransitionTime: metav1.Now()}
	if met {
		c.Status = corev1.ConditionTrue
	}
	return c
}

// probe asks as the readiness probe of the pod says until it succeeds. It
// returns false when ctx ends before.
func probe(ctx context.Context, p *pod) bool {
	check := p.live.Spec.Containers[0].ReadinessProbe
	if check == nil {
		return true
	}
	for ctx.Err() == nil {
		if err := ask(ctx, p, check); err == nil {
			return true
		}
		pause(ctx, 100*time.Millisecond)
	}
	return false
}

func ask(ctx context.Context, p *pod, check *corev1.Probe) error {
	if check.HTTPGet == nil {
		return fmt.Errorf("this node knows probes with httpGet only")
	}
	port, err := portNumber(p.live, check.HTTPGet.Port.String())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	url := "http://" + net.JoinHostPort(p.ip.String(), strconv.Itoa(port)) + check.HTTPGet.Path
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode >= http.StatusBadRequest {
		return fmt.Errorf("%s: %s", url, response.Status)
	}
	return nil
}

// portNumber resolves the name of a port, or its number.
func portNumber(p *corev1.Pod, port string) (int, error) {
	for _, c := range p.Spec.Containers {
		for _, known := range c.Ports {
			if known.Name == port {
				return int(known.ContainerPort), nil
			}
		}
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return 0, fmt.Errorf("%s has no port %q", p.Name, port)
	}
	return number, nil
}
