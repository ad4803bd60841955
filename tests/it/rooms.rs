//! The house keeps its order: a room imports only from rooms below it.

use std::fs;
use std::path::{Path, PathBuf};

use super::support::file;

/// The floor of every room; rooms on one floor do not import each other.
const FLOORS: [(&str, u8); 18] = [
    ("words", 0),
    ("answers", 0),
    ("catalogue", 1),
    ("elicitation", 1),
    ("scoring", 2),
    ("explain", 3),
    ("bundle", 3),
    ("planning", 3),
    ("advisor", 4),
    ("wire", 5),
    ("exports", 5),
    ("review", 5),
    ("surveys", 5),
    ("batch", 6),
    ("imports", 6),
    ("pages", 6),
    ("api", 7),
    ("cli", 8),
];

fn floor(room: &str) -> u8 {
    FLOORS.iter().find(|(name, _)| *name == room).unwrap_or_else(|| panic!("the room `{room}` has no floor")).1
}

fn sources(folder: &Path) -> Vec<PathBuf> {
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
            (!room.ends_with(".rs")).then(|| (room, inside, fs::read_to_string(&path).unwrap()))
        })
        .collect()
}

/// Code lines: what stands in comments and documentation is not an import.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.trim_start().starts_with("//"))
}

#[test]
fn no_room_imports_from_its_own_floor_or_from_above() {
    let mut seen = 0;
    for (room, path, text) in rooms() {
        for line in code(&text) {
            for part in line.split("crate::").skip(1) {
                let other: String = part.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
                if other.is_empty() || other == room {
                    continue;
                }
                seen += 1;
                assert!(floor(&other) < floor(&room), "{}: {room} imports {other}", path.display());
            }
        }
    }
    assert!(seen > 40, "{seen} imports were read");
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    let kept: [(&str, &[&str]); 17] = [
        ("actix_web", &["api", "cli"]),
        ("actix_multipart", &["api"]),
        ("serde_json", &["wire", "api"]),
        ("clap", &["cli"]),
        ("parquet::", &["batch"]),
        ("indicatif", &["cli"]),
        ("ndarray", &["scoring", "explain"]),
        ("toml::", &["catalogue", "review", "surveys", "pages", "words"]),
        ("maud", &["exports", "pages"]),
        ("jiff", &["planning", "advisor", "wire", "exports"]),
        ("csv::", &["batch", "surveys", "exports"]),
        ("calamine", &["surveys"]),
        ("zip::", &["surveys", "exports"]),
        ("encoding_rs", &["surveys"]),
        ("docx_rs", &["exports"]),
        ("icalendar", &["exports"]),
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
    for (room, path, text) in rooms().into_iter().filter(|(room, ..)| floor(room) <= 4) {
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
fn every_rule_and_problem_kind_and_room_stands_in_the_documents() {
    let model = file("docs/model.md");
    for rule in backmap::scoring::rules::RULES {
        assert!(model.to_lowercase().contains(rule.id()), "docs/model.md says nothing of the rule {}", rule.id());
    }
    let architecture = file("docs/architecture.md");
    let readme = file("README.md");
    for (room, _) in FLOORS {
        assert!(architecture.contains(room) && readme.contains(room), "the room {room} is not on the maps");
    }
}
