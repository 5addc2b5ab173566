# Debian packages, unpacked into the tool cache instead of installed.
# shellcheck shell=bash

# download_packages FOLDER OPTION… -- PACKAGE…: downloads the packages and their dependencies with the machine's own apt and
# its sources; apt verifies the signatures. The machine's installed packages and its locks stay unchanged.
download_packages() {
    local folder=$1
    local options=(-o Debug::NoLocking=true -o "Dir::Cache::archives=$folder")
    shift
    while [ "$1" != -- ]; do
        options+=(-o "$1")
        shift
    done
    shift
    mkdir -p "$folder/partial"
    apt-get install --yes --download-only --no-install-recommends --reinstall "${options[@]}" "$@"
    rm -rf "$folder/partial"
}

# unpack_package FILE ROOT: in a root with a merged /usr, tar has to follow the links to it.
unpack_package() {
    dpkg-deb --fsys-tarfile "$1" |
        tar -x -C "$2" --keep-directory-symlink --exclude=./usr/share/doc --exclude=./usr/share/man --exclude=./usr/share/locale
}

# The package containernetworking-plugins has its commands in this folder, which isn't on PATH.
CNI_FOLDER=/usr/lib/cni

has_command() { PATH=$PATH:/usr/sbin:/sbin:$CNI_FOLDER command -v "$1" >/dev/null; }

# Prints the packages whose commands the machine lacks.
missing_packages() {
    local pair
    for pair in $NODES_PACKAGES; do has_command "${pair%%=*}" || printf '%s\n' "${pair#*=}"; done
}

# Prints the cache folder for the packages that are missing on this machine.
packages_folder() { printf '%s/nodes-packages-%.12s\n' "$CACHE" "$({ uname -sm && missing_packages && cat /etc/os-release; } | $SHA256)"; }

provide_packages() {
    local folder log=$LOGS/nodes-packages.log
    PATH=$PATH:/usr/sbin:/sbin
    [ -n "$(missing_packages)" ] || return 0
    folder=$(packages_folder)
    if [ ! -d "$folder" ]; then
        say "Debian packages, unpacked into $CACHE: $(missing_packages | tr '\n' ' ')"
        # shellcheck disable=SC2046
        run_job_with_heartbeat "Debian packages" "$log" toolchain/clusters/real/libexec/unpack-packages.sh "$folder" $(missing_packages) || {
            show_log_tail "$log"
            fail "the Debian packages can't be downloaded or unpacked." "The whole output is in $log." "apt-get update may help; or install them."
        }
    fi
    use_packages "$folder"
}

# use_packages FOLDER
use_packages() {
    PATH=$1/root/wrapped:$PATH
    [ ! -d "$1/root$CNI_FOLDER" ] || CNI_FOLDER=$1/root$CNI_FOLDER
}
