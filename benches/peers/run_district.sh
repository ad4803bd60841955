#!/usr/bin/env bash
# Compares cohorts with scikit-learn and allocations with HiGHS: see district.py.
#
# Usage: benches/peers/run_district.sh [TEAMS ...]
#
# Builds with the bench profile unless COHORTS and ALLOCATION name executables. Installs the peers in a temporary directory
# that it removes (about 300 MB).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# Prints the executable of a bench.
built() {
    cargo bench --locked --no-run --bench "$1" --message-format json |
        python3 -c 'import json, sys; print([one["executable"] for one in map(json.loads, sys.stdin) if one.get("executable")][-1])'
}
[[ -n "${COHORTS:-}" ]] || COHORTS="$(built cohorts)"
[[ -n "${ALLOCATION:-}" ]] || ALLOCATION="$(built allocation)"

export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1 TMPDIR="$work"
python3 -m venv --without-pip "$work/python"
readonly python="$work/python/bin/python"
python3 -m pip --python "$python" install --quiet highspy==1.16.0 scikit-learn==1.9.1
grep -m 1 'model name' /proc/cpuinfo || true
"$python" --version
"$python" benches/peers/district.py "$COHORTS" "$ALLOCATION" "$@"
