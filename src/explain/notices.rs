//! What has to be said of an answer as a whole before anyone acts on it.

use crate::catalogue::{Catalogue, Kind, Pooled, Profile, Voices};
use crate::scoring::{Limits, Mixtures, Ranking, Tables, TermMixture, conditions, shows_own_practice, wants_practice};

use super::disagreement::part_name;
use super::sentences::is_split;
use super::words::{in_sentence, list, two_decimals};

/// How many low supplies are named; more than these are not worked on at once.
const MOST_NAMED: usize = 4;

/// One thing to know about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeKind {
    NothingFeasible,
    EverythingExcluded,
    TooLittleKnown,
    CostNotTested,
    BuildConditionsFirst,
    BeginWithOthersPractice,
    SplitTeam,
    PooledGroups,
}

/// All notices that apply, in the order of their weight.
pub fn notices(
    catalogue: &Catalogue,
    tables: &Tables,
    mixtures: &Mixtures,
    profile: &Profile,
    ranking: &Ranking,
    limits: &Limits,
    too_little_known: bool,
) -> Vec<Notice> {
    let reader = Reader { catalogue, tables, mixtures, ranking };
    let mut notices = Vec::new();
    let mut say = |kind, text: Option<String>| notices.extend(text.map(|text| Notice { kind, text }));
    if ranking.placed.is_empty() && ranking.not_feasible.is_empty() {
        say(NoticeKind::EverythingExcluded, Some("Every design was excluded, so there is nothing to rank.".to_owned()));
    } else if ranking.placed.is_empty() {
        let text = "No design can run as things stand; what each of them needs is listed with it.";
        say(NoticeKind::NothingFeasible, Some(text.to_owned()));
    }
    say(NoticeKind::TooLittleKnown, too_little_known.then(|| reader.too_little_known(profile)));
    say(NoticeKind::CostNotTested, limits.cost_usd_per_teacher.and_then(|_| reader.cost_not_tested()));
    say(NoticeKind::BuildConditionsFirst, reader.build_conditions_first());
    say(NoticeKind::BeginWithOthersPractice, reader.begin_with_others_practice());
    say(NoticeKind::SplitTeam, reader.split_team(profile));
    say(NoticeKind::PooledGroups, profile.voices.as_deref().and_then(|voices| reader.pooled_groups(voices)));
    notices
}

struct Reader<'a> {
    catalogue: &'a Catalogue,
    tables: &'a Tables,
    mixtures: &'a Mixtures,
    ranking: &'a Ranking,
}

impl Reader<'_> {
    fn too_little_known(&self, profile: &Profile) -> String {
        let known = profile.answers.iter().filter(|answer| answer.is_some()).count();
        let all = self.tables.factors();
        let are = if known == 1 { "is" } else { "are" };
        format!("Too little is known: {known} of {all} factors {are} answered, so nothing here is called clear.")
    }

    fn cost_not_tested(&self) -> Option<String> {
        let design = |place: &crate::scoring::Placed| &self.catalogue.designs[place.design];
        let unknown =
            self.ranking.placed.iter().filter(|place| design(place).dosage.cost_usd_per_teacher.is_none()).count();
        (unknown > 0).then(|| {
            format!(
                "The limit on cost was not tested for {unknown} of the designs ranked here: no cost of theirs is known."
            )
        })
    }

    /// Where the first place lacks what it cannot do without, or practice has to change and what comes first does not
    /// embed it, the setting is what needs work.
    fn build_conditions_first(&self) -> Option<String> {
        let first = self.ranking.placed.first()?;
        let unmet = conditions(self.catalogue, self.tables, self.mixtures, first.alternative);
        if !unmet.is_empty() {
            let needs: Vec<String> = unmet
                .iter()
                .map(|one| {
                    let name = in_sentence(&self.tables.terms[one.term].name);
                    format!("{name} ({}, {} needed)", two_decimals(one.actual_millionths), one.need)
                })
                .collect();
            let design = in_sentence(&self.catalogue.designs[first.design].name);
            return Some(format!("Build the conditions for {design} first: {}.", list(&needs)));
        }
        let wanted = self.wants_practice().filter(|_| !self.catalogue.embeds_practice(first.design))?;
        let low = self.low_supplies();
        Some(if low.is_empty() {
            format!(
                "The outcome wanted is {wanted}, and what comes first does not embed practice in the classroom; \
                 not_feasible tells what keeps other designs from running."
            )
        } else {
            format!(
                "The outcome wanted is {wanted}, and no design that embeds practice in the classroom comes first as things \
                 stand. Build the conditions first; among the lowest are {}.",
                list(&low)
            )
        })
    }

    /// The outcome type that holds most, if application and mastery together hold at least half.
    fn wants_practice(&self) -> Option<String> {
        let most = wants_practice(self.catalogue, self.tables, self.mixtures)?;
        let factor = self.catalogue.factor_index("outcome_type")?;
        Some(in_sentence(&self.catalogue.factors[factor].categories[most].name))
    }

    /// What is known to stand below 2 among what designs need of the setting.
    fn low_supplies(&self) -> Vec<String> {
        let thresholds = &self.catalogue.model.notices;
        let terms = self.tables.terms.iter().enumerate();
        let low = terms.filter(|(index, term)| {
            self.catalogue.factors[term.factor].scoring.rule == "supply"
                && self.mixtures.mean_millionths(*index).is_some_and(|mean| (mean as f64) < thresholds.low_supply * 1e6)
        });
        low.map(|(_, term)| in_sentence(&term.name)).take(MOST_NAMED).collect()
    }

    fn begin_with_others_practice(&self) -> Option<String> {
        let factor = self.catalogue.factor_index("risk_taking_culture")?;
        let term = self.tables.factor_terms[factor].start;
        let trust = self.mixtures.mean_millionths(term)?;
        let first = self.ranking.placed.first()?;
        let design = &self.catalogue.designs[first.design];
        let low_trust = self.catalogue.model.notices.low_trust;
        let shows = shows_own_practice(self.catalogue, self.tables, first.alternative);
        (trust as f64 <= low_trust * 1e6 && shows).then(|| {
            format!(
                "Trust stands at {}, and {} puts one's own practice before colleagues. Begin with the practice of others \
                 (cases, lessons on video, visits to volunteers), move to one's own when people are ready, and keep it \
                 apart from appraisal.",
                two_decimals(trust),
                in_sentence(&design.name)
            )
        })
    }

    /// What was answered by groups alone, and by how many of them.
    fn pooled_groups(&self, voices: &Voices) -> Option<String> {
        let names = |pooled: &dyn Fn(&Pooled) -> bool| -> Vec<String> {
            let named = voices.pooled.iter().filter(|one| pooled(one));
            named.map(|one| part_name(self.catalogue, one.factor, one.part)).collect()
        };
        let all = names(&|_| true);
        if all.is_empty() {
            return None;
        }
        let text = format!(
            "There is no common answer on {}: what groups answered there is pooled, each group counting alike.",
            list(&all)
        );
        let alone = if voices.groups.len() > 1 { names(&|one| one.groups == 1) } else { Vec::new() };
        Some(if alone.is_empty() { text } else { format!("{text} Only one group answered on {}.", list(&alone)) })
    }

    fn split_team(&self, profile: &Profile) -> Option<String> {
        let least = self.catalogue.model.notices.split_share;
        let terms = self.tables.terms.iter().enumerate();
        let split = terms.filter(|(index, term)| {
            // What groups answered is pooled, and their spread is no count of members.
            // People differ in their years and in what they have met; that is no disagreement.
            let rule = self.catalogue.factors[term.factor].scoring.rule.as_str();
            self.tables.kinds[term.factor] == Kind::Level
                && !profile.is_pooled(term.factor)
                && rule != "match"
                && matches!(self.mixtures.term(*index), TermMixture::Team { mixture, .. } if is_split(mixture, least))
        });
        let names: Vec<String> = split.map(|(_, term)| in_sentence(&term.name)).collect();
        (!names.is_empty()).then(|| {
            format!(
                "Members stand far apart on {}: at least a quarter answer 1 or 2 and a quarter 4 or 5. The score averages \
                 what suits each of them; talk about the difference first.",
                list(&names)
            )
        })
    }
}
