//! Prints the ranking for the terminal.

use std::fmt::Write;

use super::text::{bar, line, paragraph, provenance};
use super::{plain, voices};
use crate::advisor::{Advice, Advisor, Recommendation};
use crate::explain::{gate_reason, is_worth_a_warning, tenths, whole};
use crate::scoring::Group;

/// The two groups of designs and their headings.
const GROUPS: [(Group, &str); 2] =
    [(Group::CanBeginNow, "CAN BEGIN NOW"), (Group::WorthBuildingToward, "WORTH BUILDING TOWARD")];

/// Formats the whole answer as text.
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
                "The least demanding of these is {}, about {} hours per teacher.",
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
    let design = &catalogue.designs[one.placed.design];
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
    paragraph(text, "     ", &format!("{}; {}", where_it_runs(advisor, one), demands(advisor, one)));
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

/// Returns the environment and variant of a design, and whether it is in use or needs partners at other schools.
pub(super) fn where_it_runs(advisor: &Advisor, one: &Recommendation<'_>) -> String {
    let catalogue = advisor.catalogue();
    let alternative = &advisor.tables().alternatives[one.placed.alternative];
    let mut setting = catalogue.environments[alternative.environment].name.to_lowercase();
    if let Some(variant) = alternative.variant {
        let variant = &catalogue.designs[one.placed.design].variants[variant];
        let _ = write!(setting, "; {}", variant.name.to_lowercase());
    }
    for (applies, mark) in [(one.in_use, "in use now"), (one.across_schools, "partners at other schools")] {
        if applies {
            let _ = write!(setting, "; {mark}");
        }
    }
    setting
}

/// Returns the hours, weeks, travel, substitute coverage and cost of a design.
pub(super) fn demands(advisor: &Advisor, one: &Recommendation<'_>) -> String {
    let catalogue = advisor.catalogue();
    let dosage = &catalogue.designs[one.placed.design].dosage;
    let environment = advisor.tables().alternatives[one.placed.alternative].environment;
    let cover = dosage.cover_hours.typical * catalogue.environments[environment].cover_share.value;
    let cost = dosage.cost_usd_per_teacher.as_ref();
    let in_usd = |cost: &crate::catalogue::Amount| format!("{} to {} USD per teacher", cost.low, cost.high);
    let cost = cost.map_or_else(|| "cost not known".to_owned(), in_usd);
    let travel = if one.travel_hours > 0.0 { format!(", {:.0} h of travel", one.travel_hours) } else { String::new() };
    format!(
        "about {} h over {} weeks{travel}, {} h of substitute coverage, {cost}",
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
            if needs.is_empty() { "Not offered in the allowed environments.".to_owned() } else { needs.join(" ") };
        paragraph(text, "     ", &format!("{name}: {why}"));
    }
    text.push('\n');
}

fn footer(text: &mut String, advisor: &Advisor) {
    paragraph(
        text,
        "",
        "The fit score (0 to 100) is this model's estimate, with its 90 % range: what the design could reach here, \
         times how ready the team is. It is not a success rate. A minus shows the points lost to a missing need.",
    );
    provenance(text, advisor);
}
