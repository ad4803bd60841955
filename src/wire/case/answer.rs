//! The case for and against a choice as JSON.

use serde::Serialize;

use super::super::catalogue::{WhereStudiedPage, ingredients};
use super::super::contender::VerdictName;
use super::super::number::Hundredths;
use super::super::provenance::Provenance;
use super::super::recommendation::Interval;
use super::super::statement::Told;
use super::super::view::{View, ids};
use crate::advisor::{Advisor, CaseAdvice};
use crate::catalogue::{Catalogue, Design, Direction};
use crate::explain::{Argument, ArgumentKind, Distance, Distances, FailureHere, Likelihood, Rival, Studied};

/// The case for and against one design for a team.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = CaseAnswer)]
pub struct CaseAnswer<'a> {
    /// The profile's id, as sent.
    profile_id: Option<&'a str>,
    #[serde(flatten)]
    standing: Standing<'a>,
    /// How clearly the first design is ahead; null if no design is feasible.
    verdict: Option<VerdictName>,
    /// The verdict in words.
    verdict_sentence: Option<&'a str>,
    #[serde(flatten)]
    parts: CaseParts<'a>,
    /// Each entry of the design's evidence, and how far the people studied are from this team.
    studied: Vec<StudiedPage<'a>>,
    provenance: Provenance<'a>,
}

/// A choice and its rank.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(in crate::wire) struct Standing<'a> {
    /// The design's id.
    pub design: &'a str,
    pub name: &'a str,
    pub environment: &'a str,
    pub variant: Option<&'a str>,
    /// The design's rank, from 1; null if the choice is not feasible for this team or the options exclude it.
    #[schema(minimum = 1)]
    pub place: Option<usize>,
    /// Whether no other choice has a higher score; ties count as first.
    pub is_first: bool,
    /// The fit score in this model, 0 to 100; not a success rate.
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    pub score: Hundredths,
    pub interval: Interval,
}

/// The parts of a case.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(in crate::wire) struct CaseParts<'a> {
    /// The largest contributions for this team, and findings in its favor.
    case_for: Vec<ArgumentPage<'a>>,
    /// The strongest case against it, most serious first; never empty.
    #[schema(min_items = 1)]
    case_against: Vec<ArgumentPage<'a>>,
    /// The design that is hardest to separate from it; null if no other design is feasible.
    rival: Option<RivalPage<'a>>,
    /// How the design fails elsewhere, and whether this team's answers make that likely here.
    fails_elsewhere: Vec<FailureHerePage<'a>>,
    /// Core ingredients, without which it would be another design.
    must_not_be_cut: Vec<&'a str>,
    may_be_adapted: Vec<&'a str>,
    dip: DipPage<'a>,
    earliest_fair_judgement: FairJudgementPage<'a>,
    /// What would have to improve for it to work, by whom and how soon.
    would_make_it_work: Vec<ArgumentPage<'a>>,
    open_questions: OpenQuestions<'a>,
}

/// Arguments, most important first.
pub(in crate::wire) type Arguments<'a> = Vec<ArgumentPage<'a>>;

/// One argument for or against the choice.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(in crate::wire) struct ArgumentPage<'a> {
    kind: ArgumentName,
    /// The factor, kind of resource, limit or fact of the setting concerned.
    factor: Option<&'a str>,
    statement: Told<'a>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct RivalPage<'a> {
    design: &'a str,
    name: &'a str,
    /// How many points the choice is ahead; negative if the rival is ahead.
    #[schema(value_type = f64)]
    lead: Hundredths,
    /// Factors on which the rival does better, largest difference first.
    better_on: Vec<Better<'a>>,
    statement: Told<'a>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Better<'a> {
    factor: &'a str,
    #[schema(value_type = f64)]
    points: Hundredths,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct FailureHerePage<'a> {
    how: &'a str,
    because: &'a str,
    statement: Told<'a>,
    likelihood: LikelihoodName,
    here: Told<'a>,
}

/// The drop in performance and confidence to expect while people learn something new; a judgment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct DipPage<'a> {
    /// The depth of the dip: an id from the catalog.
    #[schema(example = "noticeable")]
    depth: &'a str,
    about: Told<'a>,
    here: Told<'a>,
    because: Vec<Told<'a>>,
}

/// The earliest fair time to judge results; a judgment.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct FairJudgementPage<'a> {
    /// Weeks after the start, 0 or more.
    weeks: u32,
    #[schema(value_type = Option<String>, format = Date)]
    starts_on: Option<String>,
    /// The first day on which judging results is fair; null without a start date.
    #[schema(value_type = Option<String>, format = Date)]
    not_before: Option<String>,
    statement: Told<'a>,
    /// The periods that add up to these weeks.
    parts: Vec<Told<'a>>,
    /// The basis of the rule.
    rule: Told<'a>,
    /// What to look at before then: use of the practice, not results.
    look_at: Vec<Told<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct OpenQuestions<'a> {
    unanswered: usize,
    /// Unanswered factors, largest weight first.
    factors: Vec<&'a str>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StudiedPage<'a> {
    finding: &'a str,
    /// The direction of the finding: `none` means no effect was found; `unknown` means nothing was found out.
    #[schema(value_type = String)]
    direction: Direction,
    grade: &'a str,
    /// Who was studied.
    studied: &'a str,
    /// Null if the study states nothing.
    where_studied: Option<WhereStudiedPage<'a>>,
    sources: &'a [String],
    distance: DistancePage,
    /// The finding, worded as its grade allows.
    statement: Told<'a>,
    /// The distance in words.
    distance_statement: Told<'a>,
}

/// How far the people studied are from this team. Scale is compared with the size of the team.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct DistancePage {
    country: DistanceName,
    phase: DistanceName,
    subject: DistanceName,
    scale: DistanceName,
}

impl<'a> CaseAnswer<'a> {
    pub(super) fn new(advisor: &'a Advisor, advice: &'a CaseAdvice<'_>) -> Self {
        let design = design(advisor, advice);
        let first = advice.first_place.as_ref();
        Self {
            profile_id: advice.profile.id.as_deref(),
            standing: Standing::new(advisor, advice),
            verdict: first.map(|first| first.verdict.into()),
            verdict_sentence: first.map(|first| first.sentence.as_str()),
            parts: CaseParts::new(advisor, advice),
            studied: advice.case.studied.iter().map(|one| StudiedPage::new(design, one)).collect(),
            provenance: advisor.into(),
        }
    }
}

fn design<'a>(advisor: &'a Advisor, advice: &CaseAdvice<'_>) -> &'a Design {
    &advisor.catalogue().designs[advisor.tables().alternatives[advice.alternative].design]
}

impl<'a> Standing<'a> {
    pub(in crate::wire) fn new(advisor: &'a Advisor, advice: &CaseAdvice<'_>) -> Self {
        let alternative = &advisor.tables().alternatives[advice.alternative];
        let design = design(advisor, advice);
        Self {
            design: &design.id,
            name: &design.name,
            environment: &advisor.catalogue().environments[alternative.environment].id,
            variant: alternative.variant.map(|variant| design.variants[variant].id.as_str()),
            place: advice.placed.map(|placed| placed.rank),
            is_first: advice.is_first,
            score: Hundredths(advice.score),
            interval: advice.interval.into(),
        }
    }
}

impl<'a> CaseParts<'a> {
    pub(in crate::wire) fn new(advisor: &'a Advisor, advice: &'a CaseAdvice<'_>) -> Self {
        let (catalogue, design, case) = (advisor.catalogue(), design(advisor, advice), &advice.case);
        Self {
            case_for: arguments(&case.case_for),
            case_against: arguments(&case.case_against),
            rival: case.rival.as_ref().map(|rival| RivalPage::new(catalogue, rival)),
            fails_elsewhere: case.fails_elsewhere.iter().map(|one| FailureHerePage::new(design, one)).collect(),
            must_not_be_cut: ingredients(design, true),
            may_be_adapted: ingredients(design, false),
            dip: DipPage::new(catalogue, &case.dip),
            earliest_fair_judgement: FairJudgementPage::new(advice),
            would_make_it_work: arguments(&case.mending),
            open_questions: OpenQuestions {
                unanswered: case.unanswered.len(),
                factors: case.unanswered.iter().map(|factor| catalogue.factors[*factor].id.as_str()).collect(),
            },
        }
    }
}

fn arguments(arguments: &[Argument]) -> Arguments<'_> {
    let pages = arguments.iter().map(|one| ArgumentPage {
        kind: one.kind.into(),
        factor: one.factor.as_deref(),
        statement: (&one.statement).into(),
    });
    pages.collect()
}

impl<'a> RivalPage<'a> {
    fn new(catalogue: &'a Catalogue, rival: &'a Rival) -> Self {
        let better = rival
            .better_on
            .iter()
            .map(|(factor, points)| Better { factor: &catalogue.factors[*factor].id, points: Hundredths(*points) });
        Self {
            design: &catalogue.designs[rival.design].id,
            name: &catalogue.designs[rival.design].name,
            lead: Hundredths(rival.lead),
            better_on: better.collect(),
            statement: (&rival.statement).into(),
        }
    }
}

impl<'a> FailureHerePage<'a> {
    fn new(design: &'a Design, one: &'a FailureHere) -> Self {
        let failure = &design.failures[one.failure];
        Self {
            how: &failure.how,
            because: &failure.because,
            statement: (&one.statement).into(),
            likelihood: one.likelihood.into(),
            here: (&one.here).into(),
        }
    }
}

impl<'a> DipPage<'a> {
    fn new(catalogue: &'a Catalogue, dip: &'a crate::explain::ExpectedDip) -> Self {
        Self {
            depth: &catalogue.model.dip.depth[dip.depth].id,
            about: (&dip.about).into(),
            here: (&dip.here).into(),
            because: dip.because.iter().map(Told::from).collect(),
        }
    }
}

impl<'a> FairJudgementPage<'a> {
    fn new(advice: &'a CaseAdvice<'_>) -> Self {
        let fair = &advice.case.fair_judgement;
        Self {
            weeks: fair.weeks,
            starts_on: advice.starts_on.map(|date| date.to_string()),
            not_before: advice.not_before.map(|date| date.to_string()),
            statement: (&fair.statement).into(),
            parts: fair.parts.iter().map(Told::from).collect(),
            rule: (&fair.rule).into(),
            look_at: fair.look_at.iter().map(Told::from).collect(),
        }
    }
}

impl<'a> StudiedPage<'a> {
    fn new(design: &'a Design, one: &'a Studied) -> Self {
        let evidence = &design.evidence[one.evidence];
        Self {
            finding: &evidence.finding,
            direction: evidence.direction,
            grade: &evidence.grade.0,
            studied: &evidence.studied,
            where_studied: View::view(&evidence.where_studied),
            sources: &evidence.sources,
            distance: one.distance.into(),
            statement: (&one.finding).into(),
            distance_statement: (&one.statement).into(),
        }
    }
}

impl From<Distances> for DistancePage {
    fn from(distances: Distances) -> Self {
        Self {
            country: distances.country.into(),
            phase: distances.phase.into(),
            subject: distances.subject.into(),
            scale: distances.scale.into(),
        }
    }
}

ids! {
    /// The kind of an argument.
    ArgumentName of ArgumentKind;
    /// Whether the team's answers make the failure likely, by signs in the catalog; a judgment. `open` if the answers are
    /// in the middle of the scale, `not_known` if they are missing, `not_tied` if no answer would show it.
    LikelihoodName of Likelihood;
    /// `not_known` if the study does not state it or the team did not provide it.
    DistanceName of Distance;
}
