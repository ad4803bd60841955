//! Lists with a least and a most number of entries.

use serde::de::SeqAccess;
use utoipa::openapi::Schema;
use utoipa::openapi::schema::ArrayBuilder;

use crate::catalogue::Catalogue;
use crate::wire::kit::reader::{Place, Shape, read_items};
use crate::wire::kit::schema::Property;
use crate::words::{fill_text, text};

/// A list: the shape of an entry, the key of its description, and the least and the most entries.
pub struct ListOf<S>(pub fn() -> S, pub &'static str, pub [usize; 2]);

impl<S: Shape> Shape for ListOf<S> {
    type Out = Vec<S::Out>;

    fn expected(&self) -> &'static str {
        text(self.1)
    }

    fn schema(&self, catalogue: &Catalogue, about: &str) -> Property {
        let list = ArrayBuilder::new().description(Some(about)).items((self.0)().schema(catalogue, ""));
        Schema::from(list.min_items(Some(self.2[0])).max_items(Some(self.2[1]))).into()
    }

    fn list<'de, A: SeqAccess<'de>>(self, place: &Place<'_>, list: A) -> Result<Option<Self::Out>, A::Error> {
        let mut entries = Vec::new();
        let length = read_items(place, list, self.0, |_, entry| entries.extend(entry))?;
        let [least, most] = self.2;
        if !(least..=most).contains(&length) {
            let [found, least, most] = [length, least, most].map(|number| number.to_string());
            let slots = [("found", &*found), ("least", &least), ("most", &most)];
            place.error(fill_text("wire.field.entries", &slots));
        }
        Ok(Some(entries))
    }
}
