//! Sentences about bundles.

use std::cmp::Ordering;

use super::builder::Bundle;
use super::flags::{Flag, Partner};
use super::marks::Marks;
use super::member::Member;
use super::order::{OrderRule, Turn};
use crate::catalogue::{Component, DesignIndex};
use crate::scoring::Evaluation;
use crate::sentences::{Slot, Statement, number, tell, word};
use crate::words::{self, counted, in_sentence, list, points, text, two_decimals};

/// A bundle in words.
#[derive(Clone, Debug)]
pub struct ExplainedBundle {
    pub bundle: Bundle,
    pub summary: Statement,
    /// Whether it is worth its hours beside the best single design; `None` for a single design.
    pub worth: Option<Statement>,
    /// The reason for each design's place in the order.
    pub turns: Vec<Statement>,
    /// One for each of its flags.
    pub flags: Vec<Statement>,
}

/// Describes how the bundles were chosen and what their scores mean.
pub fn tell_about(evaluation: &Evaluation<'_>, compared: usize) -> Statement {
    Teller { evaluation }.about(compared)
}

/// Returns the notes on the answer as a whole.
pub fn tell_notes(evaluation: &Evaluation<'_>, compared: usize) -> Vec<Statement> {
    Teller { evaluation }.notes(compared)
}

/// Explains a bundle, the order of its designs and its flags.
pub fn explain_bundle(evaluation: &Evaluation<'_>, marks: &Marks, bundle: Bundle) -> ExplainedBundle {
    Teller { evaluation }.describe(marks, bundle)
}

/// Writes the statements about bundles.
struct Teller<'a> {
    evaluation: &'a Evaluation<'a>,
}

impl Teller<'_> {
    fn about(&self, compared: usize) -> Statement {
        let template = match compared {
            0 => text("bundle.about.none"),
            1 => text("bundle.about.one"),
            _ => text("bundle.about.several"),
        };
        let choice = tell(template, &[number("compared", "compared", compared.to_string())]);
        self.grade_as_judgment(choice.then(tell(text("bundle.about.score"), &[])))
    }

    fn notes(&self, compared: usize) -> Vec<Statement> {
        let field = &self.evaluation.field;
        let mut notes = Vec::new();
        if !field.considered.contains(&true) {
            notes.push(tell(text("bundle.note.everything_excluded"), &[]));
        } else if compared == 0 {
            notes.push(tell(text("bundle.note.nothing_feasible"), &[]));
        }
        if self.evaluation.mixtures.known_share(field.tables) < field.catalogue.model.separation.known_share {
            let known = self.evaluation.profile.answers.iter().filter(|answer| answer.is_some()).count();
            let slots = [
                number("known", "factors.answered", known.to_string()),
                number("all", "factors.all", field.tables.factors().to_string()),
            ];
            notes.push(tell(counted("bundle.note.too_little_known", known), &slots));
        }
        notes
    }

    fn describe(&self, marks: &Marks, bundle: Bundle) -> ExplainedBundle {
        ExplainedBundle {
            summary: self.summary(marks, &bundle),
            worth: self.worth(marks, &bundle),
            turns: bundle.members.iter().map(|member| self.turn(member)).collect(),
            flags: bundle.flags.iter().map(|flag| self.flag(flag, &bundle)).collect(),
            bundle,
        }
    }

    fn summary(&self, marks: &Marks, bundle: &Bundle) -> Statement {
        let slots = [
            number("designs", "bundle.designs", bundle.members.len().to_string()),
            number("met", "bundle.coverage.met", bundle.covered.count().to_string()),
            number("of", "bundle.coverage.of", marks.all().len().to_string()),
            number("mean", "bundle.mean_score", points(bundle.mean_score)),
            number("score", "bundle.score", points(bundle.score)),
        ];
        self.grade_as_judgment(tell(counted("bundle.summary", bundle.members.len()), &slots))
    }

    /// Compares a bundle with the design of it that fits best: what the other designs cost in hours, and what they add.
    fn worth(&self, marks: &Marks, bundle: &Bundle) -> Option<Statement> {
        let best = bundle.members.iter().max_by_key(|member| member.score).filter(|_| bundle.members.len() > 1)?;
        let design = &self.evaluation.catalogue().designs[best.design];
        let more = bundle.demands.hours.typical - design.dosage.hours.typical;
        let added = bundle.covered.without(best.covers);
        let names = marks.all().iter().enumerate().filter(|(place, _)| added.holds(*place));
        let names: Vec<String> = names.map(|(_, mark)| mark.name.clone()).collect();
        let slots = [
            word("design", in_sentence(&design.name)),
            number("alone", format!("recommendations.{}.score", design.id), words::whole(best.score).to_string()),
            number("mean", "bundle.mean_score", words::whole(bundle.mean_score).to_string()),
            number("more", "bundle.more_hours", words::number(more)),
            word("added", list(&names)),
        ];
        Some(self.grade_as_judgment(tell(text("bundle.worth"), &slots)))
    }

    /// Explains a design's place in the order.
    fn turn(&self, member: &Member) -> Statement {
        let Some(turn) = member.turn else {
            return tell(text("bundle.order.only_one"), &[]);
        };
        let later = turn.comes == Ordering::Greater;
        let template = match (turn.rule, later) {
            (OrderRule::EmbedsLast, true) => text("bundle.order.builds_in_practice"),
            (OrderRule::EmbedsLast, false) => text("bundle.order.does_not_build_in_practice"),
            (OrderRule::OwnPracticeLater, true) => text("bundle.order.shows_own_practice"),
            (OrderRule::OwnPracticeLater, false) => text("bundle.order.does_not_show_own_practice"),
            (OrderRule::BeginsEarlier, _) => text("bundle.order.begins_earlier"),
            (OrderRule::EndsEarlier, _) => text("bundle.order.ends_earlier"),
            (OrderRule::CatalogueOrder, _) => text("bundle.order.either"),
        };
        self.grade_as_judgment(tell(template, &self.turn_slots(member, turn)))
    }

    fn turn_slots(&self, member: &Member, turn: Turn) -> [Slot<'static>; 3] {
        let component = |design: DesignIndex| {
            let components = self.evaluation.catalogue().designs[design].components.iter();
            let named = if turn.rule == OrderRule::EndsEarlier { components.max() } else { components.min() };
            named.copied().map_or_else(|| text("bundle.order.no_component").to_owned(), in_words)
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
                tell(text("bundle.flag.cost_not_tested"), &[word("names", list(&names))])
            }
        }
    }

    fn lacks_embedding(&self, outcome: usize, partner: Option<Partner>, bundle: &Bundle) -> Statement {
        let count = bundle.members.len();
        let design = bundle.members.first().map_or_else(String::new, |member| self.name(member.design));
        let slots = [word("design", design), word("outcome", self.outcome(outcome))];
        let lacks = tell(counted("bundle.flag.not_built_in", count), &slots);
        let Some(partner) = partner else {
            return self.grade_as_judgment(lacks.then(tell(text("bundle.flag.no_partner"), &[])));
        };
        let slots =
            [word("partner", self.name(partner.design)), number("score", "partner.score", points(partner.score))];
        self.grade_as_judgment(lacks.then(tell(counted("bundle.flag.best_partner", count), &slots)))
    }

    fn below_hours_floor(&self, outcome: usize, hours: f64) -> Statement {
        let floor = &self.evaluation.catalogue().model.bundle.hours_floor;
        let slots = [
            number("hours", "demands.hours.typical", words::number(hours)),
            number("floor", "bundle.hours_floor", words::number(floor.value)),
            word("outcome", self.outcome(outcome)),
            word("sources", self.evaluation.catalogue().cite(&floor.sources).join("; ")),
        ];
        let template = if floor.sources.is_empty() {
            text("bundle.flag.few_hours.judgment")
        } else {
            text("bundle.flag.few_hours.contested")
        };
        tell(template, &slots).graded(&floor.grade)
    }

    fn has_to_build(&self, design: DesignIndex, bundle: &Bundle) -> Statement {
        let build = tell(text("bundle.flag.build_toward"), &[word("design", self.name(design))]);
        let gates = bundle.members.iter().filter(|member| member.design == design).flat_map(|one| &one.gates);
        let catalogue = self.evaluation.catalogue();
        gates.fold(build, |so_far, gate| {
            let term = &self.evaluation.tables().terms[gate.term];
            let slots = [
                word("term", in_sentence(&term.name)),
                number("actual", format!("profile.{}", term.path), two_decimals(gate.actual_millionths)),
                number(
                    "need",
                    format!("needs.{}.{}", catalogue.designs[design].id, term.path),
                    words::number(gate.required),
                ),
            ];
            so_far.then(tell(text("bundle.flag.raise_first"), &slots))
        })
    }

    /// Grades a statement as the catalog grades its terms for bundles: judgment.
    fn grade_as_judgment(&self, statement: Statement) -> Statement {
        statement.graded(&self.evaluation.catalogue().model.bundle.grade)
    }

    fn name(&self, design: DesignIndex) -> String {
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
