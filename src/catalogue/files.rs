//! Reads the catalog's files from the binary or from a directory.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use super::design::Design;
use super::environment::EnvironmentFile;
use super::factor::Factor;
use super::learned::{LEARNED_FILE, Learned};
use super::source::Source;
use super::standards::Standard;
use super::table::{self, TableFault};
use super::{Catalogue, Faults};
use crate::words::{fill_text, text};

static EMBEDDED: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../../data");

/// The texts of a catalog by path, such as `designs/coaching.toml`.
#[derive(Clone, Debug)]
pub struct Files(BTreeMap<String, String>);

/// Why the files of a catalog could not be read.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    #[error("{}", fill_text("catalogue.file.unreadable", &[
        ("path", &path.to_string_lossy()),
        ("error", &source.to_string()),
    ]))]
    Read { path: PathBuf, source: std::io::Error },
    #[error("{}", fill_text("catalogue.file.not_text", &[("path", &path.to_string_lossy())]))]
    NotText { path: PathBuf },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SourceFile {
    source: Vec<Source>,
}

impl Files {
    /// Returns the built-in catalog.
    pub fn embedded() -> Self {
        let mut files = BTreeMap::new();
        let mut folders = vec![&EMBEDDED];
        while let Some(folder) = folders.pop() {
            folders.extend(folder.dirs());
            for file in folder.files() {
                let text = file.contents_utf8().expect("the embedded catalog is text");
                files.insert(file.path().to_string_lossy().into_owned(), text.to_owned());
            }
        }
        Self(files)
    }

    /// Reads the catalog in a directory with the layout of `data/`.
    ///
    /// # Errors
    /// If the directory or a `.toml` file in it cannot be read.
    pub fn from_directory(directory: &Path) -> Result<Self, CatalogueError> {
        let mut files = BTreeMap::new();
        for folder in ["", "designs", "factors", "standards"] {
            let path = directory.join(folder);
            let read = |source| CatalogueError::Read { path: path.clone(), source };
            for entry in std::fs::read_dir(&path).map_err(read)? {
                let file = entry.map_err(read)?.path();
                if file.extension().is_some_and(|ending| ending == "toml") {
                    let bytes =
                        std::fs::read(&file).map_err(|source| CatalogueError::Read { path: file.clone(), source })?;
                    let text = String::from_utf8(bytes).map_err(|_| CatalogueError::NotText { path: file.clone() })?;
                    let name = file.file_name().unwrap_or_default().to_string_lossy();
                    files.insert(if folder.is_empty() { name.into_owned() } else { format!("{folder}/{name}") }, text);
                }
            }
        }
        Ok(Self(files))
    }

    /// Returns the paths and texts, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// Replaces or adds one file, or removes it if `text` is `None`.
    pub fn with(mut self, path: &str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.0.insert(path.to_owned(), text.to_owned()),
            None => self.0.remove(path),
        };
        self
    }

    /// Parses every file; files that cannot be parsed are reported.
    pub(super) fn parse(&self, faults: &mut Faults) -> Option<Catalogue> {
        let mut designs = self.folder("designs/", |design: &Design| &design.id, faults);
        let mut factors = self.folder("factors/", |factor: &Factor| &factor.id, faults);
        let model = self.file("model.toml", faults);
        let environments = self.file::<EnvironmentFile>("environments.toml", faults);
        let sources = self.file::<SourceFile>("sources.toml", faults);
        let survey = self.file("survey.toml", faults);
        let planning = self.file("planning.toml", faults);
        let rates = self.file("rates.toml", faults);
        let mut standards = self.folder("standards/", |standard: &Standard| &standard.id, faults);
        standards.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
        designs.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
        factors.sort_by(|a, b| (a.position, &a.id).cmp(&(b.position, &b.id)));
        let stems = self.0.keys().filter_map(|path| path.strip_prefix("factors/")?.strip_suffix(".toml"));
        let learned = self.0.contains_key(LEARNED_FILE).then(|| self.file::<Learned>(LEARNED_FILE, faults)).flatten();
        let unread = stems.filter(|stem| !factors.iter().any(|factor| factor.id == **stem));
        let unread_factors = unread.map(str::to_owned).collect();
        let mut catalogue = Catalogue {
            unread_factors,
            learned: None,
            model: model?,
            environments: environments.map_or_else(Vec::new, |file| file.environment),
            factors,
            designs,
            sources: sources.map_or_else(Vec::new, |file| file.source),
            survey: survey.unwrap_or_default(),
            standards,
            planning: planning.unwrap_or_default(),
            rates: rates?,
            digest: self.digest(),
        };
        learned.into_iter().for_each(|learned| catalogue.apply(learned, faults));
        Some(catalogue)
    }

    /// Parses every file of a directory; each file is named after the id in it.
    fn folder<T: DeserializeOwned>(&self, folder: &str, id: fn(&T) -> &String, faults: &mut Faults) -> Vec<T> {
        let mut all = Vec::new();
        for path in self.0.keys().filter(|path| path.starts_with(folder)) {
            let Some(one) = self.file(path, faults) else { continue };
            if *path != format!("{folder}{}.toml", id(&one)) {
                faults.add(path, "id", fill_text("catalogue.file.name", &[("id", id(&one))]));
            }
            all.push(one);
        }
        all
    }

    fn file<T: DeserializeOwned>(&self, path: &str, faults: &mut Faults) -> Option<T> {
        let Some(toml) = self.0.get(path) else {
            faults.add(path, "", text("catalogue.file.missing"));
            return None;
        };
        table::read(toml).map_err(|fault| faults.add(path, place(toml, &fault), &*fault.message)).ok()
    }

    fn digest(&self) -> String {
        let mut hash = Sha256::new();
        for (path, text) in self.iter() {
            for part in [path, text] {
                hash.update((part.len() as u64).to_be_bytes());
                hash.update(part);
            }
        }
        hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Returns the line and key of a TOML error.
fn place(toml: &str, fault: &TableFault) -> String {
    let Some(at) = fault.at else { return String::new() };
    let before = &toml[..at.min(toml.len())];
    let line_number = before.lines().count().max(1);
    let line = toml.lines().nth(line_number - 1).unwrap_or_default();
    match line.split_once('=') {
        Some((key, _)) if !key.trim().is_empty() => {
            fill_text("catalogue.file.line_key", &[("line", &line_number.to_string()), ("key", key.trim())])
        }
        _ => fill_text("catalogue.file.line", &[("line", &line_number.to_string())]),
    }
}
