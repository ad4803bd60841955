//! The planner's pages over HTTP: submitted forms and rendered pages.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use backmap::advisor::Options;
use backmap::catalogue::{EnvironmentIndex, Profile};
use backmap::pages::{ASSETS, Words, views};
use backmap::scoring::Limits;
use backmap::wire::{Request, fields_of, read_form, read_profile_or_request, request_json};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::properties::{multipliers, profile};
use super::server::{Response, Server, html, unescaped};
use super::support::{ADVISOR, answer, example, file};

const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const EXAMPLE: &str = "examples/rural-novices.json";

fn encoded<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

pub(super) fn send(path: &str, pairs: &[(&str, &str)]) -> Response {
    Server::shared().request("POST", path, &[FORM], encoded(pairs.iter().copied()).as_bytes())
}

/// Submits the fields of an example, plus more.
pub(super) fn send_example(path: &str, more: &[(&str, &str)]) -> Response {
    let request = Request { profile: example(EXAMPLE), options: Options::default() };
    let fields = fields_of(ADVISOR.catalogue(), &request);
    let own = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    Server::shared().request("POST", path, &[FORM], encoded(own.chain(more.iter().copied())).as_bytes())
}

/// Returns the text between tags, with single spaces.
pub(super) fn words_of(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split('<') {
        text.push(' ');
        text.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns every page rendered from a form, for an example.
fn all_pages() -> Vec<(&'static str, String)> {
    let more =
        [("design", "coaching"), ("try.time_available", "5"), ("weights.resources", "2"), ("aim.initiatives", "4")];
    let views = views().filter(|view| !view.path.contains('.'));
    let record = html(&send_example("/decision", &[("choice", "coaching"), ("write", "yes")]));
    let made = views.map(|view| (view.path, html(&send_example(view.path, &more))));
    made.chain([("the record", record)]).collect()
}

/// Returns the designs and scores of the table of all designs.
fn table_of_designs(page: &str) -> Vec<(String, String)> {
    let table = page.split("class=\"sortable\"").nth(1).and_then(|rest| rest.split("</table>").next()).unwrap();
    let rows = table.split("<tbody>").nth(1).unwrap().split("<tr>").skip(1);
    let between = |text: &str, from: &str, until: &str| {
        text.split(from).nth(1).and_then(|rest| rest.split(until).next()).unwrap().to_owned()
    };
    let score = |row: &str| between(row.split("</th>").nth(1).unwrap(), "<td class=\"number\">", "<");
    rows.map(|row| (between(row, "value=\"", "\""), score(row))).collect()
}

#[test]
fn the_result_on_the_page_is_that_of_the_api() {
    let page = html(&send_example("/ranking", &[]));
    let body: Value = serde_json::from_str(&file(EXAMPLE)).unwrap();
    let told = answer(&json!({ "profile": body["profile"] }));
    let all = told["recommendations"].as_array().unwrap();
    let row = |one: &Value| {
        let score = (one["score"].as_f64().unwrap() + 1e-9).round();
        (one["design"].as_str().unwrap().to_owned(), score.to_string())
    };
    assert_eq!(table_of_designs(&page), all.iter().map(row).collect::<Vec<_>>());
    let picks: Vec<&str> = page.split("<h2 id=\"d-").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!((picks.len(), picks[0]), (3, all[0]["design"].as_str().unwrap()), "a best fit and two more");
    let begins = all.iter().find(|one| one["group"] == "can_begin_now").unwrap()["design"].as_str().unwrap();
    assert!(picks.contains(&begins), "{begins} can begin now");
    for one in told["not_feasible"].as_array().unwrap() {
        assert!(page.contains(one["fix"]["statement"]["text"].as_str().unwrap()), "{one}");
    }
}

#[test]
fn the_table_of_designs_is_sorted_by_the_heading_that_was_chosen() {
    let sorted = |by: &str| table_of_designs(&html(&send_example("/ranking", &[("sort", by)])));
    let ranked = sorted("rank");
    for by in ["name", "fit", "begins", "hours", "days", "cost", "no column"] {
        let mut same = sorted(by);
        same.sort();
        let mut all = ranked.clone();
        all.sort();
        assert_eq!(same, all, "{by} loses nobody");
    }
    let hours = |id: &str| {
        let at = ADVISOR.catalogue().design_index(id).unwrap();
        ADVISOR.catalogue().designs[at].dosage.hours.typical
    };
    assert!(sorted("hours").windows(2).all(|two| hours(&two[0].0) <= hours(&two[1].0)));
    assert_eq!(sorted("fit"), ranked, "the ranking is by fit");
}

#[test]
fn without_an_answer_there_is_no_result() {
    for path in ["/ranking", "/handout", "/handout.docx"] {
        let page = html(&send(path, &[("id", "grade-4"), ("setting.team_size", "8")]));
        assert!(page.contains("Answer a question first") && !page.contains("class=\"picks\""), "{path}");
    }
}

#[test]
fn what_was_set_by_hand_is_named_and_undone() {
    let set = [("weights.resources", "2"), ("exclude", "coaching"), ("limits.hours", "25"), ("environments", "hybrid")];
    for path in ["/ranking", "/why", "/compare", "/what-if", "/bundles", "/decision", "/plan", "/designs", "/handout"] {
        let more: Vec<_> = set.into_iter().chain([("design", "workshops")]).collect();
        let page = html(&send_example(path, &more));
        assert_eq!(page.matches("name=\"undo\"").count(), 4, "{path}");
    }
    for (kind, name) in [
        ("weights", "weights.resources"),
        ("exclude", "exclude"),
        ("limits", "limits.hours"),
        ("environments", "environments"),
    ] {
        let more: Vec<_> = set.into_iter().chain([("undo", kind)]).collect();
        for path in ["/ranking", "/plan", "/designs"] {
            let page = html(&send_example(path, &more));
            assert_eq!(page.matches("name=\"undo\"").count(), 3, "{path}: {kind} is undone, and nothing else");
            assert!(!page.contains(&format!("name=\"{name}\"")), "{path}: {name}");
        }
    }
    assert!(!html(&send_example("/ranking", &[])).contains("name=\"undo\""));
}

#[test]
fn a_handout_says_the_same_as_its_word_file_and_names_its_settings() {
    let more = [("exclude", "coaching"), ("aim.need", "Half cannot explain")];
    let page = html(&send_example("/handout", &more));
    let saved = send_example("/handout.md", &more).text();
    assert!(saved.starts_with("# What we suggest for "), "{saved}");
    for said in ["Half cannot explain", "One design was left out: coaching."] {
        assert!(page.contains(said) && saved.contains(said), "{said}");
    }
    let word = send_example("/handout.docx", &more);
    assert_eq!(word.header("content-disposition"), Some("attachment; filename=\"suggestion.docx\""));
    assert!(word.body.starts_with(b"PK"), "a Word file is an archive");
    let words = saved.split_whitespace().count();
    assert!(words < 700, "one page holds about 600 words, not {words}");
}

#[test]
fn pages_to_read_take_the_answers_along() {
    let page = html(&send_example("/designs/coaching", &[("reason", "Because")]));
    assert!(page.contains("id=\"state\"") && page.contains("name=\"time_available\""));
    assert!(page.contains("name=\"reason\" value=\"Because\""), "a decision that is being written, too");
    assert!(!html(&Server::shared().get("/designs/coaching")).contains("id=\"state\""));
}

#[test]
fn the_table_beside_the_waterfall_adds_up() {
    let page = html(&send_example("/why", &[("design", "peer_coaching")]));
    let table = page.split("<table>").nth(1).and_then(|rest| rest.split("</table>").next()).unwrap();
    let numbers: Vec<i64> = table
        .split("<td class=\"number\">")
        .skip(1)
        .map(|cell| {
            let text = cell.split('<').next().unwrap().replace('−', "-").replace('+', "");
            (text.parse::<f64>().unwrap() * 100.0).round() as i64
        })
        .collect();
    let (score, parts) = numbers.split_last().unwrap();
    assert!(parts.len() > 5);
    assert_eq!(parts.iter().sum::<i64>(), *score, "from the potential down to the score");
}

#[test]
fn every_picture_says_what_it_shows_and_has_a_table() {
    for path in ["/why", "/compare"] {
        let page = html(&send_example(path, &[("design", "coaching")]));
        let pictures: Vec<&str> = page.split("<svg class=\"chart ").skip(1).collect();
        assert!(
            !pictures.is_empty() && pictures.len().is_multiple_of(2),
            "{path}: one for wide and one for narrow pages"
        );
        for (at, picture) in pictures.iter().enumerate() {
            assert!(picture.contains("viewBox") && picture.contains("role=\"img\""), "{path}");
            assert!(picture.contains("<title") && picture.contains("<desc"), "{path}");
            let has_table = picture.split("</svg>").nth(1).unwrap().contains("<table>");
            assert_eq!(has_table, at % 2 == 1, "{path}: a table follows each pair");
        }
    }
}

#[test]
fn what_is_sent_comes_back_in_the_form() {
    let page = html(&send(
        "/answers",
        &[("time_available", "2"), ("aim.need", "Half cannot explain"), ("current", "workshops")],
    ));
    assert!(page.contains("name=\"time_available\" value=\"2\" checked"));
    assert!(page.contains(">Half cannot explain</textarea>"));
    assert!(page.contains("value=\"workshops\" checked"));
    assert!(page.contains("1 of 25 questions answered"));
}

#[test]
fn a_saved_profile_opens_as_the_same_form() {
    let saved = send_example("/profile.json", &[("limits.hours", "30"), ("weights.resources", "2")]);
    assert_eq!(saved.header("content-disposition"), Some("attachment; filename=\"profile.json\""));
    let page = html(&send("/answers", &[("open", &saved.text()), ("aim.need", "kept")]));
    assert!(page.contains("25 of 25 questions answered") && page.contains(">kept</textarea>"));
    assert!(
        page.contains("name=\"limits.hours\" value=\"30\"") && page.contains("name=\"weights.resources\" value=\"2\"")
    );
    let told = Server::shared().recommend(saved.text());
    assert_eq!(told.status, 200, "what is saved is a body of the API: {}", told.text());
}

/// A profile with the answers of two groups.
fn grouped() -> String {
    json!({"factors": {"outcome_type": "application"}, "groups": {
        "teachers": {"time_available": 2, "risk_taking_culture": {"counts": [0, 3, 0, 1, 0]}},
        "leaders": {"time_available": 4, "sustained_support": 5},
    }})
    .to_string()
}

/// Returns the fields that a page carries or shows, with those of a button.
fn carried_with(page: &str, button: (&str, &str)) -> Vec<(String, String)> {
    let value = |tag: &str, name: &str| {
        let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
        Some(unescaped(rest.split('"').next()?))
    };
    let inputs = page.split("<input").skip(1).map(|tag| tag.split('>').next().unwrap());
    let sent = inputs.filter(|tag| !tag.contains("type=\"radio\"") || tag.contains(" checked"));
    let fields = sent.filter_map(|tag| Some((value(tag, "name")?, value(tag, "value")?)));
    fields.chain([(button.0.to_owned(), button.1.to_owned())]).collect()
}

fn press_with(path: &str, page: &str, button: (&str, &str)) -> String {
    let fields = carried_with(page, button);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    html(&send(path, &fields))
}

#[test]
fn whose_answers_count_is_named_on_every_page_and_a_choice_can_be_undone() {
    let pooled = html(&send("/answers", &[("open", &grouped())]));
    assert!(words_of(&pooled).contains("these groups, pooled where they differ: leaders and teachers"));
    let both = press_with("/ranking", &pooled, ("sort", ""));
    assert!(words_of(&both).contains("Use only teachers") && words_of(&both).contains("Use only leaders"));
    let alone = press_with("/ranking", &both, ("hear", "leaders"));
    assert!(alone.contains("name=\"time_available\" value=\"4\"") && !alone.contains("risk_taking_culture.count"));
    for path in ["/answers", "/ranking", "/handout", "/what-if", "/decision", "/plan", "/questions", "/designs"] {
        let page = words_of(&press_with(path, &alone, ("sort", "")));
        assert!(page.contains("The answers come from one group: leaders. Undo"), "{path}: {page}");
    }
    let mut decided = carried_with(&alone, ("write", "yes"));
    decided
        .extend([("choice", "coaching"), ("reason", "We can.")].map(|(name, text)| (name.to_owned(), text.to_owned())));
    let decided: Vec<(&str, &str)> = decided.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let record = html(&send("/decision", &decided));
    let record = record.split("<article").nth(1).unwrap();
    assert!(words_of(record).contains("The answers come from one group: leaders."), "the record names it");
    let undone = press_with("/ranking", &alone, ("undo", "groups"));
    let answers = |page: &str| {
        let mut all = carried_with(page, ("", ""));
        all.retain(|(name, _)| ["time_", "risk_", "sustained"].iter().any(|prefix| name.starts_with(prefix)));
        all.sort();
        all
    };
    assert_eq!(answers(&undone), answers(&both), "the pooled answers are back");
}

#[test]
fn a_changed_answer_stays_when_another_group_is_chosen() {
    let pooled = html(&send("/ranking", &carried_fields(&grouped())));
    let changed = pooled.replace("name=\"sustained_support\" value=\"5\"", "name=\"sustained_support\" value=\"1\"");
    assert_ne!(changed, pooled);
    for button in [("hear", "teachers"), ("hear", "leaders")] {
        assert!(press_with("/ranking", &changed, button).contains("name=\"sustained_support\" value=\"1\""));
    }
}

/// Returns the fields of the form that opens a file.
fn carried_fields(file: &str) -> Vec<(&'static str, &'static str)> {
    let page = html(&send("/answers", &[("open", file)]));
    let leaked = |text: String| -> &'static str { text.leak() };
    carried_with(&page, ("sort", "")).into_iter().map(|(name, value)| (leaked(name), leaked(value))).collect()
}

#[test]
fn a_level_between_two_and_counts_survive_the_form() {
    let page = html(&send("/answers", &[("time_available", "2.4"), ("shared_vision.count_2", "7")]));
    assert!(page.contains("value=\"2.4\" checked"), "the level is a choice of its own");
    assert!(page.contains("name=\"shared_vision.count_2\" value=\"7\""));
    assert!(words_of(&page).contains("By the counts below"));
}

/// What is wrong, the submitted fields, the linked field, and part of the error message.
type Bad = (&'static str, &'static [(&'static str, &'static str)], &'static str, &'static str);

const BAD: &[Bad] = &[
    ("a level above the scale", &[("time_available", "9")], "#f-time_available", "Choose a level from 1 to 5."),
    ("a level that is a word", &[("time_available", "much")], "#f-time_available", "Choose a level from 1 to 5."),
    (
        "a level and counts",
        &[("time_available", "2"), ("time_available.count_1", "3")],
        "#f-time_available",
        "not both.",
    ),
    ("counts below zero", &[("time_available.count_1", "-1")], "#f-time_available", "0"),
    ("a share below zero", &[("outcome_type.mastery", "-1")], "#f-outcome_type", "0"),
    ("an id and shares", &[("outcome_type", "mastery"), ("outcome_type.mastery", "1")], "#f-outcome_type", "not both."),
    ("a kind of resource", &[("resources.staff", "6")], "#f-resources-staff", "Choose a level from 1 to 5."),
    (
        "a design's level",
        &[("design_experience.coaching", "0")],
        "#f-design_experience-coaching",
        "Choose a level from 1 to 5.",
    ),
    ("a design that is none", &[("current", "sleeping")], "#f-current", "no design “sleeping”"),
    ("a way of meeting that is none", &[("environments", "moon")], "#f-environments", "no way of meeting “moon”"),
    (
        "half a person",
        &[("setting.team_size", "0.5")],
        "#f-setting-team_size",
        "Enter a whole number from 1 to 1,000,000.",
    ),
    ("hours below zero", &[("limits.hours", "-3")], "#f-limits-hours", "0 or more"),
    ("weights of nothing", &[("weights.time_available", "-1")], "#f-weights", "Enter a number, 0 or more."),
    ("a file that is no profile", &[("open", "{\"factors\": {\"time\": 2}}")], "", "time"),
    ("a file that is no JSON", &[("open", "profile")], "", "not a profile saved by Backmap"),
    ("a field that nobody has", &[("colour", "red")], "", "no question “colour”"),
    ("the same answer twice", &[("id", "a"), ("id", "b")], "", "here twice"),
];

#[test]
fn bad_fields_are_told_above_the_form_and_beside_the_field() {
    let mut wrong = Vec::new();
    for (why, fields, place, said) in BAD {
        for path in ["/answers", "/ranking", "/compare", "/weights", "/standing", "/profile.json"] {
            // Only the form opens files.
            if fields[0].0 == "open" && path != "/answers" {
                continue;
            }
            let response = send(path, fields);
            assert!([400, 422].contains(&response.status), "{why}: {path} answered {}", response.status);
            let page = html(&response);
            let summary = page.split("role=\"alert\"").nth(1).unwrap_or_else(|| panic!("{why}: {path} has no summary"));
            let summary = summary.split("</section>").next().unwrap();
            if !summary.contains(said) {
                wrong.push(format!("{why}: {path} says {}, not {said}", words_of(summary)));
            }
            if !place.is_empty() {
                assert!(summary.contains(&format!("href=\"{place}\"")), "{why}: {summary}");
                let id = format!("id=\"{}\"", &place[1..]);
                assert!(page.contains(&id), "{why}: {id} is not on the page");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn words_from_outside_never_become_markup() {
    let bad = "\"><script>alert(1)</script><img src=x onerror=alert(1)>";
    let more =
        [("aim.need", bad), ("reason", bad), ("decided_by", bad), ("design", bad), ("first", bad), ("choice", bad)];
    for view in views() {
        let sent: Vec<(&str, &str)> = [("id", bad), ("write", "yes")].into_iter().chain(more).collect();
        let response = send(view.path, &sent);
        assert!(response.status < 500, "{}", view.path);
        if response.header("content-type").is_some_and(|media| media.starts_with("text/html")) {
            let page = response.text();
            assert!(!page.contains("<script>alert") && !page.contains("<img"), "{}", view.path);
        }
    }
    let record = html(&send_example("/decision", &[("choice", "coaching"), ("reason", bad), ("write", "yes")]));
    assert!(record.contains("&lt;script&gt;") && !record.contains("<script>alert"));
}

#[test]
fn pages_load_nothing_from_elsewhere_and_hold_no_script_or_style() {
    for (path, page) in all_pages() {
        for bad in [" style=\"", "<style", "javascript:", "<iframe", "@import"] {
            assert!(!page.contains(bad), "{path}: {bad}");
        }
        for tag in page.split('<').skip(1).map(|tag| tag.split('>').next().unwrap()) {
            let is_loaded = ["script", "link", "img", "source"].iter().any(|name| tag.split(' ').next() == Some(name));
            assert!(!is_loaded || tag.contains("=\"/assets/"), "{path}: {tag}");
            assert!(
                !tag.split(' ').skip(1).any(|attribute| attribute.starts_with("on") && attribute.contains('=')),
                "{path}: {tag}"
            );
        }
    }
    let response = Server::shared().get("/");
    let policy = response.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
}

#[test]
fn whoever_comes_without_answers_is_shown_where_to_begin() {
    for view in views() {
        let response = Server::shared().get(view.path);
        assert_eq!(response.status, 200, "{}", view.path);
        assert!(
            html(&response).contains(match view.path {
                "/" => "href=\"/questions\"",
                "/answers" => "id=\"planner\"",
                "/questions" => "name=\"aim.need\"",
                "/ask" => "action=\"/ask\"",
                "/ask/form" | "/ask/answers.csv" => "id=\"ask-form\"",
                "/plan" => "class=\"short\"",
                "/plan/steps" => "id=\"step-student_needs\"",
                _ => "data-opens",
            }),
            "{}",
            view.path
        );
    }
}

#[test]
fn what_is_no_form_is_refused_as_a_page() {
    let server = Server::shared();
    let json = server.request("POST", "/ranking", &[("content-type", "application/json")], b"{}");
    assert_eq!((json.status, words_of(&html(&json)).contains("x-www-form-urlencoded")), (415, true));
    let many: String = (0..2_001).map(|at| format!("f{at}=1&")).collect();
    assert_eq!(server.request("POST", "/ranking", &[FORM], many.as_bytes()).status, 413);
    let unknown: String = (0..1_990).map(|at| format!("{at:04}{}=1&", "x".repeat(75))).collect();
    let listed = server.request("POST", "/ranking", &[FORM], unknown.as_bytes());
    assert_eq!(
        (listed.status, listed.text().matches("There is no question").count()),
        (422, 100),
        "faults are listed to a number"
    );
    let large = format!("aim.need={}", "a".repeat(9 << 20));
    assert_eq!(server.request("POST", "/ranking", &[FORM], large.as_bytes()).status, 413);
    let odd = server.request("POST", "/ranking", &[FORM], b"%ff%fe=%00&=&&a&time_available=%31");
    assert_eq!(odd.status, 422, "{}", odd.text());
    let put = server.request("PUT", "/ranking", &[FORM], b"");
    assert_eq!((put.status, put.header("allow")), (405, Some("GET, HEAD, POST")));
}

#[test]
fn a_lost_browser_gets_a_page_and_a_client_a_problem() {
    let server = Server::shared();
    let browser = server.request("GET", "/nowhere", &[("accept", "text/html,*/*;q=0.8")], b"");
    assert_eq!((browser.status, html(&browser).contains("Page not found")), (404, true));
    assert_eq!(server.get("/nowhere").header("content-type"), Some("application/problem+json"));
}

#[test]
fn a_moved_answer_shows_old_and_new_and_can_be_kept() {
    let page = html(&send_example("/what-if", &[("try.outcome_type", "awareness"), ("try.resources.staff", "5")]));
    let words = words_of(&page);
    assert!(words.contains("Now ranks first") || words.contains("Still ranks first"), "{words}");
    let kept = page.split("name=\"keep\" value=\"").nth(1).unwrap().split('"').next().unwrap().replace("&quot;", "\"");
    let kept: Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(kept["profile"]["factors"]["outcome_type"], json!({"awareness": 1}));
    assert_eq!(kept["profile"]["factors"]["resources"]["staff"], json!(5));
    assert_eq!(kept["profile"]["factors"]["resources"]["time"], json!(2), "what is not moved stays");
}

#[test]
fn other_weights_show_what_follows() {
    let page = html(&send_example("/weights", &[("weights.resources", "0"), ("weights.outcome_type", "0")]));
    assert!(page.contains("name=\"weights.resources\" form=\"state\" placeholder=\"1\" value=\"0\""));
    assert_eq!(page.matches("name=\"weights.resources\"").count(), 1, "it is not carried beside its own input");
    assert!(words_of(&page).contains("Weights that would change which design ranks first"));
}

#[test]
fn two_designs_are_needed_to_compare() {
    let response = send_example("/compare", &[("first", "coaching"), ("second", "coaching")]);
    assert_eq!(response.status, 422);
    assert!(html(&response).contains("aria-describedby=\"same\""));
    let response = send_example("/compare", &[("first", "lesson_study"), ("second", "workshops")]);
    assert_eq!(response.status, 200);
    assert!(html(&response).contains("<option value=\"lesson_study\" selected>"));
}

#[test]
fn a_bundle_has_as_many_designs_as_are_asked_for() {
    let one = html(&send_example("/bundles", &[("max_designs", "1")]));
    assert!(!one.contains(" → "));
    assert!(html(&send_example("/bundles", &[("max_designs", "3")])).contains(" → "));
    assert!(html(&send_example("/bundles", &[("max_designs", "no number")])).contains("<option value=\"3\" selected>"));
}

#[test]
fn a_decision_against_the_ranking_needs_a_reason_and_says_so_beside_the_field() {
    let unsaid = send_example("/decision", &[("choice", "workshops"), ("write", "yes")]);
    assert_eq!(unsaid.status, 422);
    let page = html(&unsaid);
    assert!(page.contains("href=\"#f-reason\"") && page.contains("id=\"f-reason-fault\""));
    assert!(page.contains("<option value=\"workshops\" selected>"), "what was chosen stays chosen");
    let day = send_example("/decision", &[("choice", "coaching"), ("decided_on", "tomorrow"), ("write", "yes")]);
    assert!(html(&day).contains("id=\"f-decided_on-fault\""));
}

#[test]
fn a_record_holds_the_reason_the_need_and_the_ranking() {
    let said =
        [("choice", "workshops"), ("reason", "It was promised"), ("write", "yes"), ("aim.need", "Half cannot explain")];
    let page = html(&send_example("/decision", &said));
    let words = words_of(&page);
    assert!(words.contains("It was promised") && words.contains("Half cannot explain") && page.contains("<table>"));
    let saved = send_example("/decision.md", &said);
    assert_eq!(saved.header("content-disposition"), Some("attachment; filename=\"decision.md\""));
    assert!(saved.text().starts_with("# Decision: Workshops"));
    let word = send_example("/decision.docx", &said);
    assert_eq!(word.header("content-disposition"), Some("attachment; filename=\"decision.docx\""));
    assert!(word.body.starts_with(b"PK"), "a Word file is an archive");
    let saved: Value = serde_json::from_str(&send_example("/decision.json", &said).text()).unwrap();
    assert_eq!((&saved["pupils_need"], &saved["educators_learn"]), (&json!("Half cannot explain"), &Value::Null));
}

/// Returns the string literals in the sources of the pages, the commands and the exports.
fn quoted() -> Vec<String> {
    let mut folders: Vec<PathBuf> =
        ["src/pages", "src/cli", "src/exports"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)).into();
    let mut quoted = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else if entry.extension().is_some_and(|ending| ending == "rs") {
                let text = fs::read_to_string(entry).unwrap();
                let text = text.split("#[cfg(test)]").next().unwrap();
                quoted.extend(
                    text.lines()
                        .flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()),
                );
            }
        }
    }
    quoted
}

#[test]
fn every_word_of_the_pages_is_used() {
    let quoted = quoted();
    // Scripts also look up texts by words of the API.
    let assets = ASSETS.iter().filter(|asset| asset.path.ends_with(".js"));
    let scripts = assets.map(|asset| String::from_utf8_lossy(asset.bytes).into_owned());
    let scripts: Vec<String> = scripts.chain([file("openapi/v1.json")]).collect();
    // A part in braces matches anything; at least one part must match literally.
    let fits = |pattern: &str, key: &str| {
        let (parts, own) = (pattern.split('.'), key.split('.'));
        let mut pairs = parts.clone().zip(own.clone());
        parts.clone().count() == own.count()
            && parts.clone().any(|part| !part.contains('{'))
            && pairs.all(|(part, own)| match part.split_once('{') {
                Some((begin, rest)) => {
                    own.starts_with(begin) && own.ends_with(rest.split_once('}').map_or("", |(_, end)| end))
                }
                None => part == own,
            })
    };
    let asked: BTreeSet<&str> = quoted.iter().map(String::as_str).collect();
    for key in Words::wanted(None).keys() {
        let suffixed =
            ["_hint", "_short", "_why"].iter().any(|end| key.strip_suffix(end).is_some_and(|key| asked.contains(key)));
        // Scripts look up their texts by the last part of the key.
        if let Some((_, own)) = key.split_once(".say.") {
            let stem = own.trim_end_matches(|letter: char| letter.is_ascii_digit());
            let says = [format!("\"{own}\""), format!("`{stem}${{")];
            let said = scripts.iter().any(|script| says.iter().any(|says| script.contains(says)));
            assert!(said, "no script says the words `{key}`");
            continue;
        }
        let listed = asked.iter().any(|prefix| prefix.ends_with('.') && prefix.len() > 1 && key.starts_with(prefix));
        let used = asked.contains(key) || suffixed || listed || asked.iter().any(|pattern| fits(pattern, key));
        assert!(used, "nothing shows the words `{key}`");
    }
}

#[test]
fn no_page_shows_the_key_of_words_that_are_not_there() {
    let tables: BTreeSet<&str> = Words::wanted(None).keys().filter_map(|key| key.split('.').next()).collect();
    for (path, page) in all_pages() {
        for word in words_of(&page).split_whitespace() {
            let is_key = word.split_once('.').is_some_and(|(table, key)| {
                tables.contains(table) && !key.is_empty() && key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
            });
            assert!(!is_key, "{path} shows `{word}`");
        }
        let attributes = page.split('"').skip(1).step_by(2);
        let mut keys = attributes.filter(|text| text.starts_with("layout.") || text.starts_with("nav."));
        assert_eq!(keys.next(), None, "{path}");
    }
}

/// Drops empty answers, and answers whose numbers have more digits than a typed number keeps.
pub fn as_typed(mut profile: Profile) -> Profile {
    for at in 0..profile.answers.len() {
        let mut alone = Profile { answers: vec![None; profile.answers.len()], ..Profile::default() };
        alone.answers[at] = profile.answers[at].clone();
        let request = Request { profile: alone, options: Options::default() };
        let digits = |value: &str| value.chars().filter(char::is_ascii_digit).count();
        let fields = fields_of(ADVISOR.catalogue(), &request);
        if fields.is_empty() || fields.iter().any(|(_, value)| digits(value) > 15) {
            profile.answers[at] = None;
        }
    }
    profile
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_request_as_fields_and_as_a_file_reads_back_as_the_same(
        profile in profile(),
        multipliers in multipliers(),
        hours in proptest::option::of(0_u32..100),
        environments in proptest::option::of(prop::collection::btree_set(0_usize..4, 1..4)),
    ) {
        let options = Options {
            multipliers: Some(multipliers),
            limits: Limits { hours: hours.map(f64::from), ..Limits::default() },
            environments: environments.map(|some| some.into_iter().map(EnvironmentIndex::from).collect()),
            ..Options::default()
        };
        let request = Request { profile: as_typed(profile), options };
        let own = fields_of(ADVISOR.catalogue(), &request);
        let read = read_form(&ADVISOR, &own).unwrap();
        prop_assert_eq!(&read.profile, &request.profile);
        prop_assert_eq!(&read.options.limits, &request.options.limits);
        prop_assert_eq!(&read.options.environments, &request.options.environments);
        let heavier = |of: &Request| of.options.multipliers.clone().filter(|all| all.iter().any(|times| *times != 1_000_000));
        prop_assert_eq!(heavier(&read), heavier(&request));
        let file = read_profile_or_request(&ADVISOR, &request_json(ADVISOR.catalogue(), &request)).unwrap();
        prop_assert_eq!(&file.profile, &read.profile);
        prop_assert_eq!(&file.options, &read.options);
    }
}
