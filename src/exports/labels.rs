//! What the ids of a plan's choices are called in a document.

use crate::planning::{Met, MilestoneKind, Named, SessionKind, StandardLevel};

/// Ids with their words; an id that is not here reads as itself, with spaces.
const LABELS: &[(&str, &str)] = &[
    ("common_assessment", "an assessment that several classes share"),
    ("state_test", "a state test"),
    ("classroom_assessment", "an assessment in class"),
    ("work_samples", "samples of work"),
    ("observation", "observation"),
    ("survey", "a survey"),
    ("interview", "interviews"),
    ("self_report", "what people say of themselves"),
    ("attendance", "attendance"),
    ("records", "records"),
    ("hours", "hours"),
    ("students", "pupils"),
    ("educators", "educators"),
    ("system", "the system"),
    ("district", "the district"),
    ("outside", "people from outside"),
    ("organisation", "organisation and support"),
    ("use", "use of what was learned"),
    ("peer_visits", "visits among colleagues"),
    ("leaders", "leaders"),
    ("online", "help online"),
    ("from_start", "from the start"),
    ("appraisal_only", "in appraisal only"),
];

/// An id in words.
pub fn label<T: Named>(value: T) -> String {
    of_id(value.id())
}

/// An id in words.
pub fn of_id(id: &str) -> String {
    let known = LABELS.iter().find(|(own, _)| *own == id);
    known.map_or_else(|| id.replace('_', " "), |(_, words)| (*words).to_owned())
}

/// What kind of session it is.
pub fn session(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Workshop => "workshop",
        SessionKind::OnlineSession => "short session online",
        SessionKind::Practice => "practice with feedback",
        SessionKind::Design => "chosen design",
        SessionKind::SupportMeeting => "support meeting",
    }
}

/// What a milestone is.
pub fn milestone(kind: MilestoneKind) -> &'static str {
    match kind {
        MilestoneKind::Stage => "stage",
        MilestoneKind::Benchmark => "benchmark",
        MilestoneKind::Target => "target",
        MilestoneKind::Goal => "goal",
        MilestoneKind::Review => "review",
        MilestoneKind::FairJudgement => "earliest fair day",
        MilestoneKind::Support => "lasting support",
    }
}

/// How far a requirement is met.
pub fn met(met: Met) -> &'static str {
    match met {
        Met::Yes => "met",
        Met::Partly => "partly met",
        Met::No => "missing",
        Met::Open => "open: to be asked",
    }
}

/// How far a standard is met.
pub fn level(level: StandardLevel) -> &'static str {
    match level {
        StandardLevel::Open => "open: less than half is known",
        StandardLevel::Hardly => "hardly met",
        StandardLevel::Partly => "partly met",
        StandardLevel::Largely => "largely met",
        StandardLevel::Met => "met",
    }
}
