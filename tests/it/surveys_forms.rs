//! From the questionnaire to an export in every vendor's shape, to a draft that needs no edit, to the teams expected.

use std::collections::BTreeMap;

use backmap::catalogue::Who;
use backmap::surveys::{Choices, Export, FileForm, Form, FormOptions, draft, form_writers, import};
use serde_json::Value;

use super::support::ADVISOR;
use super::surveys_files::{csv, team, usual, workbook};
use backmap::surveys::Mapping;

const PEOPLE: usize = 12;

/// Which label a person chooses: all over the scale, the same each time.
fn chosen(question: usize, row: usize, person: usize, labels: usize) -> usize {
    (question * 7 + row * 3 + person) % (labels + 1)
}

/// The headings of a form's columns as a vendor exports them, and the cells of each person.
fn answered(form: &Form, vendor: &str) -> Vec<Vec<String>> {
    let own = |text: &str| text.to_owned();
    let (before, mut header): (Vec<&str>, Vec<String>) = match vendor {
        "google_forms" => (vec!["10/1/2026 8:00:00"], vec![own("Timestamp")]),
        "microsoft_forms" => (
            vec!["7", "46000.3", "46000.4", "anonymous", ""],
            ["ID", "Start time", "Completion time", "Email", "Name"].map(own).to_vec(),
        ),
        _ => (vec!["IP Address", "True", "R_1"], ["Status", "Finished", "ResponseId"].map(own).to_vec()),
    };
    let mut ids = header.clone();
    header.push(form.team.text.clone());
    ids.push(own("team"));
    let mut rows: Vec<Vec<String>> = (0..PEOPLE)
        .map(|person| {
            let mut row: Vec<String> = before.iter().map(|cell| (*cell).to_owned()).collect();
            row[0] = if vendor == "qualtrics" { row[0].clone() } else { format!("{person}") };
            if vendor == "qualtrics" {
                row[2] = format!("R_{person}");
            }
            row.push("Hill / 4".to_owned());
            row
        })
        .collect();
    for (number, question) in form.questions.iter().enumerate() {
        let names: Vec<Option<&str>> = if question.rows.is_empty() {
            vec![None]
        } else {
            question.rows.iter().map(|row| Some(row.name.as_str())).collect()
        };
        for (at, name) in names.into_iter().enumerate() {
            header.push(match (name, vendor) {
                (None, _) => question.text.clone(),
                (Some(name), "qualtrics") => format!("{} - {name}", question.text),
                (Some(name), _) => format!("{} [{name}]", question.text),
            });
            ids.push(format!("{}_{at}", question.id));
            for (person, row) in rows.iter_mut().enumerate() {
                let label = chosen(number, at, person, question.labels.len());
                row.push(question.labels.get(label).unwrap_or(&form.dont_know).clone());
            }
        }
    }
    let mut table = vec![header];
    if vendor == "qualtrics" {
        let imported = ids.iter().map(|id| format!("{{\"ImportId\":\"{id}\"}}")).collect();
        table.insert(0, ids);
        table.push(imported);
    }
    table.extend(rows);
    table
}

/// What a plain reckoning makes of it: means over items by factor, halves at least, the lowest of parts.
fn expected(form: &Form) -> BTreeMap<String, [f64; 5]> {
    let mut counts: BTreeMap<String, [f64; 5]> = BTreeMap::new();
    for person in 0..PEOPLE {
        let mut levels: BTreeMap<String, BTreeMap<Option<String>, Vec<Option<f64>>>> = BTreeMap::new();
        for (number, question) in form.questions.iter().enumerate() {
            for (at, (path, _)) in question.answers().into_iter().enumerate() {
                let label = chosen(number, at, person, question.labels.len());
                let level = (label < question.labels.len()).then(|| {
                    let level = 1.0 + 4.0 * label as f64 / (question.labels.len() - 1) as f64;
                    if question.reversed { 6.0 - level } else { level }
                });
                levels.entry(path.to_owned()).or_default().entry(question.part.clone()).or_default().push(level);
            }
        }
        for (path, parts) in levels {
            let mean = |levels: &Vec<Option<f64>>| {
                let known: Vec<f64> = levels.iter().flatten().copied().collect();
                (known.len() * 2 >= levels.len()).then(|| known.iter().sum::<f64>() / known.len() as f64)
            };
            let means: Option<Vec<f64>> = parts.values().map(mean).collect();
            let Some(level) = means.and_then(|means| means.into_iter().reduce(f64::min)) else { continue };
            let counts = counts.entry(path).or_default();
            let below = (level.floor() as usize).clamp(1, 4);
            counts[below - 1] += below as f64 + 1.0 - level;
            counts[below] += level - below as f64;
        }
    }
    counts
}

fn counts(profile: &Value, path: &str) -> Option<Vec<f64>> {
    let value = path.split('.').try_fold(&profile["factors"], |value, key| value.get(key))?;
    Some(value.get("counts")?.as_array()?.iter().map(|count| count.as_f64().unwrap()).collect())
}

#[test]
fn a_form_made_here_comes_back_as_the_teams_expected_with_no_edit_of_the_draft() {
    let catalogue = ADVISOR.catalogue();
    for who in [Who::Teachers, Who::Leaders, Who::Planner] {
        let form = Form::new(catalogue, &FormOptions::of(who));
        assert!(form.questions.len() > 3, "{who:?}");
        for vendor in ["google_forms", "microsoft_forms", "qualtrics"] {
            let rows = answered(&form, vendor);
            let bytes = if vendor == "microsoft_forms" { workbook(&rows) } else { csv(&rows) };
            let export = Export::read("answers", &bytes, &FileForm::default()).unwrap();
            assert_eq!(export.vendor.id, vendor);
            let text = draft(catalogue, &export, &Choices::new()).unwrap().mapping;
            let mapping =
                Mapping::read(catalogue, "draft.toml", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            assert_eq!(mapping.answered_by, who, "{vendor}\n{text}");
            let imported =
                import(catalogue, &export, &mapping, &usual()).unwrap_or_else(|error| panic!("{error}\n{text}"));
            let profile = team(&imported, "Hill / 4");
            let mut compared = 0;
            for (path, expected) in expected(&form) {
                // Those who know too little of a factor to give a level are fewer than the minimum in some.
                let people: f64 = expected.iter().sum();
                let Some(counts) = counts(&profile, &path) else {
                    let shares = path.starts_with("learning_preference") || path.starts_with("outcome_type");
                    assert!(shares || people < 9.5, "{vendor}, {path}: {people}");
                    continue;
                };
                compared += 1;
                let near = counts.iter().zip(expected).all(|(count, expected)| (count - expected).abs() < 1e-4);
                assert!(near, "{vendor}, {path}: {counts:?} and not {expected:?}");
            }
            assert!(compared > 3, "{vendor}, {who:?}: {compared}");
        }
    }
}

#[test]
fn every_format_holds_every_question_and_the_privacy_notice() {
    let catalogue = ADVISOR.catalogue();
    let mut options = FormOptions::of(Who::Teachers);
    options.teams = vec!["Hill / 4".to_owned(), "Lake \"B\" <x> [[Choices]]".to_owned()];
    options.content = Some("retrieval practice".to_owned());
    options.minimum = 12;
    let form = Form::new(catalogue, &options);
    for (name, write) in form_writers() {
        let text = write(&form);
        for question in &form.questions {
            let plain = question.text.replace('"', "\\\"");
            assert!(text.contains(&question.text) || text.contains(&plain), "{name}: {}", question.text);
        }
        assert!(text.contains("Hill / 4"), "{name}");
        if name != "csv" {
            assert!(text.contains("fewer than 12") && text.contains("retrieval practice"), "{name}: {text}");
        }
        assert!(text.contains("Don't know"), "{name}");
        let team = text.find(&form.team.text).unwrap();
        assert!(
            form.questions.iter().all(|question| text.find(&question.text).is_none_or(|at| team < at)),
            "{name}: the team comes first"
        );
    }
    let qualtrics = form_writers().find(|(name, _)| *name == "qualtrics").unwrap().1(&form);
    assert!(
        !qualtrics.contains("[[Choices]]\n[[") && qualtrics.contains("Lake \"B\" <x> [Choices]"),
        "no command from a name"
    );
    let google = form_writers().find(|(name, _)| *name == "google-forms").unwrap().1(&form);
    assert!(google.contains(r#""Lake \"B\" \u003cx> [[Choices]]""#), "a name is text in the script");
}

#[test]
fn a_short_form_asks_each_factor_once_and_each_part_of_it() {
    let catalogue = ADVISOR.catalogue();
    let mut options = FormOptions::of(Who::Teachers);
    options.short = true;
    options.designs = Some(vec![0.into()]);
    let form = Form::new(catalogue, &options);
    let asked = |factor: &str| form.questions.iter().filter(|question| question.path.starts_with(factor)).count();
    assert_eq!((asked("perceived_need"), asked("initial_understanding"), asked("design_experience")), (1, 2, 1));
    assert!(
        form.questions.iter().filter(|question| !question.rows.is_empty()).all(|question| question.rows.len() != 25)
    );
}

#[test]
fn a_draft_for_another_survey_names_what_is_alike_and_tells_no_free_text() {
    let header = "Timestamp,Email,School,I feel at ease when colleagues watch my lessons,What would you like to add?,Do you have enough time to learn with your colleagues in the working day?";
    let mut text = header.to_owned();
    for at in 0..12 {
        let agree = ["Agree", "Disagree", "Strongly agree"][at % 3];
        text.push_str(&format!("\n1,p{at}@example.org,Hill,{agree},secret {at},Often"));
    }
    let export = Export::read("other.csv", text.as_bytes(), &FileForm::default()).unwrap();
    let draft = draft(ADVISOR.catalogue(), &export, &Choices::new()).unwrap().mapping;
    for expected in [
        "team_columns = [\"School\"]",
        "# similarity 0.",
        "column = \"I feel at ease when colleagues watch my lessons\"\nfactor = \"risk_taking_culture\"\nscale = \"agreement\"",
        "# Undecided",
        "column 5 (What would you like to add?)",
        "they identify people:\n#   column 2 (Email)",
    ] {
        assert!(draft.contains(expected), "{expected}: {draft}");
    }
    assert!(!draft.contains("secret") && !draft.contains("example.org"), "{draft}");
    Mapping::read(ADVISOR.catalogue(), "draft.toml", &draft).unwrap_or_else(|error| panic!("{error}\n{draft}"));
}
