#!/usr/bin/env python3
"""Writes report-teams.csv: the teams of cohort-teams.csv with what a district knows of their schools.

School, share of students in poverty and share of novice teachers come from a fixed seed, so every run writes the same
file. Schools with more poverty have more novices. Two teams are too small to be shown.
"""

import csv
import pathlib
import random

HERE = pathlib.Path(__file__).parent
NAMES = ["Adams", "Birch", "Cedar", "Dover", "Elm", "Franklin", "Grant", "Hill", "Irving", "Jefferson", "Kennedy", "Lake"]
KINDS = ["Elementary", "Middle", "High", "Academy", "Prep"]
SMALL = {"school-07-team-2": "3", "school-31-team-1": "4"}


def main():
    draw = random.Random(2_027)
    with (HERE / "cohort-teams.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    schools = {}
    for at, number in enumerate(sorted({row["id"].split("-team")[0] for row in rows})):
        poverty = draw.randint(5, 85)
        novices = min(60, max(5, round(poverty / 2 + draw.gauss(0, 8))))
        schools[number] = (f"{NAMES[at % len(NAMES)]} {KINDS[at // len(NAMES)]}", poverty, novices)
    for row in rows:
        row["school"], row["poverty"], row["novices"] = schools[row["id"].split("-team")[0]]
        row["setting.team_size"] = SMALL.get(row["id"], row["setting.team_size"])
    with (HERE / "report-teams.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
