//! The id of a plan, by which calendars and later versions know it.

use sha2::{Digest, Sha256};

use super::plan::Plan;

/// Number of hexadecimal digits; enough to distinguish the plans of one team.
const DIGITS: usize = 10;

impl Plan {
    /// The id by which calendars know the plan: its own, else one made of what it is about.
    pub fn identity(&self) -> String {
        self.id.clone().unwrap_or_else(|| self.new_id())
    }

    /// Gives a new plan an id of its own, so that two plans of one team stay apart.
    pub fn identify(&mut self) {
        self.id = Some(self.identity());
    }

    fn new_id(&self) -> String {
        let mut hash = Sha256::new();
        let mut add = |part: Option<&str>| {
            hash.update(part.unwrap_or_default());
            hash.update([0]);
        };
        let profile = self.profile.as_ref().and_then(|profile| profile.id.as_deref());
        add(profile);
        add(self.title.as_deref());
        self.needs.iter().for_each(|need| add(need.missing.as_deref().or(need.expected.as_deref())));
        self.goals.iter().for_each(|goal| add(goal.text.as_deref()));
        self.designs.iter().for_each(|one| add(one.design.as_deref()));
        add(self.calendar.from.map(|day| day.to_string()).as_deref());
        let digits = hash.finalize().iter().fold(String::new(), |all, byte| all + &format!("{byte:02x}"));
        format!("{}-{}", profile.unwrap_or("plan"), &digits[..DIGITS])
    }
}
