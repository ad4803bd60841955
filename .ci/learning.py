#!/usr/bin/env python3
"""Makes bounded least-squares problems, solves them with scipy, and prints them as numbers for a Rust test.

    .ci/learning.py > src/learning/bvls.txt

The solver (src/learning/solve.rs) must find the same. Each problem is one line: the size, the penalty, the bound, then
the rows of the matrix, the outcomes, and the solution.
"""

import numpy as np
from scipy.optimize import lsq_linear


def main():
    chance = np.random.default_rng(2026)
    for bound in [10.0, 0.2, 0.05]:
        rows, size, penalty = 30, 8, 2.0
        matrix = chance.normal(size=(rows, size)).round(3)
        outcome = chance.normal(size=rows).round(3)
        whole = np.vstack([matrix, np.sqrt(penalty) * np.eye(size)])
        target = np.concatenate([outcome, np.zeros(size)])
        found = lsq_linear(whole, target, bounds=(-bound, bound), method="bvls", tol=1e-14).x
        numbers = [size, penalty, bound, *matrix.ravel(), *outcome, *found]
        print(" ".join(repr(float(number)) for number in numbers))


if __name__ == "__main__":
    main()
