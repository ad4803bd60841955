//! Prints the seven steps for the terminal.

use super::super::text::{line, paragraph};
use super::finding;
use crate::planning::Review;

pub fn text(text: &mut String, review: &Review<'_>) {
    for state in &review.steps {
        let all = state.questions.len() + state.own.len();
        line(
            text,
            &format!(
                "\n{}. {}: {} of {all} questions answered",
                state.step.number,
                state.step.name,
                all - state.open()
            ),
        );
        for question in state.questions.iter().filter(|question| question.is_open()) {
            paragraph(text, "   ? ", &question.question.question);
            if let Some(lacks) = &question.lacks {
                paragraph(text, "     ", &format!("Started, but incomplete: {lacks}."));
            }
        }
        for own in state.own.iter().filter(|own| own.answer.is_none()) {
            paragraph(text, "   ? ", own.question);
        }
    }
    factors(text, review);
    designs(text, review);
    line(text, "\nFindings");
    if review.findings.is_empty() {
        line(text, "  None.");
    }
    for one in &review.findings {
        finding(text, one);
    }
}

/// Lists the factors that the answers to step 2 set, and those still unanswered.
fn factors(text: &mut String, review: &Review<'_>) {
    line(text, "\nProfile factors set by step 2");
    for setting in &review.settings {
        let name = |(factor, known): &(usize, bool)| {
            let name = &review.facts.catalogue.factors[*factor].name;
            if *known { name.clone() } else { format!("{name} (unanswered)") }
        };
        let names: Vec<String> = setting.factors.iter().map(name).collect();
        paragraph(text, &format!("  {}: ", setting.group.name), &names.join(", "));
    }
}

fn designs(text: &mut String, review: &Review<'_>) {
    line(text, "\nDesigns");
    if review.facts.chosen.is_empty() {
        line(text, "  None from the catalog.");
    }
    for chosen in &review.facts.chosen {
        let stands = chosen.standing.map_or_else(String::new, |standing| {
            let whole = |hundredths: i32| (f64::from(hundredths) / 100.0).round();
            let place = standing.rank.map_or_else(
                || "not feasible for this team".to_owned(),
                |rank| format!("ranks {rank} of {}", standing.of),
            );
            let (score, low, high) = (whole(standing.score), whole(standing.low), whole(standing.high));
            format!(": {place}, fit score {score} ({low} to {high})")
        });
        paragraph(text, "  ", &format!("{}{stands}", chosen.name()));
    }
}
