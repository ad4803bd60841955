#!/usr/bin/env python3
"""Writes the teams of a made-up district: one team in each of 60 schools, the same ones every time.

    python3 examples/district/generate.py > examples/district/teams.csv
"""

import csv
import random
import sys

SUBJECTS = ["math", "reading", "science", "arts"]
PLACES = ["north", "river", "lake", "hill", "east"]
OUTCOMES = ["knowledge", "application", "mastery", "attitude"]
HEADER = [
    "id", "time_available", "perceived_value", "initial_understanding", "risk_taking_culture", "sustained_support",
    "leadership_stability", "experience_in_education", "shared_vision", "resources.staff", "resources.time",
    "resources.funds", "design_experience.workshops", "outcome_type", "outcome_complexity", "setting.team_size", "current",
]


def level(chance, middle):
    """A level from 1 to 5 around a middle."""
    return min(5, max(1, round(chance.gauss(middle, 0.9))))


def main():
    chance = random.Random(2026)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(HEADER)
    for school in range(60):
        # Schools with less time and trust also have fewer experienced teachers, as in many districts.
        advantage = chance.gauss(0, 0.8)
        near = lambda middle: level(chance, middle + advantage)
        team = f"{PLACES[school % 5]}-{school // 5 + 1}-{SUBJECTS[school % 4]}"
        current = chance.choice(["workshops", "workshops", "conferences", ""])
        out.writerow([
            team, near(2.8), level(chance, 3), near(3), near(2.8), near(2.8), near(3.2), near(3), level(chance, 3),
            near(3.2), near(2.8), near(2.6), level(chance, 4), chance.choice(OUTCOMES), level(chance, 3.5),
            chance.randint(4, 14), current,
        ])


if __name__ == "__main__":
    main()
