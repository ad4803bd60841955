//! A team whose every answer is one cell or unknown, in a byte for each answer.

use std::ops::Range;

use crate::answers::{CELLS, LEVELS, MILLION, Mixture};
use crate::catalogue::{Answer, DesignIndex, Kind, Profile, Setting, TermIndex};
use crate::scoring::mixtures::{Mixtures, TermMixture};
use crate::scoring::tables::Tables;

/// The byte of an unknown answer; others are cells, counted from 0.
pub const UNKNOWN: u8 = CELLS as u8;

/// Where the bytes of each term stand in a team's: one, or one for each design.
#[derive(Clone, Debug)]
pub struct Layout {
    terms: Vec<Range<usize>>,
    /// By term: whether its answer is a level.
    levels: Vec<bool>,
}

impl Layout {
    pub(super) fn new(tables: &Tables) -> Self {
        let mut end = 0;
        let mut place = |term: TermIndex| {
            let each = tables.kinds[tables.terms[term].factor] == Kind::PerDesign;
            let start = end;
            end += if each { tables.design_alternatives.len() } else { 1 };
            start..end
        };
        let level = |term: TermIndex| tables.kinds[tables.terms[term].factor] != Kind::Shares;
        Self { terms: tables.all_terms().map(&mut place).collect(), levels: tables.all_terms().map(level).collect() }
    }

    /// The bytes of a team.
    pub fn width(&self) -> usize {
        self.terms.last().map_or(0, |last| last.end)
    }

    /// The byte of a term with one answer for the team.
    pub fn of_team(&self, term: TermIndex) -> usize {
        self.terms[term].start
    }

    /// The byte of a term's answer for a design.
    pub fn of_design(&self, term: TermIndex, design: DesignIndex) -> usize {
        self.terms[term].start + design.at()
    }

    /// By term: the byte of the answer that counts for a design.
    pub(super) fn answers(&self, design: DesignIndex) -> impl Iterator<Item = usize> {
        self.terms.iter().map(move |term| if term.len() > 1 { term.start + design.at() } else { term.start })
    }

    /// The bytes of a term that is answered for each design.
    pub(super) fn of_designs(&self, term: TermIndex) -> Range<usize> {
        self.terms[term].clone()
    }

    /// Packs a profile. Returns `false` if an answer is spread over cells, or if it has a setting.
    pub fn pack(&self, tables: &Tables, profile: &Profile, team: &mut [u8]) -> bool {
        team.fill(UNKNOWN);
        let answers = tables.all_factors().zip(&profile.answers);
        profile.setting == Setting::default()
            && answers.filter_map(|(factor, answer)| Some((factor, answer.as_ref()?))).all(|(factor, answer)| {
                let terms = &self.terms[tables.factor_terms[factor].clone()];
                match answer {
                    Answer::Level(rating) => put(&mut team[terms[0].start], rating.mixture().only_cell()),
                    Answer::Shares(shares) => put(&mut team[terms[0].start], shares.mixture().only_cell()),
                    Answer::Each(ratings) => {
                        let places = terms.iter().flat_map(Clone::clone);
                        places.zip(ratings).all(|(place, rating)| {
                            rating.as_ref().is_none_or(|rating| put(&mut team[place], rating.mixture().only_cell()))
                        })
                    }
                }
            })
    }

    /// The mixtures of a team.
    pub fn mixtures(&self, team: &[u8]) -> Mixtures {
        let whole = |byte: u8| (byte != UNKNOWN).then(|| Mixture::whole(usize::from(byte)));
        let term = |(place, level): (&Range<usize>, &bool)| match &team[place.clone()] {
            [UNKNOWN] => TermMixture::Unknown,
            [cell] => {
                let mean_millionths = if *level { (u64::from(*cell) + 1) * MILLION } else { 0 };
                TermMixture::Team { mixture: Mixture::whole(usize::from(*cell)), mean_millionths }
            }
            each if each.iter().all(|byte| *byte == UNKNOWN) => TermMixture::Unknown,
            each => TermMixture::PerDesign(each.iter().copied().map(whole).collect()),
        };
        Mixtures::of(self.terms.iter().zip(&self.levels).map(term).collect(), None)
    }

    /// The mean of a term's answer at a cell, in millionths, as requirements read it.
    pub(super) fn mean_millionths(&self, term: TermIndex, cell: usize) -> u64 {
        if self.levels[term] { (cell.min(LEVELS - 1) as u64 + 1) * MILLION } else { 0 }
    }
}

fn put(byte: &mut u8, cell: Option<usize>) -> bool {
    cell.is_some_and(|cell| {
        *byte = cell as u8;
        true
    })
}
