//! The total demands of a bundle on one teacher in one school year.

use super::member::Member;
use crate::catalogue::{Amount, DesignIndex};
use crate::scoring::{Evaluation, travel_hours};

/// The minimum amount for a design to work as intended, and the usual amount.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Amounts {
    pub low: f64,
    pub typical: f64,
}

/// The sums over a bundle's designs; for weeks and people the largest, because designs may run side by side.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BundleDemands {
    /// Without travel.
    pub hours: Amounts,
    pub travel_hours: f64,
    pub weeks: Amounts,
    /// The largest of the minimum group sizes.
    pub people: f64,
    pub cover_hours: Amounts,
    /// The known part of the cost; `None` when none is known.
    pub cost_usd_per_teacher: Option<Amounts>,
    /// Designs whose cost is not known.
    pub cost_unknown: Vec<DesignIndex>,
}

impl BundleDemands {
    pub(super) fn new(evaluation: &Evaluation<'_>, members: &[Member]) -> Self {
        members.iter().fold(Self::default(), |sums, member| sums.with(evaluation, member))
    }

    fn with(mut self, evaluation: &Evaluation<'_>, member: &Member) -> Self {
        let (catalogue, tables) = (evaluation.catalogue(), evaluation.tables());
        let design = &catalogue.designs[member.design];
        let environment = &catalogue.environments[tables.alternatives[member.alternative].environment];
        let dosage = &design.dosage;
        self.hours.add(&dosage.hours, 1.0);
        self.travel_hours += travel_hours(design, environment, &evaluation.profile.setting);
        self.weeks.low = self.weeks.low.max(dosage.weeks.low);
        self.weeks.typical = self.weeks.typical.max(dosage.weeks.typical);
        self.people = self.people.max(dosage.group_size.low);
        self.cover_hours.add(&dosage.cover_hours, environment.cover_share.value);
        match &dosage.cost_usd_per_teacher {
            Some(cost) => self.cost_usd_per_teacher.get_or_insert_default().add(cost, 1.0),
            None => self.cost_unknown.push(member.design),
        }
        self
    }
}

impl Amounts {
    fn add(&mut self, amount: &Amount, times: f64) {
        self.low += amount.low * times;
        self.typical += amount.typical * times;
    }
}
