"""The model as a user of numpy would write it: all columns looked up in joint tables of whole hundredths, and added.

The tables come in millionths; `part_f(x) = floor(10000 w_f u_f(x) / sum w)` makes hundredths of them, in Python's integers.
"""

import math
from itertools import product

import numpy

# A joint table may have so many rows, so that it stays in the cache; resources, of which the sum is rounded, have 3,125.
ROWS = 625
# Taken off where a need is not met. Scores are at most 10,000 hundredths, and twice this still fits.
UNMET = 11_000
# Teams that are scored at once, so that what lies between stays in the cache.
CHUNK = 1024


class Model:
    def __init__(self, tables, columns):
        self.tables, self.columns = tables, columns
        self.weights, self.total = tables["weights"], sum(tables["weights"])
        self.of = [alternative["design"] for alternative in tables["alternatives"]]
        self.designs = tables["designs"]
        self.parts = {name: self.column_parts(name) for name in columns if "." not in name or self.is_experience(name)}
        self.prior = numpy.array([self.prior_parts(row) for row in range(len(tables["factors"]))])
        self.groups = [(names, self.joint(names)) for names in self.grouped()]
        self.all_changes = [(row, names, change.astype(numpy.int32)) for row, names, change in self.changes()]
        self.order_slots()
        # The lower five bits of a key: equal scores stand in the order of the ids.
        self.by_name = numpy.array(sorted(range(len(self.designs)), key=self.designs.__getitem__))
        tie = numpy.zeros(len(self.designs), numpy.int32)
        tie[self.by_name] = 31 - numpy.arange(len(self.designs))
        self.tie = tie[self.design_order]

    def is_experience(self, name):
        return name.split(".")[0] == self.experience()["id"]

    def experience(self):
        return next(factor for factor in self.tables["factors"] if factor["kind"] == "per_design")

    def resources(self):
        return next(factor for factor in self.tables["factors"] if factor["kind"] == "per_resource")

    def factor_row(self, name):
        return next(at for at, factor in enumerate(self.tables["factors"]) if factor["id"] == name.split(".")[0])

    def part(self, row, millionths, denominator=1):
        return millionths * self.weights[row] // (denominator * self.total * 100)

    def prior_parts(self, row):
        """By alternative: what a factor gives where nothing is known of it."""
        terms = self.tables["factors"][row]["terms"]
        totals = [sum(self.tables["terms"][term]["prior"]) for term in terms]
        common = math.lcm(*totals)
        found = []
        for at in range(len(self.of)):
            utility = 0
            for term, total in zip(terms, totals):
                cells, shares = self.tables["utilities"][term], self.tables["terms"][term]["prior"]
                utility += sum(share * cell[at] for share, cell in zip(shares, cells)) * (common // total)
            found.append(self.part(row, utility, common))
        return found

    def column_parts(self, name):
        """Cell by alternative, for a factor of one column, or for the experience with one design."""
        row = self.factor_row(name)
        (term,) = self.tables["factors"][row]["terms"]
        whole = [[self.part(row, utility) for utility in cell] for cell in self.tables["utilities"][term]]
        whole = numpy.array(whole[: self.columns[name]])
        if not self.is_experience(name):
            return whole
        # Of other designs, the experience is another column's or unknown; what is typical is added once, at the end.
        here = numpy.array(self.of) == self.designs.index(name.split(".")[1])
        return numpy.where(here, whole - numpy.array(self.prior_parts(row)), 0)

    def resource_parts(self):
        """All levels of all kinds of resources by alternative; only their sum is rounded."""
        factor = self.resources()
        row, terms = self.tables["factors"].index(factor), factor["terms"]
        utilities = numpy.array([self.tables["utilities"][term][:5] for term in terms], dtype=object)
        every = product(range(5), repeat=len(terms))
        sums = (sum(utilities[at][cell] for at, cell in enumerate(cells)) for cells in every)
        return numpy.array([self.part(row, utility) for utility in sums]).astype(int)

    def grouped(self):
        """Columns that are looked up together. Interacting ones have to be, and resources."""
        together = [self.paths(pair["terms"]) for pair in self.tables["pairs"]]
        resources = self.paths(self.resources()["terms"])
        taken = {name for names in [*together, resources] for name in names}
        for name in (name for name in self.columns if name not in taken):
            fits = [names for names in together if self.rows([*names, name]) <= ROWS]
            if not fits:
                fits = [[]]
                together.append(fits[0])
            fits[0].append(name)
        return [*together, resources]

    def paths(self, terms):
        return [self.tables["terms"][term]["path"] for term in terms]

    def rows(self, names):
        return math.prod(self.columns[name] for name in names)

    def joint(self, names):
        """What the columns of a group give together: a row for each combination, the last column running fastest."""
        shape = [self.columns[name] for name in names]
        cells = numpy.indices(shape).reshape(len(names), -1)
        sums = numpy.zeros((cells.shape[1], len(self.of)), int)
        for name, cell in zip(names, cells):
            if name in self.parts:
                sums += self.parts[name][cell]
        for at, pair in enumerate(self.tables["pairs"]):
            paths = self.paths(pair["terms"])
            if set(paths) <= set(names):
                first, second = (cells[names.index(path)] for path in paths)
                sums += self.pair_parts(at)[5 * first + second]
        if self.resources()["id"] == names[0].split(".")[0]:
            sums += self.resource_parts()
            # The typical part of the experience goes here, since it has to go somewhere once.
            sums += self.prior[self.factor_row(self.experience()["id"])]
        return (sums - UNMET * self.unmet(names, cells)).astype(numpy.int16)

    def pair_parts(self, pair):
        row = len(self.tables["factors"]) + pair
        return numpy.array([[self.part(row, utility) for utility in cell] for cell in self.tables["pair_utilities"][pair]])

    def pair_prior(self, pair):
        """By alternative: what an interaction gives where nothing is known."""
        row = len(self.tables["factors"]) + pair
        terms = self.tables["pairs"][pair]["terms"]
        one, other = (self.tables["terms"][term]["prior"][:5] for term in terms)
        cells = self.tables["pair_utilities"][pair]
        return numpy.array(
            [
                self.part(
                    row,
                    sum(one[a] * other[b] * cells[5 * a + b][at] for a in range(5) for b in range(5)),
                    sum(one) * sum(other),
                )
                for at in range(len(self.of))
            ]
        )

    def unmet(self, names, cells):
        """Whether a need of an alternative is not met by the cells of a group."""
        found = numpy.zeros((cells.shape[1], len(self.of)), bool)
        for at, alternative in enumerate(self.tables["alternatives"]):
            for term, at_least in alternative["requirements"]:
                if (path := self.tables["terms"][term]["path"]) in names:
                    found[:, at] |= (cells[names.index(path)] + 1) * 1_000_000 < at_least
        return found

    def order_slots(self):
        """Puts alternatives in order, so that the best of each design is found over whole stretches: the first of all
        designs, then the second of those that have two, and so on; designs with most of them first."""
        of = numpy.array(self.of)
        counts = numpy.bincount(of, minlength=len(self.designs))
        self.design_order = numpy.argsort(-counts, kind="stable")
        starts = numpy.searchsorted(of, numpy.arange(len(self.designs)))
        self.slots = [int((counts > slot).sum()) for slot in range(counts.max())]
        order = [starts[design] + slot for slot, size in enumerate(self.slots) for design in self.design_order[:size]]
        self.joints = [numpy.ascontiguousarray(table[:, order]) for _, table in self.groups]

    def rows_of(self, cells, start, end):
        """For each group, the rows of its table that teams are in."""
        for names, _ in self.groups:
            at = cells[names[0]][start:end].astype(numpy.intp)
            for name in names[1:]:
                at *= self.columns[name]
                at += cells[name][start:end]
            yield at

    def chunk_scores(self, cells, start, end):
        """Team by design, in the order of the slots; in hundredths, below 0 for a design that cannot run."""
        rows = self.rows_of(cells, start, end)
        tables = iter(self.joints)
        sums = next(tables).take(next(rows), axis=0)
        room = numpy.empty_like(sums)
        for table, at in zip(tables, rows):
            numpy.take(table, at, axis=0, out=room, mode="clip")
            sums += room
        best, first = sums[:, : self.slots[0]].copy(), self.slots[0]
        for size in self.slots[1:]:
            numpy.maximum(best[:, :size], sums[:, first : first + size], out=best[:, :size])
            first += size
        return best

    def chunks(self, count):
        return ((start, min(start + CHUNK, count)) for start in range(0, count, CHUNK))

    def scores(self, cells):
        """Design by team, in hundredths, below 0 for a design that cannot run."""
        count = len(next(iter(cells.values())))
        found = numpy.empty((len(self.designs), count), numpy.int16)
        for start, end in self.chunks(count):
            found[self.design_order, start:end] = self.chunk_scores(cells, start, end).T
        return found

    def ranked(self, cells, top):
        """Team by place: ranks, designs and scores. Equal scores share a rank; one below 0 is no place."""
        count = len(next(iter(cells.values())))
        keys = numpy.empty((count, top), numpy.int32)
        for start, end in self.chunks(count):
            scores = self.chunk_scores(cells, start, end)
            every = numpy.sort((scores.astype(numpy.int32) << 5) | self.tie, axis=1)
            keys[start:end] = every[:, : -top - 1 : -1]
        scores = keys >> 5
        designs = self.by_name[31 - (keys & 31)]
        ranks = numpy.broadcast_to(numpy.arange(1, top + 1), keys.shape).copy()
        for place in range(1, top):
            same = scores[:, place] == scores[:, place - 1]
            ranks[same, place] = ranks[same, place - 1]
        return ranks, designs, scores

    def chosen(self, cells, designs):
        """The alternative that each placed design stands with: the first of the best."""
        rows = self.rows_of(cells, None, None)
        every = sum(table.take(at, axis=0) for (_, table), at in zip(self.groups, rows))
        found = numpy.empty(designs.shape, numpy.intp)
        of = numpy.array(self.of)
        for design in range(len(self.designs)):
            start, end = numpy.searchsorted(of, [design, design + 1])
            best = every[:, start:end].argmax(axis=1) + start
            found = numpy.where(designs == design, best[:, None], found)
        return found

    def changes(self):
        """What answers add to the base value: a factor, the columns that say which row, and rows by alternatives."""
        for name, parts in self.parts.items():
            row = self.factor_row(name)
            yield row, [name], parts if self.is_experience(name) else parts - self.prior[row]
        row = self.factor_row(self.resources()["id"])
        yield row, self.paths(self.resources()["terms"]), self.resource_parts() - self.prior[row]
        for at, pair in enumerate(self.tables["pairs"]):
            change = self.pair_parts(at) - self.pair_prior(at)
            # Between the two factors, the odd hundredth to the first.
            half = numpy.where(change < 0, -(-change // 2), change // 2)
            for row, share in zip(pair["factors"], (change - half, half)):
                yield row, self.paths(pair["terms"]), share

    def contributions(self, cells, alternatives):
        """Team by place by factor: what each factor adds to the base value, its shares of interactions included."""
        found = numpy.zeros((*alternatives.shape, len(self.tables["factors"])), numpy.int32)
        for row, names, change in self.all_changes:
            at = numpy.ravel_multi_index([cells[name] for name in names], [self.columns[name] for name in names])
            found[:, :, row] += change[at[:, None], alternatives]
        return found

    def reasons(self, cells, designs, count=5):
        """Team by place by reason: the factors with the largest contributions and these; ties in factor order."""
        found = self.contributions(cells, self.chosen(cells, designs))
        last = found.shape[2] - 1
        keys = (numpy.abs(found) << 5) | (last - numpy.arange(last + 1, dtype=numpy.int32))
        factors = last - (numpy.sort(keys, axis=2)[:, :, : -count - 1 : -1] & 31)
        return factors, numpy.take_along_axis(found, factors, axis=2)
