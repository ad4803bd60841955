//! Inputs for plan fields, built from the field types.

use std::collections::BTreeSet;

use maud::{Markup, html};

use super::super::kit::{FieldFaults, about, checkbox, fault, fault_id, field as labelled, place};
use super::desk::Desk;
use super::known::{self, choice, hint, label, one};
use crate::catalogue::Factor;
use crate::wire::{FieldError, FieldKind, FieldOf, LONGEST_TEXT, holds_ids, split_texts, text_value};

/// Fields for a few words; all other text fields have room for sentences.
const SHORT: [&str; 12] =
    ["id", "title", "name", "owner", "unit", "responsible", "by", "time_zone", "place", "currency", "note", "who"];

/// Lists that start with an empty entry.
const BEGUN: [&str; 7] = ["needs", "characteristics", "goals", "learning_needs", "designs", "strategies", "indicators"];

/// The lists that a field can refer to, by the path of the field.
const NAMES: [(&str, &[&str]); 10] = [
    ("goals.follows_from", &["needs", "goals"]),
    ("learning_needs.follows_from", &["goals"]),
    ("designs.follows_from", &["learning_needs"]),
    ("designs.after", &["designs"]),
    ("strategies.follows_from", &["designs", "learning_needs", "goals"]),
    ("strategies.after", &["strategies"]),
    ("experts.designs", &["designs"]),
    ("indicators.follows_from", &["goals", "learning_needs"]),
    ("stages.follows_from", &["learning_needs", "goals"]),
    ("cycles.indicators", &["indicators"]),
];

/// Fields that identify an entry, best first.
const TOLD_BY: [&str; 6] = ["text", "expected", "missing", "gap", "design", "name"];

/// Renders a part of the plan with everything inside it, by its path, except the paths in `but` (on other pages).
pub fn part(desk: &Desk<'_>, path: &str, but: &[&str]) -> Markup {
    known::field(path).map_or_else(|| html! {}, |of| field(desk, &format!("plan.{path}"), &of, but))
}

/// Renders one field, or a group of fields.
pub fn field(desk: &Desk<'_>, name: &str, of: &FieldOf, but: &[&str]) -> Markup {
    let path = known::path_of(name);
    if but.contains(&path.as_str()) {
        return html! {};
    }
    match of.kind {
        FieldKind::One(inside) => html! {
            fieldset.record id=(place(name)) {
                legend { (label(&desk.scene, &path)) }
                (described(desk, &path))
                @for inner in inside() { (field(desk, &format!("{name}.{}", inner.name), &inner, but)) }
                (own_fault(desk, name))
            }
        },
        FieldKind::Many(inside) => many(desk, name, &path, &inside(), but),
        FieldKind::Choices(ids) => {
            let offered = ids().into_iter().map(|id| named(id, choice(&desk.scene, &path, id)));
            boxes(desk, name, &path, of, &offered.collect::<Vec<_>>())
        }
        FieldKind::Texts if holds_ids(of) => boxes(desk, name, &path, of, &references(desk, name, &path)),
        _ => plain(desk, name, &path, of),
    }
}

fn described(desk: &Desk<'_>, path: &str) -> Markup {
    html! { @if let Some(hint) = hint(&desk.scene, path) { p.hint { (hint) } } }
}

/// Shows the errors of a group itself; fields inside it show their own.
fn own_fault(desk: &Desk<'_>, name: &str) -> Markup {
    let own: Vec<FieldError> = desk.faults.0.iter().filter(|fault| fault.pointer == name).cloned().collect();
    fault(FieldFaults(&own), name)
}

/// Renders a list: its entries, and the button to add one.
fn many(desk: &Desk<'_>, list: &str, path: &str, inside: &[FieldOf], but: &[&str]) -> Markup {
    let mut entries = desk.entries(list);
    if entries.is_empty() && BEGUN.contains(&path) {
        entries.push(0);
    }
    html! {
        div.entries id=(place(list)) {
            @if path.contains('.') { p.entries-of { (label(&desk.scene, path)) } }
            (described(desk, path))
            @for at in entries { (entry(desk, list, path, at, inside, but)) }
            (own_fault(desk, list))
            (add(desk, list, path))
        }
    }
}

/// Renders an entry of a list, with its name and the button to remove it.
pub fn entry(desk: &Desk<'_>, list: &str, path: &str, at: usize, inside: &[FieldOf], but: &[&str]) -> Markup {
    let (name, called) = (format!("{list}.{at}"), format!("{} {}", one(&desk.scene, path), at + 1));
    let is_added = desk.added == Some(name.as_str());
    html! {
        div.added[is_added] id=[is_added.then_some("added")] {
            fieldset.entry id=(place(&name)) {
                legend { (called) @if let Some(id) = desk.value(&format!("{name}.id")) { " " code.short-name { (id) } } }
                (own_fault(desk, &name))
                @for inner in inside.iter().filter(|inner| inner.name != "id").chain(inside.iter().filter(|inner| inner.name == "id")) {
                    (field(desk, &format!("{name}.{}", inner.name), inner, but))
                }
                @if desk.says(&name) {
                    p.actions {
                        button.small form="state" formaction={ (desk.scene.path) "#" (place(list)) } name="plan.remove"
                            value=(name.trim_start_matches("plan.")) { (desk.say("plans.remove")) (about(&called)) }
                    }
                }
            }
        }
    }
}

/// The button to add an entry.
pub fn add(desk: &Desk<'_>, list: &str, path: &str) -> Markup {
    html! {
        p.actions {
            button.small form="state" formaction={ (desk.scene.path) "#added" } name="plan.add"
                value=(list.trim_start_matches("plan.")) { (desk.scene.words.say(&format!("plan_list.{}.add", path.replace('.', "_")))) }
        }
    }
}

/// Returns the chosen values of a list.
fn chosen(desk: &Desk<'_>, name: &str, of: &FieldOf) -> BTreeSet<String> {
    desk.values(name)
        .iter()
        .flat_map(|value| match of.kind {
            FieldKind::Texts => split_texts(of, value),
            _ => value.split([' ', ',']).map(str::to_owned).collect(),
        })
        .collect()
}

fn named(id: &str, name: &str) -> (String, String) {
    (id.to_owned(), name.to_owned())
}

/// Renders checkboxes, including checked values that are not offered.
fn boxes(desk: &Desk<'_>, name: &str, path: &str, of: &FieldOf, offered: &[(String, String)]) -> Markup {
    desk.show(name);
    let chosen = chosen(desk, name, of);
    let lost: Vec<&String> = chosen.iter().filter(|id| !offered.iter().any(|(own, _)| own == *id)).collect();
    html! {
        fieldset.boxes id=(place(name)) aria-describedby=[fault_id(desk.faults, name)] {
            legend { (label(&desk.scene, path)) }
            (described(desk, path))
            @if offered.is_empty() && lost.is_empty() { p.hint { (desk.say("plans.nothing_to_choose")) } }
            @for (id, words) in offered {
                (checkbox(Some("state"), name, &text_value(of, id), chosen.contains(id), html! { (words) }))
            }
            @for id in lost {
                (checkbox(Some("state"), name, &text_value(of, id), true, html! { (desk.scene.fill("plans.not_there", &[("id", id)])) }))
            }
            (fault(desk.faults, name))
        }
    }
}

/// Returns the plan parts or factors that an entry can refer to.
fn references(desk: &Desk<'_>, name: &str, path: &str) -> Vec<(String, String)> {
    if path == "characteristics.factors" {
        return factors(desk, name).into_iter().map(|one| named(&one.id, &one.name)).collect();
    }
    let lists = NAMES.iter().find(|(own, _)| *own == path).map_or(&[][..], |(_, lists)| lists);
    let own = name.rsplit_once('.').and_then(|(entry, _)| desk.value(&format!("{entry}.id")));
    lists.iter().flat_map(|list| parts(desk, list)).filter(|(id, _)| Some(id.as_str()) != own).collect()
}

/// Returns the parts of a list, with their ids and identifying texts.
fn parts(desk: &Desk<'_>, list: &str) -> Vec<(String, String)> {
    let list = format!("plan.{list}");
    let entries = desk.entries(&list).into_iter();
    entries
        .filter_map(|at| {
            let name = format!("{list}.{at}");
            let id = desk.value(&format!("{name}.id"))?;
            Some((id.to_owned(), help_text(desk, &name).unwrap_or_else(|| id.to_owned())))
        })
        .collect()
}

/// Returns the text that identifies an entry.
pub fn help_text(desk: &Desk<'_>, name: &str) -> Option<String> {
    let catalogue = desk.scene.catalogue();
    let (by, text) = TOLD_BY.iter().find_map(|by| Some((*by, desk.value(&format!("{name}.{by}"))?)))?;
    let design = (by == "design").then(|| catalogue.design_index(text)).flatten();
    Some(design.map_or_else(|| text.to_owned(), |at| catalogue.designs[at].name.clone()))
}

/// Returns the factors that a characteristic can set; all of them until its subject is chosen.
fn factors<'a>(desk: &Desk<'a>, name: &str) -> Vec<&'a Factor> {
    let catalogue = desk.scene.catalogue();
    let of = name.rsplit_once('.').and_then(|(entry, _)| desk.value(&format!("{entry}.of")));
    let group = catalogue.planning.characteristics.iter().find(|group| Some(group.of.as_str()) == of);
    let is_own = |factor: &&Factor| group.is_none_or(|group| group.factors.contains(&factor.id));
    catalogue.factors.iter().filter(is_own).collect()
}

/// Renders a single-value field with its label, hint, and errors.
fn plain(desk: &Desk<'_>, name: &str, path: &str, of: &FieldOf) -> Markup {
    desk.show(name);
    let id = place(name);
    let hint = hint(&desk.scene, path);
    // A short name is shown on request, and when it is wrong.
    let is_id = of.name == "id" && !desk.faults.any(name);
    let tied = [hint.map(|_| format!("{id}-hint")), fault_id(desk.faults, name)];
    let tied: Vec<String> = tied.into_iter().flatten().collect();
    let tied = (!tied.is_empty()).then(|| tied.join(" "));
    html! {
        div.field.inline[!matches!(of.kind, FieldKind::Text | FieldKind::Texts)].short-name[is_id] {
            label for=(id) { (label(&desk.scene, path)) }
            @if let Some(hint) = hint { p.hint id={ (id) "-hint" } { (hint) } }
            (input(desk, name, path, of, tied.as_deref()))
            (fault(desk.faults, name))
        }
    }
}

/// Renders a field with a label from elsewhere, and with its errors.
pub fn asked(desk: &Desk<'_>, name: &str, label: &str, hint: Option<&str>) -> Markup {
    let path = known::path_of(name);
    let Some(of) = known::field(&path) else { return html! {} };
    desk.show(name);
    let id = place(name);
    let tied = [hint.map(|_| format!("{id}-hint")), fault_id(desk.faults, name)];
    let tied = tied.into_iter().flatten().collect::<Vec<_>>().join(" ");
    html! {
        (labelled(&id, label, hint, html! {
            (input(desk, name, &path, &of, (!tied.is_empty()).then_some(tied.as_str())))
            (fault(desk.faults, name))
        }))
    }
}

/// Renders the input itself; `tied` has the ids of its descriptions.
fn input(desk: &Desk<'_>, name: &str, path: &str, of: &FieldOf, tied: Option<&str>) -> Markup {
    let value = desk.value(name);
    let invalid = desk.faults.any(name).then_some("true");
    let kind = match of.kind {
        // A typed input would not show an invalid value.
        _ if invalid.is_some() => "text",
        FieldKind::Date => "date",
        FieldKind::Time => "time",
        FieldKind::Number | FieldKind::Whole => "number",
        _ => "text",
    };
    if let Some(options) = options(desk, path, of) {
        return select(desk, name, &options, tied);
    }
    let last = path.rsplit('.').next().unwrap_or(path);
    let is_long = matches!(of.kind, FieldKind::Text | FieldKind::Texts) && !SHORT.contains(&last);
    html! {
        @if is_long {
            textarea id=(place(name)) name=(name) rows="2" maxlength=(LONGEST_TEXT) form="state" aria-describedby=[tied] aria-invalid=[invalid] {
                (desk.values(name).join("\n"))
            }
        } @else {
            input id=(place(name)) name=(name) type=(kind) form="state" value=[value] autocomplete="off" aria-describedby=[tied]
                aria-invalid=[invalid] step=[(kind == "number").then_some("any")] maxlength=[(kind == "text").then_some(LONGEST_TEXT)];
        }
    }
}

/// Returns the options of a choice field, with their labels.
fn options(desk: &Desk<'_>, path: &str, of: &FieldOf) -> Option<Vec<(String, String)>> {
    let catalogue = desk.scene.catalogue();
    match (path, of.kind) {
        ("designs.design", _) => Some(catalogue.designs.iter().map(|one| named(&one.id, &one.name)).collect()),
        ("designs.environment", _) => {
            Some(catalogue.environments.iter().map(|one| named(&one.id, &one.name)).collect())
        }
        ("cycles.stage", _) => Some(parts(desk, "stages")),
        (_, FieldKind::Flag) => {
            Some(vec![named("true", desk.say("layout.yes")), named("false", desk.say("layout.no"))])
        }
        (_, FieldKind::Choice(ids)) => {
            Some(ids().into_iter().map(|id| named(id, choice(&desk.scene, path, id))).collect())
        }
        _ => None,
    }
}

/// Renders a single choice or none; keeps a submitted value that is not among the options.
fn select(desk: &Desk<'_>, name: &str, options: &[(String, String)], tied: Option<&str>) -> Markup {
    let value = desk.value(name);
    let is_lost = value.filter(|value| !options.iter().any(|(id, _)| id == value));
    html! {
        select id=(place(name)) name=(name) form="state" aria-describedby=[tied] {
            option value="" selected[value.is_none()] { (desk.say("plans.not_said")) }
            @for (id, words) in options { option value=(id) selected[value == Some(id.as_str())] { (words) } }
            @if let Some(lost) = is_lost { option value=(lost) selected { (desk.scene.fill("plans.not_there", &[("id", lost)])) } }
        }
    }
}
