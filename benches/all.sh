#!/usr/bin/env bash
# Measures again every figure of docs/performance.md and docs/scaling.md, each with its floor or peer in the same run. Takes
# about an hour on two cores that do nothing else.
#
# Usage: benches/all.sh [TEAMS]     TEAMS: the most teams in a file, 1,000,000 unless given
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

for name in scoring request robustness bundles batch pages serving cohorts allocation learning; do
    printf '\n## cargo bench --bench %s\n\n' "$name"
    cargo bench --locked --bench "$name"
done
printf '\n## benches/peers/run.sh 10000 5\n\n'
benches/peers/run.sh 10000 5
printf '\n## benches/peers/run.sh --rates 10000 3\n\n'
benches/peers/run.sh --rates 10000 3
printf '\n## benches/growth.py\n\n'
cargo build --locked --release --bin backmap
benches/growth.py "${CARGO_TARGET_DIR:-target}/release/backmap" --teams "${1:-1000000}" --svg docs/growth.svg
