"""The rules of requests that JSON Schema cannot say. Counts, and shares, add up to at most 2^53; an order of factors names at
least two and each once, within ties as well; comparisons name every pair of their factors once; others stand below.

A body that only breaks such a rule is within the document and rightly answered 422, which would be taken for a right
request refused. Such bodies are left out here; the project's own tests send them.
"""

import itertools

import schemathesis

MOST = 2**53


def numbers(value):
    items = value.values() if isinstance(value, dict) else value
    return [item for item in items if isinstance(item, (int, float)) and not isinstance(item, bool)]


def too_many(value) -> bool:
    if not isinstance(value, (dict, list)):
        return False
    inner = value.values() if isinstance(value, dict) else value
    return sum(numbers(value)) > MOST >= max(numbers(value), default=0) or any(map(too_many, inner))


def needs_more(case) -> bool:
    """Two rules of other kinds: a choice without the first place needs a reason, and where no design can run a case needs
    to name one. Whether they hold is for the ranking to say, so such bodies go out only where they meet both."""
    if not isinstance(case.body, dict):
        return False
    if case.path == "/v1/decisions":
        return "reason" not in case.body
    return case.path == "/v1/cases" and "design" not in case.body


def misordered(ranking) -> bool:
    """An order that a schema takes and that names fewer than two factors, or one twice."""
    if not isinstance(ranking, list):
        return False
    groups = [group if isinstance(group, list) else [group] for group in ranking]
    named = [factor for group in groups for factor in group if isinstance(factor, str)]
    return len(named) < 2 or len(set(named)) < len(named)


def incomplete(pairwise) -> bool:
    """Comparisons that do not hold each pair of their factors just once."""
    if not isinstance(pairwise, dict):
        return False
    factors, judgements = pairwise.get("factors"), pairwise.get("judgements")
    if not isinstance(factors, list) or not isinstance(judgements, list):
        return False
    factors = [factor for factor in factors if isinstance(factor, str)]
    needed = sorted(sorted(pair) for pair in itertools.combinations(factors, 2))
    judged = [one for one in judgements if isinstance(one, dict)]
    given = sorted(sorted([str(one.get("more")), str(one.get("less"))]) for one in judged)
    return needed != given


@schemathesis.hook
def filter_case(context, case):
    if too_many(case.body) or needs_more(case):
        return False
    body = case.body if isinstance(case.body, dict) else {}
    return not (misordered(body.get("ranking")) or incomplete(body.get("pairwise")))
