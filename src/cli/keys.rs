//! `backmap keys`: makes, lists and revokes keys of the service.

use std::fs::File;
use std::path::Path;

use super::settings::{KeysCommand, NewKey};
use super::{Exit, Stop, output, print, tell};
use crate::catalogue::did_you_mean;
use crate::keys::{Key, KeyFile, Secret, digest};
use crate::words::{fill_text, text};

pub fn run(command: &KeysCommand) -> Result<(), Stop> {
    match command {
        KeysCommand::New(new) => make(new),
        KeysCommand::List { keys } => list(&read(keys)?),
        KeysCommand::Revoke { name, keys } => revoke(name, keys),
    }
}

/// Reads the keys of a file.
pub fn read(path: &Path) -> Result<KeyFile, Stop> {
    let toml = std::fs::read_to_string(path).map_err(|error| Stop::unreadable(path, error))?;
    KeyFile::read(&toml).map_err(|why| {
        let slots = [("path", &*path.display().to_string()), ("why", &why)];
        Stop::new(Exit::Refused, fill_text("cli.keys.unreadable", &slots))
    })
}

/// Keeps others from changing the file at the same time; the lock ends with the file handle.
fn lock(path: &Path) -> Result<File, Stop> {
    let beside = path.with_extension("lock");
    let file = File::options().create(true).truncate(false).write(true).open(&beside);
    let file = file.map_err(|error| Stop::unwritable(&beside, error))?;
    file.lock().map_err(|error| Stop::unwritable(&beside, error))?;
    Ok(file)
}

/// Adds a key and prints it, the only time that it can be seen.
fn make(new: &NewKey) -> Result<(), Stop> {
    let usage = |message: String| Stop::new(Exit::Usage, message);
    if new.name.chars().count() > 100 || new.name.chars().any(char::is_control) || new.name.trim().is_empty() {
        return Err(usage(text("cli.keys.name").to_owned()));
    }
    let today = crate::api::today();
    if new.expires < today {
        return Err(usage(fill_text("cli.keys.past", &[("date", &new.expires.to_string())])));
    }
    let _lock = lock(&new.keys)?;
    let mut keys = if new.keys.exists() { read(&new.keys)? } else { KeyFile::default() };
    if keys.named(&new.name).is_some() {
        return Err(usage(fill_text("cli.keys.exists", &[("name", &new.name)])));
    }
    let no_random = |why: String| Stop::new(Exit::Failed, fill_text("cli.keys.no_random", &[("why", &why)]));
    let secret = Secret::new().map_err(no_random)?;
    keys.0.push(Key {
        name: new.name.clone(),
        digest: digest(secret.as_str()),
        scopes: new.scope.iter().copied().collect(),
        created: today,
        expires: new.expires,
        revoked: None,
    });
    output::write(Some(&new.keys), keys.to_toml().as_bytes())?;
    print(format!("{}\n", secret.as_str()).as_bytes())?;
    let slots = [("name", &*new.name), ("path", &new.keys.display().to_string())];
    tell(&fill_text("cli.keys.made", &slots));
    Ok(())
}

fn list(keys: &KeyFile) -> Result<(), Stop> {
    let line = |key: &Key| {
        let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.id()).collect();
        let (created, expires) = (key.created.to_string(), key.expires.to_string());
        let slots =
            [("name", &*key.name), ("scopes", &scopes.join(", ")), ("created", &created), ("expires", &expires)];
        match key.revoked {
            None => fill_text("cli.keys.line", &slots),
            Some(on) => {
                let slots = [slots[0], slots[1], slots[2], ("revoked", &*on.to_string())];
                fill_text("cli.keys.line_revoked", &slots)
            }
        }
    };
    let lines: String = keys.0.iter().map(|key| line(key) + "\n").collect();
    print(if lines.is_empty() { format!("{}\n", text("cli.keys.none")) } else { lines }.as_bytes())
}

fn revoke(name: &str, path: &Path) -> Result<(), Stop> {
    let _lock = lock(path)?;
    let mut keys = read(path)?;
    let hint = did_you_mean(name, keys.0.iter().map(|key| key.name.as_str()));
    let found = keys.0.iter_mut().find(|key| key.name == name);
    let unknown = || Stop::new(Exit::Usage, fill_text("cli.keys.unknown", &[("name", name), ("hint", &hint)]));
    found.ok_or_else(unknown)?.revoked.get_or_insert(crate::api::today());
    output::write(Some(path), keys.to_toml().as_bytes())?;
    tell(&fill_text("cli.keys.revoked", &[("name", name)]));
    Ok(())
}
