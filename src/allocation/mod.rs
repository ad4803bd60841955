//! Dividing scarce resources among teams: which design each team gets, with a bound that no plan exceeds.
//!
//! The mathematics knows teams, offers, uses and budgets (`problem.rs`), and nothing of schools: a bound from one price
//! for each resource (`dual.rs`, `prices.rs`), a plan made from these prices (`repair.rs`), the proof that a plan is the
//! best (`proof.rs`), and the highest floor (`floor.rs`). `uses.rs` takes from the catalog what a design uses, `term.rs`
//! allocates one term, and `tell.rs` has the sentences. Values and uses are whole numbers, so sums do not depend on the
//! order of the teams, and every plan is checked exactly.

mod dual;
mod exchange;
mod floor;
mod prices;
mod problem;
mod proof;
mod repair;
mod solve;
#[cfg(test)]
mod tests;
//TMP mod tell;
//TMP mod term;
//TMP mod uses;

pub use floor::{Floor, highest_floor};
pub use problem::{Activity, Amounts, Offer, Problem, RESOURCES, Team};
pub use solve::{Solution, Unsolved, solve};
//TMP pub use tell::{tell_district, tell_term};
//TMP pub use term::{Covering, Given, InUse, ResourceLine, Supply, Term, TermPlan, allocate_term, supplies};
//TMP pub use uses::{Resource, UsesOf, uses};
