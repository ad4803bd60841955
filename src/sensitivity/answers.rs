//! How far each answer may move before another design ranks first, and the effect of every level of it.

use num_bigint::BigInt;
use num_rational::BigRational;

use crate::answers::{LEVELS, Level, MILLION, Mixture, Rating};
use crate::catalogue::{AlternativeIndex, Answer, DesignIndex, Kind};
use crate::scoring::{AnswerOf, Evaluation, exact_parts};

use super::surface::{BAND, Surface, is_known, separate_answers};

/// How far an answer may move, with all else unchanged, before the first place changes. A level moves as one; in a
/// distribution, all members move together. In hundredths of a level, by exact scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerStability {
    pub of: AnswerOf,
    /// The present level, or the mean, in millionths.
    pub mean: u64,
    /// The farthest moves that keep the first place, in hundredths of a level; `low` is 0 or below.
    pub low: i32,
    pub high: i32,
    /// Designs that rank first one hundredth further; `None` where the scale ends.
    pub below: Option<DesignIndex>,
    pub above: Option<DesignIndex>,
}

/// The effect of every level or category of an answer, with all else unchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swing {
    pub of: AnswerOf,
    pub known: bool,
    pub cells: Vec<Cell>,
    /// The widest difference between the scores of the first place, in hundredths.
    pub width: i32,
}

/// The effect of one level or category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The score, in hundredths, of the design that is first now, and how far it would be ahead of the best other one;
    /// `None` when it would not be feasible.
    pub score: Option<i32>,
    pub lead: Option<i32>,
    /// The design that would rank first.
    pub first: Option<DesignIndex>,
}

/// A profile with one answer replaced.
struct Exchange<'a> {
    evaluation: &'a Evaluation<'a>,
    first: DesignIndex,
    of: AnswerOf,
    surface: Surface<'a>,
}

/// How near a floating-point score may be to a whole hundredth before exact numbers decide how it is printed.
const DOUBT: f64 = 1e-7;

impl<'a> Exchange<'a> {
    fn new(evaluation: &'a Evaluation<'a>, of: AnswerOf, first: DesignIndex) -> Self {
        Self { evaluation, first, of, surface: Surface::new(evaluation, of) }
    }

    /// The effect of one mixture, by scores as printed.
    fn cell(&self, mixture: &Mixture, mean: u64) -> Cell {
        let tables = self.evaluation.tables();
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for alternative in tables.all_alternatives().filter(|at| self.is_open(*at, mean)) {
            let is_own = tables.alternatives[alternative].design == self.first;
            let scores = if is_own { &mut own } else { &mut others };
            scores.push((alternative, self.surface.score(mixture, alternative)));
        }
        let own = self.best(&own, mixture, mean);
        let other = self.best(&others, mixture, mean);
        let first = match (own, other) {
            (Some((_, own)), Some((_, best))) if own >= best => Some(self.first),
            (Some(_), None) => Some(self.first),
            (_, other) => other.map(|(alternative, _)| tables.alternatives[alternative].design),
        };
        let lead = own.zip(other).map(|((_, own), (_, best))| own - best);
        Cell { score: own.map(|(_, score)| score), lead, first }
    }

    /// An alternative with the best score, and that score in hundredths, rounded down as printed.
    fn best(
        &self,
        scores: &[(AlternativeIndex, f64)],
        mixture: &Mixture,
        mean: u64,
    ) -> Option<(AlternativeIndex, i32)> {
        let &(alternative, most) = scores.iter().rev().max_by(|a, b| a.1.total_cmp(&b.1))?;
        let hundredths = most * 1e4;
        let whole = hundredths.round();
        if (hundredths - whole).abs() > DOUBT {
            return Some((alternative, hundredths.floor() as i32));
        }
        // Floating-point numbers cannot decide whether any of the best reaches the whole hundredth.
        let whole = whole as i32;
        let mut near = scores.iter().filter(|(_, score)| (most - score) * 1e4 <= 2.0 * DOUBT);
        let reaches = near.find(|(alternative, _)| self.reaches(whole, *alternative, mixture, mean));
        Some(reaches.map_or((alternative, whole - 1), |(alternative, _)| (*alternative, whole)))
    }

    /// Whether a score is at least some hundredths, by exact numbers.
    fn reaches(&self, hundredths: i32, alternative: AlternativeIndex, mixture: &Mixture, mean: u64) -> bool {
        let evaluation = self.evaluation;
        if !self.surface.moves(alternative) {
            return evaluation.parts.score(alternative) >= hundredths;
        }
        let mixtures = evaluation.mixtures.with(self.of.term, self.of.design, mixture.clone(), mean);
        let exact = exact_parts(evaluation.tables(), evaluation.weighting(), &mixtures, alternative);
        exact.score() * BigInt::from(10_000) >= BigRational::from_integer(BigInt::from(hundredths))
    }

    /// Whether an alternative is feasible with this mean; answers by category never rule one out.
    fn is_open(&self, alternative: AlternativeIndex, mean: u64) -> bool {
        let evaluation = self.evaluation;
        let tables = evaluation.tables();
        let is_own = |unmet: &crate::scoring::Unmet| unmet.need == crate::scoring::Need::Term(self.of.term);
        let is_feasible_otherwise =
            evaluation.feasibility.is_feasible(alternative) || evaluation.unmet(alternative).iter().all(is_own);
        let enough = tables.kinds[tables.terms[self.of.term].factor] == Kind::Shares
            || self.of.design.is_some()
            || tables.alternatives[alternative]
                .requirements
                .iter()
                .all(|(term, least, _)| *term != self.of.term || mean >= *least);
        evaluation.field.considered[tables.alternatives[alternative].design]
            && evaluation.is_allowed(alternative)
            && is_feasible_otherwise
            && enough
    }
}

/// The effect of every level or category of every answer, the widest swing first. For experience with each design, only
/// the known answers and those of the first places are included.
pub fn swings(evaluation: &Evaluation<'_>) -> Vec<Swing> {
    let ranking = evaluation.ranking();
    let Some(first) = ranking.placed.first() else { return Vec::new() };
    let near: Vec<DesignIndex> = ranking.placed.iter().take(FIRST_PLACES).map(|placed| placed.design).collect();
    let tables = evaluation.tables();
    let wanted = |of: &AnswerOf| is_known(evaluation, *of) || of.design.is_none_or(|design| near.contains(&design));
    let swing = |of: AnswerOf| {
        let exchange = Exchange::new(evaluation, of, first.design);
        let cells: Vec<Cell> = (0..tables.cells(of.term))
            .map(|cell| exchange.cell(&Mixture::whole(cell), (cell as u64 + 1) * MILLION))
            .collect();
        let scores = || cells.iter().filter_map(|cell| cell.score);
        let width = scores().max().unwrap_or(0) - scores().min().unwrap_or(0);
        Swing { of, known: is_known(evaluation, of), cells, width }
    };
    let mut swings: Vec<Swing> = separate_answers(evaluation).into_iter().filter(wanted).map(swing).collect();
    swings.sort_by_key(|swing| -swing.width);
    swings
}

/// The first places of a ranking that a planner looks at.
const FIRST_PLACES: usize = 5;

/// The stability of the first place under every known answer that is a level or a distribution.
pub fn answer_stability(evaluation: &Evaluation<'_>) -> Vec<AnswerStability> {
    let ranking = evaluation.ranking();
    let Some(first) = ranking.placed.first() else { return Vec::new() };
    let known = separate_answers(evaluation).into_iter().filter(|of| is_known(evaluation, *of));
    known.filter_map(|of| stability(evaluation, of, first.design)).collect()
}

fn stability(evaluation: &Evaluation<'_>, of: AnswerOf, first: DesignIndex) -> Option<AnswerStability> {
    let rating = rating(evaluation, of)?;
    let walk = Walker { exchange: Exchange::new(evaluation, of, first), rating };
    let (low, below) = walk.farthest(-1);
    let (high, above) = walk.farthest(1);
    Some(AnswerStability { of, mean: rating.mean_millionths(), low, high, below, above })
}

/// The rating behind an answer, if it is one.
fn rating<'a>(evaluation: &'a Evaluation<'_>, of: AnswerOf) -> Option<&'a Rating> {
    let term = &evaluation.tables().terms[of.term];
    match evaluation.profile.answers[term.factor].as_ref()? {
        Answer::Level(rating) => Some(rating),
        Answer::Each(ratings) => ratings.get(term.resource.or(of.design.map(DesignIndex::at))?)?.as_ref(),
        Answer::Shares(_) => None,
    }
}

struct Walker<'a> {
    exchange: Exchange<'a>,
    rating: &'a Rating,
}

/// A hundredth of a level in millionths.
const STEP: i64 = 10_000;

impl Walker<'_> {
    /// The farthest move in one direction that keeps the first place, and the design that ranks first beyond it.
    fn farthest(&self, direction: i32) -> (i32, Option<DesignIndex>) {
        let mut reached = 0;
        loop {
            let next = reached + direction;
            let Some((mixture, mean)) = self.move_by(next) else { return (reached, None) };
            if let Some(other) = self.taken_over(&mixture, mean) {
                return (reached, Some(other));
            }
            reached = next;
        }
    }

    /// The answer moved by some hundredths of a level; `None` past the end of the scale.
    fn move_by(&self, hundredths: i32) -> Option<(Mixture, u64)> {
        match self.rating {
            Rating::Level(level) => {
                let moved = level.millionths() as i64 + i64::from(hundredths) * STEP;
                let level = Level::new(moved as f64 / 1e6).ok()?;
                Some((level.mixture(), level.millionths()))
            }
            Rating::Distribution(distribution) => spread(distribution.millionths(), hundredths),
        }
    }

    /// The design that takes the first place. Unrounded scores decide where they leave no doubt; otherwise exact ones
    /// do.
    fn taken_over(&self, mixture: &Mixture, mean: u64) -> Option<DesignIndex> {
        let tables = self.exchange.evaluation.tables();
        let (mut own, mut other) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
        for alternative in tables.all_alternatives().filter(|at| self.exchange.is_open(*at, mean)) {
            let is_own = tables.alternatives[alternative].design == self.exchange.first;
            let best = if is_own { &mut own } else { &mut other };
            *best = best.max(self.exchange.surface.score(mixture, alternative));
        }
        if own - other > BAND {
            return None;
        }
        self.exchange.cell(mixture, mean).first.filter(|design| *design != self.exchange.first)
    }
}

/// Moves all members together by some hundredths of a level, none beyond the ends of the scale; `None` when all of them
/// are at the end already.
fn spread(members: &[u128; LEVELS], hundredths: i32) -> Option<(Mixture, u64)> {
    let end = (LEVELS as i32 - 1) * 100;
    // How far the last member to reach the end can go.
    let farthest = |level: usize| if hundredths > 0 { end - level as i32 * 100 } else { level as i32 * 100 };
    let most = (0..LEVELS).filter(|level| members[*level] > 0).map(farthest).max().unwrap_or(0);
    if hundredths.abs() > most {
        return None;
    }
    let mut shares = [0; crate::answers::CELLS];
    let (mut weighted, mut all) = (0_u128, 0_u128);
    for (level, count) in members.iter().enumerate() {
        let place = (level as i32 * 100 + hundredths).clamp(0, end) as usize;
        let (below, above) = (place / 100, (place % 100) as u128);
        shares[below] += count * (100 - above);
        if above > 0 {
            shares[below + 1] += count * above;
        }
        weighted += count * (100 + place as u128);
        all += count;
    }
    // Counts stay below 2^73 and places below 2^9, so the product with ten thousand fits in 128 bits.
    let mean = weighted * 10_000 / all;
    Some((Mixture::new(shares)?, mean as u64))
}
