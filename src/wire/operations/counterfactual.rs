//! `POST /v1/counterfactuals`: what would have to change for a design to reach a goal.

use serde::Serialize;
use serde::de::{MapAccess, SeqAccess};
use serde_json::value::RawValue;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ArrayBuilder, OneOfBuilder};

use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::{Advisor, Options};
use crate::catalogue::{Catalogue, DesignIndex, Kind, Profile, TermIndex};
use crate::counterfactual::{self, Change, Costs, Effort, Goal, Obstacle, OpenQuestion, tell_obstacle};
use crate::scoring::Evaluation;
use crate::wire::answered::contender::{Contender, variant};
use crate::wire::answered::moves::{Moved, UnmetNeed};
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::rendered::Rendered;
use crate::wire::answered::statement::StatementText;
use crate::wire::asked::{Bounded, DESIGN, KnownId, OPTIONS, PROFILE, Whole, known_id, read_body};
use crate::wire::kit::fields::{Fields, fields};
use crate::wire::kit::number::{Hundredths, decimal_value, to_json};
use crate::wire::kit::problem::Problem;
use crate::wire::kit::reader::{Place, Shape, read_fields, read_items, value};
use crate::wire::kit::schema::{Property, number, object, one_of};
use crate::wire::kit::view::{View, views};
use crate::words::fill_text;

operation! {
    /// Find what would have to change
    ///
    /// Finds the smallest change within a school's control that would put a design first, put it among the first, or make
    /// it feasible. An exact search over whole levels proves that no smaller change exists. Answers are only raised, and
    /// unanswered factors become questions, not changes. Goals and people's background stay fixed, and the best environment
    /// is chosen again. The result is what would rank first in this model, not what would work in practice.
    OPERATION {
        path: "/v1/counterfactuals",
        id: "counterfactual",
        tag: "explanations",
        aside: Aside::Always,
        example: include_str!("../examples/counterfactuals.json"),
        request: ("CounterfactualRequest", CounterfactualRequest::schema, "The team, the design and the goal"),
        answer: counterfactuals,
        result: (shape_of::<CounterfactualAnswer<'_>>, "What would have to change"),
        beside: Beside::Nothing,
    }
}

/// The highest cost of a level.
const MOST_COST: f64 = 10_000.0;

/// What would have to change for a design to reach a goal.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = CounterfactualAnswer)]
pub struct CounterfactualAnswer<'a> {
    /// The profile's id, as sent.
    profile_id: Option<&'a str>,
    /// The design now; null if it is available in no allowed environment.
    design: Option<Contender<'a>>,
    /// Whether the goal is already reached.
    reached: bool,
    /// Whether changes within the school's control can reach the goal, or it is already reached; null if the search was
    /// cut short.
    reachable: Option<bool>,
    statement: StatementText<'a>,
    /// Changes that reach the goal: the smallest first, then the smallest without one of its moves.
    changes: Vec<Changed<'a>>,
    /// What prevents the goal, if no change reaches it.
    obstacles: Vec<StandsInTheWay<'a>>,
    /// Unanswered factors that could favor the design over the best other one. They are questions to ask, not changes
    /// to make.
    questions: Vec<Open<'a>>,
    provenance: Provenance<'a>,
}

/// A set of moves that reaches the goal.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Changed<'a> {
    moves: Vec<Moved<'a>>,
    /// The total cost of the moves.
    #[schema(value_type = f64)]
    cost: Box<RawValue>,
    /// Whether no cheaper change reaches the goal. If false, `bound` is the proven lower limit of the cost.
    proven: bool,
    #[schema(value_type = f64)]
    bound: Box<RawValue>,
    /// The answer that this search left unchanged; null for the smallest change of all.
    without: Option<String>,
    /// The design after the change, in its best environment then.
    after: After<'a>,
    statement: StatementText<'a>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct After<'a> {
    environment: &'a str,
    variant: Option<&'a str>,
    rank: usize,
    #[schema(value_type = f64)]
    score: Hundredths,
    /// How many points it is ahead of the best other design; negative if it is behind, null if there is no other.
    #[schema(value_type = Option<f64>)]
    lead: Option<Hundredths>,
}

/// Something that keeps the design from the goal; `kind` determines which fields are set.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StandsInTheWay<'a> {
    kind: ObstacleName,
    /// For `need`: the unmet need.
    need: Option<UnmetNeed<'a>>,
    /// For `rival`: the design that stays ahead.
    design: Option<&'a str>,
    /// For `fixed`: the factor that no school can change and that favors the best other design.
    factor: Option<&'a str>,
    /// For `rival`: the points by which it stays ahead at least, if that can be stated for it alone. For `fixed`: the
    /// points in favor of the other design.
    #[schema(value_type = Option<f64>)]
    points: Option<Hundredths>,
    statement: StatementText<'a>,
}

#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum ObstacleName {
    NotOffered,
    Need,
    Rival,
    Fixed,
}

/// A missing answer that could favor the design.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Open<'a> {
    /// The unanswered factor, such as `time_available`, `resources.time` or `design_experience.coaching`.
    factor: String,
    /// The most points that the answer could add relative to the best other design.
    #[schema(value_type = f64)]
    gain: Hundredths,
    /// A survey item to ask.
    ask: Option<&'a str>,
}

fields! {
    struct CounterfactualRequest (EXPECTED = "wire.expected.body", ABOUT = "A team, a design and its goal") {
        profile: Profile = PROFILE, "", required "wire.missing.profile";
        options: Options = OPTIONS, "";
        design: DesignIndex = DESIGN, "", required "wire.missing.goal_design";
        goal: Option<Goal> = GoalShape, "The goal; `first` (ahead of every other design) when omitted";
        costs: Vec<(TermIndex, u64)> = CostsShape,
            "The cost of raising an answer by one level, in any unit; the lead time in weeks when omitted";
        fixed: Vec<TermIndex> = FixedShape, "Answers to keep fixed";
        answers: Option<usize> = Whole("wire.expected.changes", 1, 10), "How many changes to find; 3 when omitted";
    }
}

struct GoalShape;

/// The goals without a number, by their names.
const GOALS: [(&str, Goal); 2] = [("first", Goal::First), ("feasible", Goal::Feasible)];

fields! {
    struct Within (EXPECTED = "wire.expected.goal", ABOUT = "Rank within this many places") {
        within: Option<usize> = PlaceCount, "The number of places", required "wire.missing.places";
    }
}

/// A number of places, at most one for each design.
struct PlaceCount;

impl PlaceCount {
    fn up_to(catalogue: &Catalogue) -> Whole {
        Whole(Self::EXPECTED, 1, catalogue.designs.len() as u32)
    }
}

impl Shape for PlaceCount {
    type Out = u32;

    const EXPECTED: &'static str = "wire.expected.places";

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        Self::up_to(catalogue).schema(catalogue, about)
    }

    fn number(self, place: &Place<'_>, value: f64) -> Option<u32> {
        Self::up_to(place.catalogue()).number(place, value)
    }
}

impl Shape for GoalShape {
    type Out = Goal;

    const EXPECTED: &'static str = Within::EXPECTED;

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        let named = one_of(&GOALS.map(|(name, _)| name));
        let goal = OneOfBuilder::new().description(Some(about)).item(named).item(Within::schema(catalogue));
        Schema::from(goal.build()).into()
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<Goal> {
        known_id(place, "goal", value, GOALS.iter().map(|(name, _)| *name)).map(|goal| GOALS[goal].1)
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Goal>, A::Error> {
        Ok(Within::read_object(place, object)?.0.within.map(Goal::Within))
    }
}

/// Returns what a school can change: terms by path, and factors answered in parts by id.
fn changeable(catalogue: &Catalogue) -> Vec<(String, Vec<TermIndex>)> {
    let terms = catalogue.terms();
    let mut all: Vec<(String, Vec<TermIndex>)> = Vec::new();
    for (at, term) in TermIndex::enumerate(&terms) {
        let factor = &catalogue.factors[term.factor];
        if !factor.change.by_school {
            continue;
        }
        if factor.kind == Kind::PerResource {
            match all.iter_mut().find(|(path, _)| *path == factor.id) {
                Some((_, terms)) => terms.push(at),
                None => all.push((factor.id.clone(), vec![at])),
            }
        }
        all.push((term.path.clone(), vec![at]));
    }
    all
}

fn paths(all: &[(String, Vec<TermIndex>)]) -> Vec<&str> {
    all.iter().map(|(path, _)| path.as_str()).collect()
}

struct CostsShape;

impl Shape for CostsShape {
    type Out = Vec<(TermIndex, u64)>;

    const EXPECTED: &'static str = "wire.expected.costs";

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        let cost = || number("", 0.0, MOST_COST).build();
        let all = changeable(catalogue);
        let costs = paths(&all).into_iter().fold(object(about), |object, name| object.property(name, cost()));
        Schema::from(costs).into()
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let all = changeable(place.catalogue());
        let mut costs: Vec<(usize, TermIndex, u64)> = Vec::new();
        read_fields(place, object, "changeable answer", &paths(&all), |index, place, object| {
            if let Some(cost) = value(Bounded("wire.expected.cost", MOST_COST), place, object)? {
                let terms = &all[index].1;
                costs.extend(terms.iter().map(|term| (terms.len(), *term, (cost * 1e6).round() as u64)));
            }
            Ok(())
        })?;
        // A cost for one kind overrides the cost for all kinds.
        costs.sort_by_key(|(together, ..)| std::cmp::Reverse(*together));
        Ok(Some(costs.into_iter().map(|(_, term, cost)| (term, cost)).collect()))
    }
}

struct FixedShape;

impl Shape for FixedShape {
    type Out = Vec<TermIndex>;

    const EXPECTED: &'static str = "wire.expected.keep";

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        let all = changeable(catalogue);
        ArrayBuilder::new().description(Some(about)).items(one_of(&paths(&all))).into()
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Vec<TermIndex>>, A::Error> {
        let all = changeable(place.catalogue());
        let (names, mut fixed) = (paths(&all), Vec::new());
        let answer = || KnownId { what: "changeable answer", names: &names };
        read_items(place, list, answer, |_, found| fixed.extend(found.into_iter().flat_map(|found| &all[found].1)))?;
        Ok(Some(fixed))
    }
}

/// Answers a body of `POST /v1/counterfactuals`.
fn counterfactuals(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let CounterfactualRequest { profile, options, design, goal, costs: own_costs, fixed, answers } =
        read_body(advisor, body)?;
    if options.exclude.contains(&design) {
        let slots = [("design", advisor.catalogue().designs[design].id.as_str())];
        let detail = fill_text("wire.field.excluded", &slots);
        return Err(Problem::of_fields([("/design".to_owned(), detail)]));
    }
    let evaluation = advisor.evaluate(&profile, &options)?;
    let mut costs = Costs::by_lead_time(&evaluation);
    own_costs.iter().for_each(|(term, cost)| costs.set(*term, Some(*cost)));
    fixed.iter().for_each(|term| costs.set(*term, None));
    let effort = Effort { answers: answers.unwrap_or(Effort::default().answers), ..Effort::default() };
    let goal = goal.unwrap_or(Goal::First);
    let found = counterfactual::counterfactual(&evaluation, design, goal, &costs, effort);
    let reachable = found.reached || !found.changes.is_empty();
    let answer = CounterfactualAnswer {
        profile_id: profile.id.as_deref(),
        design: evaluation.representative(design).map(|alternative| Contender::view((&evaluation, alternative))),
        reached: found.reached,
        reachable: (reachable || found.proven).then_some(reachable),
        statement: View::view(&found.statement),
        changes: found.changes.iter().map(|change| changed(&evaluation, change)).collect(),
        obstacles: found.obstacles.iter().map(|one| in_the_way(&evaluation, design, one)).collect(),
        questions: found.questions.iter().map(|one| open(&evaluation, one)).collect(),
        provenance: advisor.into(),
    };
    Ok(to_json(&answer))
}

fn changed<'a>(evaluation: &Evaluation<'a>, change: &'a Change) -> Changed<'a> {
    let (catalogue, tables) = (evaluation.catalogue(), evaluation.tables());
    let alternative = &tables.alternatives[change.alternative];
    Changed {
        moves: views(change.moves.iter().map(|one| (one, catalogue, tables))),
        cost: decimal_value(change.cost.into()),
        proven: change.proven,
        bound: decimal_value(change.bound.into()),
        without: change.without.map(|without| without.path(catalogue, tables)),
        after: After {
            environment: &catalogue.environments[alternative.environment].id,
            variant: variant(catalogue, alternative),
            rank: change.rank,
            score: Hundredths(change.score),
            lead: change.lead.map(Hundredths),
        },
        statement: View::view(&change.statement),
    }
}

fn in_the_way<'a>(evaluation: &Evaluation<'a>, design: DesignIndex, obstacle: &'a Obstacle) -> StandsInTheWay<'a> {
    let (catalogue, tables) = (evaluation.catalogue(), evaluation.tables());
    let of = |kind| StandsInTheWay {
        kind,
        need: None,
        design: None,
        factor: None,
        points: None,
        statement: tell_obstacle(evaluation, design, obstacle).into(),
    };
    match obstacle {
        Obstacle::NotOffered => of(ObstacleName::NotOffered),
        Obstacle::Need(unmet) => {
            StandsInTheWay { need: Some(View::view((unmet, catalogue, tables))), ..of(ObstacleName::Need) }
        }
        Obstacle::Rival { design, ahead_by } => StandsInTheWay {
            design: Some(&catalogue.designs[*design].id),
            points: ahead_by.map(Hundredths),
            ..of(ObstacleName::Rival)
        },
        Obstacle::Fixed { factor, against } => StandsInTheWay {
            factor: Some(&catalogue.factors[*factor].id),
            points: Some(Hundredths(*against)),
            ..of(ObstacleName::Fixed)
        },
    }
}

fn open<'a>(evaluation: &Evaluation<'a>, question: &OpenQuestion) -> Open<'a> {
    let (catalogue, tables) = (evaluation.catalogue(), evaluation.tables());
    let factor = &catalogue.factors[tables.terms[question.of.term].factor];
    Open {
        factor: question.of.path(catalogue, tables),
        gain: Hundredths(question.gain),
        ask: factor.survey.first().map(|item| item.text.as_str()),
    }
}
