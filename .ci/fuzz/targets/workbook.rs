//! Surveys as workbooks, which are zip files.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| backmap_fuzz::import_survey("survey.xlsx", data));
