//! The profile: the team's id, answers, setting and current designs.

use serde::de::MapAccess;
use utoipa::openapi::Schema;

use super::super::fields::{Object, fields};
use super::super::reader::{Place, Shape, read_fields, value};
use super::super::schema::{Property, named, object};
use super::answers::{EachShape, RatingShape, SharesShape};
use super::text::ProfileId;
use super::values::{DESIGNS, Flag, Whole};
use super::voices::Groups;
use crate::catalogue::{Answer, AskedGroup, Catalogue, Factor, Kind, Profile, Setting};

pub(in crate::wire) const PROFILE: Object<ProfileFields, Profile> = Object::new();

fields! {
    pub(in crate::wire) struct ProfileFields (
        EXPECTED = "wire.expected.profile", ABOUT = "A team and its setting", COMPONENT = "Profile",
    ) {
        id: Option<String> = ProfileId, "An id returned with the answer; do not use a person's name";
        factors: Vec<Option<Answer>> = Factors, "", required "wire.missing.factors";
        setting: Setting = Object::<Setting>::new(), "";
        current: Vec<usize> = DESIGNS, "Designs in use now";
        groups: Option<Vec<AskedGroup>> = Groups,
            "Groups with their own answers, by name. For a factor that `factors` omits, the groups' answers are pooled \
             with equal weight. A group's own ranking uses `factors`, overridden by its answers.";
    }
}

impl From<ProfileFields> for Profile {
    fn from(ProfileFields { id, factors, setting, current, groups }: ProfileFields) -> Self {
        let profile = Self { id, answers: factors, setting, current, voices: None };
        match groups {
            Some(groups) => profile.with_groups(groups),
            None => profile,
        }
    }
}

pub(super) struct Factors;

impl Shape for Factors {
    type Out = Vec<Option<Answer>>;

    const EXPECTED: &'static str = "wire.expected.factors";

    fn schema(&self, _: &Catalogue, _: &str) -> Property {
        named("Factors")
    }

    fn object<'de, A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let factors = &place.catalogue().factors;
        let names: Vec<&str> = factors.iter().map(|factor| factor.id.as_str()).collect();
        let mut answers = vec![None; factors.len()];
        read_fields(place, object, "factor", &names, |index, place, object| {
            let factor = &factors[index];
            answers[index] = match factor.kind {
                Kind::Level => value(RatingShape, place, object)?.map(Answer::Level),
                Kind::Shares => value(SharesShape(factor), place, object)?.map(Answer::Shares),
                Kind::PerDesign => value(per_design(place.catalogue()), place, object)?,
                Kind::PerResource => value(per_resource(factor), place, object)?,
            };
            Ok(())
        })?;
        Ok(Some(answers))
    }
}

fn per_design(catalogue: &Catalogue) -> EachShape<'_> {
    EachShape { what: "design", names: catalogue.designs.iter().map(|design| design.id.as_str()).collect() }
}

fn per_resource(factor: &Factor) -> EachShape<'_> {
    EachShape { what: "kind of resource", names: factor.resources.iter().map(|kind| kind.id.as_str()).collect() }
}

/// Returns the schema of the answers by factor.
pub(in crate::wire) fn factors(catalogue: &Catalogue) -> Schema {
    let empty = object("A team's answers by factor. An omitted factor is unanswered.");
    let answer = |factor: &Factor| match factor.kind {
        Kind::Level => RatingShape.schema(catalogue, ""),
        Kind::Shares => SharesShape(factor).schema(catalogue, ""),
        Kind::PerDesign => per_design(catalogue).schema(catalogue, &factor.name),
        Kind::PerResource => per_resource(factor).schema(catalogue, &factor.name),
    };
    catalogue.factors.iter().fold(empty, |object, factor| object.property(factor.id.as_str(), answer(factor))).into()
}

fields! {
    Setting (
        EXPECTED = "wire.expected.setting", COMPONENT = "Setting",
        ABOUT = "Facts about where the team works. An omitted fact is unknown.",
    ) {
        team_size = Whole("wire.expected.people", 1, 1_000_000), "The number of educators on the team";
        program_teachers = Whole("wire.expected.people", 1, 1_000_000),
            "The number of teachers in the program; the team may be one of many";
        sites = Whole("wire.expected.sites", 1, 1_000_000), "The number of sites where they work";
        travel_minutes = Whole("wire.expected.minutes", 0, 10_000), "Travel time one way between sites, in minutes";
        cover_available = Flag, "Whether substitute coverage is available";
        single_teacher_of_subject = Flag, "Whether each teacher is the only one of the subject at the site";
    }
}
