//! `model.toml`: versions, vocabularies, and numbers that belong to no single design or factor.

use super::factor::Side;
use super::grading::{GradeId, tables};
use super::judging::{Dip, FailureSigns, FairJudgement};
use super::study::StudyWords;

tables! {
    pub struct Model {
        catalogue_version: String,
        model_version: String,
        /// The catalog's description of itself.
        statement: String,
        #[serde(rename = "grade")] grades: Vec<Grade>,
        grade_widths: Graded,
        readiness: ReadinessTerms,
        gate: GateTerms,
        transfer: TransferTerms,
        alike_environments: AlikeTerms,
        #[serde(rename = "overlap", default)] overlaps: Vec<Overlap>,
        #[serde(rename = "interaction", default)] interactions: Vec<Interaction>,
        separation: Separation,
        notices: NoticeThresholds,
        travel: Travel,
        #[serde(rename = "not_alone", default)] not_alone: Vec<NotAlone>,
        questions: Questions,
        bundle: BundleTerms,
        voices: VoiceThresholds,
        first_five: FirstFive,
        #[serde(rename = "mechanism")] mechanisms: Vec<Mechanism>,
        study_words: StudyWords,
        failure_signs: FailureSigns,
        dip: Dip,
        fair_judgement: FairJudgement,
    }

    /// A grade of evidence; the file lists the best first.
    pub struct Grade {
        id: GradeId,
        meaning: String,
        /// The lead-in of a sentence based on evidence of this grade, such as `We judge this`.
        lead: String,
        /// Whether parts of a score with this grade count as weak evidence.
        weak: bool,
        /// The half width of a weight with this grade, as a share of the weight.
        half_width: f64,
        /// The half width of a design's value with this grade, on a scale of 0 to 1.
        number_half_width: f64,
    }

    /// The basis of the half widths of the grades.
    pub graded Graded {}

    /// The parameters of readiness.
    pub graded ReadinessTerms {
        /// The maximum sum of importance times weight of a design: the common denominator of all designs.
        most: f64,
    }

    /// The multiplier of a critical need, and the threshold for designs that can begin now.
    pub graded GateTerms {
        /// The share lost per missing level.
        slope: f64,
        /// The minimum share left.
        floor: f64,
        /// The minimum product of a design's gates for it to begin now; below it, the design is worth building toward.
        begin_now: f64,
    }

    /// The factors that turn learning into use, for designs without follow-up of their own.
    pub graded TransferTerms {
        /// A shares factor; its categories have values with and without follow-up.
        outcome: String,
        /// A level factor that raises use from its lowest to its highest level.
        support: String,
        /// A level factor; at its lowest level, a routine turns into use without support.
        complexity: String,
        /// The categories of the outcome that a routine can reach without support.
        routine_outcomes: Vec<String>,
    }

    /// When environments count as equally good for a team.
    pub graded AlikeTerms {
        /// Environments less than this many points below the best count as equally good.
        points: f64,
    }

    /// Factors (or kinds of resources, such as `resources.time`) that overlap and share one capped weight.
    pub graded Overlap { id: String, factors: Vec<String>, cap: f64 }

    /// An interaction of two factors.
    pub graded Interaction {
        id: String,
        name: String,
        /// The side that it is counted on; both factors are on this side.
        side: Side,
        first: End,
        second: End,
        weight: f64,
    }

    /// One factor of an interaction, and the end of its scale, 1 or 5, at which the interaction is strongest.
    pub struct End { factor: String, toward: u8 }

    /// Thresholds of an advantage, in standard deviations, for a clear or close first place.
    pub graded Separation {
        clear: f64,
        close: f64,
        /// The minimum share of answered factors for a clear first place.
        known_share: f64,
    }

    /// When an answer causes a notice.
    pub graded NoticeThresholds {
        /// Supplies below this level are named among the lowest.
        low_supply: f64,
        /// The minimum share of members at levels 1 and 2, and at 4 and 5, for a split team.
        split_share: f64,
    }

    /// When traveling is a risk for a design.
    pub graded Travel {
        /// The minimum number of meetings per year for a design that relies on regular meetings.
        regular_meetings: f64,
    }

    /// A factor that cannot be raised alone while another is low.
    pub graded NotAlone {
        factor: String,
        /// The factor that must be raised with it.
        unless: String,
        /// The rule applies while the other factor is at or below this level.
        at_or_below: f64,
    }

    /// When no more questions are needed.
    pub graded Questions {
        /// The minimum probability that first place stays for it to count as settled.
        settled: f64,
    }

    /// The parameters of bundles.
    pub graded BundleTerms {
        /// The weight of coverage in a bundle's score, 0 to 1; the rest is the mean of its designs' scores.
        coverage_weight: f64,
        hours_floor: HoursFloor,
    }

    /// The minimum hours of a bundle if practice should change; a shorter bundle is flagged.
    pub graded HoursFloor { value: f64 }

    /// When groups disagree, and how similar their rankings are.
    pub graded VoiceThresholds {
        /// The minimum difference between the lowest and highest mean, in levels, for groups to disagree on a factor.
        levels_apart: f64,
        /// The minimum total variation between two groups' shares, 0 to 1, for them to disagree.
        shares_apart: f64,
        /// The minimum tau-b for similar rankings.
        alike: f64,
        /// The minimum tau-b for partly similar rankings.
        partly_alike: f64,
    }

    /// The number of random profiles that the check scores.
    pub struct FirstFive { profiles: usize }

    /// A mechanism of professional learning and its group.
    pub struct Mechanism { id: String, group: String, name: String }
}
