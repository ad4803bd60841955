//! Reads `manifest.csv`: the version of a roster, and which of its files are complete.

use std::collections::BTreeMap;

use super::super::vocabulary::meaning;
use super::tables::Tables;
use crate::words::{fill, text};

/// Required files.
const NEEDED: [&str; 4] = ["orgs", "users", "classes", "enrollments"];
/// Files that are read if present.
const READ: [&str; 6] = ["orgs", "users", "roles", "courses", "classes", "enrollments"];

/// Returns the version after checking that all files to read are complete.
pub(super) fn version(tables: &mut Tables<'_>) -> Result<String, String> {
    let mut properties = BTreeMap::new();
    let found = tables.each("manifest.csv", &["propertyName", "value"], |cells| {
        properties.insert(cells[0].to_ascii_lowercase(), cells[1].to_owned());
        Ok(())
    })?;
    if !found {
        return Err(text("surveys.roster.no_manifest").to_owned());
    }
    let version = properties.get("oneroster.version").cloned().unwrap_or_default();
    if !matches!(version.as_str(), "1.1" | "1.2" | "1.2.1") {
        return Err(text("surveys.roster.version").to_owned());
    }
    for name in READ {
        let state = properties.get(&format!("file.{name}")).map_or("absent", String::as_str);
        let there = tables.has(&format!("{name}.csv"));
        let template = match meaning("roster_file", state) {
            Some("bulk") if there => continue,
            Some("bulk") => text("surveys.roster.file_missing"),
            Some("delta") => text("surveys.roster.file_delta"),
            None => text("surveys.roster.file_unknown"),
            _ if NEEDED.contains(&name) => text("surveys.roster.file_absent"),
            _ => continue,
        };
        return Err(fill(template, &[("file", &format!("{name}.csv")), ("state", state)]));
    }
    Ok(version)
}
