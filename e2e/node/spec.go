// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package node

import (
	"fmt"
	"regexp"
	"strconv"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
)

// onlyContainer returns the container of a pod that this node can run.
func onlyContainer(p *corev1.Pod) (corev1.Container, error) {
	if len(p.Spec.Containers) != 1 || len(p.Spec.InitContainers) != 0 {
		return corev1.Container{}, fmt.Errorf("this node runs pods of one container, this one has %d and %d to begin with",
			len(p.Spec.Containers), len(p.Spec.InitContainers))
	}
	container := p.Spec.Containers[0]
	if len(container.Command) > 0 || len(container.EnvFrom) > 0 {
		return corev1.Container{}, fmt.Errorf("this node knows no command and no envFrom of a container")
	}
	return container, nil
}

// environment returns the variables in the order of the container.
func environment(p *corev1.Pod, container corev1.Container) ([]corev1.EnvVar, error) {
	var variables []corev1.EnvVar
	for _, variable := range container.Env {
		value, err := valueOf(p, container, variable)
		if err != nil {
			return nil, fmt.Errorf("env %s: %w", variable.Name, err)
		}
		variables = append(variables, corev1.EnvVar{Name: variable.Name, Value: expand(value, variables)})
	}
	return variables, nil
}

func valueOf(p *corev1.Pod, container corev1.Container, variable corev1.EnvVar) (string, error) {
	switch from := variable.ValueFrom; {
	case from == nil:
		return variable.Value, nil
	case from.FieldRef != nil:
		return fieldOf(p, from.FieldRef.FieldPath)
	case from.ResourceFieldRef != nil:
		return resourceOf(container, from.ResourceFieldRef)
	default:
		return "", fmt.Errorf("this node knows fieldRef and resourceFieldRef only")
	}
}

func fieldOf(p *corev1.Pod, path string) (string, error) {
	fields := map[string]string{
		"metadata.name":           p.Name,
		"metadata.namespace":      p.Namespace,
		"metadata.uid":            string(p.UID),
		"spec.nodeName":           p.Spec.NodeName,
		"spec.serviceAccountName": p.Spec.ServiceAccountName,
		"status.podIP":            p.Status.PodIP,
	}
	value, ok := fields[path]
	if !ok {
		return "", fmt.Errorf("this node does not know the field %q", path)
	}
	return value, nil
}

// resourceOf returns a limit or request in units of the divisor, rounded up as
// kubelet does.
func resourceOf(container corev1.Container, ref *corev1.ResourceFieldSelector) (string, error) {
	quantities := map[string]*resource.Quantity{
		"limits.cpu":      container.Resources.Limits.Cpu(),
		"limits.memory":   container.Resources.Limits.Memory(),
		"requests.cpu":    container.Resources.Requests.Cpu(),
		"requests.memory": container.Resources.Requests.Memory(),
	}
	quantity, ok := quantities[ref.Resource]
	if !ok {
		return "", fmt.Errorf("this node does not know the resource %q", ref.Resource)
	}
	divisor := int64(1)
	if !ref.Divisor.IsZero() {
		divisor = ref.Divisor.Value()
	}
	return strconv.FormatInt((quantity.Value()+divisor-1)/divisor, 10), nil
}

var reference = regexp.MustCompile(`\$\$|\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)`)

// expand replaces $(NAME) by the value of a variable; $$ is a dollar sign, and
// a name that is not known stays as it is.
func expand(text string, variables []corev1.EnvVar) string {
	return reference.ReplaceAllStringFunc(text, func(match string) string {
		if match == "$$" {
			return "$"
		}
		for i := len(variables) - 1; i >= 0; i-- {
			if match == "$("+variables[i].Name+")" {
				return variables[i].Value
			}
		}
		return match
	})
}
