//! What a new plan takes over from the answers and the decision, so that nobody says it twice.

use super::super::scene::Scene;
use crate::catalogue::{Catalogue, Design};
use crate::planning::{About, Goal, LearningNeed, Need, Plan, Revision};
use crate::wire::read_date;
use crate::words::{listed, number};

/// Fills the empty parts of a plan that has its designs. What the plan says already stays.
pub fn carry(scene: &Scene<'_>, plan: &mut Plan) {
    aim(scene, plan);
    team(scene, plan);
    decision(scene, plan);
    limits(scene, plan);
    dates(scene, plan);
}

fn aim(scene: &Scene<'_>, plan: &mut Plan) {
    let said = |name: &str| scene.fields.get(name).map(str::to_owned);
    if let (true, Some(need)) = (plan.needs.is_empty(), said("aim.need")) {
        if plan.goals.is_empty() {
            let text = goal_draft(scene, &need);
            plan.goals.push(Goal { about: Some(About::Students), text: Some(text), ..Goal::default() });
        }
        plan.needs.push(Need { missing: Some(need), ..Need::default() });
    }
    if let (true, Some(learning)) = (plan.learning_needs.is_empty(), said("aim.learning")) {
        let builds_on = listed(current(scene)).map(|names| scene.fill("plans.in_use", &[("designs", &names)]));
        plan.learning_needs.push(LearningNeed {
            text: Some(learning),
            who: said("id"),
            builds_on,
            ..LearningNeed::default()
        });
    }
}

/// Returns a goal to begin with, which says no more than the need does.
pub fn goal_draft(scene: &Scene<'_>, need: &str) -> String {
    scene.fill("plans.goal_of_need", &[("need", need)])
}

/// Returns the names of the designs in use now.
fn current<'a>(scene: &Scene<'a>) -> Vec<&'a str> {
    let catalogue = scene.catalogue();
    let ids = scene.fields.all("current").flat_map(|value| value.split([' ', ',']));
    ids.filter_map(|id| catalogue.design_index(id)).map(|at| scene.design_name(at)).collect()
}

fn team(scene: &Scene<'_>, plan: &mut Plan) {
    let counted = |name: &str| scene.fields.get(name).and_then(|value| value.parse::<u32>().ok());
    plan.people.teachers = plan.people.teachers.or_else(|| counted("setting.team_size"));
    plan.people.initiatives = plan.people.initiatives.or_else(|| counted("aim.initiatives"));
    if plan.title.is_none() {
        let designs = chosen(scene.catalogue(), plan).map(|design| design.name.as_str());
        let designs = listed(designs).unwrap_or_default();
        plan.title = Some(match scene.fields.get("id") {
            Some(team) => scene.fill("plans.title_for", &[("designs", &designs), ("team", team)]),
            None => designs,
        });
    }
    plan.identify();
}

/// Returns the catalog entries of the chosen designs.
fn chosen<'a>(catalogue: &'a Catalogue, plan: &Plan) -> impl Iterator<Item = &'a Design> {
    let ids = plan.designs.iter().filter_map(|one| one.design.as_deref());
    ids.filter_map(|id| catalogue.design_index(id)).map(|at| &catalogue.designs[at])
}

/// Takes over the reason, and who decided when as the first version of the plan.
fn decision(scene: &Scene<'_>, plan: &mut Plan) {
    let Some(choice) = scene.fields.last("choice") else { return };
    let Some(design) = plan.designs.iter_mut().find(|one| one.design.as_deref() == Some(choice)) else { return };
    if design.because.is_none() {
        design.because = scene.fields.get("reason").map(str::to_owned);
    }
    let (by, on) = (scene.fields.get("decided_by"), scene.fields.get("decided_on").and_then(read_date));
    if plan.history.is_empty() && (by.is_some() || on.is_some()) {
        let name = scene.catalogue().design_index(choice).map_or(choice, |at| scene.design_name(at));
        plan.history.push(Revision {
            revision: Some(1),
            on,
            by: by.map(str::to_owned),
            change: Some(scene.fill("plans.chosen", &[("design", name)])),
        });
    }
}

/// Takes over the limits of hours and cost.
fn limits(scene: &Scene<'_>, plan: &mut Plan) {
    if let (Some(most), [design]) = (amount(scene, "limits.hours"), plan.designs.as_mut_slice()) {
        let at = design.design.as_deref().and_then(|id| scene.catalogue().design_index(id));
        let typical = at.map(|at| scene.catalogue().designs[at].dosage.hours.typical);
        if design.hours.is_none() && typical.is_some_and(|typical| typical > most) {
            design.hours = Some(most);
        }
    }
    let Some(cost) = amount(scene, "limits.cost_usd_per_teacher") else { return };
    let prices = &mut plan.prices;
    if prices.funding.is_none() {
        prices.funding = Some(scene.fill("plans.most_cost", &[("amount", &number(cost))]));
    }
    if let (None, Some(teachers)) = (prices.budget, plan.people.teachers) {
        prices.budget = Some(cost * f64::from(teachers));
        prices.currency.get_or_insert_with(|| "USD".to_owned());
    }
}

fn amount(scene: &Scene<'_>, name: &str) -> Option<f64> {
    scene.fields.get(name)?.parse().ok().filter(|amount: &f64| amount.is_finite() && *amount >= 0.0)
}

/// The learning begins on the day that was decided, and lasts as long as its longest design.
fn dates(scene: &Scene<'_>, plan: &mut Plan) {
    let said = |name: &str| scene.fields.get(name).and_then(read_date);
    let weeks = chosen(scene.catalogue(), plan).map(|design| design.dosage.weeks.typical).reduce(f64::max);
    let most = amount(scene, "limits.weeks").filter(|most| *most >= 1.0).unwrap_or(f64::INFINITY);
    let weeks = weeks.map(|weeks| weeks.min(most));
    plan.calendar.fill(said("starts_on").or_else(|| said("decided_on")), weeks);
}
