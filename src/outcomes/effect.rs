//! Means and differences of groups, with intervals that allow for teams of one school resembling each other.

use std::collections::BTreeMap;

/// The share of intervals of 90 % on each side.
const TAIL: f64 = 0.05;

/// A number with its interval of 90 %.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    pub value: f64,
    pub low: f64,
    pub high: f64,
}

/// A result of one record: its share of the scale, and the number of its school.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    pub share: f64,
    pub school: usize,
}

/// Returns the mean of points.
pub fn mean(points: &[Point]) -> f64 {
    points.iter().map(|point| point.share).sum::<f64>() / points.len().max(1) as f64
}

/// Returns the number of schools.
pub fn schools(points: &[Point]) -> usize {
    points.iter().map(|point| point.school).collect::<std::collections::BTreeSet<_>>().len()
}

/// Returns the mean; `None` if it has no interval, because there is one school.
pub fn estimate(points: &[Point], looks: usize) -> Option<Estimate> {
    around(mean(points), &[(points, 1.0)], looks, [0.0, 1.0])
}

/// Returns the mean of the first minus that of the second. With several `looks`, the interval is widened so that it
/// covers all of them together (Bonferroni).
pub fn difference(first: &[Point], second: &[Point], looks: usize) -> Option<Estimate> {
    around(mean(first) - mean(second), &[(first, 1.0), (second, -1.0)], looks, [-1.0, 1.0])
}

/// The standard error sums what each school moves the number by, and so counts schools and not teams.
fn around(value: f64, groups: &[(&[Point], f64)], looks: usize, bounds: [f64; 2]) -> Option<Estimate> {
    let mut influence: BTreeMap<usize, f64> = BTreeMap::new();
    for (points, sign) in groups {
        let center = mean(points);
        for point in *points {
            *influence.entry(point.school).or_default() += sign * (point.share - center) / points.len() as f64;
        }
    }
    let count = influence.len() as f64;
    let degrees = count - groups.len() as f64;
    if degrees < 1.0 {
        return None;
    }
    let variance: f64 = influence.values().map(|one| one * one).sum::<f64>() * count / degrees;
    let width = t_quantile(1.0 - TAIL / looks.max(1) as f64, degrees) * variance.sqrt();
    Some(Estimate { value, low: (value - width).max(bounds[0]), high: (value + width).min(bounds[1]) })
}

/// Returns the quantile of the standard normal distribution (Acklam 2003, relative error below 1.2e-9).
pub fn quantile(share: f64) -> f64 {
    const A: [f64; 6] = [
        -39.696_830_286_653_76,
        220.946_098_424_520_5,
        -275.928_510_446_968_7,
        138.357_751_867_269,
        -30.664_798_066_147_16,
        2.506_628_277_459_239,
    ];
    const B: [f64; 5] = [
        -54.476_098_798_224_06,
        161.585_836_858_040_9,
        -155.698_979_859_886_6,
        66.801_311_887_719_72,
        -13.280_681_552_885_72,
    ];
    const C: [f64; 6] = [
        -0.007_784_894_002_430_293,
        -0.322_396_458_041_136_5,
        -2.400_758_277_161_838,
        -2.549_732_539_343_734,
        4.374_664_141_464_968,
        2.938_163_982_698_783,
    ];
    const D: [f64; 4] =
        [0.007_784_695_709_041_462, 0.322_467_129_070_039_8, 2.445_134_137_142_996, 3.754_408_661_907_416];
    let polynomial = |of: &[f64], at: f64| of.iter().fold(0.0, |sum, one| sum * at + one);
    let tail = |share: f64| {
        let root = libm::sqrt(-2.0 * libm::log(share));
        polynomial(&C, root) / (polynomial(&D, root) * root + 1.0)
    };
    let share = share.clamp(1e-12, 1.0 - 1e-12);
    match share {
        low if low < 0.024_25 => tail(low),
        high if high > 0.975_75 => -tail(1.0 - high),
        middle => {
            let (at, square) = (middle - 0.5, (middle - 0.5) * (middle - 0.5));
            at * polynomial(&A, square) / (polynomial(&B, square) * square + 1.0)
        }
    }
}

/// Returns the quantile of Student's t, by the expansion of Fisher and Cornish; exact for one and two degrees.
pub fn t_quantile(share: f64, degrees: f64) -> f64 {
    if degrees < 1.5 {
        return libm::tan(std::f64::consts::PI * (share - 0.5));
    }
    if degrees < 2.5 {
        let spread = 4.0 * share * (1.0 - share);
        return 2.0 * (share - 0.5) * (2.0 / spread).sqrt();
    }
    let z = quantile(share);
    let (z3, z5, z7) = (z.powi(3), z.powi(5), z.powi(7));
    z + (z3 + z) / (4.0 * degrees)
        + (5.0 * z5 + 16.0 * z3 + 3.0 * z) / (96.0 * degrees.powi(2))
        + (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / (384.0 * degrees.powi(3))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// From scipy.stats 1.16.
    #[test]
    fn quantiles_are_those_of_tables() {
        for (share, expected) in [(0.95, 1.644_853_627), (0.5, 0.0), (0.001, -3.090_232_306), (0.99, 2.326_347_874)] {
            assert!((quantile(share) - expected).abs() < 1e-7, "{share}");
        }
        for (degrees, expected) in [(1.0, 6.313_751), (2.0, 2.919_986), (5.0, 2.015_048), (30.0, 1.697_261)] {
            assert!((t_quantile(0.95, degrees) - expected).abs() < 0.002, "{degrees}");
        }
    }

    #[test]
    fn schools_count_and_not_teams() {
        let points = |schools: usize| -> Vec<Point> {
            (0..40).map(|at| Point { share: ((at % schools) as f64 / schools as f64), school: at % schools }).collect()
        };
        let width = |points: &[Point]| estimate(points, 1).map(|one| one.high - one.low).unwrap();
        assert!(width(&points(4)) > 2.0 * width(&points(40)), "four schools are four observations");
        assert_eq!(estimate(&points(1), 1), None, "one school");
    }
}
