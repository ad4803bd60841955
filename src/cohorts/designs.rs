//! The designs that suit the teams of a cohort, and those that do not.

use super::jobs::run;
use crate::catalogue::{DesignIndex, EnvironmentIndex, Profile};
use crate::scoring::{Evaluation, Placed, Watch};

/// The most designs on each side.
const MOST: usize = 3;

/// A design in a cohort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suited {
    pub design: DesignIndex,
    /// The environment in which most of the teams would use it; `None` if it is feasible for none.
    pub environment: Option<EnvironmentIndex>,
    /// The mean score of the teams for which it is feasible, in hundredths of a point.
    pub score: i32,
    /// How many teams it is feasible for, and how many it ranks first for.
    pub feasible: usize,
    pub first: usize,
}

/// The ranking of each team that is compared.
pub type Rankings = Vec<Vec<Placed>>;

/// How many teams are one piece of work.
const PIECE: usize = 64;

/// Ranks the designs for teams; `None` if nobody waits for it anymore.
pub fn rankings(
    typical: &Evaluation<'_>,
    teams: &[Profile],
    compared: &[usize],
    watch: &dyn Watch,
) -> Option<Rankings> {
    let ranked = |team: &usize| {
        let evaluation = Evaluation::new(std::sync::Arc::clone(&typical.field), &teams[*team]);
        evaluation.ranking().placed
    };
    let of_piece = |piece: &[usize]| piece.iter().map(ranked).collect::<Rankings>();
    Some(run(compared.chunks(PIECE).collect(), watch, of_piece)?.concat())
}

/// Returns the designs that suit most of the members, best first, and those that do not, worst first.
pub fn suited(typical: &Evaluation<'_>, rankings: &Rankings, members: &[usize]) -> (Vec<Suited>, Vec<Suited>) {
    let tables = typical.tables();
    let designs = tables.all_designs().filter(|design| typical.field.considered[*design]);
    let all: Vec<Suited> = designs.map(|design| one(typical, rankings, members, design)).collect();
    let for_most = |suited: &Suited| 2 * suited.feasible >= members.len();
    let mut suits: Vec<Suited> = all.iter().copied().filter(|one| one.feasible > 0 && for_most(one)).collect();
    suits.sort_by_key(|one| -one.score);
    let mut does_not: Vec<Suited> = all.into_iter().filter(|one| !for_most(one)).collect();
    does_not.sort_by_key(|one| (one.feasible, one.score));
    let worst = suits.iter().rev().take(suits.len().saturating_sub(MOST)).copied();
    does_not.extend(worst);
    does_not.truncate(MOST);
    suits.truncate(MOST);
    (suits, does_not)
}

fn one(typical: &Evaluation<'_>, rankings: &Rankings, members: &[usize], design: DesignIndex) -> Suited {
    let environments = &typical.catalogue().environments;
    let mut used = vec![0_usize; environments.len()];
    let (mut sum, mut feasible, mut first) = (0_i64, 0, 0);
    for member in members {
        let Some(at) = rankings[*member].iter().position(|placed| placed.design == design) else { continue };
        let placed = rankings[*member][at];
        sum += i64::from(placed.score);
        feasible += 1;
        first += usize::from(at == 0);
        used[typical.tables().alternatives[placed.alternative].environment.at()] += 1;
    }
    let most = used.iter().copied().max().filter(|most| *most > 0);
    Suited {
        design,
        environment: most.and_then(|most| used.iter().position(|count| *count == most)).map(EnvironmentIndex::from),
        score: if feasible == 0 { 0 } else { (sum as f64 / feasible as f64).round() as i32 },
        feasible,
        first,
    }
}
