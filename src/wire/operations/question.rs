//! `POST /v1/questions`: which unanswered factor to ask about next.

use serde::Serialize;
use serde_json::value::RawValue;

use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::{Advisor, Options};
use crate::catalogue::{Factor, Kind, Profile, Who};
use crate::scoring::Evaluation;
use crate::sensitivity::{Question, questions, tell_questions};
use crate::wire::answered::catalogue::SurveyPage;
use crate::wire::answered::contender::Contender;
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::rendered::Rendered;
use crate::wire::answered::statement::StatementText;
use crate::wire::asked::{ABOUT_SAMPLES, ABOUT_SEED, OPTIONS, PROFILE, SAMPLES, SEED, draws, read_body};
use crate::wire::kit::fields::{Fields, fields};
use crate::wire::kit::number::{share, to_json};
use crate::wire::kit::problem::Problem;
use crate::wire::kit::view::View;

operation! {
    /// Choose what to ask next
    ///
    /// Orders the unanswered factors of a profile by how much an answer is expected to settle first place, over
    /// simulations of all unanswered factors together. Returns what to ask and who should answer.
    /// When first place is settled, the answer says so, and no more questions are needed.
    OPERATION {
        path: "/v1/questions",
        id: "questions",
        tag: "explanations",
        aside: Aside::Always,
        example: include_str!("../examples/questions.json"),
        request: ("QuestionRequest", QuestionRequest::schema, "The team's answers so far"),
        answer: answer_questions,
        result: (shape_of::<QuestionAnswer<'_>>, "What to ask next"),
        beside: Beside::Nothing,
    }
}

/// The unanswered factors most worth asking about.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = QuestionAnswer)]
pub struct QuestionAnswer<'a> {
    /// The profile's id, as sent.
    profile_id: Option<&'a str>,
    /// The design that ranks first; null if no design is feasible.
    first_place: Option<Contender<'a>>,
    /// The share of simulated answers, all unanswered factors together, under which first place stays the same, 0 to 1;
    /// null if no design is feasible.
    #[schema(value_type = Option<f64>)]
    first_stays: Option<Box<RawValue>>,
    /// Whether first place is settled, so that no more questions are needed.
    settled: bool,
    statement: StatementText<'a>,
    /// Unanswered factors, the one that settles first place most first.
    questions: Vec<Asking<'a>>,
    provenance: Provenance<'a>,
}

/// An unanswered factor and how to ask about it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Asking<'a> {
    /// The unanswered factor, such as `time_available`, `resources.time` or `design_experience.coaching`.
    factor: String,
    name: &'a str,
    /// How much more likely two simulations of the unanswered factors are to agree on first place once this answer is
    /// known, 0 to 1. The question with the highest gain comes first.
    #[schema(value_type = f64, minimum = 0, maximum = 1)]
    gain: Box<RawValue>,
    /// The chance, based on typical answers, that this answer alone changes first place by more than rounding, 0 to 1.
    #[schema(value_type = f64, minimum = 0, maximum = 1)]
    chance: Box<RawValue>,
    /// The expected value of the answer, in points: how much better the best design then scores, on average, than the
    /// one that ranks first now.
    #[schema(value_type = f64)]
    value: Box<RawValue>,
    /// The design that each level or category would put first; null if none would be feasible.
    outcomes: Vec<Outcome<'a>>,
    #[schema(value_type = Vec<String>)]
    answered_by: &'a [Who],
    /// Whether people should answer anonymously.
    anonymous: bool,
    /// Survey items to ask, and how the answer can mislead.
    survey: Vec<SurveyPage<'a>>,
    caution: &'a str,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Outcome<'a> {
    /// The level, 1 to 5; null for a category.
    level: Option<usize>,
    /// The category's id; null for a level.
    category: Option<&'a str>,
    /// The meaning of the level or category.
    meaning: &'a str,
    first: Option<&'a str>,
}

fields! {
    /// A team, and settings for the simulations; only unanswered factors vary here.
    struct QuestionRequest (
        EXPECTED = "wire.expected.body",
        ABOUT = "A team, and how many simulations of its unanswered factors to run",
    ) {
        profile: Profile = PROFILE, "", required "wire.missing.profile";
        options: Options = OPTIONS, "";
        samples: Option<usize> = SAMPLES, ABOUT_SAMPLES;
        seed: Option<u32> = SEED, ABOUT_SEED;
    }
}

/// Answers a body of `POST /v1/questions`.
fn answer_questions(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let QuestionRequest { profile, options, samples, seed } = read_body(advisor, body)?;
    let evaluation = advisor.evaluate(&profile, &options)?;
    let found = questions(&evaluation, draws(samples, seed, None));
    let ranking = evaluation.ranking();
    let answer = QuestionAnswer {
        profile_id: profile.id.as_deref(),
        first_place: ranking.placed.first().map(|first| Contender::view((&evaluation, first.alternative))),
        first_stays: found.first_stays.map(share),
        settled: found.settled,
        statement: tell_questions(&evaluation, &found).into(),
        questions: found.questions.iter().map(|one| asking(&evaluation, one)).collect(),
        provenance: advisor.into(),
    };
    Ok(to_json(&answer))
}

fn asking<'a>(evaluation: &Evaluation<'a>, question: &Question) -> Asking<'a> {
    let (catalogue, tables) = (evaluation.catalogue(), evaluation.tables());
    let term = &tables.terms[question.of.term];
    let factor = &catalogue.factors[term.factor];
    let outcomes = question.firsts.iter().enumerate().map(|(cell, first)| {
        let by_category = factor.kind == Kind::Shares;
        Outcome {
            level: (!by_category).then_some(cell + 1),
            category: factor.categories.get(cell).filter(|_| by_category).map(|category| category.id.as_str()),
            meaning: meaning(factor, term.resource, cell),
            first: first.map(|first| catalogue.designs[first].id.as_str()),
        }
    });
    Asking {
        factor: question.of.path(catalogue, tables),
        name: question.of.design.map_or(&term.name, |design| &catalogue.designs[design].name),
        gain: share(question.gain),
        chance: share(question.chance),
        value: share(question.value),
        outcomes: outcomes.collect(),
        answered_by: &factor.answered_by,
        anonymous: factor.anonymous,
        survey: View::view(&factor.survey),
        caution: &factor.caution,
    }
}

fn meaning(factor: &Factor, resource: Option<usize>, cell: usize) -> &str {
    let levels = resource.map_or(&factor.levels, |kind| &factor.resources[kind].levels);
    let category = || factor.categories.get(cell).map(|category| category.meaning.as_str());
    levels.get(cell).map(String::as_str).or_else(category).unwrap_or_default()
}
