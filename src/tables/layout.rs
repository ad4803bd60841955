//! Where the cells and rows of a text table begin and end.

/// The delimiters between cells that are detected, most common first.
pub const DELIMITERS: [u8; 4] = *b",;\t|";

/// Returns the delimiter that stands most often in a header line, outside quotation marks.
pub fn delimiter_of(header: &[u8]) -> u8 {
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut quoted = false;
    for byte in header {
        quoted ^= *byte == b'"';
        if let Some(at) = DELIMITERS.iter().position(|one| one == byte).filter(|_| !quoted) {
            counts[at] += 1;
        }
    }
    // Of equals, the more common one.
    let best = (0..DELIMITERS.len()).rev().max_by_key(|at| counts[*at]);
    DELIMITERS[best.unwrap_or_default()]
}

/// Reads the line `sep=;`, which Excel writes before the first row if the delimiter is not the regional one. Returns the
/// delimiter and how many bytes the line takes.
pub fn named_delimiter(start: &[u8]) -> Option<(u8, usize)> {
    let rest = start.strip_prefix(b"sep=")?;
    let (delimiter, rest) = rest.split_first()?;
    let end = match rest {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => return None,
    };
    Some((*delimiter, b"sep=".len() + 1 + end))
}

/// Counts the ends of lines: `\n`, `\r\n`, and `\r` alone, which old programs for the Mac write.
pub fn line_ends(bytes: &[u8]) -> usize {
    let newlines = bytes.iter().filter(|byte| **byte == b'\n').count();
    let alone = bytes.windows(2).filter(|pair| pair[0] == b'\r' && pair[1] != b'\n').count();
    newlines + alone + usize::from(bytes.last() == Some(&b'\r'))
}

/// Returns the line of a quotation mark that is opened and never closed, or that is closed within a cell, so that the
/// cells behind it are not those that were meant (RFC 4180).
pub fn open_quote(text: &[u8], delimiter: u8) -> Option<usize> {
    let mut quotes = Quotes::new(delimiter);
    quotes.push(text).or_else(|| quotes.end())
}

/// Follows the quotation marks of a text that arrives in pieces.
#[derive(Clone, Copy, Debug)]
pub struct Quotes {
    delimiter: u8,
    at: At,
    line: usize,
    /// The line of the mark that was opened last.
    opened: usize,
    last: u8,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum At {
    CellStart,
    Cell,
    Quoted,
    Quote,
}

impl Quotes {
    pub fn new(delimiter: u8) -> Self {
        Self { delimiter, at: At::CellStart, line: 1, opened: 1, last: 0 }
    }

    /// Returns the line of a mark that is closed within a cell of this piece.
    pub fn push(&mut self, text: &[u8]) -> Option<usize> {
        for byte in text {
            self.at = match (self.at, *byte) {
                (At::CellStart, b'"') => {
                    self.opened = self.line;
                    At::Quoted
                }
                (At::Quote, b'"') => At::Quoted,
                (At::Quoted, b'"') => At::Quote,
                (At::Quoted, _) => At::Quoted,
                (_, b'\n' | b'\r') => At::CellStart,
                (_, byte) if byte == self.delimiter => At::CellStart,
                (At::Quote, b' ' | b'\t') => At::Quote,
                (At::Quote, _) => return Some(self.opened),
                _ => At::Cell,
            };
            self.line += usize::from(*byte == b'\r' || (*byte == b'\n' && self.last != b'\r'));
            self.last = *byte;
        }
        None
    }

    /// Returns the line of a mark that is still open at the end of the text.
    pub fn end(&self) -> Option<usize> {
        (self.at == At::Quoted).then_some(self.opened)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_of_a_header_is_not_within_quotation_marks() {
        for (header, delimiter) in [
            (&b"id,time_available"[..], b','),
            (b"id;\"Name, first, last\";time_available", b';'),
            (b"id\ttime_available, 2\tperceived_need", b'\t'),
            (b"one column", b','),
        ] {
            assert_eq!(char::from(delimiter_of(header)), char::from(delimiter));
        }
        assert_eq!(named_delimiter(b"sep=;\r\nid;a\r\n"), Some((b';', 7)));
        assert_eq!(named_delimiter(b"sep=,b\n"), None, "a heading that begins alike");
    }

    #[test]
    fn every_end_of_a_line_counts_once() {
        for (text, ends) in [("a\nb\n", 2), ("a\r\nb\r\n", 2), ("a\rb\r", 2), ("a\r\rb\n", 3), ("a", 0)] {
            assert_eq!(line_ends(text.as_bytes()), ends, "{text:?}");
        }
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_is_found_with_its_line() {
        for (text, line) in [
            ("a,\"b\"\nc,\"d \"\"e\"\" f\"\n", None),
            ("a,b\nc,\"see below\nd,e\n", Some(2)),
            ("a,b\r\nc,\"x\r\ny\" z,1\r\n", Some(2)),
            ("5\" screen,b\n", None),
            ("\"a\" ,b\n", None),
        ] {
            assert_eq!(open_quote(text.as_bytes(), b','), line, "{text:?}");
        }
    }
}
