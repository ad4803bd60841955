//! The short way to a result, one question a page: which question comes next, and what its buttons keep.

use serde_json::json;

use super::pages::{send, words_of};
use super::pages_plan::fields_on;
use super::server::{Server, html};
use super::support::{ADVISOR, answer};

const JSON: (&str, &str) = ("content-type", "application/json");

/// Presses a button of a question, with an answer to it.
fn press(page: &str, more: &[(&str, &str)], button: &str) -> String {
    let fields = fields_on(page);
    let own: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let own = own.into_iter().filter(|(name, _)| !more.iter().any(|(other, _)| other == name));
    let sent: Vec<(&str, &str)> = own.chain(more.iter().copied()).chain([("way.do", button)]).collect();
    let response = send("/questions", &sent);
    assert_eq!(response.status, 200, "{}", words_of(&response.text()));
    html(&response)
}

fn begin() -> String {
    html(&Server::shared().get("/questions"))
}

/// The question on a page.
fn asked(page: &str) -> String {
    words_of(page.split("<h1>").nth(1).unwrap().split("</h1>").next().unwrap())
}

fn seen(page: &str) -> Vec<String> {
    let fields = fields_on(page);
    let seen = fields.into_iter().find(|(name, _)| name == "way.seen").map_or_else(String::new, |(_, value)| value);
    seen.split(' ').map(str::to_owned).collect()
}

#[test]
fn the_aim_the_result_and_the_facts_come_first_and_then_what_the_service_asks() {
    let page = press(&begin(), &[("aim.need", "Reasons")], "next");
    let page = press(&page, &[("outcome_type", "application")], "next");
    let page = press(&page, &[("setting.team_size", "9")], "next");
    assert_eq!(&seen(&page)[..3], ["aim", "outcome_type", "team"]);
    let body = json!({
        "profile": {"factors": {"outcome_type": "application"}, "setting": {"team_size": 9}}, "samples": 2_000,
    });
    let response = Server::shared().request("POST", "/v1/questions", &[JSON], body.to_string().as_bytes());
    let told: serde_json::Value = serde_json::from_slice(&response.body).unwrap();
    assert_eq!(told["questions"][0]["factor"], *seen(&page).last().unwrap());
    assert!(words_of(&page).contains("Question 4 of about 8"));
}

#[test]
fn a_question_that_is_not_known_loses_its_answer_and_is_not_asked_again() {
    let page = press(&begin(), &[], "skip");
    let page = press(&page, &[("outcome_type", "mastery")], "next");
    let page = press(&page, &[], "skip");
    let factor = seen(&page).last().unwrap().clone();
    let page = press(&page, &[(&factor, "2")], "unknown");
    assert!(!fields_on(&page).iter().any(|(name, _)| *name == factor), "the answer is gone");
    let mut page = press(&page, &[], "skip");
    for _ in 0..5 {
        page = press(&page, &[], "skip");
    }
    let all = seen(&page);
    assert_eq!(all.iter().filter(|id| **id == factor).count(), 1, "{all:?}");
}

#[test]
fn back_shows_the_question_before_with_its_answer_and_keeps_the_rest() {
    let page = press(&begin(), &[("aim.need", "Reasons")], "next");
    let result = asked(&page);
    let page = press(&page, &[("outcome_type", "mastery")], "next");
    let page = press(&page, &[("setting.team_size", "9")], "back");
    assert_eq!(asked(&page), result);
    assert!(page.contains("value=\"mastery\" checked"));
    let kept = fields_on(&page);
    for (name, value) in [("aim.need", "Reasons"), ("setting.team_size", "9")] {
        assert!(kept.contains(&(name.to_owned(), value.to_owned())), "{name}: {kept:?}");
    }
}

#[test]
fn the_questions_stop_and_say_why_with_what_was_skipped() {
    let mut page = press(&begin(), &[], "skip");
    page = press(&page, &[("outcome_type", "awareness")], "next");
    let mut asked_for = 0;
    while seen(&page).last().unwrap() != "end" {
        let id = seen(&page).last().unwrap().clone();
        // A team at the lower end of everything, which says nothing of its size.
        let is_level = id != "team" && id != "learning_preference";
        page = if is_level { press(&page, &[(&id, "2")], "next") } else { press(&page, &[], "skip") };
        asked_for += 1;
        assert!(asked_for < 20, "{:?}", seen(&page));
    }
    let words = words_of(&page);
    assert!(words.contains("See your result") && words.contains("Make it more exact"), "{words}");
    assert!(words.contains("A few facts about the team"), "it was skipped: {words}");
    let again = press(&page, &[], "team");
    assert_eq!(asked(&again), "A few facts about the team");
}

#[test]
fn without_a_factor_answered_there_is_no_way_to_a_result() {
    let page = press(&begin(), &[("aim.need", "Reasons")], "next");
    assert!(!page.contains("formaction=\"/ranking\""));
    let end = html(&send("/questions", &[("way.seen", "aim end")]));
    assert!(!end.contains("formaction=\"/ranking\"") && words_of(&end).contains("at least one question"));
}

#[test]
fn state_from_elsewhere_is_read_as_far_as_it_means_something() {
    for (fields, shown) in [
        (vec![("way.seen", "aim nonsense resources.gold design_experience.sleeping")], "What is this learning for?"),
        (vec![("way.seen", "aim"), ("way.do", "nonsense")], "What is this learning for?"),
        (vec![("way.seen", "outcome_type.mastery"), ("way.unknown", "aim nonsense")], "What kind of result"),
    ] {
        let response = send("/questions", &fields);
        assert_eq!(response.status, 200);
        assert!(asked(&html(&response)).starts_with(shown), "{fields:?}: {}", asked(&html(&response)));
    }
}

#[test]
fn an_invalid_answer_is_told_beside_its_question_and_one_of_another_on_the_page_with_all() {
    let own = send("/questions", &[("way.seen", "team"), ("setting.team_size", "2.5")]);
    assert_eq!(own.status, 422);
    let page = html(&own);
    assert!(page.contains("id=\"f-setting-team_size-fault\"") && page.contains("aria-invalid=\"true\""));
    let other = send("/questions", &[("way.seen", "team"), ("time_available", "9")]);
    assert_eq!((other.status, html(&other).contains("id=\"planner\"")), (422, true));
}

#[test]
fn every_factor_has_a_question_of_its_own_name() {
    let catalogue = ADVISOR.catalogue();
    let kinds = || catalogue.factors.iter().flat_map(|factor| &factor.resources);
    let mut names: Vec<&str> = catalogue.factors.iter().map(|one| one.name.as_str()).collect();
    names.extend(kinds().map(|kind| kind.name.as_str()));
    let mut asks: Vec<&str> = catalogue.factors.iter().map(|one| one.question.as_str()).collect();
    asks.extend(kinds().map(|kind| kind.question.as_str()));
    for list in [&mut names, &mut asks] {
        let all = list.len();
        list.sort_unstable();
        list.dedup();
        assert_eq!(list.len(), all, "{list:?}");
    }
    let change = names.iter().filter(|name| name.to_lowercase().contains("change")).count();
    assert!(change <= 2 && names.iter().filter(|name| name.starts_with("Time")).count() == 1, "{names:?}");
}

#[test]
fn the_first_page_is_short_and_its_example_opens_a_result() {
    let page = html(&Server::shared().get("/"));
    let main = page.split("<main").nth(1).unwrap().split("</main>").next().unwrap();
    assert!(words_of(main).split(' ').count() < 150);
    let fields = fields_on(main);
    let own: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let result = send("/ranking", &own);
    assert_eq!(result.status, 200);
    assert!(words_of(&html(&result)).contains("Grade 4 math team"));
}

#[test]
fn beside_the_form_there_is_no_result_before_the_first_answer() {
    let empty = html(&Server::shared().get("/answers"));
    assert!(!empty.contains("data-first") && words_of(&empty).contains("Answer a question to see a result"));
    let begun = html(&send("/answers", &[("outcome_type", "mastery")]));
    assert!(begun.contains("data-first"));
    let first = answer(&json!({"profile": {"factors": {"outcome_type": "mastery"}}}));
    assert!(begun.contains(first["recommendations"][0]["name"].as_str().unwrap()));
}
