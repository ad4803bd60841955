//! Rankings of the same team by each group's answers, and by each stakeholder's weights.

use std::sync::Arc;

use crate::catalogue::Profile;
use crate::explain::{Source, Voice, dependence, disagreements};
use crate::scoring::{Evaluation, Field, separate};

use super::Advisor;
use super::advice::Voices;

impl Advisor {
    /// The rankings by each group's answers on top of the joint ones, in the field of the main ranking.
    pub(super) fn groups<'a>(&'a self, profile: &'a Profile, evaluation: &Evaluation<'a>) -> Option<Voices> {
        let heard = profile.voices.as_deref()?;
        let voices = heard.groups.iter().map(|group| {
            let own = Profile { answers: heard.heard(group), voices: None, ..profile.clone() };
            voice(&group.name, &evaluation.with_profile(own))
        });
        let voices: Vec<Voice> = voices.collect();
        Some(Voices {
            dependence: dependence(&self.catalogue, &voices, Source::Answers),
            disagreements: Some(disagreements(&self.catalogue, heard)),
            voices,
        })
    }

    /// The rankings by each stakeholder's weights in place of the main ones; `None` without stakeholders.
    pub(super) fn stakeholders<'a>(
        &self,
        profile: &'a Profile,
        stakeholders: &[(String, Arc<Field<'a>>)],
    ) -> Option<Voices> {
        let of = |(name, field): &(String, Arc<Field<'a>>)| voice(name, &Evaluation::new(Arc::clone(field), profile));
        let voices: Vec<Voice> = stakeholders.iter().map(of).collect();
        (!voices.is_empty()).then(|| Voices {
            dependence: dependence(&self.catalogue, &voices, Source::Weights),
            disagreements: None,
            voices,
        })
    }
}

fn voice(name: &str, evaluation: &Evaluation<'_>) -> Voice {
    let ranking = evaluation.ranking();
    let known = evaluation.profile.answers.iter().filter(|answer| answer.is_some()).count();
    let verdict = separate(evaluation, &ranking, &evaluation.details(&ranking)).map(|separation| separation.verdict);
    Voice { name: name.to_owned(), known, ranking, verdict }
}
