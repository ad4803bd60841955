//! `GET /v1/standards` and `GET /v1/planning`: the standards and planning questions for plans.

use crate::catalogue::{
    Catalogue, CharacteristicGroup, Element, EvaluationWords, ImplementationRequirement, LearningPattern, LookFor,
    Named, PlanningWords, Reason, RequirementPart, ScopeNote, Spread, StagePart, Standard, Step, StepQuestion,
    Successor, UsualBreak,
};
use crate::wire::kit::view::{View, view, views};

view! {
    /// The standards for professional learning, with every look-for.
    #[schema(as = StandardList)]
    pub struct StandardList<'a> from (catalogue: &'a Catalogue) {
        standards: Vec<StandardPage<'a>>,
        /// The standards of the 2022 edition, mapped by title.
        edition_2022: Vec<SuccessorPage<'a>> = View::view(&catalogue.planning.edition_2022),
    }

    struct StandardPage<'a> from (standard: &'a Standard) {
        id: &'a str,
        name: &'a str,
        statement: &'a str,
        about: &'a str,
        source: &'a str,
        elements: Vec<ElementPage<'a>> = views(standard.elements.iter().map(|element| (element, standard))),
    }

    struct ElementPage<'a> from (element: &'a Element, standard: &'a Standard) {
        id: &'a str,
        name: &'a str,
        look_fors: Vec<LookForPage<'a>> = views(element.look_fors.iter().map(|look_for| (look_for, standard))),
    }

    struct LookForPage<'a> from (look_for: &'a LookFor, standard: &'a Standard) {
        /// The id used in findings and `checks`.
        id: String = format!("{}.{}", standard.id, look_for.id),
        looks_like: Option<&'a str>,
        /// The number of the item on the positive side of the element in the source, from 1.
        looks_like_item: Option<usize> = look_for.good_item,
        does_not_look_like: Option<&'a str>,
        /// The number of the item on the negative side of the element in the source, from 1.
        does_not_look_like_item: Option<usize> = look_for.bad_item,
        question: &'a str,
        why: &'a str,
        fix: &'a str,
        /// `error`, `warning` or `note`.
        severity: &'a str = look_for.severity.id(),
        rationale: &'a str,
        grade: &'a str,
        sources: &'a [String],
        /// Whether it is derived from the plan; if not, the team is asked.
        derived: bool = look_for.rule.is_some(),
        /// What studies found, if it differs from the standard.
        differs: Option<&'a str> = look_for.differs.as_ref().map(|differs| differs.says.as_str()),
    }

    struct SuccessorPage<'a> from (one: &'a Successor) {
        title: &'a str,
        frame: &'a str,
        /// Ids of the standards that it continues; empty if it is new.
        from: &'a [String],
        note: &'a str,
        source: &'a str,
    }

    /// The questions and requirements for a plan, beside the standards.
    #[schema(as = PlanningPage)]
    pub struct PlanningPage<'a> from (planning: &'a PlanningWords) {
        steps: Vec<StepPage<'a>>,
        scopes: Vec<ScopePage<'a>>,
        characteristics: Vec<CharacteristicPage<'a>>,
        need_kinds: Vec<NamedPage<'a>>,
        stages: Vec<NamedPage<'a>>,
        stage_parts: Vec<StagePartPage<'a>>,
        /// What a stage can add to the chosen designs.
        patterns: Vec<PatternPage<'a>>,
        /// Days that a calendar takes as closed while it names no long break.
        usual_breaks: Vec<UsualBreakPage<'a>>,
        meeting_purposes: Vec<NamedPage<'a>>,
        distribution_reasons: Vec<ReasonPage<'a>>,
        requirements: Vec<ImplementationRequirementPage<'a>>,
        community_steps: Vec<NamedPage<'a>>,
        evaluation_levels: Vec<EvaluationPage<'a>>,
        cycle_phases: Vec<NamedPage<'a>>,
    }

    struct StepPage<'a> from (step: &'a Step) {
        number: u32,
        id: &'a str,
        name: &'a str,
        what: &'a str,
        source: &'a str,
        questions: Vec<StepQuestionPage<'a>> = views(step.questions.iter().map(|question| (question, step))),
    }

    struct StepQuestionPage<'a> from (question: &'a StepQuestion, step: &'a Step) {
        /// The id to use in `answers`.
        id: String = format!("{}.{}", step.id, question.id),
        question: &'a str,
        help: &'a str,
        item: &'a str,
    }

    struct ScopePage<'a> from (scope: &'a ScopeNote) { id: &'a str, name: &'a str, note: &'a str }

    struct CharacteristicPage<'a> from (group: &'a CharacteristicGroup) {
        of: &'a str,
        name: &'a str,
        question: &'a str,
        factors: &'a [String],
        settings: &'a [String],
    }

    struct NamedPage<'a> from (one: &'a Named) {
        id: &'a str,
        name: &'a str,
        what: &'a str,
        question: Option<&'a str>,
        item: Option<&'a str>,
        source: &'a str,
    }

    struct StagePartPage<'a> from (part: &'a StagePart) {
        id: &'a str,
        name: &'a str,
        what: &'a str,
        item: &'a str,
        source: &'a str,
        minutes: SpreadPage,
        /// The number of them per stage.
        count: SpreadPage,
        /// Maximum weeks with school between two of them.
        most_weeks: u32,
        grade: &'a str,
        rationale: &'a str,
    }

    struct PatternPage<'a> from (pattern: &'a LearningPattern) {
        /// The id to use as a stage's `pattern`.
        id: &'a str,
        name: &'a str,
        what: &'a str,
        workshop_minutes: u32,
        online_sessions: u32,
        support_meetings: u32,
        /// Weeks between support meetings, instead of their number.
        every_weeks: Option<u32>,
        grade: &'a str,
        rationale: &'a str,
        sources: &'a [String],
    }

    struct UsualBreakPage<'a> from (one: &'a UsualBreak) {
        name: &'a str,
        /// First day, as month and day.
        from: &'a str,
        until: &'a str,
        grade: &'a str,
        rationale: &'a str,
    }

    struct SpreadPage from (spread: &Spread) { low: u32, typical: u32, high: u32 }

    struct ReasonPage<'a> from (reason: &'a Reason) {
        id: &'a str,
        what: &'a str,
        item: &'a str,
        source: &'a str,
    }

    struct ImplementationRequirementPage<'a> from (requirement: &'a ImplementationRequirement) {
        /// The id to use in `checks`.
        id: String = format!("implementation.{}", requirement.id),
        item: &'a str,
        name: &'a str,
        what: &'a str,
        why: &'a str,
        question: &'a str,
        fix: &'a str,
        grade: &'a str,
        source: &'a str,
        parts: Vec<RequirementPartPage<'a>>,
    }

    struct RequirementPartPage<'a> from (part: &'a RequirementPart) {
        /// The id to use in `checks`.
        id: String = format!("implementation.{}", part.id),
        what: &'a str,
        question: &'a str,
        fix: &'a str,
    }

    struct EvaluationPage<'a> from (level: &'a EvaluationWords) {
        number: u32,
        id: &'a str,
        name: &'a str,
        what: &'a str,
        question: &'a str,
        gather: &'a str,
        source: &'a str,
        /// The share of the way to fair student results after which this level can be judged, 0 to 1; a judgment.
        fair_after: f64,
        fair_why: &'a str,
    }
}
