//! `POST /v1/counterfactuals`: what would have to change for a design to reach a goal.

use serde::Serialize;
use serde::de::{MapAccess, SeqAccess};
use serde_json::value::RawValue;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::{ArrayBuilder, OneOfBuilder};

use super::contender::Contender;
use super::moves::{Blocking, Moved};
use super::number::{Hundredths, decimal_value, to_json};
use super::operation::{operation, shape_of};
use super::problem::Problem;
use super::provenance::Provenance;
use super::reader::{Place, Read, Shape, read_fields};
use super::rendered::Rendered;
use super::request::{Asked, Bounded, Extra, KnownId, Whole, read_asked, value};
use super::schema::{DESIGN_ID, Property, named, number, object, one_of, request, whole};
use super::statement::Told;
use crate::advisor::Advisor;
use crate::catalogue::{Catalogue, Kind};
use crate::explain::{self, Change, Costs, Effort, Goal, Obstacle, OpenQuestion, path_of, tell_obstacle};
use crate::scoring::Evaluation;
use crate::words::{fill, text};

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
        aside: true,
        example: include_str!("examples/counterfactuals.json"),
        request: ("CounterfactualRequest", schema, "The team, the design and the goal"),
        answer: counterfactuals,
        result: (shape_of::<CounterfactualAnswer<'_>>, "What would have to change"),
        other: None,
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
    statement: Told<'a>,
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
    statement: Told<'a>,
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
    need: Option<Blocking<'a>>,
    /// For `rival`: the design that stays ahead.
    design: Option<&'a str>,
    /// For `fixed`: the factor that no school can change and that favors the best other design.
    factor: Option<&'a str>,
    /// For `rival`: the points by which it stays ahead at least, if that can be stated for it alone. For `fixed`: the
    /// points in favor of the other design.
    #[schema(value_type = Option<f64>)]
    points: Option<Hundredths>,
    statement: Told<'a>,
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

/// The fields of the request beside profile and options.
#[derive(Clone, Debug, Default)]
struct Wanted {
    design: Option<usize>,
    given: bool,
    goal: Option<Goal>,
    answers: Option<usize>,
    costs: Vec<(usize, u64)>,
    fixed: Vec<usize>,
}

impl Extra for Wanted {
    const FIELDS: &'static [&'static str] = &["design", "goal", "costs", "fixed", "answers"];

    fn field<'de, A: MapAccess<'de>>(
        &mut self,
        catalogue: &Catalogue,
        field: usize,
        place: &Place<'_>,
        object: &mut A,
    ) -> Result<(), A::Error> {
        match field {
            0 => {
                self.given = true;
                let names: Vec<&str> = catalogue.designs.iter().map(|design| design.id.as_str()).collect();
                self.design = value(KnownId { what: "design", names: &names }, place, object)?;
            }
            1 => self.goal = value(GoalShape { designs: catalogue.designs.len() }, place, object)?,
            2 => self.costs = value(CostsShape { catalogue }, place, object)?.unwrap_or_default(),
            3 => self.fixed = value(FixedShape { catalogue }, place, object)?.unwrap_or_default(),
            _ => {
                let some = Whole { expected: || text("wire.expected.changes"), least: 1, most: 10 };
                self.answers = value(some, place, object)?.map(|answers| answers as usize);
            }
        }
        Ok(())
    }

    fn check(&self, _: &Catalogue, place: &Place<'_>) {
        if !self.given {
            place.field("design").error(text("wire.missing.goal_design"));
        }
    }
}

struct GoalShape {
    designs: usize,
}

impl<'de> Shape<'de> for GoalShape {
    type Out = Goal;

    fn expected(&self) -> &'static str {
        text("wire.expected.goal")
    }

    fn text(self, place: &Place<'_>, text: &str) -> Option<Goal> {
        match text {
            "first" => Some(Goal::First),
            "feasible" => Some(Goal::Feasible),
            other => {
                place.unknown("goal", other, &["first", "feasible"]);
                None
            }
        }
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Goal>, A::Error> {
        let (mut goal, mut given) = (None, false);
        let most = self.designs as u32;
        read_fields(place, object, "field", &["within"], |_, place, object| {
            given = true;
            let places = Whole { expected: || text("wire.expected.places"), least: 1, most };
            goal = value(places, place, object)?.map(|places| Goal::Within(places as usize));
            Ok(())
        })?;
        if !given {
            place.field("within").error(text("wire.missing.places"));
        }
        Ok(goal)
    }
}

/// Returns what a school can change: terms by path, and factors answered in parts by id.
fn changeable(catalogue: &Catalogue) -> Vec<(String, Vec<usize>)> {
    let terms = catalogue.terms();
    let mut all: Vec<(String, Vec<usize>)> = Vec::new();
    for (at, term) in terms.iter().enumerate() {
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

struct CostsShape<'a> {
    catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for CostsShape<'_> {
    type Out = Vec<(usize, u64)>;

    fn expected(&self) -> &'static str {
        text("wire.expected.costs")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let all = changeable(self.catalogue);
        let names: Vec<&str> = all.iter().map(|(path, _)| path.as_str()).collect();
        let mut costs: Vec<(usize, usize, u64)> = Vec::new();
        read_fields(place, object, "changeable answer", &names, |index, place, object| {
            if let Some(cost) =
                value(Bounded { expected: || text("wire.expected.cost"), most: MOST_COST }, place, object)?
            {
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

struct FixedShape<'a> {
    catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for FixedShape<'_> {
    type Out = Vec<usize>;

    fn expected(&self) -> &'static str {
        text("wire.expected.keep")
    }

    fn list<A: SeqAccess<'de>>(self, place: &Place<'_>, mut list: A) -> Result<Option<Vec<usize>>, A::Error> {
        let all = changeable(self.catalogue);
        let names: Vec<&str> = all.iter().map(|(path, _)| path.as_str()).collect();
        let mut fixed = Vec::new();
        for index in 0.. {
            let item = place.item(index);
            let shape = KnownId { what: "changeable answer", names: &names };
            match list.next_element_seed(Read { shape, place: &item })? {
                None => break,
                Some(found) => fixed.extend(found.map(|found| all[found].1.clone()).unwrap_or_default()),
            }
        }
        Ok(Some(fixed))
    }
}

/// Answers a body of `POST /v1/counterfactuals`.
fn counterfactuals(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let Asked { profile, options, extra: wanted, .. } = read_asked::<Wanted>(advisor, body)?;
    let design = wanted.design.unwrap_or_default();
    if options.exclude.contains(&design) {
        let slots = [("design", advisor.catalogue().designs[design].id.as_str())];
        let detail = fill(text("wire.field.excluded"), &slots);
        return Err(Problem::of_fields([("/design".to_owned(), detail)]));
    }
    let evaluation = advisor.evaluate(&profile, &options)?;
    let mut costs = Costs::by_lead_time(&evaluation);
    wanted.costs.iter().for_each(|(term, cost)| costs.set(*term, Some(*cost)));
    wanted.fixed.iter().for_each(|term| costs.set(*term, None));
    let effort = Effort { answers: wanted.answers.unwrap_or(Effort::default().answers), ..Effort::default() };
    let goal = wanted.goal.unwrap_or(Goal::First);
    let found = explain::counterfactual(&evaluation, design, goal, &costs, effort);
    let reachable = found.reached || !found.changes.is_empty();
    let answer = CounterfactualAnswer {
        profile_id: profile.id.as_deref(),
        design: evaluation.standing(design).map(|alternative| Contender::new(&evaluation, alternative)),
        reached: found.reached,
        reachable: (reachable || found.proven).then_some(reachable),
        statement: (&found.statement).into(),
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
    let variants = &catalogue.designs[alternative.design].variants;
    Changed {
        moves: change.moves.iter().map(|one| Moved::new(catalogue, tables, one)).collect(),
        cost: decimal_value(change.cost.into()),
        proven: change.proven,
        bound: decimal_value(change.bound.into()),
        without: change.without.map(|without| path_of(catalogue, tables, without)),
        after: After {
            environment: &catalogue.environments[alternative.environment].id,
            variant: alternative.variant.map(|variant| variants[variant].id.as_str()),
            rank: change.rank,
            score: Hundredths(change.score),
            lead: change.lead.map(Hundredths),
        },
        statement: (&change.statement).into(),
    }
}

fn in_the_way<'a>(evaluation: &Evaluation<'a>, design: usize, obstacle: &Obstacle) -> StandsInTheWay<'a> {
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
            StandsInTheWay { need: Some(Blocking::new(catalogue, tables, unmet)), ..of(ObstacleName::Need) }
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
        factor: path_of(catalogue, tables, question.of),
        gain: Hundredths(question.gain),
        ask: factor.survey.first().map(|item| item.text.as_str()),
    }
}

fn schema(catalogue: &Catalogue) -> Schema {
    let within = object("Rank within this many places")
        .property("within", whole("The number of places", 1, catalogue.designs.len() as u32))
        .required("within");
    let goal = OneOfBuilder::new()
        .description(Some("The goal; `first` (ahead of every other design) when omitted"))
        .item(one_of(&["first", "feasible"]))
        .item(within);
    let all = changeable(catalogue);
    let names: Vec<&str> = all.iter().map(|(path, _)| path.as_str()).collect();
    let costs = names.iter().fold(
        object("The cost of raising an answer by one level, in any unit; the lead time in weeks when omitted"),
        |object, name| object.property(*name, number("", 0.0, MOST_COST).build()),
    );
    let fixed = ArrayBuilder::new().description(Some("Answers to keep fixed")).items(one_of(&names));
    let own: Vec<(&str, Property, bool)> = vec![
        ("design", named(DESIGN_ID), true),
        ("goal", Schema::from(goal.build()).into(), false),
        ("costs", Schema::from(costs.build()).into(), false),
        ("fixed", fixed.into(), false),
        ("answers", whole("How many changes to find; 3 when omitted", 1, 10).into(), false),
    ];
    request("A team, a design and its goal", named("Options"), own)
}
