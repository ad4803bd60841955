//! Prints the implementation check for the terminal.

use super::super::text::{paragraph, section};
use crate::planning::{Met, Review, State};
use crate::words::{self, fill_text};

pub fn text(text: &mut String, review: &Review<'_>) {
    let all = review
        .implementation
        .iter()
        .flat_map(|one| std::iter::once(&one.state).chain(one.parts.iter().map(|part| &part.1)));
    let (all, met) = all.fold((0, 0), |(all, met), state| (all + 1, met + usize::from(state.met == Met::Yes)));
    let slots = [("met", &*met.to_string()), ("all", &all.to_string())];
    section(text, &fill_text("cli.plan.requirements", &slots));
    paragraph(text, "  ", words::text("cli.plan.signs"));
    for one in &review.implementation {
        let requirement = one.requirement;
        state(
            text,
            "  ",
            &format!("{} {}", requirement.item, requirement.name),
            &one.state,
            &requirement.question,
            &requirement.fix,
        );
        for (part, part_state) in &one.parts {
            state(text, "     ", "", part_state, &part.question, &part.fix);
        }
    }
    section(text, words::text("cli.plan.expect"));
    for chosen in &review.facts.chosen {
        if let Some((ranked, fairness)) = chosen.ranked.zip(chosen.fairness()) {
            paragraph(text, "  ", &format!("{}: {} {fairness}", chosen.name(), ranked.dip));
        }
    }
    if let Some(date) = review.facts.fair_date() {
        paragraph(text, "  ", &fill_text("cli.plan.fair_date", &[("date", &date.to_string())]));
    }
    paragraph(text, "  ", words::text("planning.stop.rule"));
}

fn state(text: &mut String, lead: &str, name: &str, state: &State, question: &str, fix: &str) {
    let sign = match state.met {
        Met::Yes => "+",
        Met::Stated => "s",
        Met::Partly => "~",
        Met::No => "-",
        Met::Open => "?",
    };
    let name = if name.is_empty() { String::new() } else { format!("{name}: ") };
    let reason = if state.because.is_empty() { question } else { &state.because };
    paragraph(text, &format!("{lead}{sign} "), &format!("{name}{reason}"));
    if matches!(state.met, Met::No | Met::Partly) {
        paragraph(text, &format!("{lead}  {}: ", words::text("cli.finding.fix")), state.fix.unwrap_or(fix));
    }
}
