//! What sentences state: every number in one stands in its list.

use std::collections::BTreeSet;

use serde_json::Value;

use super::support::ADVISOR;

/// Checks every statement in an answer, and says how many there are.
pub fn check_statements(answer: &Value) -> usize {
    match answer {
        Value::Object(fields) if fields.contains_key("text") && fields.contains_key("numbers") => {
            check_statement(answer);
            1
        }
        Value::Object(fields) => fields.values().map(check_statements).sum(),
        Value::Array(items) => items.iter().map(check_statements).sum(),
        _ => 0,
    }
}

fn check_statement(statement: &Value) {
    let text = statement["text"].as_str().expect("text is a string");
    let numbers = statement["numbers"].as_array().expect("numbers are a list");
    let mut stated: Vec<f64> = Vec::new();
    for number in numbers {
        assert!(number["id"].as_str().is_some_and(|id| !id.is_empty()), "a number without an id in: {text}");
        stated.push(number["value"].as_f64().unwrap_or_else(|| panic!("{number} is no number in: {text}")));
    }
    for token in numbers_in(&without_quotations(text)) {
        assert!(stated.iter().any(|value| (value.abs() - token).abs() < 1e-9), "{token} is not listed in: {text}");
    }
    assert!(!text.contains(['{', '}']), "a template shows in: {text}");
    assert!(text.ends_with(['.', '?', '!']), "it does not end as a sentence: {text}");
    assert!(!text.contains("  "), "two spaces in: {text}");
}

/// The text without what it quotes from the catalogue, whose numbers are the catalogue's own words.
fn without_quotations(text: &str) -> String {
    let mut left = text.to_owned();
    for quotation in quotations() {
        left = left.replace(quotation, "");
    }
    left
}

/// Authored words with digits in them, longest first.
fn quotations() -> &'static [String] {
    static ALL: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
        let catalogue = ADVISOR.catalogue();
        let mut all = BTreeSet::new();
        all.extend(catalogue.sources.iter().map(|source| source.short().to_owned()));
        for design in &catalogue.designs {
            all.extend(design.evidence.iter().flat_map(|one| [one.finding.clone(), one.studied.clone()]));
            all.extend(design.ingredients.iter().map(|one| one.what.clone()));
            all.extend(design.failures.iter().flat_map(|one| [one.how.clone(), one.because.clone()]));
            all.extend(design.unknown.iter().cloned());
        }
        for factor in &catalogue.factors {
            all.insert(factor.change.how.clone());
            all.insert(factor.caution.clone());
            all.extend(factor.survey.iter().map(|item| item.text.clone()));
            all.extend(factor.short.iter().cloned());
        }
        for alternative in &ADVISOR.tables().alternatives {
            all.extend(alternative.requirements.iter().map(|(_, _, rationale)| rationale.clone()));
            let bases = alternative.attributes.iter().flat_map(|one| (0..6).map(|cell| one.basis(cell)));
            all.extend(bases.map(|basis| basis.rationale.clone()));
        }
        let mut all: Vec<String> = all.into_iter().filter(|text| text.contains(|c: char| c.is_ascii_digit())).collect();
        all.sort_by_key(|text| std::cmp::Reverse(text.len()));
        // Within a sentence a quotation begins small and loses its stop.
        let small = |text: &String| {
            let text = text.trim_end_matches('.');
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
        };
        let small: Vec<String> = all.iter().map(small).collect();
        all.extend(small);
        all
    });
    &ALL
}

fn numbers_in(text: &str) -> Vec<f64> {
    let words = text.split(|letter: char| !(letter.is_ascii_digit() || letter == '.' || letter == ','));
    words.filter_map(|word| word.trim_matches(['.', ',']).replace(',', "").parse().ok()).collect()
}
