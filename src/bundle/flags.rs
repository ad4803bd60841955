//! Flags: warnings to read before acting on a bundle.

use super::candidate::Candidate;
use super::demands::BundleDemands;
use super::member::Member;
use super::pool::Pool;
use super::search::Sums;
use crate::catalogue::DesignIndex;
use crate::scoring::{Group, wants_practice};

/// One warning about a bundle.
#[derive(Clone, Debug, PartialEq)]
pub enum Flag {
    /// Practice has to change, and no design of the bundle embeds it in the classroom.
    LacksEmbedding {
        /// The category of the outcome wanted.
        outcome: usize,
        partner: Option<Partner>,
    },
    /// Practice has to change, and the bundle's usual hours are fewer than the catalog's floor.
    BelowHoursFloor { outcome: usize, hours: f64 },
    /// The gates of one of its designs leave too little for that design to begin now.
    HasToBuild { design: DesignIndex },
    /// There is a limit on cost, and the cost of these designs is not known.
    CostNotTested { designs: Vec<DesignIndex> },
}

/// A design that embeds practice and could be added to a bundle, and the score of both together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Partner {
    pub design: DesignIndex,
    pub score: i32,
}

/// All flags that apply, the most important first.
pub(super) fn flags(pool: Pool<'_>, chosen: &[&Candidate], members: &[Member], demands: &BundleDemands) -> Vec<Flag> {
    let evaluation = pool.evaluation;
    let catalogue = evaluation.catalogue();
    let outcome = wants_practice(catalogue, evaluation.tables(), &evaluation.mixtures);
    let mut flags = Vec::new();
    if let Some(outcome) = outcome.filter(|_| !chosen.iter().any(|one| one.embeds)) {
        flags.push(Flag::LacksEmbedding { outcome, partner: partner(pool, chosen) });
    }
    let hours = demands.hours.typical;
    if let Some(outcome) = outcome.filter(|_| hours < catalogue.model.bundle.hours_floor.value) {
        flags.push(Flag::BelowHoursFloor { outcome, hours });
    }
    let to_build = members.iter().filter(|member| member.group == Group::WorthBuildingToward);
    flags.extend(to_build.map(|member| Flag::HasToBuild { design: member.design }));
    if evaluation.field.limits.cost_usd_per_teacher.is_some() && !demands.cost_unknown.is_empty() {
        flags.push(Flag::CostNotTested { designs: demands.cost_unknown.clone() });
    }
    flags
}

/// The design that embeds practice and gives the best bundle within the limits; the first of equals.
fn partner(pool: Pool<'_>, chosen: &[&Candidate]) -> Option<Partner> {
    let so_far = Sums::of(chosen.iter().copied());
    let embedding = pool.candidates.iter().filter(|one| one.embeds);
    let fitting = embedding.map(|one| (one, so_far.with(one))).filter(|(_, sums)| pool.budget.allows(sums));
    let scored = fitting.map(|(one, sums)| Partner { design: one.design, score: sums.score(&pool.worth) as i32 });
    // `min_by_key` keeps the first of equals.
    scored.min_by_key(|partner| -partner.score)
}
