"""Compares the service's acceptabilities with direct simulations in numpy, with weighted sums of potential from pymcdm.

Usage: python acceptability.py BASE_URL REQUEST.json...

Asks the service for each request with its matrix and with only the weights as uncertain. The scores of the ranking must
follow from that matrix. Draws weights uniformly within the half widths and scores them from the matrix. The counts may
differ from the answer only by the errors of two samples. Finally, corrupts one matrix and checks that this is detected.
"""

import json
import sys
import time
import urllib.request

import numpy
from pymcdm.methods import WSM

SAMPLES = 65_536
DRAWS = 40_000
SEED = 20
# In standard errors. About ten thousand numbers are compared; one in two million would be farther away by chance.
FARTHEST = 5.0
# The minimum number of draws for comparing the mean weights behind a first place.
ENOUGH = 500
# The rounding of printed numbers.
ROUNDING = 1e-6


def call(base, path, body=None):
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(base + path, body and json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=600) as answer:
        return json.load(answer)


def further(base):
    """Returns requests in addition to the files."""
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
        # With only one factor, designs tie.
        "one factor": {
            "profile": open_team,
            "options": {"weights": {factor: float(factor == "time_available") for factor in factors}},
        },
    }


def drawn_weights(criteria, random):
    weights = numpy.array([criterion["weight"] for criterion in criteria])
    half_widths = numpy.array([criterion["half_width"] for criterion in criteria])
    return weights * (1 + half_widths * random.uniform(-1, 1, (DRAWS, len(weights))))


def scored(matrix, potential, readiness):
    """Returns scores by draw and alternative. Weights of potential are shares of their sum; weights of readiness are shares
    of the denominator."""
    worths = numpy.array([row["potential"] for row in matrix["alternatives"]])
    losses = numpy.array([row["lost"] for row in matrix["alternatives"]])
    keeps = numpy.array([row["keeps"] for row in matrix["alternatives"]])
    if potential.any():
        weighted_sum, types = WSM(lambda column, cost: column), numpy.ones(worths.shape[1])
        reached = numpy.array([weighted_sum(worths, weights, types, validation=False) for weights in potential])
    else:
        reached = 1.0
    return 100 * reached * numpy.maximum(1 - readiness @ losses.T, 0) * keeps


def shares(matrix, potential, readiness):
    """Returns weights as shares of their side."""
    total = potential.sum(axis=1, keepdims=True)
    denominator = matrix["denominator"]
    return potential / numpy.where(total > 0, total, 1), readiness / (denominator if denominator > 0 else 1)


def counted(matrix, names, random):
    """Simulates the matrix directly. Returns acceptabilities, winning indices, and the drawn weights with each design's share
    of first place in them."""
    drawn = [drawn_weights(matrix[side], random) for side in ("potential", "readiness")]
    potential, readiness = shares(matrix, *drawn)
    # A design's alternatives are adjacent, and its score is the best of theirs.
    of = numpy.array([names.index(row["design"]) for row in matrix["alternatives"]])
    assert (numpy.diff(of) >= 0).all() and set(of) == set(range(len(names))), "the matrix has other designs"
    starts = numpy.searchsorted(of, range(len(names)))
    # Sums of the same numbers may differ in the last digit but still tie.
    scores = numpy.maximum.reduceat(scored(matrix, potential, readiness), starts, axis=1).round(9)

    # Tied designs share their ranks and the win.
    ranks = numpy.stack([1 + (scores > one[:, None]).sum(axis=1) for one in scores.T], axis=1)
    level = numpy.stack([(scores == one[:, None]).sum(axis=1) for one in scores.T], axis=1)
    parts = [numpy.where((ranks <= place) & (place < ranks + level), 1 / level, 0) for place in range(1, len(names) + 1)]
    acceptabilities = numpy.stack([part.mean(axis=0) for part in parts], axis=1)
    wins = numpy.stack([(one[:, None] > scores).mean(axis=0) + (one[:, None] == scores).mean(axis=0) / 2 for one in scores.T])
    ties = int((level > 1).any(axis=1).sum())
    return acceptabilities, wins, numpy.hstack([potential, readiness]), parts[0], ties


def misprinted(base, request, matrix):
    """Yields scores of the ranking that do not follow from the matrix."""
    sides = [numpy.array([[criterion["weight"] for criterion in matrix[side]]]) for side in ("potential", "readiness")]
    (scores,) = scored(matrix, *shares(matrix, *sides))
    found = {(row["design"], row["environment"], row["variant"]): score for row, score in zip(matrix["alternatives"], scores)}
    printed = call(base, "/v1/recommendations", request)["recommendations"]
    assert printed, "nothing is ranked"
    for one in printed:
        score = found[one["design"], one["environment"], one.get("variant")]
        # Printed scores are rounded down to hundredths.
        if not one["score"] - 100 * ROUNDING <= score <= one["score"] + 0.01 + 100 * ROUNDING:
            yield f"  {one['design']}: {score:.4f} from the matrix, printed {one['score']}"


def distances(here, there):
    """Returns the distance of shares in two samples, in standard errors of their difference."""
    pooled = (here * DRAWS + there * SAMPLES + 1) / (DRAWS + SAMPLES + 2)
    return numpy.maximum(abs(here - there) - ROUNDING, 0) / numpy.sqrt(pooled * (1 - pooled) * (1 / DRAWS + 1 / SAMPLES))


def central_distances(matrix, designs, drawn, first):
    ids = [criterion["id"] for side in ("potential", "readiness") for criterion in matrix[side]]
    for design, share in zip(designs, first.T):
        if (weight := share.sum()) >= ENOUGH:
            there = {of["id"]: of["share"] for of in design["central_weights"]}
            there = numpy.array([there[id] for id in ids])
            mean = share @ drawn / weight
            variance = share @ (drawn - mean) ** 2 / weight
            error = numpy.sqrt(variance / weight * (1 + DRAWS / SAMPLES))
            yield (numpy.maximum(abs(mean - there) - ROUNDING, 0) / (error + ROUNDING)).max()


def compared(answer):
    """Returns the largest distance of simulations from an answer, where it is too large, and the number of ties."""
    found, matrix = answer["acceptability"], answer["matrix"]
    names = [design["design"] for design in found["designs"]]
    acceptabilities, wins, drawn, first, ties = counted(matrix, names, numpy.random.default_rng(SEED))
    there = numpy.array([design["rank_acceptability"] for design in found["designs"]])
    apart = distances(acceptabilities, there)
    farthest = {
        "acceptabilities": apart.max(),
        "winning indices": distances(wins, numpy.array(found["pairwise_winning"])).max(),
        "central weights": max(central_distances(matrix, found["designs"], drawn, first)),
    }
    wrong = [
        f"  {name}: rank {rank + 1} in {here[rank]:.4f} of the draws, answered {answered[rank]:.4f}"
        for name, here, answered, ranks in zip(names, acceptabilities, there, apart)
        for rank in numpy.flatnonzero(ranks > FARTHEST)
    ]
    return farthest, wrong, ties


def spoil(answer):
    """Slightly lowers the score of the design whose rank is least certain."""
    unsure = min(answer["acceptability"]["designs"], key=lambda design: max(design["rank_acceptability"]))
    for row in answer["matrix"]["alternatives"]:
        if row["design"] == unsure["design"]:
            row["keeps"] -= 0.02


def main(base, *files):
    requests = further(base)
    for file in files:
        with open(file, encoding="utf-8") as text:
            requests[file] = json.load(text)
    assert files, "no file given"

    differing, tied = [], 0
    for name, request in requests.items():
        wanted = {"samples": SAMPLES, "seed": SEED, "sources": ["weights"], "matrix": True}
        begun = time.monotonic()
        answer = call(base, "/v1/sensitivity", request | wanted)
        answered = time.monotonic()
        designs = len(answer["acceptability"]["designs"])
        assert answer["acceptability"]["samples"] == SAMPLES and designs > 1, f"{name}: unexpected answer"
        farthest, wrong, ties = compared(answer)
        wrong += misprinted(base, request, answer["matrix"])
        tied += ties
        said = ", ".join(f"{what} {distance:.2f}" for what, distance in farthest.items())
        seconds = f"{answered - begun:.1f} s to answer, {time.monotonic() - answered:.1f} s to count"
        print(f"{name}: {designs} designs, ties in {ties} draws; largest difference in standard errors: {said} ({seconds})")
        print(*wrong, sep="\n", end="\n" if wrong else "")
        if max(farthest.values()) > FARTHEST or wrong:
            differing.append(name)
    if differing:
        sys.exit(f"wrong scores, or more than {FARTHEST} standard errors apart: {', '.join(differing)}")

    assert tied, "no request has tied designs"
    spoil(answer)
    farthest, *_ = compared(answer)
    if max(farthest.values()) <= FARTHEST:
        sys.exit(f"a corrupted matrix was not detected: {farthest}")
    print(f"corrupted: {max(farthest.values()):.0f} standard errors apart, as expected")


if __name__ == "__main__":
    main(*sys.argv[1:])
