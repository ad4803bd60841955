//! A district's calendar in a plan: what its events mean, what is not used, and the ids of a plan's own calendar.

use std::collections::BTreeSet;

use backmap::calendars::{SchoolCalendar, read_calendar};
use backmap::exports::{Document, calendar, calendar_update};
use backmap::planning::Calendar;
use serde_json::{Value, json};

use super::plans::{example, read, reviewed};
use super::support::{ADVISOR, file, post};

fn opened(text: &str) -> Result<SchoolCalendar, String> {
    read_calendar(text, &ADVISOR.catalogue().planning.calendar_words)
}

/// An iCalendar file with these lines as its only event.
fn event(lines: &[&str]) -> String {
    let lines = lines.join("\r\n");
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\n{lines}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

#[test]
fn both_example_calendars_become_days_of_a_plan() {
    let year = opened(&file("examples/calendars/august-to-may.ics")).unwrap();
    assert_eq!(year.from.unwrap().to_string(), "2026-08-13");
    assert_eq!(year.until.unwrap().to_string(), "2027-05-27");
    assert_eq!(year.time_zone.as_deref(), Some("America/Chicago"));
    let closed: Vec<String> = year.closed.iter().map(|one| one.from.unwrap().to_string()).collect();
    assert_eq!(closed.len(), 9, "{closed:?}");
    let thanksgiving = year.closed.iter().find(|one| one.from.unwrap().to_string() == "2026-11-23").unwrap();
    assert_eq!(thanksgiving.until.unwrap().to_string(), "2026-11-27", "the end of whole days is the day after");
    let learning: Vec<String> = year.learning.iter().map(|one| one.on.unwrap().to_string()).collect();
    assert_eq!(learning, ["2026-08-10", "2026-08-11", "2026-10-09", "2027-01-04", "2027-03-12"]);
    let left: Vec<&str> = year.left_out.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(left, ["Early release", "Winter concert"]);

    let year = opened(&file("examples/calendars/september-to-june.csv")).unwrap();
    assert_eq!((year.closed.len(), year.learning.len(), year.left_out.len()), (11, 2, 0), "{:?}", year.left_out);
    assert_eq!(year.from.unwrap().to_string(), "2026-09-01");
}

#[test]
fn the_days_of_a_calendar_join_those_of_the_plan_once() {
    let year = opened(&file("examples/calendars/august-to-may.ics")).unwrap();
    let mut own = Calendar { from: "2026-08-24".parse().ok(), ..Calendar::default() };
    assert_eq!(year.add_to(&mut own), (9, 5));
    assert_eq!(year.add_to(&mut own), (0, 0), "nothing twice");
    assert_eq!(own.from.unwrap().to_string(), "2026-08-24", "what the plan says stays");
    assert_eq!(own.until.unwrap().to_string(), "2027-05-27");
}

#[test]
fn what_an_event_means_is_read_from_its_words_or_reported() {
    // The text of a table with one event, and what becomes of it.
    let rows = [
        ("2026-11-26,Thanksgiving", "closed"),
        ("11/26/2026,No School", "closed"),
        ("\"Nov 26, 2026\",Holiday", "closed"),
        ("11/26/2026 - 11/27/2026,Fall break", "closed"),
        ("2026-10-09,No school - PD day", "learning"),
        ("2026-10-09,Teacher in-service", "learning"),
        ("2026-12-12,Holiday concert", "left out"),
        ("2026-12-12,Breakfast with the principal", "left out"),
        ("2026-12-12,Board meets", "left out"),
        ("2027-01-04,Classes resume after winter break", "left out"),
        ("2026-13-40,Winter break", "left out"),
        ("26.11.2026,Herbstferien", "left out"),
        ("2026-12-21,First day of winter break - no school", "closed"),
        ("2026-12-18,Last day before winter break", "left out"),
        ("2026-08-03,First aid training", "left out"),
        ("2026-11-26,Not a holiday", "left out"),
        ("2026-11-26,School closed to visitors", "left out"),
        ("2026-11-26,CANCELLED: No school", "left out"),
    ];
    for (row, becomes) in rows {
        let year = opened(&format!("date,name\n{row}\n")).unwrap();
        let found = match (year.closed.len(), year.learning.len(), year.left_out.len()) {
            (1, 0, 0) => "closed",
            (0, 1, 0) => "learning",
            (0, 0, 1) => "left out",
            other => panic!("{row}: {other:?}"),
        };
        assert_eq!(found, becomes, "{row}");
        assert!(year.left_out.iter().all(|one| one.because.ends_with('.')), "{row}");
    }
}

#[test]
fn one_date_shows_the_order_of_all_dates_of_a_table() {
    let year = opened("date,name\n13/10/2026,No school\n07/09/2026 - 08/09/2026,No school\n").unwrap();
    let days: Vec<String> = year.closed.iter().filter_map(|one| one.from).map(|day| day.to_string()).collect();
    assert_eq!(days, ["2026-09-07", "2026-10-13"], "the first date has the day first");
    let mixed = opened("date,name\n13/10/2026,No school\n09/30/2026,No school\n").unwrap_err();
    assert!(mixed.contains("Write all of them as"), "{mixed}");
    let first = opened("date,name,kind\n2026-08-24,Back again,first\n").unwrap();
    assert_eq!(first.from.unwrap().to_string(), "2026-08-24", "a column says it in one word");
}

#[test]
fn events_that_cannot_be_used_are_reported_with_the_reason() {
    let rows: [(&[&str], &str); 6] = [
        (&["DTSTART;VALUE=DATE:20261126", "RRULE:FREQ=YEARLY", "SUMMARY:Thanksgiving"], "repeats"),
        (&["DTSTART;VALUE=DATE:20261126", "STATUS:CANCELLED", "SUMMARY:No school"], "canceled"),
        (&["DTSTART:20261125T130000", "DTEND:20261125T150000", "SUMMARY:No school"], "part of the day"),
        (&["SUMMARY:No school"], "no date"),
        (
            &["DTSTART;VALUE=DATE:20260601", "DTEND;VALUE=DATE:20270601", "SUMMARY:School closed"],
            "longer than a summer",
        ),
        (&["DTSTART;VALUE=DATE:20261126", "SUMMARY:Turkey trot"], "does not say"),
    ];
    for (lines, because) in rows {
        let year = opened(&event(lines)).unwrap();
        assert_eq!((year.closed.len(), year.left_out.len()), (0, 1), "{lines:?}");
        assert!(year.left_out[0].because.contains(because), "{lines:?}: {}", year.left_out[0].because);
    }
    let folded = event(&["DTSTART;VALUE=DATE:20261221", "DURATION:P2W", "SUMMARY:Winter br", " eak\\, all schools"]);
    let year = opened(&folded).unwrap();
    assert_eq!(year.closed[0].name.as_deref(), Some("Winter break, all schools"), "a folded line");
    assert_eq!(year.closed[0].until.unwrap().to_string(), "2027-01-03");
    let staff = event(&["DTSTART:20261009T083000", "DTEND:20261009T113000", "SUMMARY:Staff development"]);
    assert_eq!(opened(&staff).unwrap().learning[0].minutes, Some(180));
}

#[test]
fn what_is_no_calendar_is_refused_with_a_remedy() {
    for text in ["", "hello", "a,b\n1,2\n", "BEGIN:VCALENDAR\r\nnonsense", "date;event\n\"open"] {
        match opened(text) {
            Err(reason) => assert!(reason.ends_with('.') && reason.len() > 30, "{text:?}: {reason}"),
            Ok(year) => assert!(year.closed.is_empty() && year.learning.is_empty(), "{text:?}"),
        }
    }
    let long = format!("date,name\n{}", "2026-11-26,No school\n".repeat(5_001));
    assert!(opened(&long).unwrap_err().contains("5000"));
    let refused = post("/v1/plans/calendar", &json!({"file": "hello"})).unwrap_err();
    assert_eq!((refused.status, refused.errors[0].pointer.as_str()), (422, "/file"));
    let answer = post("/v1/plans/calendar", &json!({"file": "date,name\n2026-11-26,No school\n"})).unwrap();
    assert_eq!(answer["closed"], json!([{"name": "No school", "from": "2026-11-26", "until": null}]));
}

/// The UIDs of a plan's calendar.
fn uids(plan: &Value) -> BTreeSet<String> {
    let request = read(plan);
    let bytes = reviewed(plan, |review| calendar(&Document::new(&ADVISOR, &request.options, review)));
    let text = String::from_utf8(bytes).unwrap().replace("\r\n ", "");
    text.lines().filter_map(|line| line.strip_prefix("UID:")).map(str::to_owned).collect()
}

#[test]
fn two_plans_never_share_an_event_and_a_moved_or_split_session_keeps_its_own() {
    let mut nameless = example();
    nameless.as_object_mut().unwrap().remove("id");
    let mut other = nameless.clone();
    other["title"] = json!("Fractions again, with other goals");
    assert!(uids(&nameless).is_disjoint(&uids(&other)), "plans of one team without an id");
    assert!(uids(&nameless).is_disjoint(&uids(&example())));

    let mut moved = example();
    moved["calendar"]["meetings"][0] = json!({"day": "tuesday", "at": "14:15", "minutes": 90});
    assert_eq!(uids(&example()), uids(&moved));
    // Shorter times split the sessions of a design into more; those that were there keep their ids.
    let community = |minutes: u32| {
        json!({
            "id": "p", "title": "A community",
            "designs": [{"id": "c", "design": "collaborative_learning_communities", "hours": 10}],
            "calendar": {
                "from": "2026-08-24", "until": "2026-12-11",
                "meetings": [{"day": "monday", "at": "14:00", "minutes": minutes}],
            },
        })
    };
    let (whole, split) = (uids(&community(75)), uids(&community(60)));
    assert!(whole.len() < split.len() && whole.is_subset(&split), "{whole:?} {split:?}");
}

#[test]
fn an_update_cancels_exactly_what_is_gone() {
    let mut fewer = example();
    fewer["designs"][0]["hours"] = json!(15);
    let gone: BTreeSet<String> = uids(&example()).difference(&uids(&fewer)).cloned().collect();
    assert!(!gone.is_empty());
    let (now, before) = (read(&fewer), read(&example()));
    let bytes = reviewed(&example(), |old| {
        reviewed(&fewer, |review| {
            let document = |request: &'_ backmap::wire::PlanRequest| request.options.clone();
            let (new, old_options) = (document(&now), document(&before));
            calendar_update(&Document::new(&ADVISOR, &new, review), &Document::new(&ADVISOR, &old_options, old))
        })
    });
    let text = String::from_utf8(bytes).unwrap().replace("\r\n ", "");
    let canceled: BTreeSet<String> = text
        .split("BEGIN:VEVENT")
        .filter(|event| event.contains("STATUS:CANCELLED"))
        .filter_map(|event| event.lines().find_map(|line| line.strip_prefix("UID:")).map(str::to_owned))
        .collect();
    assert_eq!(canceled, gone);
}
