//! Reads `manifest.csv`: the version of a roster, and which of its files are complete.

use std::collections::BTreeMap;

use super::tables::Tables;

/// Required files.
const NEEDED: [&str; 4] = ["orgs", "users", "classes", "enrollments"];
/// Files that are read if present.
const READ: [&str; 6] = ["orgs", "users", "roles", "courses", "classes", "enrollments"];

/// Returns the version after checking that all files to read are complete.
pub(super) fn version(tables: &mut Tables<'_>) -> Result<String, String> {
    let mut properties = BTreeMap::new();
    let found = tables.each("manifest.csv", &["propertyName", "value"], |cells| {
        properties.insert(cells[0].to_owned(), cells[1].to_owned());
        Ok(())
    })?;
    if !found {
        return Err("manifest.csv is missing, so this is not a OneRoster zip".to_owned());
    }
    let version = properties.get("oneroster.version").cloned().unwrap_or_default();
    if !matches!(version.as_str(), "1.1" | "1.2" | "1.2.1") {
        return Err("manifest.csv: `oneroster.version` must be 1.1 or 1.2; export one of these versions".to_owned());
    }
    for name in READ {
        let state = properties.get(&format!("file.{name}")).map_or("absent", String::as_str);
        let there = tables.has(&format!("{name}.csv"));
        match state {
            "bulk" if there => {}
            "bulk" => return Err(format!("{name}.csv is missing, but manifest.csv lists it; export it again")),
            "delta" => return Err(format!("{name}.csv contains only changes (delta); export the roster as bulk")),
            _ if NEEDED.contains(&name) => {
                return Err(format!("{name}.csv is required, but manifest.csv lists it as absent"));
            }
            _ => {}
        }
    }
    Ok(version)
}
