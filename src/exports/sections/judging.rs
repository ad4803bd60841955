//! The expected dip, the earliest fair date, what to look at before it, and when to stop.

use crate::exports::Document;
use crate::exports::outline::{Facts, Outline};
use crate::exports::words::sentence;
use crate::planning::Review;

pub fn judging(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section("When to judge results, and when to stop");
    outline.part("Expected dip");
    let before = outline.blocks.len();
    outline.facts(each(review, |standing| vec![standing.dip.clone()]));
    if outline.blocks.len() == before {
        outline.say("The expected dip is unknown for the chosen designs.");
    }
    outline.part("Earliest fair date");
    match review.progress.fair_date {
        Some(date) => outline.say(format!("Do not judge by student results before {date}.")),
        None => outline.say("The earliest fair date is unknown: the plan has no start, no design, or no profile."),
    }
    outline.facts(each(review, |standing| vec![standing.fairness.clone()]));
    let look_at = each(review, |standing| standing.look_at.iter().map(|text| sentence(text)).collect());
    let mut own = Outline::default();
    own.facts(look_at);
    if !own.blocks.is_empty() {
        outline.say("Until then, look at use instead of results:");
        outline.blocks.extend(own.blocks);
    }
    outline.part("When to stop");
    outline.say(crate::words::text("planning.stop.rule"));
    let (holds, because) = &review.progress.stop;
    outline.say(format!("This rule {} now. {}", if *holds { "applies" } else { "does not apply" }, sentence(because)));
}

/// Collects texts about each design that has a standing.
fn each(review: &Review<'_>, of: impl Fn(&crate::planning::Standing) -> Vec<String>) -> Facts {
    review.facts.chosen.iter().fold(Facts::default(), |facts, chosen| match chosen.standing {
        Some(standing) => facts.all(chosen.name(), of(standing)),
        None => facts,
    })
}
