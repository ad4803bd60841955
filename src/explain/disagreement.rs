//! Finds where groups of one team answer far apart.

use std::cmp::Reverse;

use crate::answers::{CELLS, Mixture, Rating, Shares};
use crate::catalogue::{Answer, Catalogue, Factor, FactorIndex, Kind, Voices};

use crate::sentences::{Statement, number, tell, word};
use crate::words::{in_sentence, text, two_decimals};

/// One answer on which groups are far apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Disagreement {
    pub factor: FactorIndex,
    /// The design or kind of resource, for factors answered separately for each.
    pub part: Option<usize>,
    /// `risk_taking_culture`, or `resources.staff`.
    pub path: String,
    pub apart: Apart,
    /// Each group that answered, by index, and its answer.
    pub answers: Vec<(usize, Answer)>,
    pub statement: Statement,
}

/// How far apart, in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// The highest mean level minus the lowest.
    Levels(u64),
    /// The total variation between the two that differ most: the share of answers that would have to move.
    Shares(u64),
}

/// All factors on which groups are apart by the catalog's thresholds, the farthest first.
pub fn disagreements(catalogue: &Catalogue, voices: &Voices) -> Vec<Disagreement> {
    let factors = FactorIndex::enumerate(&catalogue.factors);
    let mut found: Vec<Disagreement> = factors
        .flat_map(|(at, factor)| {
            let reader = Reader { catalogue, voices, factor, at };
            match factor.kind {
                Kind::Level => vec![reader.levels(None)],
                Kind::Shares => vec![reader.shares()],
                Kind::PerDesign => catalogue.all_designs().map(|part| reader.levels(Some(part.at()))).collect(),
                Kind::PerResource => (0..factor.resources.len()).map(|part| reader.levels(Some(part))).collect(),
            }
        })
        .flatten()
        .collect();
    found.sort_by(|one, other| other.size(catalogue).total_cmp(&one.size(catalogue)));
    found
}

impl Disagreement {
    /// The distance as a multiple of the threshold.
    fn size(&self, catalogue: &Catalogue) -> f64 {
        let thresholds = &catalogue.model.voices;
        match self.apart {
            Apart::Levels(millionths) => millionths as f64 / thresholds.levels_apart,
            Apart::Shares(millionths) => millionths as f64 / thresholds.shares_apart,
        }
    }
}

/// One factor as the groups answered it.
struct Reader<'a> {
    catalogue: &'a Catalogue,
    voices: &'a Voices,
    factor: &'a Factor,
    at: FactorIndex,
}

impl<'a> Reader<'a> {
    /// Each group's answer to the factor.
    fn group_answers(&self) -> impl Iterator<Item = (usize, &'a Answer)> {
        let groups = self.voices.groups.iter().enumerate();
        groups.filter_map(|(group, one)| Some((group, one.answers.get(self.at.at())?.as_ref()?)))
    }

    fn levels(&self, part: Option<usize>) -> Option<Disagreement> {
        let rating = |answer: &'a Answer| part.map_or_else(|| answer.level(), |part| answer.part(part));
        let given: Vec<(usize, &Rating)> =
            self.group_answers().filter_map(|(group, one)| Some((group, rating(one)?))).collect();
        let mean = |one: &(usize, &Rating)| one.1.mean_millionths();
        // Of groups with equal means, take the first by name, whatever their order.
        let low = given.iter().min_by_key(|one| (mean(one), self.group(one.0)))?;
        let high = given.iter().min_by_key(|one| (Reverse(mean(one)), self.group(one.0)))?;
        let apart = mean(high) - mean(low);
        if (apart as f64) < self.catalogue.model.voices.levels_apart * 1e6 {
            return None;
        }
        let path = self.path(part);
        let at = |slot, group: &(usize, &Rating)| {
            number(slot, self.id(group.0, &path), two_decimals(group.1.mean_millionths()))
        };
        let slots = [
            word("factor", self.name(part)),
            number("apart", format!("apart.{path}"), two_decimals(apart)),
            word("low", self.group(low.0)),
            at("low_level", low),
            word("high", self.group(high.0)),
            at("high_level", high),
        ];
        let statement = tell(text("explain.disagreement.levels"), &slots).then(self.caution());
        let answers = given.iter().map(|(group, rating)| (*group, Answer::Level((*rating).clone()))).collect();
        Some(Disagreement { factor: self.at, part, path, apart: Apart::Levels(apart), answers, statement })
    }

    fn shares(&self) -> Option<Disagreement> {
        let given: Vec<(usize, &Shares)> =
            self.group_answers().filter_map(|(group, answer)| Some((group, answer.shares()?))).collect();
        let mut named = given.clone();
        named.sort_by_key(|one| self.group(one.0));
        let named = &named;
        let pairs =
            named.iter().enumerate().flat_map(|(at, one)| named[at + 1..].iter().map(move |other| (one, other)));
        let distances = pairs.map(|(one, other)| (variation(one.1.mixture(), other.1.mixture()), one, other));
        let mut distances: Vec<_> = distances.collect();
        // A stable sort, so the first of equally distant pairs wins.
        distances.sort_by_key(|(apart, ..)| Reverse(*apart));
        let &(apart, one, other) = distances.first()?;
        if (apart as f64) < self.catalogue.model.voices.shares_apart * 1e6 {
            return None;
        }
        let path = self.path(None);
        let most = |of: &(usize, &Shares)| leading(of.1.mixture());
        let category = |of: &(usize, &Shares)| in_sentence(&self.factor.categories[most(of)].name);
        let percent = |share: f64| format!("{:.0}", share * 100.0);
        let share = |slot, of: &(usize, &Shares)| {
            let id = format!("{}.{}", self.id(of.0, &path), self.factor.categories[most(of)].id);
            number(slot, id, percent(of.1.mixture().share(most(of))))
        };
        let slots = [
            word("factor", self.name(None)),
            number("apart", format!("apart.{path}"), percent(apart as f64 / 1e6)),
            word("one", self.group(one.0)),
            word("one_most", category(one)),
            share("one_share", one),
            word("other", self.group(other.0)),
            word("other_most", category(other)),
            share("other_share", other),
        ];
        let statement = tell(text("explain.disagreement.shares"), &slots).then(self.caution());
        let answers = given.iter().map(|(group, shares)| (*group, Answer::Shares((*shares).clone()))).collect();
        Some(Disagreement { factor: self.at, part: None, path, apart: Apart::Shares(apart), answers, statement })
    }

    /// The catalog's caution on how such answers go wrong.
    fn caution(&self) -> Statement {
        tell(text("explain.disagreement.caution"), &[word("caution", self.factor.caution.trim())])
    }

    fn group(&self, group: usize) -> &'a str {
        &self.voices.groups[group].name
    }

    fn id(&self, group: usize, path: &str) -> String {
        format!("groups.{}.{path}", self.group(group))
    }

    fn path(&self, part: Option<usize>) -> String {
        match part {
            None => self.factor.id.clone(),
            Some(part) if self.factor.kind == Kind::PerDesign => {
                format!("{}.{}", self.factor.id, self.catalogue.designs[part].id)
            }
            Some(part) => format!("{}.{}", self.factor.id, self.factor.resources[part].id),
        }
    }

    fn name(&self, part: Option<usize>) -> String {
        part_name(self.catalogue, self.at, part)
    }
}

/// Returns a factor's name inside a sentence, with the design or kind of resource.
pub(super) fn part_name(catalogue: &Catalogue, factor: FactorIndex, part: Option<usize>) -> String {
    let factor = &catalogue.factors[factor];
    let of = part.map(|part| match factor.kind {
        Kind::PerDesign => &catalogue.designs[part].name,
        _ => &factor.resources[part].name,
    });
    let name = in_sentence(&factor.name);
    of.map_or_else(|| name.clone(), |of| format!("{name} ({})", of.to_lowercase()))
}

/// The cell with the largest share; the first of equals.
fn leading(mixture: &Mixture) -> usize {
    (0..CELLS).rev().max_by_key(|cell| mixture.shares()[*cell]).unwrap_or_default()
}

/// Half the sum of the differences, in millionths rounded down.
fn variation(one: &Mixture, other: &Mixture) -> u64 {
    let differences = (0..CELLS).map(|cell| (one.share(cell) - other.share(cell)).abs());
    (differences.sum::<f64>() / 2.0 * 1e6 + 1e-3).floor() as u64
}
