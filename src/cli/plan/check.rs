//! Prints the seven steps for the terminal.

use super::super::text::{line, paragraph, section};
use super::findings;
use crate::catalogue::FactorIndex;
use crate::planning::{Chosen, Finding, Review};
use crate::words::{self, fill, fill_text, listed, whole};

pub fn text(text: &mut String, review: &Review<'_>, shown: usize) {
    for state in &review.steps {
        let all = state.questions.len() + state.own.len();
        let slots = [
            ("number", &*state.step.number.to_string()),
            ("step", &state.step.name),
            ("answered", &(all - state.open()).to_string()),
            ("all", &all.to_string()),
        ];
        section(text, &fill_text("cli.plan.step", &slots));
        for question in state.questions.iter().filter(|question| question.is_open()) {
            paragraph(text, "   ? ", &question.question.question);
            if let Some(lacks) = &question.lacks {
                paragraph(text, "     ", &fill_text("cli.plan.incomplete", &[("missing", lacks)]));
            }
        }
        for question in state.questions.iter().filter(|question| !question.studied.is_empty()) {
            paragraph(text, "   + ", &question.question.question);
            question.studied.iter().for_each(|one| paragraph(text, "     ", &one.says));
        }
        for own in state.own.iter().filter(|own| own.answer.is_none()) {
            paragraph(text, "   ? ", own.question);
        }
    }
    factors(text, review);
    designs(text, review);
    marks(text, review);
    let all: Vec<&Finding> = review.findings.iter().collect();
    findings(text, words::text("cli.plan.findings"), &all, shown, review.facts.catalogue);
}

/// Lists the five marks of a high-quality design, with the chosen designs that have each.
fn marks(text: &mut String, review: &Review<'_>) {
    section(text, words::text("cli.plan.marks"));
    for state in &review.marks {
        let designs = listed(state.designs.iter().map(Chosen::name));
        let designs = designs.unwrap_or_else(|| words::text("cli.plan.no_mark").to_owned());
        let key = format!("planning.mark.{}", state.mark.id());
        let mark = words::text(&key);
        paragraph(text, &format!("  {mark}: "), &designs);
    }
}

/// Lists the factors that the answers to step 2 set, and those still unanswered.
fn factors(text: &mut String, review: &Review<'_>) {
    section(text, words::text("cli.plan.factors"));
    for setting in &review.settings {
        let name = |(factor, known): &(FactorIndex, bool)| {
            let name = &review.facts.catalogue.factors[*factor].name;
            if *known { name.clone() } else { fill_text("cli.plan.unanswered", &[("factor", name)]) }
        };
        let names: Vec<String> = setting.factors.iter().map(name).collect();
        paragraph(text, &format!("  {}: ", setting.group.name), &names.join(", "));
    }
}

fn designs(text: &mut String, review: &Review<'_>) {
    section(text, words::text("cli.plan.designs"));
    if review.facts.chosen.is_empty() {
        line(text, &format!("  {}", words::text("cli.plan.no_designs")));
    }
    for chosen in &review.facts.chosen {
        let Some(ranked) = chosen.ranked else {
            paragraph(text, "  ", chosen.name());
            continue;
        };
        let template = match ranked.rank {
            None => words::text("cli.plan.design.not_feasible"),
            Some(_) => words::text("cli.plan.design.ranked"),
        };
        let slots = [
            ("design", chosen.name()),
            ("rank", &ranked.rank.map_or_else(String::new, |rank| rank.to_string())),
            ("of", &ranked.of.to_string()),
            ("score", &whole(ranked.score).to_string()),
            ("low", &whole(ranked.low).to_string()),
            ("high", &whole(ranked.high).to_string()),
        ];
        paragraph(text, "  ", &fill(template, &slots));
    }
}
