"""Bytes and rates of `backmap batch`: the numbers behind docs/scaling.md.

Usage: python rates.py BACKMAP PEERS_TABLES [TEAMS [ROUNDS]]

Prints the bytes per team in every format. For each kind of answer, prints the output bytes, the processor time per team (one
thread, minus a run over a file without teams) and the totals for 100 million teams. Prices are assumptions: set
CORE_HOUR_USD and GB_MONTH_USD in the environment to change them.
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import pyarrow

import teams
from peers import Ours

TEAMS, ROUNDS = 10_000, 5
MANY = 100_000_000
CORE_HOUR_USD = float(os.environ.get("CORE_HOUR_USD", "0.05"))
GB_MONTH_USD = float(os.environ.get("GB_MONTH_USD", "0.023"))
# Input format, output format, and arguments.
RUNS = [
    ("ndjson", "ndjson", ["--answer", "whole"]),
    ("ndjson", "ndjson.zst", ["--answer", "whole"]),
    ("ndjson", "ndjson", ["--answer", "reasons", "--top", "3"]),
    ("ndjson", "ndjson", ["--answer", "places", "--top", "3"]),
    ("ndjson", "ndjson", ["--answer", "scores"]),
    ("counts.ndjson", "ndjson", ["--answer", "places", "--top", "3"]),
    ("ndjson.zst", "ndjson.zst", ["--answer", "places", "--top", "3"]),
    ("csv", "csv", ["--answer", "places", "--top", "3"]),
    ("csv", "parquet", ["--answer", "scores"]),
    ("parquet", "parquet", ["--answer", "reasons", "--top", "3"]),
    ("parquet", "parquet", ["--answer", "places", "--top", "3"]),
    ("parquet", "parquet", ["--answer", "scores"]),
]


def write_counts(shape, cells, path):
    """Writes the same teams, with each level answered by ten members."""
    with open(path.parent / "teams.ndjson", encoding="ascii") as lines, open(path, "w", encoding="ascii") as out:
        for line in lines:
            team = json.loads(line)
            for level in shape.levels:
                counts = [1] * 5
                counts[team["factors"][level] - 1] = 6
                team["factors"][level] = {"counts": counts}
            out.write(json.dumps(team, separators=(",", ":")) + "\n")


def compressed(path):
    """Writes the file again with gzip and Zstandard."""
    data = path.read_bytes()
    path.with_name(path.name + ".gz").write_bytes(gzip.compress(data, 6))
    with pyarrow.CompressedOutputStream(str(path) + ".zst", "zstd") as out:
        out.write(data)


def write(folder, shape, cells):
    folder.mkdir()
    for ending, writer in {
        "ndjson": teams.write_ndjson,
        "counts.ndjson": write_counts,
        "csv": teams.write_csv,
        "parquet": teams.write_parquet,
    }.items():
        writer(shape, cells, folder / f"teams.{ending}")
        if ending != "parquet":
            compressed(folder / f"teams.{ending}")


def time_of(ours, run, folder, jobs):
    read, ending, arguments = run
    out = folder / f"out.{ending}"
    whole, walled = ours.run(folder / "teams" / f"teams.{read}", out, *arguments, jobs=jobs)
    size = out.stat().st_size
    nothing, start = ours.run(folder / "none" / f"teams.{read}", out, *arguments, jobs=jobs)
    return whole - nothing, nothing, walled - start, size


def row(run, ones, twos, count):
    busy, _, wall, size = (median(side) for side in zip(*ones))
    read, ending, arguments = run
    hours, gigabytes = busy / count * MANY / 3600, size / count * MANY / 1e9
    yield from (read, ending, " ".join(arguments).replace("--answer ", ""))
    yield from (f"{busy / count * 1e6:,.1f}", f"{hours:,.2f}", f"{hours * CORE_HOUR_USD:,.2f}")
    yield from (f"{size / count:,.0f}", f"{gigabytes:,.0f}", f"{gigabytes * GB_MONTH_USD:,.2f}")
    yield from (f"{size / busy / 1e6:,.0f}", f"{wall / median(two[2] for two in twos):.2f}")


def main(backmap, program, count=TEAMS, rounds=ROUNDS):
    count, rounds = int(count), int(rounds)
    tables = json.loads(subprocess.run([program], check=True, capture_output=True).stdout)
    shape, cells = teams.Shape(tables), teams.drawn(tables, count)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "teams", shape, cells)
        write(folder / "none", shape, {name: column[:0] for name, column in cells.items()})
        print(f"{count} teams, medians of {rounds} rounds\n\n| input | bytes a team | 100 million, GB |\n|---|---|---|")
        for path in sorted((folder / "teams").iterdir()):
            size = path.stat().st_size / count
            print(f"| {path.name.removeprefix('teams.')} | {size:,.0f} | {size * MANY / 1e9:,.1f} |")

        ours, found = Ours(backmap, folder), {at: [] for at in range(len(RUNS))}
        for _ in range(rounds):
            for at, run in enumerate(RUNS):
                found[at].append((time_of(ours, run, folder, "1"), time_of(ours, run, folder, "2")))
        heads = "in|out|answer|µs a team|core-hours|USD|bytes out|GB out|USD a month|MB/s a core|two threads to one"
        print(f"\n| {heads.replace('|', ' | ')} |\n{'|---' * (heads.count('|') + 1)}|")
        starts = []
        for at, run in enumerate(RUNS):
            ones, twos = zip(*found[at])
            starts.append(median(one[1] for one in ones))
            print(f"| {' | '.join(row(run, ones, twos, count))} |")
        print(f"\nA start takes {median(starts) * 1e3:.0f} ms of processor time.")


if __name__ == "__main__":
    main(*sys.argv[1:])
