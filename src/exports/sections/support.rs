//! Ongoing support after the start.

use crate::exports::Document;
use crate::exports::labels::label;
use crate::exports::outline::{Facts, Outline};
use crate::exports::words::listed;
use crate::words::text;

pub fn support(document: &Document<'_>, outline: &mut Outline) {
    let support = &document.review.facts.plan.support;
    outline.section(text("exports.support.ongoing_support"));
    let facts = Facts::default()
        .maybe("Until", support.until)
        .maybe("Forms", listed(support.forms.iter().map(|form| label(*form))))
        .maybe("Feedback", support.feedback.map(label))
        .maybe("How teachers receive coaching and feedback", support.how.as_ref())
        .maybe("What comes next", support.next.as_ref());
    let before = outline.blocks.len();
    outline.facts(facts);
    if outline.blocks.len() == before {
        outline.say(text("exports.support.plan_does_not"));
    }
}
