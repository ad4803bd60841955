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
            if !calendar.meetings.iter().any(|one| one.on == Some(session.date)) {
                *weeks.entry(monday.unwrap()).or_default() += session.minutes;
            }
        }
        if let Some(most) = calendar.most_minutes_a_week {
            assert!(weeks.values().all(|minutes| *minutes <= most), "{weeks:?}");
        }
        let met: Vec<&Session<'_>> = review.schedule.sessions.iter().filter(|one| one.starts.is_some()).collect();
        for pair in met.windows(2) {
            let overlaps = pair[0].date == pair[1].date && minutes(pair[1]).0 < minutes(pair[0]).1;
            assert!(!overlaps, "{} and {}", pair[0].title, pair[1].title);
        }
        for (at, chosen) in review.facts.chosen.iter().enumerate() {
            let of = |at: usize| review.schedule.sessions.iter().filter(move |one| one.design == Some(at));
            for (before, _) in review
                .facts
                .chosen
                .iter()
                .enumerate()
                .filter(|(_, other)| other.asked.id.as_ref().is_some_and(|id| chosen.asked.after.contains(id)))
            {
                let (last, first) = (of(before).map(|one| one.date).max(), of(at).map(|one| one.date).min());
                assert!(first.is_none() || last < first, "{} waits for what it comes after", chosen.name());
            }
        }
        for (at, _) in review.schedule.stages.iter().enumerate() {
            let own: Vec<&Session<'_>> = review.schedule.sessions.iter().filter(|one| one.stage == at).collect();
            let first = |kind| own.iter().filter(|one| one.kind == kind).map(|one| one.date).min();
            if let (Some(opens), Some(shows)) = (first(SessionKind::Workshop), first(SessionKind::OnlineSession)) {
                assert!(opens <= shows, "what opens a stage comes first");
            }
            for online in own.iter().filter(|one| one.kind == SessionKind::OnlineSession) {
                let number = online.key.rsplit('-').next().unwrap().to_owned();
                let ends = format!("-practice-{number}");
                let practice = own.iter().find(|one| one.key.ends_with(&ends));
                if let Some(practice) = practice {
                    assert!(practice.date > online.date, "{} is tried after it was shown", online.title);
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
        assert!(days.0 < day("2026-10-01") && days.1 > day("2027-01-15"), "over the weeks of both designs: {days:?}");
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
    plan["stages"] = json!([{"id": "only", "workshop_minutes": 120}]);
    reviewed(&plan, |review| {
        assert!(review.schedule.unplaced.is_empty(), "a week can be found for a workshop too");
        let opens = review.schedule.sessions.iter().find(|one| one.kind == SessionKind::Workshop).unwrap();
        assert!(opens.starts.is_none() && review.schedule.sessions[0].key == opens.key, "and it comes first");
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
        assert!(first(0) < first(1), "visits wait for lesson study");
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
        assert_eq!(support, ["2027-12-06", "2028-06-05", "2028-12-04", "2029-06-04", "2029-12-04"], "no weekend");
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
        {"id": "learn", "until": "2026-12-18", "online_sessions": 2, "support_meetings": 1, "workshop_minutes": 0},
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

/// A small plan: designs, calendar from the first to the last day, meeting times, and stages.
fn small(designs: &Value, days: (&str, &str), meetings: &Value, stages: &Value) -> Value {
    json!({
        "title": "A small plan",
        "designs": designs,
        "calendar": {
            "time_zone": "America/Denver", "from": days.0, "until": days.1,
            "day_starts": "07:30", "day_ends": "15:30", "meetings": meetings,
        },
        "stages": stages,
    })
}

const AUTUMN: (&str, &str) = ("2026-08-24", "2026-12-11");

/// The sessions of a plan as dates, titles and minutes.
fn placed(plan: &Value) -> Vec<(Date, String, u32)> {
    reviewed(plan, |review| {
        let sessions = review.schedule.sessions.iter();
        sessions.map(|one| (one.date, one.title.clone(), one.minutes)).collect()
    })
}

#[test]
fn one_long_day_does_not_keep_shorter_meetings_from_finding_time() {
    // One day of three hours and an hour every Wednesday; the usual meeting of 75 minutes fits only into the day.
    let meetings = json!([
        {"day": "wednesday", "at": "14:30", "minutes": 60},
        {"on": "2026-08-25", "at": "09:00", "minutes": 180},
    ]);
    let stage = json!([{"id": "s", "name": "S", "workshop_minutes": 180, "support_meetings": 5}]);
    let plan = small(&json!([]), AUTUMN, &meetings, &stage);
    hold(&plan);
    reviewed(&plan, |review| {
        assert!(review.schedule.unplaced.is_empty(), "{:?}", review.schedule.unplaced);
        let meetings = review.schedule.sessions.iter().filter(|one| one.kind == SessionKind::SupportMeeting);
        let minutes: Vec<u32> = meetings.map(|one| one.minutes).collect();
        assert_eq!(minutes, [60; 5], "as long as the hour allows, and no scraps");
        assert!(
            (review.resources.per_teacher.hours.typical - 8.0).abs() < 1e-9,
            "three hours and five: what is planned"
        );
    });
}

#[test]
fn a_design_begins_after_the_end_of_what_it_comes_after_also_across_stages() {
    let meetings = json!([{"day": "monday", "at": "08:00", "minutes": 180}]);
    for (first, then) in [("demonstrations", "coaching"), ("workshops", "collaborative_learning_communities")] {
        let designs = json!([
            {"id": "then", "design": then, "hours": 6, "after": ["first"]},
            {"id": "first", "design": first, "hours": 6},
        ]);
        for stages in [json!([]), json!([{"id": "a"}, {"id": "b"}])] {
            let plan = small(&designs, AUTUMN, &meetings, &stages);
            hold(&plan);
            reviewed(&plan, |review| assert!(review.schedule.unplaced.is_empty(), "{first} {then}"));
        }
    }
}

#[test]
fn the_only_session_of_a_design_is_in_the_first_stage() {
    let designs = json!([{"design": "demonstrations", "hours": 3}]);
    let meetings = json!([{"day": "monday", "at": "08:00", "minutes": 180}]);
    let plan = small(&designs, AUTUMN, &meetings, &json!([{"id": "a"}, {"id": "b"}, {"id": "c"}]));
    reviewed(&plan, |review| {
        let stages: Vec<usize> = review.schedule.sessions.iter().map(|one| one.stage).collect();
        assert_eq!(stages, [0]);
    });
}

#[test]
fn what_needs_a_lesson_is_never_at_a_meeting_time() {
    let advisor = &super::support::ADVISOR;
    let meetings =
        json!([{"day": "friday", "at": "07:30", "minutes": 45}, {"day": "monday", "at": "15:30", "minutes": 90}]);
    for design in &advisor.catalogue().designs {
        let plan = small(&json!([{"design": design.id, "hours": 6}]), AUTUMN, &meetings, &json!([]));
        reviewed(&plan, |review| {
            for one in &review.schedule.sessions {
                assert_eq!(one.starts.is_some(), one.place.id() == "meeting", "{}", one.title);
            }
        });
    }
    for lessons in
        ["observing_peers", "demonstrations", "coaching", "co_teaching", "instructional_rounds", "lesson_study"]
    {
        let plan = small(&json!([{"design": lessons, "hours": 12}]), AUTUMN, &meetings, &json!([]));
        reviewed(&plan, |review| {
            let lessons_placed = review.schedule.sessions.iter().filter(|one| one.place.id() == "lesson").count();
            assert!(lessons_placed > 0, "{lessons}");
        });
    }
}

#[test]
fn a_day_that_the_school_names_does_not_count_against_the_weekly_limit() {
    let meetings = json!([
        {"day": "tuesday", "at": "14:00", "minutes": 75},
        {"on": "2026-08-25", "at": "08:00", "minutes": 360},
    ]);
    let designs = json!([{"design": "collaborative_learning_communities", "hours": 5}]);
    let mut plan = small(&designs, AUTUMN, &meetings, &json!([{"id": "a", "workshop_minutes": 360}]));
    plan["calendar"]["most_minutes_a_week"] = json!(100);
    hold(&plan);
    let placed = placed(&plan);
    assert_eq!(placed[0].0, day("2026-08-25"), "the opening is on its day");
    assert_eq!(placed.len(), 5);
    assert!(placed[1..].iter().all(|(date, ..)| *date > day("2026-08-25")), "and nothing else is: {placed:?}");
}

#[test]
fn a_stage_adds_only_what_it_says_and_a_chosen_design_is_never_added_twice() {
    let meetings =
        json!([{"day": "monday", "at": "08:00", "minutes": 180}, {"on": "2026-08-25", "at": "08:00", "minutes": 360}]);
    let hours = |designs: Value, stages: Value| {
        let plan = small(&designs, ("2026-08-24", "2027-05-28"), &meetings, &stages);
        reviewed(&plan, |review| {
            let minutes: u32 = review.schedule.sessions.iter().map(|one| one.minutes).sum();
            assert!(review.schedule.unplaced.is_empty(), "{:?}", review.schedule.unplaced);
            assert!((review.resources.per_teacher.hours.typical - f64::from(minutes) / 60.0).abs() < 1e-9);
            f64::from(minutes) / 60.0
        })
    };
    let community = json!([{"design": "collaborative_learning_communities", "hours": 12}]);
    let workshop = json!([{"design": "workshops", "hours": 6}]);
    assert!(
        (hours(community.clone(), json!([{"id": "a"}, {"id": "b"}])) - 12.0).abs() < 1e-9,
        "stages alone add nothing"
    );
    // The pattern adds a workshop of 6 h and six half hours; the community is its support meeting.
    assert!((hours(community, json!([{"id": "a", "pattern": "distributed"}])) - 21.0).abs() < 1e-9);
    // Five support meetings of 75 min and the half hours; the chosen workshop opens.
    assert!((hours(workshop, json!([{"id": "a", "pattern": "distributed"}])) - 15.25).abs() < 1e-9);
}

#[test]
fn sessions_are_never_cut_below_what_is_useful_and_a_protocol_never() {
    let meetings = json!([{"day": "monday", "at": "14:30", "minutes": 60}]);
    let community = |protocol: Option<&str>| {
        let mut design = json!({"id": "c", "design": "collaborative_learning_communities", "hours": 10});
        design["protocol"] = json!(protocol);
        if protocol.is_none() {
            design.as_object_mut().unwrap().remove("protocol");
        }
        small(&json!([design]), AUTUMN, &meetings, &json!([]))
    };
    let minutes = |plan: &Value| placed(plan).into_iter().map(|(.., minutes)| minutes).collect::<Vec<u32>>();
    assert_eq!(minutes(&community(None)), [60; 10], "ten hours in times of one hour");
    assert_eq!(minutes(&community(Some("Tuning protocol, 50 minutes"))), [50; 12]);
    reviewed(&community(Some("Tuning protocol, 75 minutes")), |review| {
        assert!(review.schedule.sessions.is_empty() && review.schedule.unplaced.len() == 8, "not cut into pieces");
        assert!(review.schedule.unplaced.iter().all(|one| one.minutes == 75));
        assert!(!review.schedule.ways_out.is_empty());
    });
    // A workshop of a day is not spread over Mondays of an hour: a piece has at least two hours.
    let opening = small(&json!([]), AUTUMN, &meetings, &json!([{"id": "a", "workshop_minutes": 360}]));
    reviewed(&opening, |review| assert_eq!(review.schedule.unplaced.len(), 1));
}

#[test]
fn coaching_once_begun_is_at_least_every_two_weeks_and_a_longer_gap_is_a_finding() {
    let mut plan =
        small(&json!([{"design": "coaching", "hours": 12}]), ("2026-08-24", "2027-05-28"), &json!([]), &json!([]));
    plan["calendar"]["closed"] = json!([{"name": "Winter break", "from": "2026-12-21", "until": "2027-01-03"}]);
    let mondays: Vec<Date> = placed(&plan).into_iter().map(|(date, ..)| date).collect();
    assert_eq!(mondays.len(), 8);
    for pair in mondays.windows(2) {
        let days = pair[0].until(pair[1]).unwrap().get_days();
        let break_between = pair[0] < day("2026-12-21") && pair[1] > day("2027-01-03");
        assert!(days <= if break_between { 28 } else { 14 }, "{pair:?}");
    }
    // Only two times in the year for a group that should meet every month.
    let meetings =
        json!([{"on": "2026-09-01", "at": "08:00", "minutes": 90}, {"on": "2027-03-02", "at": "08:00", "minutes": 90}]);
    let designs = json!([{"design": "collaborative_learning_communities", "hours": 2.5}]);
    let plan = small(&designs, ("2026-08-24", "2027-05-28"), &meetings, &json!([]));
    reviewed(&plan, |review| {
        let found = review.findings.iter().find(|one| one.id == "plan.rhythm_broken").expect("a broken rhythm");
        assert!(found.found.contains("2026-09-01") && found.found.contains("2027-03-02"), "{}", found.found);
    });
}

#[test]
fn three_years_know_their_summers() {
    let meetings = json!([{"day": "wednesday", "at": "14:00", "minutes": 90}]);
    let designs = json!([{"design": "collaborative_learning_communities", "hours": 45, "weeks": 150}]);
    let mut plan =
        small(&designs, ("2026-08-24", "2029-06-08"), &meetings, &json!([{"id": "a"}, {"id": "b"}, {"id": "c"}]));
    reviewed(&plan, |review| {
        assert!(review.findings.iter().any(|one| one.id == "plan.no_long_break"));
        let in_break =
            |date: Date| matches!((date.month(), date.day()), (6, 15..) | (7, _) | (8, ..=14) | (12, 21..) | (1, ..=2));
        assert!(review.schedule.sessions.iter().all(|one| !in_break(one.date)));
        assert!(review.schedule.milestones.iter().all(|one| !in_break(one.date)));
        assert!(review.schedule.sessions.len() >= 30 && review.schedule.unplaced.is_empty());
    });
    plan["calendar"]["closed"] = json!([
        {"name": "Summer", "from": "2027-06-05", "until": "2027-08-20"},
        {"name": "Summer", "from": "2028-06-05", "until": "2028-08-20"},
    ]);
    reviewed(&plan, |review| assert!(!review.findings.iter().any(|one| one.id == "plan.no_long_break")));
}

#[test]
fn every_milestone_is_on_a_school_day() {
    let mut plan = example();
    plan["goals"][0]["by"] = json!("2027-05-30");
    plan["indicators"][0]["benchmarks"] = json!([{"on": "2026-12-26", "value": 50}]);
    reviewed(&plan, |review| {
        for one in &review.schedule.milestones {
            assert!(!matches!(one.date.weekday(), Weekday::Saturday | Weekday::Sunday), "{} {}", one.date, one.title);
        }
        let dates = |kind: &str| -> Vec<String> {
            let own = review.schedule.milestones.iter().filter(|one| one.kind.id() == kind);
            own.map(|one| one.date.to_string()).collect()
        };
        assert!(dates("goal").contains(&"2027-05-28".to_owned()), "due before the weekend");
        assert!(dates("benchmark").contains(&"2026-12-18".to_owned()), "due before the break");
    });
}

#[test]
fn the_year_of_one_team_is_scheduled_at_least_cost() {
    for plan in [example(), without_stages()] {
        reviewed(&plan, |review| {
            let schedule = &review.schedule;
            assert!(schedule.unplaced.is_empty(), "{:?}", schedule.unplaced);
            assert!(
                schedule.bound <= schedule.cost && schedule.cost < 2 * schedule.bound.max(50),
                "{} {}",
                schedule.cost,
                schedule.bound
            );
        });
    }
    let meetings = json!([{"day": "wednesday", "at": "14:00", "minutes": 90}]);
    for design in &super::support::ADVISOR.catalogue().designs {
        let plan = small(&json!([{"design": design.id}]), ("2026-08-24", "2027-06-04"), &meetings, &json!([]));
        reviewed(&plan, |review| {
            assert_eq!(review.schedule.cost, review.schedule.bound, "{} is proved best", design.id)
        });
    }
}

/// Applies the operations of a JSON Patch that the answer uses.
fn patched(plan: &Value, patch: &Value) -> Value {
    let mut plan = plan.clone();
    for one in patch.as_array().unwrap() {
        let (path, value) = (one["path"].as_str().unwrap(), one["value"].clone());
        let (list, last) = path.rsplit_once('/').unwrap();
        match plan.pointer_mut(list).unwrap() {
            Value::Array(all) if last == "-" => all.push(value),
            Value::Array(all) => all[last.parse::<usize>().unwrap()] = value,
            object => object[last] = value,
        }
    }
    plan
}

#[test]
fn each_way_out_gives_every_session_a_time_and_needs_no_more_than_it_says() {
    let few = json!([{"day": "monday", "at": "14:30", "minutes": 75, "every_weeks": 8}]);
    let community = json!([{"id": "c", "design": "collaborative_learning_communities", "hours": 10}]);
    let mut limited = small(&community, AUTUMN, &json!([{"day": "monday", "at": "14:30", "minutes": 75}]), &json!([]));
    limited["designs"].as_array_mut().unwrap().push(json!({"id": "k", "design": "coaching", "hours": 15}));
    limited["calendar"]["most_minutes_a_week"] = json!(80);
    let long = small(&json!([]), AUTUMN, &few, &json!([{"id": "a", "name": "A", "workshop_minutes": 360}]));
    let mut kinds: Vec<String> = Vec::new();
    for plan in [small(&community, AUTUMN, &few, &json!([])), limited, long] {
        let answer = super::support::post("/v1/plans/schedule", &plan).unwrap();
        assert!(!answer["unplaced"].as_array().unwrap().is_empty());
        let ways = answer["ways_out"].as_array().unwrap();
        assert!((1..=3).contains(&ways.len()), "{ways:?}");
        let minutes: Vec<u64> = ways.iter().map(|way| way["minutes"].as_u64().unwrap()).collect();
        assert!(minutes.is_sorted(), "cheapest first");
        for way in ways {
            let changed = patched(&plan, &way["patch"]);
            let after = super::support::post("/v1/plans/schedule", &changed).unwrap();
            assert_eq!(after["unplaced"], json!([]), "{}", way["says"]);
            kinds.push(way["patch"][0]["path"].as_str().unwrap().to_owned());
        }
    }
    for kind in ["/calendar/meetings/-", "/calendar/most_minutes_a_week", "/designs/0/hours"] {
        assert!(kinds.iter().any(|path| path == kind), "{kind}: {kinds:?}");
    }
}

#[test]
fn nothing_begins_while_what_it_waits_for_has_no_time() {
    let meetings = json!([{"day": "monday", "at": "14:30", "minutes": 75}]);
    let stage = json!([{"id": "a", "name": "A", "workshop_minutes": 360, "support_meetings": 4}]);
    let plan = small(&json!([{"design": "coaching", "hours": 6}]), AUTUMN, &meetings, &stage);
    reviewed(&plan, |review| {
        assert!(review.schedule.sessions.iter().all(|one| one.kind == SessionKind::Design), "a design does not wait");
        let waiting =
            review.schedule.unplaced.iter().filter(|one| one.because.contains("introductory workshop")).count();
        assert_eq!(waiting, 4, "{:?}", review.schedule.unplaced);
    });
}

#[test]
fn patterns_differ_in_what_they_add() {
    let meetings = json!([{"day": "tuesday", "at": "14:00", "minutes": 180}]);
    let kinds = |pattern: &str| {
        let plan = small(
            &json!([{"design": "coaching", "hours": 6}]),
            AUTUMN,
            &meetings,
            &json!([{"id": "a", "pattern": pattern}]),
        );
        reviewed(&plan, |review| {
            let count = |kind| review.schedule.sessions.iter().filter(|one| one.kind == kind).count();
            assert!(review.schedule.unplaced.is_empty() || pattern == "distributed", "{pattern}");
            (count(SessionKind::Workshop), count(SessionKind::OnlineSession), count(SessionKind::SupportMeeting))
        })
    };
    assert_eq!(kinds("single_cycle"), (1, 0, 2));
    assert_eq!(kinds("coaching_cycle"), (1, 0, 1));
    assert_eq!(kinds("weekly_team"), (0, 0, 16), "one in each of the 16 weeks");
    assert_eq!(kinds("distributed"), (2, 6, 5), "a day in two pieces of three hours");
}

#[test]
fn benchmarks_targets_and_goals_are_judged_by_the_plans_own_weeks() {
    let mut plan = example();
    let early = |plan: &Value| {
        reviewed(plan, |review| {
            let found = review.findings.iter().filter(|one| one.id == "plan.judged_too_early");
            found.map(|one| (one.place.clone(), one.found.clone())).collect::<Vec<_>>()
        })
    };
    plan["indicators"][0]["benchmarks"] = json!([{"on": "2026-10-01", "value": 50}, {"on": "2030-01-01", "value": 60}]);
    plan["indicators"][0]["target_on"] = json!("2030-06-01");
    let found = early(&plan);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].0, "/indicators/0/benchmarks/0/on");
    // A goal without an indicator of its own.
    plan["indicators"][0]["benchmarks"] = json!([]);
    plan["goals"][0]["by"] = json!("2026-12-18");
    assert_eq!(early(&plan).iter().map(|one| one.0.as_str()).collect::<Vec<_>>(), ["/goals/0/by"]);
    // The plan's own weeks move the day; the level of evaluation does too.
    let fair = |plan: &Value| reviewed(plan, |review| review.facts.fair_date().unwrap());
    let usual = fair(&plan);
    plan["designs"][0]["weeks"] = json!(60);
    assert!(fair(&plan) > usual);
    plan["designs"][0]["weeks"] = json!(2);
    plan["designs"][1]["weeks"] = json!(2);
    assert!(fair(&plan) < usual);
    reviewed(&plan, |review| {
        let of = |level| review.facts.fair_date_of(level).unwrap();
        assert!(of(backmap::planning::Level::Reactions) < of(backmap::planning::Level::Use));
        assert!(of(backmap::planning::Level::Use) < of(backmap::planning::Level::Students));
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
