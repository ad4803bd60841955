//! The beginning of an outcome record: what a decision knows of it.

use super::{Advisor, Decision};
use crate::catalogue::{DesignIndex, Profile};
use crate::outcomes::{Offered, OutcomeRecord};

impl Decision<'_> {
    /// Returns the record of the outcome, without results: the profile, where, what was chosen and how, and what else
    /// was on offer. `None` without a school, which every record needs.
    pub fn outcome(&self, advisor: &Advisor) -> Option<OutcomeRecord> {
        let (case, deciding) = (&self.case, self.deciding);
        let alternative = &advisor.tables().alternatives[case.alternative];
        let offer = |(design, score): (DesignIndex, i32)| Offered { design, score: f64::from(score) / 100.0 };
        let placed = case.ranking.placed.iter().map(|placed| (placed.design, placed.score));
        let mut offered: Vec<Offered> = placed.map(offer).collect();
        // What was chosen was on offer, even if it is not feasible or was left out of the comparison.
        if offered.iter().all(|one| one.design != alternative.design) {
            offered.push(offer((alternative.design, case.score)));
        }
        offered.sort_by_key(|one| one.design);
        Some(OutcomeRecord {
            // Pooled: what single groups answered is not part of a record that leaves the school.
            profile: Profile { voices: None, ..case.profile.clone() },
            school: deciding.school.clone()?,
            district: deciding.district.clone(),
            design: Some(alternative.design),
            environment: Some(alternative.environment),
            offered,
            lot: deciding.lot.as_ref().map(|lot| lot.designs.clone()).unwrap_or_default(),
            decided_on: deciding.decided_on,
            ..OutcomeRecord::default()
        })
    }
}
