//! What is shown gives away nothing of what is not, by trying all ways to subtract.

use backmap::surveys::{Fate, Shown, read_agreed, shown, sum_shown};
use proptest::prelude::*;
use serde_json::json;

use super::support::ADVISOR;
use super::surveys_files::{fixture, imported, team, usual};

/// Whether a vector is a sum of multiples of others.
fn spanned(known: &[Vec<f64>], wanted: &[f64]) -> bool {
    let rank = |mut rows: Vec<Vec<f64>>| {
        let mut rank = 0;
        for column in 0..wanted.len() {
            let Some(pivot) = (rank..rows.len()).find(|row| rows[*row][column].abs() > 1e-9) else { continue };
            rows.swap(rank, pivot);
            let lead = rows[rank].clone();
            for row in rows.iter_mut().skip(rank + 1) {
                let times = row[column] / lead[column];
                row.iter_mut().zip(&lead).for_each(|(cell, lead)| *cell -= times * lead);
            }
            rank += 1;
        }
        rank
    };
    let with = [known, &[wanted.to_vec()]].concat();
    rank(known.to_vec()) == rank(with)
}

/// Whether anyone who knows these totals and the teams that are shown can work out counts of fewer people than the minimum.
fn gives_away(people: &[usize], shown: &[Shown], totals: &[&Vec<usize>], minimum: usize) -> bool {
    let unit = |team: usize| (0..people.len()).map(|at| f64::from(u8::from(at == team))).collect::<Vec<_>>();
    let mut known: Vec<Vec<f64>> = (0..people.len()).filter(|team| shown[*team] == Shown::Yes).map(unit).collect();
    // Nobody's counts are known without being told.
    known.extend((0..people.len()).filter(|team| people[*team] == 0).map(unit));
    let total = |group: &&Vec<usize>| (0..people.len()).map(|at| f64::from(u8::from(group.contains(&at)))).collect();
    known.extend(totals.iter().map(total));
    (1..1_usize << people.len()).any(|set| {
        let members: Vec<usize> = (0..people.len()).filter(|team| set >> team & 1 == 1).collect();
        let size: usize = members.iter().map(|team| people[*team]).sum();
        let wanted: Vec<f64> = (0..people.len()).map(|team| f64::from(u8::from(members.contains(&team)))).collect();
        size > 0 && size < minimum && spanned(&known, &wanted)
    })
}

proptest! {
    #[test]
    fn no_counts_of_too_few_can_be_had_by_subtraction(people in prop::collection::vec(0..25_usize, 1..7), cut in 0..7_usize, minimum in 5..13_usize) {
        let cut = cut.min(people.len());
        let halves: Vec<Vec<usize>> = vec![(0..cut).collect(), (cut..people.len()).collect()];
        let all: Vec<usize> = (0..people.len()).collect();
        let groups = [halves.clone(), vec![all.clone()]].concat();
        let shown = shown(&people, &vec![false; people.len()], &groups, minimum);
        for (team, shown) in shown.iter().enumerate() {
            prop_assert!(*shown != Shown::Yes || people[team] >= minimum);
            prop_assert!((*shown == Shown::TooFew) == (people[team] < minimum));
        }
        let sized = |group: &&Vec<usize>| group.iter().map(|team| people[*team]).sum::<usize>() >= minimum;
        let known: Vec<&Vec<usize>> = groups.iter().filter(sized).collect();
        for total in &known {
            prop_assert!(!gives_away(&people, &shown, &[*total], minimum), "{people:?} {shown:?} {total:?}");
        }
        // Where every group is large enough to have a total, all totals together give nothing away either.
        if halves.iter().filter(|half| !half.is_empty()).all(|half| sized(&half)) {
            prop_assert!(!gives_away(&people, &shown, &known, minimum), "{people:?} {shown:?}");
        }
    }

    #[test]
    fn a_sum_of_hidden_teams_gives_nothing_away_either(people in prop::collection::vec(0..12_usize, 2..7), cut in 0..7_usize, set in 0..128_usize, minimum in 5..13_usize) {
        let cut = cut.min(people.len());
        let halves: Vec<Vec<usize>> = vec![(0..cut).collect(), (cut..people.len()).collect()];
        let all: Vec<usize> = (0..people.len()).collect();
        let groups = [halves.clone(), vec![all]].concat();
        let shown = shown(&people, &vec![false; people.len()], &groups, minimum);
        for half in &halves {
            let members: Vec<usize> = half.iter().copied().filter(|at| set >> at & 1 == 1 && shown[*at] != Shown::Yes).collect();
            if members.len() < 2 || sum_shown(&people, &shown, &members, &groups, minimum) != Shown::Yes {
                continue;
            }
            prop_assert!(members.iter().map(|at| people[*at]).sum::<usize>() >= minimum);
            for total in groups.iter().filter(|group| group.iter().map(|at| people[*at]).sum::<usize>() >= minimum) {
                // The sum is one more total that is known.
                prop_assert!(!gives_away(&people, &shown, &[total, &members], minimum), "{people:?} {shown:?} {members:?} {total:?}");
            }
        }
    }

    #[test]
    fn no_more_is_hidden_than_has_to_be_where_only_the_whole_is_known(people in prop::collection::vec(0..25_usize, 2..7)) {
        let all: Vec<usize> = (0..people.len()).collect();
        let shown = shown(&people, &vec![false; people.len()], std::slice::from_ref(&all), 10);
        let complement: Vec<usize> = all.iter().copied().filter(|team| shown[*team] == Shown::Complement).collect();
        prop_assert!(complement.len() <= 1, "one team of ten or more always hides the rest");
    }
}

const MAPPING: &str = "team_columns = [\"School\", \"Grade\"]\nitem = [{ column = \"Q\", factor = \"time_available\", scale = \"frequency\" }, { column = \"R\", factor = \"shared_vision\", scale = \"agreement\" }]";

/// Teams with how many answered the first question, and how many the second.
fn survey(teams: &[(&str, &str, usize, usize)]) -> Vec<u8> {
    let mut text = "School,Grade,Q,R\n".to_owned();
    for (school, grade, first, second) in teams {
        for at in 0..*first.max(second) {
            let (q, r) = (if at < *first { "Often" } else { "" }, if at < *second { "Agree" } else { "" });
            text.push_str(&format!("{school},{grade},{q},{r}\n"));
        }
    }
    text.into_bytes()
}

#[test]
fn a_small_team_is_held_back_with_the_smallest_of_its_school() {
    let bytes = survey(&[("Hill", "3", 4, 4), ("Hill", "4", 12, 12), ("Hill", "5", 15, 15), ("Lake", "3", 11, 11)]);
    let imported = imported(&bytes, MAPPING, &usual()).unwrap();
    let fates: Vec<(&str, Fate)> =
        imported.report.teams.iter().map(|team| (team.id.as_deref().unwrap(), team.fate)).collect();
    let expected = [
        ("Hill / 3", Fate::TooFew),
        ("Hill / 4", Fate::Complement),
        ("Hill / 5", Fate::Shown),
        ("Lake / 3", Fate::Shown),
    ];
    assert_eq!(fates, expected);
    assert_eq!(imported.profiles.len(), 2);
}

#[test]
fn a_factor_that_too_few_answered_stays_unknown_with_what_would_give_it_away() {
    let bytes = survey(&[("Hill", "3", 12, 4), ("Hill", "4", 12, 12), ("Hill", "5", 15, 15)]);
    let imported = imported(&bytes, MAPPING, &usual()).unwrap();
    for (id, known) in [("Hill / 3", false), ("Hill / 4", false), ("Hill / 5", true)] {
        assert_eq!(team(&imported, id)["factors"].get("shared_vision").is_some(), known, "{id}");
        assert!(team(&imported, id)["factors"].get("time_available").is_some(), "{id}");
    }
}

#[test]
fn a_team_that_so_few_named_is_not_told_by_name() {
    let bytes = survey(&[("Hill", "3", 12, 12), ("Ms Quill", "my class", 2, 2), ("Lake", "3", 12, 12)]);
    let imported = imported(&bytes, MAPPING, &usual()).unwrap();
    let lines = imported.report.lines().join("\n");
    assert!(!lines.contains("Quill") && lines.contains("too few answers to show even the name"), "{lines}");
}

#[test]
fn a_team_that_is_held_back_may_give_one_agreed_answer() {
    let bytes = fixture("google_forms.csv");
    let mapping = String::from_utf8(fixture("mapping.toml")).unwrap();
    let agreed = "id,risk_taking_culture,outcome_type.mastery,resources.funds,setting.cover_available\npond school,2,,3,yes\nHill School,1,,,\nNew Team,,1,,\n";
    let agreed = read_agreed(ADVISOR.catalogue(), "agreed.csv", agreed.as_bytes()).unwrap();
    let imported = imported(&bytes, &mapping, &backmap::surveys::ImportOptions { agreed, ..usual() }).unwrap();
    let pond = team(&imported, "pond school");
    assert_eq!(pond["factors"]["risk_taking_culture"], json!(2));
    assert_eq!(pond["setting"], json!({"cover_available": true}));
    assert_eq!(
        team(&imported, "New Team")["factors"]["outcome_type"],
        json!({"mastery": 1}),
        "its own, and not the planner's"
    );
    let hill = team(&imported, "Hill School");
    assert_eq!(hill["factors"]["risk_taking_culture"]["counts"][3], json!(9), "its own answers are enough");
    assert!(imported.report.lines().iter().any(|line| line.contains("Hill School has enough answers")));
}

#[test]
fn what_is_answered_in_a_role_has_no_minimum_and_all_else_has() {
    let mapping = "answered_by = \"leaders\"\nteam_columns = [\"School\"]\nitem = [{ column = \"Q\", factor = \"resources.staff\", scale = \"extent\" }, { column = \"R\", factor = \"shared_vision\", scale = \"agreement\" }]";
    let text = "School,Q,R\nHill,Entirely,Agree\nHill,To some extent,Agree\nLake,Not at all,Agree\n";
    let imported = imported(text.as_bytes(), mapping, &usual()).unwrap();
    let hill = team(&imported, "Hill");
    assert_eq!(
        hill["factors"],
        json!({"resources": {"staff": {"counts": [0, 0, 1, 0, 1]}}}),
        "the spread stays visible"
    );
    assert_eq!(imported.profiles.len(), 2);
}

#[test]
fn hidden_teams_are_shown_as_one_and_all_others_as_before() {
    let bytes = survey(&[("Hill", "3", 12, 4), ("Hill", "4", 11, 11), ("Hill", "5", 9, 9)]);
    let alone = imported(&bytes, MAPPING, &usual()).unwrap();
    let joined = imported(&bytes, &format!("joined = [\"hill / 5\", \"Hill / 4\"]\n{MAPPING}"), &usual()).unwrap();
    assert_eq!(alone.profiles.len(), 1, "grade 4 would give grade 5 away");
    assert_eq!(team(&joined, "Hill / 3"), team(&alone, "Hill / 3"));
    let both = team(&joined, "Hill / 4 + Hill / 5");
    assert_eq!(both["factors"]["time_available"]["counts"], json!([0, 0, 0, 20, 0]));
    // The whole less this sum would be the four of grade 3.
    assert!(both["factors"].get("shared_vision").is_none(), "{both}");
    let fates: Vec<Fate> = joined.report.teams.iter().map(|team| team.fate).collect();
    assert_eq!(fates, [Fate::Shown, Fate::Joined, Fate::Shown, Fate::Joined]);
}

#[test]
fn teams_are_not_joined_where_that_would_give_others_away() {
    let bytes = survey(&[
        ("Hill", "3", 12, 12),
        ("Hill", "4", 11, 11),
        ("Hill", "5", 9, 9),
        ("Hill", "6", 4, 4),
        ("Lake", "3", 9, 9),
        ("Lake", "4", 8, 8),
        ("Lake", "Ms Quill", 2, 2),
    ]);
    for (names, says) in [
        ("[\"Hill / 5\"]", "two or more"),
        ("[\"Hill / 5\", \"Hill / 3\"]", "has enough answers"),
        ("[\"Hill / 5\", \"Lake / 3\"]", "different groups"),
        ("[\"Lake / 3\", \"Lake / 4\"]", "join them too"),
        ("[\"Hill / 5\", \"Lake / Ms Quill\"]", "no team `Lake / Ms Quill`"),
        ("[\"Hill / 5\", \"Hill / 9\"]", "no team `Hill / 9`"),
    ] {
        let refused = imported(&bytes, &format!("joined = {names}\n{MAPPING}"), &usual()).unwrap_err().to_string();
        assert!(refused.contains(says), "{names}: {refused}");
    }
}
