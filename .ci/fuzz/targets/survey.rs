//! Surveys as CSV.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| backmap_fuzz::import_survey("survey.csv", data));
