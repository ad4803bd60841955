//! Where and with whom a finding was studied, and the words that may be used for it.
//!
//! Nothing here is scored: it tells how far a study lies from the team that reads of it.

use serde::Deserialize;

/// What is stated of the people in a study. What is not stated is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WhereStudied {
    #[serde(default)]
    pub country: Option<String>,
    #[serde(default)]
    pub phase: Option<String>,
    /// The subject that was taught, or in which pupils were tested.
    #[serde(default)]
    pub subject: Option<String>,
    #[serde(default)]
    pub scale: Option<String>,
    /// Whether those studied had chosen to take part.
    #[serde(default)]
    pub volunteers: Option<bool>,
    /// Whether this holds of most of the studies behind the finding, and not of all.
    #[serde(default)]
    pub mostly: bool,
}

/// The words for countries, phases, subjects and scales.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyWords {
    pub country: Vec<StudyWord>,
    pub phase: Vec<StudyWord>,
    pub subject: Vec<StudyWord>,
    pub scale: Vec<StudyScale>,
}

/// A country, phase or subject.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyWord {
    pub id: String,
    pub name: String,
    /// Words that it takes in; such a word is for studies alone.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Whether it stands for whatever has no word of its own; such a word is for teams alone.
    #[serde(default)]
    pub elsewhere: bool,
}

/// How large a programme was, smallest first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StudyScale {
    pub id: String,
    pub name: String,
    /// The least number of teachers.
    pub from_teachers: u32,
}

impl WhereStudied {
    /// Whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        [&self.country, &self.phase, &self.subject, &self.scale].iter().all(|word| word.is_none())
            && self.volunteers.is_none()
    }
}

impl StudyWord {
    /// Whether a team may name it as its own.
    pub fn is_for_teams(&self) -> bool {
        self.covers.is_empty()
    }

    /// Whether what was studied under this word was studied at a place of that id.
    pub fn holds(&self, id: &str) -> bool {
        !self.elsewhere && (self.id == id || self.covers.iter().any(|covered| covered == id))
    }
}

impl StudyWords {
    /// The scale of a team of so many teachers.
    pub fn scale_of(&self, teachers: u32) -> Option<&StudyScale> {
        self.scale.iter().rev().find(|scale| scale.from_teachers <= teachers)
    }
}
