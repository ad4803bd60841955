//! `model.toml`: versions, vocabularies, and numbers that belong to no single design or factor.

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
    /// The catalog's description of itself.
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

/// A grade of evidence; the file lists the best first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grade {
    pub id: GradeId,
    pub meaning: String,
    /// The lead-in of a sentence based on evidence of this grade, such as `We judge this`.
    pub lead: String,
    /// Whether parts of a score with this grade count as weak evidence.
    pub weak: bool,
    /// The half width of a weight with this grade, as a share of the weight.
    pub half_width: f64,
    /// The half width of a design's value with this grade, on a scale of 0 to 1.
    pub number_half_width: f64,
}

/// The basis of the half widths of the grades.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Graded {
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The parameters of readiness.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadinessTerms {
    /// The maximum sum of importance times weight of a design: the common denominator of all designs.
    pub most: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The multiplier of a critical need, and the threshold for designs that can begin now.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GateTerms {
    /// The share lost per missing level.
    pub slope: f64,
    /// The minimum share left.
    pub floor: f64,
    /// The minimum product of a design's gates for it to begin now; below it, the design is worth building toward.
    pub begin_now: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The factors that turn learning into use, for designs without follow-up of their own.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransferTerms {
    /// A shares factor; its categories have values with and without follow-up.
    pub outcome: String,
    /// A level factor that raises use from its lowest to its highest level.
    pub support: String,
    /// A level factor; at its lowest level, a routine turns into use without support.
    pub complexity: String,
    /// The categories of the outcome that a routine can reach without support.
    pub routine_outcomes: Vec<String>,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// When environments count as equally good for a team.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AlikeTerms {
    /// Environments less than this many points below the best count as equally good.
    pub points: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// Factors (or kinds of resources, such as `resources.time`) that overlap and share one capped weight.
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

/// An interaction of two factors.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interaction {
    pub id: String,
    pub name: String,
    /// The side that it is counted on; both factors are on this side.
    pub side: Side,
    pub first: End,
    pub second: End,
    pub weight: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// One factor of an interaction, and the end of its scale, 1 or 5, at which the interaction is strongest.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    pub factor: String,
    pub toward: u8,
}

/// Thresholds of an advantage, in standard deviations, for a clear or close first place.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Separation {
    pub clear: f64,
    pub close: f64,
    /// The minimum share of answered factors for a clear first place.
    pub known_share: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// When an answer causes a notice.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeThresholds {
    /// Supplies below this level are named among the lowest.
    pub low_supply: f64,
    /// The minimum share of members at levels 1 and 2, and at 4 and 5, for a split team.
    pub split_share: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// When traveling is a risk for a design.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Travel {
    /// The minimum number of meetings per year for a design that relies on regular meetings.
    pub regular_meetings: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// A factor that cannot be raised alone while another is low.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NotAlone {
    pub factor: String,
    /// The factor that must be raised with it.
    pub unless: String,
    /// The rule applies while the other factor is at or below this level.
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
    /// The minimum probability that first place stays for it to count as settled.
    pub settled: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The parameters of bundles.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleTerms {
    /// The weight of coverage in a bundle's score, 0 to 1; the rest is the mean of its designs' scores.
    pub coverage_weight: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
    pub hours_floor: HoursFloor,
}

/// The minimum hours of a bundle if practice should change; a shorter bundle is flagged.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HoursFloor {
    pub value: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// When groups disagree, and how similar their rankings are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoiceThresholds {
    /// The minimum difference between the lowest and highest mean, in levels, for groups to disagree on a factor.
    pub levels_apart: f64,
    /// The minimum total variation between two groups' shares, 0 to 1, for them to disagree.
    pub shares_apart: f64,
    /// The minimum tau-b for similar rankings.
    pub alike: f64,
    /// The minimum tau-b for partly similar rankings.
    pub partly_alike: f64,
    pub grade: GradeId,
    pub rationale: String,
    #[serde(default)]
    pub sources: Vec<String>,
}

/// The number of random profiles that the check scores.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FirstFive {
    pub profiles: usize,
}

/// A mechanism of professional learning and its group.
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
