//! Dates and times as exports write them: ISO, and numbers with slashes, points or hyphens.

/// A day and, if the text has one, the second of that day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    pub year: u16,
    pub month: u8,
    pub day: u8,
    pub second: Option<u32>,
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
    second: Option<u32>,
    /// Whether the time has seconds.
    to_the_second: bool,
}

impl Written {
    /// Returns whether the time of day is given to the second, so that two people hardly share it.
    pub fn is_to_the_second(&self) -> bool {
        self.to_the_second
    }

    pub fn has_time(&self) -> bool {
        self.second.is_some()
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
        (1..=days).contains(&day).then_some(Moment { year: self.year, month, day, second: self.second })
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
    let (first, rest) = number(text.trim())?;
    let mark = rest.chars().next().filter(|mark| matches!(mark, '-' | '/' | '.'))?;
    let (second, rest) = number(rest[1..].trim_start())?;
    let (third, rest) = number(rest.strip_prefix(mark)?.trim_start())?;
    let small = |digits: &str| digits.parse().ok().filter(|_| digits.len() <= 2);
    let (year, numbers, order) = if first.len() == 4 {
        (first.parse().ok()?, (small(second)?, small(third)?), Some(DateOrder::MonthFirst))
    } else {
        let year = match third.len() {
            4 => third.parse().ok()?,
            2 => 2000 + third.parse::<u16>().ok()?,
            _ => return None,
        };
        // With points, the day comes first in every country that writes them.
        (year, (small(first)?, small(second)?), (mark == '.').then_some(DateOrder::DayFirst))
    };
    let (second, to_the_second) = time(rest)?;
    let date = Written { year, numbers, order, second, to_the_second };
    let is_day = |order| date.read(order).is_some();
    (is_day(DateOrder::MonthFirst) || is_day(DateOrder::DayFirst)).then_some(date)
}

/// Splits a text after its leading digits, if it has any.
fn number(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    (end > 0).then(|| text.split_at(end))
}

/// Reads a time of day, or nothing: the second of the day, and whether the text has seconds.
fn time(text: &str) -> Option<(Option<u32>, bool)> {
    let text = text.trim_start_matches([' ', ',', 'T', 't']).trim();
    if text.is_empty() {
        return Some((None, false));
    }
    let (hours, rest) = number(text)?;
    let (minutes, rest) = number(rest.strip_prefix([':', '.'])?)?;
    let (seconds, rest) = match rest.strip_prefix([':', '.']).and_then(number) {
        Some((seconds, rest)) => (Some(seconds), rest),
        None => (None, rest),
    };
    let fraction = rest.strip_prefix(['.', ',']).and_then(number);
    let rest = fraction.map_or(rest, |(_, rest)| rest).trim().to_ascii_lowercase().replace('.', "");
    let read = |digits: &str, below: u32| digits.parse::<u32>().ok().filter(|number| *number < below);
    let (hours, rest) = match (rest.strip_prefix("am"), rest.strip_prefix("pm")) {
        (Some(rest), _) => (read(hours, 13)? % 12, rest),
        (_, Some(rest)) => (read(hours, 13)? % 12 + 12, rest),
        _ => (read(hours, 24)?, rest.as_str()),
    };
    // What follows may only be a zone, such as `Z`, `+02:00`, `MDT` or `GMT+2`.
    let zone = |letter: char| letter.is_ascii_alphanumeric() || "+-: ()/_".contains(letter);
    if rest.len() > 40 || !rest.trim().chars().all(zone) {
        return None;
    }
    let second = hours * 3600 + read(minutes, 60)? * 60 + seconds.map_or(Some(0), |seconds| read(seconds, 61))?;
    Some((Some(second), seconds.is_some()))
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
        ] {
            let expected = if text.ends_with("klo") { None } else { day(Some(second)) };
            assert_eq!(moment(text, DateOrder::MonthFirst), expected, "{text}");
        }
        assert!(written("10/1/2026 9:15:30").unwrap().is_to_the_second());
        assert!(!written("10/1/2026 9:15").unwrap().is_to_the_second());
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
