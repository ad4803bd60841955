"""Compares cohorts with scikit-learn and allocations with HiGHS: the same work on districts of the same size.

Usage: python district.py COHORTS ALLOCATION [TEAMS ...]     100 and 10,000 without TEAMS

COHORTS and ALLOCATION are the executables of `cargo bench --bench cohorts` and `--bench allocation`; run_district.sh builds
them. scikit-learn does what docs/district-cohorts.md describes with its own KMeans: prediction strength of 2 to 8 groups,
ten data sets without cohorts for each number on which halves agree, and the final grouping; it ranks no designs and finds no
words. HiGHS solves the linear relaxation of exactly the bench's problem, and up to 200 teams the whole problem, within a limit.
Both sides have one thread. Times are wall seconds.
"""

import os
import re
import subprocess
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[variable] = "1"

import highspy  # noqa: E402
import numpy as np  # noqa: E402
from sklearn.cluster import KMeans  # noqa: E402

MOST_SECONDS = 300
MOST_WHOLE = 200
SAMPLE, SPLITS, DRAWN, LEAST_STRENGTH = 2_000, 4, 10, 0.8


class Draw:
    """The generator of benches/allocation.rs."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % bound


def district(teams, seed):
    """The problem of benches/allocation.rs: gains and uses of each option, and budgets."""
    draw = Draw(seed)
    activities = []
    for at in range(25):
        hours = 2_000 + draw.below(42_000) if at % 5 == 0 else 0
        days = draw.below(2_000) if at % 3 == 0 else 0
        dollars = 10_000 + draw.below(600_000)
        activities.append([hours, days, dollars, 1_000 if at % 8 == 7 else 0])
    gains, uses, wanted = [], [], np.zeros(4)
    for _ in range(teams):
        level, members = 3_000 + draw.below(3_000), 4 + draw.below(12)
        scores = [level + one[0] // 20 + draw.below(2_500) for one in activities]
        gains.append([members * score for score in scores])
        uses.append([[members * each for each in one] for one in activities])
        wanted += np.array(uses[-1][max(range(25), key=lambda at: (scores[at], -at))])
    return np.array(gains, dtype=float), np.array(uses, dtype=float), np.floor(wanted * 3 / 10)


def highs(gains, uses, budgets, whole):
    """Returns the best gain, or None, and the seconds."""
    teams, designs = gains.shape
    count = teams * designs
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = count, teams + 4
    model.col_cost_ = -gains.ravel()
    model.col_lower_, model.col_upper_ = np.zeros(count), np.ones(count)
    model.row_lower_ = np.full(teams + 4, -highspy.kHighsInf)
    model.row_upper_ = np.concatenate([np.ones(teams), budgets])
    index, value, start = [], [], [0]
    for team in range(teams):
        for design in range(designs):
            index.append(team)
            value.append(1.0)
            for resource in np.flatnonzero(uses[team, design]):
                index.append(teams + resource)
                value.append(uses[team, design, resource])
            start.append(len(index))
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = start, index, value
    if whole:
        model.integrality_ = [highspy.HighsVarType.kInteger] * count
    solver = highspy.Highs()
    for name, setting in [("output_flag", False), ("time_limit", float(MOST_SECONDS)), ("threads", 1), ("mip_rel_gap", 1e-7)]:
        solver.setOptionValue(name, setting)
    solver.passModel(model)
    begun = time.perf_counter()
    solver.run()
    spent = time.perf_counter() - begun
    done = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return (-solver.getInfo().objective_function_value if done else None), spent


def fit(rows, groups, starts, seed):
    return KMeans(groups, n_init=starts, max_iter=100, tol=1e-4, algorithm="lloyd", random_state=seed).fit(rows)


def strength(rows, groups, random):
    """Prediction strength: the mean over splits, in both directions."""
    found = []
    for _ in range(SPLITS):
        order = random.permutation(len(rows))
        halves = [rows[order[: len(rows) // 2]], rows[order[len(rows) // 2 :]]]
        fits = [fit(half, groups, 3, int(random.integers(2**31))) for half in halves]
        for own, other in [(0, 1), (1, 0)]:
            table = np.zeros((groups, groups))
            np.add.at(table, (fits[own].labels_, fits[other].predict(halves[own])), 1)
            size = table.sum(axis=1)
            found.append(min((table * (table - 1)).sum(axis=1) / np.maximum(size * (size - 1), 1)))
    return float(np.mean(found))


def cohorts(teams):
    """Returns the seconds of scikit-learn for rows like those of benches/cohorts.rs."""
    random = np.random.default_rng(7)
    quality, kind = random.random(teams), random.random(teams) < 0.4
    base = 1 + 2 * random.random((teams, 16)) + 1.2 * quality[:, None]
    base[:, 8:13] += 1.6 * kind[:, None]
    rows = np.clip(np.round(base), 1, 5)
    begun = time.perf_counter()
    sample = rows[random.permutation(teams)[:SAMPLE]]
    most = max(1, min(8, len(sample) // 6))
    agreed = [groups for groups in range(2, most + 1) if strength(sample, groups, random) >= LEAST_STRENGTH]
    mean, spread = sample.mean(axis=0), np.cov(sample.T)
    for groups in agreed:
        fit(sample, groups, 5, 1)
        for _ in range(DRAWN):
            drawn = random.multivariate_normal(mean, spread, len(sample))
            strength(drawn, groups, random)
            fit(drawn, groups, 5, 1)
    groups = agreed[0] if agreed else 1
    start = fit(sample, groups, 10, 1).cluster_centers_
    KMeans(groups, init=start, n_init=1, max_iter=100, tol=1e-9).fit(rows)
    np.linalg.eigh(np.cov(rows.T))
    return time.perf_counter() - begun, len(agreed)


def bench(executable, teams):
    done = subprocess.run([executable, "--bench", str(teams)], capture_output=True, text=True, check=True)
    return done.stdout


def main():
    of_cohorts, of_allocation = sys.argv[1:3]
    for teams in [int(one) for one in sys.argv[3:]] or [100, 10_000]:
        ours = re.search(r", 1 threads: ([\d.]+) s, (\d+)", bench(of_cohorts, teams))
        seconds, compared = cohorts(teams)
        print(f"{teams:>7} teams, cohorts: Backmap {ours[1]} s ({ours[2]} cohorts), scikit-learn {seconds:.2f} s "
              f"({compared} numbers compared with chance)", flush=True)
        plan = re.search(r"gain (\d+), bound ([\d.]+), .*plan ([\d.]+) s", bench(of_allocation, teams))
        gains, uses, budgets = district(teams, 1)
        for whole in [False, True] if teams <= MOST_WHOLE else [False]:
            best, seconds = highs(gains, uses, budgets, whole)
            name = "whole problem" if whole else "relaxation"
            if best is None:
                print(f"{teams:>7} teams, allocation: Backmap {plan[3]} s, HiGHS {name} no answer in {seconds:.0f} s", flush=True)
                continue
            print(f"{teams:>7} teams, allocation: Backmap {plan[3]} s, {100 * (best / float(plan[1]) - 1):.5f} % below HiGHS "
                  f"{name} in {seconds:.2f} s", flush=True)
            assert float(plan[1]) <= best * (1 + 1e-6) and (whole or float(plan[2]) >= best * (1 - 1e-6)), "a plan above the best"


main()
