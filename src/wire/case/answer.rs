//! The case for and against a choice as JSON.

use serde::Serialize;

use super::super::catalogue::WhereStudiedPage;
use super::super::contender::VerdictName;
use super::super::number::Hundredths;
use super::super::provenance::Provenance;
use super::super::recommendation::Interval;
use super::super::statement::Told;
use crate::advisor::{Advisor, CaseAdvice};
use crate::catalogue::{Catalogue, Design, Direction};
use crate::explain::{Argument, ArgumentKind, Distance, Distances, FailureHere, Likelihood, Rival, Studied};

/// The case for and against one design for a team.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = CaseAnswer)]
pub struct CaseAnswer<'a> {
    /// The id of the profile, as it was given.
    profile_id: Option<&'a str>,
    #[serde(flatten)]
    standing: Standing<'a>,
    /// How far the first place can be told apart; null when nothing can run.
    verdict: Option<VerdictName>,
    /// The verdict in words.
    verdict_sentence: Option<&'a str>,
    #[serde(flatten)]
    parts: CaseParts<'a>,
    /// Each entry of the design's evidence, and how far from this team it was found.
    studied: Vec<StudiedPage<'a>>,
    provenance: Provenance<'a>,
}

/// A choice and where it stands.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(in crate::wire) struct Standing<'a> {
    /// The id of the design.
    pub design: &'a str,
    pub name: &'a str,
    pub environment: &'a str,
    pub variant: Option<&'a str>,
    /// The design's place; null where the choice cannot run as things stand or is left out by the options.
    #[schema(minimum = 1)]
    pub place: Option<usize>,
    /// Whether no other choice has a better score: ties count as first.
    pub is_first: bool,
    /// Suitability in this model, 0 to 100; not per cent effective.
    #[schema(value_type = f64, minimum = 0, maximum = 100)]
    pub score: Hundredths,
    pub interval: Interval,
}

/// What is to be said of a choice.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(in crate::wire) struct CaseParts<'a> {
    /// What adds most for this team, and findings in its favour.
    case_for: Arguments<'a>,
    /// The strongest case against it, what weighs most first; never empty.
    #[schema(min_items = 1)]
    case_against: Arguments<'a>,
    /// The design that is hardest to tell apart from it; null when no other can run.
    rival: Option<RivalPage<'a>>,
    /// How the design fails elsewhere, and whether this team's answers make that likely here.
    fails_elsewhere: Vec<FailureHerePage<'a>>,
    /// Ingredients without which it is another design.
    must_not_be_cut: Vec<&'a str>,
    may_be_adapted: Vec<&'a str>,
    dip: DipPage<'a>,
    earliest_fair_judgement: FairJudgementPage<'a>,
    /// What would have to rise for it to work, by whom and how soon.
    would_make_it_work: Arguments<'a>,
    open_questions: OpenQuestions<'a>,
}

/// Arguments in the order of their weight.
pub(in crate::wire) type Arguments<'a> = Vec<ArgumentPage<'a>>;

/// One thing that speaks for or against it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(in crate::wire) struct ArgumentPage<'a> {
    kind: ArgumentName,
    /// The factor, kind of resource, limit or fact of the setting that it is about.
    factor: Option<&'a str>,
    statement: Told<'a>,
}

/// What kind of argument it is.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum ArgumentName {
    CannotRun,
    LeftOut,
    Behind,
    Gate,
    Contribution,
    BelowNeed,
    Rival,
    Finding,
    WeakEvidence,
    Unanswered,
    Unknown,
    Nothing,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct RivalPage<'a> {
    design: &'a str,
    name: &'a str,
    /// By how many points the choice leads; negative when the rival does.
    #[schema(value_type = f64)]
    lead: Hundredths,
    /// Factors on which the rival does better, largest first.
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

/// Whether the team's answers make it likely: judged, by signs that the catalogue names. `open` where they lie in the
/// middle, `not_known` where they are not answered, `not_tied` where no answer would tell.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum LikelihoodName {
    Likely,
    LessLikely,
    Open,
    NotKnown,
    NotTied,
}

/// The fall of performance and confidence to expect while something new is learnt; our judgement.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct DipPage<'a> {
    /// One of the depths in the catalogue.
    #[schema(example = "noticeable")]
    depth: &'a str,
    about: Told<'a>,
    here: Told<'a>,
    because: Vec<Told<'a>>,
}

/// When results may be judged at the earliest; our judgement.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct FairJudgementPage<'a> {
    /// Weeks after the start.
    weeks: u32,
    #[schema(value_type = Option<String>, format = Date)]
    starts_on: Option<String>,
    /// The first day on which results say something fair; null without a start.
    #[schema(value_type = Option<String>, format = Date)]
    not_before: Option<String>,
    statement: Told<'a>,
    /// The weeks that add up to it.
    parts: Vec<Told<'a>>,
    /// What the rule rests on.
    rule: Told<'a>,
    /// What to look at before: use of the practice and not results.
    look_at: Vec<Told<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct OpenQuestions<'a> {
    unanswered: usize,
    /// Factors that are not answered, heaviest first.
    factors: Vec<&'a str>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct StudiedPage<'a> {
    finding: &'a str,
    /// `none` is a finding of no effect; `unknown` is no finding.
    #[schema(value_type = String)]
    direction: Direction,
    grade: &'a str,
    /// Who was studied.
    studied: &'a str,
    /// Null where nothing is stated.
    where_studied: Option<WhereStudiedPage<'a>>,
    sources: &'a [String],
    distance: DistancePage,
    /// The finding in words of its grade.
    statement: Told<'a>,
    /// The distance in words.
    distance_statement: Told<'a>,
}

/// How far those studied stand from this team. The scale is held against the size of the team.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct DistancePage {
    country: DistanceName,
    phase: DistanceName,
    subject: DistanceName,
    scale: DistanceName,
}

/// `not_known` where the study does not state it, or it is not given for the team.
#[derive(Clone, Copy, Debug, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum DistanceName {
    Same,
    Other,
    NotKnown,
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
        let ingredients = |keep: bool| {
            let kept = design.ingredients.iter().filter(move |ingredient| ingredient.keep == keep);
            kept.map(|ingredient| ingredient.what.as_str()).collect()
        };
        Self {
            case_for: arguments(&case.case_for),
            case_against: arguments(&case.case_against),
            rival: case.rival.as_ref().map(|rival| RivalPage::new(catalogue, rival)),
            fails_elsewhere: case.fails_elsewhere.iter().map(|one| FailureHerePage::new(design, one)).collect(),
            must_not_be_cut: ingredients(true),
            may_be_adapted: ingredients(false),
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
            where_studied: evidence.where_studied.as_ref().map(WhereStudiedPage::from),
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

impl From<Distance> for DistanceName {
    fn from(distance: Distance) -> Self {
        match distance {
            Distance::Same => Self::Same,
            Distance::Other => Self::Other,
            Distance::NotKnown => Self::NotKnown,
        }
    }
}

impl From<Likelihood> for LikelihoodName {
    fn from(likelihood: Likelihood) -> Self {
        match likelihood {
            Likelihood::Likely => Self::Likely,
            Likelihood::LessLikely => Self::LessLikely,
            Likelihood::Open => Self::Open,
            Likelihood::NotKnown => Self::NotKnown,
            Likelihood::NotTied => Self::NotTied,
        }
    }
}

impl From<ArgumentKind> for ArgumentName {
    fn from(kind: ArgumentKind) -> Self {
        match kind {
            ArgumentKind::CannotRun => Self::CannotRun,
            ArgumentKind::LeftOut => Self::LeftOut,
            ArgumentKind::Behind => Self::Behind,
            ArgumentKind::Gate => Self::Gate,
            ArgumentKind::Contribution => Self::Contribution,
            ArgumentKind::BelowNeed => Self::BelowNeed,
            ArgumentKind::Rival => Self::Rival,
            ArgumentKind::Finding => Self::Finding,
            ArgumentKind::WeakEvidence => Self::WeakEvidence,
            ArgumentKind::Unanswered => Self::Unanswered,
            ArgumentKind::Unknown => Self::Unknown,
            ArgumentKind::Nothing => Self::Nothing,
        }
    }
}
