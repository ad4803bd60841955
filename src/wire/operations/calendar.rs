//! `POST /v1/plans/calendar`: the days of a district's calendar, as a plan uses them.

use jiff::civil::Date;

use super::operation::{Aside, Beside, operation, shape_of};
use crate::advisor::Advisor;
use crate::calendars::{LeftOut, SchoolCalendar, read_calendar};
use crate::planning::{Closed, MeetingTime, clock};
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::rendered::Rendered;
use crate::wire::asked::{Words, read_body};
use crate::wire::kit::fields::{Fields, fields};
use crate::wire::kit::number::to_json;
use crate::wire::kit::problem::Problem;
use crate::wire::kit::view::{View, view};

operation! {
    /// Read a district's calendar
    ///
    /// Takes the text of an iCalendar file, or of a CSV table with the columns `date` and `name`, and returns the closed days
    /// and the days for the learning of staff, in the form that a plan's `calendar` has, with the first and last day of
    /// school. Events that are none of these, or are unclear, are listed with the reason. Nothing is stored.
    OPERATION {
        path: "/v1/plans/calendar",
        id: "read_calendar",
        tag: "plans",
        aside: Aside::Always,
        example: include_str!("../examples/calendar.json"),
        request: ("CalendarFile", CalendarFile::schema, "The calendar"),
        answer: calendar,
        result: (shape_of::<CalendarAnswer<'_>>, "The days of the calendar"),
        beside: Beside::Nothing,
    }
}

/// The longest text of a calendar, in characters.
const LONGEST: usize = 1_000_000;

fields! {
    struct CalendarFile (
        EXPECTED = "wire.expected.calendar",
        ABOUT = "The text of a district's calendar",
    ) {
        file: Option<String> = Words("calendar", LONGEST), "The text of the file: iCalendar, or CSV with a header",
            required "wire.missing.file";
    }
}

fn calendar(advisor: &Advisor, _: &Rendered, body: &[u8]) -> Result<Vec<u8>, Problem> {
    let CalendarFile { file } = read_body(advisor, body)?;
    let words = &advisor.catalogue().planning.calendar_words;
    let calendar = read_calendar(&file.unwrap_or_default(), words)
        .map_err(|detail| Problem::of_fields([("/file".to_owned(), detail)]))?;
    Ok(to_json(&CalendarAnswer::view((&calendar, Provenance::from(advisor)))))
}

view! {
    /// The days of a district's calendar.
    #[schema(as = CalendarAnswer)]
    struct CalendarAnswer<'a> from (calendar: &'a SchoolCalendar, provenance: Provenance<'a>) {
        /// The first day of school, if the calendar names it.
        #[schema(value_type = Option<String>, format = Date)]
        from: Option<String> = day(calendar.from),
        /// The last day of school, if the calendar names it.
        #[schema(value_type = Option<String>, format = Date)]
        until: Option<String> = day(calendar.until),
        /// The IANA name of the time zone, if the calendar names it.
        time_zone: Option<&'a str> = calendar.time_zone.as_deref(),
        /// Days without school; a plan takes them as `calendar.closed`.
        closed: Vec<ClosedLine<'a>> = View::view(&calendar.closed),
        /// Days for the learning of staff; a plan takes them into `calendar.meetings`.
        meetings: Vec<LearningLine> = View::view(&calendar.learning),
        /// Events that were not used, with the reason.
        left_out: Vec<LeftOutLine<'a>> = View::view(&calendar.left_out),
        provenance: Provenance<'a> = provenance,
    }

    /// Days without school.
    struct ClosedLine<'a> from (closed: &'a Closed) {
        name: Option<&'a str> = closed.name.as_deref(),
        #[schema(value_type = Option<String>, format = Date)]
        from: Option<String> = day(closed.from),
        /// The last day; null for a single day.
        #[schema(value_type = Option<String>, format = Date)]
        until: Option<String> = day(closed.until),
    }

    /// A day for the learning of staff.
    struct LearningLine from (meeting: &MeetingTime) {
        #[schema(value_type = Option<String>, format = Date)]
        on: Option<String> = day(meeting.on),
        at: Option<String> = meeting.at.as_ref().map(clock),
        minutes: Option<u32> = meeting.minutes,
    }

    /// An event that was not used.
    struct LeftOutLine<'a> from (event: &'a LeftOut) {
        name: &'a str,
        #[schema(value_type = Option<String>, format = Date)]
        date: Option<String> = day(event.date),
        because: &'a str,
    }
}

fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}
