//! The same team as each of its groups sees it, and as each stakeholder would weigh it.

use crate::catalogue::Profile;
use crate::explain::{Source, Voice, dependence, disagreements};
use crate::scoring::{Evaluation, WeightError};

use super::Advisor;
use super::advice::{Options, Voices};
use super::recommend::separation;

impl Advisor {
    /// What each group's answers over the common ones give, in the field of the main ranking.
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

    /// What each stakeholder's weights give, in place of those of the main ranking.
    pub(super) fn stakeholders(&self, profile: &Profile, options: &Options) -> Result<Option<Voices>, WeightError> {
        if options.stakeholders.is_empty() {
            return Ok(None);
        }
        let voices = options.stakeholders.iter().map(|one| {
            let multipliers = Some(one.multipliers.clone());
            let own = Options { multipliers, stakeholders: Vec::new(), ..options.clone() };
            Ok(voice(&one.name, &self.evaluate(profile, &own)?))
        });
        let voices = voices.collect::<Result<Vec<Voice>, WeightError>>()?;
        let dependence = dependence(&self.catalogue, &voices, Source::Weights);
        Ok(Some(Voices { voices, disagreements: None, dependence }))
    }
}

fn voice(name: &str, evaluation: &Evaluation<'_>) -> Voice {
    let ranking = evaluation.ranking();
    let known = evaluation.profile.answers.iter().filter(|answer| answer.is_some()).count();
    let verdict = separation(evaluation, &ranking).map(|(separation, _)| separation.verdict);
    Voice { name: name.to_owned(), known, ranking, verdict }
}
