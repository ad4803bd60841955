//! `POST /v1/plans/check`: the steps of backmapping with open questions, links between parts, and findings.

use super::parts::{FindingLine, PlanName};
use crate::catalogue::{Catalogue, Evidence, Step};
use crate::planning::{
    Chosen, DesignRank, Links, MarkState, Node, QuestionState, Review, Setting, StepState, Studied, Theory, TheoryNode,
    column_names,
};
use crate::wire::answered::provenance::Provenance;
use crate::wire::kit::number::Hundredths;
use crate::wire::kit::view::{View, view, views};

/// Returns the key questions of a step, then the team's own.
fn questions<'a>(state: &'a StepState<'a>) -> Vec<QuestionLine<'a>> {
    let own = state.own.iter().map(|one| QuestionLine {
        id: None,
        question: one.question,
        help: None,
        open: one.answer.is_none(),
        answered_at: one.answer.map(|_| one.place.as_str()).into_iter().collect(),
        lacks: None,
        studied: Vec::new(),
    });
    state.questions.iter().map(|one| View::view((one, state.step))).chain(own).collect()
}

fn factors<'a>(setting: &Setting<'a>, catalogue: &'a Catalogue) -> Vec<SetFactor<'a>> {
    let factors = setting.factors.iter();
    factors.map(|(at, answered)| SetFactor { id: &catalogue.factors[*at].id, answered: *answered }).collect()
}

fn follows<'a>(links: &'a Links<'a>) -> Vec<FollowLine<'a>> {
    views(links.nodes.iter().filter_map(|node| Some((node, links, node.id?))))
}

view! {
    /// A plan checked against the steps of backmapping.
    #[schema(as = PlanCheckAnswer)]
    pub struct PlanCheckAnswer<'a> from (review: &'a Review<'a>, provenance: Provenance<'a>) {
        #[serde(flatten)]
        plan: PlanName<'a> = View::view(review),
        steps: Vec<StepLine<'a>> = View::view(&review.steps),
        /// The number of open key questions and open questions of the team's own.
        open_questions: usize = review.steps.iter().map(StepState::open).sum(),
        /// The factors and facts that the answers of step 2 set in the profile.
        sets: Vec<SettingLine<'a>> = views(review.settings.iter().map(|setting| (setting, review.facts.catalogue))),
        /// The chosen designs with their standing for this profile.
        designs: Vec<DesignLine<'a>> = views(review.facts.chosen.iter().map(|chosen| (chosen, review.facts.catalogue))),
        /// Every part with an id, with the parts before and after it.
        follows: Vec<FollowLine<'a>> = follows(&review.facts.links),
        /// The five marks of a high-quality design, and which chosen designs have each.
        marks: Vec<MarkLine<'a>> = View::view(&review.marks),
        theory_of_change: TheoryPicture<'a> = View::view(&review.theory),
        /// Findings, most serious first.
        findings: Vec<FindingLine<'a>> = View::view(&review.findings),
        provenance: Provenance<'a> = provenance,
    }

    /// A step of backmapping.
    struct StepLine<'a> from (state: &'a StepState<'a>) {
        number: u32 = state.step.number,
        id: &'a str = &state.step.id,
        name: &'a str = &state.step.name,
        open: usize = state.open(),
        questions: Vec<QuestionLine<'a>> = questions(state),
    }

    /// A key question, or one of the team's own.
    struct QuestionLine<'a> from (one: &'a QuestionState<'a>, step: &'a Step) {
        /// The question's id; null for one of the team's own.
        id: Option<String> = Some(format!("{}.{}", step.id, one.question.id)),
        question: &'a str = &one.question.question,
        help: Option<&'a str> = Some(&one.question.help),
        open: bool = one.is_open(),
        /// Places in the plan that answer it, as JSON pointers.
        answered_at: Vec<&'a str>,
        /// What is still missing from the answer.
        lacks: Option<&'a str>,
        /// What the catalog's evidence answers, for each chosen design; only in step 5.
        studied: Vec<StudiedLine<'a>> = View::view(&one.studied),
    }

    /// What the evidence on a chosen design answers.
    struct StudiedLine<'a> from (one: &'a Studied) {
        /// The design in the plan, as a JSON pointer.
        place: &'a str,
        says: &'a str,
    }

    /// A mark of a high-quality design, with the chosen designs that have it.
    #[schema(as = PlanMark)]
    struct MarkLine<'a> from (one: &'a MarkState<'a>) {
        mark: &'a str = one.mark.id(),
        /// Ids of the designs in the catalog; empty if no chosen design has the mark.
        designs: Vec<&'a str> = one.designs.iter().map(|chosen| chosen.design.id.as_str()).collect(),
    }

    /// The factors and facts that a group of characteristics sets.
    struct SettingLine<'a> from (setting: &'a Setting<'a>, catalogue: &'a Catalogue) {
        of: &'a str = &setting.group.of,
        /// The plan's texts about it.
        said: Vec<&'a str>,
        factors: Vec<SetFactor<'a>> = factors(setting, catalogue),
        setting: Vec<SetFactor<'a>> = View::view(&setting.facts),
    }

    /// A factor or fact, and whether the profile answers it.
    struct SetFactor<'a> from (set: &(&'a str, bool)) { id: &'a str = set.0, answered: bool = set.1 }

    /// A chosen design.
    struct DesignLine<'a> from (chosen: &'a Chosen<'a>, catalogue: &'a Catalogue) {
        place: String = chosen.place(),
        design: &'a str = &chosen.design.id,
        name: &'a str = chosen.name(),
        environment: Option<&'a str> = chosen.environment(catalogue).map(|environment| environment.id.as_str()),
        standing: Option<StandingLine<'a>> = chosen.ranked.map(|ranked| View::view((ranked, chosen))),
        /// Findings of studies, with their setting and participants.
        evidence: Vec<StudyLine<'a>> = View::view(&chosen.design.evidence),
    }

    /// A design's rank and score for the plan's profile.
    struct StandingLine<'a> from (ranked: &'a DesignRank, chosen: &'a Chosen<'a>) {
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
        fair_weeks: u32 = chosen.fair_weeks().unwrap_or_default(),
    }

    /// A finding of a study.
    #[schema(as = StudyFinding)]
    struct StudyLine<'a> from (evidence: &'a Evidence) {
        finding: &'a str,
        studied: &'a str,
        grade: &'a str,
        sources: &'a [String],
    }

    /// A part of the plan with its links.
    struct FollowLine<'a> from (node: &'a Node<'a>, links: &'a Links<'a>, name: &'a str) {
        id: &'a str = name,
        part: &'a str = node.part.id(),
        place: String = node.place(),
        follows_from: Vec<&'a str>,
        /// Ids of the parts that follow from it.
        leads_to: Vec<&'a str> = links.followers(name).filter_map(|other| other.id).collect(),
    }

    /// The theory of change: boxes in columns, with arrows from means to ends.
    struct TheoryPicture<'a> from (theory: &'a Theory) {
        columns: Vec<&'a str> = column_names().to_vec(),
        boxes: Vec<TheoryBox<'a>> = View::view(&theory.nodes),
        /// Pairs of indexes into `boxes`.
        arrows: Vec<[usize; 2]> = theory.arrows.iter().map(|(from, to)| [*from, *to]).collect(),
    }

    /// A box of the theory of change.
    struct TheoryBox<'a> from (node: &'a TheoryNode) { column: usize, text: &'a str, place: &'a str }
}
