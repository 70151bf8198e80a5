#!/usr/bin/env bash
# usage: lighthouse.sh URL...     Lighthouse on a slow phone on slow 3G: performance at least 0.95, the other scores 1.00
set -uo pipefail
# shellcheck source=tests/judges/tools.sh
. "$(dirname "${BASH_SOURCE[0]}")/tools.sh"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CHROME_PATH=$(find_browser)
export CHROME_PATH
# slow 3G as Chrome's developer tools have it: 400 ms, 400 kbit/s
slow='--throttling.rttMs=400 --throttling.throughputKbps=400 --throttling.requestLatencyMs=2000 --throttling.downloadThroughputKbps=400 --throttling.uploadThroughputKbps=400'
flags='--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync'

# measure URL: runs it, and tells whether the scores are high enough.
measure() {
    # shellcheck disable=SC2086
    timeout 120 "$node_bin/lighthouse" "$1" --quiet $slow --output json --output-path "$work/report.json" \
        --only-categories=performance,accessibility,best-practices,seo --chrome-flags="$flags --user-data-dir=$work/profile" || return
    python3 - "$work/report.json" <<'PYTHON'
import json
import sys

LEAST = {"performance": 0.95}  # the other scores must be full

report = json.load(open(sys.argv[1]))
audits = report["audits"]
scores = {name: category["score"] or 0 for name, category in report["categories"].items()}
paint = audits["largest-contentful-paint"]["numericValue"]
size = audits["total-byte-weight"]["numericValue"]
low = [name for name, score in scores.items() if score < LEAST.get(name, 1)]
print(report["finalDisplayedUrl"], scores, f"largest paint {paint:.0f} ms, {size / 1000:.0f} KB")
for name, audit in audits.items():
    if low and audit.get("score") is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] == "binary":
        print("  ", name, audit["title"])
sys.exit(bool(low))
PYTHON
}

failed=0
for url in "$@"; do
    # once more, since whatever else keeps the machine busy counts against the page
    measure "$url" || measure "$url" || failed=$((failed + 1))
done
echo "$# pages, $failed with a problem"
exit "$failed"
