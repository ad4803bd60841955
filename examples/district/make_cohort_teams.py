#!/usr/bin/env python3
"""Writes cohort-teams.csv: 120 fictitious teams of 60 schools, of three kinds that overlap.

Usage: examples/district/make_cohort_teams.py > examples/district/cohort-teams.csv

The same seed gives the same file. Some teams have three or four people, and one answer in twenty is missing.
"""

import csv
import random
import sys

SEED = 2027
SCHOOLS = 60
LEVELS = [
    "time_available", "risk_taking_culture", "sustained_support", "shared_vision", "leadership_stability",
    "opportunity_to_contribute", "degree_of_change", "outcome_complexity", "resources.staff", "resources.time",
    "resources.materials", "resources.technology", "resources.funds",
]
KINDS = ["application", "mastery", "knowledge"]

# The center of each kind of team, in the order of LEVELS, and what it wants of application, mastery and knowledge.
CENTERS = {
    "small and far apart": ([1.6, 3.6, 1.8, 3.2, 3.0, 3.0, 2.6, 2.8, 1.3, 1.6, 2.4, 4.0, 1.8], [5, 0, 5]),
    "stable, with a coach": ([4.2, 4.2, 4.0, 4.2, 4.4, 4.2, 3.6, 4.0, 4.6, 3.8, 4.0, 4.2, 3.8], [4, 6, 0]),
    "large, under pressure": ([3.0, 1.6, 2.8, 2.0, 1.8, 1.8, 4.0, 3.4, 3.0, 3.0, 3.2, 3.4, 3.0], [9, 1, 0]),
}
SIZES = {"small and far apart": (5, 8), "stable, with a coach": (8, 14), "large, under pressure": (12, 24)}


def level(chance, center):
    return min(5, max(1, round(center + chance.gauss(0, 0.8))))


def team(chance, school, at):
    kind = chance.choices(list(CENTERS), weights=[4, 3, 3])[0]
    levels, wanted = CENTERS[kind]
    row = {"id": f"school-{school:02}-team-{at}", "setting.team_size": chance.randint(*SIZES[kind])}
    if chance.random() < 0.05:
        row["setting.team_size"] = chance.randint(3, 4)
    for name, center in zip(LEVELS, levels):
        row[name] = "" if chance.random() < 0.05 else level(chance, center)
    shares = [share + chance.randint(0, 2) for share in wanted]
    for name, share in zip(KINDS, shares):
        row[f"outcome_type.{name}"] = share
    return row


def main():
    chance = random.Random(SEED)
    rows = [team(chance, school, at) for school in range(1, SCHOOLS + 1) for at in (1, 2)]
    table = csv.DictWriter(sys.stdout, fieldnames=list(rows[0]), lineterminator="\n")
    table.writeheader()
    table.writerows(rows)


if __name__ == "__main__":
    main()
