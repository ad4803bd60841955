//! Explains weights from people's judgments: the method in plain words, contradictions, and the effect on the ranking.

use crate::catalogue::Catalogue;
use crate::elicitation::{Consistency, Elicited, INCONSISTENT_ABOVE, Judged, Reconsider, Share};

use crate::words::{counted, decimal, in_sentence, list, text};

use crate::sentences::{Statement, number, tell, word};

/// Describes how the shares were derived, and where their weight comes from.
pub fn method(catalogue: &Catalogue, judged: &Judged, elicited: &Elicited) -> Statement {
    let template = match judged {
        Judged::Ranking(ranking) if ranking.groups().len() == 1 => text("explain.weights.method.equal"),
        Judged::Ranking(_) => text("explain.weights.method.ranking"),
        Judged::Swing(_) => text("explain.weights.method.swing"),
        Judged::Pairwise(_) => text("explain.weights.method.pairwise"),
    };
    let count = elicited.shares.len().to_string();
    tell(template, &[number("count", "factors", count)])
        .then(first_and_last(catalogue, elicited))
        .then(total_weight(catalogue, elicited))
}

/// Names the factors with the largest and smallest shares, unless all are equal up to rounding.
fn first_and_last(catalogue: &Catalogue, elicited: &Elicited) -> Statement {
    let of =
        |share: u64| -> Vec<&Share> { elicited.shares.iter().filter(|one| one.share.abs_diff(share) <= 1).collect() };
    let most = of(elicited.shares.iter().map(|one| one.share).max().unwrap_or_default());
    let least = of(elicited.shares.iter().map(|one| one.share).min().unwrap_or_default());
    if most.len() == elicited.shares.len() {
        return Statement::default();
    }
    let names = |all: &[&Share]| list(&all.iter().map(|one| name(catalogue, one.factor)).collect::<Vec<_>>());
    let percent = |slot, one: &Share| {
        number(slot, format!("shares.{}", catalogue.factors[one.factor].id), format!("{:.1}", one.share as f64 / 1e4))
    };
    let slots = [
        word("first", names(&most)),
        percent("top", most[0]),
        word("last", names(&least)),
        percent("bottom", least[0]),
    ];
    let template = match (most.len(), least.len()) {
        (1, 1) => text("explain.weights.extremes.one_and_one"),
        (1, _) => text("explain.weights.extremes.one_and_several"),
        (_, 1) => text("explain.weights.extremes.several_and_one"),
        _ => text("explain.weights.extremes.several_and_several"),
    };
    tell(template, &slots)
}

fn total_weight(catalogue: &Catalogue, elicited: &Elicited) -> Statement {
    let named: f64 = elicited.shares.iter().map(|one| catalogue.factors[one.factor].weight.value).sum();
    let template = if elicited.shares.len() == catalogue.factors.len() {
        text("explain.weights.total.all_factors")
    } else {
        text("explain.weights.total.some_factors")
    };
    tell(template, &[number("weight", "catalogue_weight", decimal((named * 1e6).round() as u128))])
}

/// Names the factors that would no longer count.
pub fn without_weight(catalogue: &Catalogue, elicited: &Elicited) -> Option<Statement> {
    let none = elicited.shares.iter().filter(|one| one.share == 0);
    let names: Vec<String> = none.map(|one| name(catalogue, one.factor)).collect();
    (!names.is_empty())
        .then(|| tell(text("explain.weights.without_weight"), &[word("names", list(&names))]).capitalised())
}

/// Describes whether the comparisons contradict each other, and which one to reconsider first.
pub fn consistency(catalogue: &Catalogue, consistency: &Consistency) -> Statement {
    let slots = [
        number("ratio", "consistency.ratio", ratio(consistency.ratio)),
        number("limit", "consistency.limit", decimal(INCONSISTENT_ABOVE.into())),
    ];
    let template = if consistency.is_inconsistent() {
        text("explain.consistency.inconsistent")
    } else if consistency.ratio > 0 {
        text("explain.consistency.usual")
    } else {
        text("explain.consistency.perfect")
    };
    let statement = tell(template, &slots);
    match &consistency.reconsider {
        Some(one) => statement.then(reconsider(catalogue, one)).then(equally_far(one.equally_far)),
        None => statement,
    }
}

fn reconsider(catalogue: &Catalogue, one: &Reconsider) -> Statement {
    let (rated, implied) = (times(one.judged.times), times(one.implied.times));
    // "1 times as important" means equally important.
    let template = match (rated.as_str(), implied.as_str()) {
        ("1", "1") => text("explain.consistency.reconsider.equal_and_equal"),
        ("1", _) => text("explain.consistency.reconsider.equal_and_times"),
        (_, "1") => text("explain.consistency.reconsider.times_and_equal"),
        _ => text("explain.consistency.reconsider.times_and_times"),
    };
    let slots = [
        word("more", name(catalogue, one.judged.more)),
        word("less", name(catalogue, one.judged.less)),
        number("times", "consistency.reconsider.times", rated),
        word("implied_more", name(catalogue, one.implied.more)),
        word("implied_less", name(catalogue, one.implied.less)),
        number("implied_times", "consistency.reconsider.implied.times", implied),
        number("changed", "consistency.reconsider.ratio_if_changed", ratio(one.ratio_if_changed)),
    ];
    tell(template, &slots)
}

fn equally_far(others: usize) -> Statement {
    if others == 0 {
        return Statement::default();
    }
    let slots = [number("others", "consistency.reconsider.equally_far", others.to_string())];
    tell(counted("explain.consistency.equally_far", others), &slots)
}

/// A ratio with three decimals, or with more where rounding would hide on which side of the limit it is.
fn ratio(millionths: u64) -> String {
    let rounded = (millionths + 500) / 1000 * 1000;
    let tells = (rounded > INCONSISTENT_ABOVE) == (millionths > INCONSISTENT_ABOVE) && (rounded > 0 || millionths == 0);
    decimal(if tells { rounded } else { millionths }.into())
}

/// A multiple with at most two decimals.
fn times(value: f64) -> String {
    decimal((value * 100.0).round() as u128 * 10_000)
}

/// Explains what these weights can and cannot change.
pub fn explain_sides() -> Statement {
    tell(text("explain.weights.sides"), &[])
}

fn name(catalogue: &Catalogue, factor: usize) -> String {
    in_sentence(&catalogue.factors[factor].name)
}
