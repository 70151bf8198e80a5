#!/usr/bin/env bash
# Runs Sebar and the best of its peers on the same work, in turn, and prints what each took.
# usage: compare.sh SEBAR [ROUNDS]      after peers.sh; SEBAR: the program, built with --release; ROUNDS: 3 without it
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
sebar=$(realpath "$1")
rounds=${2:-3}
PEERS=$(cd "${PEERS:-${CARGO_TARGET_DIR:-$here/../target}/bench}" && pwd)
export PEERS
work=$PEERS/work
results=$PEERS/results.jsonl
: >"$results"
# in memory where that is: on a disk, new files take what others' deletions before them make them take
made=$(mktemp -d -p /dev/shm sebar-bench.XXXXXX 2>/dev/null || mktemp -d -p "$PEERS" out.XXXXXX)
trap 'rm -rf "$made"' EXIT

# run WORK NAME COMMAND…: measures one run; the command's own output goes to a log.
run() {
    local label="$1/$2"
    shift 2
    if ! python3 "$here/measure.py" --label "$label" -- "$@" >>"$results" 2>"$out/log"; then
        tail -n 30 "$out/log" >&2
        echo "compare: $label failed" >&2
        exit 1
    fi
}

# warm: reads all that the programs will read, so that none of them fetches it from the disk for the next one.
warm() {
    find "$work" -type f -exec cat {} + >/dev/null
}

# the program that only typesets or only draws, built once
alone=$(cd "$here/.." && cargo bench --no-run --bench alone 2>&1 | grep -o '[^(]*/alone-[^)]*')
alone=$(cd "$here/.." && realpath "$alone")

for ((round = 1; round <= rounds; round++)); do
    echo "round $round of $rounds" >&2
    out=$made/$round
    mkdir "$out"
    warm
    run 'kits' 'Sebar' "$sebar" build --root "$work/sebar-kits" --output "$out/sebar-kits"
    run 'kits' 'Hugo + typst + takumi, JPEG' "$here/peers/kits.sh" "$work/kits" "$out/kits-jpeg" jpeg
    run 'kits' 'Hugo + typst + takumi, PNG' "$here/peers/kits.sh" "$work/kits" "$out/kits-png" png
    # the same work and nothing else: PDFs to read, and PNGs
    run 'leaflets' 'Sebar' "$alone" leaflets "$work/sebar-leaflets-screen" "$out/leaflets-alone"
    run 'leaflets' 'typst' "$PEERS/venv/bin/python" "$here/peers/leaflet.py" "$work/kits" "$out/leaflets"
    run 'images' 'Sebar' "$alone" images "$work/sebar-images" "$out/images-alone"
    run 'images' 'takumi from Node' node "$here/peers/social.mjs" "$work/kits" "$out/takumi" png
    run 'images' 'Chromium' node "$here/peers/chromium.mjs" "$work/kits" "$out/chromium"
    # what whole sites take that hold little else, with pages, previews and bundles
    run 'sites' 'Sebar' "$sebar" build --root "$work/sebar-leaflets-none" --output "$out/leaflets-none"
    run 'sites' 'with leaflets to read' "$sebar" build --root "$work/sebar-leaflets-screen" --output "$out/leaflets-screen"
    run 'sites' 'with press sheets, too' "$sebar" build --root "$work/sebar-leaflets-press" --output "$out/leaflets-press"
    run 'sites' 'with images as PNG' "$sebar" build --root "$work/sebar-images" --output "$out/sebar-images"
    warm
    run 'pages' 'Sebar' "$sebar" build --root "$work/sebar-pages" --output "$out/sebar-pages"
    run 'pages' 'Hugo' "$here/peers/pages.sh" "$work/pages" "$out/pages"
    rm -rf "$out"
done
python3 "$here/table.py" "$results"
