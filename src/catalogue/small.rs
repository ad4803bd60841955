//! Teams of too few people: nothing about them enters a number, so nothing about them can be computed from one.

use super::profile::{Answer, Profile};
use crate::answers::{MILLION, Rating};

/// Whether a team has fewer people than the minimum, by its size or by how many of them answered a question.
///
/// Counts that are not whole numbers are shares, of a number of people that nobody gave.
pub fn is_too_small(profile: &Profile, minimum: usize) -> bool {
    let by_size = profile.setting.team_size.is_some_and(|size| (size as usize) < minimum);
    let voices = profile.voices.iter().flat_map(|voices| {
        let groups = voices.groups.iter().map(|group| &group.answers);
        groups.chain(std::iter::once(&voices.common)).flatten()
    });
    let answers = profile.answers.iter().chain(voices).flatten();
    by_size || answers.flat_map(ratings).filter_map(people).any(|people| people < minimum as u128)
}

fn ratings(answer: &Answer) -> Vec<&Rating> {
    match answer {
        Answer::Level(rating) => vec![rating],
        Answer::Each(ratings) => ratings.iter().flatten().collect(),
        Answer::Shares(_) => Vec::new(),
    }
}

/// How many people answered, if they were counted.
fn people(rating: &Rating) -> Option<u128> {
    let Rating::Distribution(counts) = rating else { return None };
    let million = u128::from(MILLION);
    let counts = counts.millionths();
    counts.iter().all(|count| count % million == 0).then(|| counts.iter().sum::<u128>() / million)
}

#[cfg(test)]
mod tests {
    use super::super::profile::Setting;
    use super::*;
    use crate::answers::{Distribution, Level};

    fn counted(counts: [f64; 5]) -> Answer {
        Answer::Level(Rating::Distribution(Distribution::new(counts).unwrap()))
    }

    #[test]
    fn a_team_is_too_small_by_its_size_or_by_who_answered() {
        let level = Answer::Level(Rating::Level(Level::new(2.0).unwrap()));
        let sized = |team_size| Setting { team_size, ..Setting::default() };
        let of = |answer: &Answer, team_size| Profile {
            answers: vec![None, Some(answer.clone())],
            setting: sized(team_size),
            ..Profile::default()
        };
        for (answer, size, expected, why) in [
            (&level, None, false, "nobody was counted"),
            (&level, Some(4), true, "four people"),
            (&level, Some(5), false, "five people"),
            (&counted([1.0, 2.0, 1.0, 0.0, 0.0]), Some(30), true, "four answered"),
            (&counted([1.0, 2.0, 2.0, 0.0, 0.0]), None, false, "five answered"),
            (&counted([0.0, 1.0, 0.0, 0.0, 0.0]), None, true, "one answered"),
            (&counted([0.25, 0.75, 0.0, 0.0, 0.0]), None, false, "shares"),
        ] {
            assert_eq!(is_too_small(&of(answer, size), 5), expected, "{why}");
        }
        let each = Answer::Each(vec![None, Some(Rating::Distribution(Distribution::new([2.0; 5]).unwrap())), None]);
        assert!(is_too_small(&of(&each, None), 11) && !is_too_small(&of(&each, None), 10));
        let group = super::super::voices::AskedGroup {
            name: "novices".to_owned(),
            answers: vec![None, Some(counted([2.0, 0.0, 0.0, 0.0, 0.0]))],
        };
        let empty = Profile { answers: vec![None; 2], ..Profile::default() };
        assert!(is_too_small(&empty.with_groups(vec![group]), 5), "a group of two");
    }
}
