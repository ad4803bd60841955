//! The shares of a catalog's weight by grade.

use crate::advisor::Advisor;
use crate::answers::CELLS;

/// A grade and its share of the weight.
#[derive(Clone, Debug, PartialEq)]
pub struct GradeShare {
    pub grade: String,
    /// By the grades of the weights, 0 to 1.
    pub of_weights: f64,
    /// By the grades of the designs' numbers that the weights multiply, at typical answers, 0 to 1.
    pub of_numbers: f64,
}

/// Returns the share of the weight by grade, best grade first.
pub fn weight_by_grade(advisor: &Advisor) -> Vec<GradeShare> {
    let catalogue = advisor.catalogue();
    let tables = advisor.tables();
    let grades = &catalogue.model.grades;
    let at = |id: &crate::catalogue::GradeId| grades.iter().position(|grade| grade.id == *id);
    let (mut weights, mut numbers) = (vec![0.0; grades.len()], vec![0.0; grades.len()]);
    for (term, weight) in tables.terms.iter().zip(&tables.weights) {
        if let Some(at) = at(&catalogue.factors[term.factor].weight.grade) {
            weights[at] += *weight as f64;
        }
    }
    for (interaction, weight) in catalogue.model.interactions.iter().zip(&tables.pair_weights) {
        if let Some(at) = at(&interaction.grade) {
            weights[at] += *weight as f64;
        }
    }
    for alternative in &tables.alternatives {
        for (index, weight) in tables.weights.iter().enumerate() {
            for cell in 0..CELLS {
                if let Some(at) = at(&alternative.attributes[index].basis(cell).grade) {
                    numbers[at] += *weight as f64 * tables.priors[index].share(cell);
                }
            }
        }
        let design = &catalogue.designs[alternative.design];
        for (interaction, weight) in catalogue.model.interactions.iter().zip(&tables.pair_weights) {
            if let Some(at) = design.interactions.get(&interaction.id).and_then(|exposure| at(&exposure.grade)) {
                numbers[at] += *weight as f64;
            }
        }
    }
    let (all_weights, all_numbers): (f64, f64) = (weights.iter().sum(), numbers.iter().sum());
    let share = |(at, grade): (usize, &crate::catalogue::Grade)| GradeShare {
        grade: grade.id.0.clone(),
        of_weights: weights[at] / all_weights,
        of_numbers: numbers[at] / all_numbers,
    };
    grades.iter().enumerate().map(share).collect()
}
