//! The quick way for many teams whose answers are whole: scores of all alternatives from a few rows of joint tables.
//!
//! It gives what [`Evaluation`](super::Evaluation) gives, to the last digit: sums are in whole numbers whose error is
//! known, and a score that this error could move across a hundredth is computed by the plain way. Tests hold the two to
//! each other.

mod interval;
mod joint;
mod team;

use std::cell::OnceCell;
use std::ops::Range;

use crate::answers::CELLS;
use crate::catalogue::{Kind, Side, TermIndex};
use crate::lanes::scores::{MOST_ROWS, ONE, Rows, WIDTH, scores};

use super::blocks::{Blocks, add_slots};
use super::evaluation::Field;
use super::exact;
use super::feasibility::{Circumstances, Feasibility};
use super::interval::Interval;
use super::mixtures::Mixtures;
use super::ranking::Placed;
use super::rounding::floor;
use super::tables::Tables;

use interval::{IntervalRoom, Lines, Team};
use joint::{Joint, groups};
pub use team::{Layout, UNKNOWN};

/// How near to a whole hundredth a score from rows of whole numbers is in doubt, in hundredths: more than twenty rows, each
/// off by half of a part of [`ONE`], times ten thousand hundredths.
const DOUBT: f64 = 2e-4;

/// Room for one team's computation, to be used again.
#[derive(Clone, Debug, Default)]
pub struct Room {
    scores: Vec<i32>,
    in_doubt: Vec<bool>,
    each: Vec<Vec<i32>>,
    order: Vec<i64>,
    interval: IntervalRoom,
}

/// The joint tables of a field.
#[derive(Clone, Debug)]
pub struct Whole {
    layout: Layout,
    lanes: usize,
    all: Vec<Joint<i32>>,
    lost: Vec<Joint<i32>>,
    kept: Vec<Joint<f64>>,
    closed: Vec<Joint<i32>>,
    each: Vec<Each>,
    lines: Lines,
}

/// A term that is answered for each design.
#[derive(Clone, Debug)]
struct Each {
    term: TermIndex,
    side: Side,
    /// What is typical, and then each cell, by lane.
    rows: Vec<Vec<i32>>,
}

fn fixed(share: f64) -> i32 {
    (share * ONE).round() as i32
}

impl Whole {
    /// Compiles the tables of a field; `None` if its catalog joins too many terms, or has too many of them or of
    /// alternatives.
    pub fn new(field: &Field<'_>) -> Option<Self> {
        let tables = field.tables;
        // Places are ordered by keys with 16 bits for a design, its name and its alternative.
        if tables.alternatives.len() > usize::from(u16::MAX) {
            return None;
        }
        let (layout, lanes) = (Layout::new(tables), tables.alternatives.len().next_multiple_of(WIDTH));
        let side = |side: Side| {
            let joined = groups(joined(tables, side), tables.terms_of(side).filter(|term| !is_each(tables, *term)))?;
            let table = |terms: &Vec<TermIndex>| sums(field, &layout, lanes, side, terms);
            Some(joined.iter().map(table).chain(constant(field, &layout, lanes, side)).collect::<Vec<_>>())
        };
        let gates = tables.alternatives.iter().flat_map(|alternative| &alternative.gates).map(|gate| gate.term);
        let kept = groups(Vec::new(), distinct(gates))?;
        let needs = tables.alternatives.iter().flat_map(|alternative| &alternative.requirements).map(|need| need.0);
        let needs = distinct(needs).filter(|term| !is_each(tables, *term));
        let closed = groups(vec![Vec::new()], needs)?;
        let (all, lost) = (side(Side::Potential)?, side(Side::Readiness)?);
        let own = tables.all_terms().filter(|term| is_each(tables, *term)).count();
        if [all.len() + own, lost.len() + own, kept.len(), closed.len()].iter().any(|rows| *rows > MOST_ROWS) {
            return None;
        }
        Some(Self {
            all,
            lost,
            kept: kept.iter().map(|terms| gates_kept(field, &layout, lanes, terms)).collect(),
            closed: closed.iter().map(|terms| needs_closed(field, &layout, lanes, terms)).collect(),
            each: tables
                .all_terms()
                .filter(|term| is_each(tables, *term))
                .map(|term| of_designs(field, lanes, term))
                .collect(),
            lines: Lines::new(field),
            layout,
            lanes,
        })
    }

    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// The best `top` places of a team, best first, as [`rank`](super::rank) has them.
    pub fn places(&self, field: &Field<'_>, team: &[u8], top: usize, room: &mut Room) -> Vec<Placed> {
        self.score(field, team, room);
        let Room { scores, order, .. } = room;
        order.clear();
        for (design, alternatives) in field.tables.design_alternatives.iter().enumerate() {
            // The first of equals represents the design.
            let keys = scores[alternatives.clone()].iter().zip((0..1_i64 << 16).rev());
            let best = keys.map(|(score, rest)| (i64::from(*score) << 16) | rest).max().unwrap_or(-1);
            if best >= 0 && field.considered[design] {
                let (score, name) = (best >> 16, 0xffff - field.name_order[design] as i64);
                let alternative = alternatives.start as i64 + (0xffff - (best & 0xffff));
                order.push(score << 48 | name << 32 | (design as i64) << 16 | alternative);
            }
        }
        order.sort_unstable_by(|one, other| other.cmp(one));
        let mut places: Vec<Placed> = Vec::with_capacity(top.min(order.len()));
        for (at, key) in order.iter().take(top).enumerate() {
            let score = (*key >> 48) as i32;
            let rank = places.last().filter(|last| last.score == score).map_or(at + 1, |last| last.rank);
            let design = ((key >> 16 & 0xffff) as usize).into();
            places.push(Placed { rank, design, alternative: ((key & 0xffff) as usize).into(), score });
        }
        places
    }

    /// The score of every design, in hundredths; `None` where it has no place.
    pub fn scores(&self, field: &Field<'_>, team: &[u8], room: &mut Room) -> Vec<Option<i32>> {
        self.score(field, team, room);
        let of_design = |(alternatives, considered): (&Range<usize>, &bool)| {
            let best = room.scores[alternatives.clone()].iter().copied().max().filter(|best| *best >= 0);
            best.filter(|_| *considered)
        };
        field.tables.design_alternatives.iter().zip(&field.considered).map(of_design).collect()
    }

    /// Scores every alternative, in hundredths; minus 1 where it is not open.
    fn score(&self, field: &Field<'_>, team: &[u8], room: &mut Room) {
        room.scores.resize(self.lanes, 0);
        room.in_doubt.resize(self.lanes, false);
        room.each.resize(self.each.len(), Vec::new());
        for (each, row) in self.each.iter().zip(&mut room.each) {
            each.write(field.tables, &team[self.layout.of_designs(each.term)], row);
        }
        let own = |side: Side| {
            let rows = self.each.iter().zip(&room.each).filter(move |(each, _)| each.side == side);
            rows.map(|(_, row)| row.as_slice())
        };
        let rows = Rows {
            all: self.all.iter().map(|joint| joint.row(team)).chain(own(Side::Potential)).collect(),
            lost: self.lost.iter().map(|joint| joint.row(team)).chain(own(Side::Readiness)).collect(),
            kept: self.kept.iter().map(|joint| joint.row(team)).collect(),
            closed: self.closed.iter().map(|joint| joint.row(team)).collect(),
        };
        if scores(&rows, DOUBT, &mut room.scores, &mut room.in_doubt) {
            self.decide(field, team, room);
        }
    }

    /// Computes the scores that are in doubt by the plain way.
    #[cold]
    fn decide(&self, field: &Field<'_>, team: &[u8], room: &mut Room) {
        let (tables, weighting) = (field.tables, &*field.weighting);
        let mixtures = self.layout.mixtures(team);
        let doubted = || tables.all_alternatives().filter(|alternative| room.in_doubt[alternative.at()]);
        let blocks = Blocks::of_some(tables, weighting, &mixtures, doubted());
        for alternative in doubted() {
            let long = || exact::score(tables, weighting, &mixtures, alternative);
            room.scores[alternative.at()] = floor(blocks.score(alternative), long);
        }
    }

    /// How far the scores of a team's places may lie from what is printed.
    pub fn intervals(&self, field: &Field<'_>, team: &[u8], places: &[Placed], room: &mut Room) -> Vec<Interval> {
        let team = Team { field, layout: &self.layout, bytes: team, mixtures: OnceCell::new() };
        places.iter().map(|placed| self.lines.interval(&team, placed, &mut room.interval)).collect()
    }
}

impl Each {
    /// Writes the row of a team: what is typical, and the cells of the designs that have an answer.
    fn write(&self, tables: &Tables, team: &[u8], row: &mut Vec<i32>) {
        row.clear();
        row.extend_from_slice(&self.rows[0]);
        for (alternatives, cell) in tables.design_alternatives.iter().zip(team).filter(|(_, cell)| **cell != UNKNOWN) {
            let of_cell = &self.rows[1 + usize::from(*cell)];
            row[alternatives.clone()].copy_from_slice(&of_cell[alternatives.clone()]);
        }
    }
}

fn is_each(tables: &Tables, term: TermIndex) -> bool {
    tables.kinds[tables.terms[term].factor] == Kind::PerDesign
}

fn distinct(terms: impl Iterator<Item = TermIndex>) -> impl Iterator<Item = TermIndex> {
    terms.collect::<std::collections::BTreeSet<_>>().into_iter()
}

/// The terms that are read together on a side: interactions, and what use depends on.
fn joined(tables: &Tables, side: Side) -> Vec<Vec<TermIndex>> {
    let pairs = tables.pair_terms.iter().filter(|pair| pair.side == side);
    let terms = tables.transfer;
    let transfer = (side == Side::Potential).then(|| vec![terms.outcome, terms.support, terms.complexity]);
    pairs.map(|pair| vec![pair.first_term, pair.second_term]).chain(transfer).collect()
}

/// What no answer changes on a side; `None` where that is nothing.
fn constant(field: &Field<'_>, layout: &Layout, lanes: usize, side: Side) -> Option<Joint<i32>> {
    let constant = if side == Side::Potential { field.weighting.potential_constant() } else { 0.0 };
    (constant != 0.0).then(|| Joint::new(layout, &[], (lanes, 0), |_, row| row.fill(fixed(constant))))
}

/// What terms give or take on a side, with what they do together.
fn sums(field: &Field<'_>, layout: &Layout, lanes: usize, side: Side, terms: &[TermIndex]) -> Joint<i32> {
    let is_answer = |term: &TermIndex, slot: Option<usize>| {
        slot.is_some_and(|slot| slot == CELLS || slot < field.tables.cells(*term))
    };
    Joint::new(layout, terms, (lanes, 0), |slot, row| {
        if !terms.iter().all(|term| is_answer(term, slot(*term))) {
            return;
        }
        let mut sums = vec![0.0; field.tables.alternatives.len()];
        add_slots(field.tables, &field.weighting, side, slot, &mut sums);
        row.iter_mut().zip(&sums).for_each(|(row, sum)| *row = fixed(*sum));
    })
}

/// What a term that is answered for each design gives or takes, by lane: what is typical, and then each cell.
fn of_designs(field: &Field<'_>, lanes: usize, term: TermIndex) -> Each {
    let row = |parts: &[f64]| {
        let mut row: Vec<i32> = parts.iter().map(|part| fixed(*part)).collect();
        row.resize(lanes, 0);
        row
    };
    let cells = (0..CELLS).map(|cell| row(field.weighting.parts_at(term, cell)));
    let rows = std::iter::once(row(field.weighting.prior_parts(term))).chain(cells).collect();
    Each { term, side: field.tables.sides[term], rows }
}

/// What the gates of terms leave; a need that is answered for each design counts as typical.
fn gates_kept(field: &Field<'_>, layout: &Layout, lanes: usize, terms: &[TermIndex]) -> Joint<f64> {
    Joint::new(layout, terms, (lanes, 1.0), |slot, row| {
        for gate in field.weighting.gate_shares() {
            let prior = &field.tables.priors[gate.term];
            let typical = || crate::answers::mean(prior, |cell| gate.keeps[cell]);
            if let Some(slot) = slot(gate.term) {
                let known = slot < CELLS && !is_each(field.tables, gate.term);
                row[gate.alternative.at()] *= if known { gate.keeps[slot] } else { typical() };
            }
        }
    })
}

/// Where needs are unmet that an alternative requires. The table without terms has what is closed for any team.
fn needs_closed(field: &Field<'_>, layout: &Layout, lanes: usize, terms: &[TermIndex]) -> Joint<i32> {
    let nothing = Mixtures::nothing_known(field.tables);
    let feasible = Feasibility::new(&Circumstances::new(field, &nothing, &crate::catalogue::Setting::default()));
    Joint::new(layout, terms, (lanes, 0), |slot, row| {
        for (alternative, of) in field.tables.all_alternatives().zip(&field.tables.alternatives) {
            let unmet = of.requirements.iter().any(|(term, at_least, _)| {
                slot(*term).is_some_and(|slot| slot < CELLS && layout.mean_millionths(*term, slot) < *at_least)
            });
            let never = !field.allowed[alternative.at()] || !feasible.is_feasible(alternative);
            if unmet || (terms.is_empty() && never) {
                row[alternative.at()] = -1;
            }
        }
        // Lanes beyond the alternatives are closed as well.
        row[field.tables.alternatives.len()..].fill(-1);
    })
}
