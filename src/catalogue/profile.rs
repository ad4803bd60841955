//! A team's checked profile, the input of scoring.

use super::index::DesignIndex;
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
    pub current: Vec<DesignIndex>,
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

/// What a fact about the setting is: a whole number in a range, or yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FactKind {
    Number { low: u32, high: u32 },
    Flag,
}

/// Declares the facts about a setting: `name: type (low, high);`.
macro_rules! setting {
    ($($(#[$about:meta])* $name:ident: $type:ident $range:tt;)+) => {
        /// Facts about where the team works; `None` is unknown.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub struct Setting { $($(#[$about])* pub $name: Option<$type>),+ }

        impl Setting {
            /// The names of the facts, with what they are.
            pub const FACTS: &'static [(&'static str, FactKind)] = &[$((stringify!($name), setting!(@kind $range))),+];

            /// Returns the facts by name, as JSON writes them.
            pub fn facts(self) -> [(&'static str, Option<String>); Self::FACTS.len()] {
                [$((stringify!($name), self.$name.map(|fact| fact.to_string()))),+]
            }

            /// Sets a fact by name; a number other than 0 is yes.
            pub fn set(&mut self, name: &str, value: u32) {
                match name {
                    $(stringify!($name) => self.$name = Some(setting!(@value $type value)),)+
                    _ => {}
                }
            }

            /// Returns this setting, with missing fields filled in from the other.
            #[must_use]
            pub fn or(self, other: Self) -> Self {
                Self { $($name: self.$name.or(other.$name)),+ }
            }
        }
    };
    (@kind ()) => { FactKind::Flag };
    (@kind ($low:literal, $high:literal)) => { FactKind::Number { low: $low, high: $high } };
    (@value bool $value:ident) => { $value != 0 };
    (@value u32 $value:ident) => { $value };
}

setting! {
    /// The number of educators who will learn.
    team_size: u32 (1, 1_000_000);
    /// The number of teachers in the whole program; this team may be one of many.
    program_teachers: u32 (1, 1_000_000);
    /// The number of sites where they work.
    sites: u32 (1, 1_000_000);
    /// Travel time between sites, in minutes one way.
    travel_minutes: u32 (0, 10_000);
    /// Whether substitute coverage is available.
    cover_available: bool ();
    /// Whether each member is the only teacher of the subject at the site.
    single_teacher_of_subject: bool ();
}

impl Setting {
    /// Returns what a fact is, if there is one of that name.
    pub fn kind_of(name: &str) -> Option<FactKind> {
        Self::FACTS.iter().find(|(fact, _)| *fact == name).map(|(_, kind)| *kind)
    }

    /// Returns the names of the facts.
    pub fn names() -> impl Iterator<Item = &'static str> + Clone {
        Self::FACTS.iter().map(|(name, _)| *name)
    }
}
