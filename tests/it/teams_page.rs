//! The page for many teams: its content without JavaScript, and the elements that its scripts need.

use std::collections::BTreeSet;

use super::server::Server;
use super::support::file;

const SCRIPTS: [&str; 10] =
    ["answers", "columns", "kit", "measures", "rank", "records", "sides", "table", "teams", "ways"];

/// All scripts of the page as one text.
fn scripts() -> String {
    SCRIPTS.map(script).concat()
}

fn page() -> String {
    let response = Server::shared().get("/teams");
    assert_eq!(response.status, 200, "{}", response.text());
    response.text()
}

fn script(name: &str) -> String {
    file(&format!("src/pages/assets/{name}.js"))
}

/// Returns the texts between each `begin` and the next `end`.
fn between<'a>(text: &'a str, begin: &str, end: char) -> BTreeSet<&'a str> {
    text.split(begin).skip(1).filter_map(|rest| rest.split(end).next()).collect()
}

#[test]
fn without_a_script_the_page_names_the_commands_that_do_the_same() {
    let page = page();
    for command in ["backmap batch", "backmap import"] {
        assert!(page.contains(&format!("<code>{command}</code>")), "{command} is not named");
    }
}

#[test]
fn its_scripts_are_served_and_none_stands_in_the_page() {
    let page = page();
    assert!(!page.contains("<script>") && !page.contains(" style=") && !page.contains(" onclick="));
    for name in SCRIPTS {
        let response = Server::shared().get(&format!("/assets/{name}.js"));
        assert_eq!(response.header("content-type"), Some("text/javascript; charset=utf-8"), "{name}");
        assert_eq!(response.text(), script(name), "{name}");
    }
}

#[test]
fn every_word_that_its_script_says_stands_in_the_page() {
    let page = page();
    let words = between(&page, "<data value=\"", '"');
    let script = scripts();
    let said = between(&script, "say(\"", '"');
    assert!(said.len() > 15, "{said:?}");
    let reasons = ["chosen", "own_words", "alike", "heading", "perhaps", "unlike", "added", "person"];
    for key in said.into_iter().chain(reasons).chain(["count", "count_stopped", "blocked", "blocked_none"]) {
        assert!(words.contains(key), "nothing says {key}");
    }
}

#[test]
fn every_place_that_its_script_fills_stands_in_the_page() {
    let page = page();
    let script = scripts();
    for id in between(&script, "byId(\"", '"').into_iter().chain(between(&script, "show(\"", '"')) {
        assert!(page.contains(&format!("id=\"{id}\"")), "there is no {id}");
    }
    for cell in between(&script, "cell(\"", '"') {
        assert!(page.contains(&format!("data-cell=\"{cell}\"")), "there is no cell {cell}");
    }
}

#[test]
fn a_column_may_become_anything_that_a_question_asks() {
    let page = page();
    for path in ["team", "unused", "perceived_need", "resources.staff", "design_experience.lesson_study"] {
        assert!(page.contains(&format!("<option value=\"{path}\">")), "{path} cannot be chosen");
    }
    for factor in &super::support::ADVISOR.catalogue().factors {
        let whole = format!("<option value=\"{}\">", factor.id);
        let part = format!("<option value=\"{}.", factor.id);
        let asked = page.contains(&whole) || page.contains(&part);
        assert_eq!(asked, !factor.survey.is_empty(), "{}", factor.id);
    }
}
