//! What the needs, goals, and strategies show, and how they are linked.

use super::{Share, backed, contrary, if_stated, list, open, partly};
use crate::catalogue::Group;
use crate::planning::audit::Verdict;
use crate::planning::behind::{Behind, Missing};
use crate::planning::fill_numbers;
use crate::planning::links::Part;
use crate::planning::plan::{About, DataKind, Evidence, Goal, LearningNeed, Need, Strategy};
use crate::words::{counted, fill_text, text};

/// In our judgment, this many initiatives, or more student goals than this, are too many priorities.
const MANY: usize = 3;

fn all_evidence<'a>(behind: &Behind<'_, 'a>) -> Vec<&'a Evidence> {
    behind.facts.plan.needs.iter().flat_map(|need| &need.evidence).collect()
}

pub(super) fn one_source_of_data(behind: &Behind<'_, '_>) -> Verdict {
    let kinds = |is_meant: &dyn Fn(&Evidence) -> bool| {
        let all = all_evidence(behind).into_iter().filter(|one| is_meant(one));
        let mut kinds: Vec<DataKind> = all.filter_map(|one| one.kind).collect();
        kinds.sort();
        kinds.dedup();
        kinds
    };
    let named = kinds(&|_| true);
    let evident = kinds(&|one| behind.is_evident(one));
    match named.len() {
        0 => open(),
        1 => contrary("/needs", list(text("planning.audit.kinds_of_data.one"), &named)),
        _ => {
            let evidence = list(text("planning.audit.kinds_of_data.other"), &named);
            backed(evident.len() > 1, "/needs", evidence, Missing::Evidence)
        }
    }
}

pub(super) fn system_data_missing(behind: &Behind<'_, '_>) -> Verdict {
    let all: Vec<&Evidence> = all_evidence(behind).into_iter().filter(|one| one.about.is_some()).collect();
    let share = Share::of(&all, |one| one.about != Some(About::Students), |one| behind.is_evident(one));
    share.some("/needs", "system_data_missing", Missing::Evidence)
}

/// Met if the learning follows from a goal and a design with sessions teaches it.
pub(super) fn unrelated_topics(behind: &Behind<'_, '_>) -> Verdict {
    let links = &behind.facts.links;
    let of_goal = |id: &String| links.get(id).is_some_and(|node| node.part == Part::Goal);
    let scheduled = behind.scheduled();
    let is_taught = |need: &LearningNeed| {
        let own = |id: &String| Some(id) == need.id.as_ref();
        behind.text(need.text.as_ref()).is_some() && scheduled.iter().any(|one| one.asked.follows_from.iter().any(own))
    };
    let is_linked = |need: &LearningNeed| need.follows_from.iter().any(of_goal);
    let share = Share::of(&behind.facts.plan.learning_needs, is_linked, is_taught);
    share.all("/learning_needs", text("planning.audit.unrelated_topics.some"), Missing::Session)
}

/// Met if the goals follow from needs with evidence of two kinds; a need alone may be an impression.
pub(super) fn not_from_needs(behind: &Behind<'_, '_>) -> Verdict {
    let links = &behind.facts.links;
    let is_linked = |goal: &Goal| goal.follows_from.iter().any(|id| links.is_from_need(id));
    let has_evidence = behind.facts.plan.needs.iter().any(|need| is_evident(behind, need));
    let is_backed = |goal: &Goal| has_evidence && behind.text(goal.text.as_ref()).is_some() && behind.is_dated(goal.by);
    let share = Share::of(&behind.facts.plan.goals, is_linked, is_backed);
    share.all("/goals", text("planning.audit.not_from_needs.some"), Missing::Evidence)
}

/// Whether a need has words of its own and evidence about students.
fn is_evident(behind: &Behind<'_, '_>, need: &Need) -> bool {
    let of_students = |one: &&Evidence| one.about == Some(About::Students);
    let has_evidence = need.evidence.iter().filter(of_students).any(|one| behind.is_evident(one));
    let says = [&need.expected, &need.missing, &need.gap].into_iter().any(|text| behind.text(text.as_ref()).is_some());
    says && has_evidence
}

/// Met if the profile knows what educators bring to it.
pub(super) fn stand_alone(behind: &Behind<'_, '_>) -> Verdict {
    let needs = &behind.facts.plan.learning_needs;
    let builds = |need: &LearningNeed| behind.text(need.builds_on.as_ref()).is_some();
    let is_known = ["initial_understanding", "content_experience"].iter().any(|id| behind.rated(id).is_some());
    if !needs.is_empty() && !needs.iter().any(builds) {
        return contrary("/learning_needs", text("planning.audit.stand_alone.none"));
    }
    let share = Share::of(needs, builds, |_| is_known);
    share.all("/learning_needs", text("planning.audit.stand_alone.some"), Missing::Survey)
}

pub(super) fn not_all_students(behind: &Behind<'_, '_>) -> Verdict {
    let known: Vec<&Need> = behind.facts.plan.needs.iter().filter(|need| need.all_students.is_some()).collect();
    let share = Share::of(&known, |need| need.all_students == Some(true), |need| is_evident(behind, need));
    share.all("/needs", text("planning.audit.not_all_students.some"), Missing::Evidence)
}

/// Met if members answered about themselves; levels that were entered for them are stated.
pub(super) fn background_ignored(behind: &Behind<'_, '_>) -> Verdict {
    let Some(profile) = &behind.facts.plan.profile else { return open() };
    let factors = || behind.facts.catalogue.factors.iter().zip(&profile.answers);
    let individual = || factors().filter(|(one, _)| one.group == Group::Individual);
    let known = individual().filter(|(_, answer)| answer.is_some()).count();
    let asked = individual().any(|(one, _)| behind.rated(&one.id).is_some_and(|rated| rated.by_members));
    let all = individual().count();
    let evidence = fill_numbers(text("planning.audit.background_ignored"), known, all);
    match known {
        0 => contrary("/profile", evidence),
        _ if 2 * known < all => partly("/profile", evidence),
        _ => backed(asked, "/profile", evidence, Missing::Survey),
    }
}

/// Goals that come from the improvement plan are linked to its standards, once that plan has an owner and an end.
pub(super) fn existing_plan_ignored(behind: &Behind<'_, '_>) -> Verdict {
    let (plan, extends) = (behind.facts.plan, &behind.facts.plan.extends);
    let shared = plan.goals.iter().filter(|goal| goal.from_existing == Some(true)).count();
    let Some(name) = extends.name.as_deref().filter(|_| shared > 0) else { return open() };
    let slots = [("plan", name), ("number", &*shared.to_string())];
    let evidence = fill_text(
        &format!("planning.implementation.existing_plan.{}", if shared == 1 { "one" } else { "other" }),
        &slots,
    );
    let owned = behind.is_role(extends.owner.as_ref()) && behind.is_dated(extends.until);
    backed(owned && behind.text(extends.name.as_ref()).is_some(), "/extends", evidence, Missing::Owner)
}

/// Few goals are met by strategies that serve them with named resources.
pub(super) fn too_many_priorities(behind: &Behind<'_, '_>) -> Verdict {
    let plan = behind.facts.plan;
    let goals = plan.goals.iter().filter(|goal| goal.about == Some(About::Students)).count();
    let initiatives = plan.people.initiatives.unwrap_or(0) as usize;
    if initiatives >= MANY {
        let evidence = fill_numbers(text("planning.audit.priorities.initiatives"), initiatives, MANY);
        return contrary("/people/initiatives", evidence);
    }
    match goals {
        0 => open(),
        _ if goals > MANY => contrary("/goals", fill_numbers(text("planning.audit.priorities.goals"), goals, MANY)),
        _ => {
            let evidence = fill_numbers(counted("planning.audit.priorities", goals), goals, MANY);
            backed(plan.strategies.iter().any(|one| has_resources(behind, one)), "/goals", evidence, Missing::Owner)
        }
    }
}

/// Whether a strategy names its resources and has an owner.
fn has_resources(behind: &Behind<'_, '_>, one: &Strategy) -> bool {
    behind.text(one.resources.as_ref()).is_some() && behind.is_owned(one)
}

pub(super) fn no_resources_named(behind: &Behind<'_, '_>) -> Verdict {
    let names = |one: &Strategy| behind.text(one.resources.as_ref()).is_some();
    let share = Share::of(&behind.facts.plan.strategies, names, |one| has_resources(behind, one));
    share.all("/strategies", text("planning.audit.no_resources_named.some"), Missing::Owner)
}

pub(super) fn resources_not_followed(behind: &Behind<'_, '_>) -> Verdict {
    let said = &behind.facts.plan.evaluation.spending_followed;
    if_stated(behind, said.as_ref(), "/evaluation/spending_followed")
}

pub(super) fn funding_unnamed(behind: &Behind<'_, '_>) -> Verdict {
    if_stated(behind, behind.facts.plan.prices.funding.as_ref(), "/prices/funding")
}
