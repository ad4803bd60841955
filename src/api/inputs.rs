//! The inputs of operations about many teams, from a JSON body or a table.

use std::num::NonZeroUsize;

use super::records::Asking;
use super::tables::{Table, Teams, missing};
use crate::advisor::{Advisor, Options};
use crate::cohorts::{LEAST_MINIMUM, MOST_MINIMUM};
use crate::district::DistrictTeam;
use crate::wire::{
    AllocationInput, CohortsInput, DistrictInput, MOST_AT_ONCE, MOST_BODY_TEAMS, MOST_LISTED, Problem, Resources,
    read_resources,
};

/// The column of a team's school, unless the query names another.
const USUAL_SCHOOL: &str = "school";

pub(super) fn cohorts_input(asking: Asking<'_>) -> Result<CohortsInput, Problem> {
    let Some(table) = &asking.given.table else {
        return CohortsInput::read(&asking.served.advisor, &asking.given.bytes);
    };
    let minimum = minimum(table)?;
    let (lines, teams, options) = asking.teams(table, Vec::new(), MOST_LISTED)?.whole()?;
    Ok(CohortsInput { teams, lines, minimum, options, threads: NonZeroUsize::MIN })
}

pub(super) fn allocation_input(asking: Asking<'_>) -> Result<AllocationInput, Problem> {
    let advisor = &asking.served.advisor;
    let Some(table) = &asking.given.table else { return AllocationInput::read(advisor, &asking.given.bytes) };
    let max_designs = table.query.whole("max_designs", 1, MOST_AT_ONCE)?;
    let resources = resources(advisor, table)?.ok_or_else(|| missing("resources"))?;
    let (lines, teams, options) = asking.teams(table, Vec::new(), MOST_BODY_TEAMS)?.whole()?;
    Ok(AllocationInput { teams, lines, resources, options: Options { max_designs, ..options } })
}

/// Rejected rows are in the report, as those of the command are.
pub(super) fn district_input(asking: Asking<'_>) -> Result<DistrictInput, Problem> {
    let advisor = &asking.served.advisor;
    let Some(table) = &asking.given.table else { return DistrictInput::read(advisor, &asking.given.bytes) };
    let (minimum, resources) = (minimum(table)?, resources(advisor, table)?);
    let school = table.query.one("school").unwrap_or(USUAL_SCHOOL).to_owned();
    let by = table.query.all("by");
    let kept = std::iter::once(school).chain(by.iter().cloned()).collect();
    let Teams { rows, tally, options } = asking.teams(table, kept, MOST_BODY_TEAMS)?;
    Ok(DistrictInput {
        teams: rows.into_iter().map(|(line, profile, cells)| DistrictTeam::new(line, profile, cells)).collect(),
        rejected: tally.faults.into_iter().map(|fault| (fault.line, fault.detail)).collect(),
        by,
        minimum,
        resources,
        options,
        threads: NonZeroUsize::MIN,
    })
}

impl Asking<'_> {
    fn teams(self, table: &Table, kept: Vec<String>, most: usize) -> Result<Teams, Problem> {
        table.teams(&self.served.advisor, &self.served.rendered, &self.given.bytes, (kept, most))
    }
}

fn minimum(table: &Table) -> Result<Option<usize>, Problem> {
    table.query.whole("minimum", LEAST_MINIMUM, MOST_MINIMUM)
}

fn resources(advisor: &Advisor, table: &Table) -> Result<Option<Resources>, Problem> {
    let given = table.query.one("resources").map(|given| read_resources(advisor, given.as_bytes()));
    given.transpose().map_err(|problem| problem.within("resources"))
}
