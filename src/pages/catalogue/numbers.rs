//! The numbers behind a design's scores: inputs of each rule, changes by environment, and requirements.

use maud::{Markup, html};

use super::parts::{environment, factor_of};
use crate::catalogue::{Adjustment, Attribute, Attributes, Design, Environment, Factor, Grading, Requirement, Term};
use crate::pages::kit::{facts, number, reason_of, term};
use crate::pages::scene::Scene;
use crate::scoring::rules::{Rule, rule};
use crate::words::{in_sentence, sentence};

pub fn body(scene: &Scene<'_>, design: &Design) -> Markup {
    html! {
        p { (scene.say("numbers.why")) " " (scene.catalogue().model.statement) }
        @if let Some(why) = &design.never_in_first_five { p { (scene.say("numbers.never_first")) " " (sentence(why)) } }
        h3 #by-factor { (scene.say("numbers.by_factor")) }
        (by_factor(scene, "by-factor", &design.attributes))
        @for variant in &design.variants {
            @let id = format!("variant-{}", variant.id);
            @if has_any(&variant.attributes) {
                h3 id=(id) { (scene.fill("numbers.as", &[("variant", &in_sentence(&variant.name))])) }
                (by_factor(scene, &id, &variant.attributes))
            }
        }
        (by_environment(scene, design))
        (requirements(scene, design))
        (interactions(scene, design))
    }
}

fn has_any(of: &Attributes) -> bool {
    !of.factors.is_empty() || !of.resources.is_empty()
}

fn by_factor(scene: &Scene<'_>, heading: &str, of: &Attributes) -> Markup {
    let terms = scene.advisor.tables().terms.iter();
    let known: Vec<(&Term, &Attribute)> = terms.filter_map(|term| Some((term, of.get(&term.path)?))).collect();
    let rows = html! {
        @for (term, attribute) in known {
            @let factor = &scene.catalogue().factors[term.factor];
            tr {
                th scope="row" { (factor_of(scene, &term.path)) }
                td { (rule_name(scene, rule_id(factor, attribute))) }
                td { (numbers(scene, factor, attribute)) }
                td.reading { (reason_of(scene, &attribute.grading())) }
            }
        }
    };
    facts(scene, heading, &["answers.factor", "numbers.rule", "numbers.number", "read.rests_on"], rows)
}

fn rule_id<'a>(factor: &'a Factor, attribute: &'a Attribute) -> &'a str {
    attribute.rule.as_ref().unwrap_or(&factor.scoring.rule)
}

/// Shows the name of a rule, with a link to its description.
pub fn rule_name(scene: &Scene<'_>, id: &str) -> Markup {
    html! { a.term href={ "/words#rule-" (id) } { (scene.say(&format!("rule.{id}.name"))) } }
}

/// Shows the numbers that a rule reads from a design, with labels.
pub fn numbers(scene: &Scene<'_>, factor: &Factor, attribute: &Attribute) -> Markup {
    let read = rule(rule_id(factor, attribute)).map_or(&[][..], |rule| rule.numbers());
    let own = read.iter().filter_map(|one| Some((one.name, attribute.numbers.get(one.name)?)));
    html! {
        ul.plain {
            @for (name, value) in own { li { (scene.say(&format!("number.{name}"))) ": " b { (number(*value)) } } }
            @for category in &factor.categories {
                @if let Some(of) = attribute.categories.iter().find(|of| of.id == category.id) {
                    li {
                        (category.name) ": " b { (number(of.value)) }
                        @if let Some(grade) = &of.grade {
                            " " span.small { (reason_of(scene, &Grading { grade, rationale: &of.rationale, sources: &of.sources })) }
                        }
                    }
                }
            }
            @if let Some(importance) = &attribute.importance {
                li {
                    (scene.say("numbers.importance")) ": " b { (importance.value) } " "
                    span.small { (reason_of(scene, &importance.grading())) }
                }
            }
            @if let Some(gate) = &attribute.gate {
                li {
                    (term(scene, "gate", "numbers.gate")) " "
                    span.small { (reason_of(scene, &gate.grading())) }
                }
            }
        }
    }
}

/// Shows how environments change the numbers. A design's own adjustment replaces the general adjustment of
/// the environment.
fn by_environment(scene: &Scene<'_>, design: &Design) -> Markup {
    let offered = scene.catalogue().environments.iter().filter(|one| design.environments.contains(&one.id));
    let changed: Vec<(&Environment, Vec<&Adjustment>)> =
        offered.map(|one| (one, adjustments(design, one))).filter(|(_, all)| !all.is_empty()).collect();
    let rows = html! {
        @for (one, all) in &changed {
            @for adjustment in all {
                tr {
                    th scope="row" { (environment(scene, &one.id)) }
                    td { (factor_of(scene, &adjustment.factor)) }
                    td { (change(scene, design, adjustment)) }
                    td.reading { (reason_of(scene, &adjustment.grading())) }
                }
            }
        }
    };
    html! {
        h3 #by-environment { (scene.say("numbers.by_environment")) }
        @if changed.is_empty() {
            p { (scene.say("numbers.no_change")) }
        } @else {
            p { (scene.say("numbers.by_environment_why")) }
            (facts(scene, "by-environment", &["numbers.environment", "answers.factor", "numbers.change", "read.rests_on"], rows))
        }
    }
}

fn adjustments<'a>(design: &'a Design, environment: &'a Environment) -> Vec<&'a Adjustment> {
    let speaks = |one: &&Adjustment| one.environment.as_ref().is_none_or(|id| *id == environment.id);
    let own: Vec<&Adjustment> = design.adjustments.iter().filter(speaks).collect();
    let replaced = |general: &&Adjustment| {
        let same: Vec<&&Adjustment> = own.iter().filter(|one| one.factor == general.factor).collect();
        let categories = &general.categories;
        let named = |id: &String| same.iter().any(|one| one.categories.contains(id));
        if categories.is_empty() { !same.is_empty() } else { categories.iter().all(named) }
    };
    let general = environment.adjustments.iter().filter(|one| !replaced(one));
    own.iter().copied().chain(general).collect()
}

/// Formats a change, such as `Level needed: +0.5`.
pub fn change(scene: &Scene<'_>, design: &Design, of: &Adjustment) -> Markup {
    let factor = of.factor.split('.').next().and_then(|id| scene.catalogue().factor_index(id));
    let factor = factor.map(|at| &scene.catalogue().factors[at]);
    let attribute = design.attributes.get(&of.factor);
    let rule: Option<&dyn Rule> = factor.zip(attribute).and_then(|(factor, own)| rule(rule_id(factor, own)));
    let shifted = rule.and_then(|rule| rule.shifted());
    let category = |id: &str| factor.and_then(|factor| factor.categories.iter().find(|one| one.id == id));
    let names: Vec<&str> = of.categories.iter().map(|id| category(id).map_or(id.as_str(), |one| &one.name)).collect();
    html! {
        @if let Some(by) = of.add {
            @if let Some(shifted) = shifted { (scene.say(&format!("number.{}", shifted.name))) ": " }
            b { @if by > 0.0 { "+" } (number(by)) }
        }
        @if let Some(least) = of.at_least { (scene.fill("numbers.at_least", &[("level", &number(least))])) }
        @if let Some(times) = of.scale {
            (names.join(", ")) ": " b { (scene.fill("numbers.times", &[("times", &number(times))])) }
        }
    }
}

fn requirements(scene: &Scene<'_>, design: &Design) -> Markup {
    let offered = scene.catalogue().environments.iter().filter(|one| design.environments.contains(&one.id));
    let own = design.requirements.iter().map(|one| (None, one));
    let all: Vec<(Option<&Environment>, &Requirement)> =
        own.chain(offered.flat_map(|place| place.requirements.iter().map(move |one| (Some(place), one)))).collect();
    let rows = html! {
        @for (place, one) in &all {
            tr {
                th scope="row" { (factor_of(scene, &one.factor)) }
                td { (scene.fill("numbers.at_least", &[("level", &number(one.at_least))])) }
                td { @match place { Some(place) => { (environment(scene, &place.id)) } None => { (scene.say("numbers.everywhere")) } } }
                td.reading { (reason_of(scene, &one.grading())) }
            }
        }
    };
    html! {
        h3 #requirements { (scene.say("numbers.requirements")) }
        @if all.is_empty() {
            p { (scene.say("numbers.no_requirement")) }
        } @else {
            p { (scene.say("numbers.requirements_why")) " " (term(scene, "not-feasible", "numbers.not_feasible_word")) }
            (facts(scene, "requirements", &["answers.factor", "numbers.needed", "numbers.environment", "read.rests_on"], rows))
        }
    }
}

fn interactions(scene: &Scene<'_>, design: &Design) -> Markup {
    let all = scene.catalogue().model.interactions.iter();
    let rows = html! {
        @for (one, of) in all.filter_map(|one| Some((one, design.interactions.get(&one.id)?))) {
            tr {
                th scope="row" { a.term href={ "/words#interaction-" (one.id) } { (one.name) } }
                td { b { (number(of.exposure)) } }
                td.reading { (reason_of(scene, &of.grading())) }
            }
        }
    };
    html! {
        h3 #interactions { (scene.say("numbers.interactions")) }
        p { (scene.say("numbers.interactions_why")) }
        (facts(scene, "interactions", &["numbers.interaction", "numbers.exposure", "read.rests_on"], rows))
    }
}
