//! The profile: the team's id, answers, setting and current designs.

use serde::de::MapAccess;

use super::super::reader::{Place, Shape, read_fields};
use super::answers::{EachShape, RatingShape, SharesShape};
use super::values::{Designs, Flag, Whole};
use super::voices::Groups;
use super::{LONGEST_ID, value};
use crate::catalogue::{Answer, Catalogue, Kind, Profile, Setting};
use crate::words::{fill, text};

pub(in crate::wire) struct ProfileShape<'a> {
    pub catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for ProfileShape<'_> {
    type Out = Profile;

    fn expected(&self) -> &'static str {
        text("wire.expected.profile")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Profile>, A::Error> {
        let catalogue = self.catalogue;
        let mut profile = Profile { answers: vec![None; catalogue.factors.len()], ..Profile::default() };
        let (mut given, mut groups) = (false, None);
        read_fields(
            place,
            object,
            "field",
            &["id", "factors", "setting", "current", "groups"],
            |index, place, object| {
                match index {
                    0 => profile.id = value(IdText, place, object)?,
                    1 => {
                        given = true;
                        if let Some(answers) = value(Factors { catalogue }, place, object)? {
                            profile.answers = answers;
                        }
                    }
                    2 => profile.setting = value(SettingShape, place, object)?.unwrap_or_default(),
                    3 => profile.current = value(Designs { catalogue }, place, object)?.unwrap_or_default(),
                    _ => groups = value(Groups { catalogue }, place, object)?,
                }
                Ok(())
            },
        )?;
        if !given {
            place.field("factors").error(text("wire.missing.factors"));
        }
        Ok(Some(match groups {
            Some(groups) => profile.with_groups(groups),
            None => profile,
        }))
    }
}

pub(super) struct IdText;

impl<'de> Shape<'de> for IdText {
    type Out = String;

    fn expected(&self) -> &'static str {
        text("wire.expected.string")
    }

    fn text(self, place: &Place<'_>, value: &str) -> Option<String> {
        if value.chars().count() > LONGEST_ID {
            place.error(fill(text("wire.field.long_id"), &[("most", &LONGEST_ID.to_string())]));
            return None;
        }
        Some(value.to_owned())
    }
}

pub(super) struct Factors<'a> {
    pub catalogue: &'a Catalogue,
}

impl<'de> Shape<'de> for Factors<'_> {
    type Out = Vec<Option<Answer>>;

    fn expected(&self) -> &'static str {
        text("wire.expected.factors")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Self::Out>, A::Error> {
        let factors = &self.catalogue.factors;
        let names: Vec<&str> = factors.iter().map(|factor| factor.id.as_str()).collect();
        let mut answers = vec![None; factors.len()];
        read_fields(place, object, "factor", &names, |index, place, object| {
            let factor = &factors[index];
            answers[index] = match factor.kind {
                Kind::Level => value(RatingShape, place, object)?.map(Answer::Level),
                Kind::Shares => value(SharesShape { factor }, place, object)?.map(Answer::Shares),
                Kind::PerDesign => {
                    let names = self.catalogue.designs.iter().map(|design| design.id.as_str()).collect();
                    value(EachShape { what: "design", names }, place, object)?
                }
                Kind::PerResource => {
                    let names = factor.resources.iter().map(|kind| kind.id.as_str()).collect();
                    value(EachShape { what: "kind of resource", names }, place, object)?
                }
            };
            Ok(())
        })?;
        Ok(Some(answers))
    }
}

/// The names of the facts about the setting, in field order.
pub const SETTING: [&str; 6] =
    ["team_size", "program_teachers", "sites", "travel_minutes", "cover_available", "single_teacher_of_subject"];

pub(super) struct SettingShape;

impl<'de> Shape<'de> for SettingShape {
    type Out = Setting;

    fn expected(&self) -> &'static str {
        text("wire.expected.setting")
    }

    fn object<A: MapAccess<'de>>(self, place: &Place<'_>, object: A) -> Result<Option<Setting>, A::Error> {
        let mut setting = Setting::default();
        read_fields(place, object, "field", &SETTING, |index, place, object| {
            let people = Whole { expected: || text("wire.expected.people"), least: 1, most: 1_000_000 };
            let sites = Whole { expected: || text("wire.expected.sites"), least: 1, most: 1_000_000 };
            let minutes = Whole { expected: || text("wire.expected.minutes"), least: 0, most: 10_000 };
            match index {
                0 => setting.team_size = value(people, place, object)?,
                1 => setting.program_teachers = value(people, place, object)?,
                2 => setting.sites = value(sites, place, object)?,
                3 => setting.travel_minutes = value(minutes, place, object)?,
                4 => setting.cover_available = value(Flag, place, object)?,
                _ => setting.single_teacher_of_subject = value(Flag, place, object)?,
            }
            Ok(())
        })?;
        Ok(Some(setting))
    }
}
