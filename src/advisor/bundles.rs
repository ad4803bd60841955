//! Bundles for one profile, with the sentences about them.

use std::cmp::Ordering;

use super::{Advisor, Options};
use crate::bundle::{Ask, Bundle, DEFAULT_BUNDLES, DEFAULT_DESIGNS, Flag, Member, OrderRule, Partner, Turn, bundles};
use crate::catalogue::{Component, Profile};
use crate::explain::{Slot, Statement, in_sentence, list, number, tell, two_decimals, word};
use crate::scoring::{Evaluation, WeightError};

/// The answer for one profile.
#[derive(Clone, Debug)]
pub struct BundleAdvice<'a> {
    pub profile: &'a Profile,
    /// Best first.
    pub bundles: Vec<ToldBundle>,
    /// How the bundles were chosen and what their scores mean.
    pub about: Statement,
    /// Notes on the answer as a whole.
    pub notes: Vec<Statement>,
    /// The number of sets of designs compared.
    pub compared: usize,
}

/// A bundle in words.
#[derive(Clone, Debug)]
pub struct ToldBundle {
    pub bundle: Bundle,
    pub summary: Statement,
    /// The reason for each design's place in the order.
    pub turns: Vec<Statement>,
    /// One for each of its flags.
    pub flags: Vec<Statement>,
}

impl Advisor {
    /// The best bundles of designs for a profile.
    ///
    /// # Errors
    /// When the multipliers leave no factor to weigh.
    pub fn bundles<'a>(&'a self, profile: &'a Profile, options: &Options) -> Result<BundleAdvice<'a>, WeightError> {
        let evaluation = self.evaluate(profile, options)?;
        let ask = Ask {
            max_designs: options.max_designs.unwrap_or(DEFAULT_DESIGNS),
            top: options.top.unwrap_or(DEFAULT_BUNDLES),
        };
        let found = bundles(&evaluation, &self.marks, ask);
        let teller = Teller { advisor: self, evaluation: &evaluation };
        Ok(BundleAdvice {
            profile,
            about: teller.about(found.compared),
            notes: teller.notes(found.compared),
            compared: found.compared,
            bundles: found.bundles.into_iter().map(|bundle| teller.told(bundle)).collect(),
        })
    }
}

/// Writes the statements about bundles.
struct Teller<'a> {
    advisor: &'a Advisor,
    evaluation: &'a Evaluation<'a>,
}

impl Teller<'_> {
    fn about(&self, compared: usize) -> Statement {
        let template = match compared {
            0 => "No combination of designs fits your answers and limits.",
            1 => "Only one combination of designs fits your answers and limits, so there is one bundle.",
            _ => {
                "The first bundle is the best in this model of {compared} combinations of designs that fit your \
                 answers and limits. Each further bundle is the best that shares at most half of its designs with \
                 every one before it."
            }
        };
        let so_far = tell(template, &[number("compared", "compared", compared.to_string())]);
        self.judged(so_far.then(tell(
            "A bundle's score combines how well its designs fit the team with how much they cover together. The weight \
             of coverage is our judgment; no source has tested such a sum. The score has no range, so treat bundles \
             with close scores as equal.",
            &[],
        )))
    }

    fn notes(&self, compared: usize) -> Vec<Statement> {
        let field = &self.evaluation.field;
        let mut notes = Vec::new();
        if !field.considered.contains(&true) {
            notes.push(tell("Every design was excluded, so there is nothing to combine.", &[]));
        } else if compared == 0 {
            let none = "No design is feasible for this team, so there is no bundle. The ranking shows what each design \
                 is missing.";
            notes.push(tell(none, &[]));
        }
        if self.evaluation.mixtures.known_share(field.tables) < field.catalogue.model.separation.known_share {
            let known = self.evaluation.profile.answers.iter().filter(|answer| answer.is_some()).count();
            let slots = [
                number("known", "factors.answered", known.to_string()),
                number("all", "factors.all", field.tables.factors().to_string()),
                word("are", if known == 1 { "is" } else { "are" }),
            ];
            let little = "Too little is known: only {known} of {all} factors {are} answered. Use these bundles to \
                          decide what to ask next.";
            notes.push(tell(little, &slots));
        }
        notes
    }

    fn told(&self, bundle: Bundle) -> ToldBundle {
        ToldBundle {
            summary: self.summary(&bundle),
            turns: bundle.members.iter().map(|member| self.turn(member)).collect(),
            flags: bundle.flags.iter().map(|flag| self.flag(flag, &bundle)).collect(),
            bundle,
        }
    }

    fn summary(&self, bundle: &Bundle) -> Statement {
        let slots = [
            number("designs", "bundle.designs", bundle.members.len().to_string()),
            number("met", "bundle.coverage.met", bundle.covered.count().to_string()),
            number("of", "bundle.coverage.of", self.advisor.marks.all().len().to_string()),
            number("mean", "bundle.mean_score", hundredths(bundle.mean_score)),
            number("score", "bundle.score", hundredths(bundle.score)),
        ];
        let template = if bundle.members.len() == 1 {
            "This design covers {met} of the {of} criteria and has a fit score of {mean}; the bundle scores {score}."
        } else {
            "These {designs} designs cover {met} of the {of} criteria and average {mean}; the bundle scores {score}."
        };
        self.judged(tell(template, &slots))
    }

    /// Explains a design's place in the order.
    fn turn(&self, member: &Member) -> Statement {
        let Some(turn) = member.turn else {
            return tell("It is the only design, so there is no order.", &[]);
        };
        let later = turn.comes == Ordering::Greater;
        let template = match (turn.rule, later) {
            (OrderRule::EmbedsLast, true) => {
                "Unlike {other}, it builds in classroom practice. This model puts such designs last."
            }
            (OrderRule::EmbedsLast, false) => {
                "Unlike {other}, it does not build in classroom practice. This model puts designs that do so last."
            }
            (OrderRule::OwnPracticeLater, true) => {
                "Unlike {other}, it has teachers show their own practice to colleagues. This model puts that later, \
                 once people are ready."
            }
            (OrderRule::OwnPracticeLater, false) => {
                "Unlike {other}, it does not have teachers show their own practice to colleagues. This model puts that \
                 later, once people are ready."
            }
            (OrderRule::BeginsEarlier, _) => {
                "It begins with {own}, and {other} with {theirs}. This model puts theory before demonstration, then \
                 practice, then feedback and coaching."
            }
            (OrderRule::EndsEarlier, _) => {
                "It ends with {own}, and {other} with {theirs}. This model puts theory before demonstration, then \
                 practice, then feedback and coaching."
            }
            (OrderRule::CatalogueOrder, _) => "The catalog gives no order for it and {other}; you may swap them.",
        };
        self.judged(tell(template, &self.turn_slots(member, turn)))
    }

    fn turn_slots(&self, member: &Member, turn: Turn) -> [Slot<'static>; 3] {
        let component = |design: usize| {
            let components = self.evaluation.catalogue().designs[design].components.iter();
            let told = if turn.rule == OrderRule::EndsEarlier { components.max() } else { components.min() };
            told.copied().map_or_else(|| "no named component".to_owned(), in_words)
        };
        [
            word("other", self.name(turn.neighbour)),
            word("own", component(member.design)),
            word("theirs", component(turn.neighbour)),
        ]
    }

    fn flag(&self, flag: &Flag, bundle: &Bundle) -> Statement {
        match flag {
            Flag::LacksEmbedding { outcome, partner } => self.lacks_embedding(*outcome, *partner, bundle),
            Flag::BelowHoursFloor { outcome, hours } => self.below_hours_floor(*outcome, *hours),
            Flag::HasToBuild { design } => self.has_to_build(*design, bundle),
            Flag::CostNotTested { designs } => {
                let names: Vec<String> = designs.iter().map(|design| self.name(*design)).collect();
                let known = "The cost limit was not tested for {names}, because no cost is known.";
                tell(known, &[word("names", list(&names))])
            }
        }
    }

    fn lacks_embedding(&self, outcome: usize, partner: Option<Partner>, bundle: &Bundle) -> Statement {
        let alone = bundle.members.len() == 1;
        let by = match bundle.members.as_slice() {
            [only] => format!("{} alone", self.name(only.design)),
            _ => "any of these designs".to_owned(),
        };
        let wanted = "The outcome you want is {outcome}, but classroom practice is not built into {by}.";
        let lacks = tell(wanted, &[word("by", by), word("outcome", self.outcome(outcome))]);
        let Some(partner) = partner else {
            return self.judged(lacks.then(tell("No design that builds it in fits within the limits.", &[])));
        };
        let slots = [
            word("partner", self.name(partner.design)),
            word("it", if alone { "it" } else { "them" }),
            number("score", "partner.score", hundredths(partner.score)),
        ];
        let added = tell("In this model, the best partner for {it} is {partner}: together they score {score}.", &slots);
        self.judged(lacks.then(added))
    }

    fn below_hours_floor(&self, outcome: usize, hours: f64) -> Statement {
        let floor = &self.evaluation.catalogue().model.bundle.hours_floor;
        let slots = [
            number("hours", "demands.hours.typical", plain(hours)),
            number("floor", "bundle.hours_floor", plain(floor.value)),
            word("outcome", self.outcome(outcome)),
            word("sources", floor.sources.join(", ")),
        ];
        let template = if floor.sources.is_empty() {
            "It typically takes {hours} hours in all. The minimum for {outcome} is about {floor} hours. This minimum \
             is our judgment; extra hours add nothing to the score."
        } else {
            "It typically takes {hours} hours in all. The minimum for {outcome} is about {floor} hours. This minimum \
             is an association and contested (sources: {sources}); extra hours add nothing to the score."
        };
        tell(template, &slots).graded(&floor.grade)
    }

    fn has_to_build(&self, design: usize, bundle: &Bundle) -> Statement {
        let stands = tell("Build toward {name} before you start.", &[word("name", self.name(design))]);
        let gates = bundle.members.iter().filter(|member| member.design == design).flat_map(|one| &one.gates);
        let catalogue = self.evaluation.catalogue();
        gates.fold(stands, |so_far, gate| {
            let term = &self.evaluation.tables().terms[gate.term];
            let slots = [
                word("term", in_sentence(&term.name)),
                number("actual", format!("profile.{}", term.path), two_decimals(gate.actual_millionths)),
                number("need", format!("needs.{}.{}", catalogue.designs[design].id, term.path), plain(gate.required)),
            ];
            so_far.then(tell("Raise {term} first: you answered {actual}, and {need} is needed.", &slots))
        })
    }

    /// Grades a statement as the catalog grades its terms for bundles: judgment.
    fn judged(&self, statement: Statement) -> Statement {
        statement.graded(&self.evaluation.catalogue().model.bundle.grade)
    }

    fn name(&self, design: usize) -> String {
        in_sentence(&self.evaluation.catalogue().designs[design].name)
    }

    fn outcome(&self, category: usize) -> String {
        let catalogue = self.evaluation.catalogue();
        let factor = catalogue.factor_index("outcome_type").map(|factor| &catalogue.factors[factor]);
        factor.map_or_else(String::new, |factor| in_sentence(&factor.categories[category].name))
    }
}

fn in_words(component: Component) -> String {
    component.id().replace('_', " ")
}

fn hundredths(score: i32) -> String {
    format!("{:.2}", f64::from(score) / 100.0)
}

/// A number with at most two decimals and no trailing zeros.
fn plain(number: f64) -> String {
    ((number * 100.0).round() / 100.0).to_string()
}
