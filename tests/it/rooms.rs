//! The house keeps its order: a room imports only from rooms below it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::support::file;

/// The floor of every room; rooms on one floor do not import each other.
const FLOORS: [(&str, u8); 30] = [
    ("lanes", 0),
    ("words", 0),
    ("answers", 0),
    ("catalogue", 1),
    ("elicitation", 1),
    ("tables", 1),
    ("scoring", 2),
    ("sentences", 2),
    ("explain", 3),
    ("counterfactual", 3),
    ("sensitivity", 3),
    ("bundle", 3),
    ("outcomes", 3),
    ("planning", 3),
    ("advisor", 4),
    ("allocation", 4),
    ("calendars", 4),
    ("cohorts", 4),
    ("learning", 4),
    ("district", 5),
    ("wire", 6),
    ("exports", 6),
    ("review", 6),
    ("surveys", 6),
    ("batch", 7),
    ("imports", 7),
    ("keys", 7),
    ("pages", 7),
    ("api", 8),
    ("cli", 9),
];

fn floor(room: &str) -> u8 {
    FLOORS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("the room `{room}` has no floor")).1
}

pub fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect()
}

/// Every source file with its room, or none for the two at the top.
fn rooms() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&root).into_iter();
    files
        .filter_map(|path| {
            let inside = path.strip_prefix(&root).unwrap().to_path_buf();
            let room = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
            (!room.ends_with(".rs") && room != "crates").then(|| (room, inside, fs::read_to_string(&path).unwrap()))
        })
        .collect()
}

/// Code lines: what stands in comments and documentation is not an import.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

/// What a text imports from the root of the crate: `crate::room`, and every room of `crate::{a::b, c}`.
fn imported(code: &str) -> Vec<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>();
    let mut found = Vec::new();
    // What a macro names by `$crate` is in its own room.
    let code = code.replace("$crate::", "");
    for part in code.split("crate::").skip(1) {
        let Some(list) = part.strip_prefix('{') else {
            found.push(name(part));
            continue;
        };
        let (mut depth, mut begins) = (0, true);
        for (at, letter) in list.char_indices() {
            match letter {
                '}' if depth == 0 => break,
                '}' => depth -= 1,
                '{' => depth += 1,
                ',' if depth == 0 => begins = true,
                letter if begins && !letter.is_whitespace() => {
                    found.push(name(&list[at..]));
                    begins = false;
                }
                _ => {}
            }
        }
    }
    found.retain(|name| !name.is_empty());
    found
}

/// How many modules a file lies below the root of the crate.
fn depth(path: &Path) -> usize {
    path.components().count() - usize::from(path.ends_with("mod.rs"))
}

/// The chains of `super::` that climb to the root of the crate.
fn climbing<'a>(path: &Path, text: &'a str) -> Vec<&'a str> {
    let (mut found, mut within) = (Vec::new(), 0);
    for line in code(text) {
        if line.contains("mod ") && line.ends_with('{') && !line.starts_with(' ') {
            within = 1;
        } else if line == "}" {
            within = 0;
        }
        let chain = |part: &str| part.split("::").take_while(|step| *step == "super").count();
        let parts = line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'));
        let climbs = |part: &&str| part.starts_with("super::") && chain(part) >= depth(path) + within;
        found.extend(parts.filter(climbs));
    }
    found
}

#[test]
fn imports_are_seen_however_they_are_written() {
    let text =
        "use crate::scoring::Tables;\nuse crate::{\n    answers::{Level, Shares},\n    wire,\n};\ncrate::api::x(1);";
    assert_eq!(imported(text), ["scoring", "answers", "wire", "api"]);
    let inner =
        "use super::super::super::api;\nuse super::super::words::list;\nmod tests {\n    use super::super::x;\n}";
    assert_eq!(climbing(Path::new("explain/case/needs.rs"), inner), ["super::super::super::api"]);
    assert_eq!(climbing(Path::new("explain/mod.rs"), "use super::api::Router;"), ["super::api::Router"]);
}

#[test]
fn no_room_imports_from_its_own_floor_or_from_above() {
    let mut seen = 0;
    for (room, path, text) in rooms() {
        let lines: Vec<&str> = code(&text).collect();
        for other in imported(&lines.join("\n")).iter().filter(|other| **other != room) {
            seen += 1;
            assert!(floor(other) < floor(&room), "{}: {room} imports {other}", path.display());
        }
        let climbing = climbing(&path, &text);
        assert!(climbing.is_empty(), "{}: write `crate::` in place of {climbing:?}", path.display());
    }
    assert!(seen > 400, "{seen} imports were read");
}

/// The parts of `wire/` and their floors: what is asked and what is answered do not know each other.
const WIRE: [(&str, u8); 4] = [("kit", 0), ("asked", 1), ("answered", 1), ("operations", 2)];

#[test]
fn what_is_asked_and_what_is_answered_do_not_know_each_other() {
    let part = |name: &str| WIRE.iter().find(|(part, _)| *part == name).map(|(_, floor)| *floor);
    let mut seen = 0;
    for (_, path, text) in rooms().into_iter().filter(|(room, ..)| room == "wire") {
        let inside = path.strip_prefix("wire").unwrap();
        let own = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
        let Some(floor) = part(&own) else { continue };
        let code = code(&text).collect::<Vec<_>>().join("\n");
        for import in code.split("crate::wire::").skip(1) {
            let other: String = import.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let below = part(&other).is_some_and(|other| other < floor);
            assert!(other == own || below, "{}: wire/{own} imports {other}", path.display());
            seen += 1;
        }
        let climbing = climbing(inside, &text);
        assert!(climbing.is_empty(), "{}: write `crate::wire::` in place of {climbing:?}", path.display());
    }
    assert!(seen > 150, "{seen} imports were read");
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    let kept: [(&str, &[&str]); 21] = [
        ("actix_web", &["api", "cli"]),
        ("actix_multipart", &["api"]),
        ("serde_json", &["wire", "api"]),
        ("clap", &["cli"]),
        ("parquet::", &["batch"]),
        ("indicatif", &["cli"]),
        ("ndarray", &["scoring", "cohorts", "learning"]),
        ("linfa", &["cohorts", "learning"]),
        ("rand_xoshiro", &["cohorts"]),
        ("sobol_burley", &["sensitivity"]),
        ("toml::", &["catalogue", "review", "surveys", "pages", "words", "keys"]),
        ("maud", &["exports", "pages"]),
        ("jiff", &["outcomes", "tables", "planning", "advisor", "calendars", "wire", "exports", "keys", "api", "cli"]),
        ("csv::", &["batch", "calendars", "surveys", "exports"]),
        ("calamine", &["surveys"]),
        ("zip::", &["surveys", "exports"]),
        ("rust_xlsxwriter", &["exports"]),
        ("encoding_rs", &["tables"]),
        ("quick_xml", &["exports"]),
        ("icalendar", &["calendars", "exports"]),
        ("tempfile", &["batch", "cli"]),
    ];
    for (room, path, text) in rooms() {
        for (outside, allowed) in kept {
            let used = code(&text).any(|line| line.contains(outside));
            assert!(!used || allowed.contains(&room.as_str()), "{}: {outside}", path.display());
        }
    }
}

#[test]
fn the_lower_floors_read_nothing_from_outside_and_keep_no_hash_order() {
    let forbidden = ["std::env", "std::net", "std::time", "SystemTime", "HashMap", "HashSet", "println!", "eprintln!"];
    for (room, path, text) in rooms().into_iter().filter(|(room, ..)| floor(room) <= 5) {
        for word in forbidden {
            assert!(!code(&text).any(|line| line.contains(word)), "{}: {word}", path.display());
        }
        let reads = code(&text).any(|line| line.contains("std::fs") || line.contains("std::io"));
        assert!(!reads || (room == "catalogue" && path.ends_with("files.rs")), "{}", path.display());
    }
}

#[test]
fn every_file_says_what_lives_in_it() {
    for (_, path, text) in rooms() {
        assert!(text.starts_with("//! "), "{} opens without a paragraph", path.display());
    }
}

#[test]
fn every_rule_stands_in_the_table_of_the_model() {
    let model = file("docs/model.md");
    for rule in backmap::scoring::rules::RULES {
        let row = format!("| `{}` |", rule.id());
        assert!(
            model.lines().any(|line| line.starts_with(&row)),
            "docs/model.md has no row for the rule {}",
            rule.id()
        );
    }
}

#[test]
fn every_room_stands_in_the_tables_of_the_maps() {
    let folders: BTreeSet<String> = rooms().into_iter().map(|(room, ..)| room).collect();
    let floors: BTreeSet<String> = FLOORS.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(folders, floors, "the folders of src/ and the floors");
    let (architecture, readme) = (file("docs/architecture.md"), file("README.md"));
    for (room, floor) in FLOORS {
        let row = format!("| {floor} | `{room}/` |");
        assert!(architecture.lines().any(|line| line.starts_with(&row)), "docs/architecture.md has no row {row}");
        let named = |line: &str| line.starts_with('|') && line.contains(&format!("`{room}/` ("));
        assert!(readme.lines().any(named), "no table of README.md says what `{room}/` is");
    }
}

/// Where English may stay in code: descriptions of the OpenAPI document, help of the commands, and texts for operators
/// and developers. A literal counts with four lower-case words or more.
#[test]
fn sentences_that_a_user_reads_are_in_data() {
    let allowed = ["wire", "api", "cli", "surveys", "exports", "answers"];
    // What only a developer reads: of a broken format and of a broken file of words.
    let of_developers = ["a byte format builds bytes", "`{key}` must be a string or a table"];
    let mut left = Vec::new();
    for (room, path, text) in rooms() {
        let text = text.split("#[cfg(test)]").next().unwrap_or_default().replace("\\\n", "");
        let of_a_user = |line: &&str| !["expect(", "panic!", "assert", "#["].iter().any(|part| line.contains(part));
        // The descriptions of a plan's fields.
        let is_allowed = allowed.contains(&room.as_str()) || path.ends_with("planning/parts.rs");
        for line in code(&text).filter(of_a_user).filter(|_| !is_allowed) {
            for literal in line.split('"').skip(1).step_by(2) {
                let is_word = |word: &&str| word.len() > 1 && word.chars().all(|letter| letter.is_ascii_lowercase());
                if literal.split_whitespace().filter(is_word).count() >= 4 && !of_developers.contains(&literal) {
                    left.push(format!("{}: {literal}", path.display()));
                }
            }
        }
    }
    assert!(left.is_empty(), "move to src/words/en-US/:\n{}", left.join("\n"));
}

/// Every key that code names has a template, and every template is named by a key, whole or as a pattern.
#[test]
fn every_template_is_used_and_every_key_has_one() {
    let code: String = rooms().into_iter().map(|(_, _, text)| text).collect();
    let quoted: Vec<&str> = code.split('"').collect();
    let is_key =
        |text: &&&str| text.contains('.') && text.chars().all(|c| c.is_ascii_alphanumeric() || "._{}".contains(c));
    let named: Vec<&str> = quoted.iter().filter(is_key).copied().collect();
    let all = backmap::words::all();
    let is_named = |key: &str| {
        let form = key.strip_suffix(".one").or_else(|| key.strip_suffix(".other")).unwrap_or(key);
        named.iter().any(|name| match name.split_once('{') {
            None => *name == key || *name == form,
            Some((begin, rest)) => {
                let end = rest.rsplit_once('}').map_or("", |(_, end)| end);
                begin.contains('.') && key.starts_with(begin) && form.ends_with(end)
            }
        })
    };
    let unused: Vec<&str> = all.iter().map(|(key, _)| *key).filter(|key| !is_named(key)).collect();
    assert!(unused.is_empty(), "nothing shows these templates: {unused:?}");
    let files: std::collections::BTreeSet<&str> = all.iter().filter_map(|(key, _)| key.split('.').next()).collect();
    // The fields of requests name the keys of their errors outside of these calls.
    for call in [
        "text(\"",
        "counted(\"",
        "numbered(\"",
        "EXPECTED: &'static str = \"",
        "EXPECTED = \"",
        "required \"",
        "Whole(\"",
        "Bounded(\"",
    ] {
        for (at, _) in code.match_indices(call) {
            let key = code[at + call.len()..].split('"').next().unwrap_or_default();
            let known =
                all.iter().any(|(own, _)| *own == key || own.strip_prefix(key).is_some_and(|end| end == ".one"));
            let is_ours = key.split('.').next().is_some_and(|file| files.contains(file)) && key.contains('.');
            assert!(known || !is_ours || key.contains('{'), "`{key}` has no template");
        }
    }
}
