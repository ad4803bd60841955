//! The plan on one page for a school board: what, for whom, why, cost, risks, and how we will know.

use super::money::{money_range, years};
use super::names;
use super::outline::{FactList, Outline};
use super::sections::who;
use super::words::days;
use super::{Document, Export, markdown, word};
use crate::planning::{Plan, Review};
use crate::words::{fill_text, number, sentence, shortened, text};

pub(super) const WORD: Export = Export {
    id: "board",
    file: "board.docx",
    about: "one page for the board as a Word document",
    page: Some(("/board.docx", "board.save_word")),
    make: |document| word::word(&board(document), document.review.facts.plan.looked_at()),
    ..word::EXPORT
};

pub(super) const MARKDOWN: Export = Export {
    id: "board_markdown",
    file: "board.md",
    about: "one page for the board as Markdown",
    page: Some(("/board.md", "board.save")),
    make: |document| markdown::markdown(&board(document)),
    ..markdown::EXPORT
};

/// Limits that keep the page to one: letters of a text, and texts of each kind.
const LONGEST: usize = 160;
const MOST: usize = 3;

/// Findings that a board should know, apart from those about the wording of the plan.
const RISKS: [&str; 6] = [
    "plan.design_cannot_run",
    "plan.over_budget",
    "plan.too_few_coaches",
    "plan.design_gate",
    "plan.no_free_slot",
    "plan.judged_too_early",
];

/// Returns the outline of the page.
pub fn board(document: &Document<'_>) -> Outline {
    let review = document.review;
    let plan = review.facts.plan;
    let mut outline = Outline::new(&shortened(&names::title(plan), LONGEST));
    let needs = plan.needs.iter().flat_map(|need| [&need.missing, &need.expected].into_iter().flatten());
    let evidence = plan.needs.iter().flat_map(|need| &need.evidence).filter_map(|one| one.says.as_ref());
    let goals = plan.goals.iter().filter_map(|goal| goal.text.as_ref());
    section(&mut outline, "what", what(review));
    section(
        &mut outline,
        "whom",
        FactList::default().maybe(text("exports.board.who"), in_a_line(whom(review).into_iter())),
    );
    let why = FactList::default()
        .maybe(text("exports.board.need"), few(needs))
        .maybe(text("exports.board.evidence"), few(evidence))
        .maybe(text("exports.board.goal"), few(goals));
    section(&mut outline, "why", why);
    section(&mut outline, "cost", cost(review));
    list(&mut outline, "risks", risks(review));
    list(&mut outline, "known", known(review));
    outline.say(fill_text("exports.board.about", &[("version", document.provenance.catalogue_version)]));
    outline
}

fn section(outline: &mut Outline, key: &str, facts: FactList) {
    if !facts.is_empty() {
        outline.section(text(match key {
            "what" => "exports.board.what",
            "whom" => "exports.board.whom",
            "why" => "exports.board.why",
            _ => "exports.board.cost",
        }));
        outline.facts(facts);
    }
}

fn list(outline: &mut Outline, key: &str, items: Vec<String>) {
    if !items.is_empty() {
        outline.section(text(if key == "risks" { "exports.board.risks" } else { "exports.board.known" }));
        outline.list(items);
    }
}

/// The first few texts, each shortened, in one line.
fn few<'t>(texts: impl Iterator<Item = &'t String>) -> Option<String> {
    in_a_line(texts.take(MOST).map(|text| shortened(text.trim_end_matches('.'), LONGEST)))
}

fn in_a_line(texts: impl Iterator<Item = String>) -> Option<String> {
    let line = texts.collect::<Vec<_>>().join("; ");
    (!line.is_empty()).then_some(line)
}

fn what(review: &Review<'_>) -> FactList {
    let plan = review.facts.plan;
    let designs = review.facts.chosen.iter().take(MOST).map(|chosen| {
        let slots = [("design", chosen.name()), ("hours", &*number(chosen.hours()))];
        fill_text("exports.short.design_hours", &slots)
    });
    FactList::default()
        .maybe(text("exports.board.learning"), few(plan.learning_needs.iter().filter_map(|need| need.text.as_ref())))
        .maybe(text("exports.board.designs"), in_a_line(designs))
        .maybe(text("exports.board.when"), days(review.facts.start(), plan.calendar.until))
}

fn whom(review: &Review<'_>) -> Vec<String> {
    let students = |number: u32| fill_text("exports.board.students", &[("number", &number.to_string())]);
    let who = who(review.facts.plan).map(|who| shortened(&who, LONGEST));
    who.into_iter().chain(review.facts.plan.people.students.map(students)).collect()
}

fn cost(review: &Review<'_>) -> FactList {
    let (resources, plan) = (&review.resources, review.facts.plan);
    let currency = plan.prices.currency.as_deref();
    let (cash, key) = match &resources.total {
        Some(total) => (total.cash, "exports.resources.cash_total"),
        None => (resources.per_teacher.cash, "exports.resources.cash_one"),
    };
    let years = if resources.years.len() > 1 { years(review) } else { Vec::new() };
    FactList::default()
        .with(text(key), money_range(cash, currency))
        .maybe(
            text("exports.resources.cash_student"),
            resources.cash_per_student.map(|cash| money_range(cash, currency)),
        )
        .maybe(text("exports.resources.years"), in_a_line(years.into_iter()))
        .all(text("exports.resources.budget"), budget(plan, review))
}

/// The budget with what is missing or left.
fn budget(plan: &Plan, review: &Review<'_>) -> Option<String> {
    let pricing = crate::planning::Pricing::new(&plan.prices, review.facts.catalogue);
    let budget = review.resources.budget.as_ref()?;
    let key = if budget.gap.typical > 0.0 { "exports.board.budget_missing" } else { "exports.board.budget_left" };
    let slots = [("budget", pricing.money(budget.amount)), ("gap", pricing.money(budget.gap.typical.abs()))];
    let slots = slots.each_ref().map(|(name, value)| (*name, value.as_str()));
    Some(fill_text(key, &slots))
}

/// What threatens this plan first, then what threatens its designs elsewhere.
fn risks(review: &Review<'_>) -> Vec<String> {
    let findings = review.findings.iter().filter(|one| one.waived.is_none() && RISKS.contains(&one.id.as_str()));
    let own = findings.map(|one| shortened(&one.found, LONGEST));
    let failures = review.facts.chosen.iter().flat_map(|chosen| chosen.design.failures.first());
    let usual = failures
        .map(|one| sentence(&fill_text("exports.board.failure", &[("how", &one.how), ("because", &one.because)])));
    own.chain(usual).take(MOST).collect()
}

fn known(review: &Review<'_>) -> Vec<String> {
    let target = |one: &crate::planning::Indicator| {
        let words = shortened(one.text.as_deref()?, LONGEST);
        let (Some(from), Some(target), Some(on)) = (one.baseline, one.target, one.target_on) else {
            return Some(words);
        };
        let slots =
            [("what", words.as_str()), ("from", &number(from)), ("target", &number(target)), ("day", &on.to_string())];
        Some(fill_text("exports.board.target", &slots))
    };
    let mut known: Vec<String> = review.facts.plan.indicators.iter().filter_map(target).take(MOST).collect();
    known.extend(review.facts.fair_date().map(|day| fill_text("exports.board.fair", &[("day", &day.to_string())])));
    known
}
