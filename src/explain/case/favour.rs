//! The case for the choice.

use super::contributions::contributions;
use super::scene::Scene;
use super::studied::finding;
use super::{Argument, ArgumentKind};
use crate::catalogue::Direction;
use crate::sentences::{tell, word};
use crate::words::text;

/// The answers that add most, then positive findings from sources that were read.
pub(super) fn case_for(scene: &Scene<'_, '_>) -> Vec<Argument> {
    let mut arguments = contributions(scene, true);
    let weak = |grade| scene.catalogue().grade(grade).is_none_or(|grade| grade.weak);
    let found = scene.design().evidence.iter().filter(|one| one.direction == Direction::Positive && !weak(&one.grade));
    arguments.extend(found.map(|one| Argument::new(ArgumentKind::Finding, finding(scene.catalogue(), one))));
    if arguments.is_empty() {
        let nothing = tell(text("explain.case.nothing_for"), &[word("design", scene.name())]);
        arguments.push(Argument::new(ArgumentKind::Nothing, nothing));
    }
    arguments
}
