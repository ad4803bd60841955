//! Rosters: CSV, and zip files of OneRoster and School Data Sync.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| backmap_fuzz::import_roster("roster.zip", data));
