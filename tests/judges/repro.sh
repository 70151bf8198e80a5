#!/usr/bin/env bash
# Builds one site twice, in another folder, time zone, locale, umask, order of files and number of threads, and compares every byte.
# usage: repro.sh SEBAR [ROOT]       SEBAR: the program; ROOT: the folder with content/ and themes/, by default this project
set -euo pipefail
# shellcheck source=tests/judges/tools.sh
. "$(dirname "${BASH_SOURCE[0]}")/tools.sh"

sebar=$(realpath "$1")
root=${2:-$project}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Copies the sources file by file, in the order that `sort "$2"` gives, so that folders list them differently.
copy() {
    mkdir -p "$1"
    (cd "$root" && find content themes -type f | sort "$2" | tar -c -T - | tar -x --touch -C "$1")
}

build() {
    (cd "$1" && shift && "$@") >"$work/log" 2>&1 || {
        cat "$work/log"
        echo 'repro: the build failed'
        exit 1
    }
}

first=$work/first
second=$work/somewhere/deeper/second
copy "$first" -f
copy "$second" -rf
export SOURCE_DATE_EPOCH=1780272000 # the day counts as an input: both builds have the same

umask 022
build "$first" env TZ=UTC LC_ALL=C "$sebar" build --root "$first" --output "$first/public" --jobs 1
umask 077
build "$second" env TZ=Asia/Jakarta LC_ALL=C.UTF-8 "$sebar" build --root "$second" --output "$second/elsewhere" --jobs 2

count=$(find "$first/public" -type f | wc -l)
if diff -r "$first/public" "$second/elsewhere" | cut -c 1-200 | head -n 40 && [ "$count" -gt 0 ]; then
    echo "repro: $count files, the same bytes"
else
    echo "repro: the two builds differ"
    exit 1
fi
