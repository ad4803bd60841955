//! A body with `profile`, `options` and the operation's own fields.

use std::marker::PhantomData;

use serde::de::MapAccess;

use super::super::problem::Problem;
use super::super::reader::{Place, Shape, read_fields};
use super::options::OptionsShape;
use super::profile::ProfileShape;
use super::{read, value};
use crate::advisor::{Advisor, Options};
use crate::catalogue::{Catalogue, Profile};
use crate::words::text;

/// The fields of a body beside `profile` and `options`.
pub(in crate::wire) trait Extra: Default {
    /// The names of its own fields.
    const FIELDS: &'static [&'static str];

    /// The names of options that only this operation accepts.
    const OPTIONS: &'static [&'static str] = &[];

    /// Reads the value of one of [`Self::FIELDS`].
    fn field<'de, A: MapAccess<'de>>(
        &mut self,
        catalogue: &Catalogue,
        field: usize,
        place: &Place<'_>,
        object: &mut A,
    ) -> Result<(), A::Error>;

    /// Reports missing or contradictory fields after all fields are read.
    fn check(&self, catalogue: &Catalogue, place: &Place<'_>) {
        let _ = (catalogue, place);
    }
}

/// The content of a body.
#[derive(Clone, Debug)]
pub(in crate::wire) struct Asked<E> {
    pub profile: Profile,
    pub options: Options,
    /// Whether the body has options; if not, these are the defaults.
    pub own_options: bool,
    pub extra: E,
}

/// Reads a body.
///
/// # Errors
/// As [`super::read_request`].
pub(in crate::wire) fn read_asked<E: Extra>(advisor: &Advisor, body: &[u8]) -> Result<Asked<E>, Problem> {
    read(body, Body::new(advisor.catalogue()))
}

/// The shape of such a body.
pub(super) struct Body<'a, E> {
    catalogue: &'a Catalogue,
    extra: PhantomData<E>,
}

impl<'a, E> Body<'a, E> {
    pub(super) fn new(catalogue: &'a Catalogue) -> Self {
        Self { catalogue, extra: PhantomData }
    }
}

impl<'de, E: Extra> Shape<'de> for Body<'_, E> {
    type Out = Asked<E>;

    fn expected(&self) -> &'static str {
        text("wire.expected.body")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Asked<E>>, A::Error> {
        let catalogue = self.catalogue;
        let (mut profile, mut options, mut given) = (None, None, false);
        let mut extra = E::default();
        let names = [&["profile", "options"], E::FIELDS].concat();
        read_fields(place, object, "field", &names, |index, place, object| {
            match index {
                0 => {
                    given = true;
                    profile = value(ProfileShape { catalogue }, place, object)?;
                }
                1 => options = value(OptionsShape { catalogue, also: E::OPTIONS }, place, object)?,
                own => extra.field(catalogue, own - 2, place, object)?,
            }
            Ok(())
        })?;
        if !given {
            place.field("profile").error(text("wire.missing.profile"));
        }
        extra.check(catalogue, place);
        let own_options = options.is_some();
        Ok(profile.map(|profile| Asked { profile, options: options.unwrap_or_default(), own_options, extra }))
    }
}

/// Reads only the operation's own fields, not `profile` and `options`.
///
/// # Errors
/// As [`super::read_request`].
pub(in crate::wire) fn read_extra<E: Extra>(catalogue: &Catalogue, body: &[u8]) -> Result<E, Problem> {
    read(body, OwnFields { catalogue, extra: PhantomData })
}

struct OwnFields<'a, E> {
    catalogue: &'a Catalogue,
    extra: PhantomData<E>,
}

impl<'de, E: Extra> Shape<'de> for OwnFields<'_, E> {
    type Out = E;

    fn expected(&self) -> &'static str {
        text("wire.expected.object")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<E>, A::Error> {
        let mut extra = E::default();
        read_fields(place, object, "field", E::FIELDS, |own, place, object| {
            extra.field(self.catalogue, own, place, object)
        })?;
        extra.check(self.catalogue, place);
        Ok(Some(extra))
    }
}
