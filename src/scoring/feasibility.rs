//! Hard requirements: which alternatives are not feasible for a team, and every reason why.
//!
//! An unknown answer, setting or limit never makes anything infeasible.

use crate::catalogue::{AlternativeIndex, Amount, Catalogue, Cover, Design, Environment, Setting, TermIndex};

use crate::words::{fill, text};

use super::evaluation::Field;
use super::mixtures::Mixtures;
use super::tables::Tables;

/// The most the caller can spend on one teacher, and the number of people.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    pub hours: Option<f64>,
    pub weeks: Option<f64>,
    pub cost_usd_per_teacher: Option<f64>,
    pub people: Option<f64>,
}

/// The kind of a requirement that is unmet.
#[derive(Clone, Debug, PartialEq)]
pub enum Need {
    /// A level of a term.
    Term(TermIndex),
    /// A limit of the request, by its path.
    Limit(&'static str),
    /// A setting, by its path.
    Setting(&'static str),
}

/// One unmet requirement. Numbers are in millionths.
#[derive(Clone, Debug, PartialEq)]
pub struct Unmet {
    pub alternative: AlternativeIndex,
    pub need: Need,
    pub required: u64,
    pub actual: u64,
    /// A whole sentence.
    pub reason: String,
}

/// Which alternatives are feasible. `Evaluation::unmet` returns the reasons why one is not, on request.
#[derive(Clone, Debug)]
pub struct Feasibility(Vec<bool>);

impl Feasibility {
    pub(super) fn new(case: &Circumstances<'_>) -> Self {
        let alternatives = case.tables.all_alternatives();
        Self(alternatives.map(|alternative| !is_any_unmet(case, alternative)).collect())
    }

    pub fn is_feasible(&self, alternative: AlternativeIndex) -> bool {
        self.0[alternative]
    }
}

/// The circumstances that requirements are compared with.
pub(super) struct Circumstances<'a> {
    catalogue: &'a Catalogue,
    tables: &'a Tables,
    mixtures: &'a Mixtures,
    setting: &'a Setting,
    limits: &'a Limits,
    /// Whether any limit or setting is given; mostly none is.
    given: bool,
}

impl<'a> Circumstances<'a> {
    pub(super) fn new(field: &'a Field<'_>, mixtures: &'a Mixtures, setting: &'a Setting) -> Self {
        let given = field.limits != Limits::default() || *setting != Setting::default();
        Self { catalogue: field.catalogue, tables: field.tables, mixtures, setting, limits: &field.limits, given }
    }
}

/// Every unmet requirement of an alternative, with its reason.
pub(super) fn unmet(case: &Circumstances<'_>, alternative: AlternativeIndex) -> Vec<Unmet> {
    let mut reasons = Reasons { alternative, unmet: Vec::new() };
    visit(case, alternative, &mut reasons);
    reasons.unmet
}

fn is_any_unmet(case: &Circumstances<'_>, alternative: AlternativeIndex) -> bool {
    let mut any = Any(false);
    visit(case, alternative, &mut any);
    any.0
}

/// Reports every unmet requirement of an alternative.
fn visit(case: &Circumstances<'_>, alternative: AlternativeIndex, unmet: &mut impl Collector) {
    let alternative = &case.tables.alternatives[alternative];
    for (term, at_least, reason) in &alternative.requirements {
        if let Some(actual) = case.mixtures.mean_millionths(*term).filter(|mean| mean < at_least) {
            unmet.add(Need::Term(*term), *at_least, actual, || reason.clone());
        }
    }
    if !case.given {
        return;
    }
    let design = &case.catalogue.designs[alternative.design];
    let environment = &case.catalogue.environments[alternative.environment];
    limits_unmet(design, environment, case.setting, case.limits, unmet);
    setting_unmet(design, environment, case.setting, case.catalogue.model.travel.regular_meetings, unmet);
}

/// Whether the partners that a design needs can only be found at other schools, online.
pub fn needs_other_schools(design: &Design, environment: &Environment, setting: &Setting) -> bool {
    let alone = setting.single_teacher_of_subject == Some(true) && design.needs_same_subject;
    let too_few = setting.team_size.is_some_and(|size| f64::from(size) < design.dosage.group_size.low);
    environment.crosses_distance && design.needs_peers && (alone || too_few)
}

/// Receives unmet requirements. Only implementations that keep them make the sentences.
trait Collector {
    fn add(&mut self, need: Need, required: u64, actual: u64, reason: impl FnOnce() -> String);

    fn number(&mut self, need: Need, required: f64, actual: f64, reason: impl FnOnce() -> String) {
        self.add(need, (required * 1e6).round() as u64, (actual * 1e6).round() as u64, reason);
    }
}

/// Checks whether there is any.
struct Any(bool);

impl Collector for Any {
    fn add(&mut self, _: Need, _: u64, _: u64, _: impl FnOnce() -> String) {
        self.0 = true;
    }
}

/// Collects all of them with their sentences.
struct Reasons {
    alternative: AlternativeIndex,
    unmet: Vec<Unmet>,
}

impl Collector for Reasons {
    fn add(&mut self, need: Need, required: u64, actual: u64, reason: impl FnOnce() -> String) {
        self.unmet.push(Unmet { alternative: self.alternative, need, required, actual, reason: reason() });
    }
}

/// The hours that travel to meetings adds to a teacher's year, for the smallest form of the design.
pub fn travel_hours(design: &Design, environment: &Environment, setting: &Setting) -> f64 {
    let minutes = setting.travel_minutes.unwrap_or(0);
    if !crosses_sites(design, environment, setting) {
        return 0.0;
    }
    let dosage = &design.dosage;
    let session = dosage.session_hours.typical;
    let meetings = if session > 0.0 { (dosage.hours.low / session).ceil().max(1.0) } else { 1.0 };
    meetings * 2.0 * f64::from(minutes) / 60.0
}

/// Whether people have to travel to meet: the smallest site has fewer people than the minimum group, however the team
/// is divided.
fn crosses_sites(design: &Design, environment: &Environment, setting: &Setting) -> bool {
    let (Some(size), Some(sites @ 2..)) = (setting.team_size, setting.sites) else { return false };
    let at_one_site = f64::from(size / sites);
    design.needs_peers && !environment.crosses_distance && at_one_site < design.dosage.group_size.low
}

fn limits_unmet(
    design: &Design,
    environment: &Environment,
    setting: &Setting,
    limits: &Limits,
    unmet: &mut impl Collector,
) {
    let dosage = &design.dosage;
    let travel = travel_hours(design, environment, setting);
    let mut check = |limit: Option<f64>, path, least: f64, template: fn() -> &'static str| {
        if let Some(limit) = limit.filter(|limit| *limit < least) {
            unmet.number(Need::Limit(path), least, limit, || {
                fill(
                    template(),
                    &[
                        ("design", &design.name.to_lowercase()),
                        ("least", &least.to_string()),
                        ("hours", &((least * 10.0).round() / 10.0).to_string()),
                        ("travel", &format!("{travel:.1}")),
                        ("limit", &limit.to_string()),
                    ],
                )
            });
        }
    };
    let hours: fn() -> &'static str =
        if travel > 0.0 { || text("scoring.unmet.hours_with_travel") } else { || text("scoring.unmet.hours") };
    check(limits.hours, "limits.hours", dosage.hours.low + travel, hours);
    check(limits.weeks, "limits.weeks", dosage.weeks.low, || text("scoring.unmet.weeks"));
    check(limits.people, "limits.people", dosage.group_size.low, || text("scoring.unmet.people"));
    if let Some(Amount { low, .. }) = dosage.cost_usd_per_teacher {
        let cost = || text("scoring.unmet.cost");
        check(limits.cost_usd_per_teacher, "limits.cost_usd_per_teacher", low, cost);
    }
}

fn setting_unmet(
    design: &Design,
    environment: &Environment,
    setting: &Setting,
    regular_meetings: f64,
    unmet: &mut impl Collector,
) {
    let name = || design.name.to_lowercase();
    let least = design.dosage.group_size.low;
    if let Some(size) = setting.team_size.map(f64::from)
        && size < least
        && design.needs_peers
        && !environment.crosses_distance
        && !brings_its_own_partner(design)
    {
        let reason = || {
            fill(
                text("scoring.unmet.team_size"),
                &[("design", &name()), ("least", &least.to_string()), ("size", &size.to_string())],
            )
        };
        unmet.number(Need::Setting("setting.team_size"), least, size, reason);
    }
    if setting.single_teacher_of_subject == Some(true) && design.needs_same_subject && !environment.crosses_distance {
        let reason = || fill(text("scoring.unmet.colleague"), &[("design", &name())]);
        unmet.add(Need::Setting("setting.single_teacher_of_subject"), 0, 1_000_000, reason);
    }
    if setting.cover_available == Some(false) && design.cover == Cover::Required && environment.cover_share.value > 0.5
    {
        let reason = || fill(text("scoring.unmet.cover"), &[("design", &name())]);
        unmet.add(Need::Setting("setting.cover_available"), 1_000_000, 0, reason);
    }
    travel_unmet(design, environment, setting, regular_meetings, unmet);
}

/// Whether the design works with one teacher at a time, so that team size does not matter.
fn brings_its_own_partner(design: &Design) -> bool {
    design.dosage.group_size.low <= 1.0
}

/// Teams do not keep up a regular meeting that takes longer to reach than it lasts.
fn travel_unmet(
    design: &Design,
    environment: &Environment,
    setting: &Setting,
    regular_meetings: f64,
    unmet: &mut impl Collector,
) {
    let session = design.dosage.session_hours.typical;
    let regular = session > 0.0 && design.dosage.hours.typical / session >= regular_meetings;
    let there_and_back = 2.0 * f64::from(setting.travel_minutes.unwrap_or(0)) / 60.0;
    // In a hybrid form, some of the meetings need no travel.
    let all_in_person = environment.cover_share.value >= 1.0;
    if crosses_sites(design, environment, setting) && all_in_person && regular && there_and_back > session {
        let reason = || {
            fill(
                text("scoring.unmet.travel"),
                &[
                    ("design", &design.name.to_lowercase()),
                    ("meeting", &format!("{:.0}", session * 60.0)),
                    ("trip", &format!("{:.0}", there_and_back * 60.0)),
                ],
            )
        };
        let minutes = (session * 30.0).floor();
        unmet.number(
            Need::Setting("setting.travel_minutes"),
            minutes,
            f64::from(setting.travel_minutes.unwrap_or(0)),
            reason,
        );
    }
}
