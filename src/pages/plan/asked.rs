//! Questions for the team that no plan can answer: yes, partly, no, or unanswered, with evidence.

use maud::{Markup, html};

use super::super::kit::{field, place as anchor, radio};
use super::desk::Desk;
use super::known::choice;

/// The possible answers, besides unanswered.
const SAID: [&str; 3] = ["yes", "partly", "no"];

/// The fields of what is behind an answer, with their types of input.
const BEHIND: [(&str, &str); 3] = [("by", "text"), ("on", "date"), ("document", "text")];

/// Renders the question of a criterion or requirement as a group of choices; `id` is its id in the plan.
pub fn asked(desk: &Desk<'_>, id: &str, question: &str, help: Markup) -> Markup {
    let known = desk.entries("plan.checks").into_iter();
    let own = known.into_iter().find(|at| desk.value(&format!("plan.checks.{at}.id")) == Some(id));
    let Some(at) = own.or_else(|| desk.fresh("plan.checks")) else { return html! {} };
    let entry = format!("plan.checks.{at}");
    let (said, evidence) = (format!("{entry}.said"), format!("{entry}.evidence"));
    desk.show(&said);
    desk.show(&evidence);
    let behind = BEHIND.map(|(field, kind)| (format!("{entry}.{field}"), field, kind));
    behind.iter().for_each(|(name, ..)| desk.show(name));
    let given = desk.value(&said);
    html! {
        fieldset.asked id=(anchor(&entry)) {
            legend { (question) }
            (desk.hidden(&format!("{entry}.id"), id))
            (help)
            div.choices {
                @for one in SAID {
                    (radio(Some("state"), &said, one, given == Some(one), html! { span { (choice(&desk.scene, "checks.said", one)) } }))
                }
                (radio(Some("state"), &said, "", given.is_none(), html! { span { (desk.say("level.unknown")) } }))
            }
            (field(&anchor(&evidence), desk.say("audit.shows"), None, html! {
                input id=(anchor(&evidence)) name=(evidence) form="state" maxlength="2000" value=[desk.value(&evidence)];
            }))
            div.pair {
                @for (name, own, kind) in &behind {
                    (field(&anchor(name), desk.say(&format!("audit.behind_{own}")), None, html! {
                        input id=(anchor(name)) name=(name) type=(kind) form="state" maxlength="2000" value=[desk.value(name)];
                    }))
                }
            }
        }
    }
}
