//! The ranking as a person reads it in a terminal.

use std::fmt::Write;

use super::text::{bar, line, paragraph, provenance};
use super::{plain, voices};
use crate::advisor::{Advice, Advisor, Recommendation};
use crate::explain::{gate_reason, is_worth_a_warning, tenths, whole};
use crate::scoring::Group;

/// The two groups of designs, with their headings.
const GROUPS: [(Group, &str); 2] =
    [(Group::CanBeginNow, "CAN BEGIN NOW"), (Group::WorthBuildingToward, "WORTH BUILDING TOWARD")];

/// The whole answer as text.
pub fn recommendations(advisor: &Advisor, advice: &Advice<'_>) -> String {
    let mut text = String::new();
    heading(&mut text, advisor, advice);
    for (group, heading) in GROUPS {
        let of_group: Vec<_> = advice.recommendations.iter().filter(|one| one.group == group).collect();
        if !of_group.is_empty() {
            line(&mut text, &format!("{heading}\n"));
            of_group.into_iter().for_each(|one| design(&mut text, advisor, one));
        }
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
        if first.group.len() > 1 {
            let lightest = &advisor.catalogue().designs[first.lightest];
            let text_of = format!(
                "The lightest of these is {}, about {} hours for each teacher.",
                crate::explain::in_sentence(&lightest.name),
                lightest.dosage.hours.typical
            );
            paragraph(text, "", &text_of);
        }
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
    for gate in one.gates.iter().filter(|gate| is_worth_a_warning(gate)) {
        let reason = gate_reason(advisor.catalogue(), advisor.tables(), one.placed.alternative, gate);
        paragraph(text, "     ! ", &reason);
    }
    let (potential, readiness) = (whole(one.potential), whole(one.readiness));
    line(text, &format!("     Could reach {potential} here; this team is {readiness} % ready."));
    for cost in &one.costs {
        let (_, size) = tenths(cost.cost);
        paragraph(text, &format!("     {:>6}  ", format!("-{size}")), &cost.label);
    }
    let raised = one.costs.iter().map(|cost| &catalogue.factors[cost.factor].change).find(|change| change.by_school);
    if let Some(change) = raised {
        paragraph(text, "     To raise it: ", &change.how);
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
    let travel = if one.travel_hours > 0.0 { format!(", {:.0} h of travel", one.travel_hours) } else { String::new() };
    format!(
        "about {} h over {} weeks{travel}, {} h of coverage, {cost}",
        dosage.hours.typical,
        dosage.weeks.typical,
        (cover * 10.0).round() / 10.0
    )
}

fn not_feasible(text: &mut String, advisor: &Advisor, advice: &Advice<'_>) {
    if advice.not_feasible.is_empty() {
        return;
    }
    line(text, "Not feasible for this team:");
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
        "The score (0 to 100) is this model's estimate of fit, with its 90 % range: what the design could reach here, times \
         how ready the team is. It is not a success rate. Points with a minus are what a missing need takes.",
    );
    provenance(text, advisor);
}
