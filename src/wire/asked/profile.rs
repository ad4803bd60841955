//! The profile: the team's id, answers, setting and current designs.

use super::factors::Factors;
use super::text::ProfileId;
use super::values::{DESIGNS, Flag, Whole};
use super::voices::Groups;
use crate::catalogue::{Answer, AskedGroup, DesignIndex, Profile, Setting};
use crate::wire::kit::fields::{Object, fields};

pub const PROFILE: Object<ProfileFields, Profile> = Object::new();

fields! {
    pub struct ProfileFields (
        EXPECTED = "wire.expected.profile", ABOUT = "A team and its setting", COMPONENT = "Profile",
    ) {
        id: Option<String> = ProfileId, "An id returned with the answer; do not use a person's name";
        factors: Vec<Option<Answer>> = Factors, "", required "wire.missing.factors";
        setting: Setting = Object::<Setting>::new(), "";
        current: Vec<DesignIndex> = DESIGNS, "Designs in use now";
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
