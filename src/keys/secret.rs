//! A key itself: `bmk_`, 256 random bits in base 62, and a checksum, so that a mistyped key is told from a wrong one.

use sha2::{Digest, Sha256};

const PREFIX: &str = "bmk_";
const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/// The letters of 256 bits, and of the checksum of 32.
const BODY: usize = 43;
const CHECK: usize = 6;

/// A new key. It is shown once and kept nowhere.
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Secret")
    }
}

impl Secret {
    /// Makes a key from the random numbers of the operating system.
    ///
    /// # Errors
    /// If there are none.
    pub fn new() -> Result<Self, String> {
        let mut bits = [0; 32];
        getrandom::fill(&mut bits).map_err(|error| error.to_string())?;
        let body = base62(&bits, BODY);
        let check = base62(&crc32fast::hash(body.as_bytes()).to_be_bytes(), CHECK);
        Ok(Self([PREFIX, &body, &check].concat()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns whether a text has the form and the checksum of a key.
pub fn is_key(text: &str) -> bool {
    let body = text.strip_prefix(PREFIX).filter(|body| body.len() == BODY + CHECK && body.is_ascii());
    body.is_some_and(|body| {
        let (body, check) = body.split_at(BODY);
        base62(&crc32fast::hash(body.as_bytes()).to_be_bytes(), CHECK) == check
    })
}

/// Returns the digest of a key, in hexadecimal digits.
pub fn digest(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Writes a number, most significant byte first, with this many letters.
fn base62(number: &[u8], letters: usize) -> String {
    let mut number = number.to_vec();
    let mut text = vec![b'0'; letters];
    for letter in text.iter_mut().rev() {
        let mut rest = 0_u32;
        for byte in &mut number {
            let part = rest << 8 | u32::from(*byte);
            *byte = (part / 62) as u8;
            rest = part % 62;
        }
        *letter = LETTERS[rest as usize];
    }
    String::from_utf8(text).expect("the letters are text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_has_256_random_bits_and_a_checksum() {
        let (first, second) = (Secret::new().unwrap(), Secret::new().unwrap());
        assert_ne!(first.as_str(), second.as_str());
        assert!(is_key(first.as_str()) && first.as_str().len() == 53);
        let mut mistyped = first.as_str().to_owned();
        mistyped.replace_range(10..11, if &mistyped[10..11] == "a" { "b" } else { "a" });
        for wrong in ["", "bmk_", "bmk_x", &mistyped, &first.as_str()[4..], &format!("{}x", first.as_str())] {
            assert!(!is_key(wrong), "{wrong}");
        }
        assert_eq!(base62(&[0xff; 32], BODY).len(), BODY);
        assert_eq!(base62(&62_u32.to_be_bytes(), 3), "010");
    }
}
