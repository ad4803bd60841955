//! The form: the aim, the facts, the factors in their groups; beside it what follows so far.

use maud::{Markup, html};

use super::aim;
use super::fields::AIM;
use super::layout;
use super::levels::{Faults, fault, fault_id, inputs, is_answered, place};
use super::parts::cited;
use super::scene::Scene;
use super::standing;
use super::view::Page;
use crate::catalogue::{Factor, Group, Kind, Who};
use crate::wire::{FieldError, Problem, fields_of, read_form, read_profile_or_request};

/// The groups in the order in which a planner knows them: what is to be learned, the school, the people.
const GROUPS: [(Group, &str); 3] =
    [(Group::Content, "content"), (Group::SchoolSystem, "school_system"), (Group::Individual, "individual")];

/// Facts about the setting that are whole numbers, and those that are yes or no.
const NUMBERS: [(&str, u32); 3] = [("setting.team_size", 1), ("setting.sites", 1), ("setting.travel_minutes", 0)];
const FLAGS: [&str; 2] = ["setting.cover_available", "setting.single_teacher_of_subject"];
const LIMITS: [&str; 4] = ["limits.hours", "limits.weeks", "limits.cost_usd_per_teacher", "limits.people"];

/// The form with what was sent; a profile that came as a whole is opened into its fields.
pub fn page(scene: &Scene<'_>) -> Page {
    let Some(given) = scene.fields.get("open") else { return shown(scene, None) };
    match read_profile_or_request(scene.advisor, given.as_bytes()) {
        Ok(request) => {
            let fields =
                scene.fields.without(|name| !name.starts_with(AIM)).and(fields_of(scene.catalogue(), &request));
            let grouped = request.profile.voices.is_some();
            shown(&Scene { fields: &fields, ..*scene }, grouped.then(|| scene.say("planner.opened_groups")))
        }
        Err(problem) => {
            let fields = scene.fields.without(|name| name == "open");
            faulty(&Scene { fields: &fields, ..*scene }, &problem)
        }
    }
}

/// The form as it was sent.
fn shown(scene: &Scene<'_>, note: Option<&str>) -> Page {
    match read_form(scene.advisor, &scene.fields.of_request()) {
        Ok(request) => {
            let body = html! {
                @if let Some(note) = note { p.warn { (note) } }
                (form(scene, Faults::default(), standing::first(scene, &request)))
            };
            Page::html(200, layout::page(scene, scene.say("planner.title"), &body))
        }
        Err(problem) => faulty(scene, &problem),
    }
}

/// The form with what is wrong with it, said above and beside each field.
pub fn faulty(scene: &Scene<'_>, problem: &Problem) -> Page {
    let faults = Faults(&problem.errors);
    let body = html! {
        section.summary role="alert" aria-labelledby="faults" {
            h2 #faults { (scene.say("planner.faults")) }
            @if problem.errors.is_empty() { p { (problem.detail) } }
            ul {
                @for error in &problem.errors {
                    @let field = field_on_page(&error.pointer);
                    li { @if is_on_page(scene, field) { a href={ "#" (place(field)) } { (told(scene, error)) } } @else { (told(scene, error)) } }
                }
            }
        }
        (form(scene, faults, html! {}))
    };
    let title = format!("{}: {}", scene.say("planner.faulty"), scene.say("planner.title"));
    Page::html(problem.status, layout::page(scene, &title, &body))
}

/// A fault with the name of its question before it.
fn told(scene: &Scene<'_>, error: &FieldError) -> String {
    let field = field_on_page(&error.pointer);
    let factor = field.trim_start_matches("weights.").split('.').next().unwrap_or("");
    let label = format!("planner.{field}");
    let name = match scene.catalogue().factor_index(factor) {
        Some(at) => scene.catalogue().factors[at].name.as_str(),
        None => [label.as_str(), field].into_iter().find_map(|key| scene.words.get(key)).unwrap_or(field),
    };
    if name.is_empty() { error.detail.clone() } else { format!("{name}: {}", error.detail) }
}

/// The field that a fault is tied to: the counts of a level belong to the level.
fn field_on_page(pointer: &str) -> &str {
    let whole = pointer.split(".count_").next().unwrap_or(pointer);
    match whole.split_once('.') {
        Some((factor, _))
            if matches!(
                factor,
                "learning_preference" | "outcome_type" | "environments" | "exclude" | "current" | "weights"
            ) =>
        {
            factor
        }
        _ => whole,
    }
}

/// Whether the form has a place for a field; others come from hands that write their own.
fn is_on_page(scene: &Scene<'_>, field: &str) -> bool {
    let fixed = ["id", "current", "exclude", "environments", "weights"];
    let facts = NUMBERS.iter().map(|(name, _)| *name).chain(FLAGS).chain(LIMITS);
    let parts = scene.catalogue().factors.iter().flat_map(|factor| {
        let parts = factor.resources.iter().map(|kind| format!("{}.{}", factor.id, kind.id));
        let designs = scene.catalogue().designs.iter().filter(|_| factor.kind == Kind::PerDesign);
        std::iter::once(factor.id.clone())
            .chain(parts)
            .chain(designs.map(|design| format!("{}.{}", factor.id, design.id)))
    });
    fixed.contains(&field) || facts.into_iter().any(|name| name == field) || parts.into_iter().any(|name| name == field)
}

fn form(scene: &Scene<'_>, faults: Faults<'_>, standing: Markup) -> Markup {
    html! {
        form.planner #planner method="post" action="/ranking" data-live="/standing" {
            div.begin {
                h1 { (scene.say("planner.heading")) }
                p.lead { (scene.say("planner.lead")) }
                (contents(scene))
            }
            aside #standing aria-label=(scene.say("standing.label")) { (standing) }
            div.questions {
                (before(scene, faults))
                @for (group, id) in GROUPS { (group_of(scene, faults, group, id)) }
                (limits(scene, faults))
                (kept(scene, faults))
                p.submit { button.primary { (scene.say("planner.submit")) } }
            }
            p.now.scripted { a href="#standing" data-now="" { (scene.say("standing.heading")) } }
        }
    }
}

/// Ways down the page.
fn contents(scene: &Scene<'_>) -> Markup {
    html! {
        nav.contents aria-label=(scene.say("planner.contents")) {
            ol {
                li { a href="#before" { (scene.say("planner.before")) } }
                @for (group, id) in GROUPS {
                    li { a href={ "#" (id) } {
                        (scene.say(&format!("group.{id}"))) " (" (of_group(scene, group).count()) ")"
                    } }
                }
                li { a href="#limits" { (scene.say("planner.limits")) } }
            }
        }
        details.import {
            summary { (scene.say("planner.import")) }
            p { (scene.say("planner.import_why")) }
            label for="profile-file" { (scene.say("planner.import_file")) }
            input #profile-file type="file" accept=".json,application/json" data-open-profile="";
            p { a href="/teams" { (scene.say("planner.import_survey")) } }
            noscript { p { (scene.say("planner.import_noscript")) } label { (scene.say("planner.import_paste"))
                textarea name="open" rows="3" {} } button formaction="/" { (scene.say("planner.import_open")) } }
        }
    }
}

fn of_group<'a>(scene: &Scene<'a>, group: Group) -> impl Iterator<Item = &'a Factor> {
    scene.catalogue().factors.iter().filter(move |factor| factor.group == group)
}

/// The aim, the facts of the setting and what is in use.
fn before(scene: &Scene<'_>, faults: Faults<'_>) -> Markup {
    html! {
        section aria-labelledby="before" {
            h2 #before { (scene.say("planner.before")) }
            p { (scene.say("planner.before_why")) }
            (aim::inputs(scene))
            div.field {
                label for="f-id" { (scene.say("planner.team")) }
                p.hint #team-hint { (scene.say("planner.team_hint")) }
                input #f-id name="id" maxlength="200" autocomplete="off" value=[scene.fields.get("id")]
                    aria-describedby={ "team-hint " (fault_id(faults, "id").unwrap_or_default()) };
                (fault(faults, "id"))
            }
            (designs(scene, faults, "current"))
            fieldset.facts {
                legend { (scene.say("setting.legend")) }
                @for (name, least) in NUMBERS { (number(scene, faults, name, least)) }
                @for name in FLAGS { (flag(scene, faults, name)) }
            }
        }
    }
}

/// Boxes for all designs, behind a click.
fn designs(scene: &Scene<'_>, faults: Faults<'_>, name: &str) -> Markup {
    html! {
        fieldset.boxes id=(place(name)) aria-describedby=[fault_id(faults, name)] {
            legend { (scene.say(&format!("planner.{name}"))) }
            details open[scene.fields.get(name).is_some()] {
                summary { (scene.say("planner.choose_designs")) }
                div.columns {
                    @for design in &scene.catalogue().designs {
                        label { input type="checkbox" name=(name) value=(design.id) checked[scene.fields.has(name, &design.id)];
                            span { (design.name) } }
                    }
                }
            }
            (fault(faults, name))
        }
    }
}

fn number(scene: &Scene<'_>, faults: Faults<'_>, name: &str, least: u32) -> Markup {
    html! {
        div.field.inline {
            label for=(place(name)) { (scene.say(name)) }
            input id=(place(name)) type="number" inputmode="decimal" min=(least) step="any" name=(name) value=[scene.fields.get(name)]
                aria-describedby=[fault_id(faults, name)] aria-invalid=[faults.any(name).then_some("true")];
            (fault(faults, name))
        }
    }
}

fn flag(scene: &Scene<'_>, faults: Faults<'_>, name: &str) -> Markup {
    let options = [("", "level.unknown"), ("true", "layout.yes"), ("false", "layout.no")];
    html! {
        div.field.inline {
            label for=(place(name)) { (scene.say(name)) }
            select id=(place(name)) name=(name) aria-describedby=[fault_id(faults, name)] {
                @for (value, words) in options {
                    option value=(value) selected[scene.fields.get(name).unwrap_or("") == value] { (scene.say(words)) }
                }
            }
            (fault(faults, name))
        }
    }
}

fn group_of(scene: &Scene<'_>, faults: Faults<'_>, group: Group, id: &str) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (scene.say(&format!("group.{id}"))) }
            p { (scene.say(&format!("group.{id}_why"))) }
            @for factor in of_group(scene, group) { (question(scene, faults, factor)) }
        }
    }
}

fn question(scene: &Scene<'_>, faults: Faults<'_>, factor: &Factor) -> Markup {
    html! {
        fieldset.factor id=(place(&factor.id)) .answered[is_answered(scene, factor)] aria-describedby=[fault_id(faults, &factor.id)] {
            legend { (factor.question) }
            (inputs(scene, faults, factor))
            details.help {
                summary { (scene.say("factor.help")) span.unseen { ": " (factor.name) } }
                (help(scene, factor))
            }
        }
    }
}

/// What is meant, who can say, why it matters and where that comes from.
fn help(scene: &Scene<'_>, factor: &Factor) -> Markup {
    html! {
        p { b { (factor.name) } ". " (factor.meaning) }
        p { b { (scene.say("factor.who")) } " " (who(scene, factor)) ". " (factor.caution) }
        p {
            b { (scene.say("factor.why")) } " " (factor.weight.rationale) ". "
            (cited(scene, &factor.weight.grade, &factor.weight.sources))
        }
        p { a href={ "/factors/" (factor.id) } { (scene.say("factor.all")) } }
    }
}

pub fn who(scene: &Scene<'_>, factor: &Factor) -> String {
    let key = |who: &Who| match who {
        Who::Teachers => "who.teachers",
        Who::Leaders => "who.leaders",
        Who::Planner => "who.planner",
        Who::Data => "who.data",
        Who::Observation => "who.observation",
        Who::Timetable => "who.timetable",
    };
    let names: Vec<String> = factor.answered_by.iter().map(|one| scene.say(key(one)).to_owned()).collect();
    crate::explain::list(&names)
}

fn limits(scene: &Scene<'_>, faults: Faults<'_>) -> Markup {
    html! {
        section aria-labelledby="limits" {
            h2 #limits { (scene.say("planner.limits")) }
            p { (scene.say("planner.limits_why")) }
            fieldset.facts {
                legend { (scene.say("limits.legend")) }
                @for name in LIMITS { (number(scene, faults, name, 0)) }
            }
            fieldset.boxes id=(place("environments")) aria-describedby=[fault_id(faults, "environments")] {
                legend { (scene.say("planner.environments")) }
                @for environment in &scene.catalogue().environments {
                    label {
                        input type="checkbox" name="environments" value=(environment.id)
                            checked[scene.fields.has("environments", &environment.id)];
                        span { b { (environment.name) } " " (environment.summary) }
                    }
                }
                (fault(faults, "environments"))
            }
            (designs(scene, faults, "exclude"))
        }
    }
}

/// What other pages set and this one only carries, unless something is wrong with it.
fn kept(scene: &Scene<'_>, faults: Faults<'_>) -> Markup {
    let weights = || scene.fields.iter().filter(|(name, _)| name.starts_with("weights."));
    html! {
        @if faults.any("weights") {
            fieldset.counts #f-weights {
                legend { (scene.say("weights.yours")) }
                @for (name, value) in weights() {
                    label { span { (name) } input id=(place(name)) type="number" min="0" step="any" name=(name) value=(value); }
                }
                (fault(faults, "weights"))
            }
        } @else {
            @for (name, value) in weights() { input type="hidden" name=(name) value=(value); }
        }
    }
}
