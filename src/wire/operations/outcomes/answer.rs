//! A report of outcomes as JSON.

use crate::advisor::Advisor;
use crate::catalogue::Catalogue;
use crate::outcomes::{Counts, DesignResult, Group, Measure, Report, Split};
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::range::RangePart;
use crate::wire::answered::statement::StatementText;
use crate::wire::kit::number::to_json;
use crate::wire::kit::view::{View, view, views};

view! {
    /// What records of outcomes show.
    #[schema(as = OutcomesAnswer)]
    pub struct OutcomesAnswer<'a> from (report: &'a Report, advisor: &'a Advisor) {
        /// The answer in words.
        summary: Vec<StatementText<'a>> = views(&report.summary),
        /// What was left out, and what the numbers cannot show.
        notes: Vec<StatementText<'a>> = views(&report.notes),
        counts: OutcomeCounts = View::view(&report.counts),
        /// By Guskey's level and name.
        measures: Vec<MeasurePart<'a>> =
            views(report.measures.iter().map(|measure| (measure, advisor.catalogue()))),
        provenance: Provenance<'a> = advisor.into(),
    }

    struct OutcomeCounts from (counts: &Counts) {
        records: usize = counts.records,
        /// Records that were given again, equal in everything; they count once.
        repeated: usize = counts.repeated,
        schools: usize = counts.schools,
        /// Results that are about enough people.
        results: usize = counts.results,
        /// Results of too few people; they enter no number.
        too_small: usize = counts.too_small,
        /// Records of teams that waited.
        waited: usize = counts.waited,
        /// Records in which a lot decided.
        by_lot: usize = counts.by_lot,
    }

    /// The results of one measure, in points of 100 of its scale.
    struct MeasurePart<'a> from (measure: &'a Measure, catalogue: &'a Catalogue) {
        name: &'a str = &measure.name,
        /// Guskey's level, 1 to 5.
        level: usize = measure.level.number(),
        /// Whether results of this level count; reactions never do.
        counted: bool = measure.level.is_counted(),
        /// The teams that waited; null if there are too few to be shown.
        waited: Option<TeamsPart> = measure.waited.as_ref().map(View::view),
        designs: Vec<DesignOutcome<'a>> = views(measure.designs.iter().map(|of| (of, catalogue))),
        /// Whether some groups have too few teams to be shown.
        has_hidden: bool = measure.has_hidden,
    }

    struct TeamsPart from (group: &Group) {
        teams: usize = group.teams,
        schools: usize = group.schools,
        mean: f64 = group.mean * 100.0,
        /// Null if all teams are of one school.
        interval: Option<RangePart> = group.interval.as_ref().map(View::view),
    }

    struct DesignOutcome<'a> from (of: &'a DesignResult, catalogue: &'a Catalogue) {
        design: &'a str = &catalogue.designs[of.design].id,
        reached: TeamsPart = View::view(&of.group),
        /// The mean minus that of the teams that waited; null without enough of them.
        against_waiting: Option<RangePart> = of.against_waiting.as_ref().map(View::view),
        /// For whom it did more; null if no answer divides its teams in two groups that can be shown.
        for_whom: Option<ForWhom<'a>> = of.split.as_ref().map(|split| View::view((split, catalogue))),
    }

    /// The answer that divides a design's teams most clearly.
    struct ForWhom<'a> from (split: &Split, catalogue: &'a Catalogue) {
        factor: &'a str = &catalogue.factors[split.factor].id,
        /// Teams below level 3.
        low_teams: usize = split.low_teams,
        /// Teams from level 3 on.
        high_teams: usize = split.high_teams,
        /// The mean of the high minus that of the low teams. The interval allows for all answers that were tried.
        difference: RangePart = View::view(&split.difference),
        tried: usize = split.tried,
    }
}

impl OutcomesAnswer<'_> {
    /// Returns a report as JSON.
    pub fn json(advisor: &Advisor, report: &Report) -> Vec<u8> {
        to_json(&OutcomesAnswer::view((report, advisor)))
    }
}
