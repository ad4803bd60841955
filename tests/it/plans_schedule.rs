//! Schedules: what is placed, in which order, and what is not placed where it cannot be.

use std::collections::BTreeMap;

use backmap::planning::{Session, SessionKind};
use jiff::civil::{Date, Weekday};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::plans::{example, reviewed};

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn minutes(session: &Session<'_>) -> (i64, i64) {
    let starts = session.starts.unwrap();
    let at = i64::from(starts.hour()) * 60 + i64::from(starts.minute());
    (at, at + i64::from(session.minutes))
}

/// What holds of every schedule, by going through its sessions one by one.
fn hold(plan: &Value) {
    reviewed(plan, |review| {
        let calendar = &review.facts.plan.calendar;
        let mut weeks: BTreeMap<Date, u32> = BTreeMap::new();
        let mut keys: Vec<&str> = Vec::new();
        for session in &review.schedule.sessions {
            assert!(!keys.contains(&session.key.as_str()), "{} stands twice", session.key);
            keys.push(&session.key);
            let closed = calendar.closed.iter().any(|one| {
                let from = one.from.or(one.until).unwrap();
                (from..=one.until.unwrap_or(from)).contains(&session.date)
            });
            assert!(!closed, "{} on a day without school", session.title);
            assert!(
                session.date >= calendar.from.unwrap() && session.date <= calendar.until.unwrap(),
                "{}",
                session.title
            );
            let monday = session
                .date
                .checked_sub(jiff::Span::new().days(i64::from(session.date.weekday().to_monday_zero_offset())));
            *weeks.entry(monday.unwrap()).or_default() += session.minutes;
        }
        if let Some(most) = calendar.most_minutes_a_week {
            assert!(weeks.values().all(|minutes| *minutes <= most), "{weeks:?}");
        }
        let met: Vec<&Session<'_>> = review.schedule.sessions.iter().filter(|one| one.starts.is_some()).collect();
        for pair in met.windows(2) {
            let overlaps = pair[0].date == pair[1].date && minutes(pair[1]).0 < minutes(pair[0]).1;
            // Two meeting times of a plan may themselves overlap; one meeting time holds its sessions one after another.
            assert!(!overlaps || calendar.meetings.len() > 1, "{} and {}", pair[0].title, pair[1].title);
        }
        for (at, _) in review.schedule.stages.iter().enumerate() {
            let own: Vec<&Session<'_>> = review.schedule.sessions.iter().filter(|one| one.stage == at).collect();
            let first = |kind| own.iter().filter(|one| one.kind == kind).map(|one| one.date).min();
            if let (Some(opens), Some(shows)) = (first(SessionKind::Workshop), first(SessionKind::OnlineSession)) {
                assert!(opens <= shows, "what opens a stage comes first");
            }
            for online in own.iter().filter(|one| one.kind == SessionKind::OnlineSession) {
                let number = online.key.trim_end_matches("-part-2").rsplit('-').next().unwrap().to_owned();
                let ends = format!("-practice-{number}");
                let practice = own.iter().find(|one| one.key.ends_with(&ends));
                if let Some(practice) = practice {
                    assert!(
                        practice.date > online.date || online.key.contains("-part-"),
                        "{} is tried after it was shown",
                        online.title
                    );
                }
            }
        }
    });
}

#[test]
fn the_example_keeps_holidays_limits_and_the_order_of_learning() {
    hold(&example());
}

#[test]
fn each_stage_repeats_workshop_short_sessions_practice_and_support_meetings() {
    reviewed(&example(), |review| {
        assert_eq!(review.schedule.stages.len(), 3, "foundation, rigor, and acceleration");
        for (at, stage) in review.schedule.stages.iter().enumerate() {
            let count =
                |kind| review.schedule.sessions.iter().filter(|one| one.stage == at && one.kind == kind).count();
            assert_eq!(count(SessionKind::Workshop), 1, "{}", stage.name);
            assert_eq!(count(SessionKind::OnlineSession), 6, "{}", stage.name);
            assert_eq!(count(SessionKind::Practice), 6, "each new practice is tried, {}", stage.name);
            assert_eq!(count(SessionKind::SupportMeeting), 5, "{}", stage.name);
        }
        let meetings =
            review.schedule.sessions.iter().filter(|one| one.kind == SessionKind::SupportMeeting && one.stage == 0);
        let mut purposes: Vec<&str> =
            meetings.flat_map(|one| one.purposes.iter().map(|purpose| purpose.id.as_str())).collect();
        purposes.sort_unstable();
        purposes.dedup();
        assert_eq!(purposes, ["accountability", "action_plan", "plan_together", "reflect", "share_ideas"]);
    });
}

/// The example without stages.
fn without_stages() -> Value {
    let mut plan = example();
    plan.as_object_mut().unwrap().remove("stages");
    plan
}

#[test]
fn a_plan_without_stages_has_only_the_sessions_of_its_designs() {
    let plan = without_stages();
    hold(&plan);
    reviewed(&plan, |review| {
        assert_eq!(review.schedule.stages.len(), 1);
        assert!(review.schedule.sessions.iter().all(|one| one.kind == SessionKind::Design));
        let minutes: u32 = review.schedule.sessions.iter().map(|one| one.minutes).sum();
        assert_eq!((minutes, review.resources.per_teacher.hours.typical), (26 * 60, 26.0), "20 and 6 hours stay so");
        let days = (review.schedule.sessions[0].date, review.schedule.sessions.last().unwrap().date);
        assert!(days.0 < day("2026-10-01") && days.1 > day("2027-04-01"), "spread over the year: {days:?}");
    });
}

#[test]
fn without_meeting_times_the_hours_are_spread_over_the_weeks() {
    let mut plan = without_stages();
    plan["calendar"]["meetings"] = json!([]);
    plan["calendar"]["closed"] = json!([]);
    plan["calendar"].as_object_mut().unwrap().remove("most_minutes_a_week");
    reviewed(&plan, |review| {
        assert!(review.findings.iter().any(|one| one.id == "plan.no_calendar"));
        assert!(!review.schedule.sessions.is_empty() && review.schedule.unplaced.is_empty());
        assert!(review.schedule.sessions.iter().all(|one| one.starts.is_none()));
        let minutes: f64 = review.schedule.sessions.iter().map(|one| f64::from(one.minutes)).sum();
        assert!((minutes / 60.0 - 26.0).abs() < 0.5, "{minutes}");
    });
    plan["stages"] = json!([{"id": "only", "workshop_minutes": 120, "online_sessions": 0, "support_meetings": 0}]);
    reviewed(&plan, |review| {
        assert_eq!(review.schedule.unplaced.len(), 1, "a workshop needs a time");
        assert!(review.schedule.unplaced[0].because.contains("no meeting time"));
    });
}

#[test]
fn the_sessions_of_a_design_are_its_hours_and_come_after_what_it_waits_for() {
    reviewed(&example(), |review| {
        let hours = |own: usize| {
            let of = review.schedule.sessions.iter().filter(|one| one.design == Some(own));
            of.map(|one| f64::from(one.minutes)).sum::<f64>() / 60.0
        };
        assert_eq!((hours(0), hours(1)), (20.0, 6.0));
        let first = |own: usize| {
            review.schedule.sessions.iter().filter(|one| one.design == Some(own)).map(|one| one.date).min()
        };
        assert!(first(0) <= first(1), "visits wait for lesson study");
    });
}

#[test]
fn coaching_takes_place_week_by_week_in_ones_own_lessons() {
    let mut plan = example();
    plan["designs"] =
        json!([{"id": "d", "design": "coaching", "follows_from": ["l-skills"], "because": "x", "hours": 15}]);
    reviewed(&plan, |review| {
        let coached: Vec<Date> =
            review.schedule.sessions.iter().filter(|one| one.design == Some(0)).map(|one| one.date).collect();
        assert_eq!(coached.len(), 10, "15 hours of 1.5");
        assert!(review.schedule.sessions.iter().filter(|one| one.design.is_some()).all(|one| one.starts.is_none()));
        let mut mondays: Vec<i32> =
            coached.iter().map(|date| (date.since(day("2026-08-24")).unwrap().get_days()) / 7).collect();
        mondays.dedup();
        assert_eq!(mondays.len(), 10, "one a week: {coached:?}");
    });
}

#[test]
fn sessions_keep_their_keys_when_meetings_move() {
    let keys = |plan: &Value| {
        reviewed(plan, |review| {
            let mut keys: Vec<String> = review.schedule.sessions.iter().map(|one| one.key.clone()).collect();
            keys.sort();
            keys
        })
    };
    let mut moved = example();
    moved["calendar"]["meetings"][0]["day"] = json!("tuesday");
    assert_eq!(keys(&example()), keys(&moved));
}

#[test]
fn support_that_lasts_is_looked_at_twice_a_year_until_it_ends() {
    reviewed(&example(), |review| {
        let support: Vec<String> = review
            .schedule
            .milestones
            .iter()
            .filter(|one| one.kind.id() == "support")
            .map(|one| one.date.to_string())
            .collect();
        assert_eq!(support, ["2027-12-04", "2028-06-04", "2028-12-04", "2029-06-04", "2029-12-04"]);
    });
}

#[test]
fn no_meeting_is_on_a_holiday_and_the_holiday_is_named() {
    reviewed(&example(), |review| {
        let skipped: Vec<&str> = review.schedule.skipped.iter().map(|(_, name)| name.as_str()).collect();
        assert!(skipped.contains(&"Thanksgiving") && skipped.contains(&"Winter break"), "{skipped:?}");
        assert!(review.schedule.sessions.iter().all(|one| one.date.weekday() != Weekday::Saturday));
    });
}

#[test]
fn stages_of_the_plan_keep_their_own_days_and_numbers() {
    let mut plan = example();
    plan["stages"] = json!([
        {"id": "foundation", "until": "2026-12-18", "online_sessions": 2, "support_meetings": 1, "workshop_minutes": 0},
        {"id": "own", "name": "Our own", "from": "2027-01-11", "online_sessions": 1, "support_meetings": 1, "workshop_minutes": 60},
    ]);
    plan["cycles"] = json!([]);
    hold(&plan);
    reviewed(&plan, |review| {
        let of = |at: usize| review.schedule.sessions.iter().filter(move |one| one.stage == at);
        assert!(of(0).all(|one| one.date <= day("2026-12-18")) && of(1).all(|one| one.date >= day("2027-01-11")));
        assert_eq!(of(0).filter(|one| one.kind == SessionKind::Workshop).count(), 0, "0 minutes are no workshop");
        assert_eq!(of(1).filter(|one| one.kind == SessionKind::Workshop).map(|one| one.minutes).sum::<u32>(), 60);
        assert_eq!(review.schedule.stages[1].name, "Our own");
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_calendar_keeps_its_holidays_limits_and_order(
        weekday in 0_usize..7,
        length in 10_u32..400,
        every in 1_u32..6,
        limit in prop::option::of(30_u32..600),
        holidays in prop::collection::vec((0_i64..280, 0_i64..40), 0..6),
        hours in 0.0_f64..80.0,
        weeks in 1_i64..44,
    ) {
        let days = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let start = day("2026-08-24");
        let add = |days: i64| start.checked_add(jiff::Span::new().days(days)).unwrap().to_string();
        let mut plan = example();
        let closed: Vec<Value> = holidays.iter().map(|(from, long)| json!({"from": add(*from), "until": add(from + long)})).collect();
        plan["calendar"]["closed"] = json!(closed);
        plan["calendar"]["until"] = json!(add(weeks * 7));
        plan["calendar"]["meetings"] = json!([{"day": days[weekday], "at": "14:00", "minutes": length, "every_weeks": every}]);
        plan["calendar"]["most_minutes_a_week"] = json!(limit);
        if limit.is_none() {
            plan["calendar"].as_object_mut().unwrap().remove("most_minutes_a_week");
        }
        plan["designs"][0]["hours"] = json!(hours);
        hold(&plan);
    }
}
