//! A plan as form fields, named by their place in the JSON: `plan.title`, `plan.needs.0.expected`,
//! `plan.calendar.meetings.0.at`. A list of texts is one field per text, or one field with several texts in it. Ids are
//! separated by spaces or commas, other texts by line breaks. A text that contains such a separator is written as a
//! JSON string.
//!
//! Profile and options use the same field names as on every page. The JSON reader alone defines what a field means; an
//! error carries the name of its field.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value;

use super::record::{FieldKind, FieldOf, Written};
use super::request::{PlanRequest, plan_fields, read_plan};
use crate::advisor::Advisor;
use crate::catalogue::{Catalogue, Profile, did_you_mean};
use crate::wire::asked::columns::plain;
use crate::wire::asked::form::{FormField, fields_of, read_form};
use crate::wire::asked::request::Request;
use crate::wire::kit::problem::{FieldError, Problem};
use crate::words;

/// The prefix of all plan field names.
pub const PLAN_PREFIX: &str = "plan.";

/// The most digits of a list index.
const LONGEST_INDEX: usize = 3;

/// Errors beyond this number are counted but not listed.
const MOST_FAULTS: usize = 100;

/// The longest name, in bytes, that is quoted or compared with known names.
const LONGEST_NAME: usize = 100;

/// The lists of ids; all other lists contain texts.
const IDS: [&str; 5] = ["follows_from", "after", "factors", "indicators", "designs"];

/// A field with its nested fields.
struct Known {
    of: FieldOf,
    inner: Vec<Known>,
}

static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| known(plan_fields()));

fn known(fields: Vec<FieldOf>) -> Vec<Known> {
    let one = |of: FieldOf| {
        let inner = match of.kind {
            FieldKind::One(fields) | FieldKind::Many(fields) => known(fields()),
            _ => Vec::new(),
        };
        Known { of, inner }
    };
    fields.into_iter().map(one).collect()
}

/// The submitted part of a record, by field index.
type Sent<'a> = BTreeMap<usize, Part<'a>>;

/// The submitted part of a field.
enum Part<'a> {
    Values(Vec<&'a str>),
    Record(Sent<'a>),
    Entries(BTreeMap<usize, Sent<'a>>),
}

/// Reads a plan with its profile and options. Empty fields are omitted, and gaps in list indexes are closed.
///
/// # Errors
/// An `invalid` problem with every invalid field, by field name.
pub fn read_plan_form(advisor: &Advisor, fields: &[FormField]) -> Result<PlanRequest, Problem> {
    let (own, others): (Vec<_>, Vec<_>) = given(fields).partition(|(name, _)| name.starts_with(PLAN_PREFIX));
    let others: Vec<FormField> = others.into_iter().cloned().collect();
    let (mut sent, mut faults) = (Sent::new(), FormFaults::default());
    for (name, value) in own {
        if let Err(fault) = put(&mut sent, &KNOWN, &name[PLAN_PREFIX.len()..], value) {
            faults.add(|| FieldError { pointer: shorten(name), detail: fault.detail() });
        }
    }
    let plan = read_plan(advisor, json(&KNOWN, &sent).as_bytes());
    let rest = read_form(advisor, &others);
    match (plan, rest) {
        (Ok(mut request), Ok(rest)) if faults.all == 0 => {
            request.plan.profile = (!others.is_empty()).then_some(rest.profile).filter(says_something);
            request.options = rest.options;
            Ok(request)
        }
        (plan, rest) => {
            faults.of_plan(plan.err(), &sent);
            faults.of_others(rest.err());
            Err(Problem::invalid(faults.listed, faults.all))
        }
    }
}

/// Whether a profile has any content; an empty one counts as none.
fn says_something(profile: &Profile) -> bool {
    *profile != Profile { answers: vec![None; profile.answers.len()], ..Profile::default() }
}

fn given(fields: &[FormField]) -> impl Iterator<Item = &FormField> {
    fields.iter().filter(|(_, value)| !value.trim().is_empty())
}

/// The errors of a form; at most `MOST_FAULTS` are listed.
#[derive(Default)]
struct FormFaults {
    listed: Vec<FieldError>,
    all: usize,
}

impl FormFaults {
    fn add(&mut self, fault: impl FnOnce() -> FieldError) {
        self.all += 1;
        if self.listed.len() < MOST_FAULTS {
            self.listed.push(fault());
        }
    }

    /// Adds the errors of the plan reader, by field name.
    fn of_plan(&mut self, problem: Option<Problem>, sent: &Sent<'_>) {
        let Some(problem) = problem else { return };
        for error in problem.errors {
            self.add(|| FieldError { pointer: named(&error.pointer, sent), detail: error.detail });
        }
    }

    fn of_others(&mut self, problem: Option<Problem>) {
        let Some(problem) = problem else { return };
        if problem.errors.is_empty() {
            self.add(|| FieldError { pointer: String::new(), detail: problem.detail.clone() });
        }
        for error in problem.errors {
            self.add(|| error);
        }
    }
}

/// Why a field name is invalid.
enum Misplaced<'n> {
    Unknown(&'n str, Vec<&'static str>),
    Twice,
    Index(&'n str),
    Inside,
    Whole,
}

impl Misplaced<'_> {
    fn detail(&self) -> String {
        match self {
            Self::Unknown(name, known) => {
                let is_long = name.len() > LONGEST_NAME;
                let hint = if is_long { String::new() } else { did_you_mean(name, known.iter().copied()) };
                let name = if is_long { shorten(name) } else { (*name).to_owned() };
                words::fill_text("wire.form.unknown", &[("name", &name), ("hint", &hint)])
            }
            Self::Twice => words::text("wire.form.duplicate").to_owned(),
            Self::Index(index) => words::fill_text("wire.form.index", &[("index", &shorten(index))]),
            Self::Inside => words::text("wire.form.inside").to_owned(),
            Self::Whole => words::text("wire.form.whole").to_owned(),
        }
    }
}

fn shorten(name: &str) -> String {
    if name.len() <= LONGEST_NAME { name.to_owned() } else { name.chars().take(LONGEST_NAME).chain(['…']).collect() }
}

/// Stores a value at the place that its name describes; recursion follows the known fields, however long the name is.
fn put<'a, 'n>(sent: &mut Sent<'a>, known: &[Known], path: &'n str, value: &'a str) -> Result<(), Misplaced<'n>> {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    let Some(at) = known.iter().position(|known| known.of.name == name) else {
        return Err(Misplaced::Unknown(name, known.iter().map(|known| known.of.name).collect()));
    };
    let field = &known[at];
    match (field.of.kind, rest) {
        (FieldKind::One(_) | FieldKind::Many(_), None) => Err(Misplaced::Whole),
        (FieldKind::One(_), Some(rest)) => {
            let part = sent.entry(at).or_insert_with(|| Part::Record(Sent::new()));
            let Part::Record(inner) = part else { return Err(Misplaced::Inside) };
            put(inner, &field.inner, rest, value)
        }
        (FieldKind::Many(_), Some(rest)) => {
            let (index, rest) = rest.split_once('.').ok_or(Misplaced::Whole)?;
            let place = index_of(index).ok_or(Misplaced::Index(index))?;
            let part = sent.entry(at).or_insert_with(|| Part::Entries(BTreeMap::new()));
            let Part::Entries(entries) = part else { return Err(Misplaced::Inside) };
            put(entries.entry(place).or_default(), &field.inner, rest, value)
        }
        (_, Some(_)) => Err(Misplaced::Inside),
        (kind, None) => {
            let part = sent.entry(at).or_insert_with(|| Part::Values(Vec::new()));
            let Part::Values(values) = part else { return Err(Misplaced::Inside) };
            if !values.is_empty() && !matches!(kind, FieldKind::Texts | FieldKind::Choices(_)) {
                return Err(Misplaced::Twice);
            }
            values.push(value);
            Ok(())
        }
    }
}

fn index_of(text: &str) -> Option<usize> {
    let is_index = !text.is_empty() && text.len() <= LONGEST_INDEX && text.bytes().all(|byte| byte.is_ascii_digit());
    is_index.then(|| text.parse().ok())?
}

/// Returns the submitted fields as JSON.
fn json(known: &[Known], sent: &Sent<'_>) -> String {
    let fields: Vec<String> = sent
        .iter()
        // An entry in which every field name was invalid is empty.
        .filter_map(|(at, part)| {
            let text = part_json(&known[*at], part)?;
            Some(format!("\"{}\":{text}", known[*at].of.name))
        })
        .collect();
    format!("{{{}}}", fields.join(","))
}

fn part_json(known: &Known, part: &Part<'_>) -> Option<String> {
    Some(match part {
        Part::Record(inner) => json(&known.inner, inner),
        Part::Entries(entries) => {
            let entries: Vec<String> = held(entries).map(|(_, entry)| json(&known.inner, entry)).collect();
            format!("[{}]", entries.join(","))
        }
        Part::Values(values) => match known.of.kind {
            FieldKind::Texts => {
                let all = values.iter().flat_map(|value| split_texts(&known.of, value)).map(quoted);
                format!("[{}]", all.collect::<Vec<_>>().join(","))
            }
            FieldKind::Choices(_) => {
                let all = values.iter().flat_map(|value| value.split([' ', ','])).filter(|id| !id.is_empty());
                format!("[{}]", all.map(|id| quoted(id.to_owned())).collect::<Vec<_>>().join(","))
            }
            FieldKind::Text => quoted(values.first()?.replace("\r\n", "\n")),
            FieldKind::Number | FieldKind::Whole | FieldKind::Flag => plain(values.first()?.trim()),
            _ => quoted(values.first()?.trim().to_owned()),
        },
    })
}

/// Returns the nonempty entries, in order.
fn held<'s, 'a>(entries: &'s BTreeMap<usize, Sent<'a>>) -> impl Iterator<Item = (usize, &'s Sent<'a>)> {
    entries.iter().filter(|(_, entry)| !entry.is_empty()).map(|(place, entry)| (*place, entry))
}

fn quoted(text: String) -> String {
    Value::from(text).to_string()
}

/// Returns the field name for a pointer into the generated JSON, with the submitted list indexes.
fn named(pointer: &str, sent: &Sent<'_>) -> String {
    let (mut name, mut known, mut here) = (PLAN_PREFIX.trim_end_matches('.').to_owned(), &*KNOWN, Some(sent));
    let mut segments = pointer.split('/').skip(1);
    while let Some(segment) = segments.next() {
        let Some(at) = known.iter().position(|known| known.of.name == segment) else { break };
        name = format!("{name}.{segment}");
        let part = here.and_then(|here| here.get(&at));
        known = &known[at].inner;
        match part {
            Some(Part::Record(inner)) => here = Some(inner),
            Some(Part::Entries(entries)) => {
                let Some(index) = segments.next().and_then(|index| index.parse::<usize>().ok()) else { break };
                let Some((place, entry)) = held(entries).nth(index) else { break };
                name = format!("{name}.{place}");
                here = Some(entry);
            }
            _ => break,
        }
    }
    name
}

/// Returns the field name for a place in a plan, as used by a finding: `/goals/0/by` becomes `plan.goals.0.by`.
pub fn field_of_place(pointer: &str) -> Option<String> {
    let (mut name, mut known) = (PLAN_PREFIX.trim_end_matches('.').to_owned(), &*KNOWN);
    let mut segments = pointer.strip_prefix('/')?.split('/');
    while let Some(segment) = segments.next() {
        // A place below a part without such a field is reported as the part.
        let Some(field) = known.iter().find(|known| known.of.name == segment) else { break };
        name = format!("{name}.{segment}");
        known = &field.inner;
        match field.of.kind {
            FieldKind::One(_) => {}
            FieldKind::Many(_) => match segments.next() {
                Some(index) => name = format!("{name}.{}", index_of(index)?),
                None => break,
            },
            _ => break,
        }
    }
    name.contains('.').then_some(name)
}

/// Whether a field contains ids of other parts.
pub fn holds_ids(field: &FieldOf) -> bool {
    matches!(field.kind, FieldKind::Texts) && IDS.contains(&field.name)
}

/// Splits a field value into the texts of a list.
pub fn split_texts(field: &FieldOf, value: &str) -> Vec<String> {
    let value = value.replace("\r\n", "\n");
    if let Some(whole) = whole(value.trim()) {
        return vec![whole];
    }
    let is_sign = |letter: char| is_sign(field, letter);
    let pieces = value.split(is_sign).map(str::trim).filter(|piece| !piece.is_empty());
    pieces.map(|piece| whole(piece).unwrap_or_else(|| piece.to_owned())).collect()
}

/// Writes a text as the field value of a list.
pub fn text_value(field: &FieldOf, text: &str) -> String {
    let plain = !text.starts_with('"') && text.trim() == text && !text.contains(|letter| is_sign(field, letter));
    if plain { text.to_owned() } else { quoted(text.to_owned()) }
}

/// Whether a character separates two texts of a list.
fn is_sign(field: &FieldOf, letter: char) -> bool {
    match holds_ids(field) {
        true => letter.is_whitespace() || letter == ',',
        false => matches!(letter, '\n' | '\r'),
    }
}

/// Reads a text written as a JSON string.
fn whole(text: &str) -> Option<String> {
    if text.starts_with('"') { serde_json::from_str(text).ok() } else { None }
}

/// Returns the form fields that [`read_plan_form`] reads back as the same plan; answers of groups are pooled, and empty
/// entries are omitted.
pub fn fields_of_plan(catalogue: &Catalogue, request: &PlanRequest) -> Vec<FormField> {
    let plan = serde_json::to_value(Written(&request.plan)).unwrap_or_default();
    let mut fields = Vec::new();
    written(PLAN_PREFIX.trim_end_matches('.'), &KNOWN, &plan, &mut fields);
    let empty = || Profile { answers: vec![None; catalogue.factors.len()], ..Profile::default() };
    let profile = request.plan.profile.clone().unwrap_or_else(empty);
    fields.extend(fields_of(catalogue, &Request { profile, options: request.options.clone() }));
    fields
}

fn written(prefix: &str, known: &[Known], record: &Value, fields: &mut Vec<FormField>) {
    for field in known {
        let Some(value) = record.get(field.of.name) else { continue };
        let name = format!("{prefix}.{}", field.of.name);
        match (field.of.kind, value) {
            (FieldKind::One(_), inner) => written(&name, &field.inner, inner, fields),
            (FieldKind::Many(_), Value::Array(entries)) => {
                for (at, entry) in entries.iter().enumerate() {
                    written(&format!("{name}.{at}"), &field.inner, entry, fields);
                }
            }
            (FieldKind::Texts, Value::Array(texts)) => {
                let texts = texts.iter().filter_map(Value::as_str);
                fields.extend(texts.map(|text| (name.clone(), text_value(&field.of, text))));
            }
            (_, Value::Array(ids)) => {
                fields.extend(ids.iter().filter_map(Value::as_str).map(|id| (name.clone(), id.to_owned())));
            }
            (_, Value::String(text)) => fields.push((name, text.clone())),
            (_, other) => fields.push((name, other.to_string())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_one_of_ids_when_it_says_so() {
        fn look(fields: &[Known]) {
            for field in fields {
                if matches!(field.of.kind, FieldKind::Texts) {
                    assert_eq!(field.of.about.starts_with("Ids of"), holds_ids(&field.of), "{}", field.of.name);
                }
                look(&field.inner);
            }
        }
        look(&KNOWN);
    }

    #[test]
    fn places_are_named_as_fields_are() {
        let cases = [
            ("/goals/0/by", Some("plan.goals.0.by")),
            ("/characteristics/1/factors/0", Some("plan.characteristics.1.factors")),
            ("/support", Some("plan.support")),
            ("/cycles/0/follows_from", Some("plan.cycles.0")),
            ("/evaluation/uses", Some("plan.evaluation.uses")),
            ("", None),
            ("/nothing", None),
        ];
        for (pointer, name) in cases {
            assert_eq!(field_of_place(pointer).as_deref(), name, "{pointer}");
        }
    }
}
