"""Plays the short way to a result over realistic teams and checks how often a few answers give the full profile's advice.

Usage: questions.py URL. Draws teams as `backmap check` does: typical answers, with a school's factors correlated through
its capacity, evenly split by outcome. Of each team it tells the outcome first, then whatever `POST /v1/questions` asks
next, until the service says that more answers would hardly matter. Prints how often the design that then ranks first is
the first of the full profile, or one that the full profile cannot separate from its first, and after how many questions
it stops. Exits with 1 below the floors.
"""

import collections
import concurrent.futures
import http.client
import json
import math
import pathlib
import random
import statistics
import sys
import threading
import tomllib
import urllib.parse

DATA = pathlib.Path(__file__).resolve().parent.parent / "data"
TEAMS = 500
SEED = 20270101
SAMPLES = 1000
MOST = 15  # questions on the curve

# How a school's and a person's answers follow from the school's capacity, and the share of designs that a team knows.
FOLLOWS = {"school_system": 0.6, "individual": 0.3, "content": 0.0}
MET = 0.4

FLOORS = {"first": 0.85, "group": 0.95}
MEDIAN, NINETY_FIFTH = 8, 12

local = threading.local()


def call(base, path, body=None):
    """Sends a request on a connection that the thread keeps."""
    if not hasattr(local, "connection"):
        local.connection = http.client.HTTPConnection(urllib.parse.urlsplit(base).netloc, timeout=60)
    sent = None if body is None else json.dumps(body)
    local.connection.request("GET" if body is None else "POST", path, sent, {"content-type": "application/json"})
    answer = local.connection.getresponse()
    read = answer.read()
    if answer.status != 200:
        sys.exit(f"{path}: {answer.status} {read.decode()}")
    return json.loads(read)


def level(prior, capacity, follows, rng):
    """Returns a whole level with the typical distribution, correlated with the school's capacity."""
    latent = follows * capacity + math.sqrt(1 - follows**2) * rng.gauss(0, 1)
    share = statistics.NormalDist().cdf(latent)
    return cell(prior, share) + 1


def cell(shares, share):
    total = 0.0
    for at, part in enumerate(shares):
        total += part
        if share < total:
            return at
    return len(shares) - 1


def team(factors, designs, outcome, rng):
    """Returns all answers of a team: for each factor, or by its parts."""
    capacity = rng.gauss(0, 1)
    answers = {}
    for factor in factors:
        prior, follows = factor["prior"], FOLLOWS[factor["group"]]
        draw = lambda levels, follows=follows: level(levels, capacity, follows, rng)
        match factor["kind"]:
            case "level":
                answers[factor["id"]] = draw(prior["levels"])
            case "shares" if factor["id"] == "outcome_type":
                answers[factor["id"]] = outcome
            case "shares":
                ids, values = zip(*((one["id"], one["value"]) for one in prior["shares"]), strict=True)
                answers[factor["id"]] = {rng.choices(ids, values)[0]: 1}
            case "per_design":
                answers[factor["id"]] = {one: draw(prior["levels"]) for one in designs if rng.random() < MET}
            case "per_resource":
                answers[factor["id"]] = {one["id"]: draw(one["levels"]) for one in prior["resources"]}
    return answers


def told(answers, path):
    """Returns the answer to a question, or `None` where the team does not know."""
    factor, _, part = path.partition(".")
    return answers[factor].get(part) if part else answers[factor]


def with_answer(known, path, answer):
    factor, _, part = path.partition(".")
    return known | {factor: known.get(factor, {}) | {part: answer} if part else answer}


def play(base, answers):
    """Returns the designs that rank first after 0, 1, 2 ... questions, and where the service says to stop."""
    known, unknown, firsts, stop, asked = {"outcome_type": answers["outcome_type"]}, set(), [], None, []
    while True:
        found = call(base, "/v1/questions", {"profile": {"factors": known}, "samples": SAMPLES})
        firsts.append(found["first_place"] and found["first_place"]["design"])
        ahead = [one["factor"] for one in found["questions"] if one["factor"] not in unknown]
        if stop is None and (found["settled"] or not ahead):
            stop = len(firsts)
        if not ahead or len(firsts) > MOST:
            return firsts, stop or len(firsts), asked
        path = ahead[0]
        asked.append(path)
        if (answer := told(answers, path)) is None:
            unknown.add(path)
        else:
            known = with_answer(known, path, answer)


def full(base, answers):
    """Returns the first design of the full profile, and the designs that cannot be separated from it."""
    found = call(base, "/v1/recommendations", {"profile": {"factors": answers}})["first_place"]
    return found["group"] if found else [None]


def main(base):
    factors = [tomllib.loads(path.read_text()) for path in sorted(DATA.glob("factors/*.toml"))]
    designs = [tomllib.loads(path.read_text())["id"] for path in sorted(DATA.glob("designs/*.toml"))]
    outcomes = [one["id"] for factor in factors if factor["id"] == "outcome_type" for one in factor["categories"]]
    rng = random.Random(SEED)
    teams = [team(factors, designs, outcomes[at % len(outcomes)], rng) for at in range(TEAMS)]
    with concurrent.futures.ThreadPoolExecutor(2) as threads:
        played = list(threads.map(lambda answers: play(base, answers), teams))
        wanted = list(threads.map(lambda answers: full(base, answers), teams))
    after = lambda firsts, questions: firsts[min(questions, len(firsts)) - 1]
    share = lambda hits: sum(hits) / TEAMS
    print("questions  same first  one of its group  stopped by then")
    for questions in range(1, MOST + 1):
        first = share(after(firsts, questions) == group[0] for (firsts, *_), group in zip(played, wanted))
        near = share(after(firsts, questions) in group for (firsts, *_), group in zip(played, wanted))
        print(f"{questions:9}  {first:10.3f}  {near:16.3f}  {share(stop <= questions for _, stop, _ in played):15.3f}")
    stops = sorted(stop for _, stop, _ in played)
    median, high = statistics.median(stops), stops[math.ceil(0.95 * TEAMS) - 1]
    reached = {
        "first": share(after(firsts, stop) == group[0] for (firsts, stop, _), group in zip(played, wanted)),
        "group": share(after(firsts, stop) in group for (firsts, stop, _), group in zip(played, wanted)),
    }
    print(f"stops after {median} questions in the median, {high} in 95 %, {stops[-1]} at most")
    print(f"then the same first in {reached['first']:.1%}, one of its group in {reached['group']:.1%}")
    often = collections.Counter(path for _, stop, asked in played for path in asked[: stop - 1])
    print("asked:", ", ".join(f"{path} {count / TEAMS:.0%}" for path, count in often.most_common(20)))
    if median > MEDIAN or high > NINETY_FIFTH or any(reached[what] < floor for what, floor in FLOORS.items()):
        sys.exit("below the floors")


if __name__ == "__main__":
    main(*sys.argv[1:])
