//! All draws of one run, made once.

use super::draws::{Draws, point};
use super::model::Model;

/// Weights, cells of unanswered factors and errors of numbers, by sample.
pub(super) struct Readings {
    pub samples: usize,
    rows: usize,
    open: usize,
    designs: usize,
    weights: Vec<f32>,
    cells: Vec<u8>,
    errors: Vec<f32>,
}

impl Readings {
    pub(super) fn draw(model: &Model, draws: Draws) -> Self {
        let (rows, open, designs) = (model.weights.len(), model.open.len(), model.designs.len());
        let samples = draws.samples;
        let mut readings = Self {
            samples,
            rows,
            open,
            designs,
            weights: vec![0.0; samples * rows],
            cells: vec![0; samples * open],
            errors: vec![0.0; samples * designs],
        };
        let mut coordinates = vec![0.0; model.coordinates()];
        for sample in 0..samples {
            point(sample, draws.seed, &mut coordinates);
            model.read(
                &coordinates,
                &mut readings.weights[sample * rows..(sample + 1) * rows],
                &mut readings.cells[sample * open..(sample + 1) * open],
                &mut readings.errors[sample * designs..(sample + 1) * designs],
            );
        }
        readings
    }

    pub(super) fn weights(&self, sample: usize) -> &[f32] {
        &self.weights[sample * self.rows..(sample + 1) * self.rows]
    }

    pub(super) fn cells(&self, sample: usize) -> &[u8] {
        &self.cells[sample * self.open..(sample + 1) * self.open]
    }

    pub(super) fn errors(&self, sample: usize) -> &[f32] {
        &self.errors[sample * self.designs..(sample + 1) * self.designs]
    }
}
