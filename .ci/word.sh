#!/usr/bin/env bash
# Checks the Word files of plans, a decision and a filled template: `.ci/word.sh target/release/backmap`.
#
# Each has to be valid after the schemas of ECMA-376, as the validator of the Open XML SDK carries them, and to open in
# LibreOffice with its title and a fitting number of pages. If LibreOffice or poppler is missing, apt installs it, which
# needs root; the validator comes from npm.
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

mkdir "$work/npm"
cp .ci/word/package.json "$work/npm/"
# Without a lock file, because one lists only the platform on which it was made. The versions are exact.
npm install --prefix "$work/npm" --ignore-scripts --no-package-lock --no-audit --no-fund --loglevel=error

# Fails if the validator finds an error in $work/$1.docx.
is_valid() {
    node "$work/npm/node_modules/.bin/ooxml-validator" "$work/$1.docx" >"$work/$1.json" || true
    python3 - "$work/$1.json" <<'PYTHON'
import json, sys
found = json.load(open(sys.argv[1], encoding="utf-8"))
if not found["ok"] or found["errors"]:
    for error in found["errors"][:20]:
        print(f"word: {error['path']} {error['xPath']}: {error['description']}", file=sys.stderr)
    sys.exit(f"word: {found['file']} has {len(found['errors'])} errors")
PYTHON
}

# Fails unless $work/$1.docx is valid and LibreOffice reads it with $2 to $4 pages and the title $3.
opens() {
    is_valid "$1"
    # A separate profile, because another LibreOffice may be running.
    timeout 180 soffice "-env:UserInstallation=file://$work/profile" --headless --convert-to pdf --outdir "$work" \
        "$work/$1.docx" >"$work/soffice.log" 2>&1 || { cat "$work/soffice.log" >&2; exit 1; }
    [[ -s "$work/$1.pdf" ]] || { echo "word: LibreOffice made no PDF of $1" >&2; cat "$work/soffice.log" >&2; exit 1; }
    local pages
    pages="$(pdfinfo "$work/$1.pdf" | awk '$1 == "Pages:" { print $2 }')"
    pdftotext "$work/$1.pdf" "$work/$1.txt"
    grep -qF "$3" "$work/$1.txt" || { echo "word: the PDF of $1 lacks the title: $3" >&2; exit 1; }
    ((pages >= $2 && pages <= ${4:-99})) || { echo "word: the PDF of $1 has $pages pages, not $2 to ${4:-99}" >&2; exit 1; }
    echo "word: $1: valid, $(stat -c %s "$work/$1.docx") bytes, $pages pages in LibreOffice, with the title"
}

title="$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["title"])' "$PLAN")"
readonly title
"$backmap" plan export "$PLAN" --output "$work/plan.docx" >&2
opens plan 3 "$title"
"$backmap" plan export "$PLAN" --output "$work/board.docx" >&2
opens board 1 "$title" 1
"$backmap" plan export "$PLAN" --template examples/templates/improvement-plan.docx --output "$work/filled.docx" >&2
opens filled 1 "$title"
"$backmap" decide examples/rural-novices.json --choose lesson_study --reason "The team asked for it." \
    --output "$work/decision.docx" >&2
opens decision 2 "Decision: Lesson study for rural-novices"
