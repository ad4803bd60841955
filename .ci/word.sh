#!/usr/bin/env bash
# Checks that LibreOffice can read the Word file of a plan: `.ci/word.sh target/release/backmap`.
#
# Fails if the file does not open, has fewer than three pages, or lacks the plan's title. If LibreOffice or poppler is
# missing, apt installs it, which needs root.
set -euo pipefail
backmap="$(realpath "${1:?the backmap binary}")"
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly PLAN=examples/plans/fractions.json
readonly LEAST_PAGES=3
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

needs() {
    command -v "$1" >/dev/null && return
    apt-get install -y --no-install-recommends "$2" >"$work/apt.log" 2>&1 && return
    apt-get update >>"$work/apt.log" 2>&1 && apt-get install -y --no-install-recommends "$2" >>"$work/apt.log" 2>&1 && return
    tail -n 5 "$work/apt.log" >&2
    echo "word: $1 is missing, and apt failed to install $2" >&2
    exit 1
}
needs soffice libreoffice-writer-nogui
needs pdftotext poppler-utils

"$backmap" plan export "$PLAN" --output "$work/plan.docx" >&2
# A separate profile, because another LibreOffice may be running.
timeout 180 soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work" \
    "$work/plan.docx" >"$work/soffice.log" 2>&1 || { cat "$work/soffice.log" >&2; exit 1; }
[[ -s "$work/plan.pdf" ]] || { echo "word: LibreOffice made no PDF" >&2; cat "$work/soffice.log" >&2; exit 1; }

title="$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["title"])' "$PLAN")"
pages="$(pdfinfo "$work/plan.pdf" | awk '$1 == "Pages:" { print $2 }')"
pdftotext "$work/plan.pdf" "$work/plan.txt"
grep -qF "$title" "$work/plan.txt" || { echo "word: the PDF lacks the title: $title" >&2; exit 1; }
((pages >= LEAST_PAGES)) || { echo "word: the PDF has $pages pages, fewer than $LEAST_PAGES" >&2; exit 1; }
echo "word: $(stat -c %s "$work/plan.docx") bytes, $pages pages in LibreOffice, with the title"
