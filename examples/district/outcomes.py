#!/usr/bin/env python3
"""Writes what happened to made-up teams in 60 schools over three years, the same every time.

    python3 examples/district/outcomes.py target/debug/backmap > examples/district/outcomes.csv

The scores that were on offer are those of the program. What teams reached follows them a little, and a school's hidden
quality more; coaching does better than its score, and workshops worse.
"""

import csv
import io
import random
import subprocess
import sys
import tempfile

FACTORS = [
    "time_available", "risk_taking_culture", "sustained_support", "leadership_stability", "shared_vision",
    "resources.staff", "resources.time",
]
OUTCOMES = ["knowledge", "application", "mastery", "attitude"]
YEARS = [2024, 2025, 2026]
TEAMS = 4
BETTER = {"coaching": 0.16, "peer_coaching": 0.10, "workshops": -0.14, "conferences": -0.12}


def profiles(chance):
    """Yields each team of each year with its school and the school's quality."""
    qualities = [chance.gauss(0, 0.8) for _ in range(60)]
    for year in YEARS:
        for school, quality in enumerate(qualities):
            for team in range(TEAMS):
                level = lambda: min(5, max(1, round(chance.gauss(3 + quality * 0.6, 0.9))))
                row = {"id": f"{year}-{school + 1}-{team + 1}"}
                row.update({factor: level() for factor in FACTORS})
                row["outcome_type"] = chance.choice(OUTCOMES)
                row["setting.team_size"] = chance.randint(5, 14)
                yield year, f"school {school + 1}", quality, row


def scores(backmap, rows):
    """Returns the program's scores of every design for each team."""
    with tempfile.NamedTemporaryFile("w", suffix=".csv") as file:
        out = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
        file.flush()
        command = [backmap, "batch", file.name, "--output", "-", "--to", "csv", "--answer", "scores"]
        text = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for row in csv.DictReader(io.StringIO(text)):
        yield {name: float(value) for name, value in row.items() if name not in ("profile_id", "error") and value}


def main():
    chance = random.Random(2027)
    teams = list(profiles(chance))
    answers = list(scores(sys.argv[1], [row for *_, row in teams]))
    designs = sorted({design for answer in answers for design in answer})
    header = [
        *teams[0][3], "school", "design", "waited", "lot", "dose_hours", "started_on", "ended_on",
        "result_1.level", "result_1.measure", "result_1.value", "result_1.lowest", "result_1.highest", "result_1.people",
        "result_2.level", "result_2.measure", "result_2.value", "result_2.lowest", "result_2.highest", "result_2.people",
        *(f"offered.{design}" for design in designs),
    ]
    out = csv.DictWriter(sys.stdout, header, lineterminator="\n", restval="")
    out.writeheader()
    for (year, school, quality, row), answer in zip(teams, answers):
        people = row["setting.team_size"]
        # A team's first six designs are the ones that its principal looks at.
        offered = sorted(answer, key=lambda design: (-answer[design], design))[:6]
        line = {**row, "school": school, "started_on": f"{year}-09-01", "ended_on": f"{year + 1}-06-12"}
        mean = sum(answer[design] for design in offered) / len(offered)
        gain = 0
        if chance.random() < 0.12:
            line["waited"] = "true"
            gain = -0.1
        else:
            # In four teams of ten a lot decides among three designs.
            if chance.random() < 0.4:
                lot = chance.sample(offered, min(3, len(offered)))
                line["lot"] = ";".join(lot)
                design = chance.choice(lot)
            else:
                design = offered[min(int(chance.expovariate(0.9)), len(offered) - 1)]
            line["design"] = design
            line["dose_hours"] = chance.choice([10, 14, 20, 28])
            line.update({f"offered.{one}": answer[one] for one in offered})
            gain = 1.2 * (answer[design] - mean) / 100 + BETTER.get(design, 0)
        use = min(4, max(1, 2.5 + 3 * (gain + 0.06 * quality + chance.gauss(0, 0.08))))
        liked = min(5, max(1, chance.gauss(4, 0.5)))
        for at, (level, measure, value, highest) in enumerate(
            [(4, "walkthrough rubric", use, 4), (1, "exit survey", liked, 5)], start=1
        ):
            fields = [level, measure, round(value, 2), 1, highest, people]
            names = ["level", "measure", "value", "lowest", "highest", "people"]
            line.update({f"result_{at}.{name}": field for name, field in zip(names, fields)})
        out.writerow(line)


if __name__ == "__main__":
    main()
