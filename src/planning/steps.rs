//! The seven steps of backmapping: which key questions a plan answers, where, and which are open.

use super::facts::Facts;
use super::plan::{About, Need, NeedKind, Plan, label};
use super::study::{self, Studied};
use super::{any_of, fill_numbers};
use crate::catalogue::{CharacteristicGroup, FactorIndex, Step, StepQuestion};
use crate::words::{fill_text, text};

/// A step with its questions.
#[derive(Clone, Debug)]
pub struct StepState<'a> {
    pub step: &'a Step,
    pub questions: Vec<QuestionState<'a>>,
    /// The team's own questions.
    pub own: Vec<OwnState<'a>>,
}

/// A key question and where the plan answers it.
#[derive(Clone, Debug)]
pub struct QuestionState<'a> {
    pub question: &'a StepQuestion,
    /// JSON pointers of the parts that answer it; empty while it is open.
    pub answered_at: Vec<String>,
    /// What a partial answer still needs, as a clause without a period.
    pub lacks: Option<String>,
    /// What the catalog's evidence answers for the chosen designs.
    pub studied: Vec<Studied>,
}

/// One of the team's own questions.
#[derive(Clone, Debug)]
pub struct OwnState<'a> {
    pub question: &'a str,
    pub answer: Option<&'a str>,
    pub place: String,
}

/// A group of characteristics (step 2) with the factors and facts that it covers.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    pub group: &'a CharacteristicGroup,
    /// The plan's texts about this group.
    pub said: Vec<&'a str>,
    /// Each factor of the group, by catalog index, and whether the profile answers it.
    pub factors: Vec<(FactorIndex, bool)>,
    /// Each fact about the setting, and whether it is known.
    pub facts: Vec<(&'a str, bool)>,
}

impl QuestionState<'_> {
    pub fn is_open(&self) -> bool {
        self.answered_at.is_empty() || self.lacks.is_some()
    }
}

impl StepState<'_> {
    /// Number of open questions, including the team's own.
    pub fn open(&self) -> usize {
        let own = self.own.iter().filter(|own| own.answer.is_none()).count();
        self.questions.iter().filter(|question| question.is_open()).count() + own
    }
}

/// Returns every step with its questions.
pub(super) fn steps<'a>(facts: &Facts<'a>) -> Vec<StepState<'a>> {
    let plan = facts.plan;
    let of_step = |step: &'a Step| {
        let questions = step.questions.iter().map(|question| {
            let id = format!("{}.{}", step.id, question.id);
            let studied = study::studied(facts, &id);
            let mut answered_at = answered_at(facts, &id);
            answered_at.extend(studied.iter().map(|one| one.place.clone()));
            let in_words =
                plan.answers.iter().position(|answer| answer.question.as_deref() == Some(&id) && answer.text.is_some());
            // An answer in words is complete; an answer from parts of the plan may be partial.
            let lacks = if answered_at.is_empty() || in_words.is_some() { None } else { lacks(facts, &id) };
            answered_at.extend(in_words.map(|at| format!("/answers/{at}")));
            QuestionState { question, answered_at, lacks, studied }
        });
        let own = plan.questions.iter().enumerate().filter(|(_, own)| own.step.as_ref() == Some(&step.id));
        let own = own.map(|(at, own)| OwnState {
            question: own.question.as_deref().unwrap_or_default(),
            answer: own.answer.as_deref(),
            place: format!("/questions/{at}"),
        });
        StepState { step, questions: questions.collect(), own: own.collect() }
    };
    facts.catalogue.planning.steps.iter().map(of_step).collect()
}

/// Returns the JSON pointers of the entries of a list that have a value.
fn places<T>(list: &str, entries: &[T], field: &str, answers: impl Fn(&T) -> bool) -> Vec<String> {
    let answered = entries.iter().enumerate().filter(|(_, entry)| answers(entry));
    answered.map(|(at, _)| format!("/{list}/{at}/{field}")).collect()
}

fn place_if(place: &str, answers: bool) -> Vec<String> {
    if answers { vec![place.to_owned()] } else { Vec::new() }
}

/// Returns the JSON pointers of the parts that answer a key question.
fn answered_at(facts: &Facts<'_>, id: &str) -> Vec<String> {
    let plan = facts.plan;
    match id {
        "student_needs.know_and_do" => places("needs", &plan.needs, "expected", |need| need.expected.is_some()),
        "student_needs.missing" => places("needs", &plan.needs, "missing", |need| need.missing.is_some()),
        "student_needs.gaps" => places("needs", &plan.needs, "gap", |need| need.gap.is_some()),
        "student_needs.most_affected" => places("needs", &plan.needs, "who", |need| need.who.is_some()),
        "characteristics.unique_characteristics" => {
            places("characteristics", &plan.characteristics, "text", |one| one.text.is_some())
        }
        "goals.improvement_goals" => places("goals", &plan.goals, "text", |goal| goal.text.is_some()),
        "educator_needs.needs_by_kind" => {
            places("learning_needs", &plan.learning_needs, "text", |need| need.text.is_some() && need.kind.is_some())
        }
        "plan.strategies" => places("strategies", &plan.strategies, "text", |one| one.text.is_some()),
        "plan.responsible" => places("strategies", &plan.strategies, "responsible", |one| one.responsible.is_some()),
        "plan.timeline" => {
            places("strategies", &plan.strategies, "from", |one| one.from.is_some() && one.until.is_some())
        }
        "plan.resources" => places("strategies", &plan.strategies, "resources", |one| one.resources.is_some()),
        "plan.benchmarks" => places("indicators", &plan.indicators, "benchmarks", |one| !one.benchmarks.is_empty()),
        "plan.coaching_and_feedback" => place_if("/support/how", plan.support.how.is_some()),
        "implement.support" => place_if("/support", plan.support.until.is_some() && !plan.support.forms.is_empty()),
        "implement.indicators" => {
            places("indicators", &plan.indicators, "target", |one| one.target.is_some() && one.baseline.is_some())
        }
        "implement.improve" => place_if("/evaluation/uses", plan.evaluation.uses.is_some()),
        _ => Vec::new(),
    }
}

/// Returns what a partial answer still needs, as a clause.
fn lacks(facts: &Facts<'_>, id: &str) -> Option<String> {
    let plan = facts.plan;
    let missing = |template: &str, all: usize, answered: usize| {
        (answered < all).then(|| fill_numbers(template, all - answered, all))
    };
    let needs = |answers: fn(&Need) -> bool| {
        let answered = plan.needs.iter().filter(|need| answers(need)).count();
        missing(text("planning.lacks.needs"), plan.needs.len(), answered)
    };
    match id {
        "student_needs.know_and_do" => needs(|need| need.expected.is_some()),
        "student_needs.missing" => needs(|need| need.missing.is_some()),
        "student_needs.gaps" => needs(|need| need.gap.is_some()),
        "student_needs.most_affected" => needs(|need| need.who.is_some()),
        "goals.improvement_goals" => lacking_goals(plan),
        "educator_needs.needs_by_kind" => lacking_kinds(plan),
        "plan.strategies" => (plan.strategies.len() == 1).then(|| text("planning.lacks.one_strategy").to_owned()),
        "plan.responsible" => {
            let answered = plan.strategies.iter().filter(|one| one.responsible.is_some()).count();
            missing(text("planning.lacks.strategies"), plan.strategies.len(), answered)
        }
        _ => None,
    }
}

fn lacking_goals(plan: &Plan) -> Option<String> {
    let lacking = About::ALL.iter().filter(|about| !plan.goals.iter().any(|goal| goal.about == Some(**about)));
    let names = any_of(lacking.map(|about| label(*about)))?;
    Some(fill_text("planning.lacks.goals", &[("names", &names)]))
}

fn lacking_kinds(plan: &Plan) -> Option<String> {
    let lacking = NeedKind::ALL.iter().filter(|kind| !plan.learning_needs.iter().any(|need| need.kind == Some(**kind)));
    let names = any_of(lacking.map(|kind| label(*kind)))?;
    Some(fill_text("planning.lacks.learning_needs", &[("names", &names)]))
}

/// Returns the factors and facts of the profile that step 2 covers.
pub(super) fn settings<'a>(facts: &Facts<'a>) -> Vec<Setting<'a>> {
    let (plan, catalogue) = (facts.plan, facts.catalogue);
    let of_group = |group: &'a CharacteristicGroup| {
        let said = plan.characteristics.iter().filter(|one| one.of.is_some_and(|of| of.id() == group.of));
        let known =
            |factor: FactorIndex| plan.profile.as_ref().is_some_and(|profile| profile.answers[factor].is_some());
        let factors = group.factors.iter().filter_map(|id| catalogue.factor_index(id));
        let fact = |name: &str| {
            let setting = plan.profile.as_ref().map(|profile| profile.setting).unwrap_or_default();
            setting.facts().iter().any(|(fact, value)| *fact == name && value.is_some())
        };
        Setting {
            group,
            said: said.filter_map(|one| one.text.as_deref()).collect(),
            factors: factors.map(|factor| (factor, known(factor))).collect(),
            facts: group.settings.iter().map(|name| (name.as_str(), fact(name))).collect(),
        }
    };
    catalogue.planning.characteristics.iter().map(of_group).collect()
}
