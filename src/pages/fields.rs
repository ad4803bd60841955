//! Submitted form fields: names with values, in order.

use super::{by_hand, groups};
use crate::wire::{FormField, PLAN_PREFIX};

/// The maximum number of request fields; more than any page has.
const MOST_FIELDS: usize = 2_000;

/// The maximum number of plan fields; more than anyone fills in.
const MOST_OF_PLAN: usize = 10_000;

/// The fields of a form, without empty ones.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<FormField>);

/// A form with more fields than any page has.
#[derive(Debug, thiserror::Error)]
#[error("a form can have at most {MOST_FIELDS} fields, plus {MOST_OF_PLAN} plan fields")]
pub struct TooManyFields;

impl Fields {
    /// Parses `application/x-www-form-urlencoded`, the format of a submitted form and of a profile link.
    ///
    /// # Errors
    /// Fails if there are more fields than any page has.
    pub fn read(body: &[u8]) -> Result<Self, TooManyFields> {
        let all = form_urlencoded::parse(body).map(|(name, value)| (name.into_owned(), value.into_owned()));
        let all: Vec<FormField> = all.take(MOST_FIELDS + MOST_OF_PLAN + 1).collect();
        let of_plan = all.iter().filter(|(name, _)| name.starts_with(PLAN_PREFIX)).count();
        if of_plan > MOST_OF_PLAN || all.len() - of_plan > MOST_FIELDS {
            return Err(TooManyFields);
        }
        Ok(by_hand::undone(&Self::of(all)))
    }

    pub fn of(all: Vec<FormField>) -> Self {
        Self(all.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect())
    }

    /// Returns the first value of a name, trimmed.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim())
    }

    /// Returns the last value of a name, trimmed: a button counts more than a field that the page carries.
    pub fn last(&self, name: &str) -> Option<&str> {
        self.all(name).last()
    }

    /// Returns all values of a name.
    pub fn all<'s>(&'s self, name: &str) -> impl DoubleEndedIterator<Item = &'s str> {
        self.0.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.trim())
    }

    /// Returns whether a name has this value.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(own, other)| own == name && other.trim() == value)
    }

    /// Returns whether any name starts with this prefix.
    pub fn any_under(&self, prefix: &str) -> bool {
        self.0.iter().any(|(name, _)| name.starts_with(prefix))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Returns these fields without some names.
    #[must_use]
    pub fn without(&self, left_out: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(name, _)| !left_out(name)).cloned().collect())
    }

    /// Returns these fields plus more.
    #[must_use]
    pub fn and(mut self, more: impl IntoIterator<Item = FormField>) -> Self {
        self.0.extend(more);
        self
    }

    /// Returns the fields of the request; the others control the pages.
    pub fn of_request(&self) -> Vec<FormField> {
        self.0.iter().filter(|(name, _)| !is_own(name)).cloned().collect()
    }

    /// Returns the fields of the plan, with its profile and options.
    pub fn of_plan(&self) -> Vec<FormField> {
        self.0.iter().filter(|(name, _)| is_read(name)).cloned().collect()
    }

    /// Returns the fields that carry over between pages: those that are read, and those beside them.
    pub fn carried(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter().filter(|(name, _)| is_read(name) || is_beside(name))
    }

    /// Encodes the fields as a form submits them.
    pub fn encoded(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.iter()).finish()
    }
}

/// The prefix of the questions before the factors; shown on every page, never scored.
pub const AIM: &str = "aim.";

/// The field of the buttons that undo what was set by hand.
pub const UNDO: &str = "undo";

/// The field of the button that keeps changed answers, as a file.
pub const KEEP: &str = "keep";

/// The fields of a decision.
pub const DECIDED: [&str; 7] = ["choice", LOT, "reason", "decided_by", "decided_on", SCHOOL, START];

/// The field that lets a lot decide.
pub const LOT: &str = "lot";

/// The field for the team's school, for the outcome record.
pub const SCHOOL: &str = "school";

/// The prefix of the fields of the short way: which questions were seen, and which answers are not known.
pub const WAY: &str = "way.";

/// The field of the buttons of the short way; it does not carry over.
pub const NEXT: &str = "way.do";

/// The field for the first day of the learning, asked with the facts and used by the decision.
pub const START: &str = "starts_on";

/// The prefix of the fields that ask teachers; they are never answers of a profile.
pub const ASKED: &str = "ask.";

/// The prefix of the fields for changed answers.
pub const MOVED: &str = "try.";

/// Fields that belong to one page each.
const OWN: [&str; 17] = [
    UNDO,
    groups::HEAR,
    "sort",
    "open",
    KEEP,
    "design",
    "first",
    "second",
    "max_designs",
    "choice",
    LOT,
    SCHOOL,
    "reason",
    "decided_by",
    "decided_on",
    START,
    "write",
];

/// Fields set by buttons of a plan page; they do not carry over.
pub const STEERING: [&str; 10] = [
    "plan.at",
    "plan.add",
    "plan.remove",
    "plan.start",
    "plan.open",
    "plan.short",
    "plan.offer",
    "plan.decline",
    "plan.way",
    "plan.days",
];

/// Returns whether a field is part of a request or a plan.
pub fn is_read(name: &str) -> bool {
    !is_own(name) || is_of_plan(name)
}

/// Returns whether a field is part of a plan.
pub fn is_of_plan(name: &str) -> bool {
    name.starts_with(PLAN_PREFIX) && !STEERING.contains(&name)
}

/// Returns whether a field carries over beside the request and the plan: the aim, a decision, the questions seen, and
/// the groups of an opened profile.
pub fn is_beside(name: &str) -> bool {
    name.starts_with(AIM)
        || DECIDED.contains(&name)
        || name.starts_with(WAY) && name != NEXT
        || name.starts_with(groups::PREFIX)
}

fn is_own(name: &str) -> bool {
    [AIM, PLAN_PREFIX, MOVED, ASKED, WAY, groups::PREFIX].iter().any(|prefix| name.starts_with(prefix))
        || OWN.contains(&name)
}
