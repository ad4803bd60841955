"""The model as a numpy user would write it: potential and loss of readiness are sums over the cells of a team; gates are a
product over them.

A sum over cells is a matrix product with a row of zeros and ones for each team. Looking up several columns at once in joint
tables gives the same sums in about a quarter of the time, so the comparison uses joint tables. All numbers are floating
point, and the final score is rounded down to hundredths.
"""

import functools
import math

import numpy

# Larger than the floating-point error of a score in hundredths, and so small that no score is this close below a whole
# hundredth by chance.
DOUBT = 1e-9
# The maximum number of rows of a joint table, so that it fits in the cache.
ROWS = 625
# Added to the loss for an unmet requirement, so that the score falls below 0.
UNMET = 1e6
# The number of teams scored at once, so that intermediate results fit in the cache.
CHUNK = 1024
LEVELS = 5
# Gauss-Legendre points and weights on 0 to 1: exact up to degree seven; contributions have degree six.
POINTS, POINT_WEIGHTS = (part / 2 for part in numpy.polynomial.legendre.leggauss(4))
POINTS = POINTS + 0.5


class Model:
    def __init__(self, tables, columns):
        self.tables, self.columns = tables, columns
        self.terms, self.pairs = tables["terms"], tables["pairs"]
        self.of = numpy.array([alternative["design"] for alternative in tables["alternatives"]])
        self.designs, self.all = tables["designs"], numpy.arange(len(self.of))
        self.path = {term["path"]: at for at, term in enumerate(self.terms)}
        self.parts = [self.term_parts(term) for term in range(len(self.terms))]
        self.priors = [self.prior(term) @ parts for term, parts in enumerate(self.parts)]
        self.pair_parts = [self.of_pair(pair) for pair in self.pairs]
        self.read_transfer()
        self.order_slots()
        self.sides = [Joint(self, self.side_tables(name), numpy.add) for name in ("potential", "readiness")]
        self.gates = Joint(self, self.gate_tables(), numpy.multiply)
        self.read_starts()
        # The lower five bits of a key, which order equal scores by id.
        self.by_name = numpy.array(sorted(range(len(self.designs)), key=self.designs.__getitem__))
        tie = numpy.zeros(len(self.designs), numpy.int32)
        tie[self.by_name] = 31 - numpy.arange(len(self.designs))
        self.tie = tie[self.design_order]

    # Parts: the potential that a cell adds or the readiness that it costs, by alternative

    def share(self, one):
        return one["weight"] / self.tables["potential" if one["side"] == "potential" else "most"]

    def prior(self, term):
        shares = numpy.array(self.terms[term]["prior"][: self.terms[term]["cells"]], float)
        return shares / shares.sum()

    def term_parts(self, at):
        term = self.terms[at]
        worth = numpy.array(self.tables["utilities"][at][: term["cells"]]) / 1e6
        if term["side"] == "potential":
            return self.share(term) * worth
        return self.share(term) * numpy.array(self.tables["importances"][at]) * (1 - worth)

    def of_pair(self, pair):
        worth = numpy.array(pair["utilities"]) / 1e6
        return self.share(pair) * (worth if pair["side"] == "potential" else 1 - worth)

    def read_transfer(self):
        """Returns the gain from follow-up by outcome, the gain of a routine without it, and the distance of a level from the top."""
        self.transfer_terms = [self.tables["transfer"][name] for name in ("outcome", "support", "complexity")]
        cells = self.terms[self.transfer_terms[0]]["cells"]
        share = self.share(self.terms[self.transfer_terms[0]])
        none = {"rise": [0] * cells, "routine": [0] * cells}
        transfers = [alternative["transfer"] or none for alternative in self.tables["alternatives"]]
        self.rise, self.routine = (
            share * numpy.array([transfer[name][:cells] for transfer in transfers]).T / 1e6 for name in ("rise", "routine")
        )
        self.lack = 1 - numpy.arange(LEVELS) / (LEVELS - 1)

    def transfer_parts(self):
        """Returns outcome, support and complexity by alternative; the last varies fastest."""
        unsupported, simplicity = self.lack[:, None, None], self.lack[None, :, None]
        rise, routine = self.rise[:, None, None, :], self.routine[:, None, None, :]
        added = rise * (1 - unsupported) + routine * unsupported * simplicity
        return added.reshape(-1, len(self.of))

    def term_of(self, name):
        """Returns the term of a column, and its design, if any."""
        if name in self.path:
            return self.path[name], None
        factor, design = name.split(".")
        return self.path[factor], self.designs.index(design)

    def column_parts(self, name):
        """Returns how experience with one design changes the typical value."""
        term, design = self.term_of(name)
        if design is None:
            return self.parts[term][: self.columns[name]]
        return numpy.where(self.of == design, self.parts[term][: self.columns[name]] - self.priors[term], 0)

    def unmet(self, name):
        """Returns whether a cell of a column is below an alternative's requirement."""
        term, design = self.term_of(name)
        found = numpy.zeros((self.columns[name], len(self.of)), bool)
        for at, alternative in enumerate(self.tables["alternatives"]):
            for required, at_least in alternative["requirements"]:
                if required == term and design is None:
                    found[:, at] |= (numpy.arange(self.columns[name]) + 1) * 1_000_000 < at_least
        return found

    def side_tables(self, side):
        """Returns the parts of a side: columns that are looked up together, and the effects of their cells."""
        for name in self.columns:
            parts = self.column_parts(name) * (self.terms[self.term_of(name)[0]]["side"] == side)
            if side == "readiness":
                parts = parts + UNMET * self.unmet(name)
            if parts.any():
                yield [name], parts
        for pair, parts in zip(self.pairs, self.pair_parts):
            if pair["side"] == side:
                yield self.paths(pair["terms"]), parts
        if side == "potential":
            yield self.paths(self.transfer_terms), self.transfer_parts()
        # The typical experience with each design, which its columns change.
        for at, term in enumerate(self.terms):
            if term["side"] == side and term["kind"] == "per_design":
                yield [], self.priors[at][None, :]

    def gate_tables(self):
        """Returns the remaining share after the gates, by column and cell."""
        found = {}
        for at, alternative in enumerate(self.tables["alternatives"]):
            for gate in alternative["gates"]:
                name = self.terms[gate["term"]]["path"]
                found.setdefault(name, numpy.ones((LEVELS, len(self.of))))[:, at] = numpy.array(gate["keeps"]) / 1e6
        return [([name], keeps) for name, keeps in found.items()]

    def paths(self, terms):
        return [self.terms[term]["path"] for term in terms]

    def order_slots(self):
        """Orders alternatives so that the best of each design is found with whole slices: the first of all designs, then the
        second of those with two, and so on; designs with the most alternatives come first."""
        counts = numpy.bincount(self.of, minlength=len(self.designs))
        self.design_order = numpy.argsort(-counts, kind="stable")
        starts = numpy.searchsorted(self.of, numpy.arange(len(self.designs)))
        self.slots = [int((counts > slot).sum()) for slot in range(counts.max())]
        order = [starts[design] + slot for slot, size in enumerate(self.slots) for design in self.design_order[:size]]
        self.order = numpy.array(order)

    # Scores

    def all_scores(self, cells):
        """Returns scores in hundredths, team by alternative in slot order; below 0 if not feasible."""
        potential, lost = (side.of(cells) for side in self.sides)
        scores = numpy.subtract(1, lost, out=lost)
        scores *= potential
        scores *= self.gates.of(cells)
        scores *= 10_000
        scores += DOUBT
        return numpy.floor(numpy.maximum(scores, -1, out=scores), out=scores).astype(numpy.int32)

    def chunk_scores(self, cells):
        """Returns scores in hundredths, team by design in slot order; below 0 if not feasible."""
        scores = self.all_scores(cells)
        best, first = scores[:, : self.slots[0]].copy(), self.slots[0]
        for size in self.slots[1:]:
            numpy.maximum(best[:, :size], scores[:, first : first + size], out=best[:, :size])
            first += size
        return best

    def chunks(self, count):
        return ((start, min(start + CHUNK, count)) for start in range(0, count, CHUNK))

    def pieces(self, cells):
        for start, end in self.chunks(len(next(iter(cells.values())))):
            yield start, end, {name: column[start:end] for name, column in cells.items()}

    def scores(self, cells):
        """Returns scores in hundredths, design by team; below 0 if not feasible."""
        found = numpy.empty((len(self.designs), len(next(iter(cells.values())))), numpy.int16)
        for start, end, piece in self.pieces(cells):
            found[self.design_order, start:end] = self.chunk_scores(piece).T
        return found

    def ranked(self, cells, top):
        """Returns ranks, designs and scores, team by place. Equal scores share a rank; scores below 0 have no place."""
        keys = numpy.empty((len(next(iter(cells.values()))), top), numpy.int32)
        for start, end, piece in self.pieces(cells):
            every = numpy.sort((self.chunk_scores(piece) << 5) | self.tie, axis=1)
            keys[start:end] = every[:, : -top - 1 : -1]
        scores = keys >> 5
        designs = self.by_name[31 - (keys & 31)]
        ranks = numpy.broadcast_to(numpy.arange(1, top + 1), keys.shape).copy()
        for place in range(1, top):
            same = scores[:, place] == scores[:, place - 1]
            ranks[same, place] = ranks[same, place - 1]
        return ranks, designs, scores

    # Contributions: Shapley values of a product of blocks, as integrals along the path from typical values to the answers

    def read_starts(self):
        """Returns interactions and gates for unanswered factors."""
        self.pair_starts = []
        for pair, parts in zip(self.pairs, self.pair_parts):
            one, other = (self.prior(term)[:LEVELS] for term in pair["terms"])
            parts = parts.reshape(LEVELS, LEVELS, -1)
            second, first = numpy.tensordot(one, parts, 1), numpy.einsum("b,abn->an", other, parts)
            self.pair_starts.append((one @ first, first, second))
        self.gate_slots = []
        for slot in range(2):
            gates = [alternative["gates"][slot : slot + 1] for alternative in self.tables["alternatives"]]
            terms = numpy.array([of[0]["term"] if of else 0 for of in gates])
            keeps = numpy.array([of[0]["keeps"] if of else [1_000_000] * LEVELS for of in gates]) / 1e6
            starts = numpy.array([self.prior(term)[:LEVELS] @ keep if of else 1 for of, term, keep in zip(gates, terms, keeps)])
            self.gate_slots.append((terms, keeps, starts))
        self.term_factor = [term["factor"] for term in self.terms]

    def chosen(self, cells, designs):
        """Returns the alternative of each placed design: the first of the best."""
        found = numpy.zeros(designs.shape, int)
        for start, end, piece in self.pieces(cells):
            scores = numpy.empty((end - start, len(self.of)), numpy.int32)
            scores[:, self.order] = self.all_scores(piece)
            for design in range(len(self.designs)):
                at = numpy.flatnonzero(self.of == design)
                best = at[scores[:, at].argmax(axis=1)]
                found[start:end] = numpy.where(designs[start:end] == design, best[:, None], found[start:end])
        return found

    def changes(self, cells, alternatives):
        """Returns the change of each term's part from the typical value, team by place."""
        found = [numpy.zeros(alternatives.shape) for _ in self.terms]
        for name in self.columns:
            term, design = self.term_of(name)
            parts = self.column_parts(name) - (self.priors[term] if design is None else 0)
            found[term] += parts[cells[name][:, None], alternatives]
        return found

    def contributions(self, cells, alternatives):
        """Returns each factor's contribution, team by place by factor, in hundredths that add up to the score."""
        way = Way(self, cells, alternatives)
        found = numpy.zeros((len(self.tables["factors"]) + 1, *alternatives.shape))
        found[0] = way.start()
        for factor, change in way.changes():
            found[1 + factor] += change
        totals = numpy.floor(numpy.cumsum(found, axis=0) * 10_000 + DOUBT).astype(numpy.int32)
        return numpy.moveaxis(numpy.diff(totals, axis=0), 0, 2)

    def reasons(self, cells, designs, count=5):
        """Returns the factors with the largest contributions, team by place by reason; ties are in factor order."""
        found = self.contributions(cells, self.chosen(cells, designs))
        last = found.shape[2] - 1
        keys = (numpy.abs(found) << 5) | (last - numpy.arange(last + 1, dtype=numpy.int32))
        factors = last - (numpy.sort(keys, axis=2)[:, :, : -count - 1 : -1] & 31)
        return factors, numpy.take_along_axis(found, factors, axis=2)


class Joint:
    """Joint tables, so that there are few lookups; alternatives are in slot order."""

    def __init__(self, model, tables, combine):
        self.model, self.combine = model, combine
        groups = []
        for names, table in sorted(tables, key=lambda one: -len(one[1])):
            fits = next((of for of in groups if self.rows(of[0] | dict.fromkeys(names)) <= ROWS), None)
            if fits is None:
                groups.append(fits := ({}, []))
            fits[0].update(dict.fromkeys(names))
            fits[1].append((names, table))
        self.groups = [(list(names), self.joint(list(names), parts)) for names, parts in groups]

    def rows(self, names):
        return math.prod(self.model.columns[name] for name in names)

    def row(self, names, cells):
        """Returns the rows of a table; the last column varies fastest."""
        at = 0
        for name in names:
            at = at * self.model.columns[name] + cells[name].astype(numpy.intp)
        return at

    def joint(self, names, parts):
        shape = [self.model.columns[name] for name in names]
        cells = dict(zip(names, numpy.indices(shape).reshape(len(names), -1)))
        tables = (table[self.row(own, cells)] for own, table in parts)
        table = functools.reduce(self.combine, tables, numpy.full((self.rows(names), 1), self.combine.identity, float))
        return numpy.ascontiguousarray(table[:, self.model.order])

    def of(self, cells):
        """Returns sums, team by alternative."""
        (names, table), *others = self.groups
        found = table.take(self.row(names, cells), axis=0)
        room = numpy.empty_like(found)
        for names, table in others:
            numpy.take(table, self.row(names, cells), axis=0, out=room, mode="clip")
            self.combine(found, room, out=found)
        return found


class Way:
    """The blocks of placed alternatives at each point of the path from typical values to the answers: point, team, place."""

    def __init__(self, model, cells, alternatives):
        self.model, self.cells, self.at = model, cells, alternatives
        self.along = POINTS[:, None, None]
        self.changed = model.changes(cells, alternatives)
        self.pairs = [self.pair(at) for at in range(len(model.pairs))]
        self.transfer = self.transfer_lines()
        self.gates = [self.gate(*slot) for slot in model.gate_slots]
        self.potential, self.lost = (self.block(side, self.along) for side in ("potential", "readiness"))

    def line(self, start, change):
        return start, change, start + self.along * change

    def pair(self, at):
        """Returns the value with both unanswered, the change from each alone, and the additional change from both."""
        model, pair = self.model, self.model.pairs[at]
        one, other = (self.cells[model.terms[term]["path"]][:, None].astype(numpy.intp) for term in pair["terms"])
        neither, first, second = model.pair_starts[at]
        neither = neither[self.at]
        first, second = first[one, self.at] - neither, second[other, self.at] - neither
        both = model.pair_parts[at][LEVELS * one + other, self.at] - neither
        return neither, first, second, both - first - second

    def transfer_lines(self):
        model = self.model
        outcome, support, complexity = model.transfer_terms
        cell = [self.cells[model.terms[term]["path"]][:, None].astype(numpy.intp) for term in model.transfer_terms]
        lines = []
        for table in (model.rise, model.routine):
            start = (model.prior(outcome) @ table)[self.at]
            lines.append(self.line(start, table[cell[0], self.at] - start))
        for term, level in ((support, cell[1]), (complexity, cell[2])):
            start = model.prior(term)[:LEVELS] @ model.lack
            lines.append(self.line(start, model.lack[level] - start))
        return lines

    def gate(self, terms, keeps, starts):
        term = terms[self.at]
        cell = numpy.zeros(term.shape, numpy.intp)
        for one in numpy.unique(terms):
            level = self.cells[self.model.terms[one]["path"]][:, None]
            cell = numpy.where(term == one, numpy.minimum(level, LEVELS - 1), cell)
        start = starts[self.at]
        return (*self.line(start, keeps[self.at, cell] - start), term)

    def block(self, side, along):
        """Returns potential or loss of readiness at the points of the path."""
        model = self.model
        terms = [at for at, term in enumerate(model.terms) if term["side"] == side]
        found = sum(model.priors[at] for at in terms)[self.at] + along * sum(self.changed[at] for at in terms)
        for pair, (neither, first, second, bend) in zip(model.pairs, self.pairs):
            if pair["side"] == side:
                found = found + neither + along * (first + second) + along**2 * bend
        if side == "potential":
            rise, routine, unsupported, simplicity = (start + along * change for start, change, _ in self.transfer)
            found = found + rise * (1 - unsupported) + routine * unsupported * simplicity
        return found

    def start(self):
        """Returns the base value."""
        return self.block("potential", 0) * (1 - self.block("readiness", 0)) * math.prod(gate[0] for gate in self.gates)

    def mean(self, curve):
        return numpy.tensordot(POINT_WEIGHTS, numpy.broadcast_to(curve, self.potential.shape), 1)

    def changes(self):
        """Returns each factor's contribution through each of its parts."""
        model, keeps = self.model, math.prod(gate[2] for gate in self.gates)
        beside = {"potential": (1 - self.lost) * keeps, "readiness": -self.potential * keeps}
        means = {side: self.mean(curve) for side, curve in beside.items()}
        for term, change in zip(model.terms, self.changed):
            yield term["factor"], change * means[term["side"]]
        for pair, (_, first, second, bend) in zip(model.pairs, self.pairs):
            for factor, alone in zip(pair["factors"], (first, second)):
                yield factor, self.mean((alone + self.along * bend) * beside[pair["side"]])
        outcome, support, complexity = (model.terms[term]["factor"] for term in model.transfer_terms)
        (_, of_rise, rise), (_, of_routine, routine), (_, lost, lacking), (_, simpler, simple) = self.transfer
        yield outcome, self.mean((of_rise * (1 - lacking) + of_routine * lacking * simple) * beside["potential"])
        yield support, lost * self.mean((routine * simple - rise) * beside["potential"])
        yield complexity, simpler * self.mean(routine * lacking * beside["potential"])
        factors = numpy.array(model.term_factor)
        for at, (_, change, _, term) in enumerate(self.gates):
            others = math.prod(gate[2] for other, gate in enumerate(self.gates) if other != at)
            points = change * self.mean(self.potential * (1 - self.lost) * others)
            for factor in numpy.unique(factors[model.gate_slots[at][0]]):
                yield factor, numpy.where(factors[term] == factor, points, 0)
