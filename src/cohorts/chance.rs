//! Chance with a fixed seed, so that the same teams give the same cohorts on every machine.

use rand_xoshiro::Xoshiro256Plus;
use rand_xoshiro::rand_core::{RngCore, SeedableRng};

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub struct Chance(Xoshiro256Plus);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(Xoshiro256Plus::seed_from_u64(seed))
    }

    /// Returns a generator for another library, independent of what this one gives next.
    pub fn generator(&mut self) -> Xoshiro256Plus {
        Xoshiro256Plus::seed_from_u64(self.0.next_u64())
    }

    /// Returns the chance for one call of [`generator`](Self::generator), and goes on behind it.
    pub fn for_one(&mut self) -> Self {
        let one = self.clone();
        self.0.next_u64();
        one
    }

    /// Returns a number above 0 and at most 1.
    pub fn unit(&mut self) -> f64 {
        ((self.0.next_u64() >> 11) as f64 + 1.0) / (1_u64 << 53) as f64
    }

    /// Returns a standard normal number, by the method of Box and Muller.
    pub fn normal(&mut self) -> f64 {
        let (radius, angle) = (self.unit(), self.unit());
        libm::sqrt(-2.0 * libm::log(radius)) * libm::cos(std::f64::consts::TAU * angle)
    }

    /// Returns the numbers below `count` in random order.
    pub fn order(&mut self, count: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        for at in (1..count).rev() {
            let other = (self.unit() * (at + 1) as f64) as usize;
            order.swap(at, other.min(at));
        }
        order
    }
}
