//! `backmap diff`: shows what changes between two catalogs.

use std::fmt::Write;
use std::path::Path;

use include_dir::{Dir, include_dir};

use super::settings::Diff;
use super::{Exit, Stop, input, print};
use crate::advisor::Advisor;
use crate::catalogue::{Catalogue, Files, LEARNED_FILE};
use crate::learning::points as share_points;
use crate::review::{LearnedChange, RankChange, learned_changes, number_changes, rank_changes};
use crate::wire::read_profile_or_request;
use crate::words::{self, fill_counted, fill_text, points};

static EXAMPLES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/examples");

/// Used in place of a directory: the catalog compiled into the binary.
const BUILT_IN: &str = "built-in";

pub fn run(arguments: &Diff) -> Result<(), Stop> {
    let (old, new) = (files(&arguments.old)?, files(&arguments.new)?);
    let advisor = |files: &Files, path: &Path| {
        Advisor::new(files).map_err(|faults| Stop::new(Exit::Catalogue, format!("{}: {faults}", path.display())))
    };
    let (before, after) = (advisor(&old, &arguments.old)?, advisor(&new, &arguments.new)?);
    let mut text = learned(before.catalogue(), after.catalogue());
    let numbers = numbers(&old, &new);
    if text.is_empty() && numbers.is_empty() {
        text = format!("{}\n", words::text("cli.diff.same_values"));
    }
    text.push_str(&numbers);
    let mut profiles: Vec<(String, Vec<u8>)> = examples();
    for path in &arguments.profile {
        profiles.push((path.display().to_string(), input::bytes(path)?));
    }
    for (name, body) in &profiles {
        rankings(&mut text, name, body, &before, &after)?;
    }
    print(text.as_bytes())
}

fn files(path: &Path) -> Result<Files, Stop> {
    input::files((path != Path::new(BUILT_IN)).then_some(path))
}

fn examples() -> Vec<(String, Vec<u8>)> {
    let json = EXAMPLES.files().filter(|file| file.path().extension().is_some_and(|ending| ending == "json"));
    json.map(|file| (file.path().display().to_string(), file.contents().to_vec())).collect()
}

/// The values that outcomes moved; empty without any.
fn learned(old: &Catalogue, new: &Catalogue) -> String {
    let changes = learned_changes(old, new);
    if changes.is_empty() {
        return String::new();
    }
    let mut text = format!("{}\n", words::text("cli.diff.learned"));
    for LearnedChange { design, old, new, known } in changes {
        let [old, new] = [old, new].map(share_points);
        let known = known.map_or_else(String::new, |(ends, results)| {
            let [low, high] = ends.map(share_points);
            let slots = [("low", &*low), ("high", &high), ("results", &results.to_string())];
            fill_text("cli.diff.known", &slots)
        });
        let _ = writeln!(text, "{}", format!("  {design:<36} {old:>6} -> {new:>6}  {known}").trim_end());
    }
    text
}

/// Every other key; those of what was learned are shown as values.
fn numbers(old: &Files, new: &Files) -> String {
    let mut changes = number_changes(old, new);
    changes.retain(|change| change.file != LEARNED_FILE);
    let count = changes.len();
    if count == 0 {
        return String::new();
    }
    let mut text = fill_counted("cli.diff.values", count, &[("count", &count.to_string())]);
    text.push('\n');
    let none = || words::text("cli.diff.none").to_owned();
    for change in changes {
        let (old, new) = (change.old.unwrap_or_else(none), change.new.unwrap_or_else(none));
        let _ = writeln!(text, "  {}: {}: {old} -> {new}", change.file, change.key);
    }
    text
}

fn rankings(text: &mut String, name: &str, body: &[u8], before: &Advisor, after: &Advisor) -> Result<(), Stop> {
    let read = |advisor: &Advisor| {
        read_profile_or_request(advisor, body)
            .map_err(|problem| Stop::new(Exit::Refused, format!("{name}: {}", problem.detail)))
    };
    let (old, new) = (read(before)?, read(after)?);
    let changes = rank_changes((before, &old.profile, &old.options), (after, &new.profile, &new.options));
    if changes.is_empty() {
        let _ = writeln!(text, "\n{}", fill_text("cli.diff.same_ranks", &[("profile", name)]));
        return Ok(());
    }
    let _ = writeln!(text, "\n{name}:");
    for RankChange { design, old, new } in changes {
        let place = |place: Option<(usize, i32)>| {
            place.map_or_else(
                || words::text("cli.not_feasible").to_owned(),
                |(rank, score)| format!("{rank}. ({})", points(score)),
            )
        };
        let _ = writeln!(text, "  {design:<36} {:>14} -> {}", place(old), place(new));
    }
    Ok(())
}
