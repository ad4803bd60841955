//! Strategies with roles, resources, and dates.

use crate::exports::Document;
use crate::exports::names;
use crate::exports::outline::{Outline, words};
use crate::exports::words::{days, listed};
use crate::words::{fill, text};

pub fn strategies(document: &Document<'_>, outline: &mut Outline) {
    let facts = &document.review.facts;
    outline.section(text("exports.strategies.strategies"));
    if facts.plan.strategies.is_empty() {
        outline.say(text("exports.strategies.plan_no_strategies"));
    }
    let columns = [
        words(text("exports.strategies.strategy"), 28),
        words(text("exports.strategies.responsible_role"), 17),
        words(text("exports.strategies.resources"), 17),
        words(text("exports.strategies.dates"), 15),
        words(text("exports.strategies.serves_comes_after"), 23),
    ];
    let rows = facts.plan.strategies.iter().map(|one| {
        let after = listed(names::references(facts, &one.after))
            .map(|after| fill(text("exports.strategies.after"), &[("names", &after)]));
        let reasons: Vec<String> =
            listed(names::references(facts, &one.follows_from)).into_iter().chain(after).collect();
        vec![
            one.text.clone().or_else(|| one.id.clone()).unwrap_or_default(),
            one.responsible.clone().unwrap_or_default(),
            one.resources.clone().unwrap_or_default(),
            days(one.from, one.until).unwrap_or_default(),
            reasons.join("; "),
        ]
    });
    outline.table(&columns, rows.collect());
}
