"""The rules of requests that JSON Schema cannot say. Counts, and shares, add up to at most 2^53; an order of factors names at
least two and each once, within ties as well; comparisons name every pair of their factors once; a design that is to reach
a goal is not left out, and designs that are contrasted are offered in the allowed environments; others stand below.

A body that only breaks such a rule is within the document and rightly answered 422, which would be taken for a right
request refused. Such bodies are left out here; the project's own tests send them.
"""

import itertools

import schemathesis

MOST = 2**53

# Operations that draw readings, and how many are enough to see that they answer well: more of them take the service's
# time. acceptability.py asks for the most that can be drawn.
DRAWING = ("/v1/sensitivity", "/v1/questions")
MOST_READINGS, ENOUGH_READINGS = 65_536, 200


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


def excluded(body) -> bool:
    """A design that is to reach a goal and that the options leave out."""
    options = body.get("options")
    left_out = options.get("exclude") if isinstance(options, dict) else None
    return isinstance(left_out, list) and body.get("design") in left_out


def offered(case) -> dict:
    """The environments of each design, as the document names them for the choice of a decision."""
    choices = case.operation.schema.raw_schema["components"]["schemas"]["DecisionRequest"]["properties"]["choice"]["oneOf"]
    own = [choice["properties"] for choice in choices]
    return {of["design"]["enum"][0]: set(of["environment"]["enum"]) for of in own}


def nowhere(case, body) -> bool:
    """Designs to hold against each other of which one is offered in none of the allowed environments."""
    options, designs = body.get("options"), body.get("designs")
    allowed = options.get("environments") if isinstance(options, dict) else None
    if not isinstance(allowed, list) or not isinstance(designs, list):
        return False
    known = offered(case)
    allowed = {environment for environment in allowed if isinstance(environment, str)}
    return any(isinstance(design, str) and design in known and not known[design] & allowed for design in designs)


BATCH = "/v1/recommendations/batch"


@schemathesis.serializer("application/x-ndjson", "text/csv")
def as_it_stands(context, value):
    """Rows are text, which needs no coding of its own."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


def unreadable_table(case) -> bool:
    """Any text is NDJSON, if only with a problem on each line; a table begins with names of columns, which no schema says."""
    return case.path == BATCH and case.media_type == "text/csv" and not str(case.body).startswith("id,")


def no_text(case) -> bool:
    """Rows are text: what is of another type cannot be sent as it is, and written out it may be a right row."""
    return case.path == BATCH and (case.body is None or isinstance(case.body, (dict, list, int, float)))


IMPORTS = "/v1/imports"
ROWS = "".join(f"Hill School,{answer}\n" for answer in ["Agree", "Disagree", "Strongly agree", "Agree", "Agree", "Agree"])
SURVEY = f"Which team do you belong to?,I can tell colleagues about a lesson that went wrong.\n{ROWS}"
READ_BY = """team_columns = [1]
[[item]]
column = 2
factor = "risk_taking_culture"
scale = "agreement"
"""
# Files that may come along, each right by itself; and options that no schema can tell from wrong ones.
RIGHT_PARTS = {
    "file": SURVEY,
    "mapping": READ_BY,
    "agreed": "id,time_available\nHill School,2\n",
    "join": '{"id": "Hill School", "factors": {}}\n',
    "vendor": "plain",
    "grade_bands": "PK-5,6-8",
    "choices": '{"2": "unused"}',
}


def is_right(case) -> bool:
    return case.meta is not None and case.meta.generation.mode.is_positive


def with_right_files(case) -> None:
    """Any bytes are a file to the document, and hardly any are a survey. Where the form as a whole is meant to be right, what
    no schema can say is put in its place; a form that is meant to be wrong goes out as it is."""
    form = {name: RIGHT_PARTS.get(name, value) for name, value in case.body.items() if name != "roster"}
    if case.path == IMPORTS:
        form["mapping"] = READ_BY
    case.body = form


@schemathesis.hook
def filter_case(context, case):
    if unreadable_table(case) or no_text(case):
        return False
    if too_many(case.body) or needs_more(case):
        return False
    body = case.body if isinstance(case.body, dict) else {}
    if case.path == "/v1/counterfactuals" and excluded(body) or case.path == "/v1/contrasts" and nowhere(case, body):
        return False
    return not (misordered(body.get("ranking")) or incomplete(body.get("pairwise")))


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.path.startswith(IMPORTS) and isinstance(case.body, dict) and is_right(case):
        with_right_files(case)
    if case.path not in DRAWING or not isinstance(case.body, dict):
        return
    samples = case.body.get("samples", MOST_READINGS)
    wanted = isinstance(samples, (int, float)) and not isinstance(samples, bool)
    # What is no right number is sent as it is.
    if wanted and ENOUGH_READINGS < samples <= MOST_READINGS and samples == int(samples):
        case.body = case.body | {"samples": ENOUGH_READINGS}


@schemathesis.deserializer("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
def as_bytes_of_text(ctx, response):
    """A Word file is bytes; what the document says of it is only that it is there."""
    return response.content.decode("latin-1")
