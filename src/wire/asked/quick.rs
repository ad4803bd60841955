//! Fast path for the common batch line: a bare profile of whole levels, counts and ids, without escapes.
//!
//! It reads the line in one pass over the bytes. Anything else in a line (another field, a fraction, a duplicate key, a
//! mistake) makes this reader give up. The full reader then reads the line from its start and names every invalid
//! field. This reader defines no meaning of its own: a test checks that both readers return the same result.

use super::answers::SINGLE_ID_FACTOR;
use super::text::LONGEST_ID;
use crate::answers::{Distribution, LEVELS, Level, Rating, Shares};
use crate::catalogue::{Answer, Catalogue, Factor, Kind, Profile};

/// The most digits of a number read here; all such numbers are exact as floating-point numbers.
const MOST_DIGITS: usize = 9;

/// Returns the profile of such a line; `None` for any other line.
pub(super) fn quick_profile(catalogue: &Catalogue, line: &[u8]) -> Option<Profile> {
    let mut scan = Scan { bytes: line, at: 0 };
    let (mut id, mut answers) = (None, None);
    scan.object(|scan, key| {
        match key {
            b"id" if id.is_none() => id = Some(scan.text()?),
            b"factors" if answers.is_none() => answers = Some(factors(scan, catalogue)?),
            _ => return None,
        }
        Some(())
    })?;
    scan.end()?;
    // A text never has more characters than bytes.
    let id = id.map(|id| std::str::from_utf8(id).ok().filter(|id| id.len() <= LONGEST_ID).map(str::to_owned));
    let id = match id {
        Some(None) => return None,
        Some(id) => id,
        None => None,
    };
    Some(Profile { id, answers: answers?, ..Profile::default() })
}

fn factors(scan: &mut Scan<'_>, catalogue: &Catalogue) -> Option<Vec<Option<Answer>>> {
    let factors = &catalogue.factors;
    let (mut answers, mut seen) = (vec![None; factors.len()], 0_u64);
    // Keys usually follow catalog order, so try the next one first.
    let mut next = 0;
    scan.object(|scan, key| {
        let at = find(next, key, factors.len(), |at| &factors[at].id)?;
        if seen & (1 << at) != 0 {
            return None;
        }
        seen |= 1 << at;
        next = at + 1;
        answers[at] = answer(scan, catalogue, &factors[at])?;
        Some(())
    })?;
    Some(answers)
}

/// Returns the index of a name among `count` names, searching from `next`.
fn find<'a>(next: usize, key: &[u8], count: usize, name: impl Fn(usize) -> &'a str) -> Option<usize> {
    (next..count).chain(0..next.min(count)).find(|at| name(*at).as_bytes() == key)
}

/// Reads the answer to a factor; no answer if its object is empty.
fn answer(scan: &mut Scan<'_>, catalogue: &Catalogue, factor: &Factor) -> Option<Option<Answer>> {
    match factor.kind {
        Kind::Level => Some(Some(Answer::Level(rating(scan)?))),
        Kind::PerDesign => each(scan, catalogue.designs.len(), |at| &catalogue.designs[at].id),
        Kind::PerResource => each(scan, factor.resources.len(), |at| &factor.resources[at].id),
        Kind::Shares => Some(Some(Answer::Shares(shares(scan, factor)?))),
    }
}

fn each<'a>(scan: &mut Scan<'_>, count: usize, name: impl Fn(usize) -> &'a str) -> Option<Option<Answer>> {
    let (mut ratings, mut any, mut next) = (vec![None; count], false, 0);
    scan.object(|scan, key| {
        let at = find(next, key, count, &name)?;
        if ratings[at].is_some() {
            return None;
        }
        (next, any) = (at + 1, true);
        ratings[at] = Some(rating(scan)?);
        Some(())
    })?;
    Some(any.then_some(Answer::Each(ratings)))
}

fn shares(scan: &mut Scan<'_>, factor: &Factor) -> Option<Shares> {
    let categories = &factor.categories;
    let name = |at: usize| categories[at].id.as_str();
    if scan.peek()? == b'"' {
        let single = factor.id == SINGLE_ID_FACTOR;
        let id = scan.text()?;
        return find(0, id, categories.len(), name).filter(|_| single).map(Shares::only);
    }
    let (mut values, mut seen) = (vec![0.0; categories.len()], 0_u64);
    scan.object(|scan, key| {
        let at = find(0, key, categories.len(), name)?;
        if seen & (1 << at) != 0 {
            return None;
        }
        seen |= 1 << at;
        values[at] = scan.whole()?;
        Some(())
    })?;
    Shares::new(&values).ok()
}

/// Reads a whole level, or counts.
fn rating(scan: &mut Scan<'_>) -> Option<Rating> {
    if scan.peek()? != b'{' {
        return Level::new(scan.whole()?).ok().map(Rating::Level);
    }
    let mut counts = None;
    scan.object(|scan, key| {
        if key != b"counts" || counts.is_some() {
            return None;
        }
        counts = Some(scan.five()?);
        Some(())
    })?;
    Distribution::new(counts?).ok().map(Rating::Distribution)
}

/// Bytes and the current position.
struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Scan<'a> {
    /// Returns the next byte that is not whitespace, without consuming it.
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Succeeds if only whitespace remains.
    fn end(&mut self) -> Option<()> {
        self.peek().is_none().then_some(())
    }

    /// Reads an object; `field` is called with each key and reads its value.
    fn object(&mut self, mut field: impl FnMut(&mut Self, &'a [u8]) -> Option<()>) -> Option<()> {
        self.take(b'{')?;
        if self.peek()? == b'}' {
            return self.take(b'}');
        }
        loop {
            let key = self.text()?;
            self.take(b':')?;
            field(self, key)?;
            match self.peek()? {
                b',' => self.at += 1,
                _ => return self.take(b'}'),
            }
        }
    }

    /// Reads a string without escapes and control characters; the bytes may be invalid UTF-8.
    fn text(&mut self) -> Option<&'a [u8]> {
        self.take(b'"')?;
        let rest = &self.bytes[self.at..];
        let size = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..0x20))?;
        (rest[size] == b'"').then(|| {
            self.at += size + 1;
            &rest[..size]
        })
    }

    /// Reads a whole number of 0 or more, written as digits.
    fn whole(&mut self) -> Option<f64> {
        self.peek()?;
        let rest = &self.bytes[self.at..];
        let size = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let plain = size == 1 || (2..=MOST_DIGITS).contains(&size) && rest[0] != b'0';
        if !plain || matches!(rest.get(size), Some(b'.' | b'e' | b'E')) {
            return None;
        }
        self.at += size;
        let value = rest[..size].iter().fold(0_u32, |value, digit| value * 10 + u32::from(digit - b'0'));
        Some(f64::from(value))
    }

    fn five(&mut self) -> Option<[f64; LEVELS]> {
        let mut counts = [0.0; LEVELS];
        self.take(b'[')?;
        for (at, count) in counts.iter_mut().enumerate() {
            if at > 0 {
                self.take(b',')?;
            }
            *count = self.whole()?;
        }
        self.take(b']')?;
        Some(counts)
    }
}
