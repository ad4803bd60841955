//! The expected dip, the earliest fair date, what to look at before it, and when to stop.

use crate::exports::outline::{FactList, Outline};
use crate::planning::{Chosen, DesignRank, Review};
use crate::words::{fill_text, sentence, text};

pub fn judging(review: &Review<'_>, outline: &mut Outline) {
    outline.part(text("exports.judging.expected_dip"));
    if !outline.facts(each(review, |_, ranked| vec![ranked.dip.clone()])) {
        outline.say(text("exports.judging.expected_dip_unknown"));
    }
    outline.part(text("exports.judging.earliest_fair_date"));
    outline.say(match review.progress.fair_date {
        Some(date) => fill_text("exports.judging.do_not_judge", &[("date", &date.to_string())]),
        None => text("planning.stop.no_fair_date").to_owned(),
    });
    outline.facts(each(review, |chosen, _| chosen.fairness().into_iter().collect()));
    let look_at = each(review, |_, ranked| ranked.look_at.iter().map(|one| sentence(one)).collect());
    if !look_at.is_empty() {
        outline.say(text("exports.judging.until_then_look"));
    }
    outline.facts(look_at);
    outline.part(text("exports.judging.when_stop"));
    outline.say(text("planning.stop.rule"));
    let (holds, because) = &review.progress.stop;
    let key = if *holds { "exports.judging.rule_applies_now" } else { "exports.judging.rule_does_not" };
    outline.say(fill_text(key, &[("reason", &sentence(because))]));
}

/// Collects texts about each design that has a rank.
fn each(review: &Review<'_>, of: impl Fn(&Chosen<'_>, &DesignRank) -> Vec<String>) -> FactList {
    let chosen = review.facts.chosen.iter();
    chosen.filter_map(|chosen| Some((chosen.name(), of(chosen, chosen.ranked?)))).collect()
}
