# shellcheck shell=bash disable=SC2034
# Where the judges live. Sourced by the other scripts; installs nothing.

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(cd "$here/../.." && pwd)
tools=${SEBAR_JUDGES:-${CARGO_TARGET_DIR:-$project/target}/judges}
python=$tools/venv/bin/python
node_bin=$tools/node/node_modules/.bin
jaxb=/usr/share/java # where Debian puts libjaxb-java, which veraPDF needs

find_browser() {
    local name
    for name in "${CHROMIUM:-chromium}" chromium-browser google-chrome; do
        command -v "$name" && return
    done
    return 1
}

# Changes whenever what has to be installed changes.
wanted_stamp() {
    cat "$here"/{install.sh,package.json,requirements.txt,VeraPdf.java} | sha256sum | cut -d' ' -f1
}
