//! A team as it has answered: the checked profile that scoring takes.

use super::voices::Voices;
use crate::answers::{Rating, Shares};

/// A team's answers, by the catalogue's factors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    pub id: Option<String>,
    /// One slot a factor in the catalogue's order; `None` is unknown.
    pub answers: Vec<Option<Answer>>,
    pub setting: Setting,
    /// Designs in use now, by their places in the catalogue.
    pub current: Vec<usize>,
    /// Groups that answered for themselves; what they alone answered is pooled in `answers`.
    pub voices: Option<Box<Voices>>,
}

/// An answer to one factor; its kind is the factor's.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Level(Rating),
    Shares(Shares),
    /// By the places of designs or of kinds of resources; `None` is unknown.
    Each(Vec<Option<Rating>>),
}

impl Setting {
    /// This setting and, of the other, what this one leaves open.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            team_size: self.team_size.or(other.team_size),
            program_teachers: self.program_teachers.or(other.program_teachers),
            sites: self.sites.or(other.sites),
            travel_minutes: self.travel_minutes.or(other.travel_minutes),
            cover_available: self.cover_available.or(other.cover_available),
            single_teacher_of_subject: self.single_teacher_of_subject.or(other.single_teacher_of_subject),
        }
    }
}

/// Plain facts about where the team works; `None` is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// How many educators are to learn.
    pub team_size: Option<u32>,
    /// How many teachers the program is for, of which this team may be one of many.
    pub program_teachers: Option<u32>,
    /// How many sites they work at.
    pub sites: Option<u32>,
    /// Minutes one way between sites.
    pub travel_minutes: Option<u32>,
    /// Whether their lessons can be covered.
    pub cover_available: Option<bool>,
    /// Whether each is the only teacher of the subject at the site.
    pub single_teacher_of_subject: Option<bool>,
}
