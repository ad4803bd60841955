//! One name for one thing, and one record for one event: districts, schools, teams and measures are known by their folded
//! names, and a record that is given again counts once.

use std::collections::BTreeMap;

use super::order::sort;
use super::record::OutcomeRecord;
use crate::tables::{key, most_frequent};

/// Records in one order, with one spelling for each name.
#[derive(Clone, Debug, PartialEq)]
pub struct Unified {
    pub records: Vec<OutcomeRecord>,
    /// Records that were given again, equal in everything, and count once. Records of teams without an id all count, because
    /// two teams may be alike.
    pub repeated: usize,
}

/// Unifies records; their order does not matter.
pub fn unified(records: &[OutcomeRecord]) -> Unified {
    let mut records = records.to_vec();
    let mut spellings = Spellings::default();
    records.iter_mut().for_each(|record| each_name(record, &mut |path, name| spellings.count(path, name)));
    records.iter_mut().for_each(|record| {
        each_name(record, &mut |path, name| *name = spellings.usual(path, name));
    });
    sort(&mut records);
    let given = records.len();
    records.dedup_by(|later, earlier| earlier.profile.id.is_some() && later == earlier);
    Unified { repeated: given - records.len(), records }
}

/// Visits the names of a record, each with what it belongs to: the kind of name and the names above it, folded.
fn each_name(record: &mut OutcomeRecord, visit: &mut impl FnMut(&str, &mut String)) {
    let district = record.district.as_deref().map(key).unwrap_or_default();
    let school = key(&record.school);
    if let Some(name) = &mut record.district {
        visit("district", name);
    }
    visit(&format!("school\n{district}"), &mut record.school);
    if let Some(name) = &mut record.profile.id {
        visit(&format!("team\n{district}\n{school}"), name);
    }
    record.results.iter_mut().for_each(|result| visit("measure", &mut result.measure));
}

/// How often each name is spelled in which way, by what it belongs to and its folded form.
#[derive(Default)]
struct Spellings(BTreeMap<(String, String), BTreeMap<String, usize>>);

impl Spellings {
    fn count(&mut self, path: &str, name: &str) {
        let spellings = self.0.entry((path.to_owned(), key(name))).or_default();
        *spellings.entry(name.to_owned()).or_default() += 1;
    }

    /// Returns the most frequent spelling; the first of equals.
    fn usual(&self, path: &str, name: &str) -> String {
        self.0.get(&(path.to_owned(), key(name))).map_or(name, most_frequent).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Profile;
    use crate::outcomes::{GuskeyLevel, Observed};

    fn record(id: Option<&str>, school: &str, measure: &str) -> OutcomeRecord {
        let result = Observed {
            level: GuskeyLevel::Use,
            measure: measure.to_owned(),
            value: 3.0,
            lowest: 1.0,
            highest: 5.0,
            people: None,
            measured_on: None,
        };
        let profile = Profile { id: id.map(str::to_owned), ..Profile::default() };
        OutcomeRecord { profile, school: school.to_owned(), results: vec![result], ..OutcomeRecord::default() }
    }

    #[test]
    fn names_in_several_spellings_are_one() {
        let records = [
            record(Some("c1"), "Elm School", "Rubric"),
            record(Some("C1"), "elm  school", "rubric"),
            record(Some("c2"), "Elm School", "rubric "),
            record(Some("c1"), "Oak", "rubric"),
        ];
        let found = unified(&records);
        let names = |of: fn(&OutcomeRecord) -> &str| {
            found.records.iter().map(of).collect::<std::collections::BTreeSet<_>>().len()
        };
        assert_eq!((names(|one| &one.school), names(|one| &one.results[0].measure)), (2, 1));
        assert_eq!(found.records.len(), 3, "the second is the first again");
    }

    #[test]
    fn a_record_given_again_counts_once_unless_nobody_knows_whose_it_is() {
        let named = record(Some("a"), "Elm", "rubric");
        let nameless = record(None, "Elm", "rubric");
        let found = unified(&[named.clone(), nameless.clone(), named, nameless]);
        assert_eq!((found.records.len(), found.repeated), (3, 1));
    }
}
