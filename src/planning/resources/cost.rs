//! What a design costs for each teacher: the published figure, or a reckoning from rates where there is none.
//!
//! A low amount takes the fewest hours and every low rate, a high one the most hours and every high rate. Groups have
//! their typical size.

use super::HOURS_OF_A_DAY;
use super::range::Range;
use crate::catalogue::{Amount, Catalogue, Design, Environment, Fee, GradeId, Leader, Rates};
use crate::planning::Prices;
use crate::words::{fill_text, named, number, shortened, text, thousands};

named! {
    /// Where a cost comes from.
    CostKind { Published = "published", Reckoned = "reckoned" }
}

named! {
    /// What money is spent on.
    Spending {
        /// The whole design, where a published figure does not divide it.
        Whole = "whole",
        Leader = "leader",
        Substitutes = "substitutes",
        Fees = "fees",
        OutsideHours = "outside_hours",
    }
}

/// The cost of a design for one teacher.
#[derive(Clone, Debug)]
pub struct Cost {
    pub kind: CostKind,
    pub grade: GradeId,
    /// How the amount comes about.
    pub rationale: String,
    pub parts: Vec<CostPart>,
    /// Rates that neither the plan nor the catalog has in the plan's currency.
    pub missing: Vec<&'static str>,
}

/// A part of a cost.
#[derive(Clone, Debug)]
pub struct CostPart {
    pub what: Spending,
    pub amount: Range,
    /// The reckoning in words.
    pub how: String,
}

/// The time of a paid leader for one teacher.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LedTime {
    pub by: Leader,
    /// With preparation.
    pub hours: Range,
    /// The share of a full-time position.
    pub full_time: Range,
}

impl Cost {
    /// The amount for one teacher.
    pub fn amount(&self) -> Range {
        self.parts.iter().map(|part| part.amount).fold(Range::default(), Range::plus)
    }
}

/// What each thing costs: the plan's own prices, else the catalog's rates.
#[derive(Clone, Copy, Debug)]
pub struct Pricing<'a> {
    prices: &'a Prices,
    rates: &'a Rates,
}

/// Formats a whole amount of money in a currency; US dollars if none is named.
pub fn money(value: f64, currency: Option<&str>) -> String {
    let amount = thousands(value);
    match currency.map(str::trim) {
        Some(other) if !is_dollars(other) => {
            fill_text("planning.money.other", &[("amount", &amount), ("currency", &shortened(other, LONGEST_CURRENCY))])
        }
        _ => fill_text("planning.money.dollars", &[("amount", &amount)]),
    }
}

/// The most letters of a currency beside an amount.
const LONGEST_CURRENCY: usize = 24;

fn is_dollars(currency: &str) -> bool {
    ["", "USD", "US$", "$"].iter().any(|dollars| dollars.eq_ignore_ascii_case(currency))
}

/// What a design in an environment costs for one teacher at the catalog's rates.
pub fn design_cost(catalogue: &Catalogue, design: &Design, environment: &Environment) -> Cost {
    let prices = Prices::default();
    let cover_days = Range::from(&design.dosage.cover_hours).times(environment.cover_share.value / HOURS_OF_A_DAY);
    Pricing::new(&prices, catalogue).cost(design, Range::from(&design.dosage.hours), cover_days)
}

impl<'a> Pricing<'a> {
    pub fn new(prices: &'a Prices, catalogue: &'a Catalogue) -> Self {
        Self { prices, rates: &catalogue.rates }
    }

    /// Formats an amount in the plan's currency.
    pub fn money(&self, value: f64) -> String {
        money(value, self.prices.currency.as_deref())
    }

    fn in_dollars(&self) -> bool {
        self.prices.currency.as_deref().is_none_or(|currency| is_dollars(currency.trim()))
    }

    /// The plan's own price by the key of the rate.
    pub fn own(&self, key: &str) -> Option<f64> {
        let prices = self.prices;
        let price = match key {
            "cover_day" => prices.cover_day,
            "teacher_hour" => prices.teacher_hour,
            "coach_hour" => prices.coach_hour,
            "coach_salary" => prices.coach_salary,
            "teachers_per_coach" => prices.teachers_per_coach.filter(|teachers| *teachers >= 1.0),
            "facilitator_day" => prices.facilitator_day,
            "course_fee" => prices.course_fee,
            "conference_day" => prices.conference_day,
            "materials" => prices.materials,
            _ => None,
        };
        price.filter(|price| price.is_finite() && *price >= 0.0)
    }

    /// The rate of the catalog by its key.
    pub fn default_of(&self, key: &str) -> Option<&'a Amount> {
        self.rates.all().into_iter().find(|(name, _)| *name == key).map(|(_, rate)| rate)
    }

    /// What one unit costs; `None` if neither the plan nor, in another currency, the catalog has the price.
    pub fn price(&self, key: &'static str) -> Option<Range> {
        let usual = || self.default_of(key).filter(|_| self.in_dollars()).map(Range::from);
        self.own(key).map(Range::exactly).or_else(usual)
    }

    /// Teachers for one full-time coach.
    pub fn teachers_per_coach(&self) -> Range {
        self.own("teachers_per_coach").map_or_else(|| Range::from(&self.rates.teachers_per_coach), Range::exactly)
    }

    /// The time of the paid leader of a design, if it has one, for one teacher with these hours.
    pub fn led_time(&self, design: &Design, hours: Range) -> Option<LedTime> {
        let led = design.dosage.led.as_ref()?;
        let (group, prepares) = (&design.dosage.group_size, &self.rates.preparation);
        let each = |hours: f64, share: f64, prepares: f64| hours * share * (1.0 + prepares) / group.typical.max(1.0);
        let hours = Range {
            low: each(hours.low, led.low, prepares.low),
            typical: each(hours.typical, led.typical, prepares.typical),
            high: each(hours.high, led.high, prepares.high),
        };
        let full_time = match design.is_coaching() {
            true => Range::exactly(1.0).over(self.teachers_per_coach()),
            false => hours.over(Range::from(&self.rates.leader_year)),
        };
        Some(LedTime { by: led.by, hours, full_time })
    }

    /// What a design costs for one teacher with these hours and days of substitute coverage.
    pub fn cost(&self, design: &Design, hours: Range, cover_days: Range) -> Cost {
        let published = design.dosage.cost_usd_per_teacher.as_ref().filter(|_| !self.sets_leader(design));
        match published.filter(|_| self.in_dollars()) {
            Some(published) => published_cost(published),
            None => self.reckoned(design, hours, cover_days),
        }
    }

    /// Whether the plan has its own price for the leader of the design. It then replaces a published figure.
    fn sets_leader(&self, design: &Design) -> bool {
        let keys: &[&str] = match design.dosage.led.as_ref().map(|led| led.by) {
            Some(Leader::Coach) => &["coach_hour", "coach_salary"],
            Some(Leader::Facilitator) => &["facilitator_day"],
            None => &[],
        };
        keys.iter().any(|key| self.own(key).is_some())
    }

    fn reckoned(&self, design: &Design, hours: Range, cover_days: Range) -> Cost {
        let mut cost = Cost {
            kind: CostKind::Reckoned,
            grade: self.rates.teacher_hour.grade.clone(),
            rationale: text("planning.cost.reckoned").to_owned(),
            parts: Vec::new(),
            missing: Vec::new(),
        };
        if let Some(led) = self.led_time(design, hours) {
            let (key, amount) = match (led.by, self.own("coach_salary")) {
                (Leader::Coach, Some(_)) => ("coach_salary", led.full_time),
                (Leader::Coach, None) => ("coach_hour", led.hours),
                (Leader::Facilitator, _) => ("facilitator_day", led.hours.times(1.0 / HOURS_OF_A_DAY)),
            };
            self.add(&mut cost, Spending::Leader, key, amount);
        }
        self.add(&mut cost, Spending::Substitutes, "cover_day", cover_days);
        for fee in &design.dosage.fees {
            let (key, amount) = match fee {
                Fee::Materials => ("materials", Range::exactly(1.0)),
                Fee::CourseFee => ("course_fee", Range::exactly(1.0)),
                Fee::ConferenceDay => ("conference_day", hours.times(1.0 / HOURS_OF_A_DAY)),
            };
            self.add(&mut cost, Spending::Fees, key, amount);
        }
        cost
    }

    /// Adds an amount of units at their price, or names the price as missing.
    pub fn add(&self, cost: &mut Cost, what: Spending, key: &'static str, units: Range) {
        if units.high <= 0.0 {
            return;
        }
        let Some(price) = self.price(key) else {
            cost.missing.push(key);
            return;
        };
        let (units_text, price_text) = (units.in_words(), self.price_in_words(price));
        let how = fill_text(&format!("planning.cost.how.{key}"), &[("units", &units_text), ("price", &price_text)]);
        cost.parts.push(CostPart { what, amount: units.times_range(price), how });
    }

    fn price_in_words(&self, price: Range) -> String {
        let [low, typical, high] = [price.low, price.typical, price.high].map(|value| self.money(value));
        if low == high {
            typical
        } else {
            fill_text("planning.cost.range", &[("typical", &typical), ("low", &low), ("high", &high)])
        }
    }
}

fn published_cost(published: &Amount) -> Cost {
    let kind = if published.grade.is_judgement() { CostKind::Reckoned } else { CostKind::Published };
    let how = text("planning.cost.how.whole").to_owned();
    Cost {
        kind,
        grade: published.grade.clone(),
        rationale: fill_text("planning.cost.published", &[("rationale", published.rationale.trim_end_matches('.'))]),
        parts: vec![CostPart { what: Spending::Whole, amount: Range::from(published), how }],
        missing: Vec::new(),
    }
}

impl Range {
    /// The typical amount with its range, to a tenth.
    fn in_words(self) -> String {
        let [low, typical, high] =
            [self.low, self.typical, self.high].map(|value| number((value * 10.0).round() / 10.0));
        if low == high {
            typical
        } else {
            fill_text("planning.cost.range", &[("typical", &typical), ("low", &low), ("high", &high)])
        }
    }
}
