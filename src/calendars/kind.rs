//! What an event is, by the words of its name or by what the file says.

use super::DayEvent;
use crate::catalogue::CalendarWords;

/// What an event means for a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// No school.
    Closed,
    /// A day on which staff learn.
    Learning,
    /// The first or last day of school.
    First,
    Last,
    /// School is open, if shorter or with an event.
    Open,
}

impl Kind {
    /// Returns what an event is; `None` if its words do not say.
    pub(super) fn of(event: &DayEvent, words: &CalendarWords) -> Option<Self> {
        if let Some(kind) = &event.kind {
            return Self::said(kind, words);
        }
        Self::said(&event.name, words)
    }

    /// The order matters: "No school: professional development" is a day for learning, "holiday concert" is no holiday.
    fn said(text: &str, words: &CalendarWords) -> Option<Self> {
        let text = folded(text);
        // A single word such as "first" says it alone only: "First day of winter break" is no first day of school.
        let says = |kind: Self, phrase: &str| match kind {
            Self::First | Self::Last if !phrase.contains(' ') => text.trim() == phrase,
            _ => text.contains(&format!(" {phrase} ")),
        };
        let kinds = [
            (Self::First, &words.first),
            (Self::Last, &words.last),
            (Self::Learning, &words.learning),
            (Self::Open, &words.open),
            (Self::Closed, &words.closed),
        ];
        let fits = |(kind, phrases): &(Self, &Vec<String>)| phrases.iter().any(|phrase| says(*kind, phrase));
        kinds.into_iter().find(fits).map(|(kind, _)| kind)
    }
}

/// Lowers a text to words between single spaces, with a space at each end.
fn folded(text: &str) -> String {
    let words = text.to_lowercase().replace(['\'', '’'], "");
    let words = words.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.fold(" ".to_owned(), |all, word| all + word + " ")
}
