//! One factor: its question and reason, its levels, typical values, and its effect on the designs.

use maud::{Markup, html};

use super::effects::effects;
use super::numbers::{numbers, rule_name};
use super::parts::{factor_of, page as whole, trail};
use crate::catalogue::{Factor, FactorIndex, Interaction, Kind, Overlap, Scale};
use crate::pages::answers;
use crate::pages::kit::{Page, commas, contents, design_link, facts, number, percent, reason_of, section, term};
use crate::pages::scene::Scene;
use crate::scoring::rules::rule;
use crate::words::sentence;

/// Sections of the page, with the keys of their headings.
const SECTIONS: [(&str, &str); 5] = [
    ("levels", "factor_page.answers"),
    ("survey", "factor_page.survey"),
    ("change", "factor_page.change"),
    ("counts", "factor_page.counts"),
    ("effects", "factor_page.effects"),
];

pub fn page(scene: &Scene<'_>, id: &str) -> Option<Page> {
    let at = scene.catalogue().factor_index(id)?;
    let factor = &scene.catalogue().factors[at];
    let body = html! {
        (trail(scene, "/factors", "read.all_factors"))
        h1 { (factor.name) }
        p.lead { (factor.question) }
        p { (factor.meaning) }
        (contents(scene, &SECTIONS))
        dl.facts-of {
            dt { (scene.say("factor_page.who")) } dd { (who(scene, factor)) }
            dt { (scene.say("factor_page.caution")) } dd { (factor.caution) }
        }
        (answers(scene, factor))
        (survey(scene, factor))
        (change(scene, factor))
        (counts(scene, at))
        (moved(scene, at))
    };
    whole(scene, &factor.name, &body)
}

fn who(scene: &Scene<'_>, factor: &Factor) -> String {
    let asked = if factor.anonymous { scene.say("factor_page.anonymous") } else { "" };
    format!("{} {asked}", sentence(&answers::who(scene, factor))).trim_end().to_owned()
}

/// Shows the levels or kinds, with their typical shares.
fn answers(scene: &Scene<'_>, factor: &Factor) -> Markup {
    let prior = &factor.prior;
    let level = ["factor_page.level", "factor_page.meaning", "factor_page.typical"];
    html! {
        section {
            h2 #levels { (scene.say("factor_page.answers")) }
            @match factor.kind {
                Kind::Level => { p { (scene.say("factor_page.one_level")) } }
                Kind::PerDesign => { p { (scene.say("factor_page.per_design")) } }
                Kind::PerResource => { p { (scene.say("factor_page.per_resource")) } }
                Kind::Shares => { p { (scene.say("factor_page.shares")) } }
            }
            @if !factor.levels.is_empty() { (facts(scene, "levels", &level, levels(&factor.levels, &prior.levels))) }
            @if !factor.categories.is_empty() {
                @let share = |id: &str| prior.shares.iter().find(|share| share.id == id).map_or(0.0, |share| share.value);
                (facts(scene, "levels", &["factor_page.kind", "factor_page.meaning", "factor_page.typical"], html! {
                    @for one in &factor.categories {
                        tr { th scope="row" { (one.name) } td.reading { (one.meaning) } td.number { (percent(share(&one.id))) } }
                    }
                }))
            }
            @for kind in &factor.resources {
                @let own = prior.resources.iter().find(|own| own.id == kind.id);
                @let heading = format!("kind-{}", kind.id);
                h3 id=(heading) { (kind.name) }
                p { (kind.meaning) @if let Some(own) = own {
                    " " (scene.fill("factor_page.part", &[("share", &percent(own.share))]))
                } }
                (facts(scene, &heading, &level, levels(&kind.levels, own.map_or(&[], |own| own.levels.as_slice()))))
            }
            p { (term(scene, "typical", "factor_page.typical")) ": "
                (reason_of(scene, &prior.grading())) }
        }
    }
}

fn levels(meanings: &[String], prior: &[f64]) -> Markup {
    html! {
        @for (at, meaning) in meanings.iter().enumerate() {
            tr { th scope="row" { (at + 1) } td.reading { (meaning) }
                td.number { @if let Some(share) = prior.get(at) { (percent(*share)) } } }
        }
    }
}

fn survey(scene: &Scene<'_>, factor: &Factor) -> Markup {
    let scale = |scale: Scale| match scale {
        Scale::Agreement => "scale.agreement",
        Scale::Frequency => "scale.frequency",
        Scale::Extent => "scale.extent",
        Scale::Years => "scale.years",
        Scale::Choice => "scale.choice",
    };
    html! { (section(scene, "survey", "factor_page.survey", html! {
        p { (scene.say("factor_page.survey_why")) }
        ul.arguments {
            @for item in &factor.survey {
                li { "“" (item.text) "” " span.small {
                    (scene.say(scale(item.scale))) @if item.reversed { " " (scene.say("factor_page.reversed")) }
                } }
            }
        }
    })) }
}

fn change(scene: &Scene<'_>, factor: &Factor) -> Markup {
    let of = &factor.change;
    let owner = format!("owner.{}", of.owner);
    html! { (section(scene, "change", "factor_page.change", html! {
        dl.facts-of {
            dt { (scene.say("factor_page.by_school")) }
            dd { (scene.say(if of.by_school { "layout.yes" } else { "factor_page.not_by_school" })) }
            @if of.by_school {
                dt { (scene.say("factor_page.owner")) } dd { (scene.words.get(&owner).unwrap_or(&of.owner)) }
                dt { (scene.say("factor_page.lead")) }
                dd { (scene.fill("factor_page.lead_weeks", &[("weeks", &of.lead_weeks.to_string())])) }
            }
            dt { (scene.say("factor_page.how")) } dd { (sentence(&of.how)) }
            dt { (scene.say("read.rests_on")) }
            dd { (reason_of(scene, &of.grading())) }
        }
    })) }
}

/// Shows how an answer becomes points: rule, numbers, weight, and shared weights or pairs.
fn counts(scene: &Scene<'_>, at: FactorIndex) -> Markup {
    let factor = &scene.catalogue().factors[at];
    let (of, model) = (&factor.scoring, &scene.catalogue().model);
    let is_own = |path: &str| path.split('.').next() == Some(factor.id.as_str());
    html! { (section(scene, "counts", "factor_page.counts", html! {
        dl.facts-of {
            dt { (term(scene, "rule", "numbers.rule")) }
            dd {
                (rule_name(scene, &of.rule)) ". " (scene.say(&format!("rule.{}.text", of.rule))) " "
                @for other in of.also.iter().filter(|id| rule(id).is_some()) {
                    (scene.say("factor_page.also")) " " (rule_name(scene, other)) ". "
                }
                @for (name, value) in &of.parameters { (scene.say(&format!("parameter.{name}"))) ": " b { (number(*value)) } ". " }
                (reason_of(scene, &of.grading()))
            }
            dt { (term(scene, "weight", "factor_page.weight")) }
            dd {
                (scene.fill("factor_page.weight_is", &[
                    ("weight", &number(factor.weight.value)),
                    ("share", &percent(scene.advisor.weighting().stake(scene.advisor.tables(), at))),
                ])) " "
                (reason_of(scene, &factor.weight.grading()))
            }
            @for one in model.overlaps.iter().filter(|one| one.factors.iter().any(|path| is_own(path))) { (overlap(scene, one)) }
            @for one in model.interactions.iter().filter(|one| is_own(&one.first.factor) || is_own(&one.second.factor)) {
                (interaction(scene, one))
            }
        }
    })) }
}

fn overlap(scene: &Scene<'_>, of: &Overlap) -> Markup {
    html! {
        dt { (term(scene, "overlap", "factor_page.overlap")) }
        dd {
            (commas(of.factors.iter().map(|path| factor_of(scene, path))))
            ": " (scene.fill("factor_page.cap", &[("cap", &number(of.cap))])) " "
            (reason_of(scene, &of.grading()))
        }
    }
}

fn interaction(scene: &Scene<'_>, of: &Interaction) -> Markup {
    html! {
        dt { (term(scene, "interaction", "numbers.interaction")) }
        dd { a.term href={ "/words#interaction-" (of.id) } { (of.name) } ". " (reason_of(scene, &of.grading())) }
    }
}

/// Lists the designs by how much an answer moves them, with the numbers behind that.
fn moved(scene: &Scene<'_>, at: FactorIndex) -> Markup {
    let (catalogue, tables) = (scene.catalogue(), scene.advisor.tables());
    let factor = &catalogue.factors[at];
    let rows = html! {
        @for one in effects(scene.advisor, at) {
            @let design = &catalogue.designs[one.design];
            @for (place, term) in tables.terms_of_factor(at).map(|term| &tables.terms[term]).enumerate() {
                @if let Some(attribute) = design.attributes.get(&term.path) {
                    tr {
                        @if place == 0 {
                            th scope="rowgroup" rowspan=(tables.factor_terms[at].len()) { (design_link(design)) }
                            td.number rowspan=(tables.factor_terms[at].len()) { (format!("{:.1}", one.points)) }
                        }
                        td {
                            @if let Some(kind) = term.resource { b { (factor.resources[kind].name) } }
                            (numbers(scene, factor, attribute))
                        }
                        td.reading { (reason_of(scene, &attribute.grading())) }
                    }
                }
            }
        }
    };
    html! {
        section {
            h2 #effects { (scene.say("factor_page.effects")) }
            p { (scene.say("factor_page.effects_why")) }
            (facts(scene, "effects", &["factor_page.design", "factor_page.points", "numbers.number", "read.rests_on"], rows))
        }
    }
}
