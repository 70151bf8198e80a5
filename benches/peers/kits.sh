#!/usr/bin/env bash
# usage: kits.sh KITS OUT png|jpeg      ($PEERS: where the peers are)
# The best stack of today on the whole work: Hugo pages, typst leaflets, takumi images, and a ZIP a kit.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
kits=$1 out=$2 format=$3
rm -rf "$out"
mkdir -p "$out/site/static"
cp -r "$here/hugo/." "$out/site/"
cp -r "$kits/content" "$out/site/content"
cp -r "$kits/photos" "$kits/logo.png" "$out/site/static/"
"$PEERS/hugo" --quiet --source "$out/site"
"$PEERS/venv/bin/python" "$here/leaflet.py" "$kits" "$out/leaflets"
node "$here/social.mjs" "$kits" "$out/images" "$format"
for page in "$kits"/content/*.md; do
    slug=$(basename "$page" .md)
    mkdir -p "$out/kits/$slug"
    cp "$out/site/public/$slug/index.html" "$out/leaflets/$slug.pdf" "$out/images/$slug"-*x* "$out/kits/$slug/"
    (cd "$out/kits" && zip -q -r "$slug.zip" "$slug")
done
