//! A district's sums as JSON, with every digit.

use serde::Serialize;

use crate::advisor::Advisor;
use crate::learning::{Sums, sums_columns};
use crate::scoring::Evaluation;

/// The version of the file's shape.
pub const SUMS_FORMAT: u32 = 1;

#[derive(Serialize)]
struct SumsFile<'a> {
    format: u32,
    catalogue_version: &'a str,
    catalogue_digest: &'a str,
    model_version: &'a str,
    district: &'a str,
    results: usize,
    by_lot: usize,
    schools: usize,
    designs: &'a [usize],
    columns: Vec<String>,
    products: Vec<Vec<f64>>,
}

/// Returns the file of a district's sums.
pub fn sums_json(advisor: &Advisor, typical: &Evaluation<'_>, sums: &Sums) -> Vec<u8> {
    let provenance = advisor.provenance();
    let file = SumsFile {
        format: SUMS_FORMAT,
        catalogue_version: provenance.catalogue_version,
        catalogue_digest: provenance.catalogue_digest,
        model_version: provenance.model_version,
        district: &sums.district,
        results: sums.results,
        by_lot: sums.by_lot,
        schools: sums.schools,
        designs: &sums.designs,
        columns: sums_columns(typical),
        products: sums.triangle(),
    };
    serde_json::to_vec(&file).expect("plain structs always serialize into memory")
}
