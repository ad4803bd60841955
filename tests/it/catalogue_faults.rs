//! A broken catalogue is refused with every fault at once, each with its file and key.

use backmap::advisor::Advisor;
use backmap::catalogue::{Faults, Files};
use serde::Deserialize;

use super::support::{ADVISOR, file};

/// The rows of tests/catalogue_faults.toml by the file that each breaks.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    file: Vec<BrokenFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BrokenFile {
    path: String,
    row: Vec<Row>,
}

/// What the head of the file explains.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    from: String,
    to: String,
    #[serde(default)]
    all: bool,
    key: String,
    says: String,
    why: String,
}

fn table() -> Table {
    let text = file("tests/catalogue_faults.toml");
    toml::from_str(&text).unwrap_or_else(|error| panic!("tests/catalogue_faults.toml: {error}"))
}

/// The embedded catalogue with one text in one file replaced, so many times at most.
fn edited(path: &str, from: &str, to: &str, times: usize) -> Files {
    let files = Files::embedded();
    let text = files.iter().find(|(name, _)| *name == path).unwrap_or_else(|| panic!("no file {path}")).1.to_owned();
    assert!(text.contains(from), "{path} does not hold {from}");
    files.with(path, Some(&text.replacen(from, to, times)))
}

fn faults(files: &Files) -> Faults {
    Advisor::new(files).err().unwrap_or_else(|| panic!("a broken catalogue was taken"))
}

#[test]
fn every_kind_of_fault_names_its_file_and_key() {
    let mut seen = 0;
    for BrokenFile { path, row } in table().file {
        for Row { from, to, all, key, says, why } in row {
            let faults = faults(&edited(&path, &from, &to, if all { usize::MAX } else { 1 }));
            let found = faults.iter().any(|fault| {
                let file = fault.file == path || path.starts_with(&fault.file);
                file && fault.key.contains(&key) && fault.detail.contains(&says)
            });
            assert!(found, "{why}: {path} {key}: {faults}");
            assert!(!says.is_empty() && !why.is_empty(), "{path}: a row says nothing: {from}");
            seen += 1;
        }
    }
    assert!(seen >= 67, "only {seen} rows");
}

#[test]
fn all_faults_of_all_files_are_named_at_once() {
    let mut files = edited("designs/coaching.toml", "need = 2.5", "need = 9", 1);
    for (path, from, to) in [
        ("designs/workshops.toml", "grade = \"judgement\"", "grade = \"sure\""),
        ("factors/resources.toml", "share = 0.2", "share = 0.4"),
        ("environments.toml", "value = 0.5", "value = 5"),
        ("sources.toml", "says = \"", "says = \"\" # "),
    ] {
        let text = edited(path, from, to, 1).iter().find(|(name, _)| *name == path).unwrap().1.to_owned();
        files = files.with(path, Some(&text));
    }
    files = files.with("designs/lesson_study.toml", Some("id = [")).with("factors/shared_vision.toml", None);
    let told = faults(&files).to_string();
    for file in ["coaching", "workshops", "resources", "environments", "sources", "lesson_study", "shared_vision"] {
        assert!(told.contains(file), "{file} is not named:\n{told}");
    }
}

#[test]
fn every_number_of_the_embedded_catalogue_has_a_rationale_and_sources_or_is_called_a_judgement() {
    for (path, text) in Files::embedded().iter() {
        let table: toml::Table = text.parse().unwrap();
        walk(path, "", &toml::Value::Table(table));
    }
}

/// Every table that has a grade of its own is a judgement, or says why and where from.
fn walk(path: &str, key: &str, value: &toml::Value) {
    match value {
        toml::Value::Table(table) => {
            let grade = table.get("grade").and_then(toml::Value::as_str);
            let text =
                |name: &str| table.get(name).and_then(toml::Value::as_str).is_some_and(|text| !text.trim().is_empty());
            let sourced =
                table.get("sources").and_then(toml::Value::as_array).is_some_and(|sources| !sources.is_empty());
            if let Some(grade) = grade.filter(|grade| *grade != "judgement") {
                assert!(text("rationale") || text("finding"), "{path}: {key}: no rationale");
                assert!(sourced || grade == "unverified", "{path}: {key}: no source");
            }
            table.iter().for_each(|(name, value)| walk(path, &format!("{key}.{name}"), value));
        }
        toml::Value::Array(items) => items.iter().for_each(|item| walk(path, key, item)),
        _ => {}
    }
}

#[test]
fn a_catalogue_of_more_designs_than_bundles_can_be_searched_for_is_refused() {
    let files = Files::embedded();
    let text = files.iter().find(|(path, _)| *path == "designs/coaching.toml").unwrap().1.to_owned();
    let copy = |number: usize| {
        let text = text.replacen("id = \"coaching\"", &format!("id = \"copy_{number}\""), 1);
        text.replacen("position = 2\n", &format!("position = {}\n", 100 + number), 1)
    };
    let with = |copies: usize| {
        (0..copies).fold(files.clone(), |files, at| files.with(&format!("designs/copy_{at}.toml"), Some(&copy(at))))
    };
    assert!(Advisor::new(&with(15)).is_ok(), "40 designs are taken");
    let told = faults(&with(16)).to_string();
    assert!(told.contains("41 designs are too many"), "{told}");
}

/// The ids that district systems are written against, in their order.
#[test]
fn the_embedded_catalogue_holds_the_fixed_ids_in_order() {
    let designs = "peer_coaching coaching collaborative_learning_communities action_research examining_student_work \
                   examining_educator_work co_construction online_communities courses workshops instructional_rounds \
                   walk_throughs co_teaching lesson_study video_review demonstrations observing_peers discussion_groups \
                   socratic_seminars cooperative_learning data_analysis reading_research conferences writing_papers \
                   case_studies";
    let factors = "learning_preference experience_in_education experience_outside_education background_and_beliefs \
                   content_experience change_experience initial_understanding perceived_need perceived_value \
                   opportunity_to_contribute design_experience established_need shared_vision change_effort_experience \
                   risk_taking_culture change_effort_history leadership_stability time_available sustained_support \
                   fidelity_expectation monitoring_system resources outcome_complexity degree_of_change outcome_type";
    let catalogue = ADVISOR.catalogue();
    let ids = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
    assert_eq!(catalogue.designs.iter().map(|design| &design.id).collect::<Vec<_>>(), ids(designs));
    assert_eq!(catalogue.factors.iter().map(|factor| &factor.id).collect::<Vec<_>>(), ids(factors));
    let environments: Vec<_> = catalogue.environments.iter().map(|environment| environment.id.as_str()).collect();
    assert_eq!(environments, ["in_person", "online_dynamic", "online_static", "hybrid"]);
}

/// Content carries at least the share of weight that the catalogue promises, and the whole scale is used.
#[test]
fn ten_thousand_random_teams_see_different_advice() {
    let standings = backmap::review::survey_ranks(&ADVISOR, 2_000);
    assert!(standings.spread > 2_500, "only {} points between first and last", f64::from(standings.spread) / 100.0);
    let leading = standings.designs.iter().filter(|standing| standing.first > 0).count();
    assert!(leading >= 8, "only {leading} designs ever lead");
    let most = standings.designs.iter().map(|standing| standing.first).max().unwrap();
    assert!(most * 2 < standings.profiles, "one design leads {most} of {}", standings.profiles);
}

/// Readiness would fall below 0.
#[test]
fn importances_beyond_the_one_denominator_are_refused() {
    let told = faults(&edited("model.toml", "most = 20", "most = 2", 1)).to_string();
    assert!(told.contains("designs/coaching.toml") && told.contains("above `readiness.most` (2)"), "{told}");
}
