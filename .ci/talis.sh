#!/usr/bin/env bash
# Imports the real answers of 331 teachers with the example's mapping, scores the teams, and checks the results.
#
# Usage: .ci/talis.sh BACKMAP FOLDER WORK. FOLDER contains teachers.csv, which is neither moved nor copied.
# The extract is not a representative sample, so these results do not describe any country.
set -euo pipefail
readonly backmap="$1" answers="$2/teachers.csv" work="$3"
readonly mapping=examples/surveys/talis2018.toml

"$backmap" import "$answers" --mapping "$mapping" --output "$work/teams.ndjson" --report "$work/report.json"

# By school, nothing may be shown, because no school has enough teachers here.
sed -e '/^team_columns/,/^]/c team_columns = ["country", "school"]' "$mapping" >"$work/schools.toml"
"$backmap" import "$answers" --mapping "$work/schools.toml" >"$work/schools.ndjson" 2>"$work/schools.said"
[[ ! -s "$work/schools.ndjson" ]] || { echo "a school team was shown" >&2 && exit 1; }
grep "no team can be shown" "$work/schools.said"

"$backmap" batch "$work/teams.ndjson" --output "$work/ranked.ndjson" --strict

python3 - "$work" <<'PYTHON'
import json, sys
work = sys.argv[1]
lines = lambda name: [json.loads(line) for line in open(f"{work}/{name}", encoding="utf-8")]
teams, ranked = lines("teams.ndjson"), lines("ranked.ndjson")
report = {team["id"]: team for team in json.load(open(f"{work}/report.json", encoding="utf-8"))["teams"]}
assert len(teams) == 6 and sum(team["answers"] for team in report.values()) == 329, report
for team, answer in zip(teams, ranked, strict=True):
    answers, factors = report[team["id"]]["answers"], team["factors"]
    for name in ("experience_in_education", "perceived_need", "risk_taking_culture", "time_available", "shared_vision"):
        assert name in factors, (team["id"], name)
    counts = [value["counts"] for value in factors.values() if isinstance(value, dict) and "counts" in value]
    counts += [kind["counts"] for name in ("resources", "design_experience") for kind in factors[name].values()]
    for one in counts:
        people = sum(one)
        # Every person counts as one, even if the scale gives fractions.
        assert abs(people - round(people)) < 1e-6 and 10 <= people <= answers + 1e-6, (team["id"], one)
    assert sum(factors["experience_in_education"]["counts"]) == answers, team["id"]
    places = answer["recommendations"]
    assert len(places) + len(answer["not_feasible"]) == 25, team["id"]
    assert all(place["interval"]["low"] <= place["score"] <= place["interval"]["high"] for place in places)
    # For the aim of application, practice in class ranks above lectures.
    order = [place["design"] for place in places]
    assert order.index("coaching") < order.index("conferences"), order
    print(f"{team['id']}: {answers} answers; " + ", ".join(f"{place['design']} {place['score']}" for place in places[:4]))
PYTHON
