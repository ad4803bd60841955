#!/usr/bin/env python3
"""Compares allocations with HiGHS, a solver of mixed integer programs.

Usage: allocation.py BACKMAP [TEAMS ...]

Draws districts of so many teams (100, 300 and 1,000 without TEAMS), asks `backmap batch` for scores and `backmap allocate`
for a plan, and recomputes what designs use from the files in data/. Of each plan it checks: it stays within every budget,
adds up to the stated gain, and gains no more than HiGHS's best; the stated bound is no lower than HiGHS's best; a plan
called proven best gains as much; the stated floor has a plan; and the floor called impossible has none. Then one smaller
district with bundles of two designs: all pairs without an idle design are options there, with scores by (E10).
"""

import csv
import itertools
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import tomllib

import highspy
import numpy as np

ROOT = pathlib.Path(__file__).resolve().parent.parent
RESOURCES = ["coach_hours", "substitute_days", "money_usd", "seats"]
HOURS_OF_A_DAY = 6
SEED = 7
# Seconds for one problem; HiGHS's bound counts where it does not finish.
MOST_SECONDS = 120
# Teams of the district with bundles: each has some hundred options.
WITH_BUNDLES = 60


def load(path):
    return tomllib.loads((ROOT / "data" / path).read_text())


def uses():
    """What each design uses in each environment for a member, in thousandths, where all four resources are counted."""
    rates = {name: rate["typical"] for name, rate in load("rates.toml").items()}
    shares = {one["id"]: one["cover_share"]["value"] for one in load("environments.toml")["environment"]}
    found = {}
    for path in sorted((ROOT / "data/designs").glob("*.toml")):
        design = tomllib.loads(path.read_text())
        dosage = design["dosage"]
        hours, led, fees = dosage["hours"]["typical"], dosage.get("led"), dosage.get("fees", [])
        led_hours = hours * led["typical"] * (1 + rates["preparation"]) / max(1, dosage["group_size"]["typical"]) if led else 0
        by_coach = bool(led) and led["by"] == "coach"
        if "cost_usd_per_teacher" in dosage and not by_coach:
            money = dosage["cost_usd_per_teacher"]["typical"]
        else:
            money = 0 if by_coach else led_hours / HOURS_OF_A_DAY * rates["facilitator_day"]
            money += rates["materials"] if "materials" in fees else 0
        seats = float("course_fee" in fees or "conference_day" in fees)
        for environment, share in shares.items():
            days = dosage["cover_hours"]["typical"] * share / HOURS_OF_A_DAY
            amounts = [led_hours if by_coach else 0, days, money, seats]
            found[design["id"], environment] = [math.ceil(round(amount * 1000, 6)) for amount in amounts]
    return found


def marks():
    """The marks that each design covers, how many there are, and the weight of coverage."""
    model = load("model.toml")
    group = {one["id"]: one["group"] for one in model["mechanism"]}
    designs = [tomllib.loads(path.read_text()) for path in (ROOT / "data/designs").glob("*.toml")]
    covered = {
        one["id"]: {group[mechanism] for mechanism in one["mechanisms"]} | set(one["components"]) | set(one["quality_marks"])
        for one in designs
    }
    # The four components and the five marks of quality count whether or not a design has them.
    return covered, len(set(group.values())) + 4 + 5, model["bundle"]["coverage_weight"]


def rounded(score):
    return math.floor(score * 100 + 0.5 + 1e-9) / 100


def with_pairs(offers, amounts, table):
    """Every design alone and every pair in which each covers a mark that the other does not, with its score by (E10); what
    pairs use is added to the amounts."""
    covered, count, weight = table
    options = []
    for size in (1, 2):
        for chosen in itertools.combinations(sorted(offers), size):
            names = tuple((design, environment) for design, environment, _ in chosen)
            own = [covered[design] for design, _ in names]
            if size == 2 and not (own[0] - own[1] and own[1] - own[0]):
                continue
            together = set().union(*own)
            mean = sum(score for _, _, score in chosen) / size
            amounts[names, None] = [sum(each) for each in zip(*(amounts[name] for name in names))]
            options.append((names, None, rounded((1 - weight) * mean + weight * 100 * len(together) / count)))
    return options


def drawn(teams, path):
    """Writes a district, and returns the members of each team."""
    draw = random.Random(SEED + teams)
    names = ["time_available", "risk_taking_culture", "sustained_support", "perceived_value", "resources.staff", "resources.time"]
    members = {}
    with open(path, "w", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", *names, "outcome_type", "setting.team_size"])
        for at in range(teams):
            size, team = draw.randint(4, 15), f"team-{at:04}"
            members[team] = size
            levels = [draw.randint(1, 5) for _ in names]
            out.writerow([team, *levels, draw.choice(["knowledge", "application", "mastery", "attitude"]), size])
    return members


def command(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout


def best(members, places, amounts, budgets, floor=0.0):
    """Returns the best gain and its bound by HiGHS; None where no plan keeps the budgets and the floor."""
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("time_limit", float(MOST_SECONDS))
    solver.setOptionValue("mip_rel_gap", 1e-7)
    columns, values = [], []
    for team, offers in places.items():
        most = max(score for _, _, score in offers)
        for design, environment, score in offers:
            if round(score * 100) * 100 >= round(floor * 100) * round(most * 100):
                columns.append((team, [members[team] * one for one in amounts[design, environment]]))
                values.append(members[team] * score)
    for value in values:
        solver.addVar(0, 1)
        solver.changeColCost(solver.getNumCol() - 1, -value)
        solver.changeColIntegrality(solver.getNumCol() - 1, highspy.HighsVarType.kInteger)
    for team in places:
        own = [at for at, (of, _) in enumerate(columns) if of == team]
        solver.addRow(1 if floor else 0, 1, len(own), np.array(own, dtype=np.int32), np.ones(len(own)))
    for at, budget in enumerate(budgets):
        own = [column for column, (_, each) in enumerate(columns) if each[at]]
        each = np.array([columns[column][1][at] / 1000 for column in own])
        solver.addRow(-highspy.kHighsInf, budget, len(own), np.array(own, dtype=np.int32), each)
    solver.run()
    if solver.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
        return None
    info = solver.getInfo()
    return -info.objective_function_value, -info.mip_dual_bound


def check(binary, teams, amounts, table=None):
    more = ["--max-designs", "2"] if table else []
    with tempfile.TemporaryDirectory() as folder:
        rows_file, resources = f"{folder}/teams.csv", f"{folder}/resources.json"
        members = drawn(teams, rows_file)
        rows = command(binary, "batch", rows_file, "--output", "-", "--to", "ndjson", "--answer", "places").splitlines()
        rows = [json.loads(row) for row in rows]
        key = next(name for name, value in rows[0].items() if isinstance(value, list))
        places = {
            row.get("id", row.get("profile_id")): [(one["design"], one["environment"], one["score"]) for one in row[key]]
            for row in rows
        }
        if table:
            places = {team: with_pairs(offers, amounts, table) for team, offers in places.items()}
        wanted = [0.0] * 4
        for team, offers in places.items():
            design, environment, _ = max(offers, key=lambda offer: offer[2])
            wanted = [all + members[team] * one / 1000 for all, one in zip(wanted, amounts[design, environment])]
        budgets = [float(round(one * 0.3)) for one in wanted]
        term = {"name": "a year", **dict(zip(RESOURCES, budgets))}
        pathlib.Path(resources).write_text(json.dumps({"terms": [term]}))
        begin = time.monotonic()
        answer = json.loads(command(binary, "allocate", rows_file, "--resources", resources, "--json", *more))["terms"][0]
        seconds = time.monotonic() - begin
    used, gain = [0] * 4, 0.0
    for line in answer["plan"]:
        for part in line["designs"]:
            each = amounts[part["design"], part["environment"]]
            used = [all + members[line["team"]] * one for all, one in zip(used, each)]
        gain += members[line["team"]] * line["score"]
    assert all(one <= budget * 1000 for one, budget in zip(used, budgets)), (used, budgets)
    assert abs(gain - answer["gain"]) < 0.01, (gain, answer["gain"])
    begin = time.monotonic()
    most, bound = best(members, places, amounts, budgets)
    near = 1e-6 * bound
    print(
        f"{teams} teams{' with bundles' if table else ''}: {answer['gain']:.2f} of at most {answer['bound']:.2f} in {seconds:.1f} s; "
        f"HiGHS {most:.2f} of at most {bound:.2f} in {time.monotonic() - begin:.1f} s"
    )
    assert answer["gain"] <= bound + near and answer["bound"] >= most - near
    assert not answer["proven_best"] or answer["gain"] >= most - near
    floor = answer["floor"]
    assert floor["holds"] == 0 or best(members, places, amounts, budgets, floor["holds"]), floor
    assert floor["impossible_from"] is None or not best(members, places, amounts, budgets, floor["impossible_from"]), floor


def main():
    binary, *sizes = sys.argv[1:]
    amounts = uses()
    for teams in map(int, sizes or [100, 300, 1000]):
        check(binary, teams, amounts)
    check(binary, WITH_BUNDLES, amounts, marks())


if __name__ == "__main__":
    main()
