//! Checks what a plan is checked against: standards, steps, requirements.

use std::collections::BTreeSet;

use super::super::standards::{Known, LookFor, Severity, Standard};
use super::Checker;
use crate::words::{fill_text, text};

const PLANNING: &str = "planning.toml";

pub(super) fn check(checker: &mut Checker<'_>) {
    let catalogue = checker.catalogue;
    checker.unique("standards/", "id", catalogue.standards.iter().map(|standard| standard.id.as_str()));
    if catalogue.standards.is_empty() {
        checker.fault("standards/", "", text("catalogue.planning.standards"));
    }
    for standard in &catalogue.standards {
        self::standard(checker, standard);
    }
    ids_and_sources(checker);
    characteristics(checker);
    let standards: BTreeSet<&str> = catalogue.standards.iter().map(|standard| standard.id.as_str()).collect();
    for successor in &catalogue.planning.edition_2022 {
        checker.text(PLANNING, "edition_2022.title", &successor.title);
        for from in &successor.from {
            checker.known(PLANNING, &format!("edition_2022.{}.from", successor.title), from, &standards);
        }
    }
}

fn standard(checker: &mut Checker<'_>, standard: &Standard) {
    let file = format!("standards/{}.toml", standard.id);
    checker.text(&file, "name", &standard.name);
    checker.text(&file, "statement", &standard.statement);
    source(checker, &file, "source", &standard.source);
    checker.unique(&file, "element", standard.elements.iter().map(|element| element.id.as_str()));
    let look_fors = || standard.elements.iter().flat_map(|element| &element.look_fors);
    checker.unique(&file, "look_for", look_fors().map(|look_for| look_for.id.as_str()));
    look_fors().for_each(|look_for| self::look_for(checker, &file, look_for));
}

fn look_for(checker: &mut Checker<'_>, file: &str, look_for: &LookFor) {
    let key = |name: &str| format!("look_for.{}.{name}", look_for.id);
    for (name, value) in [("question", &look_for.question), ("why", &look_for.why), ("fix", &look_for.fix)] {
        checker.text(file, &key(name), value);
    }
    if look_for.looks_like.is_none() && look_for.does_not_look_like.is_none() {
        checker.fault(file, &key("looks_like"), text("catalogue.planning.looks"));
    }
    checker.grading(file, &format!("look_for.{}", look_for.id), &look_for.grading());
    if let Some(known) = &look_for.known {
        self::known(checker, file, &key("known"), known);
    }
    let Some(differs) = &look_for.differs else { return };
    differs.sources.iter().for_each(|id| source(checker, file, &key("differs.sources"), id));
    if look_for.severity == Severity::Error {
        checker.fault(file, &key("severity"), text("catalogue.planning.severity"));
    }
}

/// Checks that a factor that answers a question is in the catalog. A catalog may have fewer designs than these.
fn known(checker: &mut Checker<'_>, file: &str, key: &str, known: &Known) {
    let catalogue = checker.catalogue;
    let factors = catalogue.factors.iter().map(|factor| factor.id.as_str()).collect();
    known.factor.iter().for_each(|id| checker.known(file, &format!("{key}.factor"), id, &factors));
}

fn source(checker: &mut Checker<'_>, file: &str, key: &str, id: &str) {
    let known = checker.sources.clone();
    checker.known(file, key, id, &known);
}

fn ids_and_sources(checker: &mut Checker<'_>) {
    let planning = &checker.catalogue.planning;
    checker.unique(PLANNING, "step", planning.steps.iter().map(|step| step.id.as_str()));
    for step in &planning.steps {
        checker.unique(PLANNING, &format!("step.{}", step.id), step.questions.iter().map(|one| one.id.as_str()));
        source(checker, PLANNING, &format!("step.{}.source", step.id), &step.source);
        for question in &step.questions {
            checker.text(PLANNING, &format!("step.{}.{}.question", step.id, question.id), &question.question);
        }
    }
    let named = [
        ("need_kind", &planning.need_kinds),
        ("stage", &planning.stages),
        ("meeting_purpose", &planning.meeting_purposes),
        ("community_step", &planning.community_steps),
        ("cycle_phase", &planning.cycle_phases),
    ];
    for (list, all) in named {
        checker.unique(PLANNING, list, all.iter().map(|one| one.id.as_str()));
        for one in all {
            checker.text(PLANNING, &format!("{list}.{}.name", one.id), &one.name);
            source(checker, PLANNING, &format!("{list}.{}.source", one.id), &one.source);
        }
    }
    let parts = planning.requirements.iter().flat_map(|one| &one.parts).map(|part| part.id.as_str());
    checker.unique(PLANNING, "requirement", planning.requirements.iter().map(|one| one.id.as_str()).chain(parts));
    for one in &planning.requirements {
        source(checker, PLANNING, &format!("requirement.{}.source", one.id), &one.source);
        checker.text(PLANNING, &format!("requirement.{}.question", one.id), &one.question);
    }
    for part in &planning.stage_parts {
        let spreads = [("minutes", part.minutes), ("count", part.count)];
        for (name, spread) in spreads {
            if spread.low > spread.typical || spread.typical > spread.high {
                let detail = text("catalogue.planning.order");
                checker.fault(PLANNING, &format!("stage_part.{}.{name}", part.id), detail);
            }
        }
    }
}

/// Checks that one group of characteristics sets each factor.
fn characteristics(checker: &mut Checker<'_>) {
    let catalogue = checker.catalogue;
    let known: BTreeSet<&str> = catalogue.factors.iter().map(|factor| factor.id.as_str()).collect();
    let set: Vec<&str> =
        catalogue.planning.characteristics.iter().flat_map(|one| one.factors.iter().map(String::as_str)).collect();
    checker.unique(PLANNING, "characteristic.factors", set.iter().copied());
    for id in &set {
        if !catalogue.unread_factors.iter().any(|unread| unread == id) {
            checker.known(PLANNING, "characteristic.factors", id, &known);
        }
    }
    for id in known.iter().filter(|id| !set.contains(id) && !catalogue.planning.characteristics.is_empty()) {
        let detail = fill_text("catalogue.planning.characteristic", &[("factor", id)]);
        checker.fault(PLANNING, "characteristic.factors", detail);
    }
}
