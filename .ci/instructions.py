#!/usr/bin/env python3
"""Counts the instructions of one request and of one team in a batch, and fails above what they may take.

Usage: instructions.py BACKMAP

Each figure is the difference of two runs under valgrind, divided by how much more the second run does, so loading the
catalog does not count. Instructions are the same however busy the machine is; another compiler or processor changes them
a little. The limits are for a development build, which is what CI makes.
"""
import csv
import http.client
import json
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
FEW, MANY = 20, 120
# The most thousands of instructions of each, a quarter more than measured with Rust 1.95 on x86-64: a sparse team, whose
# intervals are searched, takes most.
LIMITS = {
    "all scores of a team": 195,
    "three places of a team": 9_600,
    "reasons of a team": 11_400,
    "request": 1_930,
}
BATCHES = {"all scores of a team": ("scores", "csv"), "three places of a team": ("places", "csv"),
           "reasons of a team": ("reasons", "ndjson")}
# Reading the symbols of a large binary would take longer than the run.
VALGRIND = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", "--read-inline-info=no",
            "--read-var-info=no"]


def collected(stderr):
    found = re.search(r"Collected : (\d+)", stderr)
    if not found:
        sys.exit(f"valgrind counted nothing:\n{stderr}")
    return int(found[1])


def per_one(count):
    return (count(MANY) - count(FEW)) / (MANY - FEW) / 1000


def batch(backmap, folder, kind, form):
    """Returns the instructions of a batch of this many teams."""
    with open(ROOT / "examples/district/teams.csv", encoding="utf-8", newline="") as file:
        head, *teams = csv.reader(file)

    def count(size):
        path = folder / f"{size}.csv"
        with open(path, "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(head)
            rows.writerows([f"team-{at}", *teams[at % len(teams)][1:]] for at in range(size))
        command = [*VALGRIND, backmap, "batch", path, "--ignore", "current", "--jobs", "1", "--answer", kind,
                   "--to", form, "--output", folder / "out"]
        return collected(subprocess.run(command, check=True, capture_output=True, text=True).stderr)

    return per_one(count)


def request(backmap):
    """Returns the instructions of this many requests to a service."""
    bodies = [path.read_bytes() for path in sorted((ROOT / "examples").glob("*.json"))]

    def count(size):
        command = [*VALGRIND, backmap, "serve", "--bind", "127.0.0.1:0", "--workers", "1", "--log", "off"]
        service = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        port = int(service.stdout.readline().rpartition(":")[2])
        connection = http.client.HTTPConnection("localhost", port, timeout=60)
        for at in range(size):
            connection.request("POST", "/v1/recommendations", bodies[at % len(bodies)],
                               {"content-type": "application/json"})
            response = connection.getresponse()
            json.loads(response.read())
            if response.status != 200:
                sys.exit(f"the service answered {response.status}")
        connection.close()
        service.send_signal(signal.SIGTERM)
        return collected(service.communicate(timeout=120)[1])

    return per_one(count)


def main():
    if not shutil.which("valgrind"):
        install = ["apt-get", "install", "-qq", "--no-install-recommends", "valgrind"]
        for command in (["apt-get", "update", "-qq"], install):
            subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    if not shutil.which("valgrind"):
        print("valgrind cannot be installed: skipped")
        return
    backmap = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as folder:
        counted = {name: batch(backmap, pathlib.Path(folder), *how) for name, how in BATCHES.items()}
    counted["request"] = request(backmap)
    for name, thousands in counted.items():
        print(f"{name}: {thousands:,.0f} thousand instructions, at most {LIMITS[name]:,}")
    over = [name for name, thousands in counted.items() if thousands > LIMITS[name]]
    if over:
        sys.exit(f"more instructions than allowed: {', '.join(over)}")


if __name__ == "__main__":
    main()
