//! Decides which counts are shown: none below the minimum, and none that would reveal such a count.
//!
//! A reader who knows a group's total and the counts of all its teams but one can compute the last. So in every group
//! whose total may be known, the hidden counts add up to zero or to at least the minimum.

/// Whether a count is shown, and why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Yes,
    /// Fewer people than the minimum.
    TooFew,
    /// Enough people, but it would reveal the counts of others through the total.
    Complement,
}

/// Decides for each team from its number of people and whether it is already hidden.
///
/// `groups` lists the teams of each group whose total may be known, smaller groups before those that contain them. A
/// group below the minimum has no published total. Within a group, the smallest teams are hidden first; of equal ones,
/// the first.
pub fn shown(people: &[usize], hidden: &[bool], groups: &[Vec<usize>], minimum: usize) -> Vec<Shown> {
    let decide = |(people, hidden): (&usize, &bool)| match people {
        people if *people < minimum => Shown::TooFew,
        _ if *hidden => Shown::Complement,
        _ => Shown::Yes,
    };
    let mut shown: Vec<Shown> = people.iter().zip(hidden).map(decide).collect();
    for group in groups {
        let total: usize = group.iter().map(|team| people[*team]).sum();
        if total < minimum {
            continue;
        }
        let mut order = group.clone();
        order.sort_by_key(|team| people[*team]);
        for team in order {
            let behind: usize = group.iter().filter(|team| shown[**team] != Shown::Yes).map(|team| people[*team]).sum();
            if behind == 0 || behind >= minimum {
                break;
            }
            if shown[team] == Shown::Yes {
                shown[team] = Shown::Complement;
            }
        }
    }
    shown
}

/// Decides whether the sum of some hidden counts is shown beside all counts that are shown already.
///
/// A reader who knows a group's total and this sum can compute the rest of what the group hides. So the rest, too, adds
/// up to zero or to at least the minimum. `members` lie in the same groups.
pub fn sum_shown(people: &[usize], shown: &[Shown], members: &[usize], groups: &[Vec<usize>], minimum: usize) -> Shown {
    let sum = |teams: &mut dyn Iterator<Item = &usize>| teams.map(|team| people[*team]).sum::<usize>();
    if sum(&mut members.iter()) < minimum {
        return Shown::TooFew;
    }
    let gives_away = |group: &&Vec<usize>| {
        let mut others = group.iter().filter(|team| shown[**team] != Shown::Yes && !members.contains(team));
        let rest = sum(&mut others);
        rest > 0 && rest < minimum && sum(&mut group.iter()) >= minimum
    };
    let around = |group: &&Vec<usize>| members.iter().any(|member| group.contains(member));
    if groups.iter().filter(around).any(|group| gives_away(&group)) { Shown::Complement } else { Shown::Yes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_hidden_cannot_be_had_by_subtraction() {
        use Shown::{Complement, TooFew, Yes};
        for (people, groups, expected, why) in [
            (
                &[4, 12, 15][..],
                vec![vec![0, 1, 2]],
                vec![TooFew, Complement, Yes],
                "the total less two teams is the third",
            ),
            (&[4, 7, 15], vec![vec![0, 1, 2]], vec![TooFew, TooFew, Yes], "together they are enough"),
            (&[4, 12, 15], vec![], vec![TooFew, Yes, Yes], "no total is known"),
            (&[0, 12, 15], vec![vec![0, 1, 2]], vec![TooFew, Yes, Yes], "an empty team needs no protection"),
            (&[10, 12, 15], vec![vec![0, 1, 2]], vec![Yes, Yes, Yes], "all are enough"),
            (
                &[4, 12, 15, 11],
                vec![vec![0, 1], vec![2, 3], vec![0, 1, 2, 3]],
                vec![TooFew, Complement, Yes, Yes],
                "the group that contains it is large enough",
            ),
            (&[4, 3], vec![vec![0, 1]], vec![TooFew, TooFew], "there is no other team"),
        ] {
            let hidden = vec![false; people.len()];
            assert_eq!(shown(people, &hidden, &groups, 10), expected, "{why}");
        }
        assert_eq!(
            shown(&[30, 20], &[true, false], &[vec![0, 1]], 10),
            [Complement, Yes],
            "hidden already, and enough"
        );
    }
}
