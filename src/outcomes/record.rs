//! What a record has.

use jiff::civil::Date;

use crate::catalogue::{DesignIndex, EnvironmentIndex, Profile};
use crate::words::named;

named! {
    /// What a result is about: Guskey's five levels of evaluating professional learning (Guskey 2000).
    GuskeyLevel {
        /// How participants liked it. Shown, never counted.
        Reactions = "reactions",
        /// What participants learned.
        Learning = "learning",
        /// How the school supports and changes.
        Organization = "organization",
        /// Whether participants use it.
        Use = "use",
        /// What students learn.
        Students = "students",
    }
}

impl GuskeyLevel {
    /// Returns the number of the level, 1 to 5.
    pub fn number(self) -> usize {
        match self {
            Self::Reactions => 1,
            Self::Learning => 2,
            Self::Organization => 3,
            Self::Use => 4,
            Self::Students => 5,
        }
    }

    /// Returns the level of a number from 1 to 5.
    pub fn of_number(number: usize) -> Option<Self> {
        Self::ALL.iter().copied().find(|level| level.number() == number)
    }

    /// Returns whether results of this level count; reactions never do.
    pub fn is_counted(self) -> bool {
        self != Self::Reactions
    }

    /// Returns whether the model learns from results of this level: use and student results.
    pub fn teaches(self) -> bool {
        matches!(self, Self::Use | Self::Students)
    }
}

/// What happened to a team in one period, such as a school year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OutcomeRecord {
    /// The team when the design was chosen.
    pub profile: Profile,
    /// The school, by which records are not independent of each other.
    pub school: String,
    /// The district, if the file has several.
    pub district: Option<String>,
    /// The design that the team did; `None` for a team that waited.
    pub design: Option<DesignIndex>,
    pub environment: Option<EnvironmentIndex>,
    /// Whether the team waited and serves as a comparison.
    pub waited: bool,
    /// The designs that could have been chosen, with their scores at the time.
    pub offered: Vec<Offered>,
    /// The designs among which a lot decided; empty if no lot did.
    pub lot: Vec<DesignIndex>,
    /// Hours of learning for one teacher.
    pub dose_hours: Option<f64>,
    pub decided_on: Option<Date>,
    pub started_on: Option<Date>,
    pub ended_on: Option<Date>,
    pub results: Vec<Observed>,
}

/// A design that could have been chosen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Offered {
    pub design: DesignIndex,
    /// Its score at the time, 0 to 100.
    pub score: f64,
}

/// A result of a team.
#[derive(Clone, Debug, PartialEq)]
pub struct Observed {
    pub level: GuskeyLevel,
    /// What was measured, such as `walkthrough_rubric`.
    pub measure: String,
    /// The team's mean.
    pub value: f64,
    /// The ends of the scale.
    pub lowest: f64,
    pub highest: f64,
    /// How many people the result is about.
    pub people: Option<u32>,
    pub measured_on: Option<Date>,
}

impl Observed {
    /// Returns the value as a share of the scale, 0 to 1.
    pub fn share(&self) -> f64 {
        let range = self.highest - self.lowest;
        if range > 0.0 { ((self.value - self.lowest) / range).clamp(0.0, 1.0) } else { 0.0 }
    }
}
