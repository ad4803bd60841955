//! How much of a mixture of normal distributions lies below a point.

/// The number of distributions that are computed together.
pub const LANES: usize = 8;

/// One number for each lane.
type Lane = [f64; LANES];

/// One normal distribution of a mixture, or one end of a distribution that is spread evenly and normally: with `z` the
/// deviations from the centre to a point, Φ the share below and φ the density, it counts `below · Φ(z) + area · (z · Φ(z) +
/// φ(z))`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    pub centre: f64,
    /// One over the standard deviation.
    pub rate: f64,
    pub below: f64,
    /// The factor of the integral of Φ.
    pub area: f64,
}

/// The parts of a mixture side by side; parts that count nothing fill up the last lanes.
#[derive(Clone, Debug, Default)]
pub struct Mixture {
    blocks: Vec<Block>,
    parts: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Block {
    centre: Lane,
    rate: Lane,
    below: Lane,
    area: Lane,
}

impl Mixture {
    pub fn push(&mut self, part: Part) {
        let lane = self.parts % LANES;
        if lane == 0 {
            self.blocks.push(Block::default());
        }
        self.parts += 1;
        if let Some(block) = self.blocks.last_mut() {
            block.centre[lane] = part.centre;
            block.rate[lane] = part.rate;
            block.below[lane] = part.below;
            block.area[lane] = part.area;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.parts == 0
    }
}

/// Beyond this many deviations a normal distribution has no share that a double could tell, next to 0 or 1.
const FAR: f64 = 7.071_067_811_865_475;

const ONE_OVER_ROOT_OF_TWO_PI: f64 = 0.398_942_280_401_432_7;

/// Coefficients of Hart's ratio of polynomials (Computer Approximations, 1968, 5666), as West gives them (Better
/// approximations to cumulative normal functions, 2005); the highest power first.
const OVER: [f64; 7] = [
    0.035_262_496_599_891_1,
    0.700_383_064_443_688,
    6.373_962_203_531_65,
    33.912_866_078_383,
    112.079_291_497_871,
    221.213_596_169_931,
    220.206_867_912_376,
];
const UNDER: [f64; 8] = [
    0.088_388_347_648_318_4,
    1.755_667_163_182_64,
    16.064_177_579_207,
    86.780_732_202_946_1,
    296.564_248_779_674,
    637.333_633_378_831,
    793.826_512_519_948,
    440.413_735_824_752,
];

/// Taylor's coefficients of the exponential, the highest power first: to the last digit within half of the logarithm of 2.
const EXPONENTIAL: [f64; 14] = [
    1.0 / 6_227_020_800.0,
    1.0 / 479_001_600.0,
    1.0 / 39_916_800.0,
    1.0 / 3_628_800.0,
    1.0 / 362_880.0,
    1.0 / 40_320.0,
    1.0 / 5_040.0,
    1.0 / 720.0,
    1.0 / 120.0,
    1.0 / 24.0,
    1.0 / 6.0,
    0.5,
    1.0,
    1.0,
];
/// The logarithm of 2 in two parts; products of the first with small whole numbers are exact.
const LN_2: [f64; 2] = [0.693_147_180_369_123_8, 1.908_214_929_270_587_7e-10];
/// Added to a small number, this leaves the nearest whole number in the lowest bits.
const WHOLE: f64 = 1.5 * (1_u64 << 52) as f64;

widest! {
    /// What a mixture counts below a point, and how fast that grows there.
    pub fn below / below_portable(mixture: &Mixture, point: f64) -> [f64; 2] {
        let (mut below, mut growth) = ([0.0; LANES], [0.0; LANES]);
        for block in &mixture.blocks {
            let z = each(|lane| (point - block.centre[lane]) * block.rate[lane]);
            let size = each(|lane| if z[lane].abs() < FAR { z[lane].abs() } else { FAR });
            let fall = exponential(each(|lane| -0.5 * size[lane] * size[lane]));
            let (over, under) = (polynomial(&size, &OVER), polynomial(&size, &UNDER));
            let beyond = each(|lane| fall[lane] * over[lane] / under[lane]);
            let is_far = |lane: usize| z[lane].abs() > FAR;
            let beyond = each(|lane| if is_far(lane) { 0.0 } else { beyond[lane] });
            let share = each(|lane| if z[lane] > 0.0 { 1.0 - beyond[lane] } else { beyond[lane] });
            let density = each(|lane| if is_far(lane) { 0.0 } else { fall[lane] * ONE_OVER_ROOT_OF_TWO_PI });
            for lane in 0..LANES {
                let integral = z[lane] * share[lane] + density[lane];
                below[lane] += block.below[lane] * share[lane] + block.area[lane] * integral;
                let rate = block.below[lane] * density[lane] + block.area[lane] * share[lane];
                growth[lane] += block.rate[lane] * rate;
            }
        }
        [below.iter().sum(), growth.iter().sum()]
    }
}

#[inline(always)]
fn each(of: impl Fn(usize) -> f64) -> Lane {
    let mut lanes = [0.0; LANES];
    for (lane, value) in lanes.iter_mut().enumerate() {
        *value = of(lane);
    }
    lanes
}

#[inline(always)]
fn polynomial(at: &Lane, coefficients: &[f64]) -> Lane {
    let mut sums = [0.0; LANES];
    for coefficient in coefficients {
        sums = each(|lane| sums[lane] * at[lane] + coefficient);
    }
    sums
}

/// The exponentials of numbers from -26 to 0.
#[inline(always)]
fn exponential(of: Lane) -> Lane {
    let whole = each(|lane| of[lane] * std::f64::consts::LOG2_E + WHOLE);
    let rest = each(|lane| {
        let power = whole[lane] - WHOLE;
        (of[lane] - power * LN_2[0]) - power * LN_2[1]
    });
    let fraction = polynomial(&rest, &EXPONENTIAL);
    each(|lane| f64::from_bits(fraction[lane].to_bits().wrapping_add(whole[lane].to_bits() << 52)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mixture(parts: impl IntoIterator<Item = Part>) -> Mixture {
        let mut mixture = Mixture::default();
        parts.into_iter().for_each(|part| mixture.push(part));
        mixture
    }

    /// Abramowitz and Stegun, table 26.1.
    #[test]
    fn a_normal_distribution_has_the_values_of_the_table() {
        let one = mixture([Part { centre: 10.0, rate: 0.5, below: 1.0, area: 0.0 }]);
        let table = [(0.0, 0.5, 0.398_942_280_4), (1.0, 0.841_344_746_068_543, 0.241_970_724_5)];
        for (z, share, density) in table.into_iter().chain([(3.0, 0.998_650_101_968_37, 0.004_431_848_41)]) {
            let [below, growth] = below(&one, 10.0 + 2.0 * z);
            assert!((below - share).abs() < 1e-12 && (growth - density / 2.0).abs() < 1e-10, "{z}: {below} {growth}");
            let [above, _] = super::below(&one, 10.0 - 2.0 * z);
            assert!((above - (1.0 - share)).abs() < 1e-12, "{z}: {above}");
        }
        assert_eq!([below(&one, 30.0), below(&one, -30.0)], [[1.0, 0.0], [0.0, 0.0]], "nothing is left so far out");
    }

    /// The even spread from 9 to 11 with hardly any normal one: a straight line between its ends.
    #[test]
    fn two_ends_make_an_even_spread() {
        let ends = |deviation: f64| {
            let area = deviation / 2.0;
            mixture([(9.0, area), (11.0, -area)].map(|(centre, area)| Part {
                centre,
                rate: 1.0 / deviation,
                below: 0.0,
                area,
            }))
        };
        for (point, share) in [(8.0, 0.0), (9.5, 0.25), (10.0, 0.5), (10.9, 0.95), (12.0, 1.0)] {
            let [found, growth] = below(&ends(1e-6), point);
            assert!((found - share).abs() < 1e-9, "{point}: {found}");
            assert!((growth - if (9.0..11.0).contains(&point) { 0.5 } else { 0.0 }).abs() < 1e-9, "{point}: {growth}");
        }
    }

    #[test]
    fn growth_is_the_slope_and_every_variant_gives_the_same_bits() {
        let part = |at: i32| {
            let at = f64::from(at);
            Part { centre: 40.0 + at.sin() * 30.0, rate: 0.1 + at.cos().abs(), below: 0.04, area: 0.01 * at.sin() }
        };
        let many = mixture((0..21).map(part));
        for step in -60..200 {
            let point = f64::from(step) * 0.73;
            let found = below(&many, point);
            assert_eq!(found.map(f64::to_bits), below_portable(&many, point).map(f64::to_bits), "at {point}");
            let slope = (below(&many, point + 1e-5)[0] - below(&many, point - 1e-5)[0]) / 2e-5;
            assert!((found[1] - slope).abs() < 1e-6, "at {point}: {} instead of {slope}", found[1]);
        }
    }
}
