//! `GET /v1/standards` and `GET /v1/planning`: the standards and planning questions for plans.

use serde::Serialize;

use crate::catalogue::{
    Catalogue, Element, EvaluationWords, ImplementationRequirement, LookFor, Named, Reason, Spread, StagePart,
    Standard, Step, Successor,
};

/// The standards for professional learning, with every look-for.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = StandardList)]
pub struct StandardList<'a> {
    standards: Vec<StandardPage<'a>>,
    /// The standards of the 2022 edition, mapped by title.
    edition_2022: Vec<SuccessorPage<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StandardPage<'a> {
    id: &'a str,
    name: &'a str,
    statement: &'a str,
    about: &'a str,
    source: &'a str,
    elements: Vec<ElementPage<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ElementPage<'a> {
    id: &'a str,
    name: &'a str,
    look_fors: Vec<LookForPage<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct LookForPage<'a> {
    /// The id used in findings and `checks`.
    id: String,
    looks_like: Option<&'a str>,
    /// The number of the item on the positive side of the element in the source, from 1.
    looks_like_item: Option<usize>,
    does_not_look_like: Option<&'a str>,
    /// The number of the item on the negative side of the element in the source, from 1.
    does_not_look_like_item: Option<usize>,
    question: &'a str,
    why: &'a str,
    mend: &'a str,
    /// `error`, `warning` or `note`.
    severity: &'a str,
    rationale: &'a str,
    grade: &'a str,
    sources: &'a [String],
    /// Whether it is derived from the plan; if not, the team is asked.
    derived: bool,
    /// What studies found, if it differs from the standard.
    differs: Option<&'a str>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SuccessorPage<'a> {
    title: &'a str,
    frame: &'a str,
    /// Ids of the standards that it continues; empty if it is new.
    from: &'a [String],
    note: &'a str,
    source: &'a str,
}

/// The questions and requirements for a plan, beside the standards.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = PlanningPage)]
pub struct PlanningPage<'a> {
    steps: Vec<StepPage<'a>>,
    scopes: Vec<ScopePage<'a>>,
    characteristics: Vec<CharacteristicPage<'a>>,
    need_kinds: Vec<NamedPage<'a>>,
    stages: Vec<NamedPage<'a>>,
    stage_parts: Vec<StagePartPage<'a>>,
    meeting_purposes: Vec<NamedPage<'a>>,
    distribution_reasons: Vec<ReasonPage<'a>>,
    requirements: Vec<ImplementationRequirementPage<'a>>,
    community_steps: Vec<NamedPage<'a>>,
    evaluation_levels: Vec<EvaluationPage<'a>>,
    cycle_phases: Vec<NamedPage<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StepPage<'a> {
    number: u32,
    id: &'a str,
    name: &'a str,
    what: &'a str,
    source: &'a str,
    questions: Vec<StepQuestionPage<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StepQuestionPage<'a> {
    /// The id to use in `answers`.
    id: String,
    question: &'a str,
    help: &'a str,
    item: &'a str,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ScopePage<'a> {
    id: &'a str,
    name: &'a str,
    note: &'a str,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct CharacteristicPage<'a> {
    of: &'a str,
    name: &'a str,
    question: &'a str,
    factors: &'a [String],
    settings: &'a [String],
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct NamedPage<'a> {
    id: &'a str,
    name: &'a str,
    what: &'a str,
    question: Option<&'a str>,
    item: Option<&'a str>,
    source: &'a str,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StagePartPage<'a> {
    id: &'a str,
    name: &'a str,
    what: &'a str,
    item: &'a str,
    source: &'a str,
    minutes: SpreadPage,
    /// The number of them per stage.
    count: SpreadPage,
    grade: &'a str,
    rationale: &'a str,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SpreadPage {
    low: u32,
    typical: u32,
    high: u32,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ReasonPage<'a> {
    id: &'a str,
    what: &'a str,
    item: &'a str,
    source: &'a str,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ImplementationRequirementPage<'a> {
    /// The id to use in `checks`.
    id: String,
    item: &'a str,
    name: &'a str,
    what: &'a str,
    why: &'a str,
    question: &'a str,
    mend: &'a str,
    grade: &'a str,
    source: &'a str,
    parts: Vec<RequirementPartPage<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct RequirementPartPage<'a> {
    /// The id to use in `checks`.
    id: String,
    what: &'a str,
    question: &'a str,
    mend: &'a str,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct EvaluationPage<'a> {
    number: u32,
    id: &'a str,
    name: &'a str,
    what: &'a str,
    question: &'a str,
    gather: &'a str,
    source: &'a str,
}

impl<'a> StandardList<'a> {
    pub(super) fn new(catalogue: &'a Catalogue) -> Self {
        Self {
            standards: catalogue.standards.iter().map(StandardPage::new).collect(),
            edition_2022: catalogue.planning.edition_2022.iter().map(SuccessorPage::new).collect(),
        }
    }
}

impl<'a> StandardPage<'a> {
    fn new(standard: &'a Standard) -> Self {
        let element = |element: &'a Element| ElementPage {
            id: &element.id,
            name: &element.name,
            look_fors: element.look_fors.iter().map(|look_for| LookForPage::new(standard, look_for)).collect(),
        };
        Self {
            id: &standard.id,
            name: &standard.name,
            statement: &standard.statement,
            about: &standard.about,
            source: &standard.source,
            elements: standard.elements.iter().map(element).collect(),
        }
    }
}

impl<'a> LookForPage<'a> {
    fn new(standard: &Standard, look_for: &'a LookFor) -> Self {
        Self {
            id: format!("{}.{}", standard.id, look_for.id),
            looks_like: look_for.looks_like.as_deref(),
            looks_like_item: look_for.good_item,
            does_not_look_like: look_for.does_not_look_like.as_deref(),
            does_not_look_like_item: look_for.bad_item,
            question: &look_for.question,
            why: &look_for.why,
            mend: &look_for.mend,
            severity: look_for.severity.id(),
            rationale: &look_for.rationale,
            grade: &look_for.grade.0,
            sources: &look_for.sources,
            derived: look_for.rule.is_some(),
            differs: look_for.differs.as_ref().map(|differs| differs.says.as_str()),
        }
    }
}

impl<'a> SuccessorPage<'a> {
    fn new(one: &'a Successor) -> Self {
        Self { title: &one.title, frame: &one.frame, from: &one.from, note: &one.note, source: &one.source }
    }
}

impl<'a> PlanningPage<'a> {
    pub(super) fn new(catalogue: &'a Catalogue) -> Self {
        let planning = &catalogue.planning;
        let named = |all: &'a [Named]| all.iter().map(NamedPage::new).collect();
        let scopes = planning.scopes.iter();
        let characteristics = planning.characteristics.iter().map(|one| CharacteristicPage {
            of: &one.of,
            name: &one.name,
            question: &one.question,
            factors: &one.factors,
            settings: &one.settings,
        });
        Self {
            steps: planning.steps.iter().map(StepPage::new).collect(),
            scopes: scopes.map(|one| ScopePage { id: &one.id, name: &one.name, note: &one.note }).collect(),
            characteristics: characteristics.collect(),
            need_kinds: named(&planning.need_kinds),
            stages: named(&planning.stages),
            stage_parts: planning.stage_parts.iter().map(StagePartPage::new).collect(),
            meeting_purposes: named(&planning.meeting_purposes),
            distribution_reasons: planning.distribution_reasons.iter().map(ReasonPage::new).collect(),
            requirements: planning.requirements.iter().map(ImplementationRequirementPage::new).collect(),
            community_steps: named(&planning.community_steps),
            evaluation_levels: planning.evaluation_levels.iter().map(EvaluationPage::new).collect(),
            cycle_phases: named(&planning.cycle_phases),
        }
    }
}

impl<'a> StepPage<'a> {
    fn new(step: &'a Step) -> Self {
        let questions = step.questions.iter().map(|one| StepQuestionPage {
            id: format!("{}.{}", step.id, one.id),
            question: &one.question,
            help: &one.help,
            item: &one.item,
        });
        Self {
            number: step.number,
            id: &step.id,
            name: &step.name,
            what: &step.what,
            source: &step.source,
            questions: questions.collect(),
        }
    }
}

impl<'a> NamedPage<'a> {
    fn new(one: &'a Named) -> Self {
        Self {
            id: &one.id,
            name: &one.name,
            what: &one.what,
            question: one.question.as_deref(),
            item: one.item.as_deref(),
            source: &one.source,
        }
    }
}

impl From<Spread> for SpreadPage {
    fn from(spread: Spread) -> Self {
        Self { low: spread.low, typical: spread.typical, high: spread.high }
    }
}

impl<'a> StagePartPage<'a> {
    fn new(part: &'a StagePart) -> Self {
        Self {
            id: &part.id,
            name: &part.name,
            what: &part.what,
            item: &part.item,
            source: &part.source,
            minutes: part.minutes.into(),
            count: part.count.into(),
            grade: &part.grade.0,
            rationale: &part.rationale,
        }
    }
}

impl<'a> ReasonPage<'a> {
    fn new(reason: &'a Reason) -> Self {
        Self { id: &reason.id, what: &reason.what, item: &reason.item, source: &reason.source }
    }
}

impl<'a> ImplementationRequirementPage<'a> {
    fn new(one: &'a ImplementationRequirement) -> Self {
        let parts = one.parts.iter().map(|part| RequirementPartPage {
            id: format!("implementation.{}", part.id),
            what: &part.what,
            question: &part.question,
            mend: &part.mend,
        });
        Self {
            id: format!("implementation.{}", one.id),
            item: &one.item,
            name: &one.name,
            what: &one.what,
            why: &one.why,
            question: &one.question,
            mend: &one.mend,
            grade: &one.grade.0,
            source: &one.source,
            parts: parts.collect(),
        }
    }
}

impl<'a> EvaluationPage<'a> {
    fn new(level: &'a EvaluationWords) -> Self {
        Self {
            number: level.number,
            id: &level.id,
            name: &level.name,
            what: &level.what,
            question: &level.question,
            gather: &level.gather,
            source: &level.source,
        }
    }
}
