//! The sentences about the plan of a term.

use super::problem::Offer;
use super::review::{InUse, ResourceLine, SUITS, step_of};
use super::solve::Solution;
use super::term::{Given, TermPlan};
use super::uses::{Resource, UsesOf};
use crate::catalogue::Catalogue;
use crate::sentences::{Statement, items, number, tell, word};
use crate::words::{self, capital, counted, in_sentence, shortened, text, thousands};

/// The most letters of a team's id in a sentence.
const LONGEST_ID: usize = 60;

/// Tells what the plan gives, how good it is, its floor, and where only ids decided.
pub fn tell_plan(plan: &TermPlan) -> Vec<Statement> {
    let mut statements = vec![placed(&plan.solution), proof(&plan.solution), floor(plan)];
    if let Some(bundles) = plan.in_sets {
        let template =
            if bundles == 0 { text("allocation.bundles.none") } else { counted("allocation.bundles", bundles) };
        let scale = tell(text("allocation.bundle_scores"), &[]);
        statements.push(tell(template, &[number("bundles", "allocation.bundles", bundles.to_string())]).then(scale));
    }
    if plan.supply.from_trained > 0.0 {
        let hours = number("hours", "allocation.trained_hours", amount(plan.supply.from_trained));
        statements.push(tell(text("allocation.trained"), &[hours]));
    }
    if plan.drawn_by_order > 0 {
        let teams = number("teams", "allocation.alike", plan.drawn_by_order.to_string());
        statements.push(tell(counted("allocation.order", plan.drawn_by_order), &[teams]));
    }
    statements
}

fn placed(solution: &Solution) -> Statement {
    let teams = solution.chosen.len();
    let placed = solution.chosen.iter().filter(|offer| offer.activity > 0).count();
    let template = match placed {
        0 => text("allocation.placed.none"),
        all if all == teams => text("allocation.placed.all"),
        _ => text("allocation.placed.some"),
    };
    let slots = [
        number("teams", "allocation.teams", teams.to_string()),
        number("placed", "allocation.placed", placed.to_string()),
    ];
    tell(template, &slots)
}

fn proof(solution: &Solution) -> Statement {
    if solution.is_best() {
        return tell(text("allocation.best"), &[]);
    }
    if is_near(solution) {
        return tell(text("allocation.near"), &[]);
    }
    let gap = number("gap", "allocation.gap_percent", gap_percent(solution));
    tell(text("allocation.within"), &[gap])
}

/// Whether any other plan gains less than a hundredth more; that nobody would notice this is our judgment.
fn is_near(solution: &Solution) -> bool {
    (solution.bound - solution.gain).saturating_mul(100) <= solution.gain
}

/// The gap in hundredths, rounded up so that it stays a bound.
fn gap_percent(solution: &Solution) -> String {
    let above = if solution.gain > 0 { (solution.bound - solution.gain) as f64 / solution.gain as f64 } else { 1.0 };
    let ten_thousandths = (above * 1e6).ceil().max(1.0);
    words::decimal((ten_thousandths * 100.0) as u128)
}

/// Compares the least share of its own best score that a team gets with what another plan could give every team.
fn floor(plan: &TermPlan) -> Statement {
    let shares = plan.best.iter().zip(&plan.solution.chosen).filter_map(|(best, chosen)| {
        let best = i64::from(best.as_ref()?.score);
        (best > 0).then(|| 100 * i64::from(chosen.score) / best)
    });
    let lowest = shares.min().unwrap_or(100).max(0);
    let holds = i64::from(plan.floor.holds);
    let template = match holds {
        0 => text("allocation.floor.none"),
        _ if lowest >= holds => text("allocation.floor.most"),
        _ => text("allocation.floor.some"),
    };
    let slots = [
        number("holds", "allocation.floor.holds_percent", holds.to_string()),
        number("lowest", "allocation.floor.lowest_percent", lowest.to_string()),
    ];
    tell(template, &slots)
}

/// Tells what one more step of a resource would bring.
pub fn tell_resource(catalogue: &Catalogue, uses: &UsesOf, given: &[Given], line: &ResourceLine) -> Statement {
    let id = line.resource.id();
    let Some(available) = line.available else {
        let used = number("used", format!("resource.{id}.used"), thousands(line.used));
        return tell(text(&format!("allocation.unlimited.{id}")), &[used]);
    };
    if !line.is_short {
        let slots = [
            number("used", format!("resource.{id}.used"), thousands(line.used)),
            number("available", format!("resource.{id}.available"), thousands(available)),
        ];
        return tell(text(&format!("allocation.enough.{id}")), &slots);
    }
    let steps = line.steps as usize;
    let size = step_of(line.resource);
    let mut slots = vec![
        number("step", format!("resource.{id}.step"), thousands(size)),
        number("steps", format!("resource.{id}.steps"), steps.to_string()),
        number("total", format!("resource.{id}.more"), thousands(size * steps as f64)),
    ];
    let helps = line.helps.and_then(|(team, offer)| Some((team, designs_of(catalogue, uses, offer)?)));
    let Some((team, design)) = helps.filter(|_| line.gain_of_steps > 0.0) else {
        return tell(counted(&format!("allocation.nothing_more.{id}"), steps), &slots);
    };
    slots.push(word("team", shortened(&given[team].id, LONGEST_ID)));
    slots.push(word("design", design));
    tell(counted(&format!("allocation.more.{id}"), steps), &slots)
}

/// Names the designs of an offer; `None` for nothing.
fn designs_of(catalogue: &Catalogue, uses: &UsesOf, offer: Offer) -> Option<String> {
    // Some names have an "and" of their own.
    let names: Vec<String> =
        uses.of(offer.activity).map(|(design, _)| in_sentence(&catalogue.designs[design].name)).collect();
    (!names.is_empty()).then(|| names.join(" + "))
}

/// Tells which designs suit most teams together; `None` if none suits any.
pub fn tell_suits(catalogue: &Catalogue, plan: &TermPlan) -> Option<Statement> {
    let together = plan.covering.last()?.together;
    let one = |covering: &super::Covering| {
        let design = &catalogue.designs[covering.design];
        let id = format!("suits.{}", design.id);
        let slots = [word("design", in_sentence(&design.name)), number("suits", id, covering.suits.to_string())];
        tell(text("allocation.one_in_suits"), &slots)
    };
    let slots = [
        number("together", "suits.together", together.to_string()),
        number("teams", "allocation.teams", plan.solution.chosen.len().to_string()),
        number("share", "suits.share_percent", SUITS.to_string()),
        items("designs", plan.covering.iter().map(one)),
    ];
    let template = if plan.in_sets.is_some() { text("allocation.suits_alone") } else { text("allocation.suits") };
    Some(tell(template, &slots))
}

/// Tells what a design in use adds against the plan.
pub fn tell_in_use(catalogue: &Catalogue, line: &InUse) -> Statement {
    let design = &catalogue.designs[line.design];
    let template = if line.is_to_stop() { text("allocation.stop") } else { text("allocation.keep") };
    let slots = [
        word("design", in_sentence(&design.name)),
        number("score", format!("in_use.{}.score", design.id), whole(line.score)),
        number("planned", format!("in_use.{}.planned", design.id), whole(line.planned)),
    ];
    let statement = tell(template, &slots);
    Statement { text: capital(&statement.text), ..statement }
}

fn whole(points: f64) -> String {
    format!("{points:.0}")
}

/// An amount with commas: whole from 100 on, with one decimal below.
fn amount(value: f64) -> String {
    if value >= 100.0 || value.fract() == 0.0 { thousands(value) } else { format!("{value:.1}") }
}

/// The amount of a resource for a reader.
pub fn amount_of(resource: Resource, value: f64) -> String {
    match resource {
        Resource::Money => words::fill_text("planning.money.dollars", &[("amount", &thousands(value))]),
        _ => amount(value),
    }
}
