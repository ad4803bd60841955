//! Labels for the ids of a plan's choices in a document.

use crate::planning::{Met, MilestoneKind, Named, SessionKind, StandardLevel};

/// Ids with their labels; other ids are shown with spaces instead of underscores.
const LABELS: &[(&str, &str)] = &[
    ("common_assessment", "a common assessment"),
    ("state_test", "a state test"),
    ("classroom_assessment", "a classroom assessment"),
    ("work_samples", "student or educator work"),
    ("observation", "observation"),
    ("survey", "a survey"),
    ("interview", "interviews"),
    ("self_report", "self-report"),
    ("attendance", "attendance"),
    ("records", "records"),
    ("hours", "hours"),
    ("educators", "educators"),
    ("system", "the school or district"),
    ("district", "the district"),
    ("outside", "people from outside"),
    ("organisation", "organization and support"),
    ("use", "use of new knowledge and skills"),
    ("peer_visits", "peer visits"),
    ("leaders", "leaders"),
    ("online", "online support"),
    ("from_start", "from the start"),
    ("appraisal_only", "only in appraisals"),
    ("mixed", "required of some"),
    ("judgement", "judgment"),
];

/// Returns the label of a choice.
pub fn label<T: Named>(value: T) -> String {
    of_id(value.id())
}

/// Returns the label of an id.
pub fn of_id(id: &str) -> String {
    let known = LABELS.iter().find(|(own, _)| *own == id);
    known.map_or_else(|| id.replace('_', " "), |(_, words)| (*words).to_owned())
}

/// Returns the label of a kind of session.
pub fn session(kind: SessionKind) -> &'static str {
    match kind {
        SessionKind::Workshop => "workshop",
        SessionKind::OnlineSession => "short online session",
        SessionKind::Practice => "practice with feedback",
        SessionKind::Design => "chosen design",
        SessionKind::SupportMeeting => "support meeting",
    }
}

/// Returns the label of a kind of milestone.
pub fn milestone(kind: MilestoneKind) -> &'static str {
    match kind {
        MilestoneKind::Stage => "stage",
        MilestoneKind::Benchmark => "benchmark",
        MilestoneKind::Target => "target",
        MilestoneKind::Goal => "goal",
        MilestoneKind::Review => "review",
        MilestoneKind::FairJudgement => "earliest fair date",
        MilestoneKind::Support => "ongoing support",
    }
}

/// Returns the label of how far a requirement is met.
pub fn met(met: Met) -> &'static str {
    match met {
        Met::Yes => "met",
        Met::Partly => "partly met",
        Met::No => "missing",
        Met::Open => "open",
    }
}

/// Returns the label of how far a standard is met.
pub fn level(level: StandardLevel) -> &'static str {
    match level {
        StandardLevel::Open => "too little is known",
        StandardLevel::Hardly => "hardly met",
        StandardLevel::Partly => "partly met",
        StandardLevel::Largely => "largely met",
        StandardLevel::Met => "met",
    }
}
