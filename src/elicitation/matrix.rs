//! Computes the principal eigenvector of a comparison matrix.

/// The number of squarings: a power of 2^24 separates any two eigenvalues that matter here.
const SQUARINGS: usize = 24;

/// The number of final multiplications, which settle the last digits.
const MULTIPLICATIONS: usize = 8;

/// A square, non-negative matrix in row order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Matrix {
    size: usize,
    entries: Vec<f64>,
}

/// The largest eigenvalue and its vector, which has sum 1.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Principal {
    pub value: f64,
    pub vector: Vec<f64>,
}

impl Matrix {
    pub(super) fn ones(size: usize) -> Self {
        Self { size, entries: vec![1.0; size * size] }
    }

    pub(super) fn size(&self) -> usize {
        self.size
    }

    pub(super) fn get(&self, row: usize, column: usize) -> f64 {
        self.entries[row * self.size + column]
    }

    pub(super) fn set(&mut self, row: usize, column: usize, value: f64) {
        self.entries[row * self.size + column] = value;
    }

    /// Runs power iteration. Squaring comes first, because it converges for slow and fast matrices in a fixed
    /// number of steps. Multiplying by the matrix itself then removes rounding errors.
    pub(super) fn principal(&self) -> Principal {
        let mut power = self.clone();
        for _ in 0..SQUARINGS {
            power = power.squared();
        }
        let mut vector: Vec<f64> = (0..self.size).map(|row| power.row(row).iter().sum()).collect();
        normalise(&mut vector);
        let mut value = 0.0;
        for _ in 0..MULTIPLICATIONS {
            let mut next = self.times(&vector);
            // The vector has sum 1, so the sum of its image is the eigenvalue.
            value = next.iter().sum();
            normalise(&mut next);
            vector = next;
        }
        Principal { value, vector }
    }

    fn row(&self, row: usize) -> &[f64] {
        &self.entries[row * self.size..(row + 1) * self.size]
    }

    fn times(&self, vector: &[f64]) -> Vec<f64> {
        (0..self.size).map(|row| self.row(row).iter().zip(vector).map(|(entry, part)| entry * part).sum()).collect()
    }

    /// Returns the square, divided by its largest entry to prevent overflow.
    fn squared(&self) -> Self {
        let mut square = Self { size: self.size, entries: vec![0.0; self.entries.len()] };
        for row in 0..self.size {
            for (inner, factor) in self.row(row).iter().enumerate() {
                let line = &mut square.entries[row * self.size..(row + 1) * self.size];
                for (entry, other) in line.iter_mut().zip(self.row(inner)) {
                    *entry += factor * other;
                }
            }
        }
        let largest = square.entries.iter().copied().fold(0.0, f64::max);
        square.entries.iter_mut().for_each(|entry| *entry /= largest);
        square
    }
}

fn normalise(vector: &mut [f64]) {
    let sum: f64 = vector.iter().sum();
    vector.iter_mut().for_each(|part| *part /= sum);
}
