//! `backmap explain`: prints the reasons for a rank, what would change it, how sure it is, and what to ask next.

use super::settings::Explain;
use super::text::{line, paragraph, provenance, title};
use super::{Exit, Stop, input, plain, print};
use crate::advisor::{CaseAdvice, CaseAsked, Choice};
use crate::catalogue::DesignIndex;
use crate::counterfactual::{Costs, Counterfactual, Effort, Goal, counterfactual, fix, tell_obstacle};
use crate::explain::{ArgumentKind, Contrast, contrast};
use crate::scoring::Evaluation;
use crate::sensitivity::{
    AnswerStability, Draws, acceptability, answer_stability, near_weights, questions, tell_acceptability, tell_answer,
    tell_questions, tell_weight,
};
use crate::wire::{Rendered, explanations};
use crate::words::{self, fill_text, in_sentence};

/// The maximum number of sentences of one kind; the JSON has all of them.
const SHOWN: usize = 4;

pub fn run(arguments: &Explain) -> Result<(), Stop> {
    let advisor = arguments.input.catalogue.advisor()?;
    let bytes = input::bytes(&arguments.input.profile)?;
    let request = input::read(&advisor, &arguments.input.profile, &bytes)?;
    let evaluation = advisor.evaluate(&request.profile, &request.options)?;
    let (design, against) = pair(&evaluation, arguments)?;
    if arguments.json {
        let id = |design: DesignIndex| advisor.catalogue().designs[design].id.as_str();
        let text = explanations(&advisor, &Rendered::new(&advisor), &bytes, id(design), id(against));
        return print(&text.map_err(|problem| Stop::new(Exit::Refused, problem.detail))?);
    }
    let asked = CaseAsked { choice: Some(Choice { design, environment: None, variant: None }), ..CaseAsked::default() };
    let case = advisor.case(&request.profile, &request.options, &asked)?;
    let page = ExplanationText { evaluation: &evaluation, design, against, case: case.as_ref() };
    let mut text = page.text();
    provenance(&mut text, &advisor);
    print(text.as_bytes())
}

/// Returns the design to explain and the one to compare it with: the first and the next, unless the arguments
/// name others.
fn pair(evaluation: &Evaluation<'_>, arguments: &Explain) -> Result<(DesignIndex, DesignIndex), Stop> {
    let find = |id: &Option<String>| -> Result<Option<DesignIndex>, Stop> {
        let Some(id) = id else { return Ok(None) };
        let designs = &evaluation.catalogue().designs;
        let hint = || crate::catalogue::did_you_mean(id, designs.iter().map(|design| design.id.as_str()));
        let unknown = || {
            let slots = [("design", &*plain(id)), ("hint", &hint())];
            Stop::new(Exit::Refused, fill_text("cli.unknown_design", &slots))
        };
        evaluation.catalogue().design_index(id).map(Some).ok_or_else(unknown)
    };
    let ranking = evaluation.ranking();
    let places: Vec<DesignIndex> =
        ranking.placed.iter().map(|placed| placed.design).chain(ranking.not_feasible).collect();
    let other_than = |design: DesignIndex| places.iter().copied().find(|other| *other != design);
    let design = find(&arguments.design)?.or_else(|| places.first().copied());
    let design = design.ok_or_else(|| Stop::new(Exit::Refused, words::text("cli.explain.all_excluded")))?;
    let against = find(&arguments.against)?.or_else(|| other_than(design));
    match against {
        Some(against) if against != design => Ok((design, against)),
        _ => Err(Stop::new(Exit::Refused, words::text("cli.explain.same_design"))),
    }
}

struct ExplanationText<'a> {
    evaluation: &'a Evaluation<'a>,
    design: DesignIndex,
    against: DesignIndex,
    case: Option<&'a CaseAdvice<'a>>,
}

impl ExplanationText<'_> {
    fn text(&self) -> String {
        let mut text = String::new();
        let Evaluation { profile, .. } = self.evaluation;
        title(&mut text, self.evaluation.catalogue(), profile, words::text("cli.explain.title"));
        text.push('\n');
        self.why(&mut text);
        self.case(&mut text);
        self.change(&mut text);
        self.sure(&mut text);
        self.ask(&mut text);
        self.in_the_way(&mut text);
        text
    }

    fn name(&self, design: DesignIndex) -> String {
        in_sentence(&self.evaluation.catalogue().designs[design].name)
    }

    fn why(&self, text: &mut String) {
        let slots = [("design", &*self.name(self.design)), ("other", &self.name(self.against))];
        line(text, &fill_text("cli.explain.why", &slots));
        let Some(found) = contrast(self.evaluation, self.design, self.against) else {
            paragraph(text, "  ", words::text("cli.explain.not_offered"));
            text.push('\n');
            return;
        };
        paragraph(text, "  ", &found.statement.text);
        self.deciding(text, &found);
        for tradeoff in found.tradeoffs.iter().filter(|tradeoff| tradeoff.against >= WORTH_TELLING).take(SHOWN) {
            paragraph(text, "  - ", &tradeoff.statement.text);
        }
        text.push('\n');
    }

    /// Shows what both designs gain from the deciding factors, side by side.
    fn deciding(&self, text: &mut String, found: &Contrast) {
        let mut deciding: Vec<_> = found.factors.iter().filter(|one| one.decides).collect();
        deciding.sort_by_key(|one| -one.difference.abs());
        for one in deciding.into_iter().take(SHOWN) {
            paragraph(text, "  + ", &one.statement.text);
        }
    }

    fn change(&self, text: &mut String) {
        let costs = Costs::by_lead_time(self.evaluation);
        line(text, &fill_text("cli.explain.change", &[("design", &self.name(self.against))]));
        let found = counterfactual(self.evaluation, self.against, Goal::First, &costs, Effort::default());
        paragraph(text, "  ", &found.statement.text);
        for other in found.changes.iter().skip(1) {
            paragraph(text, &format!("  {} ", words::text("cli.explain.or")), &other.statement.text);
        }
        self.obstacles(text, &found);
        text.push('\n');
    }

    fn obstacles(&self, text: &mut String, found: &Counterfactual) {
        for obstacle in found.obstacles.iter().take(SHOWN) {
            paragraph(text, "  - ", &tell_obstacle(self.evaluation, self.against, obstacle).text);
        }
    }

    /// Shows the risks of the design, where it was studied, what not to cut, the dip to expect, and when to judge it.
    fn case(&self, text: &mut String) {
        let Some(found) = self.case else { return };
        let design = self.name(self.design);
        line(text, &fill_text("cli.explain.case_against", &[("design", &design)]));
        // Answers below a requirement are many and alike, so they are limited. Every risk from the studies is shown.
        let mut answers = 0;
        for argument in &found.case.case_against {
            if matches!(argument.kind, ArgumentKind::Contribution | ArgumentKind::BelowNeed) {
                answers += 1;
                if answers > SHOWN {
                    continue;
                }
            }
            paragraph(text, "  - ", &argument.statement.text);
        }
        for statement in [&found.case.dip.about, &found.case.dip.here, &found.case.fair_judgement.statement] {
            paragraph(text, "  ", &statement.text);
        }
        text.push('\n');
        line(text, &fill_text("cli.explain.studied", &[("design", &design)]));
        for studied in &found.case.studied {
            paragraph(text, "  - ", &format!("{} {}", studied.finding.text, studied.statement.text));
        }
        text.push('\n');
        line(text, &fill_text("cli.explain.keep", &[("design", &design)]));
        let design = &self.evaluation.catalogue().designs[self.design];
        for ingredient in design.ingredients.iter().filter(|ingredient| ingredient.keep) {
            paragraph(text, "  - ", &format!("{}.", ingredient.what));
        }
        text.push('\n');
    }

    fn sure(&self, text: &mut String) {
        line(text, words::text("cli.explain.certainty"));
        let found = acceptability(self.evaluation, Draws::default());
        paragraph(text, "  ", &tell_acceptability(self.evaluation, &found).text);
        let weights = near_weights(self.evaluation);
        for one in weights.iter().take(SHOWN) {
            paragraph(text, "  - ", &tell_weight(self.evaluation, one).text);
        }
        if weights.is_empty() {
            paragraph(text, "  - ", words::text("cli.explain.weights_stable"));
        }
        let mut answers: Vec<AnswerStability> = answer_stability(self.evaluation);
        answers.retain(|one| one.below.is_some() || one.above.is_some());
        answers.sort_by_key(|one| {
            let down = one.below.map_or(i32::MAX, |_| -one.low);
            down.min(one.above.map_or(i32::MAX, |_| one.high))
        });
        for one in answers.iter().take(SHOWN) {
            paragraph(text, "  - ", &tell_answer(self.evaluation, one).text);
        }
        if answers.is_empty() {
            paragraph(text, "  - ", words::text("cli.explain.answers_stable"));
        }
        text.push('\n');
    }

    fn ask(&self, text: &mut String) {
        line(text, words::text("cli.explain.ask"));
        let found = questions(self.evaluation, Draws::default());
        paragraph(text, "  ", &tell_questions(self.evaluation, &found).text);
        let tables = self.evaluation.tables();
        for question in found.questions.iter().filter(|question| question.chance > 0.0 && !found.settled).take(SHOWN) {
            let factor = &self.evaluation.catalogue().factors[tables.terms[question.of.term].factor];
            for item in factor.survey.iter().take(1) {
                paragraph(text, "  ? ", &item.text);
            }
        }
        text.push('\n');
    }

    fn in_the_way(&self, text: &mut String) {
        let ranking = self.evaluation.ranking();
        if ranking.not_feasible.is_empty() {
            return;
        }
        line(text, words::text("cli.explain.fixes"));
        for design in ranking.not_feasible {
            if let Some(fix) = fix(self.evaluation, design) {
                paragraph(text, "  - ", &fix.statement.text);
            }
        }
        text.push('\n');
    }
}

/// The smallest tradeoff to print, in hundredths of a point.
const WORTH_TELLING: i32 = 50;
