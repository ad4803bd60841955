//! The case for and against one choice: what speaks for it with this team, what speaks against it, how it fails
//! elsewhere, where it was studied, the dip to expect, and when judging it is fair.
//!
//! Every sentence is made from a template, and none claims more than the grade of what it rests on: how it begins is
//! the catalogue's [`Grade::lead`](crate::catalogue::Grade). Nothing here is scored, and nothing reads a clock.

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

use super::statement::Statement;

pub use dip::ExpectedDip;
pub use failures::{FailureHere, Likelihood};
pub use fairness::FairJudgement;
pub use rival::Rival;
pub use scene::{Here, Scene};
pub use studied::{Distance, Distances, Studied};

/// All that is to be said of a choice.
#[derive(Clone, Debug)]
pub struct Case {
    pub case_for: Vec<Argument>,
    /// Never empty: something is not known of every design.
    pub case_against: Vec<Argument>,
    pub rival: Option<Rival>,
    pub fails_elsewhere: Vec<FailureHere>,
    pub studied: Vec<Studied>,
    pub dip: ExpectedDip,
    pub fair_judgement: FairJudgement,
    /// What would have to be raised for it to work.
    pub mending: Vec<Argument>,
    /// Factors that are not answered, by their places, heaviest first.
    pub unanswered: Vec<usize>,
}

/// One thing that speaks for or against a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    pub kind: ArgumentKind,
    /// The factor, kind of resource, limit or fact of the setting that it is about.
    pub factor: Option<String>,
    pub statement: Statement,
}

/// What kind of argument it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentKind {
    /// A need without which it cannot run.
    CannotRun,
    /// The request leaves it out.
    LeftOut,
    /// Another design stands before it.
    Behind,
    /// A critical need that is far from met.
    Gate,
    /// What an answer adds or takes.
    Contribution,
    /// An answer below what the design needs.
    BelowNeed,
    /// The design that is hardest to tell apart from it.
    Rival,
    /// What a study found.
    Finding,
    /// How much of the score is judged.
    WeakEvidence,
    /// Factors that are not answered.
    Unanswered,
    /// What is not known of the design.
    Unknown,
    /// There is nothing of the kind.
    Nothing,
}

impl Argument {
    fn new(kind: ArgumentKind, statement: Statement) -> Self {
        Self { kind, factor: None, statement }
    }

    fn about(self, factor: impl Into<String>) -> Self {
        Self { factor: Some(factor.into()), ..self }
    }
}

/// The case for and against what the scene shows.
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
