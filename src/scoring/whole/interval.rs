//! Intervals of teams of whole answers, from tables by alternative; the plain way is [`Detail`](super::super::detail).

use std::cell::OnceCell;

use crate::answers::{CELLS, Mixture, mean};
use crate::catalogue::{AlternativeIndex, Side, TermIndex};
use crate::scoring::alternative::MOST_GATES;
use crate::scoring::blocks::{Replaced, add_transfer, lack, replaced};
use crate::scoring::detail::weigh;
use crate::scoring::effects::block_spread;
use crate::scoring::evaluation::Field;
use crate::scoring::interval::{FollowUp, Interval, Unsure, interval};
use crate::scoring::mixtures::Mixtures;
use crate::scoring::parts::Of;
use crate::scoring::ranking::Placed;
use crate::scoring::tables::Tables;

use super::is_each;
use super::joint::SLOTS;
use super::team::{Layout, UNKNOWN};

/// What one alternative after the other has of each term.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    terms: usize,
    /// By alternative, term and slot: what it gives or takes.
    parts: Vec<f64>,
    /// By alternative and term: what each cell would change where it is unanswered, unless that depends on other answers.
    open: Vec<Option<Replaced>>,
}

/// Room for one team's computation, to be used again.
#[derive(Clone, Debug, Default)]
pub(super) struct IntervalRoom {
    /// By term: the slot of the answer that counts for a design.
    slots: Vec<usize>,
    parts: Vec<f64>,
    effects: Vec<f64>,
    open: Vec<(TermIndex, Replaced)>,
}

/// A team whose intervals are computed.
pub(super) struct Team<'a> {
    pub field: &'a Field<'a>,
    pub layout: &'a Layout,
    pub bytes: &'a [u8],
    /// Its answers as the plain way has them, where something is open that depends on others.
    pub mixtures: OnceCell<Mixtures>,
}

impl Lines {
    pub(super) fn new(field: &Field<'_>) -> Self {
        let (tables, weighting) = (field.tables, &*field.weighting);
        let nothing = Mixtures::nothing_known(tables);
        let of = Of { tables, weighting, mixtures: &nothing };
        let pairs = || tables.all_alternatives().flat_map(|one| tables.all_terms().map(move |term| (one, term)));
        let slots = |(alternative, term): (AlternativeIndex, TermIndex)| {
            let cells = (0..CELLS).map(move |cell| weighting.part(term, cell, alternative));
            cells.chain(std::iter::once(weighting.prior_parts(term)[alternative]))
        };
        let open = |(alternative, term)| (!depends(tables, term)).then(|| replaced(of, term, alternative));
        Self { terms: tables.terms.len(), parts: pairs().flat_map(slots).collect(), open: pairs().map(open).collect() }
    }

    /// How far the score of a place may lie from what is printed.
    pub(super) fn interval(&self, team: &Team<'_>, placed: &Placed, room: &mut IntervalRoom) -> Interval {
        let (tables, weighting) = (team.field.tables, &*team.field.weighting);
        let Placed { alternative, design, .. } = *placed;
        let follow_up = team.follow_up(alternative);
        room.slots.clear();
        room.slots.extend(team.layout.answers(design).map(|byte| usize::from(team.bytes[byte])));
        let [potential, lost] = self.gather(team, placed, follow_up, room);
        let gates = team.gates(alternative);
        room.effects.clone_from(&room.parts);
        // A team of whole answers has no program size.
        let spread = weigh((tables, weighting), alternative, (potential, 1.0), &mut room.effects);
        let open = &self.open[alternative.at() * self.terms..][..self.terms];
        let unanswered = TermIndex::enumerate(open).zip(&room.slots).filter(|(_, slot)| **slot == CELLS);
        room.open.clear();
        room.open.extend(
            unanswered.map(|((term, prepared), _)| {
                (term, prepared.unwrap_or_else(|| replaced(team.of(), term, alternative)))
            }),
        );
        interval(&Unsure {
            tables,
            weighting,
            alternative,
            score: placed.score,
            potential,
            readiness: 1.0 - lost,
            gates,
            size: 1.0,
            follow_up,
            of_weights: block_spread((tables, weighting), alternative, spread, gates, |row| room.parts[row]),
            is_open: &|term| team.answer(term).is_none(),
            open: &room.open,
        })
    }

    /// Gathers what each row of an alternative gives or takes, and returns potential and what is lost: the sums of
    /// [`Blocks`](super::super::blocks::Blocks), in the same order.
    fn gather(
        &self,
        team: &Team<'_>,
        placed: &Placed,
        follow_up: Option<FollowUp>,
        room: &mut IntervalRoom,
    ) -> [f64; 2] {
        let (tables, weighting) = (team.field.tables, &*team.field.weighting);
        let alternative = placed.alternative;
        let mut sums = [weighting.potential_constant(), 0.0];
        let slots = &self.parts[alternative.at() * self.terms * SLOTS..][..self.terms * SLOTS];
        room.parts.clear();
        room.parts.extend(slots.chunks_exact(SLOTS).zip(&room.slots).map(|(slots, slot)| slots[*slot]));
        for (side, part) in tables.sides.iter().zip(&room.parts) {
            sums[usize::from(*side == Side::Readiness)] += part;
        }
        for (pair, of) in tables.pair_terms.iter().enumerate() {
            let at = |row: usize, column: usize| weighting.pair_parts_at(pair, row, column)[alternative];
            let ends = [of.first_term, of.second_term].map(|term| team.or_prior(term));
            let sum = &mut sums[usize::from(of.side == Side::Readiness)];
            for (row, share) in ends[0].held() {
                ends[1].held().for_each(|(column, other)| *sum += share * other * at(row, column));
            }
            room.parts.push(match [of.first_term, of.second_term].map(|term| team.cell(term)) {
                [Some(row), Some(column)] => at(row, column),
                [Some(row), None] => weighting.pair_first_at(pair, row)[alternative],
                [None, Some(column)] => weighting.pair_second_at(pair, column)[alternative],
                [None, None] => weighting.pair_prior(pair)[alternative],
            });
        }
        let terms = tables.transfer;
        let answers = [terms.outcome, terms.support, terms.complexity].map(|term| team.or_prior(term));
        add_transfer(weighting, answers, &(alternative.at()..alternative.at() + 1), &mut sums[..1]);
        room.parts[terms.outcome.at()] += follow_up.as_ref().map_or(0.0, FollowUp::gives);
        sums
    }
}

/// Whether what a term gives depends on the answers to others.
fn depends(tables: &Tables, term: TermIndex) -> bool {
    let terms = tables.transfer;
    [terms.outcome, terms.support, terms.complexity].contains(&term)
        || tables.pair_terms.iter().any(|pair| pair.first_term == term || pair.second_term == term)
}

impl Team<'_> {
    fn of(&self) -> Of<'_> {
        let mixtures = self.mixtures.get_or_init(|| self.layout.mixtures(self.bytes));
        Of { tables: self.field.tables, weighting: &self.field.weighting, mixtures }
    }

    /// The cell of the answer to a term with one answer for the team, if it is known.
    fn cell(&self, term: TermIndex) -> Option<usize> {
        let byte = self.bytes[self.layout.of_team(term)];
        (byte != UNKNOWN && !is_each(self.field.tables, term)).then_some(byte.into())
    }

    fn answer(&self, term: TermIndex) -> Option<Mixture> {
        self.cell(term).map(Mixture::whole)
    }

    fn or_prior(&self, term: TermIndex) -> Mixture {
        self.answer(term).unwrap_or_else(|| self.field.tables.priors[term].clone())
    }

    fn gates(&self, alternative: AlternativeIndex) -> [f64; MOST_GATES] {
        let mut gates = [1.0; MOST_GATES];
        for gate in self.field.weighting.gates_of(alternative) {
            let typical = || mean(&self.field.tables.priors[gate.term], |cell| gate.keeps[cell]);
            gates[gate.gate] = self.cell(gate.term).map_or_else(typical, |cell| gate.keeps[cell]);
        }
        gates
    }

    fn follow_up(&self, alternative: AlternativeIndex) -> Option<FollowUp> {
        let (tables, weighting, terms) = (self.field.tables, &self.field.weighting, self.field.tables.transfer);
        tables.alternatives[alternative].transfer.as_ref()?;
        let outcome = self.or_prior(terms.outcome);
        Some(FollowUp {
            rise: mean(&outcome, |cell| weighting.rise_at(cell)[alternative]),
            routine: mean(&outcome, |cell| weighting.routine_at(cell)[alternative]),
            unsupported: mean(&self.or_prior(terms.support), lack),
            simplicity: mean(&self.or_prior(terms.complexity), lack),
        })
    }
}
