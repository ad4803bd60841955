//! What a design uses of each resource for one member, from the catalog's amounts for a school year.
//!
//! What is counted in hours, days or seats is not counted again in money.

use std::collections::BTreeSet;

use super::problem::{Activity, Amounts, RESOURCES};
use crate::catalogue::{Catalogue, Design, DesignIndex, Environment, EnvironmentIndex, Fee, Leader};
use crate::planning::{HOURS_OF_A_DAY, Prices, Pricing, Range};
use crate::words::named;

named! {
    /// What a district divides among its teams.
    Resource {
        /// Hours of coaches, with their preparation.
        CoachHours = "coach_hours",
        /// Days of substitute coverage.
        SubstituteDays = "substitute_days",
        /// US dollars, without what the other resources count.
        Money = "money_usd",
        /// Seats in courses and conferences, one for each member.
        Seats = "seats",
    }
}

/// What every design uses in every environment.
#[derive(Clone, Debug)]
pub struct UsesOf {
    /// By activity, for one member, in thousandths.
    pub amounts: Vec<Amounts>,
    environments: usize,
    /// The sets of several designs that follow the designs among the activities, sorted; `None` if teams get one design.
    sets: Option<Vec<Vec<Activity>>>,
}

/// Thousandths of a unit.
pub(super) const THOUSAND: f64 = 1_000.0;

impl UsesOf {
    /// The activity of a design in an environment.
    pub fn activity(&self, design: DesignIndex, environment: EnvironmentIndex) -> Activity {
        (1 + design.at() * self.environments + environment.at()) as Activity
    }

    /// The designs of an activity, each with its environment, in the catalog's order; none for nothing.
    pub fn of(&self, activity: Activity) -> impl Iterator<Item = (DesignIndex, EnvironmentIndex)> {
        let own = [activity];
        let designs = self.set(activity).map_or_else(|| own.to_vec(), <[Activity]>::to_vec);
        let places = designs.into_iter().filter_map(|one| (one as usize).checked_sub(1));
        let environments = self.environments;
        places.map(move |at| (DesignIndex::from(at / environments), EnvironmentIndex::from(at % environments)))
    }

    /// Whether teams may get several designs at once.
    pub fn has_sets(&self) -> bool {
        self.sets.is_some()
    }

    /// The designs of an activity that has several.
    pub(super) fn set(&self, activity: Activity) -> Option<&[Activity]> {
        let sets = self.sets.as_ref()?;
        sets.get((activity as usize).checked_sub(self.amounts.len() - sets.len())?).map(Vec::as_slice)
    }

    /// Returns the uses with these sets as further activities: a set uses what its designs use together.
    #[must_use]
    pub fn with_sets(mut self, sets: BTreeSet<Vec<Activity>>) -> Self {
        let sums: Vec<Amounts> = sets.iter().map(|set| self.together(set)).collect();
        self.amounts.extend(sums);
        self.sets = Some(sets.into_iter().collect());
        self
    }

    /// The activity of a set.
    pub fn activity_of(&self, set: &[Activity]) -> Option<Activity> {
        let sets = self.sets.as_ref()?;
        let at = sets.binary_search_by(|one| one.as_slice().cmp(set)).ok()?;
        Some((self.amounts.len() - sets.len() + at) as Activity)
    }

    /// What these designs use together.
    pub(super) fn together(&self, set: &[Activity]) -> Amounts {
        let mut sum = [0; RESOURCES];
        for activity in set {
            sum.iter_mut().zip(self.amounts[*activity as usize]).for_each(|(sum, one)| *sum += one);
        }
        sum
    }
}

/// Returns what every design uses, where these resources are counted by themselves.
pub fn uses(catalogue: &Catalogue, is_counted: [bool; RESOURCES]) -> UsesOf {
    let [coaches, substitutes, _, seats] = is_counted.map(|counted| counted.then_some(0.0));
    let prices = Prices {
        coach_hour: coaches,
        cover_day: substitutes,
        course_fee: seats,
        conference_day: seats,
        ..Prices::default()
    };
    let pricing = Pricing::new(&prices, catalogue);
    let designs = catalogue.designs.iter();
    let all = designs.flat_map(|design| catalogue.environments.iter().map(move |environment| (design, environment)));
    let amounts = all.map(|(design, environment)| amounts(&pricing, design, environment));
    UsesOf {
        amounts: std::iter::once([0; RESOURCES]).chain(amounts).collect(),
        environments: catalogue.environments.len(),
        sets: None,
    }
}

/// The typical amounts of a design for one member.
fn amounts(pricing: &Pricing<'_>, design: &Design, environment: &Environment) -> Amounts {
    let hours = Range::from(&design.dosage.hours);
    let days = Range::from(&design.dosage.cover_hours).times(environment.cover_share.value / HOURS_OF_A_DAY);
    let by_coach = pricing.led_time(design, hours).filter(|led| led.by == Leader::Coach);
    let is_seat = |fee: &Fee| matches!(fee, Fee::CourseFee | Fee::ConferenceDay);
    let amount = |resource| match resource {
        Resource::CoachHours => by_coach.map_or(0.0, |led| led.hours.typical),
        Resource::SubstituteDays => days.typical,
        Resource::Money => pricing.cost(design, hours, days).amount().typical,
        Resource::Seats => f64::from(u8::from(design.dosage.fees.iter().any(is_seat))),
    };
    Resource::ALL.map(|resource| (amount(resource) * THOUSAND).ceil() as i64)
}
