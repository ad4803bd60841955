//! Which counts are shown: none of fewer people than the minimum, and none that give such a count away.
//!
//! Whoever knows the total of a group and the counts of all its teams but one knows the counts of that one. So in every
//! group whose total is presumed known, what is hidden adds up to nobody, or to the minimum at least.

/// Why a count is shown or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Yes,
    /// Fewer people than the minimum.
    TooFew,
    /// Enough people, but with the total it would give away the counts of others.
    Complement,
}

/// Decides for each team, by how many people it counts and whether it is hidden already.
///
/// `groups` are the teams of each group whose total is presumed known, smaller groups before those that take them in. A
/// group with fewer people than the minimum has no total that anyone may know. Within a group, the smallest teams are
/// hidden first, and of equal ones the first.
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
            (&[0, 12, 15], vec![vec![0, 1, 2]], vec![TooFew, Yes, Yes], "nobody has nothing to hide"),
            (&[10, 12, 15], vec![vec![0, 1, 2]], vec![Yes, Yes, Yes], "all are enough"),
            (
                &[4, 12, 15, 11],
                vec![vec![0, 1], vec![2, 3], vec![0, 1, 2, 3]],
                vec![TooFew, Complement, Yes, Yes],
                "the group in which it lies is enough",
            ),
            (&[4, 3], vec![vec![0, 1]], vec![TooFew, TooFew], "there is nobody else"),
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
