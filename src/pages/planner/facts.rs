//! Questions besides the factors: the aim, facts about the team, designs in use, and limits.

use maud::{Markup, html};

use super::super::aim;
use super::super::kit::{FieldFaults, checkbox, fault, fault_id, place, section};
use super::super::scene::Scene;
use crate::catalogue::{FactKind, Setting};
use crate::wire::LIMITS;

/// The aim, the facts about the team, and the designs in use.
pub(super) fn before(scene: &Scene<'_>, faults: FieldFaults<'_>) -> Markup {
    html! { (section(scene, "before", "planner.before", html! {
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
            @for (fact, kind) in Setting::FACTS {
                @let name = format!("setting.{fact}");
                @match kind {
                    FactKind::Flag => { (flag(scene, faults, &name)) }
                    FactKind::Number { low, .. } => { (number(scene, faults, &name, scene.say(&name), *low)) }
                }
            }
        }
    })) }
}

/// Checkboxes for all designs, collapsed.
fn designs(scene: &Scene<'_>, faults: FieldFaults<'_>, name: &str) -> Markup {
    html! {
        fieldset.boxes id=(place(name)) aria-describedby=[fault_id(faults, name)] {
            legend { (scene.say(&format!("planner.{name}"))) }
            details open[scene.fields.get(name).is_some()] {
                summary { (scene.say("planner.choose_designs")) }
                div.columns {
                    @for design in &scene.catalogue().designs {
                        (checkbox(None, name, &design.id, scene.fields.has(name, &design.id), html! { (design.name) }))
                    }
                }
            }
            (fault(faults, name))
        }
    }
}

/// A number with its label and errors.
pub fn number(scene: &Scene<'_>, faults: FieldFaults<'_>, name: &str, label: &str, least: u32) -> Markup {
    html! {
        div.field.inline {
            label for=(place(name)) { (label) }
            input id=(place(name)) type="number" inputmode="decimal" min=(least) step="any" name=(name) value=[scene.fields.get(name)]
                aria-describedby=[fault_id(faults, name)] aria-invalid=[faults.any(name).then_some("true")];
            (fault(faults, name))
        }
    }
}

fn flag(scene: &Scene<'_>, faults: FieldFaults<'_>, name: &str) -> Markup {
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

fn limit_input(scene: &Scene<'_>, faults: FieldFaults<'_>, limit: &str) -> Markup {
    let name = format!("limits.{limit}");
    number(scene, faults, &name, scene.say(&name), 0)
}

pub(super) fn limits(scene: &Scene<'_>, faults: FieldFaults<'_>) -> Markup {
    html! { (section(scene, "limits", "planner.limits", html! {
        p { (scene.say("planner.limits_why")) }
        fieldset.facts {
            legend { (scene.say("limits.legend")) }
            @for limit in LIMITS { (limit_input(scene, faults, limit)) }
        }
        fieldset.boxes id=(place("environments")) aria-describedby=[fault_id(faults, "environments")] {
            legend { (scene.say("planner.environments")) }
            @for one in &scene.catalogue().environments {
                @let words = html! { b { (one.name) } " " (one.summary) };
                (checkbox(None, "environments", &one.id, scene.fields.has("environments", &one.id), words))
            }
            (fault(faults, "environments"))
        }
        (designs(scene, faults, "exclude"))
    })) }
}
