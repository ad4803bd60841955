//! Groups with their own answers and stakeholders with their own weights, by name.

use serde::de::MapAccess;

use super::super::reader::{Place, Shape, Skip, read_entries};
use super::options::Weights;
use super::profile::Factors;
use super::value;
use crate::advisor::Stakeholder;
use crate::catalogue::{AskedGroup, Catalogue};
use crate::words::{fill, text};

/// The most groups, or stakeholders, in one body.
pub(in crate::wire) const MOST_VOICES: usize = 20;

/// The longest name of a group or stakeholder, in characters.
pub(in crate::wire) const LONGEST_NAME: usize = 60;

pub(super) struct Groups<'a> {
    pub catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for Groups<'_> {
    type Out = Vec<AskedGroup>;

    fn expected(&self) -> &'static str {
        text("wire.expected.groups")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let catalogue = self.catalogue;
        let groups = named(place, object, "group", |place, object| value(Factors { catalogue }, place, object))?;
        Ok(groups.map(|all| all.into_iter().map(|(name, answers)| AskedGroup { name, answers }).collect()))
    }
}

pub(super) struct Stakeholders<'a> {
    pub catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for Stakeholders<'_> {
    type Out = Vec<Stakeholder>;

    fn expected(&self) -> &'static str {
        text("wire.expected.stakeholders")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let catalogue = self.catalogue;
        let all = named(place, object, "stakeholder", |place, object| value(Weights { catalogue }, place, object))?;
        let stakeholder = |(name, multipliers)| Stakeholder { name, multipliers };
        Ok(all.map(|all| all.into_iter().map(stakeholder).collect()))
    }
}

/// Reads the entries by name; `what` describes an entry in messages.
fn named<'de, A: MapAccess<'de>, T>(
    place: &Place<'_>,
    object: A,
    what: &str,
    mut read: impl FnMut(&Place<'_>, &mut A) -> Result<Option<T>, A::Error>,
) -> Result<Option<Vec<(String, T)>>, A::Error> {
    let (mut found, mut count, mut whole) = (Vec::new(), 0, true);
    whole &= read_entries(place, object, |name, place, object| {
        count += 1;
        // Entries beyond the limit are counted but not read.
        if count > MOST_VOICES {
            return object.next_value::<Skip>().map(|_| ());
        }
        let fits = is_name(place, &name, what);
        match read(place, object)? {
            Some(read) if fits => found.push((name, read)),
            _ => whole = false,
        }
        Ok(())
    })?;
    if count > MOST_VOICES {
        let slots = [("most", &*MOST_VOICES.to_string()), ("found", &count.to_string())];
        place.error(fill(text("wire.field.many_names"), &slots));
    }
    if count == 0 {
        place.error(fill(text("wire.field.no_entry"), &[("what", what)]));
    }
    Ok((whole && (1..=MOST_VOICES).contains(&count)).then_some(found))
}

/// Whether a name is valid; reports an error if not.
fn is_name(place: &Place<'_>, name: &str, what: &str) -> bool {
    let fits = (1..=LONGEST_NAME).contains(&name.chars().count())
        && !name.chars().any(char::is_control)
        && name.trim() == name;
    if !fits {
        let slots = [("what", what), ("most", &*LONGEST_NAME.to_string())];
        place.error(fill(text("wire.field.name"), &slots));
    }
    fits
}
