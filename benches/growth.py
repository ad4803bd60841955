#!/usr/bin/env python3
"""How cost grows with what is put in: tables, and one SVG picture.

Usage: growth.py BACKMAP [--teams MOST] [--svg FILE]

Measures teams in a file (1,000 up to MOST, a million unless given), designs and factors of a catalog (from the built-in
number to the most that a catalog may have), and connections to the service (1 to 1,024; needs `wrk`). Larger catalogs
are the built-in one with copies of its designs, or of its factors that are levels. "Times" is the cost per unit over that
of the first row: 1 is growth in proportion, below 1 is less.
"""
import argparse
import itertools
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
DESIGNS, FACTORS = [25, 30, 35, 40], [25, 38, 51, 64]
CONNECTIONS = [1, 4, 16, 64, 256, 1024]
TEAMS_OF_A_CATALOG = 4_000


def run(*command):
    """Returns processor seconds and peak memory in MB."""
    process = os.fork()
    if process == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1), os.dup2(quiet, 2)
        os.execv(command[0], list(map(str, command)))
    _, status, used = os.wait4(process, 0)
    if status != 0:
        sys.exit(f"{' '.join(map(str, command))} failed")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def least(rounds, *command):
    return min(run(*command) for _ in range(rounds))


def write_teams(path, count):
    """Writes this many teams: those of the example district, again and again."""
    with open(ROOT / "examples/district/teams.csv", encoding="utf-8") as file:
        head, *rows = file.read().splitlines()
    with open(path, "w", encoding="utf-8") as file:
        file.write(head + "\n")
        for at, row in zip(range(count), itertools.cycle(rows)):
            file.write(f"team-{at},{row.split(',', 1)[1]}\n")


def batch(backmap, teams, folder, *more, rounds=3):
    return least(rounds, backmap, "batch", teams, "--output", folder / "out.csv", "--answer", "places", "--top", "3",
                 "--jobs", "1", "--ignore", "current", *more)


def of_teams(backmap, folder, most):
    rows, nothing = [], None
    sizes = [size for size in (0, 1_000, 10_000, 100_000, 1_000_000, 10_000_000) if size <= most]
    for size in sizes:
        write_teams(folder / "teams.csv", size)
        seconds, memory = batch(backmap, folder / "teams.csv", folder, rounds=3 if size < 100_000 else 1)
        if size == 0:
            nothing = seconds
        else:
            rows.append((size, (seconds - nothing) / size * 1e6, f"{memory:.0f} MB"))
    return rows


def copied(text, old, new, position):
    text = re.sub(r'^id = ".*"', f'id = "{new}"', text, count=1, flags=re.M)
    text = re.sub(r"^position = \d+", f"position = {position}", text, count=1, flags=re.M)
    text = re.sub(r'^name = "(.*)"', rf'name = "\1 {position}"', text, count=1, flags=re.M)
    # No two factors may ask the same in a survey.
    return re.sub(r'\{ text = "(.*?)"', rf'{{ text = "{position}: \1"', text)


def catalog(folder, kind, count):
    """Writes the built-in catalog with copies of its designs or factors, up to this many."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "data", folder)
    files = sorted((folder / kind).glob("*.toml"))
    if kind == "factors":
        needed = "".join((ROOT / f"data/{name}.toml").read_text("utf-8") for name in ("model", "survey"))
        files = [path for path in files if 'kind = "level"' in path.read_text("utf-8") and path.stem not in needed]
    have = len(list((folder / kind).glob("*.toml")))
    for number, path in zip(range(have + 1, count + 1), itertools.cycle(files)):
        name = f"{path.stem}_{number}"
        (folder / kind / f"{name}.toml").write_text(copied(path.read_text("utf-8"), path.stem, name, number), "utf-8")
        if kind == "factors":
            for design in (folder / "designs").glob("*.toml"):
                answer_like(design, path.stem, name)
            add_to_survey(folder, path.stem, name)
    return folder


def answer_like(design, old, new):
    """Gives a design for a new factor what it has for another, without importance: what a design needs has a limit."""
    text = design.read_text("utf-8")
    table = re.search(rf"^\[attributes\.{old}\]\n(?:[^\[\n].*\n|\n)*", text, flags=re.M)
    if table:
        lines = table[0].replace(f"attributes.{old}]", f"attributes.{new}]").splitlines()
        lines = [line for line in lines if not line.startswith("gate")]
        text += "\n" + re.sub(r"^(importance = \{ value = )\d", r"\g<1>0", "\n".join(lines), flags=re.M) + "\n"
    design.write_text(text, "utf-8")


def add_to_survey(folder, old, new):
    """Asks about a new factor in the planning step that asks about another."""
    planning = folder / "planning.toml"
    text = planning.read_text("utf-8")
    planning.write_text(text.replace(f'"{old}"', f'"{old}", "{new}"', 1), "utf-8")


def of_catalogs(backmap, folder, kind, counts):
    write_teams(folder / "teams.csv", TEAMS_OF_A_CATALOG)
    write_teams(folder / "none.csv", 0)
    rows = []
    for count in counts:
        given = ["--catalogue", catalog(folder / "catalog", kind, count)]
        whole, memory = batch(backmap, folder / "teams.csv", folder, *given)
        nothing, _ = batch(backmap, folder / "none.csv", folder, *given)
        rows.append((count, (whole - nothing) / TEAMS_OF_A_CATALOG / count * 1e6, f"{memory:.0f} MB"))
    return rows


def of_connections(backmap, folder):
    """Microseconds by the clock for one request, and the longest wait of 99 of 100."""
    if not shutil.which("wrk"):
        print("`wrk` is missing: no table of connections", file=sys.stderr)
        return []
    body = json.dumps(json.loads((ROOT / "examples/rural-novices.json").read_text("utf-8")))
    (folder / "post.lua").write_text(
        f"wrk.method = 'POST'\nwrk.headers['content-type'] = 'application/json'\nwrk.body = [==[{body}]==]\n", "utf-8")
    server = subprocess.Popen([backmap, "serve", "--bind", "127.0.0.1:0", "--workers", "1", "--max-in-flight", "4096",
                               "--log", "error"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    rows = []
    try:
        address = server.stdout.readline().split()[-1]
        for connections in CONNECTIONS:
            said = subprocess.run(
                ["wrk", "-t1", f"-c{connections}", "-d4s", "--latency", "-s", folder / "post.lua",
                 f"{address}/v1/recommendations"], capture_output=True, text=True, check=True).stdout
            rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
            slow = re.search(r"99%\s+(\S+)", said)[1]
            failed = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
            rows.append((connections, 1e6 / rate, slow + (f", {failed[1]} refused" if failed else "")))
    finally:
        server.terminate()
        server.wait()
    return rows


def table(title, unit, more, rows):
    print(f"\n| {title} | {unit} | times | {more} |\n|---|---|---|---|")
    for count, cost, other in rows:
        print(f"| {count:,} | {cost:,.2f} | {cost / rows[0][1]:.2f} | {other} |")


def picture(parts, path):
    """Draws the cost per unit, relative to the first row, of each table: a level line is growth in proportion."""
    import math

    width, height, left, top = 340, 190, 46, 34
    text = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * width} {2 * height + 20}" role="img" '
            'font-family="sans-serif" font-size="11" aria-labelledby="t d"><title id="t">How cost grows</title>'
            '<desc id="d">Cost per unit relative to the smallest input. The tables in docs/performance.md have the same '
            'numbers.</desc>']
    for at, (title, rows) in enumerate(parts):
        x0, y0 = left + (at % 2) * width, top + (at // 2) * height
        w, h = width - left - 20, height - top - 30
        logs = [math.log(count) for count, _, _ in rows]
        ratios = [cost / rows[0][1] for _, cost, _ in rows]
        most = max(2.0, max(ratios) * 1.1)
        spot = [(x0 + w * (one - logs[0]) / (logs[-1] - logs[0]), y0 + h - h * ratio / most)
                for one, ratio in zip(logs, ratios)]
        text.append(f'<text x="{x0}" y="{y0 - 12}" font-weight="bold">{title}</text>'
                    f'<path d="M{x0} {y0}v{h}h{w}" fill="none" stroke="#444"/>'
                    f'<path d="M{x0} {y0 + h - h / most:.1f}h{w}" stroke="#999" stroke-dasharray="4 3"/>'
                    f'<text x="{x0 - 8}" y="{y0 + h - h / most + 4:.1f}" text-anchor="end">1</text>')
        text.append('<polyline fill="none" stroke="#1b4f8a" stroke-width="2" points="'
                    + " ".join(f"{x:.1f},{y:.1f}" for x, y in spot) + '"/>')
        for (count, _, _), ratio, (x, y) in zip(rows, ratios, spot):
            text.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="#1b4f8a"/>'
                        f'<text x="{x:.1f}" y="{y - 7:.1f}" text-anchor="middle">{ratio:.2f}</text>'
                        f'<text x="{x:.1f}" y="{y0 + h + 14}" text-anchor="middle">{short(count)}</text>')
    path.write_text("\n".join(text) + "\n</svg>\n", "utf-8")


def short(count):
    return f"{count // 1_000_000}M" if count >= 1_000_000 else f"{count // 1000}k" if count >= 10_000 else f"{count}"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("backmap")
    arguments.add_argument("--teams", type=int, default=1_000_000)
    arguments.add_argument("--svg", type=pathlib.Path)
    given = arguments.parse_args()
    backmap = shutil.which(given.backmap) or sys.exit(f"{given.backmap} is not a program")
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        parts = [
            ("teams in a file", "µs a team", "peak memory", of_teams(backmap, folder, given.teams)),
            ("designs", "µs a team and design", "peak memory", of_catalogs(backmap, folder, "designs", DESIGNS)),
            ("factors", "µs a team and factor", "peak memory", of_catalogs(backmap, folder, "factors", FACTORS)),
            ("connections", "µs a request", "99 % within", of_connections(backmap, folder)),
        ]
    parts = [part for part in parts if part[3]]
    for title, unit, more, rows in parts:
        table(title, unit, more, rows)
    if given.svg:
        picture([(title, rows) for title, _, _, rows in parts], given.svg)


if __name__ == "__main__":
    main()
