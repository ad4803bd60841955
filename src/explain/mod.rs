//! Explanations: the sentence behind every contribution, how much of a score rests on weak evidence, the notices about
//! an answer as a whole, contrasts of two designs, cases, and groups.
//!
//! Every sentence comes from a template over the scored numbers; nothing is computed a second time here.

mod agreement;
mod by_hand;
mod case;
mod contrast;
mod disagreement;
mod evidence;
mod gates;
mod notices;
mod reasons;
mod voices;
pub mod weights;

pub use agreement::tau_b;
pub use by_hand::{ByHand, ByHandKind, Settings, by_hand};
pub use case::{
    Argument, ArgumentKind, Case, Distance, Distances, ExpectedDip, FailureHere, FairJudgement, Here, Likelihood,
    Rival, Scene, Studied, case,
};
pub use contrast::{Contrast, FactorDifference, Support, Tradeoff, contrast};
pub use disagreement::{Apart, Disagreement, disagreements};
pub use evidence::WeakEvidence;
pub use gates::{gate_in_words, gate_reason, is_worth_a_warning};
pub use notices::{Notice, NoticeInput, NoticeKind, notices};
pub use reasons::{PreparedReasons, Reason};
pub use voices::{Dependence, Moved, Source, TOP, Voice, dependence};
