//! Where and with whom a finding was studied, and the vocabulary for it.
//!
//! This does not affect scores. It shows how similar a study's setting is to the team's.

use super::grading::tables;

tables! {
    /// The stated facts about the people in a study; others are absent.
    #[derive(Default, PartialEq, Eq)]
    pub struct WhereStudied {
        country: Option<String>,
        phase: Option<String>,
        /// The subject that was taught, or that students were tested in.
        subject: Option<String>,
        scale: Option<String>,
        /// Whether participants volunteered.
        volunteers: Option<bool>,
        /// Whether this applies to most of the studies behind the finding, but not all.
        #[serde(default)] mostly: bool,
    }

    /// The vocabulary of countries, phases, subjects and scales.
    pub struct StudyWords {
        country: Vec<StudyWord>,
        phase: Vec<StudyWord>,
        subject: Vec<StudyWord>,
        scale: Vec<StudyScale>,
    }

    /// A country, phase or subject.
    pub struct StudyWord {
        id: String,
        name: String,
        /// Words that it includes; such a word is only for studies.
        #[serde(default)] covers: Vec<String>,
        /// Whether it means "any other"; such a word is only for teams.
        #[serde(default)] elsewhere: bool,
    }

    /// A program size; the file lists the smallest first.
    pub struct StudyScale {
        id: String,
        name: String,
        /// The minimum number of teachers.
        from_teachers: u32,
    }
}

impl WhereStudied {
    /// Returns whether nothing is stated.
    pub fn is_empty(&self) -> bool {
        [&self.country, &self.phase, &self.subject, &self.scale].iter().all(|word| word.is_none())
            && self.volunteers.is_none()
    }
}

impl StudyWord {
    /// Returns whether a team may use this word.
    pub fn is_for_teams(&self) -> bool {
        self.covers.is_empty()
    }

    /// Returns whether this word includes the id.
    pub fn holds(&self, id: &str) -> bool {
        !self.elsewhere && (self.id == id || self.covers.iter().any(|covered| covered == id))
    }
}

impl StudyWords {
    /// Returns the scale for this many teachers.
    pub fn scale_of(&self, teachers: u32) -> Option<&StudyScale> {
        self.scale.iter().rev().find(|scale| scale.from_teachers <= teachers)
    }
}
