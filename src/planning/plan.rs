//! A plan as a team writes it: every field is optional, and ids link its parts.
//!
//! `parts.rs` lists the fields. Nothing is validated here. A plan may contradict itself; `check.rs` and `audit/` report
//! what is wrong.

use jiff::ToSpan;
use jiff::civil::{Date, Time, Weekday};

use crate::catalogue::Profile;
use crate::words::{Named, named, text};

/// Returns the name of a value within a list or a sentence.
pub(super) fn label<T: Named>(value: T) -> String {
    text(&format!("planning.label.{}", value.id())).to_owned()
}

named! {
    /// Who the plan is for.
    Scope { District = "district", School = "school", Department = "department", Grade = "grade" }
}

named! {
    /// The source of a piece of evidence.
    DataKind {
        StateTest = "state_test",
        CommonAssessment = "common_assessment",
        ClassroomAssessment = "classroom_assessment",
        WorkSamples = "work_samples",
        Observation = "observation",
        Survey = "survey",
        Interview = "interview",
        SelfReport = "self_report",
        Attendance = "attendance",
        Records = "records",
        Hours = "hours",
        Other = "other",
    }
}

named! {
    /// Who or what a piece of evidence or a goal is about.
    About { Students = "students", Educators = "educators", System = "system" }
}

named! {
    /// Who or what a characteristic describes.
    CharacteristicOf {
        Community = "community",
        District = "district",
        School = "school",
        Department = "department",
        Staff = "staff",
        Content = "content",
    }
}

named! {
    /// The kind of a learning need.
    NeedKind {
        Knowledge = "knowledge",
        Attitudes = "attitudes",
        Skills = "skills",
        Aspirations = "aspirations",
        Behaviors = "behaviors",
    }
}

named! {
    /// A role in the plan.
    Role {
        Teachers = "teachers",
        Coaches = "coaches",
        Leaders = "leaders",
        District = "district",
        Outside = "outside",
    }
}

named! {
    /// Guskey's levels of evaluation.
    Level {
        Reactions = "reactions",
        Learning = "learning",
        Organisation = "organisation",
        Use = "use",
        Students = "students",
    }
}

named! {
    /// A form of ongoing support after a new practice is introduced.
    SupportForm {
        Coaching = "coaching",
        PeerVisits = "peer_visits",
        Meetings = "meetings",
        Materials = "materials",
        Leaders = "leaders",
        Online = "online",
    }
}

named! {
    /// When educators get feedback on their practice.
    FeedbackWhen { FromStart = "from_start", Later = "later", AppraisalOnly = "appraisal_only", Never = "never" }
}

named! {
    /// What a stage adds to the chosen designs.
    Pattern {
        Distributed = "distributed",
        SingleCycle = "single_cycle",
        WeeklyTeam = "weekly_team",
        CoachingCycle = "coaching_cycle",
    }
}

named! {
    /// Whether participation is required.
    Attendance { Required = "required", Voluntary = "voluntary", Mixed = "mixed" }
}

named! {
    /// The team's answer to a check.
    Said { Yes = "yes", Partly = "partly", No = "no" }
}

named! {
    /// A weekday.
    Day {
        Monday = "monday",
        Tuesday = "tuesday",
        Wednesday = "wednesday",
        Thursday = "thursday",
        Friday = "friday",
        Saturday = "saturday",
        Sunday = "sunday",
    }
}

/// Declares the structs of a plan.
macro_rules! declare {
    ($(
        $(#[$about:meta])*
        $name:ident { $($field:ident: $type:ty = $is:literal,)+ $(; $own:ident: $owns:ty = $says:literal,)? }
    )+) => { $(
        $(#[$about])*
        #[derive(Clone, Debug, Default)]
        pub struct $name {
            $(#[doc = $is] pub $field: $type,)+
            $(#[doc = $says] pub $own: $owns,)?
        }
    )+ };
}

super::parts::plan_parts!(declare);

impl Calendar {
    /// Sets the first day, and the last day after this many weeks, where the plan does not say them.
    pub fn fill(&mut self, from: Option<Date>, weeks: Option<f64>) {
        self.from = self.from.or(from);
        let days = weeks.map(|weeks| (weeks.ceil() as i64).clamp(1, 156) * 7 - 1);
        let last = self.from.zip(days).and_then(|(from, days)| from.checked_add(days.days()).ok());
        self.until = self.until.or_else(|| self.last_school_day(last?));
    }

    /// Returns the last day with school up to a day and after the first one, or else that day.
    fn last_school_day(&self, day: Date) -> Option<Date> {
        let is_closed = |day: Date| {
            self.closed.iter().any(|one| {
                let first = one.from.or(one.until);
                first.is_some_and(|first| (first..=one.until.unwrap_or(first)).contains(&day))
            })
        };
        let is_school_day =
            |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && !is_closed(*day);
        let days = std::iter::successors(Some(day), |day| day.yesterday().ok());
        days.take_while(|day| self.from.is_none_or(|from| *day >= from)).find(is_school_day).or(Some(day))
    }
}

impl Plan {
    /// Returns the latest version number, or 0 without history.
    pub fn revision(&self) -> u32 {
        self.history.iter().filter_map(|entry| entry.revision).max().unwrap_or(0)
    }

    /// Returns the team's answer to a key question.
    pub fn answer(&self, question: &str) -> Option<&str> {
        let given = self.answers.iter().find(|answer| answer.question.as_deref() == Some(question))?;
        given.text.as_deref()
    }

    /// Returns the team's answer to a look-for or a requirement.
    pub fn check(&self, id: &str) -> Option<&Check> {
        self.checks.iter().find(|check| check.id.as_deref() == Some(id))
    }

    /// Returns the review date, else the latest date of a reading or version.
    pub fn looked_at(&self) -> Option<Date> {
        let readings = self.indicators.iter().flat_map(|indicator| &indicator.readings).filter_map(|point| point.on);
        let revised = self.history.iter().filter_map(|entry| entry.on);
        self.as_of.or_else(|| readings.chain(revised).max())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::Closed;

    fn last_day(from: &str, weeks: f64, closed: Vec<Closed>) -> Option<Date> {
        let mut calendar = Calendar { closed, ..Calendar::default() };
        calendar.fill(Some(from.parse().unwrap()), Some(weeks));
        calendar.until
    }

    #[test]
    fn the_last_day_that_weeks_give_is_a_school_day() {
        let on = |day: &str| Some(day.parse().unwrap());
        assert_eq!(last_day("2027-01-11", 2.0, Vec::new()), on("2027-01-22"), "a Monday begins, a Friday ends");
        assert_eq!(last_day("2027-01-12", 2.0, Vec::new()), on("2027-01-25"), "a Monday is a school day");
        assert_eq!(last_day("2027-01-09", 1.0, Vec::new()), on("2027-01-15"), "a Friday stays");
        let summer = Closed { name: None, from: on("2027-06-12"), until: on("2027-08-15") };
        assert_eq!(last_day("2027-01-11", 30.0, vec![summer]), on("2027-06-11"), "not in the summer break");
        let all = Closed { name: None, from: on("2027-01-01"), until: on("2027-12-31") };
        assert_eq!(last_day("2027-01-11", 1.0, vec![all]), on("2027-01-17"), "without a school day, the weeks count");
    }
}
