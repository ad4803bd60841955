//! Prints the ranking for the terminal.

use super::text::{bar, line, paragraph, provenance, range, title};
use super::voices;
use crate::advisor::{Advice, Advisor, Recommendation};
use crate::explain::{gate_reason, is_worth_a_warning};
use crate::exports::{cost_of, rounded_cost};
use crate::scoring::Group;
use crate::words::{self, fill, fill_text, in_sentence, tenths, whole};

/// Formats the whole answer as text.
pub fn recommendations(advisor: &Advisor, advice: &Advice<'_>) -> String {
    let mut text = String::new();
    heading(&mut text, advisor, advice);
    let building = (Group::WorthBuildingToward, words::text("cli.ranking.worth_building_toward"));
    for (group, heading) in [(Group::CanBeginNow, words::text("cli.ranking.can_begin_now")), building] {
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
    title(text, advisor.catalogue(), advice.profile, words::text("cli.ranking.title"));
    if let Some(first) = &advice.first_place {
        paragraph(text, "", &first.sentence);
        if first.group.len() > 1 {
            let lightest = &advisor.catalogue().designs[first.lightest];
            let slots =
                [("design", &*in_sentence(&lightest.name)), ("hours", &lightest.dosage.hours.typical.to_string())];
            paragraph(text, "", &fill_text("cli.ranking.lightest", &slots));
        }
    }
    let by_hand = advice.by_hand.iter().map(|one| &one.statement.text);
    for notice in by_hand.chain(advice.notices.iter().map(|notice| &notice.text)) {
        paragraph(text, "! ", notice);
    }
    text.push('\n');
}

fn design(text: &mut String, advisor: &Advisor, one: &Recommendation<'_>) {
    let catalogue = advisor.catalogue();
    let design = &catalogue.designs[one.placed.design];
    let (rank, score) = (one.placed.rank, whole(one.placed.score));
    let range = range(whole(one.interval.low), whole(one.interval.high));
    line(text, &format!("{rank:>3}. {:<36} {}  {score:>3}  ({range})", design.name, bar(one.placed.score)));
    paragraph(text, "     ", &format!("{}; {}", where_it_runs(advisor, one), demands(advisor, one)));
    for gate in one.gates.iter().filter(|gate| is_worth_a_warning(gate)) {
        let reason = gate_reason(advisor.catalogue(), advisor.tables(), one.placed.alternative, gate);
        paragraph(text, "     ! ", &reason);
    }
    let slots = [("potential", &*whole(one.potential).to_string()), ("readiness", &whole(one.readiness).to_string())];
    line(text, &format!("     {}", fill_text("cli.ranking.potential", &slots)));
    for cost in &one.costs {
        let (_, size) = tenths(cost.cost);
        paragraph(text, &format!("     {:>6}  ", format!("-{size}")), cost.label);
    }
    let raised = one.costs.iter().map(|cost| &catalogue.factors[cost.factor].change).find(|change| change.by_school);
    if let Some(change) = raised {
        paragraph(text, &format!("     {}: ", words::text("cli.ranking.raise")), &change.how);
    }
    text.push('\n');
}

/// Returns the environment and variant of a design, and whether it is in use or needs partners at other schools.
pub(super) fn where_it_runs(advisor: &Advisor, one: &Recommendation<'_>) -> String {
    let catalogue = advisor.catalogue();
    let alternative = &advisor.tables().alternatives[one.placed.alternative];
    let variants = &catalogue.designs[one.placed.design].variants;
    let mut marks = vec![catalogue.environments[alternative.environment].name.to_lowercase()];
    marks.extend(alternative.variant.map(|variant| variants[variant].name.to_lowercase()));
    marks.extend(one.in_use.then(|| words::text("cli.ranking.in_use").to_owned()));
    marks.extend(one.across_schools.then(|| words::text("cli.ranking.across_schools").to_owned()));
    marks.join("; ")
}

/// Returns the hours, weeks, travel, substitute coverage and cost of a design.
pub(super) fn demands(advisor: &Advisor, one: &Recommendation<'_>) -> String {
    let catalogue = advisor.catalogue();
    let dosage = &catalogue.designs[one.placed.design].dosage;
    let environment = advisor.tables().alternatives[one.placed.alternative].environment;
    let cover = dosage.cover_hours.typical * catalogue.environments[environment].cover_share.value;
    let cost = cost_of(advisor, one.placed.alternative);
    let (kind, amount) = (cost.kind.id(), cost.amount());
    let cost =
        fill_text(&format!("cli.cost.{kind}"), &[("usd", &range(rounded_cost(amount.low), rounded_cost(amount.high)))]);
    let template = match one.travel_hours > 0.0 {
        true => words::text("cli.ranking.demands.with_travel"),
        false => words::text("cli.ranking.demands.without_travel"),
    };
    let slots = [
        ("hours", &*dosage.hours.typical.to_string()),
        ("weeks", &dosage.weeks.typical.to_string()),
        ("travel", &format!("{:.0}", one.travel_hours)),
        ("cover", &((cover * 10.0).round() / 10.0).to_string()),
        ("cost", &cost),
    ];
    fill(template, &slots)
}

fn not_feasible(text: &mut String, advisor: &Advisor, advice: &Advice<'_>) {
    if advice.not_feasible.is_empty() {
        return;
    }
    line(text, words::text("cli.ranking.not_feasible"));
    for one in &advice.not_feasible {
        let name = &advisor.catalogue().designs[one.design].name;
        let mut needs: Vec<&str> = Vec::new();
        for unmet in &one.unmet {
            if !needs.contains(&unmet.reason.as_str()) {
                needs.push(&unmet.reason);
            }
        }
        if needs.is_empty() {
            needs.push(words::text("cli.ranking.not_offered"));
        }
        paragraph(text, "     ", &format!("{name}: {}", needs.join(" ")));
    }
    text.push('\n');
}

fn footer(text: &mut String, advisor: &Advisor) {
    paragraph(text, "", words::text("cli.ranking.about"));
    provenance(text, advisor);
}
