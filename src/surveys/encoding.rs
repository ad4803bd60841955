//! Decodes bytes as text: UTF-8, UTF-16 with or without a byte order mark, or Windows-1252.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::words;

/// The number of bytes checked for UTF-16 without a byte order mark.
const LOOKED_AT: usize = 1000;

/// Returns the text of a file and the name of its encoding.
///
/// # Errors
/// If the bytes are not text.
pub fn decode(bytes: &[u8]) -> Result<(String, &'static str), String> {
    let (text, encoding) = match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => (encoding.decode_without_bom_handling(&bytes[mark..]).0, encoding),
        None => match (without_mark(bytes), std::str::from_utf8(bytes)) {
            (Some(encoding), _) => (encoding.decode_without_bom_handling(bytes).0, encoding),
            (None, Ok(text)) => (text.into(), encoding_rs::UTF_8),
            // Excel on Windows saves CSV in this encoding. Every byte is valid in it, so it comes last.
            (None, Err(_)) => (WINDOWS_1252.decode_without_bom_handling(bytes).0, WINDOWS_1252),
        },
    };
    if text.contains('\0') {
        return Err(words::text("surveys.table.not_text").to_owned());
    }
    Ok((text.into_owned(), encoding.name()))
}

/// Detects UTF-16 without a mark: Western text has a zero in every other byte.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(LOOKED_AT) & !1];
    let zeros = |odd: usize| start.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let most = start.len() / 2 * 9 / 10;
    if start.len() < 8 {
        None
    } else if zeros(1) > most && zeros(0) == 0 {
        Some(UTF_16LE)
    } else if zeros(0) > most && zeros(1) == 0 {
        Some(UTF_16BE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_in_every_encoding_that_exports_have() {
        let words = "Schule;Stärke – ja";
        let little: Vec<u8> = words.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = words.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let western = b"Schule;St\xe4rke \x96 ja".to_vec();
        for (bytes, name) in [
            (words.as_bytes().to_vec(), "UTF-8"),
            ([b"\xef\xbb\xbf", words.as_bytes()].concat(), "UTF-8"),
            ([b"\xff\xfe".to_vec(), little].concat(), "UTF-16LE"),
            ([b"\xfe\xff".to_vec(), big].concat(), "UTF-16BE"),
            (western, "windows-1252"),
        ] {
            assert_eq!(decode(&bytes), Ok((words.to_owned(), name)));
        }
        let plain: Vec<u8> = "School,Answer\n1,2\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&plain), Ok(("School,Answer\n1,2\n".to_owned(), "UTF-16LE")), "without a mark");
        assert!(decode(b"GIF\0\x01\0").is_err(), "not text");
    }
}
