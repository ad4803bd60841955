//! What a plan costs: published figures, reckonings from rates, sums, years, budget and coaches.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::plans::{example, reviewed};
use super::support::{ADVISOR, post};

const PARTS: [&str; 3] = ["low", "typical", "high"];

fn resources(plan: &Value) -> Value {
    post("/v1/plans/resources", plan).unwrap_or_else(|problem| panic!("{problem:?}"))
}

/// A plan of these designs for four teachers, without stages or prices.
fn plan_of(designs: &[(&str, f64)]) -> Value {
    let mut plan = example();
    let chosen = designs.iter().enumerate().map(|(at, (design, hours))| {
        json!({"id": format!("d{at}"), "design": design, "environment": "in_person", "hours": hours})
    });
    plan["designs"] = chosen.collect();
    plan["stages"] = json!([]);
    plan["people"] = json!({"teachers": 4});
    plan["prices"] = json!({});
    plan
}

/// Whether an amount is as expected; answers are rounded to cents.
fn near(value: &Value, expected: f64) -> bool {
    within(value, expected, 0.006)
}

fn within(value: &Value, expected: f64, cents: f64) -> bool {
    value.as_f64().is_some_and(|value| (value - expected).abs() <= cents)
}

fn assert_range(range: &Value, expected: [f64; 3], what: &str) {
    for (part, expected) in PARTS.into_iter().zip(expected) {
        assert!(near(&range[part], expected), "{what}: {part} of {range}, expected {expected}");
    }
}

#[test]
fn a_reckoned_cost_is_hours_days_and_materials_by_hand() {
    let answer = resources(&plan_of(&[("lesson_study", 40.0)]));
    let line = &answer["lines"][0];
    assert_eq!(line["cost"]["kind"], "reckoned");
    assert_eq!(line["cost"]["grade"], "judgement");
    // A facilitator is there in 0.15 (0 to 0.4) of 40 h, prepares 0.5 (0.25 to 1) h for each and serves 5 teachers: in
    // days of 6 h, at 300, 900 and 2,000. Substitutes: 3, 8 and 15 h, at 110, 160 and 250 a day. Materials: 10, 40, 150.
    let facilitator = [0.0, 40.0 * 0.15 * 1.5 / 5.0 / 6.0 * 900.0, 40.0 * 0.4 * 2.0 / 5.0 / 6.0 * 2000.0];
    let substitutes = [3.0 / 6.0 * 110.0, 8.0 / 6.0 * 160.0, 15.0 / 6.0 * 250.0];
    let all = [0, 1, 2].map(|at| facilitator[at] + substitutes[at] + [10.0, 40.0, 150.0][at]);
    let outside = line["cost"]["parts"].as_array().unwrap().iter().find(|part| part["what"] == "outside_hours");
    assert!(outside.is_none(), "every meeting of the example is in the working day");
    assert_range(&line["cost"]["amount"], all, "one teacher");
    assert_range(&answer["total"]["cash"], all.map(|each| each * 4.0), "four teachers");
    assert_range(&answer["total"]["paid_hours"], [160.0; 3], "time that is already paid");
    assert_range(&answer["total"]["paid_worth"], [160.0 * 30.0, 160.0 * 45.0, 160.0 * 65.0], "its worth");
}

#[test]
fn a_published_figure_comes_first_until_the_district_sets_its_own_price() {
    let mut plan = plan_of(&[("coaching", 15.0)]);
    let line = |plan: &Value| resources(plan)["lines"][0].clone();
    let published = line(&plan);
    assert_eq!(published["cost"]["kind"], "published");
    assert_range(&published["cost"]["amount"], [3260.0, 4240.0, 5220.0], "as published");
    plan["prices"] = json!({"cover_day": 100});
    assert_eq!(line(&plan)["cost"]["kind"], "published", "a substitute's price says nothing of the coach");
    plan["prices"] = json!({"cover_day": 100, "coach_hour": 60});
    let own = line(&plan);
    assert_eq!(own["cost"]["kind"], "reckoned");
    // 15 h with 0.25, 0.5 or 1 h of preparation each, at 60; 0, 6 or 15 h of substitutes, at 100 a day of 6 h.
    let expected = [15.0 * 1.25 * 60.0, 15.0 * 1.5 * 60.0 + 100.0, 15.0 * 2.0 * 60.0 + 250.0];
    assert_range(&own["cost"]["amount"], expected, "at the district's prices");
    plan["prices"] = json!({"cover_day": 0, "coach_salary": 90000, "teachers_per_coach": 18});
    assert_range(&line(&plan)["cost"]["amount"], [5000.0; 3], "a salary over the teachers of one coach");
}

#[test]
fn every_design_has_a_cost_and_says_where_it_comes_from() {
    for design in &ADVISOR.catalogue().designs {
        let answer = resources(&plan_of(&[(&design.id, 12.0)]));
        let cost = &answer["lines"][0]["cost"];
        let is_published = design.id == "coaching";
        assert_eq!(cost["kind"], if is_published { "published" } else { "reckoned" }, "{}", design.id);
        assert!(!cost["rationale"].as_str().unwrap().is_empty());
        let free = matches!(design.id.as_str(), "walk_throughs");
        assert_eq!(cost["amount"]["typical"] == 0.0, free, "{}: {cost}", design.id);
    }
}

#[test]
fn hours_outside_the_working_day_cost_money_and_the_others_time() {
    let mut plan = plan_of(&[("discussion_groups", 12.0)]);
    plan["prices"] = json!({"teacher_hour": 50, "facilitator_day": 0});
    let inside = resources(&plan);
    assert_range(&inside["per_teacher"]["paid_hours"], [12.0; 3], "all in the working day");
    plan["calendar"]["meetings"] = json!([{"day": "wednesday", "at": "16:30", "minutes": 120}]);
    let outside = resources(&plan);
    assert_range(&outside["per_teacher"]["paid_hours"], [0.0; 3], "all after school");
    for part in PARTS {
        let more = outside["per_teacher"]["cash"][part].as_f64().unwrap()
            - inside["per_teacher"]["cash"][part].as_f64().unwrap();
        assert!((more - 600.0).abs() < 1e-6, "12 h at 50 more, found {more}");
    }
}

#[test]
fn the_years_of_a_plan_sum_up_to_its_cost() {
    let mut plan = plan_of(&[("lesson_study", 40.0), ("coaching", 20.0), ("walk_throughs", 3.0)]);
    plan["calendar"]["from"] = json!("2027-03-01");
    plan["calendar"]["until"] = json!("2028-05-31");
    let answer = resources(&plan);
    let years = answer["years"].as_array().unwrap();
    let names: Vec<&str> = years.iter().map(|year| year["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["2026–27", "2027–28"]);
    assert_eq!((&years[0]["from"], &years[0]["until"]), (&json!("2026-07-01"), &json!("2027-06-30")));
    for part in PARTS {
        let sum: f64 = years.iter().map(|year| year["cash"][part].as_f64().unwrap()).sum();
        assert!(within(&answer["total"]["cash"][part], sum, 0.02), "{part}: {sum}");
    }
    // Without times to meet, no session has a date beyond the weeks of the calendar, and the sums still agree.
    plan["calendar"] = json!({});
    assert_eq!(resources(&plan)["years"], json!([]), "no dates, no years");
}

#[test]
fn the_budget_stands_beside_the_cost() {
    let mut plan = plan_of(&[("coaching", 20.0)]);
    let ids = |plan: &Value| {
        reviewed(plan, |review| {
            let about = review.findings.iter().filter(|one| one.id == "plan.over_budget");
            about.map(|one| (one.severity.id(), one.found.clone())).collect::<Vec<_>>()
        })
    };
    // 4 teachers at 3,260, 4,240 and 5,220 each.
    for (budget, severity) in [(10_000, Some("error")), (15_000, Some("warning")), (16_960, None), (30_000, None)] {
        plan["prices"] = json!({"budget": budget});
        let found = ids(&plan);
        assert_eq!(found.first().map(|(severity, _)| *severity), severity, "{budget}: {found:?}");
        assert_range(
            &resources(&plan)["budget"]["gap"],
            [13_040.0, 16_960.0, 20_880.0].map(|all| all - f64::from(budget)),
            "the gap",
        );
    }
    plan["prices"] = json!({"budget": 10_000});
    let (_, words) = ids(&plan).remove(0);
    assert!(words.contains("$3,040") && words.contains("2 teachers"), "{words}");
    let answer = resources(&plan);
    assert_eq!(answer["budget"]["pays_for"], 2);
    let other = answer["otherwise"].as_array().unwrap();
    assert!(other.len() <= 3 && other.last().unwrap()["design"].is_null(), "{other:?}");
    let cheaper = other.iter().filter_map(|one| one["per_teacher"]["typical"].as_f64());
    assert!(cheaper.clone().count() > 0 && cheaper.clone().all(|each| each < 4_240.0 * 0.9), "{other:?}");
}

#[test]
fn other_designs_are_named_in_the_order_of_the_ranking() {
    let plan = example();
    let ranking = post("/v1/recommendations", &json!({"profile": plan["profile"]})).unwrap();
    let ranking = ranking["recommendations"].as_array().unwrap();
    let rank = |id: &Value| ranking.iter().position(|one| one["design"] == *id).expect("a feasible design");
    let answer = resources(&plan);
    let others: Vec<usize> = answer["otherwise"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|one| !one["design"].is_null())
        .map(|one| rank(&one["design"]))
        .collect();
    assert!(!others.is_empty() && others.is_sorted(), "{others:?}");
}

#[test]
fn six_hundred_teachers_need_more_than_six_coaches() {
    let mut plan = plan_of(&[("coaching", 20.0)]);
    let found = |plan: &Value| {
        reviewed(plan, |review| {
            review.findings.iter().find(|one| one.id == "plan.too_few_coaches").map(|one| one.found.clone())
        })
    };
    plan["people"] = json!({"teachers": 600, "coaches": 6});
    let words = found(&plan).expect("a hundred teachers for a coach");
    assert!(
        words.contains("6 coaches for 600 teachers") && words.contains("30 full-time coaches (20 to 50)"),
        "{words}"
    );
    let coaches = &resources(&plan)["coaches"];
    assert_range(&coaches["needed"], [20.0, 30.0, 50.0], "one for 30, 20 and 12 teachers");
    plan["people"]["coaches"] = json!(20);
    assert_eq!(found(&plan), None, "enough at the fullest load");
    plan["people"]["coaches"] = json!(6);
    plan["prices"] = json!({"teachers_per_coach": 100});
    assert_eq!(found(&plan), None, "the district sets its own ratio");
    plan["people"] = json!({"coaches": 6});
    plan["prices"] = json!({});
    plan["profile"]["setting"]["program_teachers"] = json!(600);
    assert!(found(&plan).is_some(), "the size of the program counts where the plan names none");
    plan["designs"][0]["design"] = json!("walk_throughs");
    assert_eq!(found(&plan), None, "no coach is needed");
}

#[test]
fn a_cost_for_each_student_needs_their_number() {
    let mut plan = plan_of(&[("coaching", 20.0)]);
    assert_eq!(resources(&plan)["cash_per_student"], Value::Null);
    plan["people"]["students"] = json!(100);
    assert_range(&resources(&plan)["cash_per_student"], [130.4, 169.6, 208.8], "four teachers over a hundred");
    plan["people"]["students"] = json!(0);
    assert_eq!(resources(&plan)["cash_per_student"], Value::Null);
}

#[test]
fn dollars_are_not_mixed_with_another_currency() {
    let mut plan = plan_of(&[("coaching", 20.0)]);
    plan["prices"] = json!({"currency": "EUR"});
    let answer = resources(&plan);
    assert_range(&answer["per_teacher"]["cash"], [0.0; 3], "no price is known in euros");
    let unknown = answer["unknown"].to_string();
    assert!(unknown.contains("a coach’s hour in EUR") && unknown.contains("substitute coverage in EUR"), "{unknown}");
    plan["prices"] = json!({"currency": "EUR", "coach_hour": 50, "cover_day": 200});
    let answer = resources(&plan);
    assert!(near(&answer["per_teacher"]["cash"]["typical"], 20.0 * 1.5 * 50.0 + 200.0), "{answer}");
    plan["prices"] = json!({"currency": "usd"});
    assert_eq!(resources(&plan)["lines"][0]["cost"]["kind"], "published");
}

#[test]
fn without_a_number_of_teachers_there_are_no_totals() {
    let mut plan = plan_of(&[("coaching", 20.0)]);
    plan["people"] = json!({});
    plan["profile"]["setting"].as_object_mut().unwrap().remove("team_size");
    let answer = resources(&plan);
    assert_eq!((&answer["total"], &answer["spending"], &answer["years"]), (&Value::Null, &json!([]), &json!([])));
    assert!(answer["unknown"][0].as_str().unwrap().contains("number of teachers"));
}

/// The prices of a plan, and the parts of a cost that each changes.
const PRICES: [&str; 8] = [
    "cover_day",
    "teacher_hour",
    "coach_hour",
    "coach_salary",
    "facilitator_day",
    "course_fee",
    "conference_day",
    "materials",
];

fn cash(line: &Value) -> [f64; 3] {
    PARTS.map(|part| line["cost"]["amount"][part].as_f64().unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn sums_are_the_lines_ranges_are_ordered_and_a_price_changes_its_lines_only(
        chosen in proptest::sample::subsequence((0..25_usize).collect::<Vec<_>>(), 1..4),
        hours in 1_u32..60,
        teachers in 1_u32..80,
        price in proptest::sample::select(PRICES.to_vec()),
    ) {
        let designs = &ADVISOR.catalogue().designs;
        let named: Vec<(&str, f64)> = chosen.iter().map(|at| (designs[*at].id.as_str(), f64::from(hours))).collect();
        let mut plan = plan_of(&named);
        for design in plan["designs"].as_array_mut().unwrap() {
            design.as_object_mut().unwrap().remove("environment");
        }
        plan["people"]["teachers"] = json!(teachers);
        let before = resources(&plan);
        let lines = before["lines"].as_array().unwrap();
        for part in PARTS {
            let sum: f64 = lines.iter().map(|line| line["cost"]["amount"][part].as_f64().unwrap()).sum();
            prop_assert!(within(&before["per_teacher"]["cash"][part], sum, 0.05));
            prop_assert!(within(&before["total"]["cash"][part], sum * f64::from(teachers), 0.02 * f64::from(teachers)));
            let spent: f64 = before["spending"].as_array().unwrap().iter().map(|one| one["amount"][part].as_f64().unwrap()).sum();
            prop_assert!(within(&before["total"]["cash"][part], spent, 0.05));
        }
        for line in lines {
            let [low, typical, high] = cash(line);
            prop_assert!(0.0 <= low && low <= typical && typical <= high, "{line}");
        }
        plan["prices"] = json!({ price: 77_777 });
        let after = resources(&plan);
        for (line, changed) in lines.iter().zip(after["lines"].as_array().unwrap()) {
            let design = designs.iter().find(|design| design.name == line["what"]).unwrap();
            let uses_it = changed["cost"]["parts"].as_array().unwrap().iter().any(|part| part["how"].to_string().contains("77,777"));
            prop_assert_eq!(cash(line) != cash(changed), uses_it, "{} and {}", design.id, price);
        }
    }
}
