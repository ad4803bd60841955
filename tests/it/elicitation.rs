//! Shares from orders, points and comparisons: published examples, other ways to the same numbers, and what always holds.

use backmap::elicitation::{Judgement, MOST_RANKED, Pairwise, Ranking, Share, Swing, UNIT, multipliers};
use nalgebra::{DMatrix, DVector};
use num_rational::Ratio;
use proptest::prelude::*;

/// The shares as numbers between 0 and 1, in the order of the factors.
fn printed(shares: &[Share]) -> Vec<f64> {
    shares.iter().map(|one| one.share as f64 / 1e6).collect()
}

fn near(given: &[f64], expected: &[f64], within: f64) {
    assert_eq!(given.len(), expected.len());
    for (one, other) in given.iter().zip(expected) {
        assert!((one - other).abs() <= within, "{given:?} is not {expected:?}");
    }
}

/// Comparisons from the upper half of a matrix: what is below 1 is turned round.
fn judgements(upper: &[&[f64]]) -> Vec<Judgement> {
    let rows = upper.iter().enumerate().flat_map(|(row, line)| {
        line.iter().enumerate().map(move |(at, times)| {
            let (more, less, times) = (row, row + 1 + at, *times);
            if times >= 1.0 {
                Judgement { more, less, times }
            } else {
                Judgement { more: less, less: more, times: 1.0 / times }
            }
        })
    });
    rows.collect()
}

fn compared(upper: &[&[f64]]) -> Pairwise {
    Pairwise::new((0..=upper.len()).collect(), &judgements(upper)).unwrap()
}

#[test]
fn an_order_of_four_gives_the_published_centroids() {
    // Barron and Barrett 1996, Management Science 42(11): 0.5208, 0.2708, 0.1458, 0.0625.
    let shares = Ranking::new(vec![vec![3], vec![1], vec![0], vec![2]]).unwrap().shares();
    near(&printed(&shares), &[0.1458, 0.2708, 0.0625, 0.5208], 5e-5);
}

#[test]
fn comparisons_of_three_give_the_textbook_shares_and_ratio() {
    // [[1, 3, 5], [1/3, 1, 3], [1/5, 1/3, 1]], a standard example after Saaty 1980: 0.637, 0.258, 0.105; ratio 0.033.
    let pairwise = compared(&[&[3.0, 5.0], &[3.0]]);
    near(&printed(&pairwise.shares()), &[0.637, 0.258, 0.105], 5e-4);
    let consistency = pairwise.consistency();
    assert!((consistency.ratio as f64 / 1e6 - 0.033).abs() < 5e-4, "{consistency:?}");
    assert!(!consistency.is_inconsistent());
    // Of three comparisons each is as far from the other two: any one could give way.
    let reconsider = consistency.reconsider.unwrap();
    assert_eq!((reconsider.equally_far, reconsider.ratio_if_changed), (2, 0));
    assert_eq!((reconsider.judged.more, reconsider.judged.less, reconsider.judged.times), (0, 1, 3.0));
    assert!((reconsider.implied.times - 5.0 / 3.0).abs() < 1e-9);
}

#[test]
fn a_circle_is_inconsistent_and_the_slip_in_it_is_found() {
    // All ratios follow 8 : 4 : 2 : 1, but for the third comparison, which was entered the wrong way round.
    let pairwise = compared(&[&[2.0, 4.0, 1.0 / 8.0], &[2.0, 4.0], &[2.0]]);
    let consistency = pairwise.consistency();
    assert!(consistency.is_inconsistent(), "{consistency:?}");
    let reconsider = consistency.reconsider.unwrap();
    assert_eq!((reconsider.judged.more, reconsider.judged.less), (3, 0));
    assert_eq!((reconsider.implied.more, reconsider.implied.less), (0, 3));
    assert!((reconsider.implied.times - 8.0).abs() < 1e-9, "{reconsider:?}");
    assert_eq!((reconsider.ratio_if_changed, reconsider.equally_far), (0, 0));
}

#[test]
fn two_factors_cannot_contradict_each_other() {
    let pairwise = compared(&[&[3.0]]);
    assert_eq!(printed(&pairwise.shares()), [0.75, 0.25]);
    let consistency = pairwise.consistency();
    assert_eq!((consistency.ratio, consistency.reconsider), (0, None));
}

/// The matrix of comparisons, put together here once more.
fn matrix(size: usize, judgements: &[Judgement]) -> DMatrix<f64> {
    let mut matrix = DMatrix::from_element(size, size, 1.0);
    for one in judgements {
        matrix[(one.more, one.less)] = one.times;
        matrix[(one.less, one.more)] = 1.0 / one.times;
    }
    matrix
}

/// The largest eigenvalue from a Schur decomposition, made exact with its vector by inverse iteration beside it.
fn oracle(matrix: &DMatrix<f64>) -> (f64, Vec<f64>) {
    let size = matrix.nrows();
    let near = matrix.complex_eigenvalues().iter().map(|one| one.re).fold(0.0, f64::max);
    let beside = (matrix - DMatrix::identity(size, size) * (near + 1e-3)).lu();
    let mut vector = DVector::from_element(size, 1.0 / size as f64);
    for _ in 0..20 {
        vector = beside.solve(&vector).expect("what lies beside an eigenvalue is none");
        vector /= vector.sum();
    }
    ((matrix * &vector).sum(), vector.iter().copied().collect())
}

fn ratio_of(matrix: &DMatrix<f64>) -> f64 {
    let random = [0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];
    let size = matrix.nrows() as f64;
    (oracle(matrix).0 - size) / (size - 1.0) / random[matrix.nrows() - 3]
}

/// Every pair compared, at random.
fn any_comparisons(least: usize) -> impl Strategy<Value = (usize, Vec<Judgement>)> {
    (least..=15_usize).prop_flat_map(|size| {
        let pairs = size * (size - 1) / 2;
        let one = (any::<bool>(), prop_oneof![2 => (1..=9_u8).prop_map(f64::from), 1 => 1.0..9.0_f64]);
        prop::collection::vec(one, pairs).prop_map(move |given| {
            let pairs = (0..size).flat_map(|one| (one + 1..size).map(move |other| (one, other)));
            let judged = pairs.zip(given).map(|((one, other), (turned, times))| {
                let (more, less) = if turned { (other, one) } else { (one, other) };
                Judgement { more, less, times }
            });
            (size, judged.collect())
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn comparisons_agree_with_another_way_to_eigenvalues((size, judged) in any_comparisons(3)) {
        let pairwise = Pairwise::new((0..size).collect(), &judged).unwrap();
        let matrix = matrix(size, &judged);
        let (_, vector) = oracle(&matrix);
        for (share, part) in printed(&pairwise.shares()).into_iter().zip(vector) {
            prop_assert!((share - part).abs() < 2e-6, "{share} against {part}");
        }
        let ratio = pairwise.consistency().ratio as f64 / 1e6;
        prop_assert!((ratio - ratio_of(&matrix).max(0.0)).abs() < 2e-6);
    }

    #[test]
    fn what_the_rest_imply_is_what_the_changed_comparisons_then_say((size, judged) in any_comparisons(3)) {
        let consistency = Pairwise::new((0..size).collect(), &judged).unwrap().consistency();
        let Some(reconsider) = consistency.reconsider else { return Ok(()) };
        let implied = reconsider.implied;
        let pair = (implied.more.min(implied.less), implied.more.max(implied.less));
        let given = judged.iter().find(|one| (one.more.min(one.less), one.more.max(one.less)) == pair).unwrap();
        prop_assert!((given.more, given.less) == (reconsider.judged.more, reconsider.judged.less) || given.times == 1.0);
        prop_assert!((given.times - reconsider.judged.times).abs() < 1e-9);
        let mut changed = matrix(size, &judged);
        changed[(implied.more, implied.less)] = implied.times;
        changed[(implied.less, implied.more)] = 1.0 / implied.times;
        let (_, vector) = oracle(&changed);
        let said = vector[implied.more] / vector[implied.less];
        prop_assert!((said / implied.times - 1.0).abs() < 1e-6, "{said} against {}", implied.times);
        prop_assert!((ratio_of(&changed).max(0.0) - reconsider.ratio_if_changed as f64 / 1e6).abs() < 2e-6);
        prop_assert!(reconsider.ratio_if_changed <= consistency.ratio);
    }

    #[test]
    fn comparisons_without_contradiction_give_their_weights_back(weights in prop::collection::vec(1..=9_u8, 2..=15)) {
        let size = weights.len();
        let weight = |at: usize| f64::from(weights[at]);
        let pairs = (0..size).flat_map(|one| (one + 1..size).map(move |other| (one, other)));
        let judged: Vec<Judgement> = pairs
            .map(|(one, other)| if weights[one] >= weights[other] { (one, other) } else { (other, one) })
            .map(|(more, less)| Judgement { more, less, times: weight(more) / weight(less) })
            .collect();
        let pairwise = Pairwise::new((0..size).collect(), &judged).unwrap();
        prop_assert_eq!(pairwise.consistency().ratio, 0);
        prop_assert_eq!(pairwise.consistency().reconsider, None);
        let swing = Swing::new(weights.iter().map(|one| u64::from(*one)).enumerate().collect()).unwrap();
        for (share, other) in pairwise.shares().iter().zip(swing.shares()) {
            prop_assert!(share.share.abs_diff(other.share) <= 1);
        }
    }

    #[test]
    fn the_order_of_comparisons_changes_nothing((size, judged) in any_comparisons(2), by in 0..100_usize) {
        let pairwise = Pairwise::new((0..size).collect(), &judged).unwrap();
        let (mut other, mut factors) = (judged.clone(), (0..size).collect::<Vec<_>>());
        other.rotate_left(by % judged.len());
        other.reverse();
        factors.rotate_left(by % size);
        let other = Pairwise::new(factors, &other).unwrap();
        prop_assert_eq!(pairwise.shares(), other.shares());
        prop_assert_eq!(pairwise.consistency(), other.consistency());
    }

    #[test]
    fn points_are_shares_in_exact_fractions(points in prop::collection::vec(0..1_000_000_u64, 2..=25), by in 1..1_000_000_u64) {
        prop_assume!(points.iter().any(|one| *one > 0));
        let of = |times: u64| Swing::new(points.iter().map(|one| one * times).enumerate().collect()).unwrap().shares();
        let shares = of(1);
        prop_assert_eq!(shares.iter().map(|one| one.share).sum::<u64>(), UNIT);
        let total: u64 = points.iter().sum();
        for (share, points) in shares.iter().zip(&points) {
            let exact = Ratio::new(u128::from(*points) * 1_000_000, u128::from(total));
            prop_assert!(exact.floor() <= Ratio::from(u128::from(share.share)));
            prop_assert!(Ratio::from(u128::from(share.share)) <= exact.floor() + 1);
        }
        prop_assert_eq!(shares, of(by));
    }

    #[test]
    fn an_order_has_the_mean_of_the_corners_of_what_fits_it(sizes in prop::collection::vec(1..4_usize, 1..8), shuffle in any::<u64>()) {
        let count: usize = sizes.iter().sum();
        prop_assume!((2..=MOST_RANKED).contains(&count));
        // Some order of the places, so that the factors are not named in the catalogue's.
        let mut factors: Vec<usize> = (0..count).collect();
        factors.sort_by_key(|factor| (*factor as u64 + 1).wrapping_mul(shuffle | 1));
        let mut groups = Vec::new();
        for size in &sizes {
            groups.push(factors.drain(..*size).collect::<Vec<_>>());
        }
        // Corner k of the shares that fit an order without ties: the first k factors share everything evenly. Ties take
        // the mean over all their orders, which is the mean over the group's places.
        let place = |k: usize| -> Ratio<i128> {
            (k..=count).map(|corner| Ratio::new(1, corner as i128)).sum::<Ratio<i128>>() / count as i128
        };
        let ranking = Ranking::new(groups.clone()).unwrap();
        let shares = ranking.shares();
        prop_assert_eq!(shares.iter().map(|one| one.share).sum::<u64>(), UNIT);
        let mut before = 0;
        for group in &groups {
            let mean = (before + 1..=before + group.len()).map(place).sum::<Ratio<i128>>() / group.len() as i128;
            let floor = (mean * 1_000_000).floor().to_integer() as u64;
            for factor in group {
                let share = shares.iter().find(|one| one.factor == *factor).unwrap().share;
                prop_assert!(share == floor || share == floor + 1, "{share} against {mean}");
            }
            before += group.len();
        }
        let turned: Vec<Vec<usize>> = groups.into_iter().map(|group| group.into_iter().rev().collect()).collect();
        prop_assert_eq!(shares, Ranking::new(turned).unwrap().shares());
    }

    #[test]
    fn multipliers_share_out_what_was_there(points in prop::collection::vec(0..1000_u64, 2..10), weights in prop::collection::vec(1..30_000_000_u64, 12)) {
        prop_assume!(points.iter().any(|one| *one > 0));
        let shares = Swing::new(points.iter().copied().enumerate().collect()).unwrap().shares();
        let times = multipliers(&shares, &weights);
        prop_assert!(times[points.len()..].iter().all(|one| *one == UNIT));
        let weighed = |factor: usize| times[factor] as f64 / 1e6 * weights[factor] as f64;
        let (after, before): (f64, u64) = ((0..points.len()).map(weighed).sum(), weights[..points.len()].iter().sum());
        prop_assert!((after / before as f64 - 1.0).abs() < 1e-5);
        for one in &shares {
            prop_assert!((weighed(one.factor) / after - one.share as f64 / 1e6).abs() < 2e-6);
        }
    }
}

#[test]
fn the_most_factors_that_can_be_ordered_stay_exact() {
    let groups = vec![(0..MOST_RANKED - 1).collect(), vec![MOST_RANKED - 1]];
    let shares = Ranking::new(groups).unwrap().shares();
    assert_eq!(shares.iter().map(|one| one.share).sum::<u64>(), UNIT);
    assert!(Ranking::new((0..=MOST_RANKED).map(|one| vec![one]).collect()).is_err());
}
