//! Simulated districts: teams of schools that differ in a hidden quality, which shapes answers and outcomes alike.

use std::sync::LazyLock;

use backmap::answers::{Level, Rating, Shares};
use backmap::catalogue::{Answer, Catalogue, DesignIndex, Factor, Faults, Files, Group, Kind, Profile};
use backmap::outcomes::{GuskeyLevel, Observed, Offered, OutcomeRecord, quantile};
use backmap::scoring::{Blocks, Mixtures, Tables, Weighting};

/// The catalog and what is computed from it once.
pub struct Model {
    pub catalogue: Catalogue,
    pub tables: Tables,
    pub weighting: Weighting,
    /// Names do not matter to what is learned.
    pub name_order: Vec<usize>,
}

impl Model {
    pub fn new(files: &Files) -> Self {
        let mut faults = Faults::default();
        let catalogue = Catalogue::read(files, &mut faults).unwrap();
        let tables = Tables::compile(&catalogue, &mut faults).unwrap();
        let weighting = Weighting::of_catalogue(&tables).unwrap();
        let name_order = (0..catalogue.designs.len()).collect();
        Self { catalogue, tables, weighting, name_order }
    }

    /// By design: the best score, 0 to 1, and how it changes with the design's value for the outcome.
    pub fn scores(&self, profile: &Profile) -> Vec<(f64, f64)> {
        let mixtures = Mixtures::new(&self.tables, profile);
        let blocks = Blocks::new(&self.tables, &self.weighting, &mixtures);
        let share = self.weighting.share(self.tables.transfer.outcome);
        let of = |design| {
            let all = self.tables.alternatives_of(design);
            let best = all.fold(None, |best: Option<_>, at| match best {
                Some(best) if blocks.score(best) >= blocks.score(at) => Some(best),
                _ => Some(at),
            });
            best.map_or((0.0, 0.0), |at| (blocks.score(at), share * blocks.readiness(at)))
        };
        self.tables.all_designs().map(of).collect()
    }
}

pub static MODEL: LazyLock<Model> = LazyLock::new(|| Model::new(&Files::embedded()));

/// Random numbers, the same ones every time.
pub struct Draw(pub u64);

impl Draw {
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mixed = (self.0 ^ (self.0 >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        (((mixed ^ (mixed >> 29)) >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    pub fn normal(&mut self) -> f64 {
        quantile(self.unit())
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.unit() * bound as f64) as usize
    }
}

/// How a simulated district works.
#[derive(Clone, Debug)]
pub struct World {
    pub records: usize,
    pub schools: usize,
    pub seed: u64,
    /// How much of the true score reaches outcomes: 1, or 0 where designs do nothing, or below 0 for inverted records.
    pub effect: f64,
    /// By design: the true offset.
    pub offsets: Vec<f64>,
    /// The share of choices that are drawn from all designs; the others take the first place if 0.
    pub random: f64,
    pub district: Option<String>,
}

impl World {
    pub fn new(records: usize, seed: u64) -> Self {
        let designs = MODEL.catalogue.designs.len();
        Self { records, schools: 60, seed, effect: 1.0, offsets: vec![0.0; designs], random: 0.2, district: None }
    }

    /// Draws what happened.
    pub fn run(&self) -> Vec<OutcomeRecord> {
        let mut draw = Draw(self.seed.wrapping_mul(977).wrapping_add(13));
        let qualities: Vec<f64> = (0..self.schools).map(|_| draw.normal()).collect();
        (0..self.records).map(|at| self.record(&mut draw, at, qualities[at % self.schools])).collect()
    }

    fn record(&self, draw: &mut Draw, at: usize, quality: f64) -> OutcomeRecord {
        let profile = team(draw, quality, at);
        let scores = MODEL.scores(&profile);
        let chosen = if draw.unit() < self.random { draw.below(scores.len()) } else { self.by_score(draw, &scores) };
        let truth = |design: usize| scores[design].0 + self.offsets[design] * scores[design].1;
        let mean = (0..scores.len()).map(truth).sum::<f64>() / scores.len() as f64;
        let reached = 0.5 + self.effect * (truth(chosen) - mean) + 0.1 * quality + 0.2 * draw.normal();
        let offered = scores.iter().enumerate();
        let offered = offered.map(|(at, one)| Offered { design: DesignIndex::from(at), score: one.0 * 100.0 });
        let result = Observed {
            level: GuskeyLevel::Use,
            measure: "rubric".to_owned(),
            value: reached.clamp(0.0, 1.0),
            lowest: 0.0,
            highest: 1.0,
            people: Some(9),
            measured_on: None,
        };
        OutcomeRecord {
            profile,
            school: format!("school {}", at % self.schools),
            district: self.district.clone(),
            design: Some(DesignIndex::from(chosen)),
            offered: offered.collect(),
            results: vec![result],
            ..OutcomeRecord::default()
        }
    }

    /// The first place, or mostly one of the first.
    fn by_score(&self, draw: &mut Draw, scores: &[(f64, f64)]) -> usize {
        let best = |noise: &mut dyn FnMut() -> f64| {
            let noisy: Vec<f64> = scores.iter().map(|one| one.0 * 100.0 + noise()).collect();
            (0..noisy.len()).fold(0, |best, at| if noisy[at] > noisy[best] { at } else { best })
        };
        if self.random == 0.0 { best(&mut || 0.0) } else { best(&mut || 4.0 * draw.normal()) }
    }
}

/// A team whose answers follow its school's quality.
fn team(draw: &mut Draw, quality: f64, at: usize) -> Profile {
    let catalogue = &MODEL.catalogue;
    let answers = catalogue.factors.iter().map(|factor| answer(draw, catalogue, factor, quality)).collect();
    Profile { id: Some(format!("team {at}")), answers, ..Profile::default() }
}

fn answer(draw: &mut Draw, catalogue: &Catalogue, factor: &Factor, quality: f64) -> Option<Answer> {
    let follows = if factor.group == Group::Content { 0.0 } else { 0.6 };
    let mut level = |prior: &[f64]| {
        let latent = follows * quality + (1.0 - follows * follows).sqrt() * draw.normal();
        let below = |cell: usize| prior[..=cell].iter().sum::<f64>();
        let cell = (0..prior.len()).find(|cell| latent < quantile(below(*cell))).unwrap_or(prior.len() - 1);
        Rating::Level(Level::new((cell + 1) as f64).unwrap())
    };
    match factor.kind {
        Kind::Level => Some(Answer::Level(level(&factor.prior.levels))),
        Kind::PerResource => {
            Some(Answer::Each(factor.prior.resources.iter().map(|prior| Some(level(&prior.levels))).collect()))
        }
        Kind::Shares => Some(Answer::Shares(Shares::only(draw.below(factor.categories.len())))),
        Kind::PerDesign => Some(Answer::Each(vec![None; catalogue.designs.len()])),
    }
}

/// Offsets with a standard deviation, cut at 0.14.
pub fn drawn_offsets(seed: u64, spread: f64) -> Vec<f64> {
    let mut draw = Draw(seed ^ 0x5eed);
    (0..MODEL.catalogue.designs.len()).map(|_| (spread * draw.normal()).clamp(-0.14, 0.14)).collect()
}

/// The mean loss, in points, of taking the first place of offsets that are believed, when others are true.
pub fn regret(believed: &[f64], truth: &[f64], seed: u64) -> f64 {
    let mut draw = Draw(seed);
    let teams = 400;
    let lost = |draw: &mut Draw| {
        let quality = draw.normal();
        let scores = MODEL.scores(&team(draw, quality, 0));
        let score = |of: &[f64], at: usize| scores[at].0 + of[at] * scores[at].1;
        let first =
            |of: &[f64]| (0..scores.len()).fold(0, |best, at| if score(of, at) > score(of, best) { at } else { best });
        score(truth, first(truth)) - score(truth, first(believed))
    };
    (0..teams).map(|_| lost(&mut draw)).sum::<f64>() / f64::from(teams) * 100.0
}
