//! The standards: every item of the source stands on its own side, and what is said of a plan rests on it.

use backmap::catalogue::{AuditRule, LookFor, RequirementRule, Severity, Standard};
use serde::Deserialize;

use super::support::{ADVISOR, file};

#[derive(Deserialize)]
struct Items {
    item: Vec<Item>,
}

/// An item of the source, written down apart from the catalogue.
#[derive(Deserialize)]
struct Item {
    standard: String,
    element: String,
    side: String,
    number: usize,
    marks: Vec<String>,
}

fn items() -> Vec<Item> {
    toml::from_str::<Items>(&file("tests/standards_items.toml")).expect("the table of items is TOML").item
}

/// The text and number of a look-for on one side.
fn side<'a>(look_for: &'a LookFor, side: &str) -> Option<(&'a str, usize)> {
    let (text, number) = match side {
        "looks_like" => (&look_for.looks_like, look_for.good_item),
        "does_not_look_like" => (&look_for.does_not_look_like, look_for.bad_item),
        other => panic!("there is no side `{other}`"),
    };
    text.as_deref().zip(number)
}

#[test]
fn every_item_of_the_source_stands_once_in_its_element_and_on_its_side() {
    let advisor = &*ADVISOR;
    let standards = &advisor.catalogue().standards;
    for item in items() {
        let standard =
            standards.iter().find(|one| one.id == item.standard).unwrap_or_else(|| panic!("{}", item.standard));
        let element = standard.elements.iter().find(|one| one.id == item.element);
        let element = element.unwrap_or_else(|| panic!("{} has no {}", item.standard, item.element));
        let on_side = element.look_fors.iter().filter_map(|look_for| side(look_for, &item.side));
        let found: Vec<&str> = on_side.filter(|(_, number)| *number == item.number).map(|(text, _)| text).collect();
        let place = format!("{}.{} {} {}", item.standard, item.element, item.side, item.number);
        assert_eq!(found.len(), 1, "{place}: {found:?}");
        let text = found[0].to_lowercase();
        for mark in &item.marks {
            assert!(text.contains(mark.as_str()), "{place}: `{mark}` is not in: {text}");
        }
    }
}

#[test]
fn no_text_of_a_look_for_stands_without_an_item_of_the_source() {
    let advisor = &*ADVISOR;
    let items = items();
    let listed = |standard: &str, element: &str, side: &str, number: usize| {
        items.iter().any(|item| {
            (item.standard.as_str(), item.element.as_str(), item.side.as_str(), item.number)
                == (standard, element, side, number)
        })
    };
    let mut texts = 0;
    for standard in &advisor.catalogue().standards {
        for element in &standard.elements {
            for look_for in &element.look_fors {
                for name in ["looks_like", "does_not_look_like"] {
                    if let Some((_, number)) = side(look_for, name) {
                        texts += 1;
                        assert!(
                            listed(&standard.id, &element.id, name, number),
                            "{}.{} {name}",
                            standard.id,
                            look_for.id
                        );
                    }
                }
            }
        }
    }
    assert_eq!((texts, items.len()), (144, 144), "71 items of one side and 73 of the other");
}

#[test]
fn the_seven_standards_have_the_elements_that_the_source_names() {
    let advisor = &*ADVISOR;
    let elements: Vec<(&str, usize)> =
        advisor.catalogue().standards.iter().map(|one| (one.id.as_str(), one.elements.len())).collect();
    let expected =
        ["learning_communities", "leadership", "resources", "data", "learning_designs", "implementation", "outcomes"];
    assert_eq!(elements, expected.map(|id| (id, 3)));
}

#[test]
fn the_eleven_standards_of_2022_are_mapped_by_title_in_three_frames() {
    let advisor = &*ADVISOR;
    let editions = &advisor.catalogue().planning.edition_2022;
    assert_eq!(editions.len(), 11);
    let mut frames: Vec<&str> = editions.iter().map(|one| one.frame.as_str()).collect();
    frames.dedup();
    assert_eq!(frames.len(), 3, "{frames:?}");
    let named = |title: &str| editions.iter().find(|one| one.title == title).map(|one| one.from.join(" "));
    assert_eq!(named("Evidence").as_deref(), Some("data"));
    assert_eq!(named("Culture of Collaborative Inquiry").as_deref(), Some("learning_communities"));
    assert_eq!(named("Equity Practices").as_deref(), Some(""));
}

fn look_fors(standards: &[Standard]) -> impl Iterator<Item = &LookFor> {
    standards.iter().flat_map(|standard| &standard.elements).flat_map(|element| &element.look_fors)
}

#[test]
fn every_audit_rule_decides_some_look_for() {
    let advisor = &*ADVISOR;
    let used: Vec<AuditRule> = look_fors(&advisor.catalogue().standards).filter_map(|one| one.rule).collect();
    for rule in AuditRule::ALL {
        assert!(used.contains(rule), "{rule:?} decides nothing");
    }
}

#[test]
fn where_evidence_and_standard_differ_a_finding_says_so_and_weighs_less_than_an_error() {
    let advisor = &*ADVISOR;
    let differing: Vec<&LookFor> =
        look_fors(&advisor.catalogue().standards).filter(|one| one.differs.is_some()).collect();
    assert!(differing.len() >= 8, "{}", differing.len());
    for one in differing {
        let differs = one.differs.as_ref().unwrap();
        assert!(!differs.says.is_empty() && one.severity < Severity::Error, "{}", one.id);
    }
}

#[test]
fn every_implementation_requirement_has_a_rule_or_is_a_question_to_the_team() {
    let advisor = &*ADVISOR;
    let requirements = &advisor.catalogue().planning.requirements;
    let parts = requirements.iter().flat_map(|one| one.parts.iter().map(|part| (part.id.as_str(), part.rule)));
    let all: Vec<_> = requirements.iter().map(|one| (one.id.as_str(), one.rule)).chain(parts).collect();
    let questions: Vec<&str> = all.iter().filter(|(_, rule)| rule.is_none()).map(|(id, _)| *id).collect();
    let expected = ["fidelity_with_understanding", "fits_practice_resources_culture"];
    assert_eq!(questions, expected);
    let mut used: Vec<RequirementRule> = all.iter().filter_map(|(_, rule)| *rule).collect();
    used.sort();
    used.dedup();
    assert_eq!(used, RequirementRule::ALL);
}
