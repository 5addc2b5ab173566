# All versions that the toolchain depends on. A build verifies that the go.mod files in modules/ contain the *_SOURCE lines.
# shellcheck shell=bash

# Part of the cache key of every tool that is built. It has to change when libexec/build-tool.sh builds a tool otherwise,
# for instance with another flag of Go; any other text will do.
BUILD_REVISION="cc52a4fd21e9f9d2597666c3f88905b5fab533e314e850e7d9434959a2c3b056  toolchain/build.sh"

# The same as "engines" in package.json.
NODE_MIN=20.19.0
# The first Go that downloads the newer Go which a go.mod asks for.
GO_MIN=1.21.0

# The first CLI with the engine features that @pulumi/pulumi in package.json expects.
PULUMI_MIN=3.248.0
PULUMI_VERSION=3.259.0
# The CLI, and the language host for Node.js programs. The releases of the host have no tags of a Go module.
PULUMI_SOURCE="github.com/pulumi/pulumi/pkg/v3 v$PULUMI_VERSION
github.com/pulumi/pulumi/sdk/nodejs/cmd/pulumi-language-nodejs/v3 v3.0.0-20250806165243-bee5e4fa4815"

# A plugin has to be of exactly the version of its npm package in package.json.
PULUMI_KUBERNETES_VERSION=4.27.0
# The commit after the tag of the release. It changes a dependency only; the tag itself is no version of the Go module.
PULUMI_KUBERNETES_SOURCE="github.com/pulumi/pulumi-kubernetes/provider/v4 v4.0.0-20260304044920-867400a6a208"
PULUMI_RANDOM_VERSION=4.19.1
# The Terraform provider that this release wraps. go.mod has the bridge to Pulumi in the release's own version, too.
PULUMI_RANDOM_SOURCE="github.com/terraform-providers/terraform-provider-random v1.3.2-0.20260127150608-de3700a633e4"

# Only the tests run programs in YAML. Later releases need versions of Pulumi's packages that have no tag of a Go module.
PULUMI_YAML_SOURCE="github.com/pulumi/pulumi-yaml v1.19.1"

KUBERNETES_VERSION=1.36.3
KUBERNETES_SOURCE="k8s.io/kubernetes v$KUBERNETES_VERSION"
# The oldest etcd that this API server works with.
ETCD_MIN=3.5.0
ETCD_SOURCE="go.etcd.io/etcd/server/v3 v3.6.14"
# kwok's configuration and stages are an alpha API, so other releases don't fit.
KWOK_VERSION=0.8.0
KWOK_SOURCE="sigs.k8s.io/kwok v$KWOK_VERSION"

# The cluster of real nodes. kubelet and kube-proxy come from the same sources as the control plane.
CONTAINERD_SOURCE="github.com/containerd/containerd/v2 v2.3.4"
COREDNS_SOURCE="github.com/coredns/coredns v1.14.7"
NODE_AGENT_SOURCE="k8s.io/client-go v0.${KUBERNETES_VERSION#1.}"
# The stand-in gets this name, the default of rig:image, so that it runs when a stack's file names no image.
RIG_IMAGE=docker.io/accenture/reactive-interaction-gateway:3.0.0

# Debian packages, in the versions of the machine's own release. Tried with Debian 12: runc 1.1.5, CNI plugins 1.1.1,
# nftables 1.0.6, iproute2 6.1, openssl 3.0.20 and Erlang/OTP 25.2.3. Of COMMAND=PACKAGE, the package is downloaded when
# PATH lacks the command.
NODES_PACKAGES="runc=runc nft=nftables ip=iproute2 openssl=openssl ptp=containernetworking-plugins"
# The stand-in's image consists of these packages and their dependencies.
STANDIN_PACKAGES="erlang-base erlang-ssl bash coreutils dash grep findutils libc-bin procps"

# Pulumi's Kubernetes provider supports this major version.
HELM_VERSION=3.21.4
HELM_SOURCE="helm.sh/helm/v3 v$HELM_VERSION"
