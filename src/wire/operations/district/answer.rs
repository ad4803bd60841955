//! The answer of a district report.

use crate::advisor::Advisor;
use crate::allocation::{ResourceLine, step_of};
use crate::catalogue::{Catalogue, DesignIndex};
use crate::cohorts::{Cohort, CohortError, Cohorts};
use crate::district::{
    By, Condition, Counts, District, Dollars, First, Graded, Group, School, Starts, TeamLine, TermReport, group_name,
};
use crate::scoring::Tables;
use crate::sentences::Statement;
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::statement::StatementText;
use crate::wire::kit::number::{Hundredths, to_json};
use crate::wire::kit::view::{View, view, views};

impl DistrictAnswer<'_> {
    /// Returns a report as JSON.
    pub fn json(advisor: &Advisor, district: &District) -> Vec<u8> {
        to_json(&DistrictAnswer::view((district, advisor, Provenance::from(advisor))))
    }
}

view! {
    /// What a district sees of its teams.
    #[schema(as = DistrictAnswer)]
    pub struct DistrictAnswer<'a> from (of: &'a District, advisor: &'a Advisor, provenance: Provenance<'a>) {
        /// The few things that matter, first things first.
        headlines: Vec<StatementText<'a>> = views(&of.headlines),
        /// What was left out, and what the figures are.
        notes: Vec<StatementText<'a>> = views(&of.notes),
        counts: DistrictCounts = View::view(&of.counts),
        /// The lines of the first rows of a file that were rejected, at most ten.
        rejected_lines: Vec<u64> = of.rejected_lines.clone(),
        /// Conditions that a school can change, those that take most from all teams together first.
        conditions: Vec<HeldBackBy<'a>> = views(of.conditions.iter().map(|one| (one, advisor.tables()))),
        /// Schools by name; empty if none is named.
        schools: Vec<SchoolLine<'a>> = views(of.schools.iter().map(|one| (one, advisor.tables()))),
        /// Every team, by id.
        teams: Vec<DistrictTeamLine<'a>> = views(of.teams.iter().map(|one| (one, advisor.catalogue()))),
        starts: StartCounts = View::view(&of.starts),
        /// Designs in first place, the most frequent first.
        first_designs: Vec<FirstDesign<'a>> = views(of.firsts.iter().map(|one| (one, advisor.catalogue()))),
        /// First designs by the best grade of a study with a positive finding, best grade first.
        evidence: Vec<EvidenceCount<'a>> = views(&of.evidence),
        /// What all first designs cost in a school year, for the teams that state their size.
        cost: DollarRange = View::view(&of.cost),
        /// Groups of teams by each column that was named.
        by: Vec<ByGroups<'a>> = views(&of.by),
        cohorts: DistrictCohorts<'a> = View::view(&of.cohorts),
        /// The plan of each term; empty without resources.
        terms: Vec<DistrictTerm<'a>> = views(of.terms.iter().map(|one| (one, advisor.catalogue()))),
        provenance: Provenance<'a> = provenance,
    }

    struct DistrictCounts from (counts: &Counts) {
        /// Teams with a place in the report.
        teams: usize,
        /// Teams with fewer people than the minimum; no number depends on them.
        too_small: usize,
        /// Teams that answered nothing.
        nothing_known: usize,
        schools: usize,
        /// Teams that name no school.
        without_school: usize,
        /// Rows of a file that were rejected; they are in no number.
        rejected: usize,
        /// People in the teams that state their size.
        people: u64 = counts.people,
        without_size: usize,
    }

    /// A condition, and what it takes from the designs of some teams.
    struct HeldBackBy<'a> from (one: &'a Condition, tables: &'a Tables) {
        /// The answer, such as `time_available` or `resources.staff`.
        answer: &'a str = &tables.terms[one.term].path,
        name: &'a str = &tables.terms[one.term].name,
        /// The mean over the teams that answered, and over the designs that are feasible for each, in points.
        cost as f64: Hundredths = Hundredths(one.cost),
        /// How many teams answered.
        teams: usize,
        /// For how many teams it is the largest cost.
        largest: usize,
    }

    struct SchoolLine<'a> from (one: &'a School, tables: &'a Tables) {
        school: &'a str = &one.name,
        teams: usize,
        /// At most three.
        conditions: Vec<HeldBackBy<'a>> = views(one.conditions.iter().map(|condition| (condition, tables))),
        /// Teams whose first design can begin now.
        can_begin_now: usize = one.can_begin,
        /// The mean score of their first designs.
        score as f64: Hundredths = Hundredths(one.score),
    }

    struct DistrictTeamLine<'a> from (one: &'a TeamLine, catalogue: &'a Catalogue) {
        id: Option<&'a str> = one.id.as_deref(),
        school: Option<&'a str> = one.school.as_deref(),
        /// The design that ranks first; null if none is feasible.
        own_best: Option<&'a str> = one.first.map(|(design, _)| &*catalogue.designs[design].id),
        own_best_score as Option<f64>: Option<Hundredths> = one.first.map(|(_, score)| Hundredths(score)),
        /// What the plan gives the team in the first term; null if nothing, or without resources.
        planned: Option<&'a str> = one.gets.and_then(|(design, _)| Some(&*catalogue.designs[design?].id)),
        planned_score as Option<f64>: Option<Hundredths> = one.gets.map(|(_, score)| Hundredths(score)),
    }

    struct StartCounts from (starts: &Starts) {
        /// The first design can begin now.
        now: usize,
        /// Another design can begin now, while the team builds toward its first.
        another: usize,
        /// Nothing can begin now.
        build: usize,
        /// No design is feasible.
        none: usize,
    }

    struct FirstDesign<'a> from (one: &'a First, catalogue: &'a Catalogue) {
        design: &'a str = &catalogue.designs[one.design].id,
        name: &'a str = &catalogue.designs[one.design].name,
        /// Teams for which it ranks first.
        teams: usize,
        can_begin_now: usize = one.can_begin,
        /// Its mean score for them.
        score as f64: Hundredths = Hundredths(one.score),
        /// The best grade of a study with a positive finding; null if there is none.
        grade: Option<&'a str> = one.grade.as_ref().map(|grade| grade.0.as_str()),
        /// What it costs for one teacher.
        cost_per_teacher: DollarRange = View::view(&one.each),
    }

    struct EvidenceCount<'a> from (one: &'a Graded) {
        grade: Option<&'a str> = one.grade.as_ref().map(|grade| grade.0.as_str()),
        teams: usize,
    }

    /// US dollars for a school year at the catalog's rates.
    struct DollarRange from (of: &Dollars) {
        low: f64 = of.low as f64 / 100.0,
        typical: f64 = of.typical as f64 / 100.0,
        high: f64 = of.high as f64 / 100.0,
    }

    struct ByGroups<'a> from (by: &'a By) {
        column: &'a str = &by.column,
        /// Whether the values are numbers, which are put into thirds.
        numbers: bool = by.is_number,
        groups: Vec<ByGroup> = views(&by.groups),
        /// Teams without a value: the group “not stated”, which is the last.
        without: usize,
    }

    struct ByGroup from (group: &Group) {
        /// The value, or the least and the largest of a third.
        name: String = group_name(group),
        teams: usize,
        /// The mean score of their first designs.
        score as f64: Hundredths = Hundredths(group.score),
        /// Teams whose first design can begin now.
        can_begin_now: usize = group.can_begin,
        /// Teams whose first design has strong or moderate evidence.
        strong_or_moderate: usize = group.well_studied,
        /// Teams that get a design in the first term; null without resources.
        placed: Option<usize> = group.planned.map(|(placed, _)| placed),
        /// The mean score of what the plan gives all of them, nothing counting as 0; null without resources.
        planned_score as Option<f64>: Option<Hundredths> = group.planned.map(|(_, score)| Hundredths(score)),
    }

    struct DistrictCohorts<'a> from (found: &'a Result<Cohorts, CohortError>) {
        /// The answer in words; empty if the teams cannot be compared.
        summary: Vec<StatementText<'a>> = views(found.iter().flat_map(|cohorts| &cohorts.summary)),
        /// Why the teams cannot be compared; null if they can.
        reason: Option<String> = found.as_ref().err().map(ToString::to_string),
        /// Largest first; empty if the teams cannot be compared.
        cohorts: Vec<DistrictCohort<'a>> = views(found.iter().flat_map(|cohorts| &cohorts.cohorts)),
    }

    struct DistrictCohort<'a> from (cohort: &'a Cohort) {
        name: &'a str = &cohort.name,
        size: usize = cohort.members.len(),
        statements: Vec<StatementText<'a>> = views(&cohort.statements),
    }

    struct DistrictTerm<'a> from (term: &'a TermReport, catalogue: &'a Catalogue) {
        name: &'a str = &term.name,
        /// Teams that get a design.
        placed: usize,
        /// The designs that teams get, the most frequent first.
        designs: Vec<PlacedDesign<'a>> = views(term.designs.iter().map(|one| (one, catalogue))),
        statements: Vec<StatementText<'a>> = views(&term.statements),
        resources: Vec<DistrictResource<'a>> = views(&term.resources),
        /// Designs in use now, the one that adds least first.
        in_use: Vec<StatementText<'a>> = views(&term.in_use),
    }

    struct PlacedDesign<'a> from (one: &'a (DesignIndex, usize), catalogue: &'a Catalogue) {
        design: &'a str = &catalogue.designs[one.0].id,
        teams: usize = one.1,
    }

    struct DistrictResource<'a> from (one: &'a (ResourceLine, Statement)) {
        resource: &'a str = one.0.resource.id(),
        /// Null if it is not limited.
        available: Option<f64> = one.0.available,
        used: f64 = one.0.used,
        /// What the teams would use if each got its own best.
        wanted: f64 = one.0.wanted,
        /// The size of one step.
        step: f64 = step_of(one.0.resource),
        statement: StatementText<'a> = View::view(&one.1),
    }
}
