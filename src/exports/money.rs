//! What a plan costs and what its budget pays for, as facts that documents, pages and the terminal share.

use super::words::range;
use crate::planning::{CostKind, Pricing, Range, Review, money as amount_of};
use crate::words::{fill_text, number, text, thousands};

/// A name with one or more texts.
pub type Fact = (&'static str, Vec<String>);

/// `$1,200 ($800 to $2,000)`, or a single amount.
pub fn money_range(of: Range, currency: Option<&str>) -> String {
    let [low, typical, high] = [of.low, of.typical, of.high].map(|value| amount_of(value, currency));
    if low == high {
        return typical;
    }
    fill_text("exports.range.typical", &[("typical", &typical), ("from", &low), ("until", &high)])
}

/// Whether a cost was published or is an estimate.
pub fn basis(kind: CostKind) -> &'static str {
    match kind {
        CostKind::Published => text("exports.resources.published"),
        CostKind::Reckoned => text("exports.resources.reckoned"),
    }
}

/// Returns what the plan costs, for whom and when, beside the budget.
pub fn money_facts(review: &Review<'_>) -> Vec<Fact> {
    let resources = &review.resources;
    let currency = review.facts.plan.prices.currency.as_deref();
    let money = |of: Range| money_range(of, currency);
    let mut facts = vec![("exports.resources.cash_one", vec![money(resources.per_teacher.cash)])];
    if let Some(total) = &resources.total {
        facts.push(("exports.resources.cash_total", vec![money(total.cash)]));
    }
    facts.extend(resources.cash_per_student.map(|cash| ("exports.resources.cash_student", vec![money(cash)])));
    facts.push(("exports.resources.spent_on", spending(review)));
    facts.push(("exports.resources.years", years(review)));
    facts.push(("exports.resources.paid_time", paid_time(review).into_iter().collect()));
    facts.extend(budget(review));
    facts.push(("exports.resources.coaches", coaches(review).into_iter().collect()));
    facts.push(("exports.resources.otherwise", resources.otherwise.iter().map(|one| one.text.clone()).collect()));
    let named = facts.into_iter().filter(|(_, texts)| !texts.is_empty());
    named.map(|(key, texts)| (text(key), texts)).collect()
}

fn spending(review: &Review<'_>) -> Vec<String> {
    let currency = review.facts.plan.prices.currency.as_deref();
    let line = |(what, amount): &(crate::planning::Spending, Range)| {
        let what = text(&format!("exports.resources.{}", what.id())).to_owned();
        fill_text("exports.resources.spending", &[("what", &what), ("amount", &money_range(*amount, currency))])
    };
    review.resources.spending.iter().map(line).collect()
}

/// The cost of each year.
pub(super) fn years(review: &Review<'_>) -> Vec<String> {
    let currency = review.facts.plan.prices.currency.as_deref();
    let years = &review.resources.years;
    let line = |year: &crate::planning::YearCost| {
        let slots = [("year", year.name.as_str()), ("amount", &money_range(year.cash, currency))];
        fill_text("exports.resources.year", &slots)
    };
    years.iter().map(line).collect()
}

fn paid_time(review: &Review<'_>) -> Option<String> {
    let (sum, key) = match &review.resources.total {
        Some(total) => (total, "exports.resources.paid_time_text"),
        None => (&review.resources.per_teacher, "exports.resources.paid_time_each"),
    };
    let worth = amount_of(sum.paid_worth.typical, review.facts.plan.prices.currency.as_deref());
    let is_any = sum.paid_hours.high > 0.0;
    is_any.then(|| fill_text(key, &[("hours", &thousands(sum.paid_hours.typical)), ("worth", &worth)]))
}

/// The budget and what is missing or left of it.
fn budget(review: &Review<'_>) -> Vec<Fact> {
    let pricing = Pricing::new(&review.facts.plan.prices, review.facts.catalogue);
    let Some(amount) = review.facts.plan.prices.budget else { return Vec::new() };
    let mut facts: Vec<Fact> = vec![("exports.resources.budget", vec![pricing.money(amount)])];
    if let Some(budget) = &review.resources.budget {
        let gap = budget.gap.typical;
        let key = if gap > 0.0 { "exports.resources.missing" } else { "exports.resources.left" };
        facts.push((key, vec![pricing.money(gap.abs())]));
    }
    facts
}

fn coaches(review: &Review<'_>) -> Option<String> {
    let coaches = review.resources.coaches.as_ref()?;
    let (needed, ratio) = (range(coaches.needed, 1), number(coaches.teachers_per_coach.typical));
    let named = coaches.named.map(|named| named.to_string());
    let key = if named.is_some() { "exports.resources.coaches_named" } else { "exports.resources.coaches_text" };
    let slots = [("needed", needed.as_str()), ("ratio", &ratio), ("named", named.as_deref().unwrap_or_default())];
    Some(fill_text(key, &slots))
}
