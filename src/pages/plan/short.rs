//! The short plan: a few plain questions, filled in from what is known, below the three things to do next.

use maud::{Markup, html};

use super::carried::goal_draft;
use super::desk::Desk;
use super::inputs::asked;
use super::keep::keep;
use super::place::{BEGIN, STEPS_PAGE};
use super::steps::heading;
use super::{next, offers};

/// The questions in order, each with its fields.
const QUESTIONS: [(&str, &[&str]); 8] = [
    ("need", &["needs.0.missing"]),
    ("evidence", &["needs.0.evidence.0.says"]),
    ("goal", &["goals.0.text"]),
    ("learning", &["learning_needs.0.text"]),
    ("who", &["learning_needs.0.who", "people.teachers"]),
    ("what", &["designs.0.design", "designs.0.because"]),
    ("when", &["calendar.from", "calendar.until"]),
    ("known", &["indicators.0.text"]),
];

pub fn body(desk: &Desk<'_>) -> Markup {
    // Rendered first, so that links lead to the fields of this page.
    let questions = html! {
        (desk.hidden("plan.short", "yes"))
        div.short { @for (key, fields) in QUESTIONS { (question(desk, key, fields)) } }
    };
    html! {
        h1 { (heading(desk)) }
        @if let Some(review) = desk.review() {
            (next::three(desk, review, done(desk)))
        }
        (questions)
        p.actions {
            button.primary form="state" formaction=(BEGIN) { (desk.say("short.update")) }
            button form="state" formaction="/plan.docx" data-native="" { (desk.say("short.word")) }
            button form="state" formaction=(STEPS_PAGE) { (desk.say("short.to_steps")) }
        }
        @if let Some(review) = desk.review().filter(|review| !review.facts.chosen.is_empty()) {
            (offers::list(desk, review))
        }
        (keep(desk, BEGIN, None))
    }
}

/// Returns the field of a question, or the one that a plan from elsewhere uses instead.
fn field(desk: &Desk<'_>, name: &str) -> String {
    let (own, other) = (format!("plan.{name}"), "plan.needs.0.expected");
    if name == "needs.0.missing" && !desk.says(&own) && desk.says(other) { other.to_owned() } else { own }
}

fn question(desk: &Desk<'_>, key: &str, fields: &[&str]) -> Markup {
    let hint = desk.scene.words.get(&format!("short.{key}_hint"));
    html! {
        @match fields {
            [one] => (asked(desk, &field(desk, one), desk.scene.words.say(&format!("short.{key}")), hint)),
            _ => {
                div.pair {
                    @for name in fields {
                        @let own = name.rsplit('.').next().unwrap_or(name);
                        (asked(desk, &field(desk, name), desk.scene.words.say(&format!("short.{key}_{own}")), None))
                    }
                }
                @if let Some(hint) = hint { p.hint { (hint) } }
            },
        }
    }
}

/// Returns how many percent of the questions are answered; a question with two fields needs its first.
fn done(desk: &Desk<'_>) -> usize {
    let answered = QUESTIONS.iter().filter(|(_, fields)| is_answered(desk, &field(desk, fields[0]))).count();
    100 * answered / QUESTIONS.len()
}

/// Whether somebody answered a question; what the tool put in does not count.
fn is_answered(desk: &Desk<'_>, name: &str) -> bool {
    let draft = || Some(goal_draft(&desk.scene, desk.value("plan.needs.0.missing")?));
    desk.says(name) && (name != "plan.goals.0.text" || desk.value(name) != draft().as_deref())
}
