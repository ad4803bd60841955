//! The dip: performance and confidence may fall while people learn something new. Its depth is a judgment, which
//! the text makes clear.

use super::grounds::grounds;
use super::scene::Scene;
use crate::catalogue::{Depth, Pull};
use crate::sentences::{Statement, number, tell, word};
use crate::words::{in_sentence, text, two_decimals};

/// The dip that this team should expect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedDip {
    /// The index of its depth in `model.toml`.
    pub depth: usize,
    /// What a dip is.
    pub about: Statement,
    /// What to expect here.
    pub here: Statement,
    /// Which answers deepen it and which hardly do.
    pub because: Vec<Statement>,
}

/// A pull deepens the dip from this share of its maximum on.
const DEEPENS: f64 = 0.5;

pub(super) fn dip(scene: &Scene<'_, '_>) -> ExpectedDip {
    let dip = &scene.catalogue().model.dip;
    let pulled = dip.pulls.iter().filter_map(|pull| Some(scene.pull(pull)?.0 * pull.most));
    let sum: f64 = pulled.sum();
    let depth = dip.depth.iter().rposition(|depth| depth.from <= sum + 1e-9).unwrap_or(0);
    let means = dip.depth.get(depth).map_or("", |depth: &Depth| &depth.means);
    let here = tell(text("explain.case.dip.here"), &[word("means", means)]);
    ExpectedDip {
        depth,
        about: grounds(scene.catalogue(), &dip.grade, &dip.about, &dip.sources),
        here: here.graded(&dip.grade),
        because: dip.pulls.iter().filter_map(|pull| because(scene, pull)).collect(),
    }
}

fn because(scene: &Scene<'_, '_>, pull: &Pull) -> Option<Statement> {
    let (share, level, term) = scene.pull(pull)?;
    let term = &scene.tables().terms[term];
    let slots = [
        word("factor", in_sentence(&term.name)),
        number("level", format!("profile.{}", term.path), level.map_or_else(String::new, two_decimals)),
    ];
    let template = match (level, share >= DEEPENS) {
        (Some(_), true) => text("explain.case.dip.answer_deepens"),
        (Some(_), false) => text("explain.case.dip.answer_hardly_deepens"),
        (None, true) => text("explain.case.dip.typical_deepens"),
        (None, false) => text("explain.case.dip.typical_hardly_deepens"),
    };
    Some(tell(template, &slots).graded(&scene.catalogue().model.dip.grade))
}
