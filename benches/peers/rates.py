"""Bytes and rates of `backmap batch`: what docs/scaling.md is worked out from.

Usage: python rates.py BACKMAP PEERS_TABLES [TEAMS [ROUNDS]]

Prints the bytes of a team in every format, and for kinds of answers the bytes that come out, the processor's time for a team
(one thread; a run over a file without teams is taken off) and what that makes for 100 million teams.
"""

import gzip
import json
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
# What goes in, what comes out, and what is asked for.
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
    """The same teams, each level answered by ten members."""
    with open(path.parent / "teams.ndjson", encoding="ascii") as lines, open(path, "w", encoding="ascii") as out:
        for line in lines:
            team = json.loads(line)
            for level in shape.levels:
                counts = [1] * 5
                counts[team["factors"][level] - 1] = 6
                team["factors"][level] = {"counts": counts}
            out.write(json.dumps(team, separators=(",", ":")) + "\n")


def compressed(path):
    """The file beside itself, with gzip and Zstandard."""
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
    nothing, _ = ours.run(folder / "none" / f"teams.{read}", out, *arguments, jobs=jobs)
    return whole - nothing, nothing, walled, size


def main(backmap, program, count=TEAMS, rounds=ROUNDS):
    count = int(count)
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
        for _ in range(int(rounds)):
            for at, run in enumerate(RUNS):
                found[at].append((time_of(ours, run, folder, "1"), time_of(ours, run, folder, "2")))
        print("\n| in | out | answer | us a team | bytes out | core-hours | out, GB | MB/s of a core | two threads to one |")
        print("|---|---|---|---|---|---|---|---|---|")
        starts = []
        for at, (read, ending, arguments) in enumerate(RUNS):
            ones, twos = zip(*found[at])
            busy, start, wall, size = (median(side) for side in zip(*ones))
            faster = wall / median(two[2] for two in twos)
            starts.append(start)
            seconds, size = busy / count, size / count
            answer = " ".join(arguments).replace("--answer ", "")
            print(
                f"| {read} | {ending} | {answer} | {seconds * 1e6:,.1f} | {size:,.0f} | {seconds * MANY / 3600:,.1f} "
                f"| {size * MANY / 1e9:,.0f} | {size / seconds / 1e6:,.0f} | {faster:.2f} |"
            )
        print(f"\nA start takes {median(starts) * 1e3:.0f} ms of processor time.")


if __name__ == "__main__":
    main(*sys.argv[1:])
