//! How the plan is evaluated. An indicator counts if someone gathers its numbers by a date, or has done so.

use super::{Share, backed, contrary, list, met, open, partly, stated};
use crate::planning::audit::Verdict;
use crate::planning::behind::{Behind, Missing};
use crate::planning::fill_numbers;
use crate::planning::plan::{Cycle, DataKind, Indicator, Level, Role};
use crate::words::{counted, text};

/// The indicators for which something is true, and those of them that are measured.
fn indicators(behind: &Behind<'_, '_>, is_so: fn(&Indicator) -> bool) -> Share {
    Share::of(&behind.facts.plan.indicators, is_so, |one| behind.is_measured(one))
}

pub(super) fn no_benchmark(behind: &Behind<'_, '_>) -> Verdict {
    if behind.facts.plan.indicators.is_empty() {
        return contrary("/indicators", text("planning.audit.no_benchmark.none"));
    }
    let has_benchmark =
        |one: &Indicator| one.benchmarks.iter().any(|point| point.value.is_some() && point.on.is_some());
    indicators(behind, has_benchmark).all("/indicators", text("planning.audit.no_benchmark.some"), Missing::Reading)
}

pub(super) fn liking_only(behind: &Behind<'_, '_>) -> Verdict {
    let beyond = |one: &Indicator| one.level != Some(Level::Reactions);
    indicators(behind, beyond).some("/indicators", "liking_only", Missing::Reading)
}

pub(super) fn student_data_alone(behind: &Behind<'_, '_>) -> Verdict {
    let beyond = |one: &Indicator| one.level != Some(Level::Students);
    indicators(behind, beyond).some("/indicators", "student_data_alone", Missing::Reading)
}

pub(super) fn hours_alone(behind: &Behind<'_, '_>) -> Verdict {
    let beyond = |one: &Indicator| one.kind != Some(DataKind::Hours);
    indicators(behind, beyond).some("/indicators", "hours_alone", Missing::Reading)
}

pub(super) fn use_not_monitored(behind: &Behind<'_, '_>) -> Verdict {
    let indicators = &behind.facts.plan.indicators;
    match indicators.iter().filter(|one| one.level == Some(Level::Use)).count() {
        0 => contrary("/indicators", text("planning.audit.use_not_monitored.none")),
        some => {
            let evidence = fill_numbers(text("planning.audit.use_not_monitored.some"), some, indicators.len());
            backed(behind.measures(Level::Use), "/indicators", evidence, Missing::Reading)
        }
    }
}

/// Met if the plan says it and measures it; a text without content is no better than none.
fn measured(behind: &Behind<'_, '_>, text: Option<&String>, place: &str, lacking: &str, levels: &[Level]) -> Verdict {
    let is_measured = levels.iter().all(|level| behind.measures(*level));
    let said = behind.text(text);
    said.map_or_else(|| contrary(place, lacking), |said| backed(is_measured, place, said, Missing::Reading))
}

pub(super) fn no_theory_of_change(behind: &Behind<'_, '_>) -> Verdict {
    let (said, place) = (&behind.facts.plan.evaluation.theory_of_change, "/evaluation/theory_of_change");
    let lacking = text("planning.audit.no_theory_of_change");
    measured(behind, said.as_ref(), place, lacking, &[Level::Use, Level::Students])
}

pub(super) fn no_expectations(behind: &Behind<'_, '_>) -> Verdict {
    let said = &behind.facts.plan.evaluation.expectations;
    let lacking = text("planning.audit.no_expectations");
    measured(behind, said.as_ref(), "/evaluation/expectations", lacking, &[Level::Use])
}

/// A cycle counts once it is closed with a reading; one that is still to come counts with a measured indicator.
pub(super) fn no_adjustment(behind: &Behind<'_, '_>) -> Verdict {
    let cycles = &behind.facts.plan.cycles;
    let counts = cycles.iter().filter(|cycle| is_closed(behind, cycle) || is_to_come(behind, cycle)).count();
    match cycles.len() {
        0 => contrary("/cycles", text("planning.audit.no_adjustment.none")),
        all => {
            let of = |number| fill_numbers(counted("planning.audit.no_adjustment", number), number, all);
            match counts {
                0 => stated("/cycles", of(all), Missing::Reading),
                _ if counts == all => met("/cycles", of(all)),
                _ => partly("/cycles", of(counts)),
            }
        }
    }
}

fn watched<'b>(behind: &'b Behind<'_, '_>, cycle: &'b Cycle) -> impl Iterator<Item = &'b Indicator> {
    let is_watched = |one: &&Indicator| one.id.as_ref().is_some_and(|id| cycle.indicators.contains(id));
    behind.facts.plan.indicators.iter().filter(is_watched).filter(|one| behind.text(one.text.as_ref()).is_some())
}

/// Whether a cycle says what changes and one of its indicators was read since it began.
pub(in crate::planning) fn is_closed(behind: &Behind<'_, '_>, cycle: &Cycle) -> bool {
    let since = |one: &Indicator| one.readings.iter().any(|point| behind.is_past(point.on) && point.on >= cycle.from);
    let is_dated = behind.is_dated(cycle.from);
    is_dated && behind.text(cycle.changes.as_ref()).is_some() && watched(behind, cycle).any(since)
}

/// Whether a cycle ends after the day of review and watches an indicator that is measured.
pub(in crate::planning) fn is_to_come(behind: &Behind<'_, '_>, cycle: &Cycle) -> bool {
    let today = behind.facts.plan.looked_at();
    let is_ahead = cycle.until.is_some_and(|until| today.is_none_or(|today| today <= until));
    let in_order = cycle.from.zip(cycle.until).is_some_and(|(from, until)| from < until);
    let dated = behind.is_dated(cycle.from) && behind.is_dated(cycle.until) && in_order;
    dated && is_ahead && watched(behind, cycle).any(|one| behind.is_measured(one))
}

pub(super) fn outsiders_evaluate(behind: &Behind<'_, '_>) -> Verdict {
    let plan = behind.facts.plan;
    let gathers = |role: &Role| *role != Role::Outside;
    let own = plan.indicators.iter().filter(|one| one.gathered_by.iter().any(gathers));
    let is_measured = own.into_iter().any(|one| behind.is_measured(one));
    match plan.evaluation.by.as_slice() {
        [] => open(),
        by if by.iter().all(|role| *role == Role::Outside) => {
            contrary("/evaluation/by", text("planning.audit.outsiders_evaluate"))
        }
        by => backed(is_measured, "/evaluation/by", list(text("planning.audit.evaluated_by"), by), Missing::Reading),
    }
}
