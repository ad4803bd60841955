//! Prints the first screen of a ranking: what to do, why, what is missing, and the next designs in a line each.

use super::plain;
use super::table::{demands, where_it_runs};
use super::text::{line, paragraph, provenance};
use crate::advisor::{Advice, Advisor, Cost, Recommendation};
use crate::pages::Words;
use crate::scoring::Group;
use crate::words::{in_sentence, list, tenths, whole};

/// The most lines of the first screen.
const MOST_LINES: usize = 40;

/// Designs listed in a line each after the first.
const NEXT: usize = 5;

/// How many warnings and reasons there may be, from most to least: the first screen that fits is shown.
const ROOM: [(usize, usize); 6] = [(3, 2), (2, 2), (1, 2), (1, 1), (0, 1), (0, 0)];

/// The most characters of a list of designs, and of the team's id, in a line.
const MOST_NAMES: usize = 75;
const MOST_ID: usize = 45;

/// Formats the first screen, with as many warnings and reasons as there is room for.
pub fn summary(advisor: &Advisor, advice: &Advice<'_>) -> String {
    let screens = ROOM.map(|(warnings, reasons)| Screen { advisor, advice, warnings, reasons });
    let mut texts = screens.iter().map(Screen::text);
    let shortest = screens[ROOM.len() - 1].text();
    texts.find(|text| text.lines().count() <= MOST_LINES).unwrap_or(shortest)
}

struct Screen<'a> {
    advisor: &'a Advisor,
    advice: &'a Advice<'a>,
    warnings: usize,
    reasons: usize,
}

impl Screen<'_> {
    fn text(&self) -> String {
        let mut text = String::new();
        let catalogue = self.advisor.catalogue();
        let known = self.advice.profile.answers.iter().filter(|answer| answer.is_some()).count();
        let team = cut(&plain(self.advice.profile.id.as_deref().unwrap_or(say("terminal.this_team"))), MOST_ID);
        let [known, all] = [known, catalogue.factors.len()].map(|count| count.to_string());
        line(&mut text, &fill("terminal.heading", &[("team", &team), ("known", &known), ("all", &all)]));
        let listed = &self.advice.recommendations;
        let first = listed.iter().find(|one| one.group == Group::CanBeginNow).or(listed.first());
        if let Some(first) = first {
            self.first(&mut text, first);
        }
        self.next(&mut text, first.map(|first| first.placed.rank));
        self.by_hand(&mut text);
        self.warnings(&mut text);
        self.not_feasible(&mut text);
        text.push('\n');
        paragraph(&mut text, "", say("terminal.what_a_score_is"));
        line(&mut text, say("terminal.more"));
        provenance(&mut text, self.advisor);
        text
    }

    fn first(&self, text: &mut String, one: &Recommendation<'_>) {
        let catalogue = self.advisor.catalogue();
        let name = &catalogue.designs[one.placed.design].name;
        let heading = if one.group == Group::CanBeginNow { "terminal.begin_with" } else { "terminal.build_toward" };
        line(text, &format!("\n{}", fill(heading, &[("design", name), ("score", &self.score(one))])));
        paragraph(text, "     ", &format!("{}; {}", where_it_runs(self.advisor, one), demands(self.advisor, one)));
        if let Some(place) = &self.advice.first_place {
            let close = place.group.len();
            // The group may be without the design to begin with, where a design to build toward ranks first.
            if close > 1 && place.group.contains(&one.placed.design) {
                let lightest = &catalogue.designs[place.lightest];
                let (count, hours) = (close.to_string(), lightest.dosage.hours.typical.to_string());
                let slots = [("count", &*count), ("lightest", &in_sentence(&lightest.name)), ("hours", &hours)];
                paragraph(text, "     ", &fill("terminal.too_close", &slots));
            } else {
                paragraph(text, "     ", &place.sentence);
            }
        }
        let (potential, readiness) = (whole(one.potential).to_string(), whole(one.readiness).to_string());
        let slots = [("potential", &*potential), ("readiness", &readiness)];
        line(text, &format!("\n{}", say("terminal.why")));
        paragraph(text, "     ", &fill("terminal.could_reach", &slots));
        let helps = one.contributions.iter().filter(|one| one.contribution > 0).take(self.reasons);
        helps.for_each(|one| paragraph(text, "     ", one.reason.text()));
        let (known, open): (Vec<&Cost<'_>>, Vec<&Cost<'_>>) = one.costs.iter().partition(|cost| cost.known);
        if !known.is_empty() {
            line(text, say("terminal.missing"));
            for cost in &known {
                paragraph(text, &format!("     {:>6}  ", format!("-{}", tenths(cost.cost).1)), cost.label);
            }
        }
        if !open.is_empty() {
            let names: Vec<String> =
                open.iter().map(|cost| in_sentence(&catalogue.factors[cost.factor].name)).collect();
            paragraph(text, "     ", &fill("terminal.not_answered", &[("names", &list(&names))]));
        }
        let changes = known.iter().map(|cost| &catalogue.factors[cost.factor].change);
        if let Some(change) = changes.into_iter().find(|change| change.by_school) {
            paragraph(text, "     ", &fill("terminal.raise_it", &[("how", &change.how)]));
        }
    }

    /// The next designs by score, in a line each.
    fn next(&self, text: &mut String, shown: Option<usize>) {
        let others = self.advice.recommendations.iter().filter(|one| Some(one.placed.rank) != shown);
        let others: Vec<_> = others.take(NEXT).collect();
        if others.is_empty() {
            return;
        }
        line(text, &format!("\n{}", say("terminal.next")));
        for one in others {
            let name = &self.advisor.catalogue().designs[one.placed.design].name;
            let group = match one.group {
                Group::CanBeginNow => say("terminal.can_begin_now"),
                Group::WorthBuildingToward => say("terminal.worth_building_toward"),
            };
            let lacks = one.costs.iter().find(|cost| cost.known).map_or_else(String::new, |cost| {
                let factor = cost.label.split([':', ',']).next().unwrap_or_default();
                fill("terminal.lacks", &[("factor", factor)])
            });
            let row = format!("{:>3}. {:<34} {:<13} {group}{lacks}", one.placed.rank, name, self.score(one));
            line(text, &cut(&row, 100));
        }
    }

    /// What was set by hand, whatever the room: a reader of the ranking must know.
    fn by_hand(&self, text: &mut String) {
        for one in &self.advice.by_hand {
            paragraph(text, "! ", &one.statement.text);
        }
    }

    fn warnings(&self, text: &mut String) {
        let notices = &self.advice.notices;
        if notices.is_empty() {
            return;
        }
        text.push('\n');
        for notice in notices.iter().take(self.warnings) {
            paragraph(text, "! ", &notice.text);
        }
        let hidden = notices.len().saturating_sub(self.warnings);
        match hidden {
            0 => {}
            1 => line(text, &format!("! {}", say("terminal.one_more_notice"))),
            more => line(text, &format!("! {}", fill("terminal.more_notices", &[("count", &more.to_string())]))),
        }
    }

    fn not_feasible(&self, text: &mut String) {
        let designs = &self.advisor.catalogue().designs;
        let names: Vec<&str> = self.advice.not_feasible.iter().map(|one| designs[one.design].name.as_str()).collect();
        if !names.is_empty() {
            let names = cut(&names.join(", "), MOST_NAMES);
            line(text, &format!("\n{}", fill("terminal.not_feasible", &[("designs", &names)])));
        }
    }

    fn score(&self, one: &Recommendation<'_>) -> String {
        let [score, low, high] =
            [one.placed.score, one.interval.low, one.interval.high].map(|of| whole(of).to_string());
        fill("terminal.score", &[("score", &score), ("low", &low), ("high", &high)])
    }
}

fn say(key: &'static str) -> &'static str {
    Words::wanted(None).say(key)
}

fn fill(key: &str, slots: &[(&str, &str)]) -> String {
    Words::wanted(None).fill(key, slots)
}

/// The text, cut to so many characters.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}
