"""Holds the service's acceptabilities against two public packages: pymcdm weighs and adds, pysensmcda counts (SMAA-2).

Usage: python acceptability.py BASE_URL REQUEST.json...

Each request is asked of the service with its matrix and with the weights alone as uncertain. The packages get that matrix,
and weights drawn here, evenly within the half widths. What they count may then differ from the answer by the errors of two
samples and by nothing else. In the end one matrix is spoiled on its way to the packages, which has to be noticed.
"""

import json
import sys
import time
import urllib.request

import numpy
from pymcdm.methods import WSM
from pysensmcda.robustness import pairwise_winning_indices
from pysensmcda.smaa import simulate

SAMPLES = 65_536
DRAWS = 40_000
SEED = 20
# In standard errors. Some ten thousand numbers are compared, and one in two million would lie farther away by chance.
FARTHEST = 5.0
# The mean weights behind a first place are compared when there are so many draws to take them from.
ENOUGH = 500
# What is printed is rounded to so much.
ROUNDING = 1e-6


def call(base, path, body=None):
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(base + path, body and json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=600) as answer:
        return json.load(answer)


def further(base):
    """Requests beside those of the files."""
    factors = [factor["id"] for factor in call(base, "/v1/factors")["factors"]]
    some = {"time_available": 2, "resources": {"technology": 4, "staff": 2}, "outcome_type": "inquiry"}
    open_team = {"factors": some, "setting": {"team_size": 5, "cover_available": True}}
    return {
        "nothing known": {"profile": {"factors": {}}},
        "online alone": {"profile": open_team, "options": {"environments": ["online_dynamic", "online_static"]}},
        "weighed by people": {
            "profile": open_team,
            "options": {"weights": {"time_available": 5, "perceived_need": 0}, "exclude": ["coaching", "peer_coaching"]},
        },
        # With one factor alone, designs tie.
        "one factor": {
            "profile": open_team,
            "options": {"weights": {factor: float(factor == "time_available") for factor in factors}},
        },
    }


def counted(matrix, names, random):
    """What the packages make of the matrix: acceptabilities, winning indices, and the draws of weights with the share of
    the first place that each design has in them."""
    weights = numpy.array([criterion["weight"] for criterion in matrix["criteria"]])
    half_widths = numpy.array([criterion["half_width"] for criterion in matrix["criteria"]])
    drawn = weights * (1 + half_widths * random.uniform(-1, 1, (DRAWS, len(weights))))
    drawn /= drawn.sum(axis=1, keepdims=True)

    worths = numpy.array([row["worths"] for row in matrix["alternatives"]])
    # A design's alternatives stand together, and it is worth as much as the best of them.
    of = numpy.array([names.index(row["design"]) for row in matrix["alternatives"]])
    assert (numpy.diff(of) >= 0).all() and set(of) == set(range(len(names))), "the matrix is of other designs"
    starts = numpy.searchsorted(of, range(len(names)))
    weighted_sum = WSM(lambda column, cost: column)

    # pysensmcda takes a row for each that is ranked; what it is given is not looked at.
    def best(_, weights, types, validation=True):
        return numpy.maximum.reduceat(weighted_sum(worths, weights, types, validation=validation), starts)

    result = simulate(best, worths[starts], numpy.ones(len(weights)), weights=drawn)
    # It gives all who tie the best of their ranks, and a win to none; here they share the ranks, and the win.
    ranks = result.rankings
    level = (ranks[:, :, None] == ranks[:, None, :]).sum(axis=2)
    places = range(1, len(names) + 1)
    shares = [numpy.where((ranks <= place) & (place < ranks + level), 1 / level, 0) for place in places]
    if result.n_ties == 0:
        acceptabilities = result.rank_acceptability()
    else:
        acceptabilities = numpy.stack([share.mean(axis=0) for share in shares], axis=1)
    wins = pairwise_winning_indices(ranks)
    return acceptabilities, wins + (1 - wins - wins.T) / 2, drawn, shares[0], result.n_ties


def distances(here, there):
    """How far shares in two samples lie apart, in standard errors of their difference."""
    pooled = (here * DRAWS + there * SAMPLES + 1) / (DRAWS + SAMPLES + 2)
    return numpy.maximum(abs(here - there) - ROUNDING, 0) / numpy.sqrt(pooled * (1 - pooled) * (1 / DRAWS + 1 / SAMPLES))


def central_distances(designs, drawn, first):
    for design, share in zip(designs, first.T):
        if (weight := share.sum()) >= ENOUGH:
            there = numpy.array([of["share"] for of in design["central_weights"]])
            mean = share @ drawn / weight
            variance = share @ (drawn - mean) ** 2 / weight
            error = numpy.sqrt(variance / weight * (1 + DRAWS / SAMPLES))
            yield (numpy.maximum(abs(mean - there) - ROUNDING, 0) / (error + ROUNDING)).max()


def held(answer):
    """How far the packages are from an answer at most, what was counted, and whether designs tied."""
    found = answer["acceptability"]
    names = [design["design"] for design in found["designs"]]
    acceptabilities, wins, drawn, first, ties = counted(answer["matrix"], names, numpy.random.default_rng(SEED))
    there = numpy.array([design["rank_acceptability"] for design in found["designs"]])
    apart = distances(acceptabilities, there)
    farthest = {
        "acceptabilities": apart.max(),
        "winning indices": distances(wins, numpy.array(found["pairwise_winning"])).max(),
        "central weights": max(central_distances(found["designs"], drawn, first)),
    }
    wrong = [
        f"  {name}: rank {rank + 1} in {here[rank]:.4f} of the draws, answered {answered[rank]:.4f}"
        for name, here, answered, ranks in zip(names, acceptabilities, there, apart)
        for rank in numpy.flatnonzero(ranks > FARTHEST)
    ]
    return farthest, wrong, ties


def spoil(answer):
    """Takes a little of the worth, on the weightiest criterion, of the design whose rank is the least certain."""
    criteria = answer["matrix"]["criteria"]
    heaviest = max(range(len(criteria)), key=lambda at: criteria[at]["weight"])
    unsure = min(answer["acceptability"]["designs"], key=lambda design: max(design["rank_acceptability"]))
    for row in answer["matrix"]["alternatives"]:
        if row["design"] == unsure["design"]:
            row["worths"][heaviest] -= 0.05


def main(base, *files):
    requests = further(base)
    for file in files:
        with open(file, encoding="utf-8") as text:
            requests[file] = json.load(text)
    assert files, "no file is given"

    differing, tied = [], 0
    for name, request in requests.items():
        wanted = {"samples": SAMPLES, "seed": SEED, "sources": ["weights"], "matrix": True}
        begun = time.monotonic()
        answer = call(base, "/v1/sensitivity", request | wanted)
        answered = time.monotonic()
        designs = len(answer["acceptability"]["designs"])
        assert answer["acceptability"]["samples"] == SAMPLES and designs > 1, f"{name}: not answered as asked"
        farthest, wrong, ties = held(answer)
        tied += ties
        said = ", ".join(f"{what} {distance:.2f}" for what, distance in farthest.items())
        seconds = f"{answered - begun:.1f} s to answer, {time.monotonic() - answered:.1f} s to count"
        print(f"{name}: {designs} designs, ties in {ties} draws; standard errors apart at most: {said} ({seconds})")
        print(*wrong, sep="\n", end="\n" if wrong else "")
        if max(farthest.values()) > FARTHEST:
            differing.append(name)
    if differing:
        sys.exit(f"more than {FARTHEST} standard errors apart: {', '.join(differing)}")

    assert tied, "no request has designs that tie"
    spoil(answer)
    farthest, *_ = held(answer)
    if max(farthest.values()) <= FARTHEST:
        sys.exit(f"a spoiled matrix was not noticed: {farthest}")
    print(f"spoiled: {max(farthest.values()):.0f} standard errors apart, as it has to be")


if __name__ == "__main__":
    main(*sys.argv[1:])
