// SPDX-FileCopyrightText: 2026 The flux-bundle Authors
// SPDX-License-Identifier: Apache-2.0

package rootsync

import (
	"slices"
	"strings"

	"github.com/GoogleContainerTools/kpt-functions-sdk/go/fn"

	"github.com/fluxbundle/fluxbundle/functions/api/v1alpha1"
	"github.com/fluxbundle/fluxbundle/functions/internal/bundle/layout"
	"github.com/fluxbundle/fluxbundle/functions/internal/manifest"
	"github.com/fluxbundle/fluxbundle/functions/internal/model"
	"github.com/fluxbundle/fluxbundle/functions/internal/owner"
	"github.com/fluxbundle/fluxbundle/functions/internal/report"
)

// Needed lists what has to exist before the emitted sync works: nothing of it
// can come through the source that it is needed to read. In the tree of a fleet,
// what starts a cluster is in two folders.
func Needed(about report.Object, s v1alpha1.Sync, emitted []owner.Emitted, tree bool) report.Findings {
	var found report.Findings
	add := func(message, hint string, field ...string) {
		found = append(found, report.Finding{
			Severity: fn.Info, Reason: report.NeededOutside, Object: about, Field: append([]string{"spec", "sync"}, field...),
			Message: message, Hint: hint,
		})
	}
	add("Flux manages the bundle once it is pushed to "+place(s)+" and someone who is cluster-admin has applied the part that starts Flux",
		start(tree))
	for _, e := range emitted {
		field := "source"
		switch e.Kind {
		case "ServiceAccount":
			add("the managed identity needs a federated credential for system:serviceaccount:"+e.Namespace+":"+e.Name,
				"", "source", "objectLevelIdentity")
			continue
		case "Kustomization":
			field = "kustomization"
		}
		for _, ref := range secrets(e.Body, nil) {
			add("the Secret "+e.Namespace+"/"+ref.name+", which "+ref.path()+" of the "+e.Kind+
				" refers to, has to be in the cluster: Flux cannot read the bundle without it",
				"when the Namespace is there, run: "+createSecret(s, ref, e.Namespace), field)
		}
	}
	return found
}

func place(s v1alpha1.Sync) string {
	at := model.GitURL(s.Source.URL)
	if s.Source.BucketName != "" {
		at = s.Source.BucketName + " at " + at
	}
	if s.Kustomization.Path == "" {
		return "the root of " + at
	}
	return s.Kustomization.Path + " in " + at
}

// start is how to start a cluster, but for the Secrets.
func start(tree bool) string {
	const (
		apply = "kubectl apply --server-side "
		wait  = " && kubectl wait --for=condition=Established crd -l app.kubernetes.io/part-of=flux && "
	)
	if tree {
		return "in the folder of the cluster, run: " + apply + "-k DISTRIBUTION" + wait + apply + "-k . with the first resource of its kustomization.yaml as DISTRIBUTION"
	}
	return "in the folder that render -o writes, run: " + apply + "-f " + layout.Definitions.File() + wait +
		apply + "-f " + layout.Controllers.File() + " -f " + layout.Sync.File()
}

// reference is a field of a spec that names a Secret.
type reference struct {
	field []string
	name  string
}

func (r reference) path() string { return strings.Join(r.field, ".") }

// secrets lists the fields that name a Secret, in the order of the output.
func secrets(value manifest.Value, at []string) []reference {
	var out []reference
	switch v := value.(type) {
	case manifest.Map:
		fields := slices.SortedFunc(slices.Values(v), func(a, b manifest.Field) int { return strings.Compare(a.Key, b.Key) })
		for _, f := range fields {
			below := append(slices.Clone(at), f.Key)
			object, _ := f.Value.(manifest.Map)
			name, named := object.Get("name").(manifest.String)
			if named && (f.Key == "secretRef" || strings.HasSuffix(f.Key, "SecretRef")) {
				out = append(out, reference{below, string(name)})
				continue
			}
			out = append(out, secrets(f.Value, below)...)
		}
	case manifest.List:
		for _, element := range v {
			out = append(out, secrets(element, at)...)
		}
	}
	return out
}

// createSecret is the command that creates a Secret. What is in capitals or
// taken from the environment is for the user to fill in.
func createSecret(s v1alpha1.Sync, ref reference, namespace string) string {
	generic := "kubectl create secret generic " + ref.name + " -n " + namespace
	switch ref.path() {
	case "spec.secretRef":
	case "spec.decryption.secretRef":
		return generic + " --from-file=age.agekey=FILE"
	default:
		return generic + " --from-file=KEY=FILE"
	}
	switch s.Source.Kind {
	case v1alpha1.SourceKindBucket:
		return generic + ` --from-literal=accesskey=KEY --from-literal=secretkey="$SECRET_KEY"`
	case v1alpha1.SourceKindAzureBlob:
		return generic + ` --from-literal=accountKey="$ACCOUNT_KEY"`
	case v1alpha1.SourceKindOCIRepository:
		registry, _, _ := strings.Cut(strings.TrimPrefix(s.Source.URL, "oci://"), "/")
		return "kubectl create secret docker-registry " + ref.name + " -n " + namespace +
			" --docker-server=" + registry + ` --docker-username=USER --docker-password="$TOKEN"`
	default:
		return generic + gitKeys(s.Source)
	}
}

// gitKeys are the keys of a Secret for a Git host, as arguments of kubectl.
func gitKeys(s v1alpha1.SyncSource) string {
	if s.Provider == v1alpha1.GitProviderGitHub {
		return " --from-literal=githubAppID=ID --from-literal=githubAppInstallationID=ID --from-file=githubAppPrivateKey=FILE"
	}
	if strings.HasPrefix(model.GitURL(s.URL), "ssh://") {
		return " --from-file=identity=PRIVATE_KEY_FILE --from-file=known_hosts=FILE"
	}
	return ` --from-literal=username=USER --from-literal=password="$TOKEN"`
}
