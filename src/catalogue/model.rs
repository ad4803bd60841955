//! `model.toml`: versions, vocabularies, and the numbers that no single design or factor owns.

use serde::Deserialize;

use super::factor::Side;
use super::grading::{GradeId, Grading};
use super::judging::{Dip, FailureSigns, FairJudgement};
use super::study::StudyWords;

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    pub catalogue_version: String,
    pub model_version: String,
    /// What the catalogue says of itself.
    pub statement: String,
    #[serde(rename = "grade")]
    pub grades: Vec<Grade>,
    pub grade_widths: Graded,
    pub readiness: ReadinessTerms,
    pub gate: GateTerms,
    pub transfer: TransferTerms,
    pub alike_environments: AlikeTerms,
    #[serde(rename = "overlap", default)]
    pub overlaps: Vec<Overlap>,
    #[serde(rename = "interaction", default)]
    pub interactions: Vec<Interaction>,
    pub separation: Separation,
    pub notices: NoticeThresholds,
    pub travel: Travel,
    #[serde(rename = "not_alone", default)]
    pub not_alone: Vec<NotAlone>,
    pub questions: Questions,
    pub bundle: BundleTerms,
    pub voices: VoiceThresholds,
    pub first_five: FirstFive,
    #[serde(rename = "mechanism")]
    pub mechanisms: Vec<Mechanism>,
    pub study_words: StudyWords,
    pub failure_signs: FailureSigns,
    pub dip: Dip,
    pub fair_judgement: FairJudgement,
}

/// A grade of evidence, best first in the file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    pub id: GradeId,
    pub meaning: String,
    /// How a sentence begins that rests on evidence of this grade, as `We judge this`.
    pub lead: String,
    /// Whether parts of a score on this grade count as resting on weak evidence.
    pub weak: bool,
    /// How far a weight of this grade may lie from its value, as a share of it.
    pub half_width: f64,
    /// How far a design's worth on a number of this grade may lie from what is written, on the scale of 0 to 1.
    pub number_half_width: f64,
}

/// What stands behind the half widths of the grades.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Graded {
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// How readiness is counted.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadinessTerms {
    /// The largest sum of importances times weights that a design may have: the one denominator of all designs.
    pub most: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// How a critical need multiplies, and from which share on a design can begin now.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateTerms {
    /// What each level short of the need takes.
    pub slope: f64,
    /// What is always left.
    pub floor: f64,
    /// A design whose gates together keep at least this share can begin now; below it, it is worth building toward.
    pub begin_now: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The factors by which what is learned turns into use, for designs that bring no follow-up.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransferTerms {
    /// Answered by shares: its categories have the values alone and followed up.
    pub outcome: String,
    /// Answered by a level: raises use from its lowest to its highest level.
    pub support: String,
    /// Answered by a level: at its lowest, a routine turns into use without support.
    pub complexity: String,
    /// The categories of the outcome that a routine can reach without support.
    pub routine_outcomes: Vec<String>,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// When environments are alike for a team.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlikeTerms {
    /// Environments whose scores lie less than so many points below the best do as well.
    pub points: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// Factors (or kinds of resources, as `resources.time`) that ask for nearly the same thing and share one capped weight.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlap {
    pub id: String,
    pub factors: Vec<String>,
    pub cap: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A term over two factors.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interaction {
    pub id: String,
    pub name: String,
    /// The block that it is counted in; both factors are on that side.
    pub side: Side,
    pub first: End,
    pub second: End,
    pub weight: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// One factor of an interaction and the end of its scale, 1 or 5, toward which the term bites.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    pub factor: String,
    pub toward: u8,
}

/// How many standard deviations a lead takes to be called clear or close.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Separation {
    pub clear: f64,
    pub close: f64,
    /// The least share of factors that must be answered before anything is called clear.
    pub known_share: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// When an answer carries a notice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeThresholds {
    /// Below this level a supply is named among what is lowest.
    pub low_supply: f64,
    /// The share of members at 1 and 2, and at 4 and 5, from which a team is split.
    pub split_share: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// When travelling stands against a design.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Travel {
    /// Meetings a year from which a design lives on meeting regularly.
    pub regular_meetings: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A factor that is not raised by itself where another is low.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotAlone {
    pub factor: String,
    /// The factor that is raised with it.
    pub unless: String,
    /// The level of that factor up to which the rule holds.
    pub at_or_below: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// When no more questions are needed.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questions {
    /// The chance that the first place stays from which an answer counts as settled.
    pub settled: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// What counts when designs are coupled in one learning experience.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleTerms {
    /// The share of a bundle's score that its coverage makes up, 0 to 1; the rest is the mean of its designs' scores.
    pub coverage_weight: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
    pub hours_floor: HoursFloor,
}

/// Hours of a whole bundle below which it is flagged where practice is to change.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoursFloor {
    pub value: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// When groups stand apart, and how alike their rankings are called.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceThresholds {
    /// From so many levels between the lowest and the highest mean, groups stand apart on a factor.
    pub levels_apart: f64,
    /// From this total variation between two groups' shares, 0 to 1.
    pub shares_apart: f64,
    /// From this tau-b on, rankings are called much alike.
    pub alike: f64,
    /// From this tau-b on, they are called alike in part.
    pub partly_alike: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// How many random profiles the check scores.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstFive {
    pub profiles: usize,
}

/// One of the mechanisms by which professional learning works, and its group.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mechanism {
    pub id: String,
    pub group: String,
    pub name: String,
}

impl Interaction {
    pub fn grading(&self) -> Grading<'_> {
        Grading { grade: &self.grade, rationale: &self.rationale, sources: &self.sources }
    }
}
