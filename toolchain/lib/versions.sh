# All versions that the toolchain depends on. A build verifies that the go.mod files in modules/ contain the *_SOURCE lines.
# shellcheck shell=bash

# Part of the cache key of every tool that is built. It has to change when libexec/build-tool.sh builds a tool otherwise, for
# instance with another flag of Go; any other text will do.
BUILD_REVISION="cc52a4fd21e9f9d2597666c3f88905b5fab533e314e850e7d9434959a2c3b056  toolchain/build.sh"

# As "engines" in package.json.
NODE_MIN=20.19.0
# The first Go that fetches the newer toolchain which a go.mod asks for.
GO_MIN=1.21.0

# The first CLI with the engine features that @pulumi/pulumi in package.json expects.
PULUMI_MIN=3.248.0
PULUMI_VERSION=3.259.0
# The CLI, and the host for Node.js programs, whose releases are not tagged as Go modules.
PULUMI_SOURCE="github.com/pulumi/pulumi/pkg/v3 v$PULUMI_VERSION
github.com/pulumi/pulumi/sdk/nodejs/cmd/pulumi-language-nodejs/v3 v3.0.0-20250806165243-bee5e4fa4815"

# A plugin has to be of exactly the version of its npm package in package.json.
PULUMI_KUBERNETES_VERSION=4.27.0
# The commit after the tag of that release, which changes a dependency only: the tag itself is no Go module version.
PULUMI_KUBERNETES_SOURCE="github.com/pulumi/pulumi-kubernetes/provider/v4 v4.0.0-20260304044920-867400a6a208"
PULUMI_RANDOM_VERSION=4.19.1
# The Terraform provider that this release wraps; the bridge around it is the release's own as well.
PULUMI_RANDOM_SOURCE="github.com/terraform-providers/terraform-provider-random v1.3.2-0.20260127150608-de3700a633e4"

# For programs in YAML, which only the tests run. Later releases need packages of Pulumi that are no Go module versions.
PULUMI_YAML_SOURCE="github.com/pulumi/pulumi-yaml v1.19.1"

KUBERNETES_VERSION=1.36.3
KUBERNETES_SOURCE="k8s.io/kubernetes v$KUBERNETES_VERSION"
# The oldest etcd that this API server works with.
ETCD_MIN=3.5.0
ETCD_SOURCE="go.etcd.io/etcd/server/v3 v3.6.14"
# kwok's configuration and stages are an alpha API: no other release fits.
KWOK_VERSION=0.8.0
KWOK_SOURCE="sigs.k8s.io/kwok v$KWOK_VERSION"

# The cluster of real nodes. kubelet and kube-proxy come from the same sources as the control plane.
CONTAINERD_SOURCE="github.com/containerd/containerd/v2 v2.3.4"
COREDNS_SOURCE="github.com/coredns/coredns v1.14.7"
NODE_AGENT_SOURCE="k8s.io/client-go v0.${KUBERNETES_VERSION#1.}"
# What the stand-in is called where a stack's file names no image: the default in components/plan/image.ts.
RIG_IMAGE=docker.io/accenture/reactive-interaction-gateway:3.0.0

# Debian packages, as the machine's own release has them: tried with runc 1.1.5, CNI plugins 1.1.1, nftables 1.0.6,
# iproute2 6.1, openssl 3.0.20 and Erlang/OTP 25.2.3 of Debian 12. Written COMMAND=PACKAGE: what is on PATH isn't fetched.
NODES_PACKAGES="runc=runc nft=nftables ip=iproute2 openssl=openssl ptp=containernetworking-plugins"
# What the stand-in's image is made of, with all that these depend on.
STANDIN_PACKAGES="erlang-base erlang-ssl bash coreutils dash grep findutils libc-bin procps"

# A major version that the releases of Pulumi's Kubernetes provider are made for.
HELM_VERSION=3.21.4
HELM_SOURCE="helm.sh/helm/v3 v$HELM_VERSION"
