//! Learning from 500 to 20,000 records of 60 schools: the seconds from records to a verdict.
//!
//! `cargo bench --bench learning`

use std::time::Instant;

use backmap::advisor::{Advisor, Options};
use backmap::learning::learn;

#[path = "../tests/it/learning/world.rs"]
#[allow(dead_code, reason = "the tests use the rest")]
mod world;

fn main() {
    let advisor = Advisor::embedded();
    let typical = advisor.evaluate_nothing(&Options::default()).expect("the default weights are valid");
    for count in [500, 2_000, 20_000] {
        let world = world::World { offsets: world::drawn_offsets(1, 0.1), ..world::World::new(count, 1) };
        let records = world.run();
        let start = Instant::now();
        let learning = learn(&typical, &records, 1);
        println!("{count:>6} records: {:.3} s, {}", start.elapsed().as_secs_f64(), learning.verdict.id());
    }
}
