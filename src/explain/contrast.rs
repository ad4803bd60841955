//! Compares two designs: the points each factor gives to both, and how the points against the one that is ahead are
//! outweighed.

use crate::catalogue::{AlternativeIndex, DesignIndex, FactorIndex};
use crate::scoring::{Evaluation, Verdict, verdict_between};

use crate::words::{in_sentence, points, text, two_decimals};

use crate::sentences::{Statement, items, number, tell, word};

/// A comparison of two designs. Points are hundredths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contrast {
    /// The alternatives that represent the two designs.
    pub first: AlternativeIndex,
    pub second: AlternativeIndex,
    /// The score of the first design minus that of the second.
    pub difference: i32,
    pub verdict: Verdict,
    /// One for every factor, in the catalog's order; they add up to the difference.
    pub factors: Vec<FactorDifference>,
    /// The factors against the design that is ahead, largest first, each with the factors that outweigh it.
    pub tradeoffs: Vec<Tradeoff>,
    /// What remains for the design that is ahead after all of that is paid for; it adds up to the difference.
    pub lead_from: Vec<Support>,
    pub statement: Statement,
}

/// The points a factor gives to the first design minus those it gives to the second.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactorDifference {
    pub factor: FactorIndex,
    pub difference: i32,
    /// The difference if nothing was answered.
    pub of_typical: i32,
    /// Whether it is among the fewest factors that outweigh all points against the design that is ahead.
    pub decides: bool,
    pub statement: Statement,
}

/// A factor against the design that is ahead, and the factors that outweigh it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tradeoff {
    pub factor: FactorIndex,
    /// Above 0: the points it gives to the design that is behind.
    pub against: i32,
    /// These add up to `against`.
    pub answered_by: Vec<Support>,
    pub statement: Statement,
}

/// Points of a factor in favor of the design that is ahead: all of them, or the rest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Support {
    pub factor: FactorIndex,
    pub points: i32,
}

/// Compares two designs, each by the alternative that represents it. `None` when one of them is offered in no allowed
/// environment.
pub fn contrast(evaluation: &Evaluation<'_>, first: DesignIndex, second: DesignIndex) -> Option<Contrast> {
    let (first, second) = (evaluation.representative(first)?, evaluation.representative(second)?);
    Some(Contraster { evaluation, first, second }.contrast())
}

struct Contraster<'a> {
    evaluation: &'a Evaluation<'a>,
    first: AlternativeIndex,
    second: AlternativeIndex,
}

impl Contraster<'_> {
    fn contrast(&self) -> Contrast {
        let parts = &self.evaluation.parts;
        let difference = parts.score(self.first) - parts.score(self.second);
        let mut factors = self.factors();
        let ahead = if difference < 0 { -1 } else { 1 };
        let gains: Vec<i32> = factors.iter().map(|one| ahead * one.difference).collect();
        for factor in deciding(&gains) {
            factors[factor].decides = difference != 0;
        }
        let (tradeoffs, lead_from) = outweigh(&gains);
        let tradeoffs = tradeoffs.into_iter().map(|(factor, against, answered_by)| {
            let statement = self.tradeoff(factor, against, &answered_by, &gains, ahead);
            Tradeoff { factor, against, answered_by, statement }
        });
        let verdict = verdict_between(self.evaluation, self.first, self.second);
        Contrast {
            first: self.first,
            second: self.second,
            difference,
            verdict,
            tradeoffs: tradeoffs.collect(),
            statement: self.statement(difference, verdict, &lead_from),
            lead_from,
            factors,
        }
    }

    /// The points each factor gives to both, and the difference (E18).
    fn factors(&self) -> Vec<FactorDifference> {
        let tables = self.evaluation.tables();
        let points = [self.first, self.second].map(|alternative| self.evaluation.detail(alternative).points());
        let unknown = self.evaluation.with_nothing_known();
        let typical = [self.first, self.second].map(|alternative| unknown.detail(alternative).points());
        let difference = |factor: FactorIndex| {
            let given = [0, 1].map(|side: usize| points[side][factor]);
            FactorDifference {
                factor,
                difference: given[0] - given[1],
                of_typical: typical[0][factor] - typical[1][factor],
                decides: false,
                statement: self.factor(factor, given),
            }
        };
        tables.all_factors().map(difference).collect()
    }

    fn name(&self, alternative: AlternativeIndex) -> String {
        let design = self.evaluation.tables().alternatives[alternative].design;
        in_sentence(&self.evaluation.catalogue().designs[design].name)
    }

    fn id(&self, alternative: AlternativeIndex) -> &str {
        let design = self.evaluation.tables().alternatives[alternative].design;
        &self.evaluation.catalogue().designs[design].id
    }

    fn factor_name(&self, factor: FactorIndex) -> &str {
        &self.evaluation.catalogue().factors[factor].name
    }

    fn factor(&self, factor: FactorIndex, given: [i32; 2]) -> Statement {
        let id = &self.evaluation.catalogue().factors[factor].id;
        let slots = [
            word("factor", self.factor_name(factor)),
            word("first", self.name(self.first)),
            word("second", self.name(self.second)),
            number("a", format!("parts.{}.{id}", self.id(self.first)), points(given[0])),
            number("b", format!("parts.{}.{id}", self.id(self.second)), points(given[1])),
            match self.answer(factor) {
                Some((of, level)) => number("answer", format!("profile.{of}"), level),
                None => word("answer", String::new()),
            },
        ];
        let template = match (self.is_known(factor), self.answer(factor)) {
            (false, _) => text("explain.contrast.factor.unanswered"),
            (true, None) => text("explain.contrast.factor.answered"),
            (true, Some(_)) => text("explain.contrast.factor.level"),
        };
        tell(template, &slots)
    }

    /// The level, or the mean, of a factor that is answered by one level.
    fn answer(&self, factor: FactorIndex) -> Option<(&str, String)> {
        let mut terms = self.evaluation.tables().terms_of_factor(factor);
        if terms.len() != 1 {
            return None;
        }
        let level = self.evaluation.mixtures.mean_millionths(terms.next()?).filter(|level| *level > 0)?;
        Some((&self.evaluation.catalogue().factors[factor].id, two_decimals(level)))
    }

    fn is_known(&self, factor: FactorIndex) -> bool {
        let tables = self.evaluation.tables();
        let designs = [self.first, self.second].map(|alternative| tables.alternatives[alternative].design);
        tables
            .terms_of_factor(factor)
            .any(|term| designs.iter().any(|design| self.evaluation.mixtures.is_known(term, *design)))
    }

    fn tradeoff(&self, factor: FactorIndex, against: i32, by: &[Support], gains: &[i32], ahead: i32) -> Statement {
        let (winner, loser) = if ahead > 0 { (self.first, self.second) } else { (self.second, self.first) };
        let catalogue = self.evaluation.catalogue();
        let difference = |factor: FactorIndex| format!("differences.{}", catalogue.factors[factor].id);
        let support = |support: &Support| {
            let all = gains[support.factor];
            if support.points == all {
                return self.support(support);
            }
            let slots = [
                word("factor", in_sentence(self.factor_name(support.factor))),
                number("points", format!("support.{}", catalogue.factors[support.factor].id), points(support.points)),
                number("all", difference(support.factor), points(all)),
            ];
            tell(text("explain.contrast.support.in_part"), &slots)
        };
        let slots = [
            word("factor", self.factor_name(factor)),
            word("loser", self.name(loser)),
            word("winner", self.name(winner)),
            number("against", difference(factor), points(against)),
            items("supports", by.iter().map(support)),
        ];
        tell(text("explain.contrast.tradeoff"), &slots)
    }

    /// A factor with its points, as an item of a list.
    fn support(&self, support: &Support) -> Statement {
        let id = format!("support.{}", self.evaluation.catalogue().factors[support.factor].id);
        let name = in_sentence(self.factor_name(support.factor));
        tell(
            text("explain.contrast.support.in_full"),
            &[word("factor", name), number("points", id, points(support.points))],
        )
    }

    fn statement(&self, difference: i32, verdict: Verdict, lead_from: &[Support]) -> Statement {
        let (winner, loser) = if difference < 0 { (self.second, self.first) } else { (self.first, self.second) };
        let slots = [
            word("winner", self.name(winner)),
            word("loser", self.name(loser)),
            number("lead", "difference", points(difference.abs())),
        ];
        if difference == 0 {
            return tell(text("explain.contrast.same_score"), &slots).capitalised();
        }
        let template = match verdict {
            Verdict::Clear => text("explain.contrast.clear"),
            Verdict::Close => text("explain.contrast.close"),
            Verdict::CannotSeparate => text("explain.contrast.cannot_separate"),
        };
        let supports = items("supports", lead_from.iter().take(MOST_NAMED).map(|support| self.support(support)));
        tell(template, &slots).capitalised().then(tell(text("explain.contrast.comes_from"), &[supports]))
    }
}

/// The most factors that a sentence names as the source of a difference.
const MOST_NAMED: usize = 3;

/// The fewest factors, largest first, that outweigh all points against; none when the scores are equal.
fn deciding(gains: &[i32]) -> Vec<usize> {
    let against: i32 = gains.iter().filter(|gain| **gain < 0).sum();
    let mut left = -against;
    let mut pros: Vec<usize> = (0..gains.len()).filter(|factor| gains[*factor] > 0).collect();
    pros.sort_by_key(|factor| -gains[*factor]);
    let mut deciding = Vec::new();
    for factor in pros {
        if left < 0 {
            break;
        }
        left -= gains[factor];
        deciding.push(factor);
    }
    deciding
}

/// A factor against the design that is ahead, its points, and what pays for it.
type Outweighed = (FactorIndex, i32, Vec<Support>);

/// Pays for the points against with the points in favor: the largest first, each by the smallest single factor that is
/// enough, or else by the largest ones there are. The rest is the difference between the scores.
fn outweigh(gains: &[i32]) -> (Vec<Outweighed>, Vec<Support>) {
    let mut left: Vec<Support> = FactorIndex::all(gains.len())
        .filter(|factor| gains[*factor] > 0)
        .map(|factor| Support { factor, points: gains[factor] })
        .collect();
    let mut against: Vec<FactorIndex> = FactorIndex::all(gains.len()).filter(|factor| gains[*factor] < 0).collect();
    against.sort_by_key(|factor| gains[*factor]);
    let outweighed = against.into_iter().map(|factor| (factor, -gains[factor], pay(&mut left, -gains[factor])));
    let outweighed = outweighed.collect();
    left.retain(|support| support.points > 0);
    left.sort_by_key(|support| -support.points);
    (outweighed, left)
}

fn pay(left: &mut [Support], mut price: i32) -> Vec<Support> {
    let mut paid = Vec::new();
    while price > 0 {
        let alone = left.iter_mut().filter(|support| support.points >= price).min_by_key(|support| support.points);
        let Some(from) = (match alone {
            Some(support) => Some(support),
            None => left.iter_mut().filter(|support| support.points > 0).min_by_key(|support| -support.points),
        }) else {
            break;
        };
        let points = from.points.min(price);
        from.points -= points;
        price -= points;
        paid.push(Support { factor: from.factor, points });
    }
    paid
}

#[cfg(test)]
mod tests {
    use super::*;

    fn supports(of: &[(usize, i32)]) -> Vec<Support> {
        of.iter().map(|(factor, points)| Support { factor: (*factor).into(), points: *points }).collect()
    }

    #[test]
    fn each_con_is_paid_for_and_the_rest_is_the_lead() {
        // Pros 500, 300, 90; cons 280 and 100. 300 alone is enough for 280, and 500 alone for 100.
        let (paid, left) = outweigh(&[500, -280, 300, -100, 90]);
        assert_eq!(paid[0], (1.into(), 280, supports(&[(2, 280)])));
        assert_eq!(paid[1], (3.into(), 100, supports(&[(0, 100)])));
        assert_eq!(left, supports(&[(0, 400), (4, 90), (2, 20)]));
    }

    #[test]
    fn a_con_larger_than_any_pro_is_paid_for_by_several() {
        let (paid, left) = outweigh(&[300, -500, 250]);
        assert_eq!(paid, vec![(1.into(), 500, supports(&[(0, 300), (2, 200)]))]);
        assert_eq!(left, supports(&[(2, 50)]));
    }

    #[test]
    fn the_fewest_pros_that_outweigh_all_cons_decide() {
        assert_eq!(deciding(&[500, -280, 300, -100, 90]), vec![0]);
        assert_eq!(deciding(&[300, -500, 250]), vec![0, 2]);
    }
}
