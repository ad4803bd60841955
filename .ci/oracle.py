#!/usr/bin/env python3
"""Recomputes the service's answers independently in exact fractions, using only the printed tables.

Usage: oracle.py URL TABLES.json

TABLES.json is the output of the example `peers_tables`. Draws random teams with a few to all factors answered, and requests
each with full explanations. For every ranked design, in the environment and variant of the answer, all of these must match
to the last printed digit: score, potential, readiness, the base value, each factor's contribution and cost, its
interactions, unmet gates, and the order of the designs. Shapley values are computed from their definition, over all sets of
players: for the whole score if there are few players, otherwise for the products of single parts that add up to a score.
Finally, changes single numbers of the tables and checks that each change is detected.
"""

import copy
import json
import math
import random
import sys
import urllib.request
from fractions import Fraction
from itertools import product

PROFILES, FEW = 200, 90
SEED = 4
# The maximum number of players for which every set is computed.
MOST_PLAYERS = 9
# The minimum number of profiles in which all designs have that few players.
LEAST_BRUTE = 60
MILLION = 1_000_000
LEVELS = 5
SHOWN = 10


# Profiles


def drawn_rating(draw):
    kind = draw.random()
    if kind < 0.5:
        return draw.randint(1, LEVELS)
    if kind < 0.65:
        return Fraction(draw.randint(10, 50), 10)
    if kind < 0.75:
        return Fraction(draw.randint(MILLION, LEVELS * MILLION), MILLION)
    parts = draw.choice([1, 1, 2])
    counts = [Fraction(draw.choice([0, draw.randint(0, 9)]), parts) for _ in range(LEVELS)]
    counts[draw.randrange(LEVELS)] += 1
    return {"counts": counts}


def drawn_some(draw, names):
    return draw.sample(names, draw.choice([1, 2, len(names), draw.randint(1, len(names))]))


def drawn_answer(draw, factor, tables):
    if factor["kind"] == "level":
        return drawn_rating(draw)
    if factor["kind"] == "shares":
        if factor["id"] == "outcome_type" and draw.random() < 0.5:
            return draw.choice(factor["categories"])
        return {name: Fraction(draw.randint(1, 30), draw.choice([1, 10])) for name in drawn_some(draw, factor["categories"])}
    if factor["kind"] == "per_design":
        return {design: drawn_rating(draw) for design in drawn_some(draw, tables["designs"])}
    kinds = [tables["terms"][term]["path"].split(".")[1] for term in factor["terms"]]
    return {kind: drawn_rating(draw) for kind in drawn_some(draw, kinds)}


def drawn_requests(tables):
    """Yields profiles, some with weights: multipliers by factor."""
    draw, factors = random.Random(SEED), tables["factors"]
    for at in range(PROFILES):
        if at < FEW:
            count = draw.randint(1, 6)
        else:
            count = draw.choice([draw.randint(7, len(factors)), len(factors) - 1, len(factors)])
        answered = draw.sample(factors, count)
        profile = {"factors": {factor["id"]: drawn_answer(draw, factor, tables) for factor in answered}}
        if draw.random() < 0.25:
            profile["setting"] = {"program_teachers": draw.choice([8, 40, 75, 100, 400, draw.randint(20, 120)])}
        weights = {}
        if draw.random() < 0.2:
            weighed = draw.sample(factors, draw.randint(1, 12))
            weights = {factor["id"]: draw.choice([0, Fraction(1, 2), 1, 2, Fraction(37, 10)]) for factor in weighed}
        yield profile, weights


def rating_shares(rating):
    """Returns the shares of an answer by level, with its mean in millionths, rounded down."""
    if isinstance(rating, dict):
        counts = rating["counts"]
        mean = Fraction(sum(level * count for level, count in enumerate(counts, 1))) / sum(counts)
        return [Fraction(count) / sum(counts) for count in counts], math.floor(mean * MILLION)
    below = min(math.floor(rating), LEVELS - 1)
    shares = [Fraction(0)] * LEVELS
    shares[below - 1], shares[below] = below + 1 - Fraction(rating), Fraction(rating) - below
    return shares, math.floor(rating * MILLION)


def mean(shares, values):
    return sum((share * value for share, value in zip(shares, values) if share), Fraction(0))


class Answers:
    """A profile by term: shares of cells, for all designs or by design, and means in millionths."""

    def __init__(self, tables, profile):
        self.team, self.of_designs, self.means = {}, {}, {}
        self.teachers = profile.get("setting", {}).get("program_teachers")
        by_path = {term["path"]: at for at, term in enumerate(tables["terms"])}
        for factor in tables["factors"]:
            answer = profile["factors"].get(factor["id"])
            if answer is None:
                continue
            if factor["kind"] == "shares":
                given = {answer: 1} if isinstance(answer, str) else answer
                total = Fraction(sum(given.values()))
                self.team[factor["terms"][0]] = [given.get(name, 0) / total for name in factor["categories"]]
            elif factor["kind"] == "per_design":
                for design, rating in answer.items():
                    self.of_designs[factor["terms"][0], tables["designs"].index(design)] = rating_shares(rating)[0]
            elif factor["kind"] == "per_resource":
                for kind, rating in answer.items():
                    self.put(by_path[f"{factor['id']}.{kind}"], rating)
            else:
                self.put(factor["terms"][0], answer)

    def put(self, term, rating):
        self.team[term], self.means[term] = rating_shares(rating)

    def get(self, term, design):
        return self.team.get(term) or self.of_designs.get((term, design))


# Weights


class Model:
    """The tables with one set of weights."""

    def __init__(self, tables, weights):
        self.tables = tables
        self.terms, self.pairs, self.factors = tables["terms"], tables["pairs"], tables["factors"]
        self.priors = [[Fraction(share, sum(term["prior"])) for share in term["prior"]] for term in self.terms]
        self.multipliers = [Fraction(weights.get(factor["id"], 1)) for factor in self.factors]
        of_terms = [self.multipliers[term["factor"]] for term in self.terms]
        of_pairs = [min(self.multipliers[factor] for factor in pair["factors"]) for pair in self.pairs]
        self.weights = [times * term["weight"] for times, term in zip(of_terms, self.terms)]
        self.pair_weights = [times * pair["weight"] for times, pair in zip(of_pairs, self.pairs)]
        weighed = list(zip(self.terms + self.pairs, self.weights + self.pair_weights))
        self.potential = sum(weight for of, weight in weighed if of["side"] == "potential")
        if not weights and self.potential != tables["potential"]:
            sys.exit(f"the weight of potential is {tables['potential']} in the tables, but {self.potential} as a sum")
        capacities = [(times, 3 * term["weight"]) for times, term in zip(of_terms, self.terms) if term["side"] == "readiness"]
        capacities += [(times, pair["weight"]) for times, pair in zip(of_pairs, self.pairs) if pair["side"] == "readiness"]
        self.most = filled(capacities, tables["most"])
        self.follow_up, self.routine = self.transfer_weights()
        self.gates = [self.gates_of(alternative) for alternative in tables["alternatives"]]

    def transfer_weights(self):
        """Follow-up and a simple routine have the outcome's weight, with the smaller multiplier of their factors."""
        terms = [self.terms[self.tables["transfer"][name]] for name in ("outcome", "support", "complexity")]
        outcome, support, complexity = (self.multipliers[term["factor"]] for term in terms)
        return [times * terms[0]["weight"] for times in (min(outcome, support), min(outcome, support, complexity))]

    def gates_of(self, alternative):
        return [(gate["term"], self.raised(gate["term"], gate["keeps"])) for gate in alternative["gates"]]

    def raised(self, term, keeps):
        """Returns a gate's share to the power of its factor's multiplier divided by the median multiplier of the side."""
        side = self.terms[term]["side"]
        on_side = [self.terms[factor["terms"][0]]["side"] == side for factor in self.factors]
        counting = sorted(times for times, on in zip(self.multipliers, on_side) if on and times)
        middle = counting[len(counting) // 2] if counting else Fraction(1, MILLION)
        own = self.multipliers[self.terms[term]["factor"]]
        if own != middle:
            power = float(own * MILLION) / float(middle * MILLION)
            keeps = [math.floor((one / MILLION) ** power * MILLION + 0.5) for one in keeps]
        return [Fraction(one, MILLION) for one in keeps]


def filled(capacities, most):
    """Returns the largest sum of importance times weight: the highest multipliers first, up to the total limit."""
    total, left = Fraction(0), most
    for times, capacity in sorted(capacities, reverse=True):
        taken = min(capacity, left)
        total, left = total + times * taken, left - taken
    return total


# One alternative: blocks of items. An item names its players and has a value for every set of them, in a list indexed by one
# bit per player. A block is the sum of its items, and the score is the product of the blocks.

CONSTANT = "constant"


class Case:
    def __init__(self, model, answers, alternative):
        self.model, self.answers, self.at = model, answers, alternative
        self.of = model.tables["alternatives"][alternative]
        self.design = self.of["design"]

    def answered(self, term):
        return self.answers.get(term, self.design) is not None

    def mixture(self, term, moved):
        answer = self.answers.get(term, self.design) if self.model.terms[term]["factor"] in moved else None
        return answer or self.model.priors[term]

    def size(self):
        size = self.model.tables["sizes"][self.design]
        if size is None or self.answers.teachers is None:
            return Fraction(1)
        span = size["from_teachers"] - size["full_up_to"]
        along = min(max(Fraction(self.answers.teachers - size["full_up_to"], span), 0), 1)
        keeps = MILLION - (MILLION - size["keeps"]) * along
        return Fraction(math.floor(keeps + Fraction(1, 2)), MILLION)

    def term_value(self, term, moved):
        model, of = self.model, self.model.terms[term]
        cells = [cell[self.at] for cell in model.tables["utilities"][term]]
        utility = mean(self.mixture(term, moved), cells) / MILLION
        if of["side"] == "potential":
            return model.weights[term] * utility / model.potential if model.potential else Fraction(0)
        importance = model.tables["importances"][term][self.at]
        return model.weights[term] * importance * (1 - utility) / model.most if model.most else Fraction(0)

    def pair_value(self, pair, moved):
        model, of = self.model, self.model.pairs[pair]
        first, second = (self.mixture(term, moved) for term in of["terms"])
        utility = Fraction(0)
        for row, column in product(range(LEVELS), repeat=2):
            utility += first[row] * second[column] * of["utilities"][LEVELS * row + column][self.at]
        utility /= MILLION
        worth, whole = (utility, model.potential) if of["side"] == "potential" else (1 - utility, model.most)
        return model.pair_weights[pair] * worth / whole if whole else Fraction(0)

    def transfer_value(self, moved):
        terms = self.model.tables["transfer"]
        outcome, support, complexity = (self.mixture(terms[name], moved) for name in ("outcome", "support", "complexity"))
        lack = [Fraction(LEVELS - 1 - cell, LEVELS - 1) for cell in range(LEVELS)]
        unsupported, simplicity = mean(support, lack), mean(complexity, lack)
        rise, routine = (mean(outcome, self.of["transfer"][name]) / MILLION for name in ("rise", "routine"))
        added = self.model.follow_up * rise * (1 - unsupported) + self.model.routine * routine * unsupported * simplicity
        return added / self.model.potential if self.model.potential else Fraction(0)

    def item(self, label, terms, value):
        """Returns an item whose players are the answered factors of its terms."""
        players = list(dict.fromkeys(self.model.terms[term]["factor"] for term in terms if self.answered(term)))
        values = [value(chosen(players, mask)) for mask in range(1 << len(players))]
        return label, players, values

    def blocks(self):
        model, size = self.model, self.size()
        sides = {"potential": [], "readiness": []}
        for term, of in enumerate(model.terms):
            item = self.item(("term", term), [term], lambda moved, term=term: self.term_value(term, moved))
            sides[of["side"]].append(item)
        for pair, of in enumerate(model.pairs):
            item = self.item(("pair", pair), of["terms"], lambda moved, pair=pair: self.pair_value(pair, moved))
            sides[of["side"]].append(item)
        if self.of["transfer"] is not None:
            sides["potential"].append(self.item(("transfer",), model.tables["transfer"].values(), self.transfer_value))
        if not model.potential:
            sides["potential"].append((CONSTANT, [], [Fraction(1)]))
        potential = [(label, players, [size * value for value in values]) for label, players, values in sides["potential"]]
        readiness = [(label, players, [-value for value in values]) for label, players, values in sides["readiness"]]
        gates = [
            [self.item(("gate", term), [term], lambda moved, term=term, keeps=keeps: mean(self.mixture(term, moved), keeps))]
            for term, keeps in model.gates[self.at]
        ]
        return [potential, [(CONSTANT, [], [Fraction(1)]), *readiness], *gates]

    def side(self, factor):
        """Returns the name of a factor in the answer."""
        model, terms = self.model, self.model.factors[factor]["terms"]
        if any(term in terms for term, _ in model.gates[self.at]):
            return "gate"
        follows_up = self.of["transfer"] is not None and model.tables["transfer"]["support"] in terms
        hangs = model.tables["importances"][terms[0]][self.at] > 0
        of_potential = model.terms[terms[0]]["side"] == "potential" or (follows_up and not hangs)
        return "potential" if of_potential else "readiness"

    def runs(self):
        means = self.answers.means
        return all(means.get(term, at_least) >= at_least for term, at_least in self.of["requirements"])


def chosen(players, mask):
    return {player for at, player in enumerate(players) if mask >> at & 1}


def at_all(block):
    """Returns a block's value with all players at the team's answers."""
    return sum(values[-1] for _, _, values in block)


def floor(share):
    """Returns hundredths of a point, rounded down."""
    return math.floor(share * 10_000)


def total(share):
    """The same with the slack of a total: a hundred-millionth of a hundredth."""
    return math.floor(share * 10_000 + Fraction(1, 10**8))


# Shapley values


class Whole:
    """Normalizes a block: whole numbers over one denominator, constants in one item, and no zero items."""

    def __init__(self, block):
        self.denominator = math.lcm(*(value.denominator for _, _, values in block for value in values))
        self.items, constant = [], 0
        for label, players, values in block:
            values = [int(value * self.denominator) for value in values]
            if len(set(values)) > 1:
                self.items.append((label, players, values))
            else:
                constant += values[0]
        if constant:
            self.items.append((CONSTANT, [], [constant]))


def table(items, players):
    """Returns a block's value for every set of its players."""
    found = [0] * (1 << len(players))
    for _, own, values in items:
        bits = [players.index(player) for player in own]
        for mask in range(len(found)):
            found[mask] += values[sum((mask >> bit & 1) << at for at, bit in enumerate(bits))]
    return found


def players_of(items):
    return list(dict.fromkeys(player for _, players, _ in items for player in players))


def shapley(blocks):
    """Computes Shapley values by definition: each player's average marginal contribution over all orders, times the
    denominators."""
    names = [players_of(items) for items in blocks]
    players = [(block, player) for block, own in enumerate(names) for player in own]
    values = [1]
    for items, own in zip(blocks, names):
        values = [one * other for other in table(items, own) for one in values]
    count = len(players)
    orders = [math.factorial(size) * math.factorial(count - 1 - size) for size in range(count)]
    found = {}
    for at, player in enumerate(players):
        bit, total = 1 << at, 0
        for mask in range(len(values)):
            if not mask & bit:
                total += orders[mask.bit_count()] * (values[mask | bit] - values[mask])
        found[player] = Fraction(total, math.factorial(count))
    return found


def brute(blocks):
    """Returns Shapley values of the whole score."""
    denominator = math.prod(block.denominator for block in blocks)
    return {player: value / denominator for player, value in shapley([block.items for block in blocks]).items()}


def by_parts(blocks):
    """Returns Shapley values of every product of one item per block, by label. They add up to those of the score."""
    denominator = math.prod(block.denominator for block in blocks)
    for items in product(*(block.items for block in blocks)):
        if any(players for _, players, _ in items):
            found = shapley([[item] for item in items])
            yield items, {player: value / denominator for player, value in found.items()}


def contributions(case, blocks, brutally):
    """Returns the base value, each factor's contribution, and the part of it from interactions, all unrounded."""
    wholes = [Whole(block) for block in blocks]
    base = math.prod(sum(values[0] for _, _, values in block) for block in blocks)
    by_factor, of_pairs = [Fraction(0)] * len(case.model.factors), {}
    for items, found in by_parts(wholes):
        for (block, factor), value in found.items():
            by_factor[factor] += value
            label = items[block][0]
            if label[0] == "pair":
                of_pairs[factor, label[1]] = of_pairs.get((factor, label[1]), 0) + value
    if brutally:
        found = brute(wholes)
        sums = [sum(value for (_, of), value in found.items() if of == factor) for factor in range(len(by_factor))]
        assert sums == by_factor, "the Shapley values of the parts do not add up to those of the score"
    return base, by_factor, of_pairs


def costs(case, blocks):
    """Returns each factor's cost in potential, compared with all needs met; factors with a cost share interactions."""
    potential, readiness, *gates = blocks
    met = [(CONSTANT, [], [Fraction(1)])]
    for label, _, values in readiness[1:]:
        player = case.model.terms[label[1]]["factor"] if label[0] == "term" else label
        met.append((label, [player], [Fraction(0), values[-1]]))
    of_gates = [
        [(label, [case.model.terms[label[1]]["factor"]], [Fraction(1), values[-1]])] for ((label, _, values),) in gates
    ]
    wholes = [Whole(block) for block in ([(CONSTANT, [], [at_all(potential)])], met, *of_gates)]
    found = [Fraction(0)] * len(case.model.factors)
    for _, values in by_parts(wholes):
        for (_, player), value in values.items():
            bearing = [player]
            if isinstance(player, tuple):
                pair = case.model.pairs[player[1]]
                bearing = [factor for factor in pair["factors"] if case.side(factor) != "potential"]
            for factor in bearing:
                found[factor] -= value / len(bearing)
    return found


def running(start, changes):
    """Rounds a start and its changes down by running totals."""
    at, rounded = start, []
    for change in changes:
        rounded.append(total(at + change) - total(at))
        at += change
    return total(start), rounded


# Comparison


def hundredths(number):
    return round(number * 100)


def scored(model, answers):
    """Returns the case and the block values of each alternative."""
    found = []
    for at in range(len(model.tables["alternatives"])):
        case = Case(model, answers, at)
        blocks = case.blocks()
        found.append((case, blocks, floor(math.prod(map(at_all, blocks)))))
    return found


def order(model, every):
    """Returns the feasible designs: rank, design, and the first of the best alternatives."""
    best = {}
    for case, blocks, score in every:
        if case.runs() and (case.design not in best or score > best[case.design][2]):
            best[case.design] = case, blocks, score
    names = model.tables["designs"]
    placed = sorted(best.values(), key=lambda one: (-one[2], names[one[0].design]))
    ranks = {}
    return [(ranks.setdefault(one[2], place), one) for place, one in enumerate(placed, 1)]


def unmet_gates(case, blocks):
    terms, gates = case.model.terms, blocks[2:]
    known = [(label[1], values[-1]) for ((label, _, values),) in gates if case.answered(label[1])]
    unmet = [(terms[term]["path"], keeps) for term, keeps in known if keeps < 1]
    # Each remaining share is rounded down before multiplying.
    keeps = math.prod(Fraction(math.floor(keeps * MILLION), MILLION) for _, keeps in unmet)
    begins = keeps >= Fraction(case.model.tables["begin_now"], MILLION)
    return [(path, math.floor(keeps * 100)) for path, keeps in unmet], "can_begin_now" if begins else "worth_building_toward"


def expected(case, blocks, score, brutally):
    """Returns the expected answer for a design, in hundredths."""
    model, factors = case.model, range(len(case.model.factors))
    potential, readiness = at_all(blocks[0]), math.prod(map(at_all, blocks[1:]))
    base, by_factor, of_pairs = contributions(case, blocks, brutally)
    first, contributed = running(base, by_factor)
    _, given = running(potential, [-cost for cost in costs(case, blocks)])
    cost = [-change for change in given]
    ids, sides = [factor["id"] for factor in model.factors], [case.side(factor) for factor in factors]
    assert first + sum(contributed) == score and total(potential) - sum(cost) == score, "the parts do not add up"
    largest = sorted((factor for factor in factors if cost[factor] > 0), key=lambda factor: -cost[factor])[:3]
    gates, group = unmet_gates(case, blocks)
    size = case.size()
    found = {
        "environment": case.of["environment"],
        "variant": case.of["variant"],
        "score": score,
        "potential": total(potential),
        "readiness": total(readiness),
        "base_value": first,
        "other_contributions": 0,
        "gates": gates,
        "group": group,
        "costs": [(ids[factor], cost[factor]) for factor in largest],
        "program_size_keeps": math.floor(size * 100) if size < 1 else None,
    }
    for factor in factors:
        found[f"contribution of {ids[factor]}"] = contributed[factor]
        found[f"side of {ids[factor]}"] = sides[factor]
        found[f"cost of {ids[factor]}"] = None if sides[factor] == "potential" else cost[factor]
    return found, {(ids[factor], pair): value for (factor, pair), value in of_pairs.items()}


def printed(one):
    """Returns the same numbers from an answer."""
    found = {name: one[name] for name in ("environment", "variant", "group")}
    for name in ("score", "potential", "readiness", "base_value", "other_contributions"):
        found[name] = hundredths(one[name])
    found["gates"] = [(gate["factor"], hundredths(gate["keeps"])) for gate in one["gates"]]
    found["costs"] = [(cost["factor"], hundredths(cost["cost"])) for cost in one["costs"]]
    keeps = one.get("program_size_keeps")
    found["program_size_keeps"] = None if keeps is None else hundredths(keeps)
    for of in one["contributions"]:
        name = of["factor"]
        found[f"contribution of {name}"] = hundredths(of["contribution"])
        found[f"side of {name}"] = of["side"]
        found[f"cost of {name}"] = hundredths(of["cost"]) if "cost" in of else None
    return found


def interactions_apart(expected, one):
    """Yields wrong interactions. They are rounded to the nearest hundredth; a half may go either way."""
    answered = {
        (of["factor"], position): hundredths(interaction["contribution"])
        for of in one["contributions"]
        for position, interaction in enumerate(of.get("interactions", []))
    }
    by_factor = {}
    for (factor, _), value in expected.items():
        near = {math.floor(value * 10_000 + Fraction(1, 2)), math.ceil(value * 10_000 - Fraction(1, 2))}
        by_factor.setdefault(factor, []).append(near)
    for factor in {factor for factor, _ in answered} | set(by_factor):
        left = sorted(value for (of, _), value in answered.items() if of == factor)
        every = [sorted(value for value in values if value) for values in product(*by_factor.get(factor, []))]
        if left not in every:
            yield f"interactions of {factor}", left, every


def differences(model, profile, answer, tally):
    """Yields the differences between an answer and the expected one."""
    every = scored(model, Answers(model.tables, profile))
    placed, names = order(model, every), model.tables["designs"]
    ranked = [(rank, names[case.design]) for rank, (case, _, _) in placed]
    answered = [(one["rank"], one["design"]) for one in answer["recommendations"]]
    if ranked != answered:
        yield "ranking", answered, ranked
        return
    brutally_all = True
    for (_, (case, blocks, score)), one in zip(placed, answer["recommendations"]):
        players = sum(len({player for _, players, _ in block for player in players}) for block in blocks)
        brutally = players <= MOST_PLAYERS
        brutally_all &= brutally
        tally["designs"] += 1
        tally["designs by all sets of players"] += brutally
        found, of_pairs = expected(case, blocks, score, brutally)
        there = printed(one)
        for name in found | there:
            if found.get(name) != there.get(name):
                yield f"{one['design']}: {name}", there.get(name), found.get(name)
        for name, here, these in interactions_apart(of_pairs, one):
            yield f"{one['design']}: {name}", here, these
    not_feasible = sorted(one["design"] for one in answer["not_feasible"])
    missing = sorted(set(names) - {design for _, design in ranked})
    if not_feasible != missing:
        yield "not feasible", not_feasible, missing
    tally["profiles by all sets of players"] += brutally_all


def asked(url, profile, weights):
    options = {"explain": "full"} | ({"weights": weights} if weights else {})
    body = json.dumps({"profile": profile, "options": options}, default=float).encode()
    request = urllib.request.Request(f"{url}/v1/recommendations", body, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer, parse_float=Fraction)


# Corrupted tables


def spoilt(tables):
    """Yields tables with one wrong number."""

    def change(name, at):
        spoiled = copy.deepcopy(tables)
        at(spoiled)
        return name, spoiled

    def first(of, has):
        return next(at for at, one in enumerate(of) if has(one))

    terms, alternatives = tables["terms"], tables["alternatives"]
    outcome = tables["transfer"]["outcome"]
    readiness = first(terms, lambda term: term["side"] == "readiness")
    gated = first(alternatives, lambda one: one["gates"])
    followed = first(alternatives, lambda one: one["transfer"])

    def weight(spoiled):
        spoiled["terms"][readiness]["weight"] += 20_000

    def prior(spoiled):
        term = spoiled["terms"][readiness]
        term["prior"][0] += sum(term["prior"])

    def utility(spoiled):
        for cell in spoiled["utilities"][outcome]:
            cell[gated] = cell[gated] * 99 // 100

    def importance(spoiled):
        spoiled["importances"][readiness] = [(value + 1) % 4 for value in spoiled["importances"][readiness]]

    def keeps(spoiled):
        spoiled["alternatives"][gated]["gates"][0]["keeps"][0] += 20_000

    def rise(spoiled):
        of = spoiled["alternatives"][followed]["transfer"]
        of["rise"] = [value + 5_000 for value in of["rise"]]

    def routine(spoiled):
        for one in spoiled["alternatives"]:
            if one["transfer"]:
                one["transfer"]["routine"] = [value * 11 // 10 for value in one["transfer"]["routine"]]

    def interaction(spoiled):
        for pair in spoiled["pairs"]:
            pair["utilities"] = [[value - value // 50 for value in row] for row in pair["utilities"]]

    def most(spoiled):
        spoiled["most"] += 10_000

    def size(spoiled):
        for of in filter(None, spoiled["sizes"]):
            of["keeps"] += 10_000

    changes = [weight, prior, utility, importance, keeps, rise, routine, interaction, most, size]
    return [change(at.__name__, at) for at in changes]


def main(url, file):
    with open(file, encoding="utf-8") as text:
        tables = json.load(text)
    requests = list(drawn_requests(tables))
    answers = [asked(url, *request) for request in requests]
    tally = dict.fromkeys(("designs", "designs by all sets of players", "profiles by all sets of players"), 0)
    apart = []
    for at, ((profile, weights), answer) in enumerate(zip(requests, answers)):
        for what, answered, right in differences(Model(tables, weights), profile, answer, tally):
            apart.append(f"profile {at}: {what}: answered {answered}, from the tables {right}")
    said = ", ".join(f"{count} {what}" for what, count in tally.items())
    if apart:
        print(*apart[:SHOWN], sep="\n")
        sys.exit(f"{len(apart)} differences over {PROFILES} profiles ({said})")
    if tally["profiles by all sets of players"] < LEAST_BRUTE:
        sys.exit(f"too few profiles with few players: {said}")
    print(f"{PROFILES} profiles, {sum(bool(weights) for _, weights in requests)} of them with weights: everything matches ({said})")

    for name, spoiled in spoilt(tables):
        noticed = any(
            next(differences(Model(spoiled, weights), profile, answer, dict.fromkeys(tally, 0)), None)
            for (profile, weights), answer in zip(requests, answers)
        )
        if not noticed:
            sys.exit(f"a corrupted table was not detected: {name}")
    print("every corrupted table was detected")


if __name__ == "__main__":
    main(*sys.argv[1:])
