//! The kit of sentences: templates filled with words and numbers, where every number keeps an id and a sentence its
//! grade of evidence.
//!
//! What a sentence says is decided where the numbers are computed; the templates are in `src/words/`.

mod statement;

pub use statement::{Slot, Stated, Statement, items, number, tell, word};
