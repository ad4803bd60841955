//! Bundles: designs combined in one learning experience, worth more than their parts where they cover more together.
//!
//! This module contains the coverage criteria, a bundle's score (E10), the search through all sets that fit the limits,
//! the order in time, the total demands of a bundle, and its flags. It deliberately leaves sentences to `advisor/` and
//! the scores of the designs to `scoring/`.

mod candidate;
mod demands;
mod flags;
mod marks;
mod order;
mod search;
mod worth;

use crate::scoring::{Evaluation, Group, UnmetGate};

use candidate::{Candidate, candidates};
use flags::flags;
use order::in_time;
use search::{Budget, Found, Search};
use worth::Worth;

pub use demands::{Amounts, BundleDemands};
pub use flags::{Flag, Partner};
pub use marks::{Covered, Mark, MarkKind, Marks};
pub use order::{OrderRule, Turn};

/// The maximum number of designs in a bundle.
pub const MOST_DESIGNS: usize = 5;

/// The default maximum number of designs in a bundle.
pub const DEFAULT_DESIGNS: usize = 3;

/// The default number of bundles.
pub const DEFAULT_BUNDLES: usize = 5;

/// The number of bundles to return, and their maximum size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// 1 to [`MOST_DESIGNS`]; other values are clamped to that.
    pub max_designs: usize,
    pub top: usize,
}

/// The best bundles, best first.
#[derive(Clone, Debug)]
pub struct Bundles {
    pub bundles: Vec<Bundle>,
    /// The number of sets of designs that fit the limits, all of which were compared.
    pub compared: usize,
}

/// Designs for one learning experience. Scores are hundredths of a point.
#[derive(Clone, Debug)]
pub struct Bundle {
    pub score: i32,
    pub mean_score: i32,
    /// In the order in time.
    pub members: Vec<Member>,
    pub covered: Covered,
    /// Marks covered in part by some of its designs, and fully by none.
    pub in_part: Covered,
    pub demands: BundleDemands,
    pub flags: Vec<Flag>,
}

/// A design in a bundle.
#[derive(Clone, Debug)]
pub struct Member {
    pub design: usize,
    pub alternative: usize,
    pub score: i32,
    /// The reason for its place in the order; `None` when it is the only design.
    pub turn: Option<Turn>,
    pub covers: Covered,
    /// Marks that none of the designs before it covers.
    pub adds: Covered,
    pub group: Group,
    /// Unmet critical needs.
    pub gates: Vec<UnmetGate>,
}

/// Finds the best bundles of the feasible designs, by exact search through all sets.
///
/// The first is the best; each further one is the best that shares at most half of its designs with every one before.
pub fn bundles(evaluation: &Evaluation<'_>, marks: &Marks, ask: Ask) -> Bundles {
    let candidates = candidates(evaluation, marks);
    let worth = Worth::new(evaluation.catalogue().model.bundle.coverage_weight, marks.all().len());
    let budget = Budget::new(&evaluation.field.limits);
    let search = Search::new(&candidates, worth, budget, ask.max_designs.clamp(1, MOST_DESIGNS));
    let compared = search.compared();
    let builder = Builder { evaluation, marks, candidates: &candidates, worth, budget };
    let bundles = search.best(ask.top).into_iter().map(|found| builder.bundle(found)).collect();
    Bundles { bundles, compared }
}

/// Builds bundles from the sets that the search found.
#[derive(Clone, Copy)]
struct Builder<'a> {
    evaluation: &'a Evaluation<'a>,
    marks: &'a Marks,
    candidates: &'a [Candidate],
    worth: Worth,
    budget: Budget,
}

impl<'a> Builder<'a> {
    fn bundle(&self, found: Found) -> Bundle {
        let chosen: Vec<&Candidate> = found.places().map(|place| &self.candidates[place]).collect();
        let ordered = in_time(self.evaluation, &chosen);
        let members = self.members(&ordered);
        let covered = union(members.iter().map(|member| member.covers));
        let part = union(members.iter().map(|member| self.marks.in_part(member.design)));
        let demands = BundleDemands::new(self.evaluation, &members);
        let scores = chosen.iter().map(|one| one.score).sum();
        Bundle {
            score: found.score(),
            mean_score: worth::mean(scores, chosen.len()),
            covered,
            in_part: part.without(covered),
            flags: flags(self, &chosen, &members, &demands),
            demands,
            members,
        }
    }

    fn members(&self, ordered: &[(&'a Candidate, Option<Turn>)]) -> Vec<Member> {
        let mut before = Covered::default();
        let member = |(one, turn): &(&Candidate, Option<Turn>)| {
            let adds = one.covers.without(before);
            before = before.with(one.covers);
            Member {
                design: one.design,
                alternative: one.alternative,
                score: one.score as i32,
                turn: *turn,
                covers: one.covers,
                adds,
                group: self.evaluation.group(one.alternative),
                gates: self.evaluation.unmet_gates(one.alternative),
            }
        };
        ordered.iter().map(member).collect()
    }
}

fn union(all: impl Iterator<Item = Covered>) -> Covered {
    all.fold(Covered::default(), Covered::with)
}
