//! A team's checked profile, the input of scoring.

use super::voices::Voices;
use crate::answers::{Rating, Shares};

/// A team's answers by factor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Profile {
    pub id: Option<String>,
    /// One slot per factor in catalog order; `None` is unanswered.
    pub answers: Vec<Option<Answer>>,
    pub setting: Setting,
    /// Designs in use now, by catalog index.
    pub current: Vec<usize>,
    /// Groups with answers of their own; answers that only groups gave are pooled in `answers`.
    pub voices: Option<Box<Voices>>,
}

/// An answer to one factor, of the factor's kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Level(Rating),
    Shares(Shares),
    /// By index of the design or kind of resource; `None` is unanswered.
    Each(Vec<Option<Rating>>),
}

impl Setting {
    /// Returns this setting, with missing fields filled in from the other.
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

/// Facts about where the team works; `None` is unknown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// The number of educators who will learn.
    pub team_size: Option<u32>,
    /// The number of teachers in the whole program; this team may be one of many.
    pub program_teachers: Option<u32>,
    /// The number of sites where they work.
    pub sites: Option<u32>,
    /// Travel time between sites, in minutes one way.
    pub travel_minutes: Option<u32>,
    /// Whether substitute coverage is available.
    pub cover_available: Option<bool>,
    /// Whether each member is the only teacher of the subject at the site.
    pub single_teacher_of_subject: Option<bool>,
}
