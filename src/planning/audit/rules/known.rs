//! What the profile and the chosen designs answer, so that the team is not asked.

use super::{backed, contrary, met, open, partly, stated};
use crate::answers::MILLION;
use crate::catalogue::{Answer, Known};
use crate::planning::audit::Verdict;
use crate::planning::behind::{Behind, Missing};
use crate::planning::facts::Chosen;
use crate::words::{fill_text, number};

/// Returns what answers a question: a design in the calendar before the profile, and the profile before a plain choice.
pub(in crate::planning) fn known(known: &Known, behind: &Behind<'_, '_>) -> Verdict {
    let chosen = behind.facts.chosen.iter().filter(|one| is_meant(known, one));
    let scheduled = chosen.clone().find(|one| !behind.days_of(one).is_empty());
    if let Some(one) = scheduled {
        return met(&one.place(), fill_text("planning.audit.known.scheduled", &[("design", one.name())]));
    }
    if let Some(factor) = &known.factor
        && let Some(rated) = behind.rated(factor)
    {
        let name = behind.facts.catalogue.factor_index(factor).map(|at| &behind.facts.catalogue.factors[at].name);
        return of_level(behind, name.map_or("", String::as_str), rated.level, rated.by_members);
    }
    if known.experience
        && let Some((name, level)) = experience(behind)
    {
        return of_level(behind, name, level, false);
    }
    let mut chosen = chosen;
    chosen.next().map_or_else(open, |one| {
        let evidence = fill_text("planning.audit.known.chosen", &[("design", one.name())]);
        stated(&one.place(), evidence, Missing::Session)
    })
}

fn is_meant(known: &Known, chosen: &Chosen<'_>) -> bool {
    let online = known.online && chosen.asked.environment.as_deref().is_some_and(|id| id != "in_person");
    online || known.designs.contains(&chosen.design.id)
}

/// A level that was entered is stated; one that members gave is a reading. A low level is taken at its word.
fn of_level(behind: &Behind<'_, '_>, name: &str, level: f64, by_members: bool) -> Verdict {
    let enough = behind.limits.enough;
    let slots = [("factor", name), ("level", &*number(level)), ("enough", &*enough.to_string())];
    let evidence = fill_text("planning.implementation.factor", &slots);
    match level {
        _ if level >= enough => backed(by_members, "/profile", evidence, Missing::Survey),
        _ if level >= enough - 1.0 && by_members => partly("/profile", evidence),
        _ => contrary("/profile", evidence),
    }
}

/// The profile's lowest level of experience with a chosen design that takes colleagues, with the name of the factor.
fn experience<'a>(behind: &Behind<'_, 'a>) -> Option<(&'a str, f64)> {
    let facts = behind.facts;
    let at = facts.catalogue.factor_index("design_experience")?;
    let Answer::Each(levels) = facts.plan.profile.as_ref()?.answers[at].as_ref()? else { return None };
    let of = |one: &Chosen<'_>| {
        let design = facts.catalogue.design_index(&one.design.id)?;
        let rating = levels.get(design.at())?.as_ref()?;
        Some(rating.mean_millionths() as f64 / MILLION as f64)
    };
    let chosen = facts.chosen.iter().filter(|one| one.design.needs_peers);
    let lowest = chosen.filter_map(of).reduce(f64::min)?;
    Some((facts.catalogue.factors[at].name.as_str(), lowest))
}
