//! Arguments from the points that each answer adds to the score or takes away.

use super::grounds::grounds;
use super::scene::Scene;
use super::{Argument, ArgumentKind};
use crate::catalogue::{FactorIndex, Kind, TermIndex};
use crate::explain::reasons::leading_cell;
use crate::sentences::{Statement, number, tell, word};
use crate::words::{fill_text, in_sentence, one_decimal, text, two_decimals};

/// The most contributions listed on each side.
const MOST: usize = 5;

/// The smallest contribution listed, in hundredths.
const LEAST: i32 = 5;

/// What an answer may cost, in hundredths, and still be an argument for a design.
const SHORTFALL: i32 = 100;

/// The largest contributions that add to the score, or that take away from it. An answer that is better than a typical one
/// and still costs the design is no argument for it: nobody would accept a shortfall as a reason.
pub(super) fn contributions(scene: &Scene<'_, '_>, adding: bool) -> Vec<Argument> {
    let detail = scene.evaluation.detail(scene.alternative);
    let (of, costs) = (detail.contributions().by_factor, detail.costs());
    let counts = |factor: &FactorIndex| {
        if adding { of[*factor] >= LEAST && costs[*factor] < SHORTFALL } else { of[*factor] <= -LEAST }
    };
    let mut factors: Vec<FactorIndex> = FactorIndex::all(of.len()).filter(counts).collect();
    factors.sort_by_key(|factor| -of[*factor].abs());
    factors.truncate(MOST);
    factors.into_iter().filter_map(|factor| argument(scene, factor, of[factor])).collect()
}

fn argument(scene: &Scene<'_, '_>, factor: FactorIndex, contribution: i32) -> Option<Argument> {
    let term = scene.evaluation.detail(scene.alternative).leading_term(factor, contribution)?;
    let cell = leading_cell(scene.mixture(term)?);
    let basis = scene.tables().alternatives[scene.alternative].attributes[term].basis(cell);
    let effect = effect(scene, factor, term, contribution)?;
    let statement = match basis.rationale.trim() {
        "" => effect,
        rationale => effect.then(grounds(scene.catalogue(), &basis.grade, rationale, &basis.sources)),
    };
    Some(Argument::new(ArgumentKind::Contribution, statement).about(&scene.tables().terms[term].path))
}

/// The sentence with the answer and its points.
fn effect(scene: &Scene<'_, '_>, factor: FactorIndex, term: TermIndex, contribution: i32) -> Option<Statement> {
    let tables = scene.tables();
    let path = &tables.terms[term].path;
    let id = &scene.catalogue().factors[factor].id;
    let points = one_decimal(contribution.abs());
    let need = scene.need(term);
    let level = scene.level(term);
    let short = |need: &f64| level.is_some_and(|level| (level as f64) < need * 1e6);
    let slots = [
        word("factor", in_sentence(&tables.terms[term].name)),
        word("whole", in_sentence(&scene.catalogue().factors[factor].name)),
        word("kind", in_sentence(&tables.terms[term].name)),
        word("design", scene.name()),
        number("level", format!("profile.{path}"), level.map_or_else(String::new, two_decimals)),
        number("need", format!("needs.{path}"), need.map_or_else(String::new, |need| need.to_string())),
        number("points", format!("contributions.{id}"), points),
        word("category", category(scene, factor, term)),
    ];
    let answer = match need {
        // The points are for all kinds together.
        Some(_) if tables.kinds[factor] == Kind::PerResource => "resources",
        _ if tables.kinds[factor] == Kind::Shares => "shares",
        Some(need) if (contribution < 0) != short(&need) => "need_against_points",
        Some(_) => "need",
        None => "level",
    };
    let sign = if contribution > 0 { "adds" } else { "takes_away" };
    Some(tell(text(&format!("explain.case.contribution.{answer}.{sign}")), &slots).capitalised())
}

/// The category with the largest share.
fn category(scene: &Scene<'_, '_>, factor: FactorIndex, term: TermIndex) -> String {
    let Some(mixture) = scene.mixture(term) else { return String::new() };
    let categories = &scene.catalogue().factors[factor].categories;
    let name = categories.get(leading_cell(mixture)).map_or_else(String::new, |one| in_sentence(&one.name));
    if mixture.only_cell().is_some() {
        return name;
    }
    fill_text("explain.case.contribution.mostly", &[("category", &name)])
}
