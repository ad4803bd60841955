//! What if: changed answers, with the ranking before and after.

use maud::{Markup, html};

use super::answers::{answer_text, part_text};
use super::fields::{KEEP, MOVED};
use super::kit::{GROUPS, Made, captioned_table, place, section, signed, submit};
use super::layout::tools;
use super::scene::Scene;
use crate::advisor::{Advice, Options};
use crate::answers::LEVELS;
use crate::catalogue::{Answer, DesignIndex, FactKind, Factor, Kind, Setting};
use crate::scoring::Group;
use crate::wire::{FormField, LIMITS, Problem, Request, SINGLE_ID_FACTOR, read_form, request_json};
use crate::words::{list, whole};

/// Maximum number of designs shown before and after.
const SHOWN: usize = 10;

/// The columns of the table of designs before and after.
const COLUMNS: [&str; 4] = ["what_if.design", "what_if.was", "what_if.becomes", "what_if.change"];

pub fn body(scene: &Scene<'_>, request: &Request) -> Made {
    let options = Options { top: None, ..request.options.clone() };
    let before = scene.advisor.recommend(&request.profile, &options)?;
    let moved = read_form(scene.advisor, &with_moves(scene))
        .map_err(|problem| Problem::of_fields(problem.errors.into_iter().map(|error| (error.pointer, error.detail))))?;
    let after = scene.advisor.recommend(&moved.profile, &Options { top: None, ..moved.options.clone() })?;
    let is_moved = scene.fields.any_under(MOVED);
    Ok(html! {
        (tools(scene))
        h1 { (scene.say("what_if.heading")) }
        p.lead { (scene.say("what_if.lead")) }
        div.two.live {
            (section(scene, "moves", "what_if.moves", moves(scene, request)))
            section #outcome aria-labelledby="outcome-heading" {
                h2 #outcome-heading { (scene.say("what_if.outcome")) }
                @if is_moved {
                    p.lead data-says="" { (sentence(scene, &before, &after)) }
                    (comparison(scene, &before, &after))
                    p.actions { button form="state" formaction="/answers" name=(KEEP) value=(opened(scene, &moved)) data-keep="" { (scene.say("what_if.keep")) } }
                } @else {
                    p { (scene.say("what_if.nothing_moved")) }
                    (comparison(scene, &before, &before))
                }
            }
        }
    }
    .into())
}

/// Returns the request's fields with the changed answers in place of the original ones.
fn with_moves(scene: &Scene<'_>) -> Vec<FormField> {
    let moved: Vec<FormField> = scene
        .fields
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(MOVED)?.to_owned(), value.to_owned())))
        .collect();
    let is_replaced = |name: &str| {
        moved.iter().any(|(moved, _)| {
            name == moved || name.strip_prefix(moved.as_str()).is_some_and(|rest| rest.starts_with('.'))
        })
    };
    let kept = scene.fields.of_request().into_iter().filter(|(name, _)| !is_replaced(name));
    kept.chain(moved.iter().cloned()).collect()
}

/// Returns the changed profile as a file that the form can open.
fn opened(scene: &Scene<'_>, moved: &Request) -> String {
    String::from_utf8_lossy(&request_json(scene.catalogue(), moved)).into_owned()
}

/// One choice for each level, with the current answer.
fn moves(scene: &Scene<'_>, request: &Request) -> Markup {
    html! {
        (submit(scene, "/what-if", "what_if.submit"))
        @for (factor, answer) in in_form_order(scene, request) {
            @let now = answer.as_ref().map_or_else(|| scene.say("answers.open_answer").to_owned(), |answer| answer_text(scene, factor, answer));
            @match factor.kind {
                Kind::Level => { (move_of(scene, &factor.id, &factor.name, &now, levels(&factor.short))) }
                Kind::PerResource => {
                    @for (at, kind) in factor.resources.iter().enumerate() {
                        @let name = format!("{}.{}", factor.id, kind.id);
                        @let label = format!("{}: {}", factor.name, kind.name);
                        @let now = part_text(scene, factor, answer.as_ref(), at);
                        (move_of(scene, &name, &label, &now, levels(&kind.short)))
                    }
                }
                Kind::Shares if factor.id == SINGLE_ID_FACTOR => {
                    (move_of(scene, &factor.id, &factor.name, &now,
                        factor.categories.iter().map(|one| (one.id.clone(), one.name.clone())).collect()))
                }
                Kind::Shares | Kind::PerDesign => {}
            }
        }
        h3 { (scene.say("what_if.facts")) }
        @for (fact, kind) in Setting::FACTS { (move_of_fact(scene, &format!("setting.{fact}"), *kind)) }
        @for limit in LIMITS { (move_of_fact(scene, &format!("limits.{limit}"), FactKind::Number { low: 0, high: 0 })) }
        (submit(scene, "/what-if", "what_if.submit"))
    }
}

/// The factors with their answers, in the order of the form.
fn in_form_order<'s>(
    scene: &Scene<'s>,
    request: &'s Request,
) -> impl Iterator<Item = (&'s Factor, &'s Option<Answer>)> {
    let all = scene.catalogue().factors.iter().zip(&request.profile.answers);
    GROUPS.into_iter().flat_map(move |(group, _)| all.clone().filter(move |(factor, _)| factor.group == group))
}

/// A fact or a limit, with its value now.
fn move_of_fact(scene: &Scene<'_>, name: &str, kind: FactKind) -> Markup {
    let field = format!("{MOVED}{name}");
    let now = match scene.fields.get(name) {
        Some("true") => scene.say("layout.yes"),
        Some("false") => scene.say("layout.no"),
        Some(value) => value,
        None => scene.say("answers.open_answer"),
    };
    match kind {
        FactKind::Flag => {
            let values = [("true", "layout.yes"), ("false", "layout.no")];
            let values = values.map(|(value, key)| (value.to_owned(), scene.say(key).to_owned())).to_vec();
            move_of(scene, name, scene.words.say(name), now, values)
        }
        FactKind::Number { low, .. } => {
            let id = place(&field);
            html! {
                div.move {
                    label for=(id) { (scene.words.say(name)) }
                    span.small id={ (id) "-now" } { (scene.fill("what_if.now", &[("answer", now)])) }
                    input id=(id) type="number" inputmode="decimal" min=(low) step="any" name=(field) form="state"
                        value=[scene.fields.get(&field)] aria-describedby={ (id) "-now" } data-live-change="/what-if";
                }
            }
        }
    }
}

fn levels(short: &[String]) -> Vec<(String, String)> {
    (1..=LEVELS).zip(short).map(|(level, words)| (level.to_string(), format!("{level} – {words}"))).collect()
}

fn move_of(scene: &Scene<'_>, name: &str, label: &str, now: &str, values: Vec<(String, String)>) -> Markup {
    let field = format!("{MOVED}{name}");
    let id = place(&field);
    html! {
        div.move {
            label for=(id) { (label) }
            span.small id={ (id) "-now" } { (scene.fill("what_if.now", &[("answer", now)])) }
            select id=(id) name=(field) form="state" aria-describedby={ (id) "-now" } data-live-change="/what-if" {
                option value="" { (scene.say("what_if.as_it_is")) }
                @for (value, words) in &values {
                    option value=(value) selected[scene.fields.get(&field) == Some(value.as_str())] { (words) }
                }
            }
        }
    }
}

fn sentence(scene: &Scene<'_>, before: &Advice<'_>, after: &Advice<'_>) -> String {
    let first = |advice: &Advice<'_>| advice.recommendations.first().map(|one| one.placed.design);
    let name = |design: Option<DesignIndex>| {
        design.map_or_else(|| scene.say("what_if.none").to_owned(), |design| scene.design_in_sentence(design))
    };
    let (old, new) = (first(before), first(after));
    let key = if old == new { "what_if.same" } else { "what_if.other" };
    scene.fill(key, &[("old", &name(old)), ("new", &name(new))])
}

/// Says what becomes possible or impossible, and for which designs a critical need is met or missed by the change.
fn openings(scene: &Scene<'_>, before: &Advice<'_>, after: &Advice<'_>) -> Markup {
    let group = |advice: &Advice<'_>, design| {
        advice.recommendations.iter().find(|one| one.placed.design == design).map(|one| one.group)
    };
    let named = |key: &str, holds: &dyn Fn(Option<Group>, Option<Group>) -> bool| {
        let designs = scene.catalogue().all_designs().filter(|at| holds(group(before, *at), group(after, *at)));
        let names: Vec<String> = designs.map(|at| scene.design_in_sentence(at)).collect();
        (!names.is_empty()).then(|| scene.fill(key, &[("designs", &list(&names))]))
    };
    let now = Some(Group::CanBeginNow);
    let said = [
        named("what_if.possible", &|was, is| was.is_none() && is.is_some()),
        named("what_if.opened", &|was, is| was.is_some() && was != now && is == now),
        named("what_if.closed", &|was, is| was == now && is.is_some() && is != now),
        named("what_if.gone", &|was, is| was.is_some() && is.is_none()),
    ];
    html! { @for one in said.iter().flatten() { p { (one) } } }
}

/// Shows the first designs with their fit before and after.
pub fn comparison(scene: &Scene<'_>, before: &Advice<'_>, after: &Advice<'_>) -> Markup {
    let old = |design: DesignIndex| before.recommendations.iter().find(|one| one.placed.design == design);
    let rows = html! {
        @for one in after.recommendations.iter().take(SHOWN) {
            @let was = old(one.placed.design);
            tr {
                th scope="row" { (one.placed.rank) ". " (scene.design_name(one.placed.design)) }
                td.number { @match was { Some(was) => { (whole(was.placed.score)) } None => { (scene.say("what_if.could_not_run")) } } }
                td.number { (whole(one.placed.score)) }
                td.number { @match was { Some(was) => { (signed(one.placed.score - was.placed.score)) } None => { "–" } } }
            }
        }
    };
    let caption = scene.fill("what_if.caption", &[("shown", &SHOWN.to_string())]);
    html! {
        (captioned_table(scene, "before-and-after", &caption, &COLUMNS, rows))
        (openings(scene, before, after))
    }
}
