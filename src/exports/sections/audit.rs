//! Requirements, levels of the standards, findings, and open questions.

use crate::catalogue::Severity;
use crate::exports::labels;
use crate::exports::names;
use crate::exports::outline::{FactList, Outline, numbers, words};
use crate::exports::words::quoted;
use crate::planning::{Against, Audited, Finding, Looked, Met, Review, Shown, State, StepState, ToDo};
use crate::words::{fill_counted, fill_text, listed, numbered, sentence, text};

pub fn implementation(review: &Review<'_>, outline: &mut Outline) {
    let rows = review.implementation.iter().flat_map(|one| {
        let of = one.requirement;
        let parts = one.parts.iter();
        let parts = parts.map(|(part, state)| row(format!("– {}", part.what), state, &part.question, &part.fix));
        [row(of.name.clone(), &one.state, &of.question, &of.fix)].into_iter().chain(parts)
    });
    outline.table(text("exports.implementation.columns"), &[34, 16, 50].map(words), rows);
}

fn row(name: String, state: &State, question: &str, fix: &str) -> Vec<String> {
    let mut because = sentence(&state.because);
    if state.said {
        because = fill_text("exports.implementation.team_reports", &[("evidence", &because)]);
    }
    let evidence = match state.met {
        Met::Open => sentence(question),
        Met::Yes => because,
        // What a statement still needs is in its evidence.
        Met::Stated => because,
        Met::Partly | Met::No => format!("{because} {}", sentence(state.fix.unwrap_or(fix))),
    };
    vec![name, labels::met(state.met), evidence]
}

pub fn audit(review: &Review<'_>, outline: &mut Outline) {
    outline.part(text("exports.audit.standards"));
    let columns = [words(26), words(18), numbers(10), numbers(12), numbers(12), numbers(12), numbers(10)];
    outline.table(text("exports.audit.columns"), &columns, review.audit.standards.iter().map(standard));
    stated(review, outline);
    let all = review.findings.iter().chain(&review.audit.findings);
    let (waived, left): (Vec<&Finding>, Vec<&Finding>) = all.partition(|one| one.waived.is_some());
    findings(review, left, outline);
    if !waived.is_empty() {
        outline.part(text("exports.audit.accepted_findings"));
    }
    for finding in waived {
        let reason = sentence(finding.waived.as_deref().unwrap_or_default());
        let reason = fill_text("exports.audit.reason", &[("reason", &reason)]);
        outline.facts(FactList::default().all(&quoted(&finding.found), [reason]));
    }
}

/// Lists what is stated with nothing behind it, each fact once.
fn stated(review: &Review<'_>, outline: &mut Outline) {
    let is_stated = |one: &&Looked<'_>| one.shown == Shown::Stated;
    let looked = review.audit.standards.iter().flat_map(|audited| audited.looked.iter().filter(is_stated));
    let mut all: Vec<String> = Vec::new();
    for one in looked {
        if !all.contains(&one.evidence) {
            all.push(one.evidence.clone());
        }
    }
    if !all.is_empty() {
        outline.part(text("exports.audit.stated"));
        outline.list(all);
    }
}

fn standard(audited: &Audited<'_>) -> Vec<String> {
    let of = |shown: Shown| audited.looked.iter().filter(|one| one.shown == shown).count().to_string();
    let counts = [Shown::Met, Shown::Stated, Shown::Partly, Shown::Contrary, Shown::Open].map(of);
    [audited.standard.name.clone(), labels::level(audited.level)].into_iter().chain(counts).collect()
}

/// Severities with the key of their count and of their heading.
const GROUPS: [(Severity, &str, &str); 3] = [
    (Severity::Error, "exports.audit.error_count", "exports.audit.must_fix"),
    (Severity::Warning, "exports.audit.warning_count", "exports.audit.should_fix"),
    (Severity::Note, "exports.audit.note_count", "exports.audit.notes"),
];

fn findings(review: &Review<'_>, left: Vec<&Finding>, outline: &mut Outline) {
    let all = ToDo::of(left);
    let count_of = |severity| all.iter().filter(|one| one.severity() == severity).count();
    let counts = GROUPS.map(|(severity, count, _)| numbered(count, count_of(severity)));
    outline.say(fill_text("exports.audit.review", &[("counts", &listed(counts).unwrap_or_default())]));
    for (severity, _, heading) in GROUPS {
        if count_of(severity) > 0 {
            outline.part(text(heading));
        }
        for one in all.iter().filter(|one| one.severity() == severity) {
            outline.facts(FactList::default().all(&quoted(one.fix()), about(review, one)));
        }
    }
}

fn about(review: &Review<'_>, one: &ToDo<'_>) -> Vec<String> {
    let labelled = |key: &str, slot: &str, what: &str| fill_text(key, &[(slot, &*sentence(what))]);
    let mut told: Vec<String> = one.facts().into_iter().map(|finding| fact(review, finding)).collect();
    for finding in &one.findings {
        let touched = listed(finding.also_touches(review.facts.catalogue));
        told.extend(touched.map(|names| fill_text("exports.audit.touches", &[("names", &names)])));
    }
    told.extend(one.more_fixes().into_iter().map(|fix| labelled("exports.audit.also", "what", fix)));
    told.extend(one.reasons().into_iter().map(|why| labelled("exports.audit.why_matters", "why", why)));
    told.extend(one.differs().into_iter().map(|what| labelled("exports.audit.what_studies_found", "what", what)));
    let mut sources: Vec<String> = Vec::new();
    for id in one.findings.iter().flat_map(|finding| &finding.sources) {
        if !sources.contains(id) {
            sources.push(id.clone());
        }
    }
    if let Some(cited) = listed(review.facts.catalogue.cite(&sources)) {
        told.push(fill_counted("exports.audit.sources", sources.len(), &[("sources", &cited)]));
    }
    told
}

/// What was found, where, and on what that is based.
fn fact(review: &Review<'_>, finding: &Finding) -> String {
    let grade = finding.grade.as_ref().map(|grade| labels::of_id(&grade.0));
    let key = if grade.is_some() { "exports.audit.where_based_on" } else { "exports.audit.where_based_on_2" };
    let (place, basis) = (names::place(&finding.place), against(review, &finding.against));
    let found = sentence(&finding.found);
    let slots = [("found", &*found), ("place", &place), ("basis", &basis), ("grade", &grade.unwrap_or_default())];
    fill_text(key, &slots)
}

/// The step or standard on which a finding is based.
fn against(review: &Review<'_>, against: &Against) -> String {
    match against {
        Against::Step(id) => {
            let step = review.steps.iter().map(|state| state.step).find(|step| step.id == *id);
            step.map_or_else(
                || (*id).to_owned(),
                |step| fill_text("exports.audit.step", &[("number", &step.number.to_string()), ("name", &step.name)]),
            )
        }
        Against::Element { standard, element } => {
            let known = review.facts.catalogue.standards.iter().find(|one| one.id == *standard);
            let name = known.map_or(standard.as_str(), |one| one.name.as_str());
            let element = known
                .and_then(|one| one.elements.iter().find(|own| own.id == *element))
                .map_or(element.as_str(), |own| own.name.as_str());
            fill_text("exports.audit.standard", &[("name", name), ("element", element)])
        }
    }
}

pub fn open(review: &Review<'_>, outline: &mut Outline) {
    let standards = review.audit.standards.iter().map(of_standard);
    let implementation = (text("exports.open.implementation").to_owned(), of_implementation(review));
    let all = review.steps.iter().map(of_step).chain(standards).chain([implementation]);
    if !outline.facts(all.collect()) {
        outline.say(text("exports.open.there_no_open"));
    }
}

fn of_step(state: &StepState<'_>) -> (String, Vec<String>) {
    let own = state.own.iter().filter(|own| own.answer.is_none()).map(|own| own.question.to_owned());
    let asked = state.questions.iter().filter(|one| one.is_open()).map(|one| one.question.question.clone());
    let slots = [("number", &*state.step.number.to_string()), ("name", &state.step.name)];
    (fill_text("exports.steps.step", &slots), asked.chain(own).collect())
}

fn of_standard(audited: &Audited<'_>) -> (String, Vec<String>) {
    let mut asked: Vec<String> = Vec::new();
    for one in audited.looked.iter().filter(|one| one.shown == Shown::Open) {
        if !asked.contains(&one.look_for.question) {
            asked.push(one.look_for.question.clone());
        }
    }
    (fill_text("exports.open.standard", &[("name", &audited.standard.name)]), asked)
}

fn of_implementation(review: &Review<'_>) -> Vec<String> {
    let all = review.implementation.iter().flat_map(|one| {
        let parts = one.parts.iter().map(|(part, state)| (&part.question, state));
        [(&one.requirement.question, &one.state)].into_iter().chain(parts)
    });
    all.filter(|(_, state)| state.met == Met::Open).map(|(question, _)| question.clone()).collect()
}
