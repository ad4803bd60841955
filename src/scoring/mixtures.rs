//! A profile in the form that the tables use: for each term, the shares of its cells, or unknown.

use crate::answers::{CELLS, Level, Mixture, Rating};
use crate::catalogue::{Answer, DesignIndex, Profile, TermIndex};

use super::tables::Tables;

/// A profile's answers by term.
#[derive(Clone, Debug)]
pub struct Mixtures {
    terms: Vec<TermMixture>,
    /// By term: the slot of its value in a run of cells and then what is typical; beyond the run where the answer is spread
    /// over cells or differs by design.
    slots: Vec<usize>,
    /// Terms that are not answered for every design.
    open: Vec<TermIndex>,
    /// The number of teachers in the program, if known.
    program_teachers: Option<u32>,
}

/// A profile's answer to one term.
#[derive(Clone, Debug)]
pub enum TermMixture {
    Unknown,
    /// The same for every design.
    Team {
        mixture: Mixture,
        mean_millionths: u64,
    },
    /// By design; `None` is unknown.
    PerDesign(Vec<Option<Mixture>>),
}

impl Mixtures {
    pub fn new(tables: &Tables, profile: &Profile) -> Self {
        let term = |term: &crate::catalogue::Term| {
            let answer = profile.answers.get(term.factor.at()).and_then(Option::as_ref);
            match (answer, term.resource) {
                (None, _) => TermMixture::Unknown,
                (Some(Answer::Level(rating)), _) => TermMixture::team(rating),
                (Some(Answer::Shares(shares)), _) => {
                    TermMixture::Team { mixture: shares.mixture().clone(), mean_millionths: 0 }
                }
                (Some(Answer::Each(ratings)), Some(kind)) => {
                    ratings.get(kind).and_then(Option::as_ref).map_or(TermMixture::Unknown, TermMixture::team)
                }
                (Some(Answer::Each(ratings)), None) => {
                    TermMixture::PerDesign(ratings.iter().map(|rating| rating.as_ref().map(Rating::mixture)).collect())
                }
            }
        };
        Self::of(tables.terms.iter().map(term).collect(), profile.setting.program_teachers)
    }

    /// Returns mixtures with no answers.
    pub fn nothing_known(tables: &Tables) -> Self {
        Self::of(vec![TermMixture::Unknown; tables.terms.len()], None)
    }

    pub(super) fn of(terms: Vec<TermMixture>, program_teachers: Option<u32>) -> Self {
        let all = TermIndex::enumerate(&terms);
        let open = all.filter(|(_, term)| !matches!(term, TermMixture::Team { .. })).map(|(term, _)| term).collect();
        let slot = |term: &TermMixture| match term {
            TermMixture::Team { mixture, .. } => mixture.only_cell().unwrap_or(CELLS + 1),
            TermMixture::Unknown => CELLS,
            TermMixture::PerDesign(_) => CELLS + 1,
        };
        Self { slots: terms.iter().map(slot).collect(), terms, open, program_teachers }
    }

    /// The number of teachers in the program, if known.
    pub fn program_teachers(&self) -> Option<u32> {
        self.program_teachers
    }

    /// The terms that are unanswered for a design.
    pub(super) fn unknown(&self, design: DesignIndex) -> impl Iterator<Item = TermIndex> {
        self.open.iter().copied().filter(move |term| !self.is_known(*term, design))
    }

    /// By term: the cell that holds the whole answer of a team; [`CELLS`] where nothing is known for any design; above,
    /// where the answer is spread over cells or differs by design.
    pub fn slots(&self) -> &[usize] {
        &self.slots
    }

    /// The answer that counts for a design, if known.
    pub fn get(&self, term: TermIndex, design: DesignIndex) -> Option<&Mixture> {
        match &self.terms[term] {
            TermMixture::Unknown => None,
            TermMixture::Team { mixture, .. } => Some(mixture),
            TermMixture::PerDesign(mixtures) => mixtures.get(design.at()).and_then(Option::as_ref),
        }
    }

    /// The answer to a term with one answer for the whole team, if known.
    pub(super) fn of_team(&self, term: TermIndex) -> Option<&Mixture> {
        match &self.terms[term] {
            TermMixture::Team { mixture, .. } => Some(mixture),
            TermMixture::Unknown | TermMixture::PerDesign(_) => None,
        }
    }

    /// Returns a copy with another whole level for a term; for a factor answered for each design, only for that design.
    #[must_use]
    pub fn raised(&self, term: TermIndex, design: Option<DesignIndex>, level: Level) -> Self {
        self.with(term, design, level.mixture(), level.millionths())
    }

    /// Returns a copy with another mixture for a term; for a factor answered for each design, only for that design.
    #[must_use]
    pub fn with(&self, term: TermIndex, design: Option<DesignIndex>, mixture: Mixture, mean_millionths: u64) -> Self {
        let mut terms = self.terms.clone();
        match (&mut terms[term], design) {
            (TermMixture::PerDesign(mixtures), Some(design)) => mixtures[design] = Some(mixture),
            (unknown @ TermMixture::Unknown, Some(design)) => {
                let mut mixtures = vec![None; design.at() + 1];
                mixtures[design] = Some(mixture);
                *unknown = TermMixture::PerDesign(mixtures);
            }
            (term, _) => *term = TermMixture::Team { mixture, mean_millionths },
        }
        Self::of(terms, self.program_teachers)
    }

    pub fn term(&self, term: TermIndex) -> &TermMixture {
        &self.terms[term]
    }

    pub fn is_known(&self, term: TermIndex, design: DesignIndex) -> bool {
        self.get(term, design).is_some()
    }

    /// The team's mean level in millionths, rounded down; `None` when it is unknown.
    pub fn mean_millionths(&self, term: TermIndex) -> Option<u64> {
        match &self.terms[term] {
            TermMixture::Team { mean_millionths, .. } => Some(*mean_millionths),
            TermMixture::Unknown | TermMixture::PerDesign(_) => None,
        }
    }

    /// The share of factors with at least one answer.
    pub fn known_share(&self, tables: &Tables) -> f64 {
        let known = |terms: &std::ops::Range<usize>| {
            terms.clone().any(|term| !matches!(&self.terms[term], TermMixture::Unknown))
        };
        let answered = tables.factor_terms.iter().filter(|terms| known(terms)).count();
        answered as f64 / tables.factors() as f64
    }
}

impl TermMixture {
    fn team(rating: &Rating) -> Self {
        Self::Team { mixture: rating.mixture(), mean_millionths: rating.mean_millionths() }
    }
}
