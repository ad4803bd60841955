//! What is divided among whom, from a body or a table.

use super::asked::{AllocationRequest, Resources};
use super::district::{Allocation, Asked, divide};
use crate::advisor::{Advisor, Options};
use crate::catalogue::Profile;
use crate::scoring::Watch;
use crate::wire::asked::read_body;
use crate::wire::kit::problem::Problem;
use crate::wire::operations::ids::TeamOrigin;

/// The teams of a district and what there is to divide.
#[derive(Debug)]
pub struct AllocationInput {
    pub teams: Vec<Profile>,
    /// By team, the line of its row; empty for a body without lines.
    pub lines: Vec<u64>,
    pub resources: Resources,
    /// With the most designs of a team.
    pub options: Options,
}

impl AllocationInput {
    /// Reads a body.
    ///
    /// # Errors
    /// If the body is malformed or has invalid fields.
    pub fn read(advisor: &Advisor, body: &[u8]) -> Result<Self, Problem> {
        let AllocationRequest { teams, resources, max_designs, options } = read_body(advisor, body)?;
        let options = Options { max_designs, ..options.unwrap_or_default() };
        Ok(Self { teams, lines: Vec::new(), resources, options })
    }

    /// Divides the resources of every term among the teams.
    ///
    /// # Errors
    /// If the teams or the resources leave nothing to divide, the floor cannot hold, or the work was stopped.
    pub fn divide(&self, advisor: &Advisor, watch: &dyn Watch) -> Result<Allocation, Problem> {
        let asked =
            Asked::new(advisor, &self.resources, &self.options).map_err(|problem| problem.within("resources"))?;
        let place = |at: usize| TeamOrigin::new(at, self.lines.get(at).copied());
        divide(&asked, self.teams.iter().enumerate().map(|(at, team)| (place(at), team)), watch)
    }
}
