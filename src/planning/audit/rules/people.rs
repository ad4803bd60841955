//! Who plans, leads, takes part, and gives feedback.

use super::{backed, contrary, if_stated, list, met, open, partly, stated};
use crate::planning::audit::Verdict;
use crate::planning::behind::{Behind, Missing};
use crate::planning::experts;
use crate::planning::fill_numbers;
use crate::planning::plan::{FeedbackWhen, Role};
use crate::words::{fill_text, text};

/// Outside people count as experts with a scope and an exit; the school's own lead if a session of theirs is scheduled.
pub(super) fn outside_consultants_alone(behind: &Behind<'_, '_>) -> Verdict {
    let roles: Vec<Role> = behind.facts.chosen.iter().flat_map(|one| one.asked.led_by.iter().copied()).collect();
    let experts = experts::share(behind);
    let own = [Role::Teachers, Role::Coaches, Role::Leaders, Role::District];
    let is_scheduled = own.iter().any(|role| behind.leads(*role));
    match roles.iter().any(|role| *role != Role::Outside) {
        _ if roles.is_empty() => open(),
        false => contrary("/designs", text("planning.audit.outside_consultants_alone.yes")),
        true if experts.0 < experts.1 => {
            partly("/experts", fill_numbers(text("planning.audit.experts.some"), experts.0, experts.1))
        }
        true if roles.contains(&Role::Outside) && experts.1 == 0 => {
            partly("/designs", text("planning.audit.experts.none"))
        }
        true => {
            let evidence = text("planning.audit.outside_consultants_alone.no");
            backed(is_scheduled, "/designs", evidence, Missing::Session)
        }
    }
}

pub(super) fn leaders_absent(behind: &Behind<'_, '_>) -> Verdict {
    let place = "/people/leaders_take_part";
    match behind.facts.plan.people.leaders_take_part {
        None => open(),
        Some(true) => {
            backed(behind.leads(Role::Leaders), place, text("planning.audit.leaders_absent.no"), Missing::Proof)
        }
        Some(false) => contrary(place, text("planning.audit.leaders_absent.yes")),
    }
}

pub(super) fn no_common_planning(behind: &Behind<'_, '_>) -> Verdict {
    let place = "/people/planned_by";
    match behind.facts.plan.people.planned_by.as_slice() {
        [] => open(),
        by if by.contains(&Role::Teachers) => {
            let evidence = list(text("planning.audit.planned_by.teachers"), by);
            backed(behind.leads(Role::Teachers), place, evidence, Missing::Session)
        }
        by => contrary(place, list(text("planning.audit.planned_by.others"), by)),
    }
}

/// Open unless teachers or coaches lead something, because a plan need not name all roles.
pub(super) fn teachers_lead(behind: &Behind<'_, '_>) -> Verdict {
    let leads = |role: &Role| behind.facts.chosen.iter().any(|one| one.asked.led_by.contains(role));
    let own: Vec<Role> = [Role::Teachers, Role::Coaches].into_iter().filter(leads).collect();
    let is_scheduled = own.iter().any(|role| behind.leads(*role));
    let evidence = list(text("planning.audit.teachers_lead"), &own);
    if own.is_empty() { open() } else { backed(is_scheduled, "/designs", evidence, Missing::Session) }
}

pub(super) fn no_norms(behind: &Behind<'_, '_>) -> Verdict {
    if_stated(behind, behind.facts.plan.people.norms.as_ref(), "/people/norms")
}

pub(super) fn subjects_left_out(behind: &Behind<'_, '_>) -> Verdict {
    let left_out = &behind.facts.plan.people.left_out;
    let names = left_out.join(", ");
    match left_out.len() {
        0 => open(),
        _ => contrary("/people/left_out", fill_text("planning.audit.subjects_left_out", &[("values", &names)])),
    }
}

pub(super) fn feedback_only_at_appraisal(behind: &Behind<'_, '_>) -> Verdict {
    let place = "/support/feedback";
    match behind.facts.plan.support.feedback {
        Some(FeedbackWhen::AppraisalOnly) => contrary(place, text("planning.audit.feedback.appraisals_only")),
        Some(FeedbackWhen::Never) => contrary(place, text("planning.audit.feedback.never")),
        said => match behind.follow_up() {
            Some(one) => met(&one.place(), fill_text("planning.audit.follow_up.design", &[("design", one.name())])),
            None if said.is_none() => open(),
            None => stated(place, text("planning.audit.feedback.outside_appraisals"), Missing::Session),
        },
    }
}

/// The calendar shows how early the first feedback is.
pub(super) fn feedback_late(behind: &Behind<'_, '_>) -> Verdict {
    let place = "/support/feedback";
    let first = behind.all_days().first().copied();
    let feedback = behind.follow_up().and_then(|one| behind.days_of(one).first().copied());
    let wait = first.zip(feedback).and_then(|(first, feedback)| first.until(feedback).ok());
    match (behind.facts.plan.support.feedback, wait.map(|span| span.get_days())) {
        (Some(FeedbackWhen::Later | FeedbackWhen::AppraisalOnly | FeedbackWhen::Never), _) => {
            contrary(place, text("planning.audit.feedback.late"))
        }
        (_, Some(days)) => {
            let evidence = fill_text("planning.audit.feedback.days", &[("days", &days.to_string())]);
            if days <= behind.limits.early_days { met(place, evidence) } else { partly(place, evidence) }
        }
        (Some(FeedbackWhen::FromStart), None) => stated(place, text("planning.audit.feedback.early"), Missing::Session),
        (None, None) => open(),
    }
}
