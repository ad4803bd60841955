//! Which questions were seen and which answers are not known, in fields of the form.

use super::super::fields::Fields;
use super::super::scene::Scene;
use super::card::Card;

/// The cards that were shown, in their order, separated by spaces; the last one is on the page.
const SEEN: &str = "way.seen";

/// The cards that were answered with "I don't know".
const UNKNOWN: &str = "way.unknown";

/// What the pressed button does: `next`, `unknown`, `skip`, `back`, or the id of a card to show. It is not kept.
pub(super) const DO: &str = super::super::fields::NEXT;

/// What the buttons of every question do.
const STEPS: [&str; 4] = ["next", "unknown", "skip", "back"];

/// The card after the last question.
pub(super) const END: &str = "end";

/// The most cards that are kept: more than there are questions.
const MOST: usize = 200;

/// Where a planner is among the questions.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress {
    seen: Vec<String>,
    unknown: Vec<String>,
    does: Option<String>,
}

impl Progress {
    /// Reads the fields; ids of no card are dropped, so that an old link still opens.
    pub(super) fn read(scene: &Scene<'_>) -> Self {
        let is_card = |id: &&str| Card::of(scene, id).is_some();
        let list = |name: &str| scene.fields.get(name).unwrap_or("").split_whitespace().take(MOST);
        let owned = |ids: Vec<&str>| ids.into_iter().map(str::to_owned).collect();
        let is_button = |does: &&str| STEPS.contains(does) || is_card(does);
        Self {
            seen: owned(list(SEEN).filter(|id| *id == END || is_card(id)).collect()),
            unknown: owned(list(UNKNOWN).filter(is_card).collect()),
            does: scene.fields.get(DO).filter(is_button).map(str::to_owned),
        }
    }

    /// Returns the fields without an answer that is now not known.
    pub(super) fn fields(&self, scene: &Scene<'_>) -> Fields {
        let card = Card::of(scene, self.current()).filter(|_| self.does.as_deref() == Some("unknown"));
        scene.fields.without(|name| card.as_ref().is_some_and(|card| card.shows(name)))
    }

    /// The id of the card on the page; empty before the first.
    pub(super) fn current(&self) -> &str {
        self.seen.last().map_or("", String::as_str)
    }

    pub(super) fn seen(&self) -> &[String] {
        &self.seen
    }

    pub(super) fn is_unknown(&self, id: &str) -> bool {
        self.unknown.iter().any(|known| known == id)
    }

    /// Returns the card that was shown before and answered, skipped or left just now.
    pub(super) fn answered(&self) -> Option<&str> {
        let is_forward = self.does.as_deref() == Some("next");
        is_forward.then(|| self.seen.iter().rev().nth(1).map(String::as_str)).flatten()
    }

    /// Does what the button says; `next` chooses a card that was neither seen nor answered.
    pub(super) fn moved(mut self, next: impl Fn(&[String], &[String]) -> String) -> Self {
        match self.does.as_deref() {
            Some("back") => {
                self.seen.pop();
            }
            Some("unknown") => {
                let current = self.current().to_owned();
                self.unknown.push(current);
                self.forward(&next);
            }
            Some("next" | "skip") => {
                let current = self.current().to_owned();
                self.unknown.retain(|id| *id != current);
                self.forward(&next);
            }
            Some(card) => {
                let card = card.to_owned();
                self.seen.retain(|id| *id != card && *id != END);
                self.seen.push(card);
            }
            None => {}
        }
        if self.seen.is_empty() {
            self.forward(&next);
        }
        self
    }

    fn forward(&mut self, next: &impl Fn(&[String], &[String]) -> String) {
        if self.current() != END {
            let card = next(&self.seen, &self.unknown);
            self.seen.push(card);
        }
    }

    /// The fields that keep this.
    pub(super) fn state(&self) -> [(&'static str, String); 2] {
        [(SEEN, self.seen.join(" ")), (UNKNOWN, self.unknown.join(" "))]
    }

    /// Returns the cards that were seen and have no answer, not even "I don't know".
    pub(super) fn skipped<'a>(&self, scene: &Scene<'a>) -> impl Iterator<Item = Card<'a>> {
        let seen = self.seen.iter().filter(|id| !self.is_unknown(id));
        seen.filter_map(|id| Card::of(scene, id)).filter(|card| !card.is_answered(scene))
    }
}
