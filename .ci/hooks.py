"""Rules of requests that JSON Schema cannot express. Counts and shares add up to at most 2^53. An order of factors names at
least two, each once, including ties. Comparisons name every pair of their factors once. A design that should reach a goal
is not excluded, and contrasted designs are offered in the allowed environments. More rules are below.

A body that only breaks such a rule matches the document and correctly gets 422, which would look like a rejected valid
request. Such bodies are skipped here; the project's own tests send them.
"""

import functools
import itertools
import json
import os
import pathlib
import urllib.request

import schemathesis

MOST = 2**53

# Operations that run simulations, and the number of simulations that is enough here: more would slow the service down.
# acceptability.py requests the maximum number.
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
    """Two other rules: a choice that does not rank first needs a reason, and if no design is feasible, a case must name one.
    Only the ranking can check them, so such bodies are sent only if they satisfy both."""
    if not isinstance(case.body, dict):
        return False
    if case.path == "/v1/decisions":
        # Without a choice a lot decides, and only the ranking shows whether there is anything to draw.
        return "reason" not in case.body or "lot" in case.body or "choice" not in case.body
    return case.path == "/v1/cases" and "design" not in case.body


def misordered(ranking) -> bool:
    """Detects an order that matches the schema but names fewer than two factors, or one twice."""
    if not isinstance(ranking, list):
        return False
    groups = [group if isinstance(group, list) else [group] for group in ranking]
    named = [factor for group in groups for factor in group if isinstance(factor, str)]
    return len(named) < 2 or len(set(named)) < len(named)


def incomplete(pairwise) -> bool:
    """Detects comparisons that do not contain each pair of their factors exactly once."""
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
    """Detects a design that should reach a goal but is excluded by the options."""
    options = body.get("options")
    left_out = options.get("exclude") if isinstance(options, dict) else None
    return isinstance(left_out, list) and body.get("design") in left_out


@functools.cache
def given(path):
    """Returns what the service at BACKMAP_URL answers."""
    with urllib.request.urlopen(os.environ["BACKMAP_URL"] + path, timeout=30) as answer:
        return json.load(answer)


def offered() -> dict:
    """Returns the environments of each design."""
    return {design["id"]: set(design["environments"]) for design in given("/v1/designs")["designs"]}


def not_of_the_design(choice) -> bool:
    """Detects a choice of an environment or a variant that its design does not have."""
    known = offered()
    if not isinstance(choice, dict) or not isinstance(choice.get("design"), str) or choice["design"] not in known:
        return False
    environments = known[choice["design"]]
    variants = {variant["id"] for variant in given(f"/v1/designs/{choice['design']}")["variants"]}
    own = [(choice.get("environment"), environments), (choice.get("variant"), variants)]
    return any(isinstance(id, str) and id not in ids for id, ids in own)


def nowhere(body) -> bool:
    """Detects a comparison with a design that is not offered in any allowed environment."""
    options, designs = body.get("options"), body.get("designs")
    allowed = options.get("environments") if isinstance(options, dict) else None
    if not isinstance(allowed, list) or not isinstance(designs, list):
        return False
    known = offered()
    allowed = {environment for environment in allowed if isinstance(environment, str)}
    return any(isinstance(design, str) and design in known and not known[design] & allowed for design in designs)


BATCH = "/v1/recommendations/batch"


@schemathesis.serializer("application/x-ndjson", "text/csv")
def as_it_stands(context, value):
    """Rows are text, which needs no special encoding."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


def unreadable_table(case) -> bool:
    """Any text is NDJSON, possibly with an error on each line. A table starts with column names, which no schema can express."""
    return case.path == BATCH and case.media_type == "text/csv" and not str(case.body).startswith("id,")


def no_text(case) -> bool:
    """Rows are text: other types cannot be sent directly, and as text they may be valid rows."""
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
# Valid optional files, and option values that no schema can validate.
RIGHT_PARTS = {
    "file": SURVEY,
    "mapping": READ_BY,
    "agreed": "id,time_available\nHill School,2\n",
    "join": '{"id": "Hill School", "factors": {}}\n',
    "vendor": "plain",
    "grade_bands": "PK-5,6-8",
    "choices": '{"2": "unused"}',
    "header_rows": 1,
    "on": "2026-10-01",
}


CALENDAR = "/v1/plans/calendar"
DAYS = "date,name\n2026-11-26,No school\n"

COHORTS = "/v1/cohorts"
ALLOCATIONS = "/v1/allocations"
DISTRICT = "/v1/district"
TEAMS = [{"id": f"team-{at}", "factors": {"time_available": 1 + at % 5, "shared_vision": 1 + at % 3}} for at in range(12)]

NDJSON = "".join(json.dumps(team | {"setting": {"team_size": 6}}) + "\n" for team in TEAMS)
CSV = "id,time_available,shared_vision,setting.team_size\n" + "".join(
    f"{team['id']},{team['factors']['time_available']},{team['factors']['shared_vision']},6\n" for team in TEAMS
)
TERMS = json.dumps({"terms": [{"name": "a year", "seats": 9}]})
TABLE_QUERY = {
    COHORTS: {"minimum": 6},
    ALLOCATIONS: {"resources": TERMS, "max_designs": 2},
    DISTRICT: {"resources": TERMS, "school": "school"},
}

OUTCOMES = "/v1/outcomes/check"
RECORDS = [{"profile": {"factors": {}}, "school": f"school-{at % 3}", "design": "workshops"} for at in range(12)]

TEMPLATE = "/v1/plans/template"
WORD_FILE = (pathlib.Path(__file__).parent / "improvement-plan.docx").read_bytes()
PLAN = (pathlib.Path(__file__).parent / "plan.json").read_text()


def too_large(case) -> bool:
    """A text that is too long may also be more than a body can be, which is another error."""
    return case.path == CALENDAR and len(json.dumps(case.body, default=str)) > 2**20


def is_right(case) -> bool:
    return case.meta is not None and case.meta.generation.mode.is_positive


def with_right_files(case) -> None:
    """The document accepts any bytes as a file, but few are a survey. A form that should be valid gets valid files and options;
    a form that should be invalid is sent unchanged."""
    form = {name: RIGHT_PARTS.get(name, value) for name, value in case.body.items() if name != "roster"}
    if case.path == IMPORTS:
        form["mapping"] = READ_BY
    case.body = form


def not_together(body) -> bool:
    """Detects teams that fit the schema one by one, but not together: ids and sizes that are missing or the same, weights
    for nobody, nothing known, a term without a resource. Only a plan shows whether a floor holds."""
    teams, resources = body.get("teams"), body.get("resources")
    if not isinstance(teams, list) or not isinstance(resources, dict):
        return False
    teams = [team for team in teams if isinstance(team, dict)]
    ids = [team.get("id") for team in teams if isinstance(team.get("id"), str) and team["id"].strip()]
    sizes = [isinstance(team.get("setting"), dict) and "team_size" in team["setting"] for team in teams]
    weights, terms = resources.get("weights"), resources.get("terms")
    named = set(weights) <= set(ids) if isinstance(weights, dict) else True
    amounts = {"coach_hours", "substitute_days", "money_usd", "seats"}
    limited = all(amounts & set(term) for term in terms if isinstance(term, dict)) if isinstance(terms, list) else True
    known = any(team.get("factors") or team.get("groups") for team in teams)
    whole = len(set(ids)) == len(teams) and ("team_size" in resources or all(sizes))
    return not (whole and named and limited and known) or "floor" in resources


@schemathesis.hook
def filter_case(context, case):
    if unreadable_table(case) or no_text(case) or too_large(case):
        return False
    if too_many(case.body) or needs_more(case):
        return False
    body = case.body if isinstance(case.body, dict) else {}
    if case.path == "/v1/counterfactuals" and excluded(body) or case.path == "/v1/contrasts" and nowhere(body):
        return False
    if case.path == "/v1/allocations" and not_together(body):
        return False
    if case.path == DISTRICT and is_right(case) and ("resources" in body or "by" in body):
        return False
    if case.path == "/v1/decisions" and not_of_the_design(body.get("choice")):
        return False
    return not (misordered(body.get("ranking")) or incomplete(body.get("pairwise")))


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.path.startswith(IMPORTS) and isinstance(case.body, dict) and is_right(case):
        with_right_files(case)
    # Any text is a valid file for the document, but few are a calendar.
    if case.path == CALENDAR and isinstance(case.body, dict) and "file" in case.body and is_right(case):
        case.body = {"file": DAYS}
    # Any text is a valid plan and any bytes a valid template for the document.
    if case.path == TEMPLATE and isinstance(case.body, dict) and is_right(case):
        case.body = {"plan": PLAN, "template": WORD_FILE}
    # Any text is a valid table for the document, and a query goes with a table only.
    if case.path in (COHORTS, ALLOCATIONS, DISTRICT) and is_right(case):
        is_table = isinstance(case.body, (str, bytes))
        case.query = TABLE_QUERY[case.path] if is_table else {}
        if is_table:
            case.body = NDJSON if case.media_type == "application/x-ndjson" else CSV
    # Any teams are valid for the document, but few have answers to compare.
    if case.path == COHORTS and isinstance(case.body, dict) and is_right(case):
        case.body = case.body | {"teams": TEAMS, "options": {}}
    # Teams may all be too small, and resources, columns and schools name other teams.
    if case.path == DISTRICT and isinstance(case.body, dict) and is_right(case):
        kept = {name: value for name, value in case.body.items() if name not in ("resources", "by", "schools")}
        case.body = kept | {"teams": TEAMS, "options": {}, "schools": {"team-0": "Hill School"}}
    # A record may contradict itself, such as one without a design of a team that did not wait.
    if case.path == OUTCOMES and isinstance(case.body, dict) and is_right(case):
        case.body = case.body | {"records": RECORDS}
    if case.path not in DRAWING or not isinstance(case.body, dict):
        return
    samples = case.body.get("samples", MOST_READINGS)
    wanted = isinstance(samples, (int, float)) and not isinstance(samples, bool)
    # Invalid numbers are sent unchanged.
    if wanted and ENOUGH_READINGS < samples <= MOST_READINGS and samples == int(samples):
        case.body = case.body | {"samples": ENOUGH_READINGS}


@schemathesis.deserializer("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
def as_bytes_of_text(ctx, response):
    """A Word file is bytes; the document only requires that it exists."""
    return response.content.decode("latin-1")
