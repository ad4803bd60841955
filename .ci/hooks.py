"""The rules of requests that JSON Schema cannot say. Counts, and shares, add up to at most 2^53; others stand below.

A body that only breaks such a rule is within the document and rightly answered 422, which would be taken for a right
request refused. Such bodies are left out here; the project's own tests send them.
"""

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


@schemathesis.hook
def filter_case(context, case):
    return not too_many(case.body) and not needs_more(case)
