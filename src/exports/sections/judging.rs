//! The dip to expect, the earliest fair day, what to look at before it, and when to stop.

use crate::exports::Document;
use crate::exports::outline::{Facts, Outline};
use crate::exports::words::sentence;
use crate::planning::{Review, STOP_RULE};

pub fn judging(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section("When to judge it, and when to stop");
    outline.part("The dip to expect");
    let before = outline.blocks.len();
    outline.facts(each(review, |standing| vec![standing.dip.clone()]));
    if outline.blocks.len() == before {
        outline.say("No chosen design tells of one.");
    }
    outline.part("The earliest fair day");
    match review.progress.fair_date {
        Some(date) => outline.say(format!("Judging by pupils' results is fair from {date} on, and not before.")),
        None => outline.say("It is not known: the plan has no start, no design or no profile."),
    }
    outline.facts(each(review, |standing| vec![standing.fairness.clone()]));
    let look_at = each(review, |standing| standing.look_at.iter().map(|text| sentence(text)).collect());
    let mut own = Outline::default();
    own.facts(look_at);
    if !own.blocks.is_empty() {
        outline.say("Before then, look at use and not at results:");
        outline.blocks.extend(own.blocks);
    }
    outline.part("The rule for stopping");
    outline.say(STOP_RULE);
    let (holds, because) = &review.progress.stop;
    outline.say(format!("It {} now. {}", if *holds { "holds" } else { "does not hold" }, sentence(because)));
}

/// What is known of each design that has a standing.
fn each(review: &Review<'_>, of: impl Fn(&crate::planning::Standing) -> Vec<String>) -> Facts {
    review.facts.chosen.iter().fold(Facts::default(), |facts, chosen| match chosen.standing {
        Some(standing) => facts.all(chosen.name(), of(standing)),
        None => facts,
    })
}
