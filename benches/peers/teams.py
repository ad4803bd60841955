"""Teams for the comparison. All answers are whole levels or single categories, so that every tool can read them as columns.

The teams answer all level factors, one category each of learning preference and outcome type, all resources, and experience
with a few designs. The setting is unknown, so only resources can make a design infeasible.
"""

import json

import numpy

SEED = 11
# The designs that teams have experience with.
MET = ["workshops", "coaching", "lesson_study"]


def columns(tables):
    """The names of the answers and the number of cells of each, from the tables."""
    found = {}
    for factor in tables["factors"]:
        if factor["kind"] == "per_design":
            found |= {f"{factor['id']}.{design}": 5 for design in MET}
        elif factor["kind"] == "shares":
            found[factor["id"]] = len(factor["categories"])
        else:
            found |= {tables["terms"][term]["path"]: 5 for term in factor["terms"]}
    return found


def drawn(tables, count):
    """Returns each team's cell by column, counted from 0."""
    draw = numpy.random.default_rng(SEED)
    return {name: draw.integers(0, cells, count, dtype=numpy.uint8) for name, cells in columns(tables).items()}


def ids(count):
    return [f"team-{at:07}" for at in range(count)]


class Shape:
    """The kinds of the columns, for reading and writing teams."""

    def __init__(self, tables):
        by_kind = {kind: [] for kind in ("level", "shares", "per_design", "per_resource")}
        for factor in tables["factors"]:
            by_kind[factor["kind"]].append(factor)
        self.levels = [factor["id"] for factor in by_kind["level"]]
        (preference,) = (factor for factor in by_kind["shares"] if factor["id"] != "outcome_type")
        (outcome,) = (factor for factor in by_kind["shares"] if factor["id"] == "outcome_type")
        (resources,), (experience,) = by_kind["per_resource"], by_kind["per_design"]
        self.preference, self.preferences = preference["id"], preference["categories"]
        self.outcomes = outcome["categories"]
        self.resources, self.experience = resources["id"], experience["id"]
        paths = (tables["terms"][term]["path"] for term in resources["terms"])
        self.kinds = [path.split(".", 1)[1] for path in paths]
        # Whole numbers from 1 to 5, one per column, in every column format.
        self.plain = self.levels + [f"{self.resources}.{kind}" for kind in self.kinds]
        self.plain += [f"{self.experience}.{design}" for design in MET]
        self.preference_columns = [f"{self.preference}.{category}" for category in self.preferences]


def write_ndjson(shape, cells, path):
    names, rows = list(cells), zip(*(column.tolist() for column in cells.values()))
    with open(path, "w", encoding="ascii") as out:
        for name, row in zip(ids(len(cells[shape.plain[0]])), rows):
            at = dict(zip(names, row))
            factors = {level: at[level] + 1 for level in shape.levels}
            factors[shape.preference] = {shape.preferences[at[shape.preference]]: 1}
            factors[shape.experience] = {design: at[f"{shape.experience}.{design}"] + 1 for design in MET}
            factors[shape.resources] = {kind: at[f"{shape.resources}.{kind}"] + 1 for kind in shape.kinds}
            factors["outcome_type"] = shape.outcomes[at["outcome_type"]]
            out.write(json.dumps({"id": name, "factors": factors}, separators=(",", ":")) + "\n")


def write_csv(shape, cells, path):
    plain = [(cells[name] + 1).tolist() for name in shape.plain]
    count = len(plain[0])
    places = range(len(shape.preferences))
    preferences = [["1" if at == of else "" for at in places] for of in places]
    with open(path, "w", encoding="ascii") as out:
        out.write(",".join(["id", *shape.plain, *shape.preference_columns, "outcome_type"]) + "\n")
        rows = zip(ids(count), zip(*plain), cells[shape.preference].tolist(), cells["outcome_type"].tolist())
        for name, levels, preference, outcome in rows:
            out.write(",".join([name, *map(str, levels), *preferences[preference], shape.outcomes[outcome]]) + "\n")


def write_parquet(shape, cells, path):
    import pyarrow
    from pyarrow import parquet

    found = {"id": pyarrow.array(ids(len(cells[shape.plain[0]])))}
    found |= {name: pyarrow.array(cells[name] + 1) for name in shape.plain}
    for at, name in enumerate(shape.preference_columns):
        found[name] = pyarrow.array((cells[shape.preference] == at).astype(numpy.uint8))
    outcomes = pyarrow.array(cells["outcome_type"].astype(numpy.int32))
    found["outcome_type"] = pyarrow.DictionaryArray.from_arrays(outcomes, shape.outcomes)
    parquet.write_table(pyarrow.table(found), path, compression="snappy")
