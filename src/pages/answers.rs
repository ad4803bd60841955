//! A table of the answers: each answer, how many people gave it, and who can answer.

use maud::{Markup, html};

use super::kit::{captioned_table, factor_link};
use super::scene::Scene;
use crate::answers::{LEVELS, Rating, Shares};
use crate::catalogue::{Answer, Factor, Kind, Profile, Who};
use crate::words::{decimal, in_sentence, list, two_decimals};

pub fn table(scene: &Scene<'_>, profile: &Profile) -> Markup {
    let columns = ["answers.factor", "answers.answer", "answers.people", "answers.who"];
    let rows = html! {
        @for (factor, answer) in scene.catalogue().factors.iter().zip(&profile.answers) {
            tr {
                th scope="row" { (factor_link(factor)) }
                @match answer {
                    Some(answer) => { td { (answer_text(scene, factor, answer)) } td { (people(answer).unwrap_or_else(|| scene.say("answers.one").to_owned())) } }
                    None => { td.open { (scene.say("answers.open_answer")) } td { "–" } }
                }
                td { (who(scene, factor)) }
            }
        }
    };
    captioned_table(scene, "all-answers", scene.say("answers.caption"), &columns, rows)
}

/// Returns who can answer a factor.
pub fn who(scene: &Scene<'_>, factor: &Factor) -> String {
    let key = |who: &Who| match who {
        Who::Teachers => "who.teachers",
        Who::Leaders => "who.leaders",
        Who::Planner => "who.planner",
        Who::Data => "who.data",
        Who::Observation => "who.observation",
        Who::Timetable => "who.timetable",
    };
    let names: Vec<String> = factor.answered_by.iter().map(|one| scene.say(key(one)).to_owned()).collect();
    list(&names)
}

/// Returns an answer in words.
pub fn answer_text(scene: &Scene<'_>, factor: &Factor, answer: &Answer) -> String {
    match answer {
        Answer::Level(rating) => rated(scene, &factor.short, rating),
        Answer::Shares(shares) => shared(factor, shares),
        Answer::Each(ratings) => {
            let part = |at: usize| match factor.kind {
                Kind::PerDesign => (in_sentence(&scene.catalogue().designs[at].name), &factor.short),
                _ => (in_sentence(&factor.resources[at].name), &factor.resources[at].short),
            };
            let known = ratings.iter().enumerate().filter_map(|(at, rating)| Some((part(at), rating.as_ref()?)));
            let said: Vec<String> =
                known.map(|((name, short), rating)| format!("{name}: {}", rated(scene, short, rating))).collect();
            said.join("; ")
        }
    }
}

/// Returns one part of an answer in words, such as one kind of resource.
pub fn part_text(scene: &Scene<'_>, factor: &Factor, answer: Option<&Answer>, part: usize) -> String {
    let rating = answer.and_then(|answer| match answer {
        Answer::Each(ratings) => ratings.get(part)?.as_ref(),
        Answer::Level(_) | Answer::Shares(_) => None,
    });
    let short = factor.resources.get(part).map_or(&factor.short, |kind| &kind.short);
    rating.map_or_else(|| scene.say("answers.open_answer").to_owned(), |rating| rated(scene, short, rating))
}

fn rated(scene: &Scene<'_>, short: &[String], rating: &Rating) -> String {
    let words = |level: usize| short.get(level - 1).map_or("", String::as_str);
    match rating {
        Rating::Level(level) => match (1..=LEVELS).find(|whole| level.millionths() == *whole as u64 * 1_000_000) {
            Some(whole) => format!("{whole}, {}", words(whole)),
            None => decimal(level.millionths().into()),
        },
        Rating::Distribution(distribution) => {
            let held = distribution.millionths().iter().enumerate().filter(|(_, count)| **count > 0);
            let said: Vec<String> =
                held.map(|(at, count)| format!("{} × {}", decimal(*count), words(at + 1))).collect();
            let mean = two_decimals(distribution.mean_millionths());
            scene.fill("answers.mean", &[("counts", &list(&said)), ("mean", &mean)])
        }
    }
}

fn shared(factor: &Factor, shares: &Shares) -> String {
    let total: u128 = shares.millionths().iter().sum();
    let named = factor.categories.iter().zip(shares.millionths()).filter(|(_, share)| **share > 0);
    let said: Vec<String> = named
        .map(|(category, share)| {
            let percent = (*share * 100 + total / 2) / total;
            if percent == 100 {
                in_sentence(&category.name)
            } else {
                format!("{percent} % {}", in_sentence(&category.name))
            }
        })
        .collect();
    list(&said)
}

/// Returns how many people gave an answer, if it states that.
fn people(answer: &Answer) -> Option<String> {
    let counted = |rating: &Rating| match rating {
        Rating::Distribution(distribution) => Some(distribution.millionths().iter().sum::<u128>()),
        Rating::Level(_) => None,
    };
    let most = match answer {
        Answer::Level(rating) => counted(rating),
        Answer::Shares(_) => None,
        Answer::Each(ratings) => ratings.iter().flatten().filter_map(counted).max(),
    };
    most.map(decimal)
}
