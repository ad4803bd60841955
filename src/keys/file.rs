//! The file of keys: a TOML table for each, with its name, digest, scopes and dates.

use std::collections::BTreeSet;

use jiff::civil::Date;
use toml::{Table, Value};

use super::secret::{digest, is_key};
use crate::words::{fill_text, named, text};

named! {
    /// What a key may do.
    Scope {
        /// Rankings and everything that explains them.
        Rank = "rank",
        Plan = "plan",
        Catalog = "catalog",
        Import = "import",
    }
}

/// A key by its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    pub name: String,
    pub digest: String,
    pub scopes: BTreeSet<Scope>,
    pub created: Date,
    /// The last day on which it works.
    pub expires: Date,
    pub revoked: Option<Date>,
}

/// Why a key does not work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// Not of the form of a key, or with a wrong checksum.
    Malformed,
    Unknown,
    Expired,
    Revoked,
}

/// All keys of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyFile(pub Vec<Key>);

impl KeyFile {
    /// Reads a file.
    ///
    /// # Errors
    /// The first fault, with the name of its key.
    pub fn read(toml: &str) -> Result<Self, String> {
        let table: Table = toml.parse().map_err(|error: toml::de::Error| error.message().to_owned())?;
        let keys = match table.get("key") {
            None if table.is_empty() => &[],
            Some(Value::Array(keys)) if table.len() == 1 => keys.as_slice(),
            _ => return Err(text("cli.keys.no_keys").to_owned()),
        };
        let mut all = Self::default();
        for (at, key) in keys.iter().enumerate() {
            let number = (at + 1).to_string();
            let wrong = |field: &str| fill_text("cli.keys.field", &[("number", &number), ("field", field)]);
            let key = read_key(key).map_err(wrong)?;
            if all.named(&key.name).is_some() {
                return Err(fill_text("cli.keys.twice", &[("name", &key.name)]));
            }
            all.0.push(key);
        }
        Ok(all)
    }

    /// Writes the file.
    pub fn to_toml(&self) -> String {
        let mut out = format!("# {}\n", text("cli.keys.head"));
        for key in &self.0 {
            let scopes: Vec<String> = key.scopes.iter().map(|scope| format!("\"{}\"", scope.id())).collect();
            out.push_str(&format!(
                "\n[[key]]\nname = {}\nsha256 = \"{}\"\nscopes = [{}]\ncreated = \"{}\"\nexpires = \"{}\"\n",
                Value::from(key.name.as_str()),
                key.digest,
                scopes.join(", "),
                key.created,
                key.expires
            ));
            out.extend(key.revoked.map(|on| format!("revoked = \"{on}\"\n")));
        }
        out
    }

    pub fn named(&self, name: &str) -> Option<&Key> {
        self.0.iter().find(|key| key.name == name)
    }

    /// Finds the key that was sent. Every digest is compared, and each in full, so that the time tells nothing.
    ///
    /// # Errors
    /// Why it does not work on this day.
    pub fn find(&self, sent: &str, today: Date) -> Result<&Key, KeyFault> {
        if !is_key(sent) {
            return Err(KeyFault::Malformed);
        }
        let sent = digest(sent);
        let mut found = None;
        for key in &self.0 {
            if alike(key.digest.as_bytes(), sent.as_bytes()) {
                found = Some(key);
            }
        }
        found.ok_or(KeyFault::Unknown)?.working(today)
    }
}

impl Key {
    /// Returns the key if it works on this day.
    ///
    /// # Errors
    /// Why it does not.
    pub fn working(&self, today: Date) -> Result<&Self, KeyFault> {
        match self.revoked {
            Some(_) => Err(KeyFault::Revoked),
            None if self.expires < today => Err(KeyFault::Expired),
            None => Ok(self),
        }
    }
}

/// Compares in a time that does not depend on where the texts differ.
fn alike(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// Reads a key, or names the field that is wrong.
fn read_key(value: &Value) -> Result<Key, &'static str> {
    const FIELDS: [&str; 6] = ["name", "sha256", "scopes", "created", "expires", "revoked"];
    let table = value.as_table().ok_or("key")?;
    if table.keys().any(|name| !FIELDS.contains(&name.as_str())) {
        return Err("unknown field");
    }
    let word = |field: &'static str| table.get(field).and_then(Value::as_str).ok_or(field);
    let date = |field: &'static str| word(field)?.parse::<Date>().map_err(|_| field);
    let scopes = table.get("scopes").and_then(Value::as_array).ok_or("scopes")?;
    let scope = |value: &Value| Scope::ALL.into_iter().find(|scope| Some(scope.id()) == value.as_str()).ok_or("scopes");
    let digest = word("sha256")?.to_ascii_lowercase();
    if digest.len() != 64 || !digest.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err("sha256");
    }
    Ok(Key {
        name: Some(word("name")?).filter(|name| !name.trim().is_empty()).ok_or("name")?.to_owned(),
        digest,
        scopes: scopes.iter().map(scope).collect::<Result<_, _>>()?,
        created: date("created")?,
        expires: date("expires")?,
        revoked: table.contains_key("revoked").then(|| date("revoked")).transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use super::super::secret::Secret;
    use super::*;

    #[test]
    fn a_key_works_until_its_last_day_and_is_found_by_nothing_else() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let secret = Secret::new().unwrap();
        let key = Key {
            name: "the \"SIS\"".to_owned(),
            digest: digest(secret.as_str()),
            scopes: [Scope::Rank, Scope::Plan].into(),
            created: day("2026-11-28"),
            expires: day("2027-06-30"),
            revoked: None,
        };
        let file = KeyFile(vec![key.clone()]);
        assert_eq!(KeyFile::read(&file.to_toml()).as_ref(), Ok(&file));
        assert!(!file.to_toml().contains(secret.as_str()));
        assert_eq!(file.find(secret.as_str(), day("2027-06-30")), Ok(&key));
        assert_eq!(file.find(secret.as_str(), day("2027-07-01")), Err(KeyFault::Expired));
        assert_eq!(file.find("bmk_x", day("2027-01-01")), Err(KeyFault::Malformed));
        let other = Secret::new().unwrap();
        assert_eq!(file.find(other.as_str(), day("2027-01-01")), Err(KeyFault::Unknown));
        let revoked = KeyFile(vec![Key { revoked: Some(day("2026-12-01")), ..key }]);
        assert_eq!(revoked.find(secret.as_str(), day("2027-01-01")), Err(KeyFault::Revoked));
        assert_eq!(KeyFile::read(&revoked.to_toml()).as_ref(), Ok(&revoked));
    }

    #[test]
    fn a_wrong_file_is_refused_with_the_field() {
        let good = "[[key]]\nname = \"a\"\nsha256 = \"00\"\nscopes = [\"rank\"]\ncreated = \"2026-01-01\"\nexpires = \"2027-01-01\"\n"
            .replace("\"00\"", &format!("\"{}\"", "0".repeat(64)));
        assert!(KeyFile::read(&good).is_ok() && KeyFile::read("").is_ok());
        for (from, to, field) in [
            ("name = \"a\"", "name = \" \"", "name"),
            ("\"rank\"", "\"ranks\"", "scopes"),
            ("2027-01-01", "2027-13-01", "expires"),
            ("sha256 = \"0", "sha256 = \"x", "sha256"),
            ("name", "names", "unknown field"),
        ] {
            let fault = KeyFile::read(&good.replacen(from, to, 1)).unwrap_err();
            assert!(fault.contains(field), "{fault}");
        }
        assert!(KeyFile::read(&format!("{good}{good}")).is_err(), "two keys of one name");
        assert!(KeyFile::read("keys = 1").is_err());
    }
}
