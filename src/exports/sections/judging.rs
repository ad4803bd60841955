//! The expected dip, the earliest fair date, what to look at before it, and when to stop.

use crate::exports::Document;
use crate::exports::outline::{Facts, Outline};
use crate::exports::words::sentence;
use crate::planning::Review;
use crate::words::{fill, text};

pub fn judging(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section(text("exports.judging.when_judge_results"));
    outline.part(text("exports.judging.expected_dip"));
    let before = outline.blocks.len();
    outline.facts(each(review, |standing| vec![standing.dip.clone()]));
    if outline.blocks.len() == before {
        outline.say(text("exports.judging.expected_dip_unknown"));
    }
    outline.part(text("exports.judging.earliest_fair_date"));
    match review.progress.fair_date {
        Some(date) => outline.say(fill(text("exports.judging.do_not_judge"), &[("date", &date.to_string())])),
        None => outline.say(text("planning.stop.no_fair_date")),
    }
    outline.facts(each(review, |standing| vec![standing.fairness.clone()]));
    let look_at = each(review, |standing| standing.look_at.iter().map(|one| sentence(one)).collect());
    let mut own = Outline::default();
    own.facts(look_at);
    if !own.blocks.is_empty() {
        outline.say(text("exports.judging.until_then_look"));
        outline.blocks.extend(own.blocks);
    }
    outline.part(text("exports.judging.when_stop"));
    outline.say(text("planning.stop.rule"));
    let (holds, because) = &review.progress.stop;
    let template =
        if *holds { text("exports.judging.rule_applies_now") } else { text("exports.judging.rule_does_not") };
    outline.say(fill(template, &[("reason", &sentence(because))]));
}

/// Collects texts about each design that has a standing.
fn each(review: &Review<'_>, of: impl Fn(&crate::planning::Standing) -> Vec<String>) -> Facts {
    review.facts.chosen.iter().fold(Facts::default(), |facts, chosen| match chosen.standing {
        Some(standing) => facts.all(chosen.name(), of(standing)),
        None => facts,
    })
}
