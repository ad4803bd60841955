//! Why: the sentence behind every contribution, what of a score rests on weak evidence, and what has to be said of an
//! answer as a whole.
//!
//! Every sentence comes from a template over the numbers that were scored; nothing is computed a second time here.

mod agreement;
mod disagreement;
mod evidence;
mod notices;
mod sentences;
mod statement;
mod voices;
pub mod weights;
mod words;

pub use agreement::tau_b;
pub use disagreement::{Apart, Disagreement, disagreements};
pub use evidence::WeakEvidence;
pub use notices::{Notice, NoticeKind, notices};
pub use sentences::{Reason, Sentences};
pub use statement::{Slot, Stated, Statement, number, tell, word};
pub use voices::{Dependence, Moved, Source, TOP, Voice, dependence};
pub use weights::Capability;
pub use words::{decimal, in_sentence, list, two_decimals};
