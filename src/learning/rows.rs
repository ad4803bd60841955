//! Records as rows of a regression: context, centered score, centered offsets and outcome (L1).
//!
//! Everything is centered within district and measure, so that neither a district's level nor a measure's difficulty
//! counts. The score and the offsets are centered on what else could have been chosen, so that a school where everything
//! scores high teaches nothing.

use std::collections::BTreeMap;

use ndarray::Array2;

use super::choice::{shares, slope};
use super::columns::{center, standardize};
use super::context::context;
use crate::catalogue::{AlternativeIndex, DesignIndex, EnvironmentIndex};
use crate::outcomes::{Offered, OutcomeRecord};
use crate::scoring::{Blocks, Evaluation, Mixtures};

/// The rows of a regression.
#[derive(Clone, Debug)]
pub struct Rows {
    /// Row × column: context, mean score on offer, centered score, centered offset of each design, outcome.
    pub columns: Array2<f64>,
    /// How many columns are context.
    pub contexts: usize,
    /// By row: the numbers of its school and its team, and the design.
    pub schools: Vec<usize>,
    pub teams: Vec<usize>,
    pub designs: Vec<DesignIndex>,
    /// By row: what could have been chosen.
    pub offers: Vec<Vec<Offer>>,
    /// By row: the number of its district and measure.
    pub groups: Vec<usize>,
    /// The schools' names with their districts', by number.
    pub school_names: Vec<String>,
}

/// A design that could have been chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offer {
    pub design: DesignIndex,
    /// Its score now, 0 to 1, and how it changes with the design's value for the outcome.
    pub score: f64,
    pub gradient: f64,
    /// How probable its choice was.
    pub share: f64,
}

impl Rows {
    /// The place of the centered score; offsets and the outcome follow.
    pub fn score(&self) -> usize {
        self.contexts
    }

    pub fn count(&self) -> usize {
        self.columns.nrows()
    }
}

/// What a team could choose, in the catalog as it is.
struct Replayed {
    context: Vec<f64>,
    offers: Vec<Offer>,
}

/// Builds the rows from sorted records: one for each result of use or students.
pub fn rows(typical: &Evaluation<'_>, records: &[OutcomeRecord]) -> Rows {
    let mut rows = raw_rows(typical, records);
    center(&mut rows.columns, &rows.groups);
    standardize(&mut rows.columns, rows.contexts);
    rows
}

/// Builds the rows before they are centered and scaled.
pub fn raw_rows(typical: &Evaluation<'_>, records: &[OutcomeRecord]) -> Rows {
    let tables = typical.tables();
    let designs = tables.all_designs().len();
    let usable: Vec<OutcomeRecord> =
        records.iter().filter(|record| teaches(record)).map(|record| offered(typical, record)).collect();
    let slopes = slopes(&usable);
    let (mut schools, mut teams, mut groups) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    let number = |names: &mut BTreeMap<String, usize>, name: String| {
        let next = names.len();
        *names.entry(name).or_insert(next)
    };
    let (mut values, mut of_rows, mut of_teams) =
        (Vec::new(), (Vec::new(), Vec::new(), Vec::new(), Vec::new()), Vec::new());
    let mut contexts = 0;
    for record in &usable {
        let Some(design) = record.design else { continue };
        let of_choice = slopes.get(&record.district.as_deref()).copied().unwrap_or(0.0);
        let Replayed { mut context, offers } = replay(typical, record, of_choice);
        let Some(own) = offers.iter().find(|offer| offer.design == design) else { continue };
        let mean: f64 = offers.iter().map(|offer| offer.share * offer.score).sum();
        context.push(mean);
        contexts = context.len();
        let mut offsets = vec![0.0; designs];
        offers.iter().for_each(|offer| offsets[offer.design.at()] -= offer.share * offer.gradient);
        offsets[design.at()] += own.gradient;
        let school = format!("{}\n{}", record.district.as_deref().unwrap_or_default(), record.school);
        let team = number(&mut teams, format!("{school}\n{}", record.profile.id.as_deref().unwrap_or_default()));
        let school = number(&mut schools, school);
        for result in record.results.iter().filter(|result| result.level.teaches()) {
            values.extend_from_slice(&context);
            values.push(own.score - mean);
            values.extend_from_slice(&offsets);
            values.push(result.share());
            let group = format!("{}\n{}", record.district.as_deref().unwrap_or_default(), result.measure);
            of_teams.push(team);
            of_rows.0.push(school);
            of_rows.1.push(design);
            of_rows.2.push(offers.clone());
            of_rows.3.push(number(&mut groups, group));
        }
    }
    let width = contexts + designs + 2;
    let count = of_rows.0.len();
    let columns = Array2::from_shape_vec((count, width), values).unwrap_or_else(|_| Array2::zeros((0, width)));
    let mut school_names = vec![String::new(); schools.len()];
    schools.into_iter().for_each(|(name, at)| school_names[at] = name);
    Rows {
        columns,
        contexts,
        schools: of_rows.0,
        teams: of_teams,
        designs: of_rows.1,
        offers: of_rows.2,
        groups: of_rows.3,
        school_names,
    }
}

/// By district: how closely its choices follow the score.
fn slopes(records: &[OutcomeRecord]) -> BTreeMap<Option<&str>, f64> {
    let mut by_district: BTreeMap<Option<&str>, Vec<&OutcomeRecord>> = BTreeMap::new();
    records.iter().for_each(|record| by_district.entry(record.district.as_deref()).or_default().push(record));
    by_district.into_iter().map(|(district, records)| (district, slope(&records))).collect()
}

/// Whether a record has a design and a result of use or students.
pub fn teaches(record: &OutcomeRecord) -> bool {
    record.design.is_some() && record.results.iter().any(|result| result.level.teaches())
}

/// Completes a record without offers by every design that is feasible for the team, with its score now.
fn offered(typical: &Evaluation<'_>, record: &OutcomeRecord) -> OutcomeRecord {
    let mut record = record.clone();
    if record.offered.is_empty() {
        let evaluation = typical.with_profile(record.profile.clone());
        let placed = evaluation.ranking().placed;
        let offer =
            |placed: &crate::scoring::Placed| Offered { design: placed.design, score: f64::from(placed.score) / 100.0 };
        record.offered = placed.iter().map(offer).collect();
        if let Some(design) = record.design.filter(|design| !placed.iter().any(|one| one.design == *design)) {
            record.offered.push(Offered { design, score: 0.0 });
        }
    }
    // One order, whatever the order of the columns.
    record.offered.sort_by_key(|one| one.design);
    record
}

fn replay(typical: &Evaluation<'_>, record: &OutcomeRecord, of_choice: f64) -> Replayed {
    let (tables, weighting) = (typical.tables(), typical.weighting());
    let mixtures = Mixtures::new(tables, &record.profile);
    let blocks = Blocks::new(tables, weighting, &mixtures);
    let outcome = weighting.share(tables.transfer.outcome);
    let offers = record.offered.iter().zip(shares(record, of_choice)).filter_map(|(offer, share)| {
        let place = record.environment.filter(|_| Some(offer.design) == record.design);
        let alternative = best(typical, &blocks, offer.design, place)?;
        let size = tables.size_keeps(alternative, mixtures.program_teachers()) as f64 / 1e6;
        let gradient = outcome * size * blocks.readiness(alternative);
        Some(Offer { design: offer.design, score: blocks.score(alternative), gradient, share })
    });
    let offers = offers.collect();
    Replayed { context: context(tables, &mixtures), offers }
}

/// The best alternative of a design, in an environment if one is given.
fn best(
    typical: &Evaluation<'_>,
    blocks: &Blocks,
    design: DesignIndex,
    place: Option<EnvironmentIndex>,
) -> Option<AlternativeIndex> {
    let tables = typical.tables();
    let here = |at: &AlternativeIndex| place.is_none_or(|place| tables.alternatives[*at].environment == place);
    let all = tables.alternatives_of(design).filter(here);
    all.fold(None, |best: Option<AlternativeIndex>, at| match best {
        Some(best) if blocks.score(best) >= blocks.score(at) => Some(best),
        _ => Some(at),
    })
}
