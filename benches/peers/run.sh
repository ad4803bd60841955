#!/usr/bin/env bash
# Compares Backmap with numpy, polars, pyarrow, orjson, pymcdm and scikit-criteria: see peers.py.
#
# Usage: benches/peers/run.sh [TEAMS [ROUNDS]]     the table for docs/performance.md
#        benches/peers/run.sh --rates [TEAMS]      the numbers behind docs/scaling.md: see rates.py
#        benches/peers/run.sh --quick              only checks that ranks and potentials of 200 teams match
#
# Builds with the release profile unless BACKMAP and PEERS_TABLES name executables. Installs the peers in a temporary
# directory that it removes (about 900 MB).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

readonly work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if [[ -z "${BACKMAP:-}" || -z "${PEERS_TABLES:-}" ]]; then
    cargo build --release --locked --bin backmap --example peers_tables
    target="${CARGO_TARGET_DIR:-target}/release"
    BACKMAP="$target/backmap" PEERS_TABLES="$target/examples/peers_tables"
fi

export PIP_DISABLE_PIP_VERSION_CHECK=1 PYTHONDONTWRITEBYTECODE=1 TMPDIR="$work"
python3 -m venv --without-pip "$work/python"
readonly python="$work/python/bin/python"
python3 -m pip --python "$python" install --quiet --no-deps --requirement benches/peers/requirements.txt

grep -m 1 'model name' /proc/cpuinfo || true
"$python" --version
case "${1:-}" in
--quick) "$python" benches/peers/peers.py --quick "$BACKMAP" "$PEERS_TABLES" ;;
--rates) "$python" benches/peers/rates.py "$BACKMAP" "$PEERS_TABLES" "${@:2}" ;;
*) "$python" benches/peers/peers.py "$BACKMAP" "$PEERS_TABLES" "$@" ;;
esac
