//! Chance with a fixed seed (SplitMix64: Steele, Lea and Flood 2014), so that the same records give the same answer.

/// A stream of random numbers.
#[derive(Clone, Debug)]
pub struct Chance(pub u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mixed(self.0)
    }

    /// Returns a whole number below a bound.
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    /// Returns a number above 0 and below 1.
    #[cfg(test)]
    pub fn unit(&mut self) -> f64 {
        ((self.next() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// Returns a standard normal number.
    #[cfg(test)]
    pub fn normal(&mut self) -> f64 {
        crate::outcomes::quantile(self.unit())
    }
}

/// Mixes the bits of a number.
fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}

/// Returns a number that depends on a text alone.
pub fn hash(text: &str) -> u64 {
    text.bytes().fold(0x243f_6a88_85a3_08d3, |hash, byte| mixed(hash ^ u64::from(byte)))
}
