//! Dividing scarce resources among teams: which design each team gets, with a bound that no plan exceeds.
//!
//! The mathematics knows teams, offers, uses and budgets (`problem.rs`), and nothing of schools: a bound from one price
//! for each resource (`dual.rs`, `prices.rs`), a plan made from these prices (`repair.rs`), the proof that a plan is the
//! best (`proof.rs`), and the highest floor (`floor.rs`). `uses.rs` takes from the catalog what a design uses, `sets.rs` which
//! sets of several designs a team may get, `term.rs`
//! allocates one term, `review.rs` reads the plan, and `tell.rs` has the sentences. Values and uses are whole numbers, so sums do not depend on the
//! order of the teams, and every plan is checked exactly.

mod dual;
mod exchange;
mod floor;
mod prices;
mod problem;
mod proof;
mod repair;
mod review;
mod sets;
mod solve;
mod tell;
mod term;
#[cfg(test)]
mod tests;
mod uses;

pub use floor::{Floor, highest_floor};
pub use problem::{Activity, Amounts, Offer, Problem, RESOURCES, Team};
pub use review::{Covering, InUse, ResourceLine, SUITS, points, step_of};
pub use sets::{SetOffer, worth_offering};
pub use solve::{PROVEN_UP_TO, Solution, Unsolved, WORK, solve};
pub use tell::{amount_of, tell_in_use, tell_plan, tell_resource, tell_suits};
pub use term::{Given, Supply, Term, TermPlan, allocate_term, supplies};
pub use uses::{Resource, UsesOf, uses};
