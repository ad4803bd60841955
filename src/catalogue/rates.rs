//! `rates.toml`: what an hour, a day or a seat costs where a design has no published cost, and what one coach can do.

use super::design::Amount;
use super::grading::tables;

tables! {
    /// The rates of a reckoned cost, in US dollars unless noted.
    pub struct Rates {
        cover_day: Amount,
        teacher_hour: Amount,
        coach_hour: Amount,
        /// Teachers that one full-time coach can serve one-to-one.
        teachers_per_coach: Amount,
        facilitator_day: Amount,
        /// Hours of preparation for each hour with teachers.
        preparation: Amount,
        /// Hours that one full-time leader gives in a year.
        leader_year: Amount,
        course_fee: Amount,
        conference_day: Amount,
        materials: Amount,
    }
}

impl Rates {
    /// Returns every rate with its key in the file.
    pub fn all(&self) -> [(&'static str, &Amount); 10] {
        [
            ("cover_day", &self.cover_day),
            ("teacher_hour", &self.teacher_hour),
            ("coach_hour", &self.coach_hour),
            ("teachers_per_coach", &self.teachers_per_coach),
            ("facilitator_day", &self.facilitator_day),
            ("preparation", &self.preparation),
            ("leader_year", &self.leader_year),
            ("course_fee", &self.course_fee),
            ("conference_day", &self.conference_day),
            ("materials", &self.materials),
        ]
    }
}
