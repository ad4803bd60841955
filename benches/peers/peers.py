"""Compares Backmap with its alternatives: first that ranks match for the same teams, then the time of the same job.

Usage: python peers.py --quick BACKMAP PEERS_TABLES         200 teams: ranks by numpy, potential by pymcdm; without timing
       python peers.py BACKMAP PEERS_TABLES [TEAMS [ROUNDS]]

BACKMAP and PEERS_TABLES are executables; run.sh builds them. A job reads a file, ranks all designs for each team and writes
a file. Both sides get the same files and one core, take turns, and are measured in user plus system processor time; figures
are medians over the rounds. The time excludes a peer's imports and table setup, and Backmap's time for a file without teams.
Backmap also returns the range of each score and the environment, and sentences for reasons; the peers do not.
"""

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

# One thread each; set this before importing anything that starts threads.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "POLARS_MAX_THREADS", "ARROW_NUM_THREADS"):
    os.environ.setdefault(variable, "1")

import numpy  # noqa: E402

import teams  # noqa: E402
from model import DOUBT, LEVELS, Model  # noqa: E402

QUICK, TEAMS, ROUNDS = 200, 20_000, 5
TOP = 3
# Packages that need a matrix per team are slow, so few teams are enough.
BY_TEAM = 100
# The target of each ratio, and its minimum.
MEANT = {
    "NDJSON, three places with reasons": (10, 5),
    "CSV, three places": (10, 5),
    "Parquet, three places": (8, 4),
    "Parquet, all scores": (6, 3),
    "kernel, all places": (8, 4),
    "two threads to one": (1.85, 1.7),
}


def spent(command, said):
    """Runs a command. Returns processor time and wall time in seconds."""
    begun = time.perf_counter()
    with open(said, "wb") as out:
        process = subprocess.Popen([str(word) for word in command], stderr=out)
        _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command}: {said.read_text()}")
    return used.ru_utime + used.ru_stime, time.perf_counter() - begun


class Ours:
    def __init__(self, backmap, folder):
        self.backmap, self.folder = backmap, folder

    def run(self, read, written, *arguments, jobs="1"):
        command = [self.backmap, "batch", read, "--output", written, "--jobs", jobs, *arguments]
        return spent(command, self.folder / "said")


def same(what, here, there):
    if here != there:
        at = next((at for at, pair in enumerate(zip(here, there)) if pair[0] != pair[1]), None)
        told = "" if at is None else f": {here[at]} instead of {there[at]}"
        sys.exit(f"{what} differs, first at {at} of {len(here)} and {len(there)}{told}")


def hundredths(score):
    return round(score * 100)


def places_of(path, factors=None):
    """Returns the places of each team in an NDJSON answer, with reasons if factors are given."""
    for line in open(path, encoding="utf-8"):
        answer = json.loads(line)
        found = []
        for one in answer["recommendations"]:
            place = (one["rank"], one["design"], hundredths(one["score"]))
            if factors:
                place += tuple((of["factor"], hundredths(of["contribution"])) for of in one["contributions"])
            found.append(place)
        yield answer["profile_id"], found


class Numpy:
    """Reads and writes like the peers, with the same model."""

    def __init__(self, model, shape):
        self.model, self.shape = model, shape
        self.factors = [factor["id"] for factor in model.tables["factors"]]

    def places(self, cells, top):
        ranks, designs, scores = self.model.ranked(cells, top)
        return ranks, designs, scores

    def told(self, cells, top):
        """Returns the places of each team in the form of `places_of`."""
        names = self.model.designs
        for row in zip(*(part.tolist() for part in self.places(cells, top))):
            yield [(rank, names[design], score) for rank, design, score in zip(*row) if score >= 0]

    # NDJSON, with orjson

    def read_ndjson(self, path):
        from operator import itemgetter

        from orjson import loads

        shape = self.shape
        levels, kinds, met = itemgetter(*shape.levels), itemgetter(*shape.kinds), itemgetter(*teams.MET)
        preferences = {category: at for at, category in enumerate(shape.preferences, 1)}
        outcomes = {category: at for at, category in enumerate(shape.outcomes, 1)}
        ids, flat = [], bytearray()
        with open(path, "rb") as lines:
            for line in lines:
                profile = loads(line)
                factors = profile["factors"]
                ids.append(profile["id"])
                flat.extend(levels(factors))
                flat.extend(kinds(factors[shape.resources]))
                flat.extend(met(factors[shape.experience]))
                (preference,) = factors[shape.preference]
                flat.append(preferences[preference])
                flat.append(outcomes[factors["outcome_type"]])
        names = [*shape.plain, shape.preference, "outcome_type"]
        table = numpy.ascontiguousarray(numpy.frombuffer(flat, numpy.uint8).reshape(-1, len(names)).T) - numpy.uint8(1)
        return ids, dict(zip(names, table))

    def ndjson(self, read, written, reasons):
        from orjson import dumps

        ids, cells = self.read_ndjson(read)
        with open(written, "wb") as out:
            for start, end in self.model.chunks(len(ids)):
                here = {name: column[start:end] for name, column in cells.items()}
                ranks, designs, scores = self.places(here, TOP)
                parts = [ranks.tolist(), designs.tolist(), (scores / 100).tolist()]
                if reasons:
                    which, much = self.model.reasons(here, designs)
                    parts += [which.tolist(), (much / 100).tolist()]
                for name, *row in zip(ids[start:end], *parts):
                    places = [self.place(*one) for one in zip(*row) if one[2] >= 0]
                    out.write(dumps({"profile_id": name, "recommendations": places}) + b"\n")

    def place(self, rank, design, score, which=None, much=None):
        told = {"rank": rank, "design": self.model.designs[design], "score": score}
        if which:
            factors = self.factors
            told["contributions"] = [
                {"factor": factors[factor], "contribution": change} for factor, change in zip(which, much)
            ]
        return told

    # CSV, with polars

    def csv(self, read, written):
        import polars

        shape = self.shape
        types = dict.fromkeys([*shape.plain, *shape.preference_columns], polars.UInt8)
        types |= {"id": polars.String, "outcome_type": polars.Enum(shape.outcomes)}
        frame = polars.read_csv(read, schema_overrides=types)
        cells = {name: frame[name].to_numpy() - numpy.uint8(1) for name in shape.plain}
        preferences = numpy.stack([frame[name].fill_null(0).to_numpy() for name in shape.preference_columns])
        cells[shape.preference] = preferences.argmax(axis=0).astype(numpy.uint8)
        cells["outcome_type"] = frame["outcome_type"].to_physical().to_numpy()
        ranks, designs, scores = self.places(cells, TOP)
        found, names = scores.ravel() >= 0, self.model.designs
        polars.DataFrame(
            {
                "profile_id": frame["id"].gather(numpy.repeat(numpy.arange(len(frame)), TOP)[found]),
                "rank": ranks.ravel()[found].astype(numpy.uint8),
                "design": polars.Series(names, dtype=polars.Enum(names)).gather(designs.ravel()[found]),
                "score": scores.ravel()[found] / 100,
            }
        ).write_csv(written)

    # Parquet, with pyarrow

    def read_parquet(self, read):
        from pyarrow import parquet

        shape = self.shape
        table = parquet.read_table(read, read_dictionary=["outcome_type"]).combine_chunks()
        cells = {name: table[name].to_numpy() - numpy.uint8(1) for name in shape.plain}
        preferences = numpy.stack([table[name].to_numpy() for name in shape.preference_columns])
        cells[shape.preference] = preferences.argmax(axis=0).astype(numpy.uint8)
        outcomes = table["outcome_type"].combine_chunks()
        known = numpy.array([shape.outcomes.index(outcome) for outcome in outcomes.dictionary.to_pylist()], numpy.uint8)
        cells["outcome_type"] = known[outcomes.indices.to_numpy()]
        return table["id"], cells

    def write_parquet(self, columns, written):
        import pyarrow
        from pyarrow import parquet

        parquet.write_table(pyarrow.table(columns), written, compression="snappy", use_dictionary=["design"])

    def parquet_places(self, read, written):
        import pyarrow

        ids, cells = self.read_parquet(read)
        ranks, designs, scores = self.places(cells, TOP)
        found = scores.ravel() >= 0
        names = pyarrow.DictionaryArray.from_arrays(designs.ravel()[found].astype(numpy.int8), self.model.designs)
        columns = {
            "profile_id": ids.take(numpy.repeat(numpy.arange(len(ids)), TOP)[found]),
            "rank": ranks.ravel()[found].astype(numpy.uint8),
            "design": names,
            "score_hundredths": scores.ravel()[found].astype(numpy.int16),
        }
        self.write_parquet(columns, written)

    def parquet_scores(self, read, written):
        import pyarrow

        ids, cells = self.read_parquet(read)
        columns = zip(self.model.designs, self.model.scores(cells))
        columns = {f"{name}_hundredths": column for name, column in columns}
        columns = {name: pyarrow.array(column, mask=column < 0) for name, column in columns.items()}
        self.write_parquet({"profile_id": ids} | columns, written)


class ByTeam:
    """Packages for decision analysis: a matrix of alternatives by criteria per team, and a weighted sum.

    A score is a product of blocks, which a weighted sum cannot compute. So they compute only potential, the block that is a
    weighted sum of values; the gain from follow-up is part of the outcome's value. Readiness and gates are not compared.
    """

    def __init__(self, model):
        self.model = model
        terms = [at for at, term in enumerate(model.terms) if term["side"] == "potential"]
        self.terms = [at for at in terms if model.terms[at]["path"] in model.columns]
        assert terms == self.terms, "a criterion of potential is answered for each design"
        self.pairs = [at for at, pair in enumerate(model.pairs) if pair["side"] == "potential"]
        weighed = [model.terms[at] for at in self.terms] + [model.pairs[at] for at in self.pairs]
        self.weights = numpy.array([model.share(one) for one in weighed])

    def matrix(self, cells, team):
        """Returns values from 0 to 1, one alternative per row."""
        model = self.model
        cell = [int(cells[term["path"]][team]) if term["path"] in cells else None for term in model.terms]
        parts = [model.parts[at][cell[at]] for at in self.terms]
        outcome, support, complexity = model.transfer_terms
        of_transfer = (cell[outcome] * LEVELS + cell[support]) * LEVELS + cell[complexity]
        parts[self.terms.index(outcome)] = parts[self.terms.index(outcome)] + model.transfer_parts()[of_transfer]
        for at in self.pairs:
            first, second = (cell[term] for term in model.pairs[at]["terms"])
            parts.append(model.pair_parts[at][LEVELS * first + second])
        return numpy.array(parts).T / self.weights

    def pymcdm(self, matrix):
        from pymcdm.methods import WSM

        if not hasattr(self, "weighted_sum"):
            self.weighted_sum = WSM(lambda column, cost: column)
        return self.weighted_sum(matrix, self.weights, numpy.ones(len(self.weights)))

    def skcriteria(self, matrix):
        import skcriteria
        from skcriteria.agg.simple import WeightedSumModel

        decision = skcriteria.mkdm(matrix, [max] * matrix.shape[1], weights=self.weights)
        return WeightedSumModel().evaluate(decision).e_.score


def equal_ranks(ours, numpy_peer, cells, read):
    """Compares every place of every team by numpy with Backmap's."""
    written = ours.folder / "every.ndjson"
    ours.run(read, written, "--answer", "places")
    answered = list(places_of(written))
    count = len(answered)
    same("the order of teams", [name for name, _ in answered], teams.ids(count))
    answered = [places for _, places in answered]
    same("ranks by numpy", list(numpy_peer.told(cells, len(numpy_peer.model.designs))), answered)
    print(f"ranks of {count} teams, {sum(map(len, answered))} places: numpy matches")


def equal_potentials(ours, model, shape, cells, names):
    """Compares the potential of every placed alternative of a few teams by decision analysis packages with Backmap's."""
    few = {name: column[:QUICK] for name, column in cells.items()}
    read, written = ours.folder / "few.ndjson", ours.folder / "whole.ndjson"
    teams.write_ndjson(shape, few, read)
    ours.run(read, written, "--answer", "whole")
    index = {
        (model.designs[one["design"]], one["environment"], one["variant"]): at
        for at, one in enumerate(model.tables["alternatives"])
    }
    answered = []
    for line in open(written, encoding="utf-8"):
        places = json.loads(line)["recommendations"]
        answered.append(
            [(index[one["design"], one["environment"], one["variant"]], hundredths(one["potential"])) for one in places]
        )
    by_team = ByTeam(model)
    matrices = [by_team.matrix(few, team) for team in range(len(answered))]
    for name in names:
        potentials = [numpy.floor(getattr(by_team, name)(matrix) * 10_000 + DOUBT).astype(int) for matrix in matrices]
        found = [[(at, int(of_team[at])) for at, _ in places] for of_team, places in zip(potentials, answered)]
        same(f"potential by {name}", found, answered)
        print(f"potential of {sum(map(len, found))} places of {len(found)} teams: {name} matches")
    return by_team, matrices


class Job:
    """A job of both sides: its files, and how to read the output back for comparison."""

    def __init__(self, name, peer, files, arguments, theirs, read_back):
        self.name, self.peer, self.arguments = name, peer, arguments
        self.read, self.empty, ending = files
        self.theirs, self.read_back, self.ending = theirs, read_back, ending

    def check(self, ours):
        """Checks that both wrote the same."""
        here, there = ours.folder / f"ours.{self.ending}", ours.folder / f"theirs.{self.ending}"
        ours.run(self.read, here, *self.arguments)
        self.theirs(self.read, there)
        same(self.name, list(self.read_back(there)), list(self.read_back(here)))

    def round(self, ours):
        """Returns processor time of the peer and of Backmap in seconds, minus the time for a file without teams."""
        here, there = ours.folder / f"ours.{self.ending}", ours.folder / f"theirs.{self.ending}"
        there.unlink(missing_ok=True)
        begun = time.process_time()
        self.theirs(self.read, there)
        theirs = time.process_time() - begun
        whole, _ = ours.run(self.read, here, *self.arguments)
        nothing, _ = ours.run(self.empty, here, *self.arguments)
        return theirs, whole - nothing

    def wall(self, ours, jobs):
        """Returns wall time of Backmap with this many threads, without its start."""
        out = ours.folder / f"ours.{self.ending}"
        whole, nothing = (ours.run(read, out, *self.arguments, jobs=jobs)[1] for read in (self.read, self.empty))
        return whole - nothing


def csv_rows(path):
    import csv

    for row in csv.DictReader(open(path, encoding="utf-8", newline="")):
        yield row["profile_id"], int(row["rank"]), row["design"], hundredths(float(row["score"]))


def parquet_rows(names):
    from pyarrow import parquet

    return lambda path: zip(*(parquet.read_table(path, columns=names)[name].to_pylist() for name in names))


def jobs(folder, numpy_peer, shape, cells):
    """Writes the teams in every format, and an empty file for each."""
    writers = {"ndjson": teams.write_ndjson, "csv": teams.write_csv, "parquet": teams.write_parquet}
    files = {}
    for ending, write in writers.items():
        files[ending] = (folder / f"teams.{ending}", folder / f"none.{ending}", ending)
        write(shape, cells, files[ending][0])
        write(shape, {name: column[:0] for name, column in cells.items()}, files[ending][1])
    three = ["--answer", "places", "--top", str(TOP)]
    reasons = ["--answer", "reasons", "--top", str(TOP)]
    every = ["profile_id", *(f"{design}_hundredths" for design in numpy_peer.model.designs)]
    few = ["profile_id", "rank", "design", "score_hundredths"]
    return files, [
        Job("NDJSON, three places", "orjson, numpy", files["ndjson"], three,
            lambda read, written: numpy_peer.ndjson(read, written, False), places_of),
        Job("NDJSON, three places with reasons", "orjson, numpy", files["ndjson"], reasons,
            lambda read, written: numpy_peer.ndjson(read, written, True), lambda path: places_of(path, True)),
        Job("CSV, three places", "polars, numpy", files["csv"], three, numpy_peer.csv, csv_rows),
        Job("Parquet, three places", "pyarrow, numpy", files["parquet"], three,
            numpy_peer.parquet_places, parquet_rows(few)),
        Job("Parquet, all scores", "pyarrow, numpy", files["parquet"], ["--answer", "scores"],
            numpy_peer.parquet_scores, parquet_rows(every)),
    ]  # fmt: skip


def kernel(program, file, model, cells):
    """Returns the seconds to rank all teams in memory: numpy's, and Backmap's without parsing."""
    begun = time.process_time()
    model.ranked(cells, len(model.designs))
    theirs = time.process_time() - begun
    nothing, whole = (spent([program, "rank", file, rounds], file.parent / "said")[0] for rounds in "05")
    return theirs, (whole - nothing) / 5


def by_team_times(by_team, matrices, names):
    found = {}
    for name in names:
        begun = time.process_time()
        for matrix in matrices[:BY_TEAM]:
            getattr(by_team, name)(matrix)
        found[name] = (time.process_time() - begun) / len(matrices[:BY_TEAM]) * 1e9
    return found


def row(name, peer, theirs, ours):
    meant, least = MEANT.get(name, ("", ""))
    ratio = theirs / ours
    ratio = f"{ratio:,.1f}" if ratio > 1 else f"{ratio:.2f}"
    print(f"| {name} | {peer} | {theirs:,.0f} | {ours:,.0f} | {ratio} | {meant} | {least} |")


def compare(backmap, program, folder, count, rounds):
    ours, numpy_peer, shape, cells = prepared(backmap, program, folder, count)
    files, every = jobs(folder, numpy_peer, shape, cells)
    names = ["pymcdm", "skcriteria"]
    equal_ranks(ours, numpy_peer, cells, files["ndjson"][0])
    by_team, matrices = equal_potentials(ours, numpy_peer.model, shape, cells, names)
    for job in every:
        job.check(ours)
        print(f"{job.name}: outputs match")

    # Exclude imported and compared objects from the peers' garbage collection.
    gc.collect()
    gc.freeze()
    times = {job.name: [] for job in every}
    kernels, packages, walls = [], [], []
    for _ in range(rounds):
        for job in every:
            times[job.name].append(job.round(ours))
        kernels.append(kernel(program, files["ndjson"][0], numpy_peer.model, cells))
        packages.append(by_team_times(by_team, matrices, names))
        walls.append([every[0].wall(ours, jobs) for jobs in "12"])

    print(f"\n{count} teams, medians of {rounds} rounds; nanoseconds per team.\n")
    print("| job | peer | peer, ns | Backmap, ns | times | meant | at least |\n|---|---|---|---|---|---|---|")
    for job in every:
        theirs, mine = (median(side) / count * 1e9 for side in zip(*times[job.name]))
        row(job.name, job.peer, theirs, mine)
    theirs, mine = (median(side) / count * 1e9 for side in zip(*kernels))
    row("kernel, all places", "numpy", theirs, mine)
    for name in names:
        # Theirs is only potential; Backmap's is the whole score with its rank.
        row(f"potential, {BY_TEAM} teams one by one", name, median(one[name] for one in packages), mine)
    one, two = (median(side) for side in zip(*walls))
    meant, least = MEANT["two threads to one"]
    print(f"\nTwo threads to one, in wall time: {one / two:.2f} (target {meant}, at least {least}).")


def prepared(backmap, program, folder, count):
    tables = json.loads(subprocess.run([program], check=True, capture_output=True).stdout)
    shape, cells = teams.Shape(tables), teams.drawn(tables, count)
    return Ours(backmap, folder), Numpy(Model(tables, teams.columns(tables)), shape), shape, cells


def quick(backmap, program, folder):
    ours, numpy_peer, shape, cells = prepared(backmap, program, folder, QUICK)
    teams.write_ndjson(shape, cells, folder / "teams.ndjson")
    equal_ranks(ours, numpy_peer, cells, folder / "teams.ndjson")
    equal_potentials(ours, numpy_peer.model, shape, cells, ["pymcdm"])


def main(*arguments):
    with tempfile.TemporaryDirectory() as folder:
        if arguments[0] == "--quick":
            quick(*arguments[1:], Path(folder))
        else:
            backmap, program, count, rounds, *_ = *arguments, *(TEAMS, ROUNDS)[len(arguments) - 2 :]
            compare(backmap, program, Path(folder), int(count), int(rounds))


if __name__ == "__main__":
    main(*sys.argv[1:])
