//! Needs that cannot be bent: which alternatives cannot run at all as things stand, and every reason why.
//!
//! An unknown answer, setting or limit never makes anything infeasible.

use crate::catalogue::{Amount, Catalogue, Cover, Design, Environment, Profile, Setting};

use super::mixtures::Mixtures;
use super::tables::Tables;

/// What the caller can spend at most on one teacher, and how many people there are.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    pub hours: Option<f64>,
    pub weeks: Option<f64>,
    pub cost_usd_per_teacher: Option<f64>,
    pub people: Option<f64>,
}

/// What an alternative needs and does not have.
#[derive(Clone, Debug, PartialEq)]
pub enum Need {
    /// A level of a term.
    Term(usize),
    /// A limit of the request, by its path.
    Limit(&'static str),
    /// A fact of the setting, by its path.
    Setting(&'static str),
}

/// One unmet need. Numbers are in millionths.
#[derive(Clone, Debug, PartialEq)]
pub struct Unmet {
    pub alternative: usize,
    pub need: Need,
    pub required: u64,
    pub actual: u64,
    pub reason: String,
}

/// Unmet needs by alternative; none means feasible.
#[derive(Clone, Debug)]
pub struct Feasibility(Vec<Vec<Unmet>>);

impl Feasibility {
    pub fn new(
        catalogue: &Catalogue,
        tables: &Tables,
        mixtures: &Mixtures,
        profile: &Profile,
        limits: &Limits,
    ) -> Self {
        let one = |(index, alternative): (usize, &super::Alternative)| {
            let design = &catalogue.designs[alternative.design];
            let environment = &catalogue.environments[alternative.environment];
            let mut unmet = Collector { alternative: index, unmet: Vec::new() };
            for (term, at_least, reason) in &alternative.requirements {
                if let Some(actual) = mixtures.mean_millionths(*term).filter(|mean| mean < at_least) {
                    unmet.push(Need::Term(*term), *at_least, actual, reason.clone());
                }
            }
            limits_unmet(design, environment, &profile.setting, limits, &mut unmet);
            let regular_meetings = catalogue.model.travel.regular_meetings;
            setting_unmet(design, environment, &profile.setting, regular_meetings, &mut unmet);
            unmet.unmet
        };
        Self(tables.alternatives.iter().enumerate().map(one).collect())
    }

    pub fn is_feasible(&self, alternative: usize) -> bool {
        self.0[alternative].is_empty()
    }

    /// Whether the partners that a design takes can only be found at other schools, over the network.
    pub fn needs_other_schools(&self, design: &Design, environment: &Environment, setting: &Setting) -> bool {
        let alone = setting.single_teacher_of_subject == Some(true) && design.needs_same_subject;
        let too_few = setting.team_size.is_some_and(|size| f64::from(size) < design.dosage.group_size.low);
        environment.crosses_distance && design.needs_peers && (alone || too_few)
    }

    pub fn unmet(&self, alternative: usize) -> &[Unmet] {
        &self.0[alternative]
    }
}

struct Collector {
    alternative: usize,
    unmet: Vec<Unmet>,
}

impl Collector {
    fn push(&mut self, need: Need, required: u64, actual: u64, reason: String) {
        self.unmet.push(Unmet { alternative: self.alternative, need, required, actual, reason });
    }

    fn number(&mut self, need: Need, required: f64, actual: f64, reason: String) {
        self.push(need, (required * 1e6).round() as u64, (actual * 1e6).round() as u64, reason);
    }
}

/// The hours that travelling to meetings adds to a teacher's year, for the least form of the design.
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

/// Whether people have to travel to meet: the least group does not fit into one site.
fn crosses_sites(design: &Design, environment: &Environment, setting: &Setting) -> bool {
    let (Some(size), Some(sites @ 2..)) = (setting.team_size, setting.sites) else { return false };
    let at_one_site = f64::from(size.div_ceil(sites));
    design.needs_peers && !environment.crosses_distance && at_one_site < design.dosage.group_size.low
}

fn limits_unmet(design: &Design, environment: &Environment, setting: &Setting, limits: &Limits, unmet: &mut Collector) {
    let name = || design.name.to_lowercase();
    let dosage = &design.dosage;
    let travel = travel_hours(design, environment, setting);
    let mut check = |limit: Option<f64>, path, least: f64, reason: &dyn Fn(f64, f64) -> String| {
        if let Some(limit) = limit.filter(|limit| *limit < least) {
            unmet.number(Need::Limit(path), least, limit, reason(least, limit));
        }
    };
    let hours = dosage.hours.low + travel;
    check(limits.hours, "limits.hours", hours, &|least, limit| {
        let of_which = if travel > 0.0 { format!(", {travel:.1} of them on the road") } else { String::new() };
        format!(
            "at least {hours} hours a teacher are needed for {name}{of_which}; the limit is {limit}",
            hours = (least * 10.0).round() / 10.0,
            name = name()
        )
    });
    check(limits.weeks, "limits.weeks", dosage.weeks.low, &|least, limit| {
        format!("at least {least} weeks are needed for {name}; the limit is {limit}", name = name())
    });
    check(limits.people, "limits.people", dosage.group_size.low, &|least, limit| {
        format!("at least {least} people are needed for {name}; the limit is {limit}", name = name())
    });
    if let Some(Amount { low, .. }) = dosage.cost_usd_per_teacher {
        check(limits.cost_usd_per_teacher, "limits.cost_usd_per_teacher", low, &|least, limit| {
            format!("at least {least} US dollars a teacher are needed for {name}; the limit is {limit}", name = name())
        });
    }
}

fn setting_unmet(
    design: &Design,
    environment: &Environment,
    setting: &Setting,
    regular_meetings: f64,
    unmet: &mut Collector,
) {
    let name = || design.name.to_lowercase();
    let least = design.dosage.group_size.low;
    if let Some(size) = setting.team_size.map(f64::from)
        && size < least
        && design.needs_peers
        && !environment.crosses_distance
        && !brings_its_own_partner(design)
    {
        let reason =
            format!("at least {least} people in one place are needed for {name}; the team has {size}", name = name());
        unmet.number(Need::Setting("setting.team_size"), least, size, reason);
    }
    if setting.single_teacher_of_subject == Some(true) && design.needs_same_subject && !environment.crosses_distance {
        let reason = format!(
            "a colleague of the same subject is needed for {name}; the nearest are at other schools, over the network",
            name = name()
        );
        unmet.push(Need::Setting("setting.single_teacher_of_subject"), 0, 1_000_000, reason);
    }
    if setting.cover_available == Some(false) && design.cover == Cover::Required && environment.cover_share.value > 0.5
    {
        let reason =
            format!("teachers have to leave their own lessons for {name}, and no cover can be had", name = name());
        unmet.push(Need::Setting("setting.cover_available"), 1_000_000, 0, reason);
    }
    travel_unmet(design, environment, setting, regular_meetings, unmet);
}

/// Someone comes for the teacher, so that the size of the team sets no bound.
fn brings_its_own_partner(design: &Design) -> bool {
    design.dosage.group_size.low <= 1.0
}

/// A regular meeting that takes longer to reach than it lasts is not kept up.
fn travel_unmet(
    design: &Design,
    environment: &Environment,
    setting: &Setting,
    regular_meetings: f64,
    unmet: &mut Collector,
) {
    let session = design.dosage.session_hours.typical;
    let regular = session > 0.0 && design.dosage.hours.typical / session >= regular_meetings;
    let there_and_back = 2.0 * f64::from(setting.travel_minutes.unwrap_or(0)) / 60.0;
    // In a hybrid form some of the meetings need no travelling.
    let all_in_person = environment.cover_share.value >= 1.0;
    if crosses_sites(design, environment, setting) && all_in_person && regular && there_and_back > session {
        let name = design.name.to_lowercase();
        let reason = format!(
            "{name}: a meeting lasts about {:.0} minutes, and the way there and back between the sites takes {:.0}",
            session * 60.0,
            there_and_back * 60.0
        );
        let minutes = (session * 30.0).floor();
        unmet.number(
            Need::Setting("setting.travel_minutes"),
            minutes,
            f64::from(setting.travel_minutes.unwrap_or(0)),
            reason,
        );
    }
}
