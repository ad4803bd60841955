//! The ranking as a person reads it in a terminal.

use std::fmt::Write;

use super::text::{bar, line, paragraph, provenance};
use super::{plain, voices};
use crate::advisor::{Advice, Advisor, Recommendation};
use crate::explain::{tenths, two_decimals, whole};

/// How many reasons are told for each design.
const REASONS: usize = 3;

/// The whole answer as text.
pub fn recommendations(advisor: &Advisor, advice: &Advice<'_>) -> String {
    let mut text = String::new();
    heading(&mut text, advisor, advice);
    for one in &advice.recommendations {
        design(&mut text, advisor, one);
    }
    not_feasible(&mut text, advisor, advice);
    voices::reports(&mut text, advisor, advice.groups.as_ref(), advice.stakeholders.as_ref());
    footer(&mut text, advisor);
    text
}

fn heading(text: &mut String, advisor: &Advisor, advice: &Advice<'_>) {
    let known = advice.profile.answers.iter().filter(|answer| answer.is_some()).count();
    let team = advice.profile.id.as_deref().unwrap_or("this team");
    let all = advisor.catalogue().factors.len();
    line(text, &format!("Learning designs for {} ({known} of {all} factors answered)", plain(team)));
    if let Some(first) = &advice.first_place {
        paragraph(text, "", &first.sentence);
    }
    for notice in &advice.notices {
        paragraph(text, "! ", &notice.text);
    }
    text.push('\n');
}

fn design(text: &mut String, advisor: &Advisor, one: &Recommendation<'_>) {
    let catalogue = advisor.catalogue();
    let alternative = &advisor.tables().alternatives[one.placed.alternative];
    let design = &catalogue.designs[one.placed.design];
    let environment = &catalogue.environments[alternative.environment];
    let mut setting = environment.name.to_lowercase();
    if let Some(variant) = alternative.variant {
        let _ = write!(setting, "; {}", design.variants[variant].name.to_lowercase());
    }
    line(
        text,
        &format!(
            "{:>3}. {:<36} {}  {:>3}  ({} to {})",
            one.placed.rank,
            design.name,
            bar(one.placed.score),
            whole(one.placed.score),
            whole(one.interval.low),
            whole(one.interval.high),
        ),
    );
    let marks = [(one.in_use, "in use now"), (one.across_schools, "partners at other schools")];
    let marks: Vec<&str> = marks.into_iter().filter_map(|(holds, mark)| holds.then_some(mark)).collect();
    let marks = if marks.is_empty() { String::new() } else { format!("; {}", marks.join("; ")) };
    line(text, &format!("     {setting}{marks}; {}", demands(advisor, one)));
    for condition in &one.conditions {
        let term = &advisor.tables().terms[condition.term];
        let actual = two_decimals(condition.actual_millionths);
        paragraph(
            text,
            "     ! ",
            &format!("{} is {actual} and {} is needed: raise it first.", term.name, condition.need),
        );
    }
    for reason in one.by_size().into_iter().take(REASONS) {
        let (sign, size) = tenths(reason.contribution);
        let points = format!("{sign}{size}");
        paragraph(text, &format!("     {points:>5}  "), reason.reason.text());
    }
    text.push('\n');
}

fn demands(advisor: &Advisor, one: &Recommendation<'_>) -> String {
    let catalogue = advisor.catalogue();
    let dosage = &catalogue.designs[one.placed.design].dosage;
    let environment = advisor.tables().alternatives[one.placed.alternative].environment;
    let cover = dosage.cover_hours.typical * catalogue.environments[environment].cover_share.value;
    let cost = dosage.cost_usd_per_teacher.as_ref();
    let cost =
        cost.map_or_else(|| "cost not known".to_owned(), |cost| format!("{} to {} USD a teacher", cost.low, cost.high));
    let travel =
        if one.travel_hours > 0.0 { format!(", {:.0} h on the road", one.travel_hours) } else { String::new() };
    format!(
        "about {} h over {} weeks{travel}, {} h of cover, {cost}",
        dosage.hours.typical,
        dosage.weeks.typical,
        (cover * 10.0).round() / 10.0
    )
}

fn not_feasible(text: &mut String, advisor: &Advisor, advice: &Advice<'_>) {
    if advice.not_feasible.is_empty() {
        return;
    }
    line(text, "Not as things stand:");
    for one in &advice.not_feasible {
        let name = &advisor.catalogue().designs[one.design].name;
        let mut needs: Vec<&str> = Vec::new();
        for unmet in &one.unmet {
            if !needs.contains(&unmet.reason.as_str()) {
                needs.push(&unmet.reason);
            }
        }
        let why =
            if needs.is_empty() { "not offered in the allowed environments".to_owned() } else { needs.join("; ") };
        paragraph(text, "     ", &format!("{name}: {why}."));
    }
    text.push('\n');
}

fn footer(text: &mut String, advisor: &Advisor) {
    paragraph(
        text,
        "",
        "A score is suitability in this model, 0 to 100, with the range that it lies in 9 times out of 10; it is not per cent \
         effective. Points beside a reason are above or below what is typical.",
    );
    provenance(text, advisor);
}
