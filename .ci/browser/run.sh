#!/usr/bin/env bash
# The planner's pages in a browser: the way through them with and without a script, the keyboard alone, and axe-core.
#
# Usage: .ci/browser/run.sh BACKMAP [arguments of pytest]
#
# Installs Debian's chromium and chromium-driver with apt where there are none; for that it has to be root. Writes to a
# temporary folder that it removes, and pictures of all pages to the folder that SHOTS names, if it names one.
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
    ((status == 0)) || [[ ! -s "$work/log" ]] || { echo "the service's last lines:" >&2 && tail -n 5 "$work/log" >&2; }
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq --no-install-recommends chromium chromium-driver >"$work/apt" 2>&1 ||
        { cat "$work/apt" >&2 && exit 1; }
fi

export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1
# The first Python that has pip: a virtual environment that is active may be without.
python=""
for found in $(type -aP python3); do
    if "$found" -m pip --version >/dev/null 2>&1; then python="$found" && break; fi
done
[[ -n "$python" ]] || { echo "no Python with pip was found" >&2 && exit 1; }
"$python" -m venv --without-pip "$work/python"
"$python" -m pip --python "$work/python/bin/python" install --quiet --no-deps --requirement requirements.txt
mkdir "$work/npm"
cp package.json package-lock.json "$work/npm/"
npm ci --prefix "$work/npm" --ignore-scripts --no-audit --no-fund --loglevel=error

mkfifo "$work/said"
# It says all that it can, so that the tests see whether an answer is among it.
"$backmap" serve --bind 127.0.0.1:0 --log debug >"$work/said" 2>"$work/log" &
server=$!
exec {said}<"$work/said"
read -r -t 30 line <&"$said" || { echo "the service did not say where it listens" >&2 && exit 1; }

export BACKMAP_URL="${line#listening on }" BACKMAP_LOG="$work/log" AXE="$work/npm/node_modules/axe-core/axe.min.js"
export TMPDIR="$work"
"$work/python/bin/python" -m pytest -q -p no:cacheprovider --tb=short --durations=5 "$@"
