#!/usr/bin/env bash
# Checks that LibreOffice can read the Word files of a plan and of a decision: `.ci/word.sh target/release/backmap`.
#
# Fails if a file does not open, has too few pages, or lacks its title. If LibreOffice or poppler is
# missing, apt installs it, which needs root.
set -euo pipefail
backmap="$(realpath "${1:?the backmap binary}")"
cd "$(dirname "${BASH_SOURCE[0]}")/.."

readonly PLAN=examples/plans/fractions.json
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

# Fails unless LibreOffice reads $work/$1.docx with at least $2 pages and the title $3.
opens() {
    # A separate profile, because another LibreOffice may be running.
    timeout 180 soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work" \
        "$work/$1.docx" >"$work/soffice.log" 2>&1 || { cat "$work/soffice.log" >&2; exit 1; }
    [[ -s "$work/$1.pdf" ]] || { echo "word: LibreOffice made no PDF of $1" >&2; cat "$work/soffice.log" >&2; exit 1; }
    local pages
    pages="$(pdfinfo "$work/$1.pdf" | awk '$1 == "Pages:" { print $2 }')"
    pdftotext "$work/$1.pdf" "$work/$1.txt"
    grep -qF "$3" "$work/$1.txt" || { echo "word: the PDF of $1 lacks the title: $3" >&2; exit 1; }
    ((pages >= $2)) || { echo "word: the PDF of $1 has $pages pages, fewer than $2" >&2; exit 1; }
    echo "word: $1: $(stat -c %s "$work/$1.docx") bytes, $pages pages in LibreOffice, with the title"
}

"$backmap" plan export "$PLAN" --output "$work/plan.docx" >&2
opens plan 3 "$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["title"])' "$PLAN")"
"$backmap" decide examples/rural-novices.json --choose lesson_study --reason "The team asked for it." \
    --output "$work/decision.docx" >&2
opens decision 2 "Decision: Lesson study for rural-novices"
