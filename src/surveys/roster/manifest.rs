//! `manifest.csv`: the version of a roster, and which of its files are whole.

use std::collections::BTreeMap;

use super::tables::Tables;

/// Files without which no team can be made.
const NEEDED: [&str; 4] = ["orgs", "users", "classes", "enrollments"];
/// Files that are read where they are there.
const READ: [&str; 6] = ["orgs", "users", "roles", "courses", "classes", "enrollments"];

/// The version, once all files that are read are known to be whole.
pub(super) fn version(tables: &mut Tables<'_>) -> Result<String, String> {
    let mut properties = BTreeMap::new();
    let found = tables.each("manifest.csv", &["propertyName", "value"], |cells| {
        properties.insert(cells[0].to_owned(), cells[1].to_owned());
        Ok(())
    })?;
    if !found {
        return Err("this zip holds no manifest.csv, so it is no OneRoster file".to_owned());
    }
    let version = properties.get("oneroster.version").cloned().unwrap_or_default();
    if !matches!(version.as_str(), "1.1" | "1.2" | "1.2.1") {
        return Err(
            "manifest.csv: `oneroster.version` is neither 1.1 nor 1.2; ask for an export of one of these".to_owned()
        );
    }
    for name in READ {
        let state = properties.get(&format!("file.{name}")).map_or("absent", String::as_str);
        let there = tables.has(&format!("{name}.csv"));
        match state {
            "bulk" if there => {}
            "bulk" => return Err(format!("manifest.csv says that {name}.csv is there, and it is not")),
            "delta" => return Err(format!("{name}.csv holds only what changed (delta); ask for a bulk export")),
            _ if NEEDED.contains(&name) => {
                return Err(format!("{name}.csv is needed, and manifest.csv says that it is absent"));
            }
            _ => {}
        }
    }
    Ok(version)
}
