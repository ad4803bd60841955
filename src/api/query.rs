//! Query parameters, read with errors of our own: a misspelled one that is ignored would answer something else than was
//! asked.

use crate::wire::{Problem, ProblemKind};
use crate::words::{either, fill_text};

/// Parameters that may be given several times.
const REPEATED: [&str; 2] = ["by", "ignore"];

/// The longest part of a name or value that a message shows, in characters.
const SHOWN: usize = 60;

/// The parameters of a request, each of a known name.
#[derive(Clone, Debug, Default)]
pub(super) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads parameters of these names.
    ///
    /// # Errors
    /// If a name is unknown, or given twice.
    pub fn read(query: &str, names: &[&str]) -> Result<Self, Problem> {
        let mut read: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if !names.contains(&&*name) {
                let known: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                return Err(invalid("wire.query.unknown", &[("name", &shown(&name)), ("names", &either(&known))]));
            }
            if !REPEATED.contains(&&*name) && read.iter().any(|(own, _)| *own == name) {
                return Err(invalid("wire.query.twice", &[("name", &shown(&name))]));
            }
            read.push((name.into_owned(), value.into_owned()));
        }
        Ok(Self(read))
    }

    pub fn one(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The values of a parameter that may be given several times.
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(own, _)| own == name).map(|(_, value)| value.clone()).collect()
    }

    /// A whole number within bounds.
    ///
    /// # Errors
    /// If it is none.
    pub fn whole(&self, name: &str, least: usize, most: usize) -> Result<Option<usize>, Problem> {
        let Some(given) = self.one(name) else { return Ok(None) };
        let read = given.parse().ok().filter(|number| (least..=most).contains(number));
        let (low, high) = (least.to_string(), most.to_string());
        let slots = [("name", name), ("least", &*low), ("most", &high), ("given", &shown(given))];
        read.map_or_else(|| Err(invalid("wire.query.whole", &slots)), |number| Ok(Some(number)))
    }
}

/// A problem with a parameter.
pub(super) fn invalid(template: &str, slots: &[(&str, &str)]) -> Problem {
    Problem::new(ProblemKind::Invalid, fill_text(template, slots))
}

/// The part of a value that a message shows.
pub(super) fn shown(value: &str) -> String {
    value.chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_and_given_once_unless_they_may_repeat() {
        let names = ["ignore", "minimum"];
        let query = Query::read("ignore=a%2Cb&minimum=7&ignore=c+d", &names).unwrap();
        assert_eq!(query.all("ignore"), ["a,b", "c d"]);
        assert_eq!(query.whole("minimum", 5, 10), Ok(Some(7)));
        assert!(query.whole("minimum", 8, 10).is_err_and(|problem| problem.detail.contains("between 8 and 10")));
        for (bad, said) in [("minimum=6&minimum=7", "twice"), ("top=1", "`ignore` or `minimum`")] {
            let problem = Query::read(bad, &names).unwrap_err();
            assert!(problem.detail.contains(said), "{}", problem.detail);
        }
    }
}
