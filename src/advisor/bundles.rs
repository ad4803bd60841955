//! Bundles for one profile, with a sentence for each thing that is said of them.

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
    /// How the bundles were chosen and what their scores are.
    pub about: Statement,
    /// What has to be said of the answer as a whole.
    pub notes: Vec<Statement>,
    /// How many sets of designs were compared.
    pub compared: usize,
}

/// A bundle in words.
#[derive(Clone, Debug)]
pub struct ToldBundle {
    pub bundle: Bundle,
    pub summary: Statement,
    /// Why each of its designs stands where it does in time.
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

/// What it takes to put a bundle into words.
struct Teller<'a> {
    advisor: &'a Advisor,
    evaluation: &'a Evaluation<'a>,
}

impl Teller<'_> {
    fn about(&self, compared: usize) -> Statement {
        let template = match compared {
            0 => "No set of designs fits what is known and the limits.",
            1 => "One set of designs fits what is known and the limits, so there is one bundle.",
            _ => {
                "The first bundle is the best in this model of {compared} sets of designs that fit what is known and the \
             limits; each further one is the best that shares at most half of its designs with every one before it."
            }
        };
        let so_far = tell(template, &[number("compared", "compared", compared.to_string())]);
        self.judged(so_far.then(tell(
            "A score weighs how the designs suit the team against what they cover together; how much coverage counts is a \
             judgement, and none of the sources has tested such a sum. No interval is computed for it, so bundles that lie \
             close together are not told apart.",
            &[],
        )))
    }

    fn notes(&self, compared: usize) -> Vec<Statement> {
        let field = &self.evaluation.field;
        let mut notes = Vec::new();
        if !field.considered.contains(&true) {
            notes.push(tell("Every design was excluded, so there is nothing to combine.", &[]));
        } else if compared == 0 {
            let none =
                "No design can run as things stand, so there is no bundle; the ranking names what each of them needs.";
            notes.push(tell(none, &[]));
        }
        if self.evaluation.mixtures.known_share(field.tables) < field.catalogue.model.separation.known_share {
            let known = self.evaluation.profile.answers.iter().filter(|answer| answer.is_some()).count();
            let slots = [
                number("known", "factors.answered", known.to_string()),
                number("all", "factors.all", field.tables.factors().to_string()),
                word("are", if known == 1 { "is" } else { "are" }),
            ];
            let little = "Too little is known: {known} of {all} factors {are} answered, so take these bundles as a place to \
                          begin asking.";
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
            "It covers {met} of the {of} marks that this model counts and suits the team with {mean}; as a bundle that makes \
             {score}."
        } else {
            "Together these {designs} designs cover {met} of the {of} marks that this model counts, and they suit the team \
             with {mean} on average; as a bundle that makes {score}."
        };
        self.judged(tell(template, &slots))
    }

    /// Why a design stands where it does in time.
    fn turn(&self, member: &Member) -> Statement {
        let Some(turn) = member.turn else {
            return tell("It stands alone, so there is no order in time.", &[]);
        };
        let later = turn.comes == Ordering::Greater;
        let template = match (turn.rule, later) {
            (OrderRule::EmbedsLast, true) => {
                "Unlike {other}, it embeds practice in the classroom; in this model what embeds comes last."
            }
            (OrderRule::EmbedsLast, false) => {
                "Unlike {other}, it does not embed practice in the classroom; in this model what embeds comes last."
            }
            (OrderRule::OwnPracticeLater, true) => {
                "Unlike {other}, it puts one's own practice before colleagues; in this model that comes later, once people \
                 are ready."
            }
            (OrderRule::OwnPracticeLater, false) => {
                "Unlike {other}, it does not put one's own practice before colleagues; in this model that comes later, \
                 once people are ready."
            }
            (OrderRule::BeginsEarlier, _) => {
                "It begins with {own} and {other} with {theirs}; in this model theory comes before demonstration, then \
                 practice, then feedback and coaching."
            }
            (OrderRule::EndsEarlier, _) => {
                "It goes as far as {own} and {other} as far as {theirs}; in this model theory comes before demonstration, \
                 then practice, then feedback and coaching."
            }
            (OrderRule::CatalogueOrder, _) => {
                "Nothing in the catalogue says whether it or {other} comes first; the two may change places."
            }
        };
        self.judged(tell(template, &self.turn_slots(member, turn)))
    }

    fn turn_slots(&self, member: &Member, turn: Turn) -> [Slot<'static>; 3] {
        let component = |design: usize| {
            let components = self.evaluation.catalogue().designs[design].components.iter();
            let told = if turn.rule == OrderRule::EndsEarlier { components.max() } else { components.min() };
            told.copied().map_or_else(|| "nothing that is named".to_owned(), in_words)
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
                let known = "The limit on cost was not tested for {names}: no cost is known.";
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
        let wanted = "Practice in the classroom is not embedded by {by}, and the outcome wanted is {outcome}.";
        let lacks = tell(wanted, &[word("by", by), word("outcome", self.outcome(outcome))]);
        let Some(partner) = partner else {
            return self.judged(lacks.then(tell("No design that embeds it can run beside it within the limits.", &[])));
        };
        let slots = [
            word("partner", self.name(partner.design)),
            word("it", if alone { "it" } else { "them" }),
            number("score", "partner.score", hundredths(partner.score)),
        ];
        let added = tell("In this model {partner} goes best with {it}: together they score {score}.", &slots);
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
            "It typically takes {hours} hours in all, below a floor of about {floor} where {outcome} is wanted. The floor is \
             a judgement; more hours earn nothing in this model."
        } else {
            "It typically takes {hours} hours in all, below a floor of about {floor} where {outcome} is wanted. The floor is \
             an association and contested (sources: {sources}); more hours earn nothing in this model."
        };
        tell(template, &slots).graded(&floor.grade)
    }

    fn has_to_build(&self, design: usize, bundle: &Bundle) -> Statement {
        let stands = tell("The team has to build toward {name}.", &[word("name", self.name(design))]);
        let gates = bundle.members.iter().filter(|member| member.design == design).flat_map(|one| &one.gates);
        let catalogue = self.evaluation.catalogue();
        gates.fold(stands, |so_far, gate| {
            let term = &self.evaluation.tables().terms[gate.term];
            let slots = [
                word("term", term.name.as_str()),
                number("actual", format!("profile.{}", term.path), two_decimals(gate.actual_millionths)),
                number("need", format!("needs.{}.{}", catalogue.designs[design].id, term.path), plain(gate.required)),
            ];
            so_far.then(tell("{term} is {actual}, and {need} is needed: raise it first.", &slots))
        })
    }

    /// What is said rests on judgement, as the catalogue grades its terms of bundles.
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
