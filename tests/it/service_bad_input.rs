//! Bad input: each row is answered as the contract says, and nothing else is harmed.

use serde_json::Value;

use super::server::{RECOMMENDATIONS, Response, Server};

/// One bad input and what has to come of it.
struct Row {
    name: String,
    body: Vec<u8>,
    content_type: Option<&'static str>,
    status: u16,
    /// The pointers of all field errors, in the order of the body.
    pointers: Vec<String>,
    /// A part of the detail, of the problem or of a field error.
    says: &'static str,
    reason: &'static str,
}

const TYPED: Option<&str> = Some("application/json");
const GOOD: &str =
    r#"{"profile": {"id": "good", "factors": {"time_available": 2, "perceived_value": {"counts": [0, 1, 4, 2, 1]}}}}"#;

fn row(name: &str, body: impl Into<Vec<u8>>, status: u16, says: &'static str, reason: &'static str) -> Row {
    Row { name: name.to_owned(), body: body.into(), content_type: TYPED, status, pointers: Vec::new(), says, reason }
}

/// A body that is not JSON.
fn broken(name: &str, body: impl Into<Vec<u8>>, says: &'static str, reason: &'static str) -> Row {
    row(name, body, 400, says, reason)
}

/// A body that is JSON and is wrong at these pointers.
fn wrong(name: &str, body: impl Into<Vec<u8>>, pointers: &[&str], says: &'static str, reason: &'static str) -> Row {
    let pointers = pointers.iter().map(|&pointer| pointer.to_owned()).collect();
    Row { pointers, ..row(name, body, 422, says, reason) }
}

fn factors(json: &str) -> String {
    format!(r#"{{"profile": {{"factors": {json}}}}}"#)
}

fn options(json: &str) -> String {
    format!(r#"{{"profile": {{"factors": {{}}}}, "options": {json}}}"#)
}

fn setting(json: &str) -> String {
    format!(r#"{{"profile": {{"factors": {{}}, "setting": {json}}}}}"#)
}

fn counts(json: &str) -> String {
    factors(&format!(r#"{{"perceived_value": {{"counts": {json}}}}}"#))
}

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

/// The good body, with space after it up to a size.
fn padded(size: usize) -> String {
    format!("{GOOD}{}", " ".repeat(size - GOOD.len()))
}

/// Bytes with a mark `?` replaced by bytes that are not UTF-8.
fn bytes(template: &str, odd: &[u8]) -> Vec<u8> {
    let (before, after) = template.split_once('?').expect("the template has a mark");
    [before.as_bytes(), odd, after.as_bytes()].concat()
}

fn unparsable() -> Vec<Row> {
    let mut rows = vec![
        broken("empty body", "", "empty", "nothing was sent"),
        broken("white space", " \r\n\t ", "empty", "nothing but space was sent"),
        broken("half a body", &GOOD[..GOOD.len() / 2], "not JSON", "it was cut off"),
        broken("all but the last byte", &GOOD[..GOOD.len() - 1], "not JSON", "it was cut off"),
        broken("words", "time_available=2", "not JSON", "a form is not JSON"),
        broken("single quotes", "{'profile': {'factors': {}}}", "not JSON", "that is Python"),
        broken("a comment", "{\"profile\": {\"factors\": {}}} // mine", "not JSON", "JSON has no comments"),
        broken("trailing comma", r#"{"profile": {"factors": {},}}"#, "not JSON", "JSON has none"),
        broken("trailing garbage", format!("{GOOD} x"), "not JSON", "one document is one document"),
        broken("two documents", format!("{GOOD}\n{GOOD}"), "not JSON", "lines are for the batch"),
        broken("a byte order mark", format!("\u{feff}{GOOD}"), "not JSON", "RFC 8259: a BOM must not be sent"),
        broken("NaN", factors(r#"{"time_available": NaN}"#), "not JSON", "JSON has no such number"),
        broken("Infinity", factors(r#"{"time_available": Infinity}"#), "not JSON", "JSON has no such number"),
        broken("1e999", factors(r#"{"time_available": 1e999}"#), "not JSON", "no number holds it"),
        broken("-1e999", factors(r#"{"time_available": -1e999}"#), "not JSON", "no number holds it"),
        broken("1e999 as a count", counts("[1e999, 0, 0, 0, 0]"), "not JSON", "no number holds it"),
        broken(
            "1e999 as a weight",
            options(r#"{"weights": {"time_available": 1e999}}"#),
            "not JSON",
            "no number holds it",
        ),
        broken(
            "1e999 in an unknown field",
            r#"{"profile": {"factors": {}}, "x": 1e999}"#,
            "not JSON",
            "skipped is still read",
        ),
        broken("a leading zero", factors(r#"{"time_available": 03}"#), "not JSON", "JSON numbers have none"),
        broken(
            "a line break in a string",
            "{\"profile\": {\"id\": \"a\nb\", \"factors\": {}}}",
            "not JSON",
            "it has to be escaped",
        ),
        broken(
            "invalid UTF-8 in a value",
            bytes(r#"{"profile": {"id": "?", "factors": {}}}"#, b"\xff\xfe"),
            "UTF-8",
            "not text",
        ),
        broken(
            "invalid UTF-8 in a key",
            bytes(r#"{"profile": {"factors": {"?": 1}}}"#, b"\xc3\x28"),
            "UTF-8",
            "not text",
        ),
        broken("invalid UTF-8 after the end", bytes("{\"profile\": {\"factors\": {}}}?", b"\x80"), "UTF-8", "not text"),
        broken(
            "an overlong slash",
            bytes(r#"{"profile": {"id": "?", "factors": {}}}"#, b"\xc0\xaf"),
            "UTF-8",
            "two bytes for one",
        ),
        broken(
            "a surrogate in UTF-8",
            bytes(r#"{"profile": {"id": "?", "factors": {}}}"#, b"\xed\xa0\x80"),
            "UTF-8",
            "not a character",
        ),
        broken(
            "UTF-16",
            GOOD.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
            "not JSON",
            "JSON is UTF-8",
        ),
        broken(
            "a lone surrogate escape",
            r#"{"profile": {"id": "\ud800", "factors": {}}}"#,
            "not JSON",
            "half a character",
        ),
        broken(
            "a lone surrogate in a key",
            r#"{"profile": {"factors": {"\udc00": 1}}}"#,
            "not JSON",
            "half a character",
        ),
        broken(
            "a lone surrogate in a skipped value",
            r#"{"profile": {"factors": {}}, "x": "\ud800"}"#,
            "not JSON",
            "half a character",
        ),
        broken("gzip bytes", b"\x1f\x8b\x08\x00\x00\x00\x00\x00".to_vec(), "UTF-8", "requests are not compressed"),
    ];
    const DEPTH: usize = 100_000;
    let (lists, objects) = (nested("[", "", "]", DEPTH), nested(r#"{"a":"#, "1", "}", DEPTH));
    for (kind, deep) in [("lists", &lists), ("objects", &objects)] {
        let places = [
            ("at the root", deep.clone()),
            ("in an unknown field", format!(r#"{{"x": {deep}, "profile": {{"factors": {{}}}}}}"#)),
            ("as the profile", format!(r#"{{"profile": {deep}}}"#)),
            ("as the id", format!(r#"{{"profile": {{"id": {deep}, "factors": {{}}}}}}"#)),
            ("as a level", factors(&format!(r#"{{"time_available": {deep}}}"#))),
            ("as a count", counts(&format!("[{deep}, 1, 1, 1, 1]"))),
            ("as a share", factors(&format!(r#"{{"learning_preference": {{"reading": {deep}}}}}"#))),
            ("as an environment", options(&format!(r#"{{"environments": [{deep}]}}"#))),
        ];
        for (place, body) in places {
            rows.push(broken(&format!("100,000 {kind} {place}"), body, "not JSON", "no stack holds it"));
        }
    }
    rows.push(broken("100,000 open brackets", "[".repeat(DEPTH), "not JSON", "it never closes"));
    rows.push(row("10 MB", " ".repeat(10 << 20), 413, "1048576", "more than the limit"));
    rows.push(row("a byte too many", padded((1 << 20) + 1), 413, "1048576", "the limit is a limit"));
    rows
}

fn untyped() -> Vec<Row> {
    let types = [
        (None, "nothing says what it is"),
        (Some("text/plain"), "it says that it is not JSON"),
        (Some("application/x-www-form-urlencoded"), "it says that it is not JSON"),
        (Some("application/x-ndjson"), "lines are for the batch"),
        (Some("application/problem+json"), "a problem is no request"),
        (Some("application/json; charset=latin1"), "JSON is UTF-8"),
        (Some("application/json; charset=utf-16"), "JSON is UTF-8"),
        (Some("application"), "half a type"),
        (Some("*/*"), "no type"),
        (Some("\u{e9}"), "no type"),
    ];
    let typed = |(content_type, reason)| Row {
        content_type,
        ..row(&format!("content type {content_type:?}"), GOOD, 415, "application/json", reason)
    };
    types.into_iter().map(typed).collect()
}

fn wrong_levels() -> Vec<Row> {
    let at = ["/profile/factors/time_available"];
    let numbers = [
        "0",
        "5.0001",
        "5.0000001",
        "0.9999999",
        "-1",
        "1e308",
        "-0",
        "5e-324",
        "100000000000000000000",
        "-9223372036854775809",
    ];
    let numbers = numbers.map(|level| {
        let body = factors(&format!(r#"{{"time_available": {level}}}"#));
        wrong(&format!("level {level}"), body, &at, "must be between 1 and 5", "out of range")
    });
    let others = [r#""3""#, "null", "true", "[]", "[3]", r#""""#].map(|level| {
        let body = factors(&format!(r#"{{"time_available": {level}}}"#));
        wrong(&format!("level {level}"), body, &at, "expected a level from 1 to 5", "not a number and not counts")
    });
    let elsewhere = vec![
        wrong(
            "level 6 of a design",
            factors(r#"{"design_experience": {"workshops": 6}}"#),
            &["/profile/factors/design_experience/workshops"],
            "must be between",
            "the same level everywhere",
        ),
        wrong(
            "null for a resource",
            factors(r#"{"resources": {"staff": null}}"#),
            &["/profile/factors/resources/staff"],
            "found null",
            "an unknown one is left out",
        ),
        wrong(
            "resources as a level",
            factors(r#"{"resources": 3}"#),
            &["/profile/factors/resources"],
            "",
            "one for each kind",
        ),
        wrong(
            "design experience as a list",
            factors(r#"{"design_experience": ["workshops"]}"#),
            &["/profile/factors/design_experience"],
            "",
            "how much is missing",
        ),
    ];
    numbers.into_iter().chain(others).chain(elsewhere).collect()
}

fn wrong_counts() -> Vec<Row> {
    let level = "/profile/factors/perceived_value";
    let whole = "/profile/factors/perceived_value/counts";
    let first = "/profile/factors/perceived_value/counts/0";
    let second = "/profile/factors/perceived_value/counts/1";
    vec![
        wrong("a negative count", counts("[1, -1, 2, 0, 0]"), &[second], "0 or more", "nobody can be missing twice"),
        wrong(
            "two negative counts",
            counts("[-1, -1, 2, 0, 0]"),
            &[first, second],
            "0 or more",
            "every bad field at once",
        ),
        wrong(
            "a negative and a worded count",
            counts(r#"[-1, "x", 2, 0, 0]"#),
            &[first, second],
            "",
            "every bad field at once",
        ),
        wrong(
            "a tiny negative count",
            counts("[-1e-300, 1, 2, 0, 0]"),
            &[first],
            "0 or more",
            "below zero is below zero",
        ),
        wrong("no members", counts("[0, 0, 0, 0, 0]"), &[whole], "at least one member", "nobody answered"),
        wrong(
            "less than a millionth",
            counts("[0.0000001, 0, 0, 0, 0]"),
            &[whole],
            "six decimals",
            "it rounds to nobody",
        ),
        wrong("four counts", counts("[1, 1, 1, 1]"), &[whole], "expected five counts", "which level is missing?"),
        wrong("six counts", counts("[1, 1, 1, 1, 1, 1]"), &[whole], "expected five counts", "there is no level 6"),
        wrong("no counts", counts("[]"), &[whole], "expected five counts", "none given"),
        wrong("sum past 2^53", counts("[9007199254740992, 1, 0, 0, 0]"), &[whole], "2^53", "cannot be told apart"),
        wrong(
            "one count past 2^53",
            counts("[9007199254740994, 0, 0, 0, 0]"),
            &[whole],
            "2^53",
            "cannot be told apart",
        ),
        wrong(
            "one count just past 2^53",
            counts("[9007199254740993, 0, 0, 0, 0]"),
            &[whole],
            "2^53",
            "the first that cannot be told apart",
        ),
        wrong("one count of 1e300", counts("[1e300, 0, 0, 0, 0]"), &[whole], "2^53", "cannot be told apart"),
        wrong(
            "five counts of 1e308",
            counts("[1e308, 1e308, 1e308, 1e308, 1e308]"),
            &[whole],
            "2^53",
            "their sum is no number",
        ),
        wrong(
            "a string among counts",
            counts(r#"["1", 0, 0, 0, 0]"#),
            &[first],
            "expected a count",
            "a string is no number",
        ),
        wrong("null among counts", counts("[1, null, 0, 0, 0]"), &[second], "expected a count", "0 says nobody"),
        wrong("counts as an object", counts(r#"{"1": 3}"#), &[whole], "a list of five", "a list, level 1 first"),
        wrong("counts as a number", counts("8"), &[whole], "a list of five", "which levels?"),
        wrong(
            "counts missing",
            factors(r#"{"perceived_value": {}}"#),
            &[whole],
            "missing",
            "an unknown answer is left out",
        ),
        wrong(
            "counts misspelt",
            factors(r#"{"perceived_value": {"count": [1, 0, 0, 0, 0]}}"#),
            &["/profile/factors/perceived_value/count", whole],
            "did you mean `counts`",
            "a hint is due",
        ),
        wrong(
            "an extra key",
            factors(r#"{"perceived_value": {"counts": [1, 0, 0, 0, 0], "mean": 3}}"#),
            &[&format!("{level}/mean")],
            "unknown field `mean`",
            "unknown fields are refused",
        ),
    ]
}

fn wrong_shares() -> Vec<Row> {
    let (learning, outcome) = ("/profile/factors/learning_preference", "/profile/factors/outcome_type");
    vec![
        wrong(
            "shares that sum to zero",
            factors(r#"{"learning_preference": {"reading": 0, "hands_on": 0}}"#),
            &[learning],
            "",
            "nothing to share",
        ),
        wrong("no shares", factors(r#"{"learning_preference": {}}"#), &[learning], "", "an unknown answer is left out"),
        wrong(
            "negative shares",
            factors(r#"{"learning_preference": {"reading": -1, "hands_on": -2, "discussion": 5}}"#),
            &[&format!("{learning}/reading"), &format!("{learning}/hands_on")],
            "0 or more",
            "less than nothing",
        ),
        wrong(
            "shares past 2^53",
            factors(r#"{"outcome_type": {"mastery": 9007199254740992, "inquiry": 2}}"#),
            &[outcome],
            "2^53",
            "cannot be told apart",
        ),
        wrong(
            "an unknown category",
            factors(r#"{"learning_preference": {"colaborative": 1, "reading": 1}}"#),
            &[&format!("{learning}/colaborative")],
            "did you mean `collaborative`",
            "a hint is due",
        ),
        wrong(
            "only an unknown category",
            factors(r#"{"learning_preference": {"dancing": 1}}"#),
            &[&format!("{learning}/dancing")],
            "unknown category `dancing`",
            "one fault is one error",
        ),
        wrong(
            "a share as a string",
            factors(r#"{"learning_preference": {"reading": "1"}}"#),
            &[&format!("{learning}/reading")],
            "",
            "a string is no number",
        ),
        wrong(
            "learning preference as a string",
            factors(r#"{"learning_preference": "reading"}"#),
            &[learning],
            "an object of shares",
            "only the outcome may be one id",
        ),
        wrong(
            "learning preference as a level",
            factors(r#"{"learning_preference": 3}"#),
            &[learning],
            "an object of shares",
            "levels of what?",
        ),
        wrong(
            "an unknown outcome",
            factors(r#"{"outcome_type": "aplication"}"#),
            &[outcome],
            "did you mean `application`",
            "a hint is due",
        ),
        wrong(
            "an unknown outcome share",
            factors(r#"{"outcome_type": {"skills": 1}}"#),
            &[&format!("{outcome}/skills")],
            "unknown category",
            "unknown ids are refused",
        ),
        wrong(
            "an outcome in capitals",
            factors(r#"{"outcome_type": "MASTERY"}"#),
            &[outcome],
            "unknown category",
            "ids are lower case",
        ),
        wrong(
            "an outcome as a list",
            factors(r#"{"outcome_type": ["mastery"]}"#),
            &[outcome],
            "an id, or an object",
            "one id or shares",
        ),
    ]
}

fn unknown_names() -> Vec<Row> {
    let long = "x".repeat(1000);
    vec![
        wrong(
            "unknown factor",
            factors(r#"{"time_avalable": 2}"#),
            &["/profile/factors/time_avalable"],
            "unknown factor `time_avalable`: did you mean `time_available`?",
            "the hint that the issue names",
        ),
        wrong(
            "unknown factor like none",
            factors(r#"{"weather": 2}"#),
            &["/profile/factors/weather"],
            "unknown factor `weather`",
            "no hint fits",
        ),
        wrong(
            "unknown field of the body",
            r#"{"profile": {"factors": {}}, "option": {}}"#,
            &["/option"],
            "did you mean `options`",
            "unknown fields are refused",
        ),
        wrong(
            "unknown field of the profile",
            r#"{"profile": {"factors": {}, "name": "x"}}"#,
            &["/profile/name"],
            "unknown field",
            "unknown fields are refused",
        ),
        wrong(
            "unknown option",
            options(r#"{"tops": 3}"#),
            &["/options/tops"],
            "did you mean `top`",
            "unknown fields are refused",
        ),
        wrong(
            "unknown setting",
            setting(r#"{"team_sise": 3}"#),
            &["/profile/setting/team_sise"],
            "did you mean `team_size`",
            "unknown fields are refused",
        ),
        wrong(
            "unknown limit",
            options(r#"{"limits": {"hour": 3}}"#),
            &["/options/limits/hour"],
            "did you mean `hours`",
            "unknown fields are refused",
        ),
        wrong(
            "an option of the bundles",
            options(r#"{"max_designs": 3}"#),
            &["/options/max_designs"],
            "unknown option",
            "it is another endpoint's",
        ),
        wrong(
            "unknown design met",
            factors(r#"{"design_experience": {"workshop": 3}}"#),
            &["/profile/factors/design_experience/workshop"],
            "did you mean `workshops`",
            "unknown ids are refused",
        ),
        wrong(
            "unknown resource",
            factors(r#"{"resources": {"money": 3}}"#),
            &["/profile/factors/resources/money"],
            "unknown kind of resource",
            "unknown ids are refused",
        ),
        wrong(
            "unknown environment",
            options(r#"{"environments": ["in_person", "hybird"]}"#),
            &["/options/environments/1"],
            "did you mean `hybrid`",
            "unknown ids are refused",
        ),
        wrong(
            "only an unknown environment",
            options(r#"{"environments": ["in_persn"]}"#),
            &["/options/environments/0"],
            "did you mean `in_person`",
            "one fault is one error: one was named",
        ),
        wrong(
            "unknown design excluded",
            options(r#"{"exclude": ["lesson_studies"]}"#),
            &["/options/exclude/0"],
            "did you mean `lesson_study`",
            "unknown ids are refused",
        ),
        wrong(
            "unknown design in use",
            r#"{"profile": {"factors": {}, "current": ["workshops", "x"]}}"#,
            &["/profile/current/1"],
            "unknown design `x`",
            "unknown ids are refused",
        ),
        wrong(
            "unknown weight",
            options(r#"{"weights": {"time": 2}}"#),
            &["/options/weights/time"],
            "unknown factor",
            "unknown ids are refused",
        ),
        wrong("an empty key", factors(r#"{"": 1}"#), &["/profile/factors/"], "unknown factor ``", "a key may be empty"),
        wrong(
            "a long key",
            factors(&format!(r#"{{"{long}": 1}}"#)),
            &[&format!("/profile/factors/{long}")],
            "unknown factor `xxx",
            "the name is cut in the words",
        ),
        wrong(
            "keys with / and ~",
            r#"{"profile": {"factors": {"a/b": 1, "m~n": 1, "~1": 1, "/": 1}}, "é\u0000": 1}"#,
            &[
                "/profile/factors/a~1b",
                "/profile/factors/m~0n",
                "/profile/factors/~01",
                "/profile/factors/~1",
                "/é\u{0}",
            ],
            "unknown factor `a/b`",
            "RFC 6901 escapes two characters",
        ),
        wrong(
            "keys in capitals",
            r#"{"Profile": {"factors": {}}}"#,
            &["/Profile", "/profile"],
            "did you mean `profile`",
            "names are lower case",
        ),
    ]
}

fn repeated_keys() -> Vec<Row> {
    let says = "duplicate key";
    let reason = "which one holds?";
    let repeated = |name: &str, body: String, pointer: &str| wrong(name, body, &[pointer], says, reason);
    vec![
        repeated("profile twice", r#"{"profile": {"factors": {}}, "profile": {"factors": {}}}"#.into(), "/profile"),
        repeated("options twice", r#"{"options": {}, "profile": {"factors": {}}, "options": {}}"#.into(), "/options"),
        repeated("id twice", r#"{"profile": {"id": "a", "id": "a", "factors": {}}}"#.into(), "/profile/id"),
        repeated("factors twice", r#"{"profile": {"factors": {}, "factors": {}}}"#.into(), "/profile/factors"),
        repeated(
            "a factor twice",
            factors(r#"{"time_available": 2, "time_available": 2}"#),
            "/profile/factors/time_available",
        ),
        repeated(
            "a factor twice, once escaped",
            factors(r#"{"time_available": 2, "time\u005favailable": 3}"#),
            "/profile/factors/time_available",
        ),
        repeated(
            "counts twice",
            factors(r#"{"perceived_value": {"counts": [1,0,0,0,0], "counts": [1,0,0,0,0]}}"#),
            "/profile/factors/perceived_value/counts",
        ),
        repeated(
            "a share twice",
            factors(r#"{"outcome_type": {"mastery": 1, "mastery": 2}}"#),
            "/profile/factors/outcome_type/mastery",
        ),
        repeated(
            "a design twice",
            factors(r#"{"design_experience": {"courses": 1, "courses": 2}}"#),
            "/profile/factors/design_experience/courses",
        ),
        repeated(
            "a resource twice",
            factors(r#"{"resources": {"staff": 1, "staff": 2}}"#),
            "/profile/factors/resources/staff",
        ),
        repeated("a setting twice", setting(r#"{"sites": 1, "sites": 1}"#), "/profile/setting/sites"),
        repeated("an option twice", options(r#"{"top": 1, "top": 1}"#), "/options/top"),
        repeated(
            "a weight twice",
            options(r#"{"weights": {"resources": 1, "resources": 1}}"#),
            "/options/weights/resources",
        ),
        repeated("a limit twice", options(r#"{"limits": {"hours": 1, "hours": 1}}"#), "/options/limits/hours"),
    ]
}

fn wrong_options() -> Vec<Row> {
    let every_weight = |times: &str| {
        let all = super::service_resources::FACTORS.map(|factor| format!(r#""{}": {times}"#, factor.0));
        options(&format!(r#"{{"weights": {{{}}}}}"#, all.join(", ")))
    };
    let mut rows = vec![
        wrong(
            "no environments",
            options(r#"{"environments": []}"#),
            &["/options/environments"],
            "at least one",
            "nothing would be allowed",
        ),
        wrong(
            "environments null",
            options(r#"{"environments": null}"#),
            &["/options/environments"],
            "found null",
            "leave it out",
        ),
        wrong(
            "environments as a string",
            options(r#"{"environments": "in_person"}"#),
            &["/options/environments"],
            "a list of ids",
            "a list of one is a list",
        ),
        wrong(
            "environments as numbers",
            options(r#"{"environments": [1]}"#),
            &["/options/environments/0"],
            "expected an id",
            "one fault is one error",
        ),
        wrong(
            "exclude as a string",
            options(r#"{"exclude": "courses"}"#),
            &["/options/exclude"],
            "a list of ids",
            "a list of one is a list",
        ),
        wrong(
            "a negative weight",
            options(r#"{"weights": {"resources": -0.5}}"#),
            &["/options/weights/resources"],
            "0 or more",
            "less than nothing",
        ),
        wrong(
            "a weight past the bound",
            options(r#"{"weights": {"resources": 1e10}}"#),
            &["/options/weights/resources"],
            "at most",
            "cannot be weighed exactly",
        ),
        wrong(
            "a weight as a string",
            options(r#"{"weights": {"resources": "2"}}"#),
            &["/options/weights/resources"],
            "multiplier",
            "a string is no number",
        ),
        wrong("weights all zero", every_weight("0"), &["/options/weights"], "above 0", "nothing would count"),
        wrong(
            "weights all too small",
            every_weight("0.0000001"),
            &["/options/weights"],
            "six decimals",
            "they round to zero",
        ),
        wrong(
            "weights as a list",
            options(r#"{"weights": [1]}"#),
            &["/options/weights"],
            "object of multipliers",
            "weights of what?",
        ),
        wrong(
            "unknown explain mode",
            options(r#"{"explain": "sumary"}"#),
            &["/options/explain"],
            "did you mean `summary`",
            "a hint is due",
        ),
        wrong(
            "explain as a boolean",
            options(r#"{"explain": true}"#),
            &["/options/explain"],
            "`none`, `summary` or `full`",
            "three ways, not two",
        ),
        wrong("limits as a list", options(r#"{"limits": []}"#), &["/options/limits"], "", "limits of what?"),
        wrong("options null", options("null"), &["/options"], "found null", "leave it out"),
        wrong("options as a list", options("[]"), &["/options"], "found a list", "options have names"),
        wrong(
            "negative limits",
            options(r#"{"limits": {"hours": -1, "weeks": -1, "cost_usd_per_teacher": -1, "people": -1}}"#),
            &[
                "/options/limits/hours",
                "/options/limits/weeks",
                "/options/limits/cost_usd_per_teacher",
                "/options/limits/people",
            ],
            "0 or more",
            "less than nothing",
        ),
        wrong(
            "a limit as a string",
            options(r#"{"limits": {"hours": "30"}}"#),
            &["/options/limits/hours"],
            "found a string",
            "a string is no number",
        ),
    ];
    for top in ["0", "-1", "1.5", "1e18", r#""3""#, "null", "[]"] {
        rows.push(wrong(
            &format!("top {top}"),
            options(&format!(r#"{{"top": {top}}}"#)),
            &["/options/top"],
            "a whole number of places",
            "1 or more places",
        ));
    }
    rows
}

fn wrong_profiles() -> Vec<Row> {
    let mut rows = vec![
        wrong("an empty object", "{}", &["/profile"], "missing", "profile is required"),
        wrong("profile missing", r#"{"options": {}}"#, &["/profile"], "missing", "profile is required"),
        wrong("profile null", r#"{"profile": null}"#, &["/profile"], "found null", "profile is required"),
        wrong("profile as a list", r#"{"profile": []}"#, &["/profile"], "found a list", "one profile a body"),
        wrong(
            "a bare profile",
            r#"{"factors": {}}"#,
            &["/factors", "/profile"],
            "missing",
            "only a batch and the command take it",
        ),
        wrong(
            "factors missing",
            r#"{"profile": {"id": "a"}}"#,
            &["/profile/factors"],
            "missing",
            "factors are required",
        ),
        wrong(
            "factors null",
            r#"{"profile": {"factors": null}}"#,
            &["/profile/factors"],
            "found null",
            "factors are required",
        ),
        wrong(
            "factors as a list",
            r#"{"profile": {"factors": []}}"#,
            &["/profile/factors"],
            "found a list",
            "factors have names",
        ),
        wrong(
            "id a number",
            r#"{"profile": {"id": 4, "factors": {}}}"#,
            &["/profile/id"],
            "found a number",
            "4 and 4.0 are the same",
        ),
        wrong("id null", r#"{"profile": {"id": null, "factors": {}}}"#, &["/profile/id"], "found null", "leave it out"),
        wrong(
            "id too long",
            format!(r#"{{"profile": {{"id": "{}", "factors": {{}}}}}}"#, "é".repeat(201)),
            &["/profile/id"],
            "200",
            "an id is no text",
        ),
        wrong(
            "current as a string",
            r#"{"profile": {"factors": {}, "current": "workshops"}}"#,
            &["/profile/current"],
            "a list of ids",
            "a list of one is a list",
        ),
        wrong("setting null", setting("null"), &["/profile/setting"], "found null", "leave it out"),
    ];
    for root in ["[]", r#""profile""#, "3", "null", "true"] {
        rows.push(wrong(
            &format!("the body {root}"),
            root,
            &[""],
            "an object with `profile`",
            "it parses and is no object",
        ));
    }
    let settings = [
        ("team_size", "0"),
        ("team_size", "1.5"),
        ("team_size", r#""8""#),
        ("team_size", "-1"),
        ("team_size", "1e300"),
        ("sites", "0"),
        ("sites", "[]"),
        ("travel_minutes", "-1"),
        ("travel_minutes", "10001"),
        ("travel_minutes", "null"),
        ("cover_available", r#""yes""#),
        ("cover_available", "1"),
        ("single_teacher_of_subject", "null"),
    ];
    for (name, value) in settings {
        let body = setting(&format!(r#"{{"{name}": {value}}}"#));
        rows.push(wrong(
            &format!("{name} {value}"),
            body,
            &[&format!("/profile/setting/{name}")],
            "",
            "not such a fact",
        ));
    }
    rows
}

fn many_errors() -> Vec<Row> {
    let many = r#"{"profile": {"id": 1, "factors": {"time_available": 0, "a/b~c": 1, "perceived_value": {"counts": [1, -1, 0, 0, 0]},
        "outcome_type": "x", "resources": {"money": 1, "staff": 9}}, "setting": {"sites": 0}, "current": ["y"]},
        "options": {"top": 0, "environments": [], "exclude": ["z"], "weights": {"resources": -1}, "explain": "all", "limits": {"hours": -1}}, "more": 1}"#;
    let pointers = [
        "/profile/id",
        "/profile/factors/time_available",
        "/profile/factors/a~1b~0c",
        "/profile/factors/perceived_value/counts/1",
        "/profile/factors/outcome_type",
        "/profile/factors/resources/money",
        "/profile/factors/resources/staff",
        "/profile/setting/sites",
        "/profile/current/0",
        "/options/top",
        "/options/environments",
        "/options/exclude/0",
        "/options/weights/resources",
        "/options/explain",
        "/options/limits/hours",
        "/more",
    ];
    let unknown = |number: usize| {
        let names: Vec<String> = (0..number).map(|at| format!(r#""f{at}": 1"#)).collect();
        factors(&format!("{{{}}}", names.join(", ")))
    };
    let listed: Vec<String> = (0..100).map(|at| format!("/profile/factors/f{at}")).collect();
    vec![
        wrong("sixteen faults", many, &pointers, "16 invalid fields", "every bad field at once"),
        Row {
            pointers: listed.clone(),
            ..row("100 errors", unknown(100), 422, "100 invalid fields", "all are listed")
        },
        Row {
            pointers: listed,
            ..row(
                "250 errors",
                unknown(250),
                422,
                "250 invalid fields; errors lists the first 100",
                "the answer stays readable",
            )
        },
        wrong(
            "nesting that is not too deep",
            factors(&format!(r#"{{"time_available": {}}}"#, nested("[", "", "]", 100))),
            &["/profile/factors/time_available"],
            "found a list",
            "it parses and is wrong",
        ),
    ]
}

fn all_rows() -> Vec<Row> {
    let groups = [
        unparsable(),
        untyped(),
        wrong_levels(),
        wrong_counts(),
        wrong_shares(),
        unknown_names(),
        repeated_keys(),
        wrong_options(),
        wrong_profiles(),
        many_errors(),
    ];
    groups.into_iter().flatten().collect()
}

fn send(server: &Server, body: &[u8], content_type: Option<&str>) -> Response {
    let typed = content_type.map(|content_type| ("content-type", content_type));
    server.request("POST", RECOMMENDATIONS, typed.as_slice(), body)
}

/// What is wrong with an answer, if anything.
fn fault(row: &Row, response: &Response) -> Option<String> {
    if response.status != row.status {
        return Some(format!("status {} in place of {}", response.status, row.status));
    }
    let problem = match response.as_problem() {
        Ok(problem) => problem,
        Err(fault) => return Some(fault),
    };
    let errors = problem["errors"].as_array().cloned().unwrap_or_default();
    let pointers: Vec<&str> = errors.iter().filter_map(|error| error["pointer"].as_str()).collect();
    if pointers != row.pointers {
        return Some(format!("the pointers are {pointers:?} in place of {:?}", row.pointers));
    }
    let details = errors.iter().chain([&problem]).filter_map(|part| part["detail"].as_str());
    let said = details.clone().any(|detail| detail.contains(row.says));
    (!said).then(|| format!("nothing says {:?}: {:?}", row.says, details.take(3).collect::<Vec<_>>()))
}

#[test]
fn service_answers_every_bad_input_as_the_contract_says_and_nothing_is_harmed() {
    let server = Server::shared();
    let before = server.recommend(GOOD);
    assert_eq!(before.status, 200, "{}", before.text());
    let rows = all_rows();
    let mut faults = Vec::new();
    for row in &rows {
        let response = send(&server, &row.body, row.content_type);
        assert!(response.status < 500, "{}: {} {}", row.name, response.status, response.text());
        if let Some(fault) = fault(row, &response) {
            faults.push(format!("{} ({}): {fault}", row.name, row.reason));
        }
    }
    let after = server.recommend(GOOD);
    assert_eq!((after.status, after.body), (before.status, before.body), "the good answer has changed");
    assert!(faults.is_empty(), "{} of {} rows:\n{}", faults.len(), rows.len(), faults.join("\n"));
}

#[test]
fn service_takes_good_input_at_the_edges() {
    let server = Server::shared();
    let every_design = super::service_resources::DESIGNS.map(|design| format!("\"{design}\"")).join(", ");
    let distributed = super::service_resources::FACTORS.map(|(factor, kind)| {
        let spread = r#"{"counts": [0.5, 1, 2, 3, 1.25]}"#;
        let answer = match kind {
            "level" => spread.to_owned(),
            "per_design" => format!(r#"{{"workshops": {spread}, "lesson_study": {spread}}}"#),
            "per_resource" => format!(r#"{{"staff": {spread}, "time": {spread}, "materials": {spread}, "technology": {spread}, "funds": {spread}}}"#),
            _ if factor == "outcome_type" => r#"{"mastery": 2, "application": 1.5}"#.to_owned(),
            _ => r#"{"reading": 1, "hands_on": 2, "discussion": 0}"#.to_owned(),
        };
        format!(r#""{factor}": {answer}"#)
    });
    let rows = [
        ("no factors", factors("{}"), 25),
        ("all designs excluded", options(&format!(r#"{{"exclude": [{every_design}]}}"#)), 0),
        ("an excluded design named twice", options(r#"{"exclude": ["courses", "courses"]}"#), 24),
        ("an environment that not every design is offered in", options(r#"{"environments": ["online_static"]}"#), 25),
        ("an environment named twice", options(r#"{"environments": ["hybrid", "hybrid"]}"#), 25),
        ("no resources known", factors(r#"{"resources": {}}"#), 25),
        ("no designs met", factors(r#"{"design_experience": {}}"#), 25),
        ("a level between two", factors(r#"{"time_available": 3.4}"#), 25),
        ("levels at the ends", factors(r#"{"time_available": 1.0, "shared_vision": 5e0}"#), 25),
        ("counts with decimals", counts("[0.5, 1.25, 0, 0, 0.000001]"), 25),
        ("counts of 2^53 in all", counts("[9007199254740991, 1, 0, 0, 0]"), 25),
        ("a count of minus zero", counts("[-0.0, 1, 0, 0, 0]"), 25),
        ("a weight of a million", options(r#"{"weights": {"time_available": 1000000}}"#), 25),
        ("a weight of a millionth", options(r#"{"weights": {"time_available": 0.000001}}"#), 25),
        ("no weights named", options(r#"{"weights": {}}"#), 25),
        ("more places than designs", options(r#"{"top": 1000}"#), 25),
        ("limits that nothing fits", options(r#"{"limits": {"hours": 0}}"#), 25),
        (
            "an id in another script",
            r#"{"profile": {"id": "équipe 4 – 数学 🧮 \ud83e\uddee", "factors": {}}}"#.to_owned(),
            25,
        ),
        ("an empty id", r#"{"profile": {"id": "", "factors": {}}}"#.to_owned(), 25),
        ("an id of 200 characters", format!(r#"{{"profile": {{"id": "{}", "factors": {{}}}}}}"#, "é".repeat(200)), 25),
        ("every factor as a distribution", factors(&format!("{{{}}}", distributed.join(", "))), 25),
        ("options before the profile", r#"{"options": {}, "profile": {"factors": {}}}"#.to_owned(), 25),
        ("a body of exactly the limit", padded(1 << 20), 25),
    ];
    for (name, body, accounted) in rows {
        let response = server.recommend(&body);
        assert_eq!(response.status, 200, "{name}: {}", response.text());
        assert_eq!(response.header("content-type"), Some("application/json"), "{name}");
        let answer = response.json();
        let length = |list: &str| answer[list].as_array().expect("the list is there").len();
        assert_eq!(
            length("recommendations") + length("not_feasible"),
            accounted,
            "{name}: a design is lost or doubled"
        );
        for one in answer["recommendations"].as_array().unwrap() {
            let (score, low, high) = (&one["score"], &one["interval"]["low"], &one["interval"]["high"]);
            let [score, low, high] = [score, low, high].map(|number| number.as_f64().expect("scores are numbers"));
            assert!(0.0 <= low && low <= score && score <= high && high <= 100.0, "{name}: {one}");
        }
    }
}

#[test]
fn service_gives_an_id_in_another_script_back_as_it_came() {
    let id = "équipe 4 – 数学 🧮 \u{1b}[31m \"quoted\" \\ / \u{2028}";
    let body = serde_json::json!({"profile": {"id": id, "factors": {}}, "options": {"top": 1}});
    assert_eq!(Server::shared().recommend(body.to_string()).json()["profile_id"], id);
}

#[test]
fn service_takes_json_however_the_type_is_written() {
    let server = Server::shared();
    for content_type in
        ["application/json", "application/json; charset=UTF-8", "application/json;charset=utf-8", "Application/JSON"]
    {
        let response = send(&server, GOOD.as_bytes(), Some(content_type));
        assert_eq!(response.status, 200, "{content_type}: {}", response.text());
    }
}

#[test]
fn service_gives_no_server_error_for_odd_requests() {
    let server = Server::shared();
    let post = |headers: &str, body: &str| {
        format!(
            "POST {RECOMMENDATIONS} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\n{headers}\r\n{body}"
        )
    };
    let requests: Vec<(&str, Vec<u8>)> = vec![
        ("not HTTP", b"hello\r\n\r\n".to_vec()),
        ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec()),
        ("zeros", vec![0; 4096]),
        ("another version", b"GET / HTTP/9.9\r\n\r\n".to_vec()),
        ("no host", b"GET /health/live HTTP/1.1\r\nconnection: close\r\n\r\n".to_vec()),
        ("half a head", b"GET /health/live HTTP/1.1\r\nho".to_vec()),
        ("less body than promised", post("content-length: 500\r\n", GOOD).into_bytes()),
        ("a worded length", post("content-length: many\r\n", GOOD).into_bytes()),
        ("a negative length", post("content-length: -1\r\n", GOOD).into_bytes()),
        ("two lengths", post("content-length: 5\r\ncontent-length: 6\r\n", GOOD).into_bytes()),
        ("a length past all numbers", post("content-length: 99999999999999999999999\r\n", GOOD).into_bytes()),
        ("chunks of no size", post("transfer-encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n").into_bytes()),
        ("chunks that end early", post("transfer-encoding: chunked\r\n", "ff\r\n{}").into_bytes()),
        ("a huge chunk", post("transfer-encoding: chunked\r\n", "ffffffffffffffff\r\n{}").into_bytes()),
        ("an unknown coding", post("transfer-encoding: rot13\r\n", GOOD).into_bytes()),
        ("a long head", [b"GET / HTTP/1.1\r\nx: ".to_vec(), vec![b'a'; 1 << 20], b"\r\n\r\n".to_vec()].concat()),
        ("a thousand headers", [b"GET / HTTP/1.1\r\n".to_vec(), b"x: y\r\n".repeat(1000), b"\r\n".to_vec()].concat()),
        ("odd bytes in a header", b"GET /v1/designs HTTP/1.1\r\nif-none-match: \xff\xfe\r\nconnection: close\r\n\r\n".to_vec()),
        ("odd bytes in the type", b"POST /v1/recommendations HTTP/1.1\r\ncontent-type: \xff\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_vec()),
    ];
    for (name, bytes) in requests {
        if let Some(response) = server.raw(&bytes) {
            assert!(response.status < 500, "{name}: {} {}", response.status, response.text());
        }
    }
    let long = format!("/v1/designs/{}", "x".repeat(5000));
    let paths = [
        "/v1/designs/%ff",
        "/v1/designs/%00",
        "/v1/designs/..%2f..%2fetc%2fpasswd",
        "/v1/designs/../../etc/passwd",
        "//v1//designs",
        "/v1/designs/",
        "/%",
        "/%zz",
        "/docs/../Cargo.toml",
        "/docs/%2e%2e/Cargo.toml",
        "/none?x=%ff",
        "*",
        "/v1/designs/coaching/more",
        &long,
    ];
    for path in paths {
        let response = server.get(path);
        assert!((400..500).contains(&response.status), "{path}: {}", response.status);
        if response.header("x-request-id").is_some() {
            response.problem(path);
        }
    }
    assert_eq!(server.recommend(GOOD).status, 200);
}

#[test]
fn service_names_each_hint_beside_its_pointer() {
    let problem =
        Server::shared().recommend(factors(r#"{"time_avalable": 2, "shared_vison": 2}"#)).problem("two hints");
    let expected: Value = serde_json::json!([
        {"pointer": "/profile/factors/time_avalable", "detail": "unknown factor `time_avalable`: did you mean `time_available`?"},
        {"pointer": "/profile/factors/shared_vison", "detail": "unknown factor `shared_vison`: did you mean `shared_vision`?"},
    ]);
    assert_eq!(problem["errors"], expected);
}

/// A body of names must not buy a larger answer than itself. The time is printed: a hint costs a comparison with every
/// known name.
#[test]
fn service_answers_a_body_of_unknown_names_in_few_bytes() {
    let server = Server::shared();
    let one = factors(&format!(r#"{{"{}": 1}}"#, "a".repeat(1_000_000)));
    let names: Vec<String> = (0..90_000).map(|at| format!(r#""t{at}":1"#)).collect();
    for (name, body) in [("one long name", one), ("90,000 names", factors(&format!("{{{}}}", names.join(","))))] {
        let begun = std::time::Instant::now();
        let response = server.recommend(&body);
        eprintln!("{name}: {:?}, {} bytes back for {}", begun.elapsed(), response.body.len(), body.len());
        assert_eq!(response.status, 422);
        assert!(response.body.len() < 64 << 10, "{name}: {} bytes back for {}", response.body.len(), body.len());
    }
}
