//! The case for and against one choice: strengths and risks with this team, how it fails elsewhere, where it was
//! studied, the dip to expect, and when judging it is fair.
//!
//! Every sentence comes from a template and claims no more than the grade of its evidence: findings begin with the
//! catalog's [`Grade::lead`](crate::catalogue::Grade). Nothing here is scored, and nothing reads a clock.

mod against;
mod contributions;
mod dip;
mod failures;
mod fairness;
mod favour;
mod grounds;
mod mending;
mod needs;
mod rival;
mod scene;
mod studied;

use crate::catalogue::FactorIndex;
use crate::sentences::Statement;
use crate::words::named;

pub use dip::ExpectedDip;
pub use failures::{FailureHere, Likelihood};
pub use fairness::FairJudgement;
pub use rival::Rival;
pub use scene::{Here, Scene};
pub use studied::{Distance, Distances, Studied};

/// The full case for and against a choice.
#[derive(Clone, Debug)]
pub struct Case {
    pub case_for: Vec<Argument>,
    /// Never empty: every design has something that is not known.
    pub case_against: Vec<Argument>,
    pub rival: Option<Rival>,
    pub fails_elsewhere: Vec<FailureHere>,
    pub studied: Vec<Studied>,
    pub dip: ExpectedDip,
    pub fair_judgement: FairJudgement,
    /// What has to be raised for it to work.
    pub mending: Vec<Argument>,
    /// Unanswered factors by index, heaviest first.
    pub unanswered: Vec<FactorIndex>,
}

/// One argument for or against a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    pub kind: ArgumentKind,
    /// The factor, kind of resource, limit or setting that it is about.
    pub factor: Option<String>,
    pub statement: Statement,
}

named! {
    /// The kind of an argument.
    ArgumentKind {
        /// An unmet requirement: the design is not feasible without it.
        CannotRun = "cannot_run",
        /// The request excludes it.
        LeftOut = "left_out",
        /// Another design ranks ahead of it.
        Behind = "behind",
        /// A critical need that is far from met.
        Gate = "gate",
        /// The points that an answer adds or takes away.
        Contribution = "contribution",
        /// An answer below what the design needs.
        BelowNeed = "below_need",
        /// The design that is hardest to tell apart from it.
        Rival = "rival",
        /// A study's finding.
        Finding = "finding",
        /// How much of the score rests on judgment.
        WeakEvidence = "weak_evidence",
        /// Unanswered factors.
        Unanswered = "unanswered",
        /// Something that is not known about the design.
        Unknown = "unknown",
        /// There is no such argument.
        Nothing = "nothing",
    }
}

impl Argument {
    fn new(kind: ArgumentKind, statement: Statement) -> Self {
        Self { kind, factor: None, statement }
    }

    fn about(self, factor: impl Into<String>) -> Self {
        Self { factor: Some(factor.into()), ..self }
    }
}

/// Builds the case for and against the scene's choice.
pub fn case(scene: &Scene<'_, '_>, here: &Here) -> Case {
    let unanswered = scene.unanswered();
    let rival = rival::rival(scene);
    Case {
        case_for: favour::case_for(scene),
        case_against: against::case_against(scene, rival.as_ref(), &unanswered),
        rival,
        fails_elsewhere: failures::failures(scene),
        studied: studied::studied(scene, here),
        dip: dip::dip(scene),
        fair_judgement: fairness::fair_judgement(scene),
        mending: mending::mending(scene),
        unanswered,
    }
}
