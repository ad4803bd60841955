//! Dates and times as exports write them: ISO, and numbers with slashes, points or hyphens.

use std::borrow::Cow;
use std::cmp::Ordering;

use jiff::civil::Date;

/// A day and, if the text has one, the second of that day. Moments are ordered as they follow one another, wherever they
/// were written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    pub year: u16,
    pub month: u8,
    pub day: u8,
    pub second: Option<u32>,
    /// How far the time is ahead of universal time, in minutes; 0 if the text does not say.
    pub ahead: i32,
}

impl Moment {
    /// Seconds since 1970 in universal time; a day without a time begins at midnight.
    fn since_1970(&self) -> i64 {
        let days = Date::new(self.year as i16, self.month as i8, self.day as i8)
            .map_or(0, |day| day.duration_since(Date::constant(1970, 1, 1)).as_secs());
        days + i64::from(self.second.unwrap_or(0)) - i64::from(self.ahead) * 60
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = |of: &Self| (of.since_1970(), of.second, of.ahead);
        order(self).cmp(&order(other))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Which number of `1/2/2026` is the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    MonthFirst,
    DayFirst,
}

/// The order of a column's dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// A date shows it.
    Shown(DateOrder),
    /// No date shows it, so the usual one of the United States is taken.
    Assumed,
    /// Some dates show one order, and some the other.
    Mixed,
}

impl Order {
    /// Returns the order to read by, unless the dates contradict one another.
    pub fn known(self) -> Option<DateOrder> {
        match self {
            Self::Shown(order) => Some(order),
            Self::Assumed => Some(DateOrder::MonthFirst),
            Self::Mixed => None,
        }
    }
}

/// A date as it is written, before the order of its numbers is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    year: u16,
    /// Month and day, or two numbers in the order of the text.
    numbers: (u8, u8),
    /// The order, if the form itself shows it.
    order: Option<DateOrder>,
    time: Time,
}

/// A time of day as it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Time {
    second: Option<u32>,
    /// Whether it has seconds.
    to_the_second: bool,
    /// Minutes ahead of universal time.
    ahead: i32,
}

impl Written {
    /// Returns whether the time of day is given to the second, so that two people hardly share it.
    pub fn is_to_the_second(&self) -> bool {
        self.time.to_the_second
    }

    pub fn has_time(&self) -> bool {
        self.time.second.is_some()
    }

    /// Returns the order that this date shows: no month is above 12.
    pub fn shows(&self) -> Option<DateOrder> {
        match (self.order, self.numbers) {
            (Some(order), _) => Some(order),
            (None, (13.., _)) => Some(DateOrder::DayFirst),
            (None, (_, 13..)) => Some(DateOrder::MonthFirst),
            _ => None,
        }
    }

    /// Reads the date; `None` if there is no such day.
    pub fn read(&self, usual: DateOrder) -> Option<Moment> {
        let (month, day) = match self.order.unwrap_or(usual) {
            DateOrder::MonthFirst => self.numbers,
            DateOrder::DayFirst => (self.numbers.1, self.numbers.0),
        };
        let leap = self.year.is_multiple_of(4) && (!self.year.is_multiple_of(100) || self.year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u8::from(leap),
            _ => 0,
        };
        let Time { second, ahead, .. } = self.time;
        (1..=days).contains(&day).then_some(Moment { year: self.year, month, day, second, ahead })
    }
}

/// Returns the order that these dates show together.
pub fn order_of<'a>(dates: impl Iterator<Item = &'a Written>) -> Order {
    // The form of a text with points or a year in front shows its own order only.
    let shown: Vec<DateOrder> = dates.filter(|date| date.order.is_none()).filter_map(Written::shows).collect();
    match shown.split_first() {
        None => Order::Assumed,
        Some((first, rest)) if rest.iter().all(|one| one == first) => Order::Shown(*first),
        Some(_) => Order::Mixed,
    }
}

/// Reads a text that is a date, with or without a time, and nothing else.
pub fn written(text: &str) -> Option<Written> {
    // Spaces that do not break stand before AM and PM.
    let text = if text.is_ascii() { Cow::Borrowed(text) } else { text.replace(char::is_whitespace, " ").into() };
    let (first, rest) = number(text.trim())?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let named = month_name(&rest[1..]);
    let (second, rest) =
        named.map_or_else(|| number(rest[1..].trim_start()), |(_, length)| Some(rest[1..].split_at(length)))?;
    let (third, rest) = number(rest.strip_prefix(mark)?.trim_start())?;
    let small = |digits: &str| digits.parse().ok().filter(|_| digits.len() <= 2);
    let second_number = || named.map_or_else(|| small(second), |(month, _)| Some(month));
    let (year, numbers, order) = if first.len() == 4 {
        (first.parse().ok()?, (second_number()?, small(third)?), Some(DateOrder::MonthFirst))
    } else {
        let year = match third.len() {
            4 => third.parse().ok()?,
            2 => 2000 + third.parse::<u16>().ok()?,
            _ => return None,
        };
        // With points, the day comes first in every country that writes them, and before the name of a month too.
        let is_day_first = mark == '.' || named.is_some();
        (year, (small(first)?, second_number()?), is_day_first.then_some(DateOrder::DayFirst))
    };
    let date = Written { year, numbers, order, time: time(rest)? };
    let is_day = |order| date.read(order).is_some();
    (is_day(DateOrder::MonthFirst) || is_day(DateOrder::DayFirst)).then_some(date)
}

/// Reads the English name of a month, whole or its first three letters: its number, and how long the name is.
fn month_name(text: &str) -> Option<(u8, usize)> {
    let length = text.find(|letter: char| !letter.is_ascii_alphabetic()).unwrap_or(text.len());
    let name = text[..length].to_ascii_lowercase();
    let fits =
        |month: &&str| name.len() >= 3 && (name.len() == 3 || name.len() == month.len()) && month.starts_with(&name);
    let at = MONTHS.iter().position(fits)?;
    Some((at as u8 + 1, length))
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Splits a text after its leading digits, if it has any.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// The words for the two halves of a day, without points: before noon, and after it (CLDR, day periods, as spreadsheets
/// write them).
const HALVES: [(u32, &[&str]); 2] = [
    (0, &["am", "a m", "a", "vm", "fm", "pg", "sa", "de", "dop", "πμ", "öö", "上午", "午前", "오전", "ص", "पूर्वाह्न"]),
    (12, &["pm", "p m", "p", "nm", "em", "ptg", "ch", "du", "odp", "μμ", "ös", "下午", "午後", "오후", "م", "अपराह्न"]),
];

/// Splits a text after the word for a half of the day: the hours to add, and the rest.
fn half(text: &str) -> Option<(u32, &str)> {
    let words = HALVES.iter().flat_map(|(hours, words)| words.iter().map(move |word| (*hours, *word)));
    let found = words.filter_map(|(hours, word)| {
        let rest = text.strip_prefix(word)?;
        (!rest.starts_with(char::is_alphabetic)).then_some((word.len(), hours, rest))
    });
    found.max_by_key(|(length, ..)| *length).map(|(_, hours, rest)| (hours, rest))
}

/// Reads a time of day, or nothing.
fn time(text: &str) -> Option<Time> {
    let text = text.trim_start_matches([' ', ',', 'T', 't']).trim();
    if text.is_empty() {
        return Some(Time::default());
    }
    // In East Asia the half of the day comes first.
    let text = text.to_lowercase();
    let (before, text) = match half(&text) {
        Some((hours, rest)) => (Some(hours), rest.trim_start()),
        None => (None, text.as_str()),
    };
    let (hours, rest) = number(text)?;
    let (minutes, rest) = number(rest.strip_prefix([':', '.'])?)?;
    let (seconds, rest) = match rest.strip_prefix([':', '.']).and_then(number) {
        Some((seconds, rest)) => (Some(seconds), rest),
        None => (None, rest),
    };
    let fraction = rest.strip_prefix(['.', ',']).and_then(number);
    let rest = fraction.map_or(rest, |(_, rest)| rest).trim().replace('.', "");
    let (half, zone) = match half(&rest) {
        Some((hours, rest)) => (Some(hours), rest.trim()),
        None => (None, rest.as_str()),
    };
    let read = |digits: &str, below: u32| digits.parse::<u32>().ok().filter(|number| *number < below);
    let hours = match (before, half) {
        (None, None) => read(hours, 24)?,
        (Some(half), None) | (None, Some(half)) => read(hours, 13)? % 12 + half,
        (Some(_), Some(_)) => return None,
    };
    let second = hours * 3600 + read(minutes, 60)? * 60 + seconds.map_or(Some(0), |seconds| read(seconds, 61))?;
    Some(Time { second: Some(second), to_the_second: seconds.is_some(), ahead: ahead(zone)? })
}

/// Reads what may follow a time: a zone, such as `Z`, `+02:00`, `MDT` or `[GMT+2]`. Returns how far it is ahead of universal
/// time, in minutes; 0 for a name without a number.
fn ahead(zone: &str) -> Option<i32> {
    let fits = |letter: char| letter.is_ascii_alphanumeric() || "+-: ()[]/_".contains(letter);
    if zone.len() > 40 || !zone.chars().all(fits) {
        return None;
    }
    let Some(at) = zone.find(['+', '-']).filter(|at| zone[at + 1..].starts_with(|digit: char| digit.is_ascii_digit()))
    else {
        return Some(0);
    };
    let (hours, rest) = number(&zone[at + 1..])?;
    let (hours, minutes) = if hours.len() == 4 {
        hours.split_at(2)
    } else {
        (hours, rest.strip_prefix(':').and_then(number).map_or("0", |(minutes, _)| minutes))
    };
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let size = Some(hours * 60 + minutes).filter(|_| hours <= 14 && minutes < 60)?;
    Some(if zone[at..].starts_with('-') { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str, usual: DateOrder) -> Option<(u16, u8, u8, Option<u32>)> {
        let read = written(text)?.read(usual)?;
        Some((read.year, read.month, read.day, read.second))
    }

    #[test]
    fn dates_are_read_as_programs_write_them() {
        let day = |second| Some((2026, 10, 1, second));
        for text in
            ["2026-10-01", "10/1/2026", "1.10.2026", "01.10.26", "2026/10/1", "10-01-2026", "2026-10-01T00:00:00.000Z"]
        {
            let read = moment(text, DateOrder::MonthFirst).map(|(year, month, day, _)| (year, month, day));
            assert_eq!(read, Some((2026, 10, 1)), "{text}");
        }
        for (text, second) in [
            ("10/1/2026 9:15", 33_300),
            ("2026-10-01 09:15:00", 33_300),
            ("2026/10/01 9:15:30 AM MDT", 33_330),
            ("10/01/2026 12:00:00 p.m.", 43_200),
            ("1.10.2026 klo", 0),
            ("1.10.2026 9.15.30", 33_330),
            ("2026-10-01T09:15:30.125+02:00", 33_330),
            ("10/1/26 12:05 AM", 300),
            ("2026/10/01 3:00:00 p. m. GMT-5", 54_000),
            ("10/1/2026 3:00:00\u{202f}PM", 54_000),
            ("01/10/2026 3:00 PTG", 54_000),
            ("1/10/2026 9:00:00 π.μ.", 32_400),
            ("2026-10-01 오후 3:00:00", 54_000),
            ("2026/10/1 下午3:00:00", 54_000),
            ("10/1/2026 3:00:00p", 54_000),
            ("1-Oct-2026 15:00", 54_000),
            ("10/1/2026 9:00 [GMT-5]", 32_400),
        ] {
            let expected = if text.ends_with("klo") { None } else { day(Some(second)) };
            // These write the day first.
            let order = if text.starts_with("01/10") || text.starts_with("1/10") {
                DateOrder::DayFirst
            } else {
                DateOrder::MonthFirst
            };
            assert_eq!(moment(text, order), expected, "{text}");
        }
        assert!(written("10/1/2026 9:15:30").unwrap().is_to_the_second());
        assert!(!written("10/1/2026 9:15").unwrap().is_to_the_second());
    }

    #[test]
    fn moments_are_ordered_as_they_follow_one_another() {
        let read = |text: &str| written(text).and_then(|date| date.read(DateOrder::MonthFirst)).unwrap();
        let texts =
            ["2026-10-01T09:00+02:00", "2026-10-01T08:30Z", "10/1/2026 3:00 AM -0600", "9/30/2026 23:30 GMT-10"];
        assert!(texts.windows(2).all(|two| read(two[0]) < read(two[1])), "{texts:?}");
        assert!(read("4/30/2026 23:00 -05:00") > read("2026-05-01 02:00Z"));
    }

    #[test]
    fn what_is_no_date_is_not_read() {
        for text in [
            "",
            "12",
            "1-3",
            "2026",
            "3.5",
            "2026-13-01",
            "31/31/2026",
            "6 months",
            "2026-10",
            "1/2/3",
            "192.0.2.7",
            "10/1/2026 maybe",
            "10/1/2026 15:00 pm",
            "1-Okt-2026",
            "10/1/2026 9:00 +25:00",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn a_column_shows_its_order_or_it_is_assumed() {
        let order = |texts: &[&str]| order_of(texts.iter().filter_map(|text| written(text)).collect::<Vec<_>>().iter());
        assert_eq!(order(&["8/1/2026", "9/30/2026"]), Order::Shown(DateOrder::MonthFirst));
        assert_eq!(order(&["8/1/2026", "30/9/2026"]), Order::Shown(DateOrder::DayFirst));
        assert_eq!(order(&["8/1/2026", "2026-09-30"]), Order::Assumed);
        assert_eq!(order(&["13/1/2026", "9/30/2026"]), Order::Mixed);
        assert_eq!(moment("8/1/2026", DateOrder::DayFirst), Some((2026, 1, 8, None)));
    }
}
