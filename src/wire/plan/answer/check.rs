//! `POST /v1/plans/check`: the steps of backmapping with open questions, links between parts, and findings.

use serde::Serialize;

use super::super::super::number::Hundredths;
use super::super::super::provenance::Provenance;
use super::{FindingLine, PlanName};
use crate::catalogue::{Catalogue, Evidence};
use crate::planning::{Chosen, Links, Node, Review, Standing, StepState, column_names};

/// A plan checked against the steps of backmapping.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PlanCheckAnswer)]
pub struct PlanCheckAnswer<'a> {
    #[serde(flatten)]
    plan: PlanName<'a>,
    steps: Vec<StepLine<'a>>,
    /// The number of open key questions and open questions of the team's own.
    open_questions: usize,
    /// The factors and facts that the answers of step 2 set in the profile.
    sets: Vec<SettingLine<'a>>,
    /// The chosen designs with their standing for this profile.
    designs: Vec<DesignLine<'a>>,
    /// Every part with an id, with the parts before and after it.
    follows: Vec<FollowLine<'a>>,
    theory_of_change: TheoryPicture<'a>,
    /// Findings, most serious first.
    findings: Vec<FindingLine<'a>>,
    provenance: Provenance<'a>,
}

/// A step of backmapping.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StepLine<'a> {
    number: u32,
    id: &'a str,
    name: &'a str,
    open: usize,
    questions: Vec<QuestionLine<'a>>,
}

/// A key question, or one of the team's own.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct QuestionLine<'a> {
    /// The question's id; null for one of the team's own.
    id: Option<String>,
    question: &'a str,
    help: Option<&'a str>,
    open: bool,
    /// Places in the plan that answer it, as JSON pointers.
    answered_at: Vec<&'a str>,
    /// What is still missing from the answer.
    lacks: Option<&'a str>,
}

/// The factors and facts that a group of characteristics sets.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SettingLine<'a> {
    of: &'a str,
    /// The plan's texts about it.
    said: Vec<&'a str>,
    factors: Vec<SetFactor<'a>>,
    setting: Vec<SetFactor<'a>>,
}

/// A factor or fact, and whether the profile answers it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SetFactor<'a> {
    id: &'a str,
    answered: bool,
}

/// A chosen design.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct DesignLine<'a> {
    place: String,
    design: &'a str,
    name: &'a str,
    environment: Option<&'a str>,
    standing: Option<StandingLine<'a>>,
    /// Findings of studies, with their setting and participants.
    evidence: Vec<Finding<'a>>,
}

/// A design's rank and score for the plan's profile.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StandingLine<'a> {
    /// The rank, from 1; null if the design is not feasible.
    #[schema(minimum = 1)]
    rank: Option<usize>,
    /// The number of feasible designs.
    of: usize,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    score: Hundredths,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    low: Hundredths,
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    high: Hundredths,
    is_first: bool,
    /// Why it is not feasible for this team; empty if it is.
    unmet: &'a [String],
    /// Critical needs that the team is far from meeting.
    gates: &'a [String],
    /// Weeks after the start before judging results is fair.
    fair_weeks: u32,
}

/// A finding of a study.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = StudyFinding)]
struct Finding<'a> {
    finding: &'a str,
    studied: &'a str,
    grade: &'a str,
    sources: &'a [String],
}

/// A part of the plan with its links.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct FollowLine<'a> {
    id: &'a str,
    part: &'a str,
    place: String,
    follows_from: Vec<&'a str>,
    /// Ids of the parts that follow from it.
    leads_to: Vec<&'a str>,
}

/// The theory of change: boxes in columns, with arrows from means to ends.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct TheoryPicture<'a> {
    columns: Vec<&'a str>,
    boxes: Vec<TheoryBox<'a>>,
    /// Pairs of indexes into `boxes`.
    arrows: Vec<[usize; 2]>,
}

/// A box of the theory of change.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct TheoryBox<'a> {
    column: usize,
    text: &'a str,
    place: &'a str,
}

impl<'a> PlanCheckAnswer<'a> {
    pub(super) fn new(review: &'a Review<'a>, provenance: Provenance<'a>) -> Self {
        let catalogue = review.facts.catalogue;
        let links = &review.facts.links;
        let setting = |one: &'a crate::planning::Setting<'a>| SettingLine {
            of: &one.group.of,
            said: one.said.clone(),
            factors: one
                .factors
                .iter()
                .map(|(factor, answered)| SetFactor { id: &catalogue.factors[*factor].id, answered: *answered })
                .collect(),
            setting: one.facts.iter().map(|(id, answered)| SetFactor { id, answered: *answered }).collect(),
        };
        Self {
            plan: PlanName::new(review),
            open_questions: review.steps.iter().map(StepState::open).sum(),
            steps: review.steps.iter().map(StepLine::new).collect(),
            sets: review.settings.iter().map(setting).collect(),
            designs: review.facts.chosen.iter().map(|chosen| DesignLine::new(catalogue, chosen)).collect(),
            follows: links.nodes.iter().filter_map(|node| FollowLine::new(links, node)).collect(),
            theory_of_change: TheoryPicture::new(review),
            findings: review.findings.iter().map(FindingLine::from).collect(),
            provenance,
        }
    }
}

impl<'a> StepLine<'a> {
    fn new(state: &'a StepState<'a>) -> Self {
        let key = state.questions.iter().map(|one| QuestionLine {
            id: Some(format!("{}.{}", state.step.id, one.question.id)),
            question: &one.question.question,
            help: Some(&one.question.help),
            open: one.is_open(),
            answered_at: one.answered_at.iter().map(String::as_str).collect(),
            lacks: one.lacks.as_deref(),
        });
        let own = state.own.iter().map(|one| QuestionLine {
            id: None,
            question: one.question,
            help: None,
            open: one.answer.is_none(),
            answered_at: one.answer.map(|_| one.place.as_str()).into_iter().collect(),
            lacks: None,
        });
        Self {
            number: state.step.number,
            id: &state.step.id,
            name: &state.step.name,
            open: state.open(),
            questions: key.chain(own).collect(),
        }
    }
}

impl<'a> DesignLine<'a> {
    fn new(catalogue: &'a Catalogue, chosen: &'a Chosen<'a>) -> Self {
        let finding = |evidence: &'a Evidence| Finding {
            finding: &evidence.finding,
            studied: &evidence.studied,
            grade: &evidence.grade.0,
            sources: &evidence.sources,
        };
        Self {
            place: chosen.place(),
            design: &chosen.design.id,
            name: chosen.name(),
            environment: chosen.environment(catalogue).map(|environment| environment.id.as_str()),
            standing: chosen.standing.map(StandingLine::new),
            evidence: chosen.design.evidence.iter().map(finding).collect(),
        }
    }
}

impl<'a> StandingLine<'a> {
    fn new(standing: &'a Standing) -> Self {
        Self {
            rank: standing.rank,
            of: standing.of,
            score: Hundredths(standing.score),
            low: Hundredths(standing.low),
            high: Hundredths(standing.high),
            is_first: standing.is_first,
            unmet: &standing.unmet,
            gates: &standing.gates,
            fair_weeks: standing.fair_weeks,
        }
    }
}

impl<'a> FollowLine<'a> {
    fn new(links: &Links<'a>, node: &Node<'a>) -> Option<Self> {
        let id = node.id?;
        let leads_to = links.followers(id).filter_map(|other| other.id);
        Some(Self {
            id,
            part: node.part.id(),
            place: node.place(),
            follows_from: node.follows_from.clone(),
            leads_to: leads_to.collect(),
        })
    }
}

impl<'a> TheoryPicture<'a> {
    fn new(review: &'a Review<'a>) -> Self {
        let boxes = review.theory.nodes.iter();
        Self {
            columns: column_names().to_vec(),
            boxes: boxes.map(|one| TheoryBox { column: one.column, text: &one.text, place: &one.place }).collect(),
            arrows: review.theory.arrows.iter().map(|(from, to)| [*from, *to]).collect(),
        }
    }
}
