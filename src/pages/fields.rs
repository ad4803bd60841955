//! What a form sent: names with values, in their order.

use crate::wire::{FormField, PLAN_PREFIX};

/// More fields of a request than any of these pages has.
const MOST_FIELDS: usize = 2_000;

/// More fields of a plan than anybody fills in.
const MOST_OF_PLAN: usize = 10_000;

/// The fields of a form, empty ones left out.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<FormField>);

/// A form with more fields than any page has.
#[derive(Debug, thiserror::Error)]
#[error("a form has at most {MOST_FIELDS} fields, and {MOST_OF_PLAN} of a plan")]
pub struct TooManyFields;

impl Fields {
    /// Reads `application/x-www-form-urlencoded`, which is what a form sends and what the link to a profile holds.
    ///
    /// # Errors
    /// When there are more fields than any page has.
    pub fn read(body: &[u8]) -> Result<Self, TooManyFields> {
        let all = form_urlencoded::parse(body).map(|(name, value)| (name.into_owned(), value.into_owned()));
        let all: Vec<FormField> = all.take(MOST_FIELDS + MOST_OF_PLAN + 1).collect();
        let of_plan = all.iter().filter(|(name, _)| name.starts_with(PLAN_PREFIX)).count();
        if of_plan > MOST_OF_PLAN || all.len() - of_plan > MOST_FIELDS {
            return Err(TooManyFields);
        }
        Ok(Self::of(all))
    }

    pub fn of(all: Vec<FormField>) -> Self {
        Self(all.into_iter().filter(|(_, value)| !value.trim().is_empty()).collect())
    }

    /// The first value of a name, without the spaces around it.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.trim())
    }

    /// All values of a name.
    pub fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.0.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.trim())
    }

    /// Whether a name stands with this value.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.0.iter().any(|(own, other)| own == name && other.trim() == value)
    }

    /// Whether anything stands under a name that begins so.
    pub fn any_under(&self, prefix: &str) -> bool {
        self.0.iter().any(|(name, _)| name.starts_with(prefix))
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// These fields without those of some names.
    #[must_use]
    pub fn without(&self, left_out: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(name, _)| !left_out(name)).cloned().collect())
    }

    /// These fields and more.
    #[must_use]
    pub fn and(mut self, more: impl IntoIterator<Item = FormField>) -> Self {
        self.0.extend(more);
        self
    }

    /// The fields that a request is made of; the others steer the pages.
    pub fn of_request(&self) -> Vec<FormField> {
        self.0.iter().filter(|(name, _)| !is_own(name)).cloned().collect()
    }

    /// The fields that a plan is made of, with its profile and options.
    pub fn of_plan(&self) -> Vec<FormField> {
        self.0.iter().filter(|(name, _)| is_read(name)).cloned().collect()
    }

    /// The fields that are carried from page to page: the request, a plan, and what the pages know beside it.
    pub fn carried(&self) -> impl Iterator<Item = (&str, &str)> {
        self.iter().filter(|(name, _)| is_read(name) || name.starts_with(AIM))
    }

    /// As a form sends them.
    pub fn encoded(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.iter()).finish()
    }
}

/// What stands before the factors: told on every page and scored nowhere.
pub const AIM: &str = "aim.";

/// Fields of one page each.
const OWN: [&str; 11] = [
    "open",
    "design",
    "first",
    "second",
    "max_designs",
    "choice",
    "reason",
    "decided_by",
    "decided_on",
    "starts_on",
    "write",
];

/// What a button of a plan's page does; carried nowhere.
pub const STEERING: [&str; 5] = ["plan.at", "plan.add", "plan.remove", "plan.start", "plan.open"];

/// Whether a field is read as a part of a request or of a plan.
pub fn is_read(name: &str) -> bool {
    !is_own(name) || is_of_plan(name)
}

/// Whether a field says something of a plan.
pub fn is_of_plan(name: &str) -> bool {
    name.starts_with(PLAN_PREFIX) && !STEERING.contains(&name)
}

fn is_own(name: &str) -> bool {
    name.starts_with(AIM)
        || name.starts_with(PLAN_PREFIX)
        || name.starts_with(super::what_if::MOVED)
        || OWN.contains(&name)
}
