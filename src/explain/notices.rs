//! Notices about an answer as a whole, to read before acting on it.

use crate::answers::MILLION;
use crate::catalogue::{Catalogue, Environment, EnvironmentIndex, Kind, Pooled, Profile, TermIndex, Voices};
use crate::scoring::{
    Evaluation, Group, Mixtures, Placed, Ranking, Tables, TermMixture, UnmetGate, needs_more_trust, wants_practice,
};
use crate::words::{either, fill_counted, fill_text, in_sentence, list, named, text, two_decimals};

use super::disagreement::part_name;
use super::reasons::is_split;

/// The most low supplies named; a team cannot work on more at once.
const MOST_NAMED: usize = 4;

/// The places of a ranking that a planner looks at first.
const FIRST_PLACES: usize = 5;

/// One thing to know about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub kind: NoticeKind,
    pub text: String,
}

named! {
    NoticeKind {
        NothingFeasible = "nothing_feasible",
        EverythingExcluded = "everything_excluded",
        TooLittleKnown = "too_little_known",
        CostNotTested = "cost_not_tested",
        TieAtCut = "tie_at_cut",
        BuildConditionsFirst = "build_conditions_first",
        BeginWithOthersPractice = "begin_with_others_practice",
        LargeProgram = "large_program",
        EnvironmentsAlike = "environments_alike",
        SplitTeam = "split_team",
        PooledGroups = "pooled_groups",
    }
}

/// What an answer's notices depend on besides the evaluation.
#[derive(Clone, Copy, Debug)]
pub struct NoticeInput<'a> {
    pub ranking: &'a Ranking,
    pub too_little_known: bool,
    /// Environments in which the first place does as well as in its own, by index in the catalog; its own is included.
    pub alike: &'a [EnvironmentIndex],
    /// The number of places shown.
    pub top: usize,
}

/// All notices that apply, the most important first.
pub fn notices(evaluation: &Evaluation<'_>, input: NoticeInput<'_>) -> Vec<Notice> {
    let NoticeInput { ranking, too_little_known, alike, top } = input;
    let (catalogue, tables, mixtures) = (evaluation.catalogue(), evaluation.tables(), &evaluation.mixtures);
    let profile = &*evaluation.profile;
    let reader = Reader { evaluation, catalogue, tables, mixtures, ranking };
    let mut notices = Vec::new();
    let mut add = |kind, text: Option<String>| notices.extend(text.map(|text| Notice { kind, text }));
    if ranking.placed.is_empty() && ranking.not_feasible.is_empty() {
        add(NoticeKind::EverythingExcluded, Some(text("explain.notice.everything_excluded").to_owned()));
    } else if ranking.placed.is_empty() {
        add(NoticeKind::NothingFeasible, Some(text("explain.notice.nothing_feasible").to_owned()));
    }
    add(NoticeKind::TooLittleKnown, too_little_known.then(|| reader.too_little_known(profile)));
    add(NoticeKind::CostNotTested, evaluation.field.limits.cost_usd_per_teacher.and_then(|_| reader.cost_not_tested()));
    add(NoticeKind::TieAtCut, reader.tie_at_cut(top));
    add(NoticeKind::BuildConditionsFirst, reader.build_conditions_first());
    add(NoticeKind::BeginWithOthersPractice, reader.begin_with_others_practice());
    add(NoticeKind::LargeProgram, reader.large_program(profile));
    add(NoticeKind::EnvironmentsAlike, reader.environments_alike(alike));
    add(NoticeKind::SplitTeam, reader.split_team(profile));
    add(NoticeKind::PooledGroups, profile.voices.as_deref().and_then(|voices| reader.pooled_groups(voices)));
    notices
}

struct Reader<'a> {
    evaluation: &'a Evaluation<'a>,
    catalogue: &'a Catalogue,
    tables: &'a Tables,
    mixtures: &'a Mixtures,
    ranking: &'a Ranking,
}

impl Reader<'_> {
    fn too_little_known(&self, profile: &Profile) -> String {
        let known = profile.answers.iter().filter(|answer| answer.is_some()).count();
        let all = self.tables.factors().to_string();
        fill_counted("explain.notice.too_little_known", known, &[("known", &known.to_string()), ("all", &all)])
    }

    /// Designs that are not shown although they score as high as the last one shown: which of them is shown, the order of
    /// the names decides.
    fn tie_at_cut(&self, top: usize) -> Option<String> {
        let last = self.ranking.placed.get(top.checked_sub(1)?)?;
        let tied = self.ranking.placed.iter().skip(top).take_while(|place| place.score == last.score);
        let names: Vec<String> = tied.map(|place| self.name(place)).collect();
        (!names.is_empty()).then(|| fill_text("explain.notice.tie_at_cut", &[("names", &list(&names))]))
    }

    fn cost_not_tested(&self) -> Option<String> {
        let design = |place: &crate::scoring::Placed| &self.catalogue.designs[place.design];
        let unknown =
            self.ranking.placed.iter().filter(|place| design(place).dosage.cost_usd_per_teacher.is_none()).count();
        (unknown > 0).then(|| fill_text("explain.notice.cost_not_tested", &[("count", &unknown.to_string())]))
    }

    /// The conditions need work first where the first place has an unmet critical need, or where practice has to change
    /// and the first place does not embed it.
    fn build_conditions_first(&self) -> Option<String> {
        let first = self.ranking.placed.first()?;
        if self.evaluation.group(first.alternative) == Group::WorthBuildingToward {
            return Some(self.build_toward(first));
        }
        let wanted = self.wants_practice().filter(|_| !self.catalogue.embeds_practice(first.design))?;
        let embedding = self.ranking.placed.iter().find(|place| self.catalogue.embeds_practice(place.design));
        let mut sentences = vec![fill_text(
            "explain.notice.conditions.not_built_in",
            &[("outcome", &wanted), ("design", &self.name(first))],
        )];
        sentences.push(embedding.map_or_else(
            || text("explain.notice.conditions.none_builds_in").to_owned(),
            |place| {
                fill_text(
                    "explain.notice.conditions.best_builds_in",
                    &[("design", &self.name(place)), ("rank", &place.rank.to_string())],
                )
            },
        ));
        let low = self.low_supplies();
        if !low.is_empty() {
            sentences.push(fill_text("explain.notice.conditions.lowest", &[("names", &list(&low))]));
        }
        Some(sentences.join(" "))
    }

    fn name(&self, place: &Placed) -> String {
        in_sentence(&self.catalogue.designs[place.design].name)
    }

    fn build_toward(&self, first: &Placed) -> String {
        let unmet = self.evaluation.unmet_gates(first.alternative);
        let need = |one: &UnmetGate| {
            let name = in_sentence(&self.tables.terms[one.term].name);
            let (actual, required) = (two_decimals(one.actual_millionths), one.required.to_string());
            fill_text(
                "explain.notice.conditions.need",
                &[("factor", &name), ("actual", &actual), ("required", &required)],
            )
        };
        let needs: Vec<String> = unmet.iter().map(need).collect();
        let before = fill_text(
            "explain.notice.conditions.before_starting",
            &[("design", &self.name(first)), ("needs", &list(&needs))],
        );
        let can_begin = |place: &&Placed| self.evaluation.group(place.alternative) == Group::CanBeginNow;
        let Some(now) = self.ranking.placed.iter().find(can_begin) else { return before };
        format!("{before} {}", fill_text("explain.notice.conditions.begin_now", &[("design", &self.name(now))]))
    }

    /// The outcome type with the largest share, if application and mastery together have at least half.
    fn wants_practice(&self) -> Option<String> {
        let most = wants_practice(self.catalogue, self.tables, self.mixtures)?;
        let factor = self.catalogue.factor_index("outcome_type")?;
        Some(in_sentence(&self.catalogue.factors[factor].categories[most].name))
    }

    /// Needs of designs for which the setting is known to be below 2.
    fn low_supplies(&self) -> Vec<String> {
        let thresholds = &self.catalogue.model.notices;
        let terms = TermIndex::enumerate(&self.tables.terms);
        let low = terms.filter(|(index, term)| {
            self.catalogue.factors[term.factor].scoring.rule == "supply"
                && self.mixtures.mean_millionths(*index).is_some_and(|mean| (mean as f64) < thresholds.low_supply * 1e6)
        });
        low.map(|(_, term)| in_sentence(&term.name)).take(MOST_NAMED).collect()
    }

    /// Names the designs among the first places that show teachers' own practice where trust is below the need.
    fn begin_with_others_practice(&self) -> Option<String> {
        let factor = self.catalogue.factor_index("risk_taking_culture")?;
        let term = self.tables.first_term(factor);
        let trust = self.mixtures.mean_millionths(term)?;
        let shows = |place: &&Placed| needs_more_trust(self.catalogue, self.tables, self.mixtures, place.alternative);
        let places = self.ranking.placed.iter().take(FIRST_PLACES).filter(shows);
        let names: Vec<String> = places.map(|place| self.name(place)).collect();
        (!names.is_empty()).then(|| {
            fill_text("explain.notice.others_practice", &[("trust", &two_decimals(trust)), ("designs", &list(&names))])
        })
    }

    /// Names the designs among the first places whose effect is known to fade with size.
    fn large_program(&self, profile: &Profile) -> Option<String> {
        let teachers = profile.setting.program_teachers?;
        let fades = |place: &&Placed| self.tables.size_keeps(place.alternative, Some(teachers)) < MILLION;
        let places: Vec<&Placed> = self.ranking.placed.iter().take(FIRST_PLACES).filter(fades).collect();
        let keeps = self.tables.size_keeps(places.first()?.alternative, Some(teachers)) / 10_000;
        let names: Vec<String> = places.iter().map(|place| self.name(place)).collect();
        Some(fill_text(
            "explain.notice.large_program",
            &[("teachers", &teachers.to_string()), ("percent", &keeps.to_string()), ("designs", &list(&names))],
        ))
    }

    fn environments_alike(&self, alike: &[EnvironmentIndex]) -> Option<String> {
        let first = self.ranking.placed.first().filter(|_| alike.len() > 1)?;
        let environments: Vec<&Environment> = alike.iter().map(|at| &self.catalogue.environments[*at]).collect();
        let names: Vec<String> = environments.iter().map(|one| in_sentence(&one.name)).collect();
        let differ = |of: &dyn Fn(&Environment) -> f64| environments.windows(2).any(|two| of(two[0]) != of(two[1]));
        let decides = [
            (text("explain.notice.alike.travel"), differ(&|one| f64::from(u8::from(one.crosses_distance)))),
            (text("explain.notice.alike.coverage"), differ(&|one| one.cover_share.value)),
            (text("explain.notice.alike.technology"), differ(&|one| one.requirements.len() as f64)),
        ];
        let mut decides: Vec<String> =
            decides.iter().filter(|(_, differs)| *differs).map(|(what, _)| (*what).to_owned()).collect();
        if decides.is_empty() {
            decides.push(text("explain.notice.alike.preference").to_owned());
        }
        let design = &self.catalogue.designs[first.design].name;
        Some(fill_text(
            "explain.notice.alike.environments",
            &[("design", design), ("environments", &either(&names)), ("decides", &list(&decides))],
        ))
    }

    /// Names the factors that only groups answered, and those that only one group answered.
    fn pooled_groups(&self, voices: &Voices) -> Option<String> {
        let names = |pooled: &dyn Fn(&Pooled) -> bool| -> Vec<String> {
            let named = voices.pooled.iter().filter(|one| pooled(one));
            named.map(|one| part_name(self.catalogue, one.factor, one.part)).collect()
        };
        let all = names(&|_| true);
        if all.is_empty() {
            return None;
        }
        let pooled = fill_text("explain.notice.pooled.all", &[("names", &list(&all))]);
        let alone = if voices.groups.len() > 1 { names(&|one| one.groups == 1) } else { Vec::new() };
        if alone.is_empty() {
            return Some(pooled);
        }
        Some(format!("{pooled} {}", fill_text("explain.notice.pooled.by_one_group", &[("names", &list(&alone))])))
    }

    fn split_team(&self, profile: &Profile) -> Option<String> {
        let least = self.catalogue.model.notices.split_share;
        let terms = TermIndex::enumerate(&self.tables.terms);
        let split = terms.filter(|(index, term)| {
            // Pooled group answers do not count members, so their spread is not that of individuals.
            // People differ in their years and experience; that is not disagreement.
            let rule = self.catalogue.factors[term.factor].scoring.rule.as_str();
            self.tables.kinds[term.factor] == Kind::Level
                && !profile.is_pooled(term.factor)
                && rule != "match"
                && matches!(self.mixtures.term(*index), TermMixture::Team { mixture, .. } if is_split(mixture, least))
        });
        let names: Vec<String> = split.map(|(_, term)| in_sentence(&term.name)).collect();
        (!names.is_empty()).then(|| fill_text("explain.notice.split_team", &[("names", &list(&names))]))
    }
}
