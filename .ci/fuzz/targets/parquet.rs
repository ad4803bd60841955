//! Parquet files of teams.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| backmap_fuzz::read_teams("parquet", data));
