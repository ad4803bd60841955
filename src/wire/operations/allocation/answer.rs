//! The answer of an allocation.

use super::district::Allocation;
use crate::advisor::Advisor;
use crate::allocation::{
    Covering, Given, InUse, Offer, RESOURCES, Resource, ResourceLine, TermPlan, points, step_of, tell_in_use,
    tell_plan, tell_resource, tell_suits,
};
use crate::catalogue::{Catalogue, DesignIndex, EnvironmentIndex};
use crate::wire::answered::provenance::Provenance;
use crate::wire::answered::statement::StatementText;
use crate::wire::kit::number::{Hundredths, to_json};
use crate::wire::kit::view::{View, ids, view};

/// What one term is shown from.
#[derive(Clone, Copy)]
struct Writer<'a> {
    catalogue: &'a Catalogue,
    allocation: &'a Allocation,
}

impl AllocationAnswer<'_> {
    /// Returns an allocation as JSON.
    pub fn json(advisor: &Advisor, allocation: &Allocation) -> Vec<u8> {
        let writer = Writer { catalogue: advisor.catalogue(), allocation };
        to_json(&AllocationAnswer::view((writer, Provenance::from(advisor))))
    }
}

ids! {
    /// What a district divides.
    ResourceName of Resource;
}

view! {
    /// The plan for every term.
    #[schema(as = AllocationAnswer)]
    pub struct AllocationAnswer<'a> from (writer: Writer<'a>, provenance: Provenance<'a>) {
        /// The terms, in their order.
        terms: Vec<AllocatedTerm<'a>> =
            writer.allocation.plans.iter().map(|plan| View::view((plan, writer))).collect(),
        /// The versions of catalog, model and engine behind this answer.
        provenance: Provenance<'a> = provenance,
    }

    /// The plan for a term.
    struct AllocatedTerm<'a> from (plan: &'a TermPlan, writer: Writer<'a>) {
        name: &'a str = &plan.supply.name,
        /// What the district gains: the sum of members × weight × score, in points.
        gain: f64 = points(plan.solution.gain as f64),
        /// No plan within these resources gains more than this.
        bound: f64 = points(plan.solution.bound as f64),
        /// How many teams get a bundle; null where each gets at most one design.
        bundles: Option<usize> = plan.in_sets,
        /// Whether no plan gains more.
        proven_best: bool = plan.solution.is_best(),
        /// What the plan gives, how good it is, and which floor holds.
        statements: Vec<StatementText<'a>> = tell_plan(plan).into_iter().map(StatementText::from).collect(),
        resources: Vec<AllocatedResource<'a>> =
            plan.resources.iter().map(|line| View::view((line, writer))).collect(),
        floor: FairFloor = View::view(plan),
        /// A few designs that together suit most teams.
        suits: Vec<SuitingDesign<'a>> = plan.covering.iter().map(|line| View::view((line, writer))).collect(),
        /// What these designs suit together; null if none suits any team.
        suits_together: Option<StatementText<'a>> = tell_suits(writer.catalogue, plan).map(StatementText::from),
        /// Designs in use now, the one that adds least against the plan first.
        in_use: Vec<DesignInUse<'a>> = plan.in_use.iter().map(|line| View::view((line, writer))).collect(),
        /// What each team gets, in the order of their ids.
        plan: Vec<TeamPlan<'a>> =
            writer.allocation.teams.iter().enumerate().map(|team| View::view((team, plan, writer))).collect(),
    }

    /// A resource in a term.
    struct AllocatedResource<'a> from (line: &'a ResourceLine, writer: Writer<'a>) {
        resource: ResourceName,
        /// What there is, with coaches trained in earlier terms; null if it is not limited.
        available: Option<f64> = line.available,
        used: f64,
        /// What the teams would use if each got its own best.
        wanted: f64,
        /// What one more unit gains, in points × members, at the prices behind the bound; 0 if there is enough.
        price: f64,
        /// The size of one step: the hours of a day, a day, 1,000 dollars, or a seat.
        step: f64 = step_of(line.resource),
        /// The fewest more steps that bring a better plan, of those that were tried.
        steps: u32,
        /// What these steps gain, in points × members.
        gain_of_steps: f64,
        /// Whether this gain is exact; otherwise it follows from the price.
        exact: bool = line.is_exact,
        /// Where they would help most; null if they change nothing.
        helps: Option<HelpedTeam<'a>> = line.helps.map(|helps| View::view((helps, writer))),
        statement: StatementText<'a> = StatementText::from(
            tell_resource(writer.catalogue, &writer.allocation.uses, &writer.allocation.teams, line)
        ),
    }

    /// A team that more of a resource would help most, and what it would get.
    struct HelpedTeam<'a> from (helps: (usize, Offer), writer: Writer<'a>) {
        team: &'a str = &writer.allocation.teams[helps.0].id,
        /// Null for a bundle.
        design: Option<&'a str> = writer.design(helps.1),
        designs: Vec<DesignOf<'a>> = writer.designs(helps.1),
    }

    /// A design that a team gets.
    #[schema(as = AllocatedDesign)]
    struct DesignOf<'a> from (ids: (&'a str, &'a str)) {
        design: &'a str = ids.0,
        environment: &'a str = ids.1,
    }

    /// The highest floor: the share of its own best score that every team can get at once.
    struct FairFloor from (plan: &TermPlan) {
        /// The highest share with a plan, 0 to 1.
        #[schema(minimum = 0, maximum = 1)]
        holds: f64 = f64::from(plan.floor.holds) / 100.0,
        /// The lowest share that no plan reaches, as prices prove; null if every share has a plan or that is not decided.
        impossible_from: Option<f64> = plan.floor.impossible_from.map(|from| f64::from(from) / 100.0),
    }

    /// A design that suits teams which the designs before it do not.
    struct SuitingDesign<'a> from (line: &'a Covering, writer: Writer<'a>) {
        design: &'a str = &writer.catalogue.designs[line.design].id,
        name: &'a str = &writer.catalogue.designs[line.design].name,
        /// All teams that it suits.
        teams: usize = line.suits,
        /// Teams that it or a design before it suits.
        together: usize,
    }

    /// A design in use now, in the teams that use it.
    struct DesignInUse<'a> from (line: &'a InUse, writer: Writer<'a>) {
        design: &'a str = &writer.catalogue.designs[line.design].id,
        name: &'a str = &writer.catalogue.designs[line.design].name,
        teams: usize,
        /// Teams whose plan has it too.
        kept: usize,
        /// Teams for which it is not feasible.
        not_feasible: usize,
        /// Its mean score for a member; 0 where it is not feasible.
        score: f64,
        /// The mean score of what the plan gives the same members.
        planned: f64,
        /// Whether the plan gives it to none of its teams, and they do better.
        consider_stopping: bool = line.is_to_stop(),
        frees: FreedAmounts = View::view(&line.frees),
        statement: StatementText<'a> = StatementText::from(tell_in_use(writer.catalogue, line)),
    }

    /// What a design uses where it is in use, in a school year.
    struct FreedAmounts from (amounts: &[f64; RESOURCES]) {
        coach_hours: f64 = amounts[0],
        substitute_days: f64 = amounts[1],
        money_usd: f64 = amounts[2],
        seats: f64 = amounts[3],
    }

    /// What a team gets.
    #[schema(as = AllocatedTeam)]
    struct TeamPlan<'a> from (given: (usize, &'a Given), plan: &'a TermPlan, writer: Writer<'a>) {
        team: &'a str = &given.1.id,
        members: u32 = given.1.members,
        /// How often a member counts.
        weight: f64 = f64::from(given.1.weight) / 100.0,
        /// Everything that it gets, in the catalog's order: one design, the designs of a bundle, or nothing yet.
        designs: Vec<DesignOf<'a>> = writer.designs(plan.solution.chosen[given.0]),
        /// The design that it gets; null for nothing yet, and for a bundle.
        design: Option<&'a str> = writer.design(plan.solution.chosen[given.0]),
        environment: Option<&'a str> = writer.environment(plan.solution.chosen[given.0]),
        /// The score of what it gets, 0 to 100; 0 for nothing yet. A bundle score where teams may get several designs.
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        score: Hundredths = Hundredths(plan.solution.chosen[given.0].score),
        /// The designs of the team's own best; none if nothing is feasible.
        best_designs: Vec<DesignOf<'a>> =
            plan.best[given.0].map(|best| writer.designs(best)).unwrap_or_default(),
        /// The team's own best design; null if none is feasible, and for a bundle.
        best_design: Option<&'a str> = plan.best[given.0].and_then(|best| writer.design(best)),
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        best_score: Hundredths = Hundredths(plan.best[given.0].map_or(0, |best| best.score)),
        /// What the team loses against its own best, in points.
        #[schema(value_type = f64, minimum = 0, maximum = 100)]
        loss: Hundredths = Hundredths(plan.loss(given.0)),
    }
}

impl<'a> Writer<'a> {
    /// The design and environment of an offer that is one design.
    fn single(self, offer: Offer) -> Option<(DesignIndex, EnvironmentIndex)> {
        let mut designs = self.allocation.uses.of(offer.activity);
        designs.next().filter(|_| designs.next().is_none())
    }

    fn design(self, offer: Offer) -> Option<&'a str> {
        self.single(offer).map(|(design, _)| self.catalogue.designs[design].id.as_str())
    }

    fn environment(self, offer: Offer) -> Option<&'a str> {
        self.single(offer).map(|(_, environment)| self.catalogue.environments[environment].id.as_str())
    }

    fn designs(self, offer: Offer) -> Vec<DesignOf<'a>> {
        let Catalogue { designs, environments, .. } = self.catalogue;
        let ids = |(design, environment): (DesignIndex, EnvironmentIndex)| {
            (designs[design].id.as_str(), environments[environment].id.as_str())
        };
        self.allocation.uses.of(offer.activity).map(|one| View::view(ids(one))).collect()
    }
}
