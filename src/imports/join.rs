//! Fills in unanswered factors from profiles with the same id, such as leaders' answers.

use super::error::ImportError;
use crate::advisor::Advisor;
use crate::catalogue::{Answer, Profile};
use crate::wire::read_profile_or_request;

/// Fills in from profiles, one per line; keeps answers that a team already has.
pub(super) fn join(advisor: &Advisor, lines: &[u8], profiles: &mut [Profile]) -> Result<(), ImportError> {
    for (at, line) in lines.split(|byte| *byte == b'\n').enumerate().filter(|(_, line)| !line.trim_ascii().is_empty()) {
        let other =
            read_profile_or_request(advisor, line).map_err(|problem| ImportError::Join { line: at + 1, problem })?;
        for profile in profiles.iter_mut().filter(|profile| profile.id == other.profile.id) {
            for (answer, known) in profile.answers.iter_mut().zip(&other.profile.answers) {
                fill(answer, known.as_ref());
            }
            profile.setting = profile.setting.or(other.profile.setting);
        }
    }
    Ok(())
}

fn fill(answer: &mut Option<Answer>, known: Option<&Answer>) {
    match (answer, known) {
        (Some(Answer::Each(parts)), Some(Answer::Each(known))) => {
            parts
                .iter_mut()
                .zip(known)
                .filter(|(part, _)| part.is_none())
                .for_each(|(part, known)| part.clone_from(known));
        }
        (answer @ None, Some(known)) => *answer = Some(known.clone()),
        _ => {}
    }
}
