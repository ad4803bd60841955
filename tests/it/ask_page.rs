//! "Ask your teachers": files of the questionnaire, links, and a short form whose answers come back as a file.

use std::collections::BTreeSet;

use serde_json::Value;

use super::server::{Response, Server, html};
use super::support::ADVISOR;

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

fn send(path: &str, body: &str) -> Response {
    Server::shared().request("POST", path, &[FORM], body.as_bytes())
}

/// Returns the names of the questions of the short form, in order.
fn names(page: &str) -> Vec<String> {
    let mut names: Vec<String> = page
        .split("name=\"ask.question.")
        .skip(1)
        .map(|rest| format!("ask.question.{}", rest.split('"').next().unwrap()))
        .collect();
    names.dedup();
    names
}

#[test]
fn each_file_of_the_questionnaire_names_the_teams_and_the_content() {
    for (format, file) in [
        ("markdown", "questionnaire.md"),
        ("google-forms", "questionnaire.gs"),
        ("microsoft-forms", "questionnaire-forms.txt"),
        ("qualtrics", "questionnaire-qualtrics.txt"),
        ("csv", "questionnaire.csv"),
    ] {
        let body = format!("ask.teams=Grade+3%0D%0AGrade+4%0D%0Agrade+3&ask.content=number+talks&ask.format={format}");
        let response = send("/ask", &body);
        let text = response.text();
        assert_eq!(response.header("content-disposition"), Some(&*format!("attachment; filename=\"{file}\"")));
        assert!(text.contains("Grade 3") && text.contains("Grade 4") && !text.contains("grade 3"), "{format}");
        assert!(format == "csv" || text.contains("number talks"), "{format}");
        let full = send("/ask", &format!("ask.length=full&ask.format={format}")).text();
        assert!(full.len() > text.len(), "{format}");
    }
    assert_eq!(send("/ask", "ask.format=exe").status, 200, "an unknown format is no file");
}

#[test]
fn each_team_gets_a_link_with_its_name_behind_the_hash() {
    let page = html(&send("/ask", "ask.teams=Grade+3%0AA+%26+%22B%22&ask.content=number+talks"));
    assert!(page.contains("href=\"/ask/form#ask.team=Grade+3&amp;ask.content=number+talks\""), "{page}");
    assert!(page.contains("href=\"/ask/form#ask.team=A+%26+%22B%22&amp;"));
}

#[test]
fn the_short_form_asks_at_most_twelve_questions_and_the_most_useful_first() {
    let page = html(&send("/ask/form", "ask.team=Grade+4"));
    let names = names(&page);
    assert!((8..=12).contains(&names.len()), "{names:?}");
    assert!(page.contains("value=\"Grade 4\""));
    let found = super::support::post("/v1/questions", &serde_json::json!({"profile": {"factors": {}}})).unwrap();
    let order: Vec<&str> =
        found["questions"].as_array().unwrap().iter().filter_map(|one| one["factor"].as_str()).collect();
    let place = |name: &String| {
        let id = name.trim_start_matches("ask.question.");
        order.iter().position(|factor| id.starts_with(factor.split('.').next().unwrap())).unwrap_or(order.len())
    };
    let places: Vec<usize> = names.iter().map(place).collect();
    assert!(places.is_sorted(), "{names:?} {order:?}");
}

#[test]
fn its_answers_are_a_row_that_the_import_reads_without_a_change() {
    let page = html(&send("/ask/form", ""));
    let names = names(&page);
    let answers = |team: &str| {
        let given: String = names.iter().map(|name| format!("&{name}=0")).collect();
        send("/ask/answers.csv", &format!("ask.response=abc&ask.team={team}{given}"))
    };
    let one = answers("Grade+4");
    assert_eq!(one.header("content-disposition"), Some("attachment; filename=\"my-answers.csv\""));
    let text = one.text();
    let (head, row) = text.split_once('\n').unwrap();
    assert!(row.starts_with("\"abc\",\"Grade 4\",\""), "{text}");
    // What the page of many teams does with many of them: one table without the column that names the response.
    let cut = |line: &str| line.split_once(',').unwrap().1.trim_end().to_owned();
    let table = [vec![cut(head)], vec![cut(row); 10]].concat().join("\n");
    let file = backmap::imports::File { name: "answers.csv", bytes: table.as_bytes() };
    let settings = backmap::imports::ImportSettings::read(None, None, None, None).unwrap();
    let proposed = backmap::imports::propose(&ADVISOR, file, &settings, &Default::default()).unwrap();
    let mapping: Value = serde_json::from_slice(&proposed.json(&ADVISOR)).unwrap();
    for column in mapping["columns"].as_array().unwrap() {
        assert_eq!(column["why"], "own_words", "{column}");
    }
    let mapping = mapping["mapping"].as_str().unwrap();
    let mapping = backmap::imports::File { name: "mapping.toml", bytes: mapping.as_bytes() };
    let input = backmap::imports::ImportInput {
        file,
        mapping: Some(mapping),
        agreed: None,
        roster: None,
        join: None,
        settings: &settings,
    };
    let teams = backmap::imports::import(&ADVISOR, &input).unwrap();
    assert_eq!(teams.profiles.len(), 1);
    assert!(teams.report.unwrap().teams[0].known >= 7);
}

#[test]
fn answers_are_shown_to_be_copied_and_never_become_markup_or_a_formula() {
    let hostile = "ask.team=%3D1%2B1%3Cb%3E&ask.question.perceived_need_1=99&ask.response=x";
    let page = html(&send("/ask/form", hostile));
    assert!(
        page.contains("readonly") && page.contains("&quot;'=1+1&lt;b&gt;&quot;") && !page.contains("<b>"),
        "{page}"
    );
}

#[test]
fn two_responses_have_different_names_and_one_keeps_its_own() {
    let name = |page: &str| page.split("name=\"ask.response\" value=\"").nth(1).unwrap()[..32].to_owned();
    // Three, because the service keeps pages that are the same for everybody.
    for path in ["/ask/form", "/ask/answers.csv"] {
        let names: BTreeSet<String> = (0..3).map(|_| name(&html(&Server::shared().get(path)))).collect();
        assert_eq!(names.len(), 3, "{path}");
    }
    let own = "0123456789abcdef0123456789abcdef";
    assert_eq!(name(&html(&send("/ask/form", &format!("ask.response={own}")))), own);
}
