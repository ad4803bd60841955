//! Strategies with roles, resources, and dates.

use crate::exports::Document;
use crate::exports::called;
use crate::exports::outline::{Outline, words};
use crate::exports::words::{days, listed};

pub fn strategies(document: &Document<'_>, outline: &mut Outline) {
    let facts = &document.review.facts;
    outline.section("Strategies");
    if facts.plan.strategies.is_empty() {
        outline.say("The plan has no strategies yet.");
    }
    let columns = [
        words("Strategy", 28),
        words("Responsible role", 17),
        words("Resources", 17),
        words("Dates", 15),
        words("Serves, and comes after", 23),
    ];
    let rows = facts.plan.strategies.iter().map(|one| {
        let after = listed(called::references(facts, &one.after)).map(|after| format!("after: {after}"));
        let reasons: Vec<String> =
            listed(called::references(facts, &one.follows_from)).into_iter().chain(after).collect();
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
