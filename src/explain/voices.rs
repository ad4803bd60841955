//! How much a ranking changes between groups, or between stakeholders' weights.

use crate::catalogue::{Catalogue, DesignIndex};
use crate::scoring::{Placed, Ranking, Verdict};

use crate::words::{fill_text, in_sentence, list, points, text};

use super::agreement::tau_b;
use crate::sentences::{Statement, number, tell, word};

/// The number of places that count as the top.
pub const TOP: usize = 3;

/// The ranking from one group's answers or one stakeholder's weights.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    pub name: String,
    /// The number of answered factors.
    pub known: usize,
    pub ranking: Ranking,
    /// How clearly its first place is ahead; `None` where no design is feasible.
    pub verdict: Option<Verdict>,
}

/// How the voices differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Groups with their own answers.
    Answers,
    /// Stakeholders with their own weights.
    Weights,
}

/// How far the rankings of several voices agree.
#[derive(Clone, Debug, PartialEq)]
pub struct Dependence {
    /// Whether the same design ranks first for all; `None` where fewer than two have a first place.
    pub same_first: Option<bool>,
    /// Kendall's tau-b of every pair of voices, by index; `None` where it is undefined.
    pub pairs: Vec<(usize, usize, Option<f64>)>,
    /// `None` where no pair has a tau-b.
    pub mean: Option<f64>,
    /// The pair that agrees least; the first of equals.
    pub lowest: Option<(usize, usize, f64)>,
    /// Every design in the top three of some voice, in the catalog's order.
    pub moved: Vec<Moved>,
    pub statement: Statement,
}

/// How far a design moves between voices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub design: DesignIndex,
    /// Its best rank, with the score in hundredths.
    pub best: (usize, i32),
    pub worst: (usize, i32),
    /// The voices, by index, for which it is not feasible.
    pub not_feasible_for: Vec<usize>,
}

impl Voice {
    /// The first places; all of those that share the first rank.
    fn firsts(&self) -> impl Iterator<Item = DesignIndex> {
        self.ranking.placed.iter().take_while(|placed| placed.rank == 1).map(|placed| placed.design)
    }

    fn placed(&self, design: DesignIndex) -> Option<&Placed> {
        self.ranking.placed.iter().find(|placed| placed.design == design)
    }
}

/// Computes how far the rankings agree, and describes it.
pub fn dependence(catalogue: &Catalogue, voices: &[Voice], source: Source) -> Dependence {
    let places = (0..voices.len()).flat_map(|one| (one + 1..voices.len()).map(move |other| (one, other)));
    let pairs: Vec<(usize, usize, Option<f64>)> =
        places.map(|(one, other)| (one, other, tau_b(&voices[one].ranking, &voices[other].ranking))).collect();
    let known: Vec<(usize, usize, f64)> =
        pairs.iter().filter_map(|(one, other, tau)| Some((*one, *other, (*tau)?))).collect();
    let mean = (!known.is_empty()).then(|| known.iter().map(|(.., tau)| tau).sum::<f64>() / known.len() as f64);
    let lowest = known.iter().copied().min_by(|one, other| one.2.total_cmp(&other.2));
    let same_first = same_first(voices);
    let teller = Teller { catalogue, voices, source };
    let statement = teller.firsts(same_first).then(teller.orders(mean, lowest));
    Dependence { same_first, pairs, mean, lowest, moved: movements(catalogue, voices), statement }
}

/// Whether one design ranks first for all voices that have a first place.
fn same_first(voices: &[Voice]) -> Option<bool> {
    let mut placed = voices.iter().filter(|voice| !voice.ranking.placed.is_empty());
    let first = placed.next()?;
    let rest: Vec<&Voice> = placed.collect();
    let shared = |design: DesignIndex| rest.iter().all(|voice| voice.firsts().any(|other| other == design));
    (!rest.is_empty()).then(|| first.firsts().any(shared))
}

fn movements(catalogue: &Catalogue, voices: &[Voice]) -> Vec<Moved> {
    let in_a_top = |design: &DesignIndex| {
        voices.iter().any(|voice| voice.ranking.placed.iter().take(TOP).any(|placed| placed.design == *design))
    };
    let designs = catalogue.all_designs().filter(in_a_top);
    designs.filter_map(|design| movement(voices, design)).collect()
}

fn movement(voices: &[Voice], design: DesignIndex) -> Option<Moved> {
    let places: Vec<&Placed> = voices.iter().filter_map(|voice| voice.placed(design)).collect();
    let best = places.iter().min_by_key(|placed| (placed.rank, -placed.score))?;
    let worst = places.iter().max_by_key(|placed| (placed.rank, -placed.score))?;
    let cannot = voices.iter().enumerate().filter(|(_, voice)| voice.ranking.not_feasible.contains(&design));
    Some(Moved {
        design,
        best: (best.rank, best.score),
        worst: (worst.rank, worst.score),
        not_feasible_for: cannot.map(|(at, _)| at).collect(),
    })
}

/// Writes the statements.
struct Teller<'a> {
    catalogue: &'a Catalogue,
    voices: &'a [Voice],
    source: Source,
}

impl Teller<'_> {
    fn firsts(&self, same: Option<bool>) -> Statement {
        let source = match self.source {
            Source::Answers => "groups",
            Source::Weights => "stakeholders",
        };
        let firsts = match (self.voices, same) {
            ([_], _) => tell(text(&format!("explain.voices.{source}.only_one")), &[]),
            (_, None) => tell(text("explain.voices.too_few_feasible"), &[]),
            (voices, Some(true)) => {
                let first = voices.iter().find(|voice| !voice.ranking.placed.is_empty());
                let shared = first.into_iter().flat_map(Voice::firsts).find(|design| {
                    let placed = voices.iter().filter(|voice| !voice.ranking.placed.is_empty());
                    placed.into_iter().all(|voice| voice.firsts().any(|other| other == *design))
                });
                let design = word("design", shared.map_or(String::new(), |at| self.design(at)));
                tell(text(&format!("explain.voices.{source}.same_first")), &[design])
            }
            (_, Some(false)) => {
                let firsts = [word("firsts", self.by_first())];
                tell(text(&format!("explain.voices.{source}.depends")), &firsts).then(self.doubt())
            }
        };
        firsts.then(self.nothing_feasible())
    }

    /// `coaching for teachers and parents, lesson study for leaders`
    fn by_first(&self) -> String {
        let mut by_first: Vec<(DesignIndex, Vec<String>)> = Vec::new();
        for voice in self.voices {
            let Some(first) = voice.ranking.placed.first() else { continue };
            match by_first.iter_mut().find(|(design, _)| *design == first.design) {
                Some((_, names)) => names.push(voice.name.clone()),
                None => by_first.push((first.design, vec![voice.name.clone()])),
            }
        }
        let part = |(design, names): &(DesignIndex, Vec<String>)| {
            fill_text("explain.voices.first_for", &[("design", &self.design(*design)), ("names", &list(names))])
        };
        by_first.iter().map(part).collect::<Vec<_>>().join(", ")
    }

    /// Warns that first places that are not clear may differ by less than the model can resolve.
    fn doubt(&self) -> Statement {
        let unclear = self.voices.iter().any(|voice| voice.verdict.is_some_and(|verdict| verdict != Verdict::Clear));
        if unclear { tell(text("explain.voices.not_all_clear"), &[]) } else { Statement::default() }
    }

    fn nothing_feasible(&self) -> Statement {
        let none = self.voices.iter().filter(|voice| voice.ranking.placed.is_empty());
        let names: Vec<String> = none.map(|voice| voice.name.clone()).collect();
        if names.is_empty() {
            return Statement::default();
        }
        tell(text("explain.voices.nothing_feasible"), &[word("names", list(&names))])
    }

    fn orders(&self, mean: Option<f64>, lowest: Option<(usize, usize, f64)>) -> Statement {
        let (Some(mean), Some((one, other, least))) = (mean, lowest) else { return Statement::default() };
        let thresholds = &self.catalogue.model.voices;
        let similar = if mean >= thresholds.alike {
            "very_similar"
        } else if mean >= thresholds.partly_alike {
            "partly_similar"
        } else {
            "not_very_similar"
        };
        let two = |value: f64| points((value * 100.0).round() as i32);
        let voices = if self.voices.len() > 2 { "several" } else { "two" };
        let slots = [
            number("mean", "dependence.mean", two(mean)),
            number("lowest", "dependence.lowest", two(least)),
            word("one", self.voices[one].name.as_str()),
            word("other", self.voices[other].name.as_str()),
        ];
        tell(text(&format!("explain.voices.rankings.{voices}.{similar}")), &slots)
    }

    fn design(&self, design: DesignIndex) -> String {
        in_sentence(&self.catalogue.designs[design].name)
    }
}
