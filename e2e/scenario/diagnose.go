// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// diagnose says what a person would look at first: pods that do not run, objects
// of Flux that are not ready, and errors that the controllers have logged about
// the namespaces, or about what they may not do.
func (w *world) diagnose(namespaces ...string) string {
	found := slices.Concat(w.brokenPods(), w.notReady(), w.loggedErrors(namespaces))
	if len(found) == 0 {
		return "all pods run, all objects of Flux are ready, and no controller has logged an error"
	}
	return strings.Join(found, "\n")
}

func (w *world) brokenPods() []string {
	pods, err := w.Client.CoreV1().Pods(metav1.NamespaceAll).List(context.Background(), metav1.ListOptions{})
	if err != nil {
		return []string{err.Error()}
	}
	var found []string
	for i := range pods.Items {
		for _, status := range pods.Items[i].Status.ContainerStatuses {
			if !status.Ready {
				found = append(found, fmt.Sprintf("Pod %s/%s is not ready%s", pods.Items[i].Namespace, pods.Items[i].Name, reason(status)))
			}
		}
	}
	return found
}

func reason(status corev1.ContainerStatus) string {
	if status.State.Waiting == nil {
		return ""
	}
	return ": " + status.State.Waiting.Reason + ": " + status.State.Waiting.Message
}

// notReady lists the objects of Flux whose condition Ready is not True.
func (w *world) notReady() []string {
	lists, err := w.Client.Discovery().ServerPreferredResources()
	if err != nil && len(lists) == 0 {
		return []string{err.Error()}
	}
	var found []string
	for _, list := range lists {
		version, err := schema.ParseGroupVersion(list.GroupVersion)
		if err != nil || !strings.HasSuffix(version.Group, ".toolkit.fluxcd.io") {
			continue
		}
		for _, resource := range list.APIResources {
			objects, err := w.Dynamic.Resource(version.WithResource(resource.Name)).List(context.Background(), metav1.ListOptions{})
			if err != nil {
				continue
			}
			for i := range objects.Items {
				found = append(found, notReady(objects.Items[i])...)
			}
		}
	}
	return found
}

func notReady(o object) []string {
	status, _ := o.Object["status"].(map[string]any)
	conditions, _ := status["conditions"].([]any)
	for _, c := range conditions {
		condition, _ := c.(map[string]any)
		if condition["type"] == "Ready" && condition["status"] != "True" {
			return []string{fmt.Sprintf("%s is not ready: %v: %v", nameOf(o), condition["reason"], condition["message"])}
		}
	}
	return nil
}

// loggedErrors returns the last errors of each pod, each once.
func (w *world) loggedErrors(namespaces []string) []string {
	files, err := filepath.Glob(filepath.Join(w.logs, "*_*.log"))
	if err != nil {
		return nil
	}
	var found []string
	for _, file := range files {
		var errors []string
		for _, line := range readLines(file) {
			message := errorOf(line, namespaces)
			if message != "" && !slices.Contains(errors, message) {
				errors = append(errors, message)
			}
		}
		for _, message := range errors[max(0, len(errors)-5):] {
			found = append(found, filepath.Base(file)+": "+message)
		}
	}
	return found
}

func readLines(file string) []string {
	content, err := os.Open(file)
	if err != nil {
		return nil
	}
	defer content.Close()
	var lines []string
	scanner := bufio.NewScanner(content)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		lines = append(lines, scanner.Text())
	}
	return lines
}

// errorOf returns what a line of a log says, if that is an error that matters.
func errorOf(line string, namespaces []string) string {
	var entry struct{ Level, Msg, Error, Namespace string }
	if json.Unmarshal([]byte(line), &entry) != nil {
		if strings.Contains(line, "forbidden") || strings.Contains(line, "flag") {
			return line
		}
		return ""
	}
	if entry.Level != "error" || entry.Namespace != "" && !slices.Contains(namespaces, entry.Namespace) {
		return ""
	}
	return entry.Msg + ": " + entry.Error
}
