//! The case for and against a choice: never empty, never above its grade, and the design's own.

use std::collections::BTreeSet;

use backmap::advisor::Advisor;
use backmap::catalogue::Files;
use serde_json::{Value, json};

use super::statements::check_statements;
use super::support::{ADVISOR, RENDERED, answer_bytes, file, post};

const CASES: &str = "/v1/cases";

/// Profiles from nothing known to everything known.
pub fn profiles() -> Vec<Value> {
    let examples = ["rural-novices", "low-trust-under-pressure", "stable-demanding-goal"];
    let example =
        |name| serde_json::from_str::<Value>(&file(&format!("examples/{name}.json"))).unwrap()["profile"].take();
    let mut profiles: Vec<Value> = examples.into_iter().map(example).collect();
    let all = |level: f64| {
        let levels = ADVISOR
            .catalogue()
            .factors
            .iter()
            .filter(|factor| factor.levels.len() == 5 && factor.id != "design_experience");
        let mut factors: Value = levels.map(|factor| (factor.id.clone(), json!(level))).collect();
        factors["resources"] =
            json!({"staff": level, "time": level, "materials": level, "technology": level, "funds": level});
        json!({"factors": factors})
    };
    profiles.extend([1.0, 2.5, 3.37, 5.0].map(all));
    profiles.push(json!({"factors": {}}));
    profiles.push(json!({"factors": {"time_available": 1, "outcome_type": {"mastery": 2, "attitude": 1}},
        "setting": {"team_size": 1, "sites": 3, "travel_minutes": 90, "cover_available": false, "single_teacher_of_subject": true}}));
    profiles.push(
        json!({"factors": {"degree_of_change": 5, "design_experience": {"coaching": {"counts": [1, 2, 0, 0, 1]}},
        "resources": {"technology": 1, "staff": 1}}, "setting": {"team_size": 8, "sites": 4, "travel_minutes": 120}}),
    );
    profiles
}

fn case(body: &Value) -> Value {
    post(CASES, body).unwrap_or_else(|problem| panic!("{problem:?} for {body}"))
}

fn designs() -> impl Iterator<Item = &'static backmap::catalogue::Design> {
    ADVISOR.catalogue().designs.iter()
}

fn texts(answer: &Value, list: &str) -> Vec<String> {
    let list = answer[list].as_array().unwrap_or_else(|| panic!("no list {list} in {answer}"));
    list.iter().map(|one| one["statement"]["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_number_of_every_case_is_listed_and_no_case_against_is_empty() {
    let options = [
        json!({}),
        json!({"environments": ["online_static"], "limits": {"hours": 5, "weeks": 2, "people": 2, "cost_usd_per_teacher": 10}}),
    ];
    let mut statements = 0;
    for profile in profiles() {
        for options in &options {
            for design in designs() {
                let answer = case(&json!({"profile": profile, "options": options, "design": design.id}));
                statements += check_statements(&answer);
                assert!(!answer["case_against"].as_array().unwrap().is_empty(), "{}: {profile}", design.id);
                assert!(!answer["case_for"].as_array().unwrap().is_empty(), "{}: {profile}", design.id);
                assert!(answer["studied"].as_array().unwrap().len() == design.evidence.len(), "{}", design.id);
            }
        }
    }
    assert!(statements > 10_000, "only {statements} statements");
}

#[test]
fn the_first_place_is_taken_when_no_design_is_named() {
    for profile in profiles() {
        let ranking: Value =
            serde_json::from_slice(&answer_bytes(json!({"profile": profile}).to_string().as_bytes()).unwrap()).unwrap();
        let Some(first) = ranking["recommendations"].get(0) else { continue };
        let answer = case(&json!({"profile": profile}));
        for (ours, theirs) in [
            ("design", "design"),
            ("environment", "environment"),
            ("variant", "variant"),
            ("place", "rank"),
            ("score", "score"),
            ("interval", "interval"),
        ] {
            assert_eq!(answer[ours], first[theirs], "{ours} for {profile}");
        }
        assert_eq!(answer["verdict"], ranking["first_place"]["verdict"]);
        assert_eq!(answer["verdict_sentence"], ranking["first_place"]["sentence"]);
        assert_eq!(answer["rival"]["design"], ranking["first_place"]["rival"], "{profile}");
        assert_eq!(answer["rival"]["lead"], ranking["first_place"]["lead"], "{profile}");
        assert_eq!(answer["is_first"], true);
    }
}

/// What only a better grade may say.
const STRONG_WORDS: [&str; 6] = [" proves ", " proven ", "shows that", "is certain", "guarantee", "always works"];

#[test]
fn no_sentence_claims_more_than_its_grade() {
    let leads = [
        ("strong", "At least one good trial found this"),
        ("moderate", "Comparisons suggest this"),
        ("promising", "Studies without a firm comparison suggest this"),
        ("judgement", "We judge this"),
        ("unverified", "Reported elsewhere, and we have not read the original"),
    ];
    let grades = &ADVISOR.catalogue().model.grades;
    assert_eq!(
        grades.iter().map(|grade| (grade.id.0.as_str(), grade.lead.as_str())).collect::<Vec<_>>(),
        leads,
        "a changed lead has to be read against the grade's meaning"
    );
    for design in designs() {
        let answer = case(&json!({"profile": {"factors": {}}, "design": design.id}));
        for (one, evidence) in answer["studied"].as_array().unwrap().iter().zip(&design.evidence) {
            let text = one["statement"]["text"].as_str().unwrap();
            assert_eq!(one["statement"]["grade"], evidence.grade.0.as_str(), "{text}");
            let lead = leads.iter().find(|(grade, _)| *grade == evidence.grade.0).unwrap().1;
            let nothing = "We found no study that shows whether it works";
            let begins = if one["direction"] == "unknown" { nothing } else { lead };
            assert!(text.starts_with(&format!("{begins}: ")), "{}: {text}", evidence.grade.0);
        }
        let told = texts(&answer, "studied").into_iter().chain(texts(&answer, "case_for"));
        for text in told {
            assert!(STRONG_WORDS.iter().all(|word| !text.contains(word)), "{text}");
        }
    }
}

/// Each statement that carries a grade begins no bolder than the grade, wherever it stands.
#[test]
fn a_graded_sentence_carries_no_lead_of_a_better_grade() {
    fn walk(value: &Value, seen: &mut usize) {
        match value {
            Value::Object(fields) if fields.contains_key("numbers") => {
                let grades = &ADVISOR.catalogue().model.grades;
                let text = fields["text"].as_str().unwrap();
                let rank = |id: &str| grades.iter().position(|grade| grade.id.0 == id).unwrap();
                for grade in grades.iter().filter(|grade| text.contains(&format!("{}: ", grade.lead))) {
                    *seen += 1;
                    let given = fields["grade"].as_str().unwrap_or_else(|| panic!("no grade: {text}"));
                    assert!(rank(&grade.id.0) >= rank(given), "{given}: {text}");
                }
                let judged = text.starts_with("We judge");
                assert!(!judged || fields["grade"] == "judgement", "{text}");
            }
            Value::Object(fields) => fields.values().for_each(|value| walk(value, seen)),
            Value::Array(items) => items.iter().for_each(|value| walk(value, seen)),
            _ => {}
        }
    }
    let mut seen = 0;
    for profile in profiles() {
        for design in designs() {
            walk(&case(&json!({"profile": profile, "design": design.id})), &mut seen);
        }
    }
    assert!(seen > 1_000, "only {seen} leads");
}

#[test]
fn findings_of_nothing_and_of_harm_stand_in_every_case_against() {
    for design in designs() {
        let answer = case(&json!({"profile": {"factors": {}}, "design": design.id}));
        let against = texts(&answer, "case_against").join("\n");
        for evidence in &design.evidence {
            let told = against.contains(&evidence.finding[1..]);
            let positive = evidence.direction == backmap::catalogue::Direction::Positive;
            assert_eq!(told, !positive, "{}: {}", design.id, evidence.finding);
        }
    }
    for (design, part) in [
        ("lesson_study", "large English trial found no gain for students"),
        ("coaching", "62 h of coaching to an institute gave no significant extra gain"),
        ("reading_research", "gave students no extra progress"),
        ("walk_throughs", "was associated with lower growth"),
    ] {
        let answer = case(&json!({"profile": profiles()[0], "design": design}));
        assert!(texts(&answer, "case_against").iter().any(|text| text.contains(part)), "{design}: {part}");
    }
}

#[test]
fn failures_and_ingredients_are_those_of_the_design() {
    for design in designs() {
        let answer = case(&json!({"profile": profiles()[1], "design": design.id}));
        let failures: Vec<(&str, &str)> = answer["fails_elsewhere"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| (one["how"].as_str().unwrap(), one["because"].as_str().unwrap()))
            .collect();
        assert_eq!(
            failures,
            design.failures.iter().map(|one| (one.how.as_str(), one.because.as_str())).collect::<Vec<_>>()
        );
        for (list, keep) in [("must_not_be_cut", true), ("may_be_adapted", false)] {
            let ours: Vec<&str> =
                design.ingredients.iter().filter(|one| one.keep == keep).map(|one| one.what.as_str()).collect();
            assert_eq!(answer[list], json!(ours), "{}", design.id);
        }
    }
}

#[test]
fn an_answer_makes_a_failure_likely_and_its_absence_leaves_it_unknown() {
    let rows = [
        (json!({"risk_taking_culture": 1}), "likely", "trust is low"),
        (json!({"risk_taking_culture": 2.5}), "likely", "the bound counts"),
        (json!({"risk_taking_culture": 3}), "open", "the middle tells nothing"),
        (json!({"risk_taking_culture": 5}), "less_likely", "trust is high"),
        (json!({}), "not_known", "nobody answered"),
    ];
    for (factors, expected, why) in rows {
        let answer = case(&json!({"profile": {"factors": factors}, "design": "lesson_study"}));
        let judged = &answer["fails_elsewhere"][1];
        assert_eq!(judged["how"], "Observers judge the teacher");
        assert_eq!(judged["likelihood"], expected, "{why}: {judged}");
    }
    let untied = case(&json!({"profile": {"factors": {}}, "design": "coaching"}));
    assert_eq!(untied["fails_elsewhere"][1]["likelihood"], "not_tied");
}

#[test]
fn studies_are_held_against_where_the_team_works() {
    let here = json!({"country": "england", "phase": "elementary", "subject": "mathematics"});
    let body = |design, size: u32| json!({"profile": {"factors": {}, "setting": {"team_size": size}}, "design": design, "here": here});
    let rows = [
        (
            "lesson_study",
            0,
            json!({"country": "not_known", "phase": "not_known", "subject": "same", "scale": "not_known"}),
            "a kit on fractions, no country stated",
        ),
        (
            "lesson_study",
            1,
            json!({"country": "same", "phase": "not_known", "subject": "not_known", "scale": "other"}),
            "a large English trial",
        ),
        (
            "coaching",
            0,
            json!({"country": "not_known", "phase": "same", "subject": "other", "scale": "not_known"}),
            "preschool and elementary takes elementary in",
        ),
        (
            "courses",
            2,
            json!({"country": "not_known", "phase": "not_known", "subject": "same", "scale": "not_known"}),
            "STEM takes mathematics in",
        ),
        (
            "socratic_seminars",
            0,
            json!({"country": "not_known", "phase": "not_known", "subject": "not_known", "scale": "not_known"}),
            "nothing was studied",
        ),
    ];
    for (design, at, expected, why) in rows {
        let answer = case(&body(design, 6));
        assert_eq!(answer["studied"][at]["distance"], expected, "{design}: {why}");
    }
    assert_eq!(case(&body("lesson_study", 250))["studied"][1]["distance"]["scale"], "same", "a large team");
    let seminars = case(&body("socratic_seminars", 6));
    assert_eq!(seminars["studied"][0]["distance_statement"]["text"], "There is no study to compare with this team.");
    let coaching = case(&body("coaching", 6));
    assert_eq!(
        coaching["studied"][0]["distance_statement"]["text"],
        "The school level studied is mostly the same as here (preschool and elementary school). The subject studied is mostly \
         different from here (literacy). We do not know whether the country and scale are the same as here."
    );
    let elsewhere =
        json!({"profile": {"factors": {}}, "design": "lesson_study", "here": {"country": "other", "subject": "other"}});
    let answer = case(&elsewhere);
    assert_eq!(answer["studied"][1]["distance"]["country"], "other", "a country without a word of its own");
    assert_eq!(answer["studied"][0]["distance"]["subject"], "other", "a subject without a word of its own");
}

/// Where something was studied is told and never scored.
#[test]
fn tags_of_studies_and_signs_of_failures_change_no_recommendation() {
    let mut files = Files::embedded();
    let texts: Vec<(String, String)> = files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
    let mut taken = 0;
    for (path, text) in texts.iter().filter(|(path, _)| path.starts_with("designs/")) {
        let tagged = |line: &&str| line.starts_with("where_studied = ") || line.starts_with("signs = ");
        taken += text.lines().filter(tagged).count();
        let plain: Vec<&str> = text.lines().filter(|line| !tagged(line)).collect();
        files = files.with(path, Some(&plain.join("\n")));
    }
    assert!(taken > 60, "only {taken} lines");
    let untagged = Advisor::new(&files).unwrap_or_else(|faults| panic!("{faults}"));
    let rendered = backmap::wire::Rendered::new(&untagged);
    for profile in profiles() {
        let body = json!({"profile": profile, "options": {"explain": "full"}}).to_string();
        let answer = |advisor: &Advisor, rendered: &backmap::wire::Rendered| -> Value {
            let mut answer: Value = serde_json::from_slice(
                &(backmap::wire::OPERATIONS[0].answer)(advisor, rendered, body.as_bytes()).unwrap(),
            )
            .unwrap();
            answer["provenance"]["catalogue_digest"].take();
            answer
        };
        assert_eq!(answer(&ADVISOR, &RENDERED), answer(&untagged, &rendered), "{profile}");
    }
}

#[test]
fn the_dip_and_the_time_until_results_count_grow_with_what_has_to_change() {
    let asked = |factors: Value| {
        case(&json!({"profile": {"factors": factors}, "design": "coaching", "starts_on": "2026-08-31"}))
    };
    let small = asked(json!({"degree_of_change": 1, "design_experience": {"coaching": 5}, "sustained_support": 5}));
    let large = asked(json!({"degree_of_change": 5, "design_experience": {"coaching": 1}, "sustained_support": 1}));
    assert_eq!((&small["dip"]["depth"], &large["dip"]["depth"]), (&json!("slight"), &json!("deep")));
    // 30 weeks that are usual and 12 to settle; 24 for the change and 8 for a first run.
    assert_eq!(
        (&small["earliest_fair_judgement"]["weeks"], &large["earliest_fair_judgement"]["weeks"]),
        (&json!(42), &json!(74))
    );
    assert_eq!(small["earliest_fair_judgement"]["not_before"], "2027-06-21");
    assert_eq!(large["earliest_fair_judgement"]["not_before"], "2028-01-31");
    for (answer, name) in [(&small, "small"), (&large, "large")] {
        let fair = &answer["earliest_fair_judgement"];
        let sum: f64 =
            fair["parts"].as_array().unwrap().iter().map(|part| part["numbers"][0]["value"].as_f64().unwrap()).sum();
        assert_eq!(sum, fair["weeks"].as_f64().unwrap(), "{name}: the parts add up");
        assert_eq!(fair["statement"]["grade"], "judgement");
        assert!(fair["look_at"].as_array().unwrap().len() > 4);
    }
    let open = case(&json!({"profile": {"factors": {}}, "design": "coaching"}));
    assert_eq!(open["earliest_fair_judgement"]["not_before"], Value::Null, "no start, no date");
    let told: BTreeSet<&str> =
        open["dip"]["because"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert!(told.iter().all(|text| text.contains("a typical answer")), "{told:?}");
    let late = case(&json!({"profile": {"factors": {}}, "design": "coaching", "starts_on": "9999-12-01"}));
    assert_eq!(late["earliest_fair_judgement"]["not_before"], Value::Null, "there is no such date");
}

#[test]
fn what_cannot_run_or_is_left_out_has_a_case_with_that_against_it() {
    let rows = [
        (
            json!({"profile": {"factors": {"resources": {"staff": 1}}}, "design": "coaching"}),
            "cannot_run",
            "a requirement",
        ),
        (
            json!({"profile": {"factors": {}}, "options": {"exclude": ["coaching"]}, "design": "coaching"}),
            "left_out",
            "excluded",
        ),
        (
            json!({"profile": {"factors": {}}, "options": {"environments": ["online_static"]}, "design": "coaching"}),
            "left_out",
            "no allowed environment",
        ),
        (
            json!({"profile": {"factors": {}}, "options": {"limits": {"weeks": 1}}, "design": "coaching"}),
            "cannot_run",
            "a limit",
        ),
        (
            json!({"profile": {"factors": {}, "setting": {"team_size": 3}}, "design": "instructional_rounds"}),
            "cannot_run",
            "the setting",
        ),
    ];
    for (body, kind, why) in rows {
        let answer = case(&body);
        assert_eq!(answer["place"], Value::Null, "{why}");
        assert_eq!(answer["is_first"], false, "{why}");
        assert_eq!(answer["case_against"][0]["kind"], kind, "{why}: {}", answer["case_against"][0]);
    }
}
