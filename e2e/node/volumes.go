// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package node

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	authenticationv1 "k8s.io/api/authentication/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// mountVolumes makes the volumes of a pod below dir and returns where the
// container has them.
func (n *Node) mountVolumes(ctx context.Context, p *corev1.Pod, dir string) ([]mount, error) {
	var errs []error
	sources := map[string]string{}
	for _, volume := range p.Spec.Volumes {
		sources[volume.Name] = filepath.Join(dir, volume.Name)
		if err := n.fillVolume(ctx, p, volume, sources[volume.Name]); err != nil {
			errs = append(errs, fmt.Errorf("volume %s: %w", volume.Name, err))
		}
	}
	var mounts []mount
	for _, m := range p.Spec.Containers[0].VolumeMounts {
		if m.SubPath != "" || m.SubPathExpr != "" {
			errs = append(errs, fmt.Errorf("volume %s: this node knows no subPath", m.Name))
		}
		mounts = append(mounts, mount{Source: sources[m.Name], Target: m.MountPath, ReadOnly: m.ReadOnly})
	}
	return mounts, errors.Join(errs...)
}

func (n *Node) fillVolume(ctx context.Context, p *corev1.Pod, volume corev1.Volume, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	switch {
	case volume.EmptyDir != nil:
		// As kubelet does: everyone may write, and the mode is not cut by the
		// umask of this process.
		return os.Chmod(dir, 0o777)
	case volume.Projected != nil:
		for _, source := range volume.Projected.Sources {
			if err := n.project(ctx, p, source, dir); err != nil {
				return err
			}
		}
		return nil
	default:
		return fmt.Errorf("this node knows emptyDir and projected only")
	}
}

// project writes the files of one source: the token, the certificate and the
// namespace that the API server adds to every pod.
func (n *Node) project(ctx context.Context, p *corev1.Pod, source corev1.VolumeProjection, dir string) error {
	switch {
	case source.ServiceAccountToken != nil:
		token, err := n.token(ctx, p, source.ServiceAccountToken)
		if err != nil {
			return err
		}
		return write(dir, source.ServiceAccountToken.Path, token)
	case source.ConfigMap != nil:
		config, err := n.Cluster.Client.CoreV1().ConfigMaps(p.Namespace).Get(ctx, source.ConfigMap.Name, metav1.GetOptions{})
		if err != nil {
			return err
		}
		for _, item := range source.ConfigMap.Items {
			if err := write(dir, item.Path, config.Data[item.Key]); err != nil {
				return err
			}
		}
		return nil
	case source.DownwardAPI != nil:
		for _, item := range source.DownwardAPI.Items {
			value, err := fieldOf(p, item.FieldRef.FieldPath)
			if err != nil {
				return err
			}
			if err := write(dir, item.Path, value); err != nil {
				return err
			}
		}
		return nil
	default:
		return fmt.Errorf("this node projects tokens, ConfigMaps and fields of the pod only")
	}
}

// token asks for a token that is bound to the pod, as kubelet does.
func (n *Node) token(ctx context.Context, p *corev1.Pod, source *corev1.ServiceAccountTokenProjection) (string, error) {
	request := &authenticationv1.TokenRequest{Spec: authenticationv1.TokenRequestSpec{
		ExpirationSeconds: source.ExpirationSeconds,
		BoundObjectRef:    &authenticationv1.BoundObjectReference{APIVersion: "v1", Kind: "Pod", Name: p.Name, UID: p.UID},
	}}
	if source.Audience != "" {
		request.Spec.Audiences = []string{source.Audience}
	}
	answer, err := n.Cluster.Client.CoreV1().ServiceAccounts(p.Namespace).CreateToken(ctx, p.Spec.ServiceAccountName, request, metav1.CreateOptions{})
	if err != nil {
		return "", fmt.Errorf("token of the service account %s: %w", p.Spec.ServiceAccountName, err)
	}
	return answer.Status.Token, nil
}

func write(dir, name, content string) error {
	file := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, []byte(content), 0o644)
}
