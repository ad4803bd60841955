//! Files of teams as CSV and NDJSON; the first byte says which.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Some((which, file)) = data.split_first() {
        backmap_fuzz::read_teams(if which % 2 == 0 { "csv" } else { "ndjson" }, file);
    }
});
