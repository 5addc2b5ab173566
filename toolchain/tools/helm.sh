# Helm, with which the tests look at a release as its users do. The program itself never calls it.
# shellcheck shell=bash
tool_title="Helm"
tool_minutes=2
tool_megabytes=500
tool_module=helm
tool_source=$HELM_SOURCE

tool_fits() {
    command -v helm >/dev/null || return 1
    case "$(helm version --template '{{.Version}}')" in v3.*) ;; *) return 1 ;; esac
}

tool_build() { go_build "$1/helm" "-X helm.sh/helm/v3/internal/version.version=v$HELM_VERSION" helm.sh/helm/v3/cmd/helm; }
