#!/usr/bin/env bash
# Browser tests of the planner's pages: with and without JavaScript, by keyboard only, and with axe-core.
#
# Usage: .ci/browser/run.sh BACKMAP [pytest arguments]
#
# Installs Debian's chromium, chromium-driver and nginx-light with apt if they are missing, which requires root. Writes to a
# temporary folder and removes it. Set SHOTS to a folder to save pictures of all pages there.
set -euo pipefail
backmap="$(realpath "$1")"
shift
[[ -z "${SHOTS:-}" ]] || { mkdir -p "$SHOTS" && SHOTS="$(realpath "$SHOTS")" && export SHOTS; }
cd "$(dirname "${BASH_SOURCE[0]}")"
readonly backmap work="$(mktemp -d)"
server=""

finish() {
    local status=$?
    [[ -z "$server" ]] || kill "$server" 2>/dev/null || true
    ((status == 0)) || [[ ! -s "$work/log" ]] || { echo "last lines of the service log:" >&2 && tail -n 5 "$work/log" >&2; }
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null || [[ ! -x /usr/sbin/nginx ]]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq --no-install-recommends chromium chromium-driver nginx-light >"$work/apt" 2>&1 ||
        { cat "$work/apt" >&2 && exit 1; }
fi

export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
# Use the first Python with pip; an active virtual environment may lack it.
python=""
for found in $(type -aP python3); do
    if "$found" -m pip --version >/dev/null 2>&1; then python="$found" && break; fi
done
[[ -n "$python" ]] || { echo "no Python with pip found" >&2 && exit 1; }
"$python" -m venv --without-pip "$work/python"
"$python" -m pip --python "$work/python/bin/python" install --quiet --no-deps --requirement requirements.txt
mkdir "$work/npm"
cp package.json package-lock.json "$work/npm/"
npm ci --prefix "$work/npm" --ignore-scripts --no-audit --no-fund --loglevel=error

mkfifo "$work/said"
# Log everything, so that a test can check that no answer is logged.
"$backmap" serve --bind 127.0.0.1:0 --log debug >"$work/said" 2>"$work/log" &
server=$!
exec {said}<"$work/said"
read -r -t 30 line <&"$said" || { echo "the service did not report its address" >&2 && exit 1; }

export BACKMAP_BIN="$backmap" BACKMAP_URL="${line#listening on }" BACKMAP_LOG="$work/log" AXE="$work/npm/node_modules/axe-core/axe.min.js"
export TMPDIR="$work"
"$work/python/bin/python" -m pytest -q -p no:cacheprovider --tb=short --durations=5 "$@"
