# make lists what can be done here. All it needs is Go, make and git: the other
# tools are built into bin/ from Go modules, at these versions. kpt has its
# version in e2e/kpt/go.mod, Kubernetes and Flux have theirs in
# e2e/controlplane/go.mod and e2e/flux/go.mod.
KUSTOMIZE_VERSION     := v5.8.2
GOLANGCI_LINT_VERSION := v2.9.0

# What make fuzz spends on each target.
FUZZTIME ?= 10000x

# The version of the binaries: the same for the same commit.
VERSION ?= $(shell git describe --tags --always --dirty --abbrev=12)

# What the images are labelled with, and what their names begin with.
REVISION         ?= $(shell git rev-parse HEAD)
CREATED          ?= $(shell git show --no-patch --format=%cI HEAD)
IMAGE_REPOSITORY ?= fluxbundle

# A function is a folder with a main package.
FUNCTIONS := $(patsubst functions/%/main.go,bin/%,$(wildcard functions/*/main.go))
# The modules besides that of the product, and those of them that are linted:
# some have no code, and what e2e/kpt depends on takes minutes to compile.
MODULES = $(patsubst ./%/go.mod,%,$(sort $(shell find . -mindepth 2 -name go.mod -not -path './bin/*')))
HELPERS = $(filter-out functions/% e2e/kpt e2e/controlplane e2e/flux,$(MODULES))
# The controller-gen that each release of Flux was made with.
CONTROLLER_GENS = $(patsubst %,bin/.tools/controller-gen-%/controller-gen,$(sort $(shell \
	sed -n 's/.*"controllerGen": "\(.*\)".*/\1/p' functions/internal/flux/generate/crd-spec-sha256.json)))
# The packages whose tests rewrite what they expect.
GOLDEN = $(sort $(shell grep -rl --include='*_test.go' 'flag[.]Bool.*"update"' functions schemas examples | sed 's|^|./|;s|/[^/]*$$||'))
# The programs that open what is sealed, at the versions of e2e/seal/go.mod.
ORACLES := bin/age bin/kubeseal bin/sops
# Every fuzz target, as FOLDER:NAME.
FUZZ = $(sort $(shell grep -ro --include='*_test.go' '^func Fuzz[A-Za-z0-9_]*' functions schemas examples | sed 's|/[^/]*:func |:|'))

# What make e2e runs: the control plane, and the controllers for their images.
KUBERNETES  = kube-apiserver kube-controller-manager kubectl
CONTROLLERS = $(patsubst %,%-controller,source kustomize helm notification image-reflector image-automation)

GOBUILD = CGO_ENABLED=0 go build -trimpath -buildvcs=false
GOFMT   = $(shell go env GOROOT)/bin/gofmt

# Hosts find functions by name.
export PATH := $(CURDIR)/bin:$(PATH)
export GOWORK := off

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

.PHONY: help
help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: build
build: $(FUNCTIONS) ## build every function into bin/

.PHONY: run
run: bin/flux-bundle bin/kustomize ## render the quickstart through kustomize into bin/quickstart.yaml
	bin/kustomize build --enable-alpha-plugins --enable-exec examples/quickstart/generator > bin/quickstart.yaml
	@test -s bin/quickstart.yaml || { echo 'kustomize has left out the function: bin/quickstart.yaml is empty'; exit 1; }
	@echo "bin/quickstart.yaml has $$(wc -c < bin/quickstart.yaml) bytes and these objects:"
	@sed -n 's/^kind: //p' bin/quickstart.yaml | sort | uniq -c

.PHONY: test
test: build bin/kustomize ## vet the code and run the tests
	go vet ./...
	go test ./...
	@command -v kpt > /dev/null || echo 'kpt is not installed: the kpt examples were not run; make kpt builds a pinned one'

.PHONY: oracles
oracles: build bin/kustomize $(ORACLES) ## open what is sealed with the programs it is for
	go -C e2e/seal test -count=1 . -bin '$(CURDIR)/bin'
	go -C e2e/seal run ./bench -bin '$(CURDIR)/bin'

.PHONY: fuzz
fuzz: ## run every fuzz target for FUZZTIME
	@for f in $(FUZZ); do \
		echo "$${f#*:} in $${f%:*}"; \
		go test "./$${f%:*}" -run '^$$' -fuzz "^$${f#*:}$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s || exit 1; \
	done

.PHONY: bench
bench: build bin/kustomize ## measure whole processes against their peers
	go -C e2e/bench run . -bin '$(CURDIR)/bin'

.PHONY: e2e
e2e: build bin/kustomize bin/e2e/e2e.test $(if $(shell command -v kpt),,bin/kpt) ## run the scenarios of e2e/ on a real control plane with the real Flux
	CGO_ENABLED=0 go -C e2e test -trimpath ./node ./scenario
	cd e2e && ../bin/e2e/e2e.test -test.timeout 30m -test.parallel 8 $(if $(RECORD),-record) $(if $(SCENARIO),-test.run '$(SCENARIO)') $(if $(V),-test.v)

.PHONY: profile
profile: ## show where the time of 1,000 configurations goes
	@mkdir -p bin
	go -C e2e/bench test -run '^$$' -bench 'Run/1000$$' -benchtime 10s -o '$(CURDIR)/bin/bench.test' -cpuprofile '$(CURDIR)/bin/cpu.pprof'
	go tool pprof -top -cum -nodecount=60 bin/bench.test bin/cpu.pprof

.PHONY: lint
lint: bin/golangci-lint format ## check the code against .golangci.yaml
	bin/golangci-lint run ./...
	@for m in $(HELPERS); do echo "golangci-lint in $$m"; (cd "$$m" && golangci-lint run ./...) || exit 1; done

.PHONY: format
format: ## list Go files that gofmt would change
	@files="$$($(GOFMT) -l functions schemas examples e2e)"; test -z "$$files" || { echo "not formatted:"; echo "$$files"; exit 1; }

.PHONY: generate
generate: $(CONTROLLER_GENS) ## write the CRDs of Flux, the schemas and the reference
	go -C schemas/generate run . -out ..
	go run ./functions/internal/flux/generate -tools bin/.tools

.PHONY: golden
golden: build bin/kustomize ## rewrite what the tests expect
	go test $(GOLDEN) -update

.PHONY: tidy
# A test of source-controller imports a module that is not published: -e.
tidy: ## write go.mod and go.sum of every module
	@for m in . $(MODULES); do echo "go mod tidy in $$m"; go -C "$$m" mod tidy $$(test $$m != e2e/flux || echo -e) || exit 1; done

.PHONY: verify
verify: ## generate everything again and demand that nothing changes
	$(MAKE) generate
	$(MAKE) golden
	$(MAKE) tidy
	$(MAKE) format
	@test -z "$$(git status --porcelain)" || { git status --short; git --no-pager diff; exit 1; }

.PHONY: image
image: ## pack every function into an image, into bin/images/, without an engine and a registry
	go -C e2e/image run . -source '$(CURDIR)' -o '$(CURDIR)/bin/images' -repository '$(IMAGE_REPOSITORY)' \
		-version '$(VERSION)' -revision '$(REVISION)' -created '$(CREATED)'

.PHONY: containers
containers: bin/kustomize ## test the images, and run the quickstart in them where a Docker engine answers
	go -C e2e/image test -count=1 ./...
	@docker info > /dev/null 2>&1 || echo 'no Docker engine answers: the images were packed and not run'

.PHONY: kpt
kpt: bin/kpt ## build the fn commands of kpt, for the tests of the kpt examples

.PHONY: clean
clean: ## remove bin/, the tools included
	rm -rf bin

.PHONY: FORCE
FORCE:

$(FUNCTIONS): bin/%: FORCE
	$(GOBUILD) -ldflags '-s -w -X main.version=$(VERSION)' -o $@ ./functions/$*

bin/e2e/e2e.test: $(patsubst %,bin/e2e/%,etcd $(KUBERNETES)) $(patsubst %,bin/e2e/images/%,$(CONTROLLERS) sealed-secrets) FORCE
	CGO_ENABLED=0 go -C e2e test -c -trimpath -buildvcs=false -o '$(CURDIR)/$@' .

bin/e2e/etcd: e2e/controlplane/go.mod e2e/controlplane/go.sum
	cd e2e/controlplane && $(GOBUILD) -ldflags '-s -w' -o '$(CURDIR)/$@' go.etcd.io/etcd/server/v3

# Clients read the version of the server, which is told to the linker.
$(patsubst %,bin/e2e/%,$(KUBERNETES)): bin/e2e/%: e2e/controlplane/go.mod e2e/controlplane/go.sum
	cd e2e/controlplane && version="$$(go list -m -f '{{.Version}}' k8s.io/kubernetes)" && \
	$(GOBUILD) -ldflags "-s -w -X k8s.io/component-base/version.gitVersion=$$version -X k8s.io/client-go/pkg/version.gitVersion=$$version" \
		-o '$(CURDIR)/$@' k8s.io/kubernetes/cmd/$*

bin/e2e/images/sealed-secrets: e2e/seal/go.mod e2e/seal/go.sum
	cd e2e/seal && $(GOBUILD) -ldflags '-s -w' -o '$(CURDIR)/$@' github.com/bitnami-labs/sealed-secrets/cmd/controller

bin/e2e/images/%: e2e/flux/go.mod e2e/flux/go.sum
	cd e2e/flux && $(GOBUILD) -ldflags '-s -w' -o '$(CURDIR)/$@' github.com/fluxcd/$*

bin/kpt: e2e/kpt/main.go e2e/kpt/go.mod
	cd e2e/kpt && $(GOBUILD) -ldflags '-s -w' -o '$(CURDIR)/$@' .

bin/age: ORACLE = filippo.io/age/cmd/age
bin/kubeseal: ORACLE = github.com/bitnami-labs/sealed-secrets/cmd/kubeseal
bin/sops: ORACLE = github.com/getsops/sops/v3/cmd/sops
$(ORACLES): e2e/seal/go.mod
	cd e2e/seal && $(GOBUILD) -ldflags '-s -w' -o '$(CURDIR)/$@' $(ORACLE)

# tool NAME VERSION PACKAGE: bin/NAME is a link to the tool of that version.
define tool
bin/$(1): bin/.tools/$(1)-$(2)/$(1) FORCE
	@ln -sf .tools/$(1)-$(2)/$(1) $$@

bin/.tools/$(1)-$(2)/$(1):
	GOBIN='$$(CURDIR)/$$(@D)' CGO_ENABLED=0 go install -trimpath -ldflags '-s -w' $(3)@$(2)
endef

# That of Flux 2.6 needs a newer dependency than it asks for.
bin/.tools/controller-gen-v0.16.1/controller-gen: functions/internal/flux/generate/controller-gen-v0.16.1/go.mod
	cd $(<D) && CGO_ENABLED=0 go build -trimpath -ldflags '-s -w' -o '$(CURDIR)/$@' sigs.k8s.io/controller-tools/cmd/controller-gen

bin/.tools/controller-gen-%/controller-gen:
	GOBIN='$(CURDIR)/$(@D)' CGO_ENABLED=0 go install -trimpath -ldflags '-s -w' sigs.k8s.io/controller-tools/cmd/controller-gen@$*

$(eval $(call tool,kustomize,$(KUSTOMIZE_VERSION),sigs.k8s.io/kustomize/kustomize/v5))
$(eval $(call tool,golangci-lint,$(GOLANGCI_LINT_VERSION),github.com/golangci/golangci-lint/v2/cmd/golangci-lint))
