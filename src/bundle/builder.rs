//! Bundles built from the sets that the search found.

use super::candidate::Candidate;
use super::demands::BundleDemands;
use super::flags::{Flag, flags};
use super::marks::{Covered, Marks};
use super::member::Member;
use super::order::{Turn, in_time};
use super::pool::Pool;
use super::search::Found;
use super::worth::mean;

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

/// Builds bundles from the sets that the search found.
#[derive(Clone, Copy)]
pub(super) struct Builder<'a> {
    pub pool: Pool<'a>,
    pub marks: &'a Marks,
}

impl<'a> Builder<'a> {
    pub(super) fn bundle(&self, found: Found) -> Bundle {
        let chosen: Vec<&Candidate> = found.places().map(|place| &self.pool.candidates[place]).collect();
        let ordered = in_time(self.pool.evaluation, &chosen);
        let members = self.members(&ordered);
        let covered = union(members.iter().map(|member| member.covers));
        let part = union(members.iter().map(|member| self.marks.in_part(member.design)));
        let demands = BundleDemands::new(self.pool.evaluation, &members);
        let scores = chosen.iter().map(|one| one.score).sum();
        Bundle {
            score: found.score(),
            mean_score: mean(scores, chosen.len()),
            covered,
            in_part: part.without(covered),
            flags: flags(self.pool, &chosen, &members, &demands),
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
                group: self.pool.evaluation.group(one.alternative),
                gates: self.pool.evaluation.unmet_gates(one.alternative),
            }
        };
        ordered.iter().map(member).collect()
    }
}

fn union(all: impl Iterator<Item = Covered>) -> Covered {
    all.fold(Covered::default(), Covered::with)
}
