//! What the documents say about the repository: paths exist, and equations and code name each other.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::rooms::sources;
use super::support::file;

/// How a path of the repository begins.
const FOLDERS: [&str; 7] = ["src/", "tests/", "data/", "docs/", "examples/", "benches/", ".ci/"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page with its text, blocks of code left out.
fn pages() -> Vec<(String, String)> {
    let docs = fs::read_dir(root().join("docs")).unwrap().map(|entry| entry.unwrap().file_name());
    let docs = docs.map(|name| format!("docs/{}", name.to_string_lossy())).filter(|path| path.ends_with(".md"));
    let all = docs.chain(["README.md".to_owned(), "CONTRIBUTING.md".to_owned()]);
    all.map(|path| (file(&path).split("```").step_by(2).collect(), path)).map(|(text, path)| (path, text)).collect()
}

/// The paths in backticks. A `<name>` or `*` stands for any file of its folder.
fn paths(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split('`').skip(1).step_by(2).flat_map(str::split_whitespace);
    let words = words.map(|word| word.trim_start_matches(['(', '"']).trim_end_matches(['.', ',', ';', ':', ')', '"']));
    words.filter(|word| FOLDERS.iter().any(|folder| word.starts_with(folder)))
}

#[test]
fn every_path_that_a_document_names_exists() {
    let (mut seen, mut missing) = (0, Vec::new());
    for (page, text) in pages() {
        for path in paths(&text) {
            let known = match path.find(['<', '*']) {
                Some(any) => path[..any].rsplit_once('/').is_some_and(|(folder, _)| root().join(folder).is_dir()),
                None => root().join(path).exists(),
            };
            seen += 1;
            if !known {
                missing.push(format!("{page}: {path}"));
            }
        }
    }
    assert!(missing.is_empty(), "these paths lead nowhere:\n{}", missing.join("\n"));
    assert!(seen > 100, "only {seen} paths were read");
}

/// The equation numbers in a text: `E` and digits, standing alone.
fn equations(text: &str) -> BTreeSet<u32> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.filter_map(|word| word.strip_prefix('E')?.parse().ok()).collect()
}

#[test]
fn the_model_and_the_code_name_the_same_equations() {
    let model = file("docs/model.md");
    let stated = |line: &&str| line.starts_with("    ") && line.ends_with(')');
    let last = |line: &str| line.rsplit('(').next().map_or_else(BTreeSet::new, equations);
    let stated: BTreeSet<u32> = model.lines().filter(stated).flat_map(last).collect();
    assert!(
        stated.len() > 20 && stated.iter().copied().eq(1..=stated.len() as u32),
        "the numbers have gaps: {stated:?}"
    );
    let mut cited = BTreeSet::new();
    for path in sources(&root().join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let comments = text.lines().filter_map(|line| line.split_once("//")).map(|(_, comment)| comment);
        let here: BTreeSet<u32> = comments.flat_map(equations).collect();
        let unknown: Vec<&u32> = here.difference(&stated).collect();
        assert!(unknown.is_empty(), "{} cites equations that docs/model.md does not have: {unknown:?}", path.display());
        cited.extend(here);
    }
    let silent: Vec<String> = stated.difference(&cited).map(|number| format!("E{number}")).collect();
    assert!(silent.is_empty(), "no comment in src/ cites {}", silent.join(", "));
    let architecture = file("docs/architecture.md");
    let rows = architecture.lines().filter_map(|line| line.strip_prefix("| E")?.split_once(" |"));
    let rows = rows.filter(|(numbers, _)| numbers.starts_with(|letter: char| letter.is_ascii_digit()));
    let placed: BTreeSet<u32> = rows.flat_map(|(numbers, _)| ranges(numbers)).collect();
    assert_eq!(placed, stated, "the equations in the table of docs/architecture.md");
}

/// The numbers of a cell without its first `E`: `1 to E3, E5`.
fn ranges(cell: &str) -> BTreeSet<u32> {
    let number = |text: &str| text.trim().trim_start_matches('E').parse::<u32>().expect("it is an equation's number");
    let part = |part: &str| match part.split_once(" to ") {
        Some((from, to)) => number(from)..=number(to),
        None => number(part)..=number(part),
    };
    cell.split(',').flat_map(part).collect()
}
