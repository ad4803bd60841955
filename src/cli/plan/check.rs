//! Prints the seven steps for the terminal.

use super::super::text::{line, paragraph, section};
use super::finding;
use crate::catalogue::FactorIndex;
use crate::planning::Review;
use crate::words::{self, fill, fill_text, whole};

pub fn text(text: &mut String, review: &Review<'_>) {
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
        for own in state.own.iter().filter(|own| own.answer.is_none()) {
            paragraph(text, "   ? ", own.question);
        }
    }
    factors(text, review);
    designs(text, review);
    section(text, words::text("cli.plan.findings"));
    if review.findings.is_empty() {
        line(text, &format!("  {}", words::text("cli.plan.none")));
    }
    for one in &review.findings {
        finding(text, one);
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
