//! The case for and against a choice as JSON.

use super::catalogue::{WhereStudiedPage, ingredients};
use super::contender::{AlternativeLine, VerdictName};
use super::provenance::Provenance;
use super::recommendation::Interval;
use super::statement::StatementText;
use crate::advisor::{Advisor, CaseAdvice};
use crate::catalogue::{Catalogue, Design, Direction, Evidence, FactorIndex, Failure};
use crate::explain::{
    Argument, ArgumentKind, Case, Distance, Distances, ExpectedDip, FailureHere, FairJudgement, Likelihood, Rival,
    Studied,
};
use crate::wire::kit::number::Hundredths;
use crate::wire::kit::view::{View, ids, view, views};

fn design<'a>(advisor: &'a Advisor, advice: &CaseAdvice<'_>) -> &'a Design {
    &advisor.catalogue().designs[advisor.tables().alternatives[advice.alternative].design]
}

view! {
    /// The case for and against one design for a team.
    #[schema(as = CaseAnswer)]
    pub struct CaseAnswer<'a> from (advice: &'a CaseAdvice<'_>, advisor: &'a Advisor) {
        /// The profile's id, as sent.
        profile_id: Option<&'a str> = advice.profile.id.as_deref(),
        #[serde(flatten)]
        choice: RankedChoice<'a> = View::view((advice, advisor)),
        /// How clearly the first design is ahead; null if no design is feasible.
        verdict: Option<VerdictName> = advice.first_place.as_ref().map(|first| View::view(&first.verdict)),
        /// The verdict in words.
        verdict_sentence: Option<&'a str> = advice.first_place.as_ref().map(|first| first.sentence.as_str()),
        #[serde(flatten)]
        parts: CaseParts<'a> = View::view((&advice.case, advice, advisor)),
        /// Each entry of the design's evidence, and how far the people studied are from this team.
        studied: Vec<StudiedPage<'a>> =
            views(advice.case.studied.iter().map(|one| (one, &design(advisor, advice).evidence[one.evidence]))),
        provenance: Provenance<'a> = advisor.into(),
    }

    /// A choice and its rank.
    #[schema(as = Standing)]
    pub struct RankedChoice<'a> from (advice: &CaseAdvice<'_>, advisor: &'a Advisor) {
        #[serde(flatten)]
        of: AlternativeLine<'a> = AlternativeLine::new(advisor, advice.alternative),
        /// The design's rank, from 1; null if the choice is not feasible for this team or the options exclude it.
        #[schema(minimum = 1)]
        place: Option<usize> = advice.placed.map(|placed| placed.rank),
        /// Whether no other choice has a higher score; ties count as first.
        is_first: bool,
        /// The fit score in this model, 0 to 100; not a success rate.
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        score: Hundredths,
        interval: Interval,
    }

    /// The parts of a case.
    pub struct CaseParts<'a> from (case: &'a Case, advice: &'a CaseAdvice<'_>, advisor: &'a Advisor) {
        /// The largest contributions for this team, and findings in its favor.
        case_for: Vec<ArgumentPage<'a>>,
        /// The strongest case against it, most serious first; never empty.
        #[schema(min_items = 1)]
        case_against: Vec<ArgumentPage<'a>>,
        /// The design that is hardest to separate from it; null if no other design is feasible.
        rival: Option<RivalPage<'a>> = case.rival.as_ref().map(|rival| View::view((rival, advisor.catalogue()))),
        /// How the design fails elsewhere, and whether this team's answers make that likely here.
        fails_elsewhere: Vec<FailureHerePage<'a>> =
            views(case.fails_elsewhere.iter().map(|one| (one, &design(advisor, advice).failures[one.failure]))),
        /// Core ingredients, without which it would be another design.
        must_not_be_cut: Vec<&'a str> = ingredients(design(advisor, advice), true),
        may_be_adapted: Vec<&'a str> = ingredients(design(advisor, advice), false),
        dip: DipPage<'a> = View::view((&case.dip, advisor.catalogue())),
        earliest_fair_judgement: FairJudgementPage<'a> = View::view((&case.fair_judgement, advice)),
        /// What would have to improve for it to work, by whom and how soon.
        would_make_it_work: Vec<ArgumentPage<'a>> = View::view(&case.mending),
        open_questions: OpenQuestions<'a> = View::view((case, advisor.catalogue())),
    }

    /// One argument for or against the choice.
    pub struct ArgumentPage<'a> from (argument: &'a Argument) {
        kind: ArgumentName,
        /// The factor, kind of resource, limit or fact of the setting concerned.
        factor: Option<&'a str>,
        statement: StatementText<'a>,
    }

    struct RivalPage<'a> from (rival: &'a Rival, catalogue: &'a Catalogue) {
        design: &'a str = &catalogue.designs[rival.design].id,
        name: &'a str = &catalogue.designs[rival.design].name,
        /// How many points the choice is ahead; negative if the rival is ahead.
        lead as f64: Hundredths,
        /// Factors on which the rival does better, largest difference first.
        better_on: Vec<Better<'a>> = views(rival.better_on.iter().map(|one| (one, catalogue))),
        statement: StatementText<'a>,
    }

    struct Better<'a> from (better: &(FactorIndex, i32), catalogue: &'a Catalogue) {
        factor: &'a str = &catalogue.factors[better.0].id,
        points as f64: Hundredths = Hundredths(better.1),
    }

    struct FailureHerePage<'a> from (here: &'a FailureHere, failure: &'a Failure) {
        how: &'a str = &failure.how,
        because: &'a str = &failure.because,
        statement: StatementText<'a>,
        likelihood: LikelihoodName,
        here: StatementText<'a>,
    }

    /// The drop in performance and confidence to expect while people learn something new; a judgment.
    struct DipPage<'a> from (dip: &'a ExpectedDip, catalogue: &'a Catalogue) {
        /// The depth of the dip: an id from the catalog.
        #[schema(example = "noticeable")]
        depth: &'a str = &catalogue.model.dip.depth[dip.depth].id,
        about: StatementText<'a>,
        here: StatementText<'a>,
        because: Vec<StatementText<'a>>,
    }

    /// The earliest fair time to judge results; a judgment.
    struct FairJudgementPage<'a> from (fair: &'a FairJudgement, advice: &CaseAdvice<'_>) {
        /// Weeks after the start, 0 or more.
        weeks: u32,
        #[schema(value_type = Option<String>, format = Date)]
        starts_on: Option<String> = View::view(&advice.starts_on),
        /// The first day on which judging results is fair; null without a start date.
        #[schema(value_type = Option<String>, format = Date)]
        not_before: Option<String> = View::view(&advice.not_before),
        statement: StatementText<'a>,
        /// The periods that add up to these weeks.
        parts: Vec<StatementText<'a>>,
        /// The basis of the rule.
        rule: StatementText<'a>,
        /// What to look at before then: use of the practice, not results.
        look_at: Vec<StatementText<'a>>,
    }

    struct OpenQuestions<'a> from (case: &Case, catalogue: &'a Catalogue) {
        unanswered: usize = case.unanswered.len(),
        /// Unanswered factors, largest weight first.
        factors: Vec<&'a str> = case.unanswered.iter().map(|factor| catalogue.factors[*factor].id.as_str()).collect(),
    }

    struct StudiedPage<'a> from (studied: &'a Studied, evidence: &'a Evidence) {
        finding: &'a str = &evidence.finding,
        /// The direction of the finding: `none` means no effect was found; `unknown` means nothing was found out.
        direction as String: Direction = evidence.direction,
        grade: &'a str = &evidence.grade.0,
        /// Who was studied.
        studied: &'a str = &evidence.studied,
        /// Null if the study states nothing.
        where_studied: Option<WhereStudiedPage<'a>> = View::view(&evidence.where_studied),
        sources: &'a [String] = &evidence.sources,
        distance: DistancePage,
        /// The finding, worded as its grade allows.
        statement: StatementText<'a> = View::view(&studied.finding),
        /// The distance in words.
        distance_statement: StatementText<'a> = View::view(&studied.statement),
    }

    /// How far the people studied are from this team. Scale is compared with the size of the team.
    struct DistancePage from (distances: &Distances) {
        country: DistanceName,
        phase: DistanceName,
        subject: DistanceName,
        scale: DistanceName,
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
