//! The prices with the lowest bound, by an ellipsoid with deep cuts: at most four dimensions, and every price on the
//! way gives a bound that holds.

use super::dual::Prices;
use super::problem::{Problem, RESOURCES};

/// The lowest bound found.
#[derive(Clone, Debug)]
pub struct Lowest {
    pub prices: Prices,
    pub bound: f64,
    /// Other prices with nearly as low a bound, best first; plans are made from them too.
    pub near: Vec<Prices>,
}

/// How long to look.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// The share of the bound at which nothing lower can be far.
    pub tolerance: f64,
    pub steps: usize,
    /// Ends the search below this bound.
    pub enough: f64,
}

/// Teams beyond which a sample decides where to look.
pub(super) const SAMPLED_ABOVE: usize = 8_000;

/// The size of the sample.
const SAMPLE: usize = 2_000;

/// How many other prices are kept.
const NEAR: usize = 12;

/// Returns prices with a low bound.
pub fn lowest(problem: &Problem, effort: Effort) -> Lowest {
    let most = most_prices(problem);
    let mut center = most.map(|price| price / 2.0);
    let mut radius = center.map(|half| half * (RESOURCES as f64).sqrt());
    if problem.teams.len() > SAMPLED_ABOVE {
        let found = search(&sample(problem), center, radius, Effort { tolerance: 1e-4, ..effort });
        center = found.prices;
        // A sample of 2,000 misses a price by a few percent.
        radius = std::array::from_fn(|at| center[at] * 0.2 + most[at] * 2e-4);
    }
    search(problem, center, radius, effort)
}

/// Looks near known prices only: within a share of each.
pub fn lowest_near(problem: &Problem, center: Prices, share: f64, effort: Effort) -> Lowest {
    let most = most_prices(problem);
    let radius = std::array::from_fn(|at| if most[at] > 0.0 { center[at] * share + most[at] * 1e-3 } else { 0.0 });
    search(problem, center, radius, effort)
}

/// The highest value that a thousandth of each resource can have in any offer.
fn most_prices(problem: &Problem) -> Prices {
    let weight = problem.teams.iter().map(|team| team.weight).max().unwrap_or(0);
    let score = problem.teams.iter().flat_map(|team| &team.offers).map(|offer| offer.score).max().unwrap_or(0);
    let value = f64::from(weight) * f64::from(score.max(1));
    let mut used = vec![false; problem.activities.len()];
    problem.teams.iter().flat_map(|team| &team.offers).for_each(|offer| used[offer.activity as usize] = true);
    std::array::from_fn(|at| {
        let uses = problem.activities.iter().zip(&used).filter(|(uses, used)| **used && uses[at] > 0);
        uses.map(|(uses, _)| uses[at]).min().map_or(0.0, |least| value / least as f64)
    })
}

/// Every so many teams, with budgets for as many.
pub(super) fn sample(problem: &Problem) -> Problem {
    let every = problem.teams.len() / SAMPLE;
    let teams: Vec<_> = problem.teams.iter().step_by(every).cloned().collect();
    let members = |teams: &[super::problem::Team]| teams.iter().map(|team| f64::from(team.members)).sum::<f64>();
    let share = members(&teams) / members(&problem.teams);
    let budgets = problem.budgets.map(|budget| (budget as f64 * share) as i64);
    Problem { teams, activities: problem.activities.clone(), budgets }
}

/// The ellipsoid, in coordinates in which its first one is a ball.
fn search(problem: &Problem, center: Prices, radius: Prices, effort: Effort) -> Lowest {
    let dimensions: Vec<usize> = (0..RESOURCES).filter(|at| radius[*at] > 0.0).collect();
    let start = problem.price(&center);
    let mut found = vec![(start.bound, center)];
    let mut best = start.bound;
    if dimensions.is_empty() {
        return Lowest { prices: center, bound: best, near: Vec::new() };
    }
    // The formulas need two dimensions at least; one that nothing depends on does no harm.
    let size = dimensions.len().max(2);
    let mut ball = Ellipsoid::new(size);
    for _ in 0..effort.steps {
        let mut prices = center;
        dimensions.iter().enumerate().for_each(|(own, at)| prices[*at] += ball.center[own] * radius[*at]);
        let mut slope = [0.0; RESOURCES];
        let below = dimensions.iter().position(|at| prices[*at] < 0.0);
        let depth = match below {
            Some(own) => {
                slope[own] = -1.0;
                -prices[dimensions[own]] / radius[dimensions[own]]
            }
            None => {
                let priced = problem.price(&prices);
                found.push((priced.bound, prices));
                best = best.min(priced.bound);
                dimensions.iter().enumerate().for_each(|(own, at)| slope[own] = priced.left[*at] * radius[*at]);
                priced.bound - best
            }
        };
        let reach = ball.reach(&slope);
        let is_close = below.is_none() && reach <= effort.tolerance * best.abs().max(1.0);
        if reach <= 0.0 || is_close || best < effort.enough || !ball.cut(&slope, reach, depth) {
            break;
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (bound, prices) = found[0];
    Lowest { prices, bound, near: found.iter().skip(1).take(NEAR).map(|(_, prices)| *prices).collect() }
}

/// An ellipsoid: its center and its matrix.
struct Ellipsoid {
    size: usize,
    center: [f64; RESOURCES],
    matrix: [[f64; RESOURCES]; RESOURCES],
}

impl Ellipsoid {
    fn new(size: usize) -> Self {
        let matrix = std::array::from_fn(|row| std::array::from_fn(|column| f64::from(u8::from(row == column))));
        Self { size, center: [0.0; RESOURCES], matrix }
    }

    fn along(&self, slope: &[f64; RESOURCES]) -> [f64; RESOURCES] {
        self.matrix.map(|row| row.iter().zip(slope).map(|(one, slope)| one * slope).sum())
    }

    /// How far a function with this slope can fall within it.
    fn reach(&self, slope: &[f64; RESOURCES]) -> f64 {
        let along = self.along(slope);
        slope.iter().zip(along).map(|(slope, along)| slope * along).sum::<f64>().max(0.0).sqrt()
    }

    /// Keeps the part where the function is at least `depth` lower than at the center. Returns whether any is left.
    fn cut(&mut self, slope: &[f64; RESOURCES], reach: f64, depth: f64) -> bool {
        let (n, deep) = (self.size as f64, depth / reach);
        if deep >= 1.0 {
            return false;
        }
        let step = self.along(slope).map(|one| one / reach);
        let move_by = (1.0 + n * deep) / (n + 1.0);
        let grow = n * n * (1.0 - deep * deep) / (n * n - 1.0);
        let shrink = 2.0 * (1.0 + n * deep) / ((n + 1.0) * (1.0 + deep));
        for row in 0..self.size {
            self.center[row] -= move_by * step[row];
            for column in 0..self.size {
                let inner = self.matrix[row][column] - shrink * step[row] * step[column];
                self.matrix[row][column] = grow * inner;
            }
        }
        true
    }
}
