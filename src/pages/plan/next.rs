//! How far a plan is, and the three most serious things to do next.

use maud::{Markup, html};

use super::desk::Desk;
use super::place::{STEPS_PAGE, settled_by};
use crate::planning::{Finding, Review, ToDo};

/// How many things are shown at once.
const SHOWN: usize = 3;

/// Shows how many percent are done and what to do next.
pub fn three(desk: &Desk<'_>, review: &Review<'_>, done: usize) -> Markup {
    let all = to_do(desk, review);
    let (next, more) = all.split_at(all.len().min(SHOWN));
    let key = match next.len() {
        0 => "short.nothing_next",
        1 => "short.one_next",
        2 => "short.two_next",
        _ => "short.three_next",
    };
    html! {
        section.next-things aria-labelledby="next" {
            h2 #next { (desk.scene.fill(key, &[("percent", &done.to_string())])) }
            @if !next.is_empty() { ol { @for one in next { (item(desk, one)) } } }
            @if !more.is_empty() {
                p.small { button.link form="state" formaction=(STEPS_PAGE) {
                    (desk.scene.fill("short.more", &[("number", &more.len().to_string())]))
                } }
            }
        }
    }
}

/// Returns what is to be done, most serious first; of the same severity, what this page asks for comes first.
fn to_do<'r>(desk: &Desk<'_>, review: &'r Review<'_>) -> Vec<ToDo<'r>> {
    let mut all = ToDo::of(review.findings.iter().filter(|finding| finding.waived.is_none()));
    let is_elsewhere = |finding: &Finding| !settled_by(finding).is_some_and(|name| desk.is_shown(&name));
    all.sort_by_key(|one| (std::cmp::Reverse(one.severity()), is_elsewhere(one.findings[0])));
    all
}

fn item(desk: &Desk<'_>, one: &ToDo<'_>) -> Markup {
    html! {
        li {
            (desk.way_to(one.findings[0], one.fix())) " "
            @for finding in one.facts().iter().take(2) { span.small { (finding.found) } " " }
        }
    }
}
