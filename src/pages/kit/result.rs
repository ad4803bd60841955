//! Results for a design: its score, how clear its rank is, and what it demands.

use maud::{Markup, html};

use super::link::term;
use super::number::{amount, spread_of};
use crate::advisor::Recommendation;
use crate::catalogue::Amount;
use crate::exports::{cost_basis, cost_of, money_range};
use crate::pages::scene::Scene;
use crate::scoring::{Interval, Verdict};
use crate::words::whole;

/// Shows a score as a whole number with its range.
pub fn score(scene: &Scene<'_>, score: i32, interval: Interval) -> Markup {
    let (low, high) = (whole(interval.low).to_string(), whole(interval.high).to_string());
    html! {
        span.score { span.unseen { (scene.say("parts.suitability")) " " } b { (whole(score)) } }
        " " span.range { (scene.fill("parts.range_of", &[("low", &low), ("high", &high)])) }
    }
}

/// Shows how clear the first rank is, with a link to the glossary.
pub fn verdict(scene: &Scene<'_>, verdict: Verdict) -> Markup {
    let key = match verdict {
        Verdict::Clear => "verdict.clear",
        Verdict::Close => "verdict.close",
        Verdict::CannotSeparate => "verdict.cannot_separate",
    };
    html! { span.verdict { (term(scene, "verdict", key)) } }
}

/// Shows a state as a sign and a word.
pub fn state_mark(sign: &str, word: &str) -> Markup {
    html! { span.weight { span.sign aria-hidden="true" { (sign) } " " b { (word) } } }
}

/// Shows a value, or that it is unknown.
fn or_unknown(scene: &Scene<'_>, value: Option<Markup>) -> Markup {
    value.unwrap_or_else(|| html! { (scene.say("parts.unknown")) })
}

/// What a design or a bundle takes of one teacher.
#[derive(Debug)]
pub struct Demands {
    pub hours: Markup,
    pub weeks: Markup,
    pub cover: Markup,
    /// `None` if unknown.
    pub cost: Option<Markup>,
    pub travel_hours: f64,
}

/// Lists hours, weeks, substitute coverage, and cost for one teacher.
pub fn demands(scene: &Scene<'_>, of: Demands) -> Markup {
    html! {
        dl.demands {
            div { dt { (scene.say("parts.hours")) } dd { (of.hours) } }
            div { dt { (scene.say("parts.weeks")) } dd { (of.weeks) } }
            div { dt { (term(scene, "cover", "parts.cover")) } dd { (of.cover) } }
            div { dt { (scene.say("parts.cost")) } dd { (or_unknown(scene, of.cost)) } }
            @if of.travel_hours > 0.0 { div { dt { (scene.say("parts.travel")) } dd { (amount(of.travel_hours)) } } }
        }
    }
}

/// Lists what a ranked design takes, in the environment that it is ranked for.
pub fn demands_of(scene: &Scene<'_>, one: &Recommendation<'_>) -> Markup {
    let catalogue = scene.catalogue();
    let dosage = &catalogue.designs[one.placed.design].dosage;
    let environment = scene.advisor.tables().alternatives[one.placed.alternative].environment;
    let share = catalogue.environments[environment].cover_share.value;
    let cost = cost_of(scene.advisor, one.placed.alternative);
    let times = |of: &Amount, times: f64| spread_of(scene, [of.low * times, of.typical * times, of.high * times]);
    demands(
        scene,
        Demands {
            hours: times(&dosage.hours, 1.0),
            weeks: times(&dosage.weeks, 1.0),
            cover: times(&dosage.cover_hours, share),
            cost: Some(html! { (money_range(cost.amount(), None)) ", " (cost_basis(cost.kind)) }),
            travel_hours: one.travel_hours,
        },
    )
}
