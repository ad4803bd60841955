//! Explains weights from people's judgments: the method in plain words, contradictions, and the effect on the ranking.

use crate::catalogue::Catalogue;
use crate::elicitation::{Consistency, Elicited, INCONSISTENT_ABOVE, Judged, Judgement, Reconsider, Share};

use super::statement::{Statement, number, tell, word};
use super::words::{decimal, in_sentence, list};

/// Describes how the shares were derived, and where their weight comes from.
pub fn method(catalogue: &Catalogue, judged: &Judged, elicited: &Elicited) -> Statement {
    let template = match judged {
        Judged::Ranking(ranking) if ranking.groups().len() == 1 => {
            "All {count} factors were ranked equal, so their shares are the same."
        }
        Judged::Ranking(_) => {
            "You gave only the order of {count} factors. Each gets the middle of all shares that fit this order \
             (rank-order centroids). An order does not show how far apart the factors are."
        }
        Judged::Swing(_) => {
            "Points show how much it would matter to move each of {count} factors from its worst level to its best. A \
             factor's share is its points out of all points."
        }
        Judged::Pairwise(_) => {
            "Each of {count} factors was compared with every other. A factor's share is higher the more important it \
             was rated, especially against factors that are important themselves (the principal eigenvector of the \
             comparisons)."
        }
    };
    let count = elicited.shares.len().to_string();
    tell(template, &[number("count", "factors", count)])
        .then(first_and_last(catalogue, elicited))
        .then(shared_out(catalogue, elicited))
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
    let each = |all: &[&Share]| if all.len() > 1 { " each" } else { "" };
    let slots = [
        word("first", names(&most)),
        percent("top", most[0]),
        word("each_of_first", each(&most)),
        word("last", names(&least)),
        percent("bottom", least[0]),
        word("each_of_last", each(&least)),
    ];
    let template = "The largest share goes to {first} ({top} % of these factors' total weight{each_of_first}), the \
                    smallest to {last} ({bottom} %{each_of_last}).";
    tell(template, &slots)
}

fn shared_out(catalogue: &Catalogue, elicited: &Elicited) -> Statement {
    let named: f64 = elicited.shares.iter().map(|one| catalogue.factors[one.factor].weight.value).sum();
    let printed = |weight: f64| decimal((weight * 1e6).round() as u128);
    if elicited.shares.len() == catalogue.factors.len() {
        return tell(
            "Together they keep their catalog weight of {named}.",
            &[number("named", "catalogue_weight", printed(named))],
        );
    }
    tell(
        "Together they keep their catalog weight of {named}; factors that were not named keep their own weights.",
        &[number("named", "catalogue_weight", printed(named))],
    )
}

/// Names the factors that would no longer count.
pub fn without_weight(catalogue: &Catalogue, elicited: &Elicited) -> Option<Statement> {
    let none = elicited.shares.iter().filter(|one| one.share == 0);
    let names: Vec<String> = none.map(|one| name(catalogue, one.factor)).collect();
    let template = "{names} would have no weight, so answers there would not change any score.";
    (!names.is_empty()).then(|| tell(template, &[word("names", list(&names))]).capitalised())
}

/// Describes whether the comparisons contradict each other, and which one to reconsider first.
pub fn consistency(catalogue: &Catalogue, consistency: &Consistency) -> Statement {
    let slots = [
        number("ratio", "consistency.ratio", ratio(consistency.ratio)),
        number("limit", "consistency.limit", decimal(INCONSISTENT_ABOVE.into())),
    ];
    let template = if consistency.is_inconsistent() {
        "Talk about the comparisons before you use these weights: they contradict each other too much. The consistency \
         ratio is {ratio}, above {limit}."
    } else if consistency.ratio > 0 {
        "The comparisons contradict each other a little, no more than usual. The consistency ratio is {ratio} (up to \
         {limit} is usual)."
    } else {
        "No comparison contradicts another. The consistency ratio is {ratio}."
    };
    let told = tell(template, &slots);
    match &consistency.reconsider {
        Some(reconsider) => told.then(reconsidered(catalogue, reconsider)),
        None => told,
    }
}

fn reconsidered(catalogue: &Catalogue, one: &Reconsider) -> Statement {
    let said = |judgement: &Judgement, verb: &str, id: &str| {
        let slots = [
            word("more", name(catalogue, judgement.more)),
            word("less", name(catalogue, judgement.less)),
            word("verb", verb),
            number("times", id, times(judgement.times)),
        ];
        // "1 times as important" means equally important.
        match times(judgement.times).as_str() {
            "1" => tell("{more} {verb} as important as {less}", &slots),
            _ => tell("{more} {verb} {times} times as important as {less}", &slots),
        }
    };
    let judged = said(&one.judged, "was rated", "consistency.reconsider.times");
    let implied = said(&one.implied, "is", "consistency.reconsider.implied.times");
    let changed = ratio(one.ratio_if_changed);
    let slots = [
        word("judged", judged.text),
        word("implied", implied.text),
        number("changed", "consistency.reconsider.ratio_if_changed", changed),
    ];
    let template = "Reconsider this comparison first: {judged}, while the other comparisons together imply that \
                    {implied}. With that change, the ratio would be {changed}.";
    let mut told = tell(template, &slots);
    // The two inner clauses come first in the text, and so do their numbers.
    told.numbers.splice(0..0, judged.numbers.into_iter().chain(implied.numbers));
    told.then(equally_far(one.equally_far))
}

fn equally_far(others: usize) -> Statement {
    let slots = [number("others", "consistency.reconsider.equally_far", others.to_string())];
    match others {
        0 => Statement::default(),
        1 => tell("{others} other comparison is just as far off, so either may be the one to change.", &slots),
        _ => tell("{others} other comparisons are just as far off, so any of them may be the one to change.", &slots),
    }
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
pub fn sides() -> Statement {
    let text = "The model weighs two things separately: what a design could achieve and how ready the team is. \
                These weights change what counts within each of the two.";
    tell(text, &[])
}

fn name(catalogue: &Catalogue, factor: usize) -> String {
    in_sentence(&catalogue.factors[factor].name)
}
