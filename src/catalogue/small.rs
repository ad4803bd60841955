//! Teams of too few people: nothing about them enters a number, so nothing about them can be computed from one.

use super::profile::{Answer, Profile};
use crate::answers::{MILLION, Rating};

/// Whether a team has fewer people than the minimum: by its size, or else by the most people who answered any question.
///
/// A question that few people answered, such as one for leaders, does not make a large team small. But if every answer
/// was counted and each by fewer people, all that is known of the team comes from them, whatever its size.
pub fn is_too_small(profile: &Profile, minimum: usize) -> bool {
    // Answers pooled from groups are means, so those of the groups themselves are counted.
    let given: Vec<&Vec<Option<Answer>>> = match &profile.voices {
        Some(voices) => voices.groups.iter().map(|group| &group.answers).chain([&voices.common]).collect(),
        None => vec![&profile.answers],
    };
    let counts: Vec<Option<u128>> = given.into_iter().flatten().flatten().flat_map(ratings).map(people).collect();
    let answered_by_few = counts.iter().flatten().max().is_some_and(|people| *people < minimum as u128);
    match profile.setting.team_size {
        Some(size) => (size as usize) < minimum || answered_by_few && counts.iter().all(Option::is_some),
        None => answered_by_few,
    }
}

fn ratings(answer: &Answer) -> Vec<&Rating> {
    match answer {
        Answer::Level(rating) => vec![rating],
        Answer::Each(ratings) => ratings.iter().flatten().collect(),
        Answer::Shares(_) => Vec::new(),
    }
}

/// How many people answered, rounded to the nearest, if they were counted. Fractions that add up to 1 are shares of a
/// number of people that nobody gave.
fn people(rating: &Rating) -> Option<u128> {
    let Rating::Distribution(counts) = rating else { return None };
    let million = u128::from(MILLION);
    let counts = counts.millionths();
    let sum: u128 = counts.iter().sum();
    let are_shares = counts.iter().any(|count| count % million != 0) && sum.abs_diff(million) <= million / 100;
    (!are_shares).then_some((sum + million / 2) / million)
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
            (&counted([0.0, 0.8, 1.2, 0.0, 0.0]), None, true, "two people with weights"),
            (&counted([0.0, 2.3, 2.3, 0.0, 0.0]), None, false, "4.6 people are five"),
        ] {
            assert_eq!(is_too_small(&of(answer, size), 5), expected, "{why}");
        }
        let each = Answer::Each(vec![None, Some(Rating::Distribution(Distribution::new([2.0; 5]).unwrap())), None]);
        assert!(is_too_small(&of(&each, None), 11) && !is_too_small(&of(&each, None), 10));
        for (answers, size, expected, why) in [
            ([counted([0.0, 2.0, 0.0, 0.0, 0.0]), level.clone()], Some(12), false, "two leaders of twelve"),
            ([counted([0.0, 2.0, 0.0, 0.0, 0.0]), counted([4.0, 3.0, 0.0, 0.0, 0.0])], None, false, "seven others"),
            ([counted([0.0, 2.0, 0.0, 0.0, 0.0]), counted([1.0, 3.0, 0.0, 0.0, 0.0])], Some(12), true, "four at most"),
            ([counted([0.0, 2.0, 0.0, 0.0, 0.0]), level.clone()], None, true, "two, and nobody knows of more"),
        ] {
            let answers = answers.into_iter().map(Some).collect();
            let profile = Profile { answers, setting: sized(size), ..Profile::default() };
            assert_eq!(is_too_small(&profile, 5), expected, "{why}");
        }
        let group = super::super::voices::AskedGroup {
            name: "novices".to_owned(),
            answers: vec![None, Some(counted([2.0, 0.0, 0.0, 0.0, 0.0]))],
        };
        let empty = Profile { answers: vec![None; 2], ..Profile::default() };
        assert!(is_too_small(&empty.with_groups(vec![group]), 5), "a group of two");
    }
}
