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
        .maybe(text("exports.support.until"), support.until)
        .maybe(text("exports.support.forms"), listed(support.forms.iter().map(|form| label(*form))))
        .maybe(text("exports.support.feedback"), support.feedback.map(label))
        .maybe(text("exports.support.how_teachers_receive"), support.how.as_ref())
        .maybe(text("exports.support.what_comes_next"), support.next.as_ref());
    let before = outline.blocks.len();
    outline.facts(facts);
    if outline.blocks.len() == before {
        outline.say(text("exports.support.plan_does_not"));
    }
}
