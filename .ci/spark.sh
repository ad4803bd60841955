#!/usr/bin/env bash
# Compares the job of examples/spark on two executors with one process: see .ci/spark.py.
#
# Usage: .ci/spark.sh BACKMAP PYTHON, where PYTHON has pyspark (.ci/requirements.txt)
#
# If java is missing, installs openjdk-17-jre-headless with apt, which needs root. Writes to a temporary directory that
# it removes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

backmap="$(realpath "$1")"
python="$(command -v "$2")"
readonly backmap python
readonly work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

if ! command -v java >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -qq --no-install-recommends openjdk-17-jre-headless >"$work/apt.log" 2>&1 ||
        { cat "$work/apt.log" >&2 && exit 1; }
fi

# Executors work in a directory inside SPARK_HOME, so SPARK_HOME must be here too.
mkdir "$work/local" "$work/spark"
ln -s "$("$python" -c 'import pyspark; print(pyspark.__path__[0])')"/* "$work/spark"
export PYSPARK_PYTHON="$python" PYTHONDONTWRITEBYTECODE=1
export SPARK_HOME="$work/spark" SPARK_LOCAL_DIRS="$work/local" SPARK_LOCAL_IP=127.0.0.1 TMPDIR="$work/local"
readonly settings=(--conf spark.ui.enabled=false --conf spark.ui.showConsoleProgress=false
    --driver-java-options "-Djava.io.tmpdir=$work/local -XX:-UsePerfData")

# Spark's log is only useful after a failure.
quietly() {
    "$@" 2>"$work/log" || { grep -v WARN "$work/log" | tail -n 60 >&2; return 1; }
}

"$python" .ci/spark.py --teams "$work"
PYSPARK_SUBMIT_ARGS="--master local-cluster[2,1,1024] ${settings[*]@Q} pyspark-shell" \
    quietly "$python" .ci/spark.py "$backmap" "$work"

echo "as a command, in one process"
quietly "$SPARK_HOME/bin/spark-submit" --master 'local[2]' "${settings[@]}" examples/spark/rank.py \
    --backmap "$backmap" --input "$work/teams/*.ndjson" --output "$work/out" --top 3
cat "$work/teams"/* | "$backmap" batch - --output - --answer places --top 3 2>/dev/null | cmp - <(cat "$work/out"/part-*)
echo "the same bytes"
