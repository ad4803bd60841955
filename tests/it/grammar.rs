//! The grammar of what users read: every reason, requirement and gate of the catalog, and what the operations and pages
//! say about random teams.

use std::collections::BTreeSet;

use backmap::advisor::Options;
use backmap::catalogue::{AlternativeIndex, Kind, Profile};
use backmap::explain::gate_reason;
use backmap::pages::{READINGS, views};
use backmap::scoring::UnmetGate;
use backmap::wire::{OPERATIONS, Request, fields_of, profile_json};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use super::server::Server;
use super::support::{ADVISOR, file, post};

/// Nouns that need a singular after 1.
const PLURALS: &str = "answers combinations days designs dollars factors findings goals groups hours items lessons \
                       levels meetings members minutes people places plans points questions readings sessions \
                       students teachers teams visits weeks years";
/// What may stand between 1 and its noun.
const BETWEEN: &str = "additional chosen more open other regular usual";
/// Finite verbs, of which no two stand side by side.
const VERBS: &str = "is are was were has have";
/// A stop and what may close a sentence after it.
const STOPS: [char; 3] = ['.', '?', '!'];
const CLOSING: [char; 6] = [')', ']', '"', '\'', '”', '’'];

fn is_one_of(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|one| one == word)
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// Everything that is wrong with a text, be it a sentence or a name.
fn wording(text: &str) -> Vec<String> {
    let marks = ["  ", "..", ",,", ",.", ";.", ":.", " . ", " , ", " ; ", " : ", "{", "}", "()", "( ", " )"];
    let mut faults: Vec<String> =
        marks.iter().filter(|mark| text.contains(**mark)).map(|mark| format!("{mark:?}")).collect();
    if [" .", " ,", " ;", " :"].iter().any(|end| text.ends_with(end)) {
        faults.push("a space before the last stop".to_owned());
    }
    // What stands in backticks is an id or a value.
    let plain = text.split('`').step_by(2).collect::<Vec<_>>().join("0");
    let tokens = plain.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let known = |token: &str| ADVISOR.catalogue().sources.iter().any(|source| source.id == token);
    faults.extend(
        tokens.filter(|token| token.trim_matches('_').contains('_') && !known(token)).map(|id| format!("the id {id}")),
    );
    let words: Vec<&str> = plain.split_whitespace().collect();
    for (at, pair) in words.windows(2).enumerate() {
        let [first, second] = [pair[0].trim_start_matches(['(', '"', '“']), bare(pair[1])];
        let is_word = first.chars().all(|letter| letter.is_alphabetic() || letter == '\'');
        let quoted = pair[1].starts_with(['"', '“']);
        if is_word && !quoted && first.eq_ignore_ascii_case(second)
            || is_one_of(VERBS, first) && is_one_of(VERBS, second)
        {
            faults.push(format!("{first:?} before {second:?}"));
        }
        let noun = if is_one_of(BETWEEN, second) { words.get(at + 2).map_or("", |word| bare(word)) } else { second };
        // A level before its words is no count of them: 1 (teachers are free).
        if first == "1" && !pair[1].starts_with('(') && is_one_of(PLURALS, noun) {
            faults.push(format!("1 {noun}"));
        }
    }
    for five in words.windows(5).filter(|five| bare(five[0]) == "1" && five[1] == "of" && five[4] == "are") {
        faults.push(five.join(" "));
    }
    for clause in plain.split(['.', ',', ';', ':', '?', '!']) {
        let needs = clause.split_once("needs ").or_else(|| clause.split_once(" need ")).map_or("", |(_, after)| after);
        if needs.contains(" is needed") || needs.contains(" are needed") {
            faults.push(format!("a need twice:{clause}"));
        }
    }
    faults
}

/// Everything that is wrong with a text of whole sentences.
fn sentence(text: &str) -> Vec<String> {
    let mut faults = wording(text);
    if !text.starts_with(|letter: char| letter.is_uppercase() || letter.is_ascii_digit() || "\"“‘'".contains(letter))
    {
        faults.push("it does not begin as a sentence".to_owned());
    }
    match text.trim_end_matches(CLOSING).strip_suffix(STOPS) {
        None => faults.push("it does not end as a sentence".to_owned()),
        Some(rest) if rest.trim_end_matches(CLOSING).ends_with(STOPS) => faults.push("it ends twice".to_owned()),
        Some(_) => {}
    }
    faults
}

/// Texts that were read, and what is wrong with some.
#[derive(Default)]
struct Reader {
    seen: BTreeSet<String>,
    faults: Vec<String>,
}

impl Reader {
    fn read(&mut self, text: &str, place: &str, check: fn(&str) -> Vec<String>) {
        if !self.seen.contains(text) {
            self.faults.extend(check(text).iter().map(|fault| format!("{place}: {fault} in: {text}")));
            self.seen.insert(text.to_owned());
        }
    }

    /// Reads every text of an answer. What was in the body is the user's own, and texts of several lines are Markdown.
    fn read_answer(&mut self, answer: &Value, place: &str, body: &Value) {
        let mut own = BTreeSet::new();
        texts_of(body, ["", ""], &mut |text, _, _| {
            own.insert(text.to_owned());
        });
        texts_of(answer, ["", ""], &mut |text, [parent, key], is_statement| {
            let text = text.trim();
            if text.contains(' ') && !text.contains('\n') && !own.contains(text) {
                let check: fn(&str) -> Vec<String> = match key {
                    // The details of a problem speak of ids to those who write requests.
                    "detail" => |text| wording(&text.replace('_', "")),
                    _ if is_statement || is_sentence(parent, key) => sentence,
                    _ => wording,
                };
                self.read(text, &format!("{place} {parent}.{key}"), check);
            }
        });
    }

    fn finish(self, least: usize) {
        let (count, shown) = (self.faults.len(), self.faults.iter().take(200).cloned().collect::<Vec<_>>());
        assert!(self.faults.is_empty(), "{count} faults in {} texts:\n{}", self.seen.len(), shown.join("\n"));
        assert!(self.seen.len() >= least, "only {} texts were read", self.seen.len());
    }
}

/// Every text of a JSON value with the two names above it, and whether it stands beside the numbers that it states.
fn texts_of(value: &Value, [parent, key]: [&str; 2], found: &mut impl FnMut(&str, [&str; 2], bool)) {
    match value {
        Value::String(text) => found(text, [parent, key], false),
        Value::Array(items) => items.iter().for_each(|item| texts_of(item, [parent, key], found)),
        Value::Object(fields) => {
            for (name, value) in fields {
                match value.as_str().filter(|_| name == "text" && fields.contains_key("numbers")) {
                    Some(text) => found(text, [key, name], true),
                    None => texts_of(value, [key, name], found),
                }
            }
        }
        _ => {}
    }
}

/// Whether a field of an answer holds whole sentences; others hold names and the catalog's notes.
fn is_sentence(parent: &str, key: &str) -> bool {
    match key {
        "text" => parent == "notices",
        "because" => ["stop", "requirements", "parts"].contains(&parent),
        "evidence" => parent == "look_fors",
        _ => is_one_of(
            "dip fairness found gates look_at fix reason rule sentence stop_rule unmet verdict_sentence why",
            key,
        ),
    }
}

#[test]
fn what_is_wrong_with_a_text_is_seen() {
    let wrong = [
        ("the lesson ends.", "a small letter"),
        ("The lesson ends", "no stop"),
        ("The lesson ends..", "two stops"),
        ("It is \"over.\".", "two stops around a quotation"),
        ("The  lesson ends.", "two spaces"),
        ("The the lesson ends.", "a word twice"),
        ("It needs needs time.", "a verb twice"),
        ("Two designs are is left.", "two verbs"),
        ("Coaching needs 4 hours are needed.", "a need twice"),
        ("It takes 1 sessions.", "one of several"),
        ("It takes 1 more weeks.", "one of several"),
        ("Only 1 of 25 factors are answered.", "one of several"),
        ("Raise {factor} first.", "an empty slot"),
        ("Raise time_available first.", "an id"),
        ("Raise time .", "a space before the stop"),
        ("Raise () first.", "nothing in parentheses"),
    ];
    for (text, why) in wrong {
        assert!(!sentence(text).is_empty(), "{why}: {text}");
    }
    for right in [
        "3 designs are left (source: kraft_2018).",
        "\"In person\" needs `time_available`; 2.5 hours are needed.",
        "Is it over (or not?)",
        "Only 1 of 25 factors is answered, so 21 sessions remain.",
        "It takes 1 session and 0.1 points.",
    ] {
        assert_eq!(sentence(right), Vec::<String>::new(), "{right}");
    }
}

#[test]
fn every_reason_requirement_and_gate_of_the_catalogue_is_a_sentence() {
    let (catalogue, tables) = (ADVISOR.catalogue(), ADVISOR.tables());
    let mut reader = Reader::default();
    for (at, alternative) in AlternativeIndex::enumerate(&tables.alternatives) {
        let design = &catalogue.designs[alternative.design].id;
        for term in tables.all_terms() {
            let place = format!("{design}, {}", tables.terms[term].path);
            let reason = |cell| ADVISOR.reasons().of_whole_answer(tables, at, term, cell);
            (0..tables.cells(term)).for_each(|cell| reader.read(reason(cell), &place, sentence));
        }
        for (term, _, reason) in &alternative.requirements {
            reader.read(reason, &format!("{design} requires {}", tables.terms[*term].path), sentence);
        }
        for (number, gate) in alternative.gates.iter().enumerate() {
            for (level, keeps) in gate.keeps.iter().enumerate().filter(|(_, keeps)| **keeps < 1_000_000) {
                let unmet = UnmetGate {
                    gate: number,
                    term: gate.term,
                    required: gate.required,
                    bound: gate.bound,
                    actual_millionths: (level as u64 + 1) * 1_000_000,
                    keeps_millionths: u64::from(*keeps),
                };
                let reason = gate_reason(catalogue, tables, at, &unmet);
                reader.read(&reason, &format!("{design}, gate {}", tables.terms[gate.term].path), sentence);
            }
        }
    }
    reader.finish(3_000);
}

/// Teams by chance, the same every time.
fn random_teams(count: usize) -> Vec<Value> {
    let mut runner = TestRunner::deterministic();
    let strategy = super::properties::profile();
    let mut team = || strategy.new_tree(&mut runner).expect("there are teams").current();
    (0..count).map(|_| json_of(&team())).collect()
}

fn json_of(profile: &Profile) -> Value {
    serde_json::from_slice(&profile_json(ADVISOR.catalogue(), profile)).expect("a profile is JSON")
}

/// A team that gives the same level, and the same place in every list, for everything.
fn even_team(level: usize) -> Value {
    let catalogue = ADVISOR.catalogue();
    let mut factors = json!({});
    for factor in &catalogue.factors {
        let each = |ids: Vec<&String>| ids.into_iter().map(|id| (id.clone(), json!(level))).collect::<Value>();
        factors[&factor.id] = match factor.kind {
            Kind::Level => json!(level),
            Kind::Shares => json!({ &factor.categories[level % factor.categories.len()].id: 1 }),
            Kind::PerDesign => each(catalogue.designs.iter().map(|design| &design.id).collect()),
            Kind::PerResource => each(factor.resources.iter().map(|kind| &kind.id).collect()),
        };
    }
    json!({ "factors": factors })
}

/// The lowest, middle and highest levels, nothing known, one answer, and chance; every second team works in a hard
/// setting.
fn teams(random: usize) -> Vec<Value> {
    let mut teams = vec![json!({"factors": {}}), json!({"factors": {"time_available": 1}})];
    teams.extend([1, 2, 3, 4, 5].map(even_team));
    teams.extend(random_teams(random));
    for (at, team) in teams.iter_mut().enumerate() {
        team["setting"] = match at % 4 {
            1 => json!({"team_size": 2, "sites": 2, "travel_minutes": 90, "cover_available": false,
                "single_teacher_of_subject": true, "program_teachers": 150}),
            3 => json!({"team_size": 1, "cover_available": false, "program_teachers": 1000}),
            _ => json!({"team_size": 12, "sites": 1}),
        };
    }
    teams
}

/// The bodies of an operation for a team: its example, or one body for every third design.
fn bodies(example: &str, team: &Value, turn: usize) -> Vec<Value> {
    let options = [
        json!({}),
        json!({"environments": ["in_person"]}),
        json!({"environments": ["online_static"], "limits": {"hours": 1, "weeks": 1, "people": 1}}),
        json!({"environments": ["online_dynamic"]}),
        json!({"environments": ["hybrid"], "limits": {"cost_usd_per_teacher": 1}}),
        json!({"limits": {"hours": 20, "cost_usd_per_teacher": 1000}}),
    ];
    let mut body: Value = serde_json::from_str(example).expect("examples are JSON");
    if body.get("profile").is_none() {
        return vec![body];
    }
    body["profile"] = team.clone();
    body["options"] = options[turn % options.len()].clone();
    if body.get("samples").is_some() {
        body["samples"] = json!(200);
    }
    let designs = &ADVISOR.catalogue().designs;
    let of_design = |at: usize| {
        let (mut body, id, other) = (body.clone(), &designs[at].id, &designs[(at + 7) % designs.len()].id);
        match body {
            _ if body["design"].is_string() => body["design"] = json!(id),
            _ if body["choice"].is_object() => body["choice"] = json!({ "design": id }),
            _ => body["designs"] = json!([id, other]),
        }
        body
    };
    let about_designs = body["design"].is_string() || body["choice"].is_object() || body["designs"][0].is_string();
    if about_designs { (turn % 3..designs.len()).step_by(3).map(of_design).collect() } else { vec![body] }
}

#[test]
fn what_every_operation_says_about_any_team_is_grammatical() {
    let mut reader = Reader::default();
    for (turn, team) in teams(8).iter().enumerate() {
        for operation in OPERATIONS {
            for mut body in bodies(operation.example, team, turn) {
                if operation.path == "/v1/recommendations" {
                    body["options"]["explain"] = json!("full");
                }
                let answer = post(operation.path, &body);
                let answer = answer.unwrap_or_else(|problem| serde_json::to_value(problem).expect("it is JSON"));
                reader.read_answer(&answer, operation.path, &body);
            }
        }
    }
    for body in super::weights::bodies() {
        reader.read_answer(&post("/v1/weights", &body).expect("the judgments are right"), "/v1/weights", &body);
    }
    reader.finish(5_000);
}

#[test]
fn what_is_said_about_any_plan_is_grammatical() {
    let (mut reader, example) = (Reader::default(), super::plans::example());
    let changes = super::plans::Change::all("finding");
    let spoiled = changes.iter().map(super::plans::Change::example);
    let workshop: Value = serde_json::from_str(&file("examples/plans/workshop-only.json")).expect("it is JSON");
    for plan in [json!({}), workshop, example.clone()].into_iter().chain(spoiled) {
        for operation in OPERATIONS.iter().filter(|one| one.path.starts_with("/v1/plans/") || one.path == "/v1/audits")
        {
            let answer = post(operation.path, &plan);
            let answer = answer.unwrap_or_else(|problem| serde_json::to_value(problem).expect("it is JSON"));
            reader.read_answer(&answer, operation.path, &plan);
        }
    }
    reader.finish(300);
}

#[test]
fn what_the_examples_of_the_document_say_is_grammatical() {
    let document: Value = serde_json::from_str(&file("openapi/v1.json")).expect("it is JSON");
    let mut reader = Reader::default();
    for (path, methods) in document["paths"].as_object().expect("there are paths") {
        for operation in methods.as_object().expect("there are methods").values() {
            let body = &operation["requestBody"]["content"]["application/json"]["example"];
            let contents = operation["responses"].as_object().into_iter().flat_map(|responses| responses.values());
            for content in contents.filter_map(|response| response["content"].as_object()) {
                let json = content.iter().filter(|(media, _)| media.contains("json"));
                json.for_each(|(_, content)| reader.read_answer(&content["example"], path, body));
            }
        }
    }
    reader.finish(150);
}

#[test]
fn every_template_is_grammatical_around_its_slots() {
    let mut reader = Reader::default();
    for (key, template) in backmap::words::all() {
        let check: fn(&str) -> Vec<String> = match key.split('.').next() {
            // A terminal has columns, and messages for developers name keys and fields.
            Some("cli" | "catalogue" | "wire" | "surveys" | "scoring") => {
                |text| wording(&text.split_whitespace().collect::<Vec<_>>().join(" ").replace('_', ""))
            }
            _ => wording,
        };
        let filled = |part: &str| part.split_once('}').map_or(part.to_owned(), |(_, after)| format!("0{after}"));
        reader.read(&template.split('{').map(filled).collect::<String>(), key, check);
    }
    reader.finish(0);
}

/// Tags that do not end a text, and those whose content is no text.
const INLINE: &str = "a abbr em i small span strong sub sup tspan";
const NO_TEXT: &str = "code data pre script style textarea";

/// The texts of a page, one for each block.
fn texts_of_page(html: &str) -> Vec<String> {
    let (mut texts, mut text, mut skipped) = (Vec::new(), String::new(), None);
    for piece in html.split('<') {
        let (tag, rest) = piece.split_once('>').unwrap_or(("", piece));
        let (closes, name) = (tag.starts_with('/'), tag.trim_start_matches('/'));
        let name = name.split(|letter: char| !letter.is_ascii_alphanumeric()).next().unwrap_or_default();
        match skipped {
            Some(open) if closes && open == name => skipped = None,
            Some(_) => continue,
            None if !closes && is_one_of(NO_TEXT, name) => {
                skipped = Some(name);
                text.push('0');
                continue;
            }
            None if !is_one_of(INLINE, name) => texts.push(std::mem::take(&mut text)),
            None => {}
        }
        text.push_str(rest);
    }
    texts.push(text);
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    let plain = |text: String| entities.iter().fold(text, |text, (entity, letter)| text.replace(entity, letter));
    texts.into_iter().map(|text| plain(text).trim().to_owned()).filter(|text| text.contains(' ')).collect()
}

#[test]
fn what_the_pages_say_is_grammatical() {
    let server = Server::shared();
    let mut reader = Reader::default();
    let mut read = |html: &str, path: &str| {
        texts_of_page(html).iter().for_each(|text| reader.read(text, path, wording));
    };
    for reading in READINGS {
        let Some(folder) = reading.path.strip_suffix("{id}") else {
            read(&server.get(reading.path).text(), reading.path);
            continue;
        };
        let list = server.get(folder.trim_end_matches('/')).text();
        let links: BTreeSet<&str> = list.split("href=\"").filter_map(|part| part.split(['"', '#']).next()).collect();
        let links: Vec<&&str> = links.iter().filter(|link| link.starts_with(folder)).collect();
        assert!(links.len() > 5, "{folder}: {links:?}");
        links.into_iter().for_each(|link| read(&server.get(link).text(), link));
    }
    let catalogue = ADVISOR.catalogue();
    for (turn, team) in teams(3).iter().enumerate() {
        let body = json!({ "profile": team }).to_string();
        let request = backmap::wire::read_request(&ADVISOR, body.as_bytes()).expect("the team is right");
        let request = Request { profile: request.profile, options: Options::default() };
        let mut fields = fields_of(catalogue, &request);
        let design = &catalogue.designs[turn * 4 % catalogue.designs.len()].id;
        let more = [("design", design.as_str()), ("choice", design), ("write", "yes"), ("try.time_available", "5")];
        let more = more.into_iter().chain([("weights.resources", "2"), ("aim.initiatives", "4")]);
        fields.extend(more.map(|(name, value)| (name.to_owned(), value.to_owned())));
        let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
        let kind = ("content-type", "application/x-www-form-urlencoded");
        for view in views().filter(|view| !view.path.contains('.')) {
            read(&server.request("POST", view.path, &[kind], form.as_bytes()).text(), view.path);
        }
    }
    reader.finish(3_000);
}
