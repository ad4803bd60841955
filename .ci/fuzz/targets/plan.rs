//! Bodies of the operations on plans.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| backmap_fuzz::answer(data, |operation| operation.path.contains("/plans")));
