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

/// Decodes a cell whose table is read as bytes: UTF-8, or else Windows-1252.
pub fn decode_cell(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// Turns the pieces of a stream in UTF-16 into UTF-8. Other streams stay as they are; a byte order mark is removed.
#[derive(Default)]
pub struct Transcoder {
    begun: bool,
    decoder: Option<encoding_rs::Decoder>,
}

impl std::fmt::Debug for Transcoder {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Transcoder")
    }
}

impl Transcoder {
    /// Returns the text of the next bytes; the first decide the encoding.
    pub fn push<'a>(&mut self, bytes: &'a [u8]) -> std::borrow::Cow<'a, [u8]> {
        if !self.begun && !bytes.is_empty() {
            self.begun = true;
            let marked = Encoding::for_bom(bytes);
            let encoding = marked.map_or_else(|| without_mark(bytes), |(encoding, _)| Some(encoding));
            self.decoder =
                encoding.filter(|one| *one != encoding_rs::UTF_8).map(Encoding::new_decoder_with_bom_removal);
            if self.decoder.is_none() {
                return bytes[marked.map_or(0, |(_, mark)| mark)..].into();
            }
        }
        match &mut self.decoder {
            None => bytes.into(),
            Some(decoder) => {
                let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(0));
                let _ = decoder.decode_to_string(bytes, &mut text, false);
                text.into_bytes().into()
            }
        }
    }
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

    #[test]
    fn a_stream_is_transcoded_wherever_it_is_cut() {
        let words = "id,team\n1,Écoles ü\n";
        let little: Vec<u8> = [0xff, 0xfe].into_iter().chain(words.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let marked = [b"\xef\xbb\xbf", words.as_bytes()].concat();
        for bytes in [little, marked, words.as_bytes().to_vec()] {
            for cut in [4, 5, 17] {
                let (mut transcoder, mut text) = (Transcoder::default(), Vec::new());
                for piece in [&bytes[..cut], &bytes[cut..]] {
                    text.extend_from_slice(&transcoder.push(piece));
                }
                assert_eq!(String::from_utf8(text).as_deref(), Ok(words), "cut at {cut}");
            }
        }
        assert_eq!(decode_cell(b"Jos\xe9"), "José");
    }
}
