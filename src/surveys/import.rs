//! Imports a survey as teams: counts it, suppresses teams with too few answers, and adds stated facts.

use std::collections::{BTreeMap, BTreeSet};

use super::error::{FaultList, SurveyError};
use super::facts::StatedFacts;
use super::form::in_role;
use super::mapping::Mapping;
use super::places::{self, MappedColumns};
use super::report::{Fate, ItemReport, Report, TeamReport};
use super::roster::Roster;
use super::rows::{self, Counting, Team};
use super::suppress::{Shown, shown};
use super::target::Target;
use super::together;
use super::vendor::Export;
use crate::answers::{CELLS, Distribution, LEVELS, MILLION, Rating, Shares};
use crate::catalogue::{Answer, Catalogue, Kind, Profile, Setting};
use crate::tables::key;
use crate::words::fill_text;

/// Inputs of an import in addition to the file and its mapping.
#[derive(Clone, Debug)]
pub struct ImportOptions {
    /// The minimum number of answers to show; at least [`super::LEAST_MINIMUM`].
    pub minimum: usize,
    /// The teams' agreed answers, by normalized id.
    pub agreed: BTreeMap<String, (String, StatedFacts)>,
    pub roster: Option<Roster>,
}

/// The teams that may be shown, in the order of their ids, and the report.
#[derive(Clone, Debug)]
pub struct Imported {
    pub profiles: Vec<Profile>,
    pub report: Report,
}

/// Counts a file of answers.
///
/// # Errors
/// If columns in the mapping are missing, or cells have answers not on their scale.
pub fn import(
    catalogue: &Catalogue,
    export: &Export,
    mapping: &Mapping,
    options: &ImportOptions,
) -> Result<Imported, SurveyError> {
    let mut faults = FaultList::default();
    let table = &export.table;
    let Some(places) = MappedColumns::find(table, mapping, &mut faults) else {
        return Err(SurveyError::Faults { file: export.file.clone(), faults });
    };
    let counting = rows::count(catalogue, table, mapping, &places, &mut faults);
    faults.into_result(&export.file)?;
    let teams: Vec<&Team> = counting.teams.values().collect();
    let minimum = options.minimum.max(super::LEAST_MINIMUM as usize);
    let mut cells = Cells::decide(catalogue, mapping, &teams, minimum);
    let mut faults = FaultList::default();
    let joined = (!mapping.joined.is_empty())
        .then(|| together::join(&mapping.joined, &teams, &mut cells, minimum, &mut faults))
        .flatten();
    faults.into_result(&mapping.file)?;
    let (sum, members) = joined.unzip();
    let members = members.unwrap_or_default();
    let mut imported =
        Imported { profiles: Vec::new(), report: report(export, mapping, &counting, &places, catalogue, minimum) };
    let mut counted = BTreeSet::new();
    for (at, team) in teams.iter().enumerate() {
        counted.insert(key(team.name()));
        if members.contains(&at) {
            imported.report.teams.push(TeamReport::hidden(team, options, Fate::Joined));
            continue;
        }
        add_counted_team(catalogue, mapping, options, &cells, at, team, &mut imported);
    }
    if let Some(sum) = &sum {
        add_counted_team(catalogue, mapping, options, &cells, teams.len(), sum, &mut imported);
    }
    for (id, facts) in options.agreed.iter().filter(|(id, _)| !counted.contains(*id)).map(|(_, agreed)| agreed) {
        add_agreed_team(catalogue, mapping, options, id, facts, 0, &mut imported);
    }
    imported
        .report
        .note_open_groups(&teams.iter().map(|team| (team.parts.as_slice(), team.people)).collect::<Vec<_>>(), minimum);
    imported.profiles.sort_by(|a, b| a.id.cmp(&b.id));
    imported.report.teams.sort_by(|a, b| a.id.is_none().cmp(&b.id.is_none()).then(a.id.cmp(&b.id)));
    Ok(imported)
}

/// Decides which teams, and which of their counts, are shown.
pub(super) struct Cells {
    pub teams: Vec<Shown>,
    pub targets: BTreeMap<Target, Vec<Shown>>,
}

impl TeamReport {
    /// Reports a team of which nothing is shown.
    fn hidden(team: &Team, options: &ImportOptions, fate: Fate) -> Self {
        let name = team.name();
        Self {
            id: team.may_be_named().then(|| name.to_owned()),
            people: team.people,
            members: options.roster.as_ref().and_then(|roster| roster.members(name)),
            fate,
            known: 0,
            hidden: Vec::new(),
        }
    }
}

impl Cells {
    fn decide(catalogue: &Catalogue, mapping: &Mapping, teams: &[&Team], minimum: usize) -> Self {
        let groups = groups(teams);
        let people: Vec<usize> = teams.iter().map(|team| team.people).collect();
        let whole = shown(&people, &vec![false; teams.len()], &groups, minimum);
        let hidden: Vec<bool> = whole.iter().map(|shown| *shown != Shown::Yes).collect();
        let targets: BTreeSet<Target> = teams.iter().flat_map(|team| team.counts.keys().copied()).collect();
        let decide = |target: Target| {
            let people = |team: &&Team| team.counts.get(&target).map_or(0, |counted| counted.people);
            let people: Vec<usize> = teams.iter().map(people).collect();
            let shown = if in_role(&catalogue.factors[target.factor], mapping.answered_by) {
                people.iter().map(|people| if *people > 0 { Shown::Yes } else { Shown::TooFew }).collect()
            } else {
                shown(&people, &hidden, &groups, minimum)
            };
            (target, shown)
        };
        Self { teams: whole, targets: targets.into_iter().map(decide).collect() }
    }
}

/// Returns the groups whose totals may be known: each group of teams that share the first parts of their names, and all
/// teams of the file. Smaller groups come first.
pub(super) fn groups(teams: &[&Team]) -> Vec<Vec<usize>> {
    let deepest = teams.iter().map(|team| team.parts.len()).max().unwrap_or(0);
    let mut all = Vec::new();
    for depth in (0..deepest).rev() {
        let mut groups: BTreeMap<&[String], Vec<usize>> = BTreeMap::new();
        for (at, team) in teams.iter().enumerate() {
            groups.entry(&team.parts[..depth.min(team.parts.len())]).or_default().push(at);
        }
        all.extend(groups.into_values());
    }
    if all.is_empty() { vec![(0..teams.len()).collect()] } else { all }
}

fn add_counted_team(
    catalogue: &Catalogue,
    mapping: &Mapping,
    options: &ImportOptions,
    cells: &Cells,
    at: usize,
    team: &Team,
    imported: &mut Imported,
) {
    let name = team.name();
    let mut answers = vec![None; catalogue.factors.len()];
    let (mut known, mut hidden) = (0, Vec::new());
    for (target, counted) in &team.counts {
        match cells.targets[target][at] {
            Shown::Yes => {
                set_answer(catalogue, &mut answers, *target, &counted.millionths);
                known += 1;
            }
            reason => hidden.push((target.path(catalogue), reason)),
        }
    }
    let fate = match cells.teams[at] {
        Shown::Yes => Fate::Shown,
        _ if known > 0 => Fate::InRole,
        Shown::TooFew => Fate::TooFew,
        Shown::Complement => Fate::Complement,
    };
    if matches!(fate, Fate::TooFew | Fate::Complement) {
        match options.agreed.get(&key(name)) {
            Some((id, facts)) => add_agreed_team(catalogue, mapping, options, id, facts, team.people, imported),
            None => imported.report.teams.push(TeamReport::hidden(team, options, fate)),
        }
        return;
    }
    if options.agreed.contains_key(&key(name)) {
        imported.report.notes.push(fill_text("surveys.report.agreed_not_used", &[("team", name)]));
    }
    let profile = profile(catalogue, mapping, options, name, answers, Setting::default());
    imported.report.teams.push(TeamReport {
        id: profile.id.clone(),
        people: team.people,
        members: options.roster.as_ref().and_then(|roster| roster.members(name)),
        fate,
        known,
        hidden,
    });
    imported.profiles.push(profile);
}

/// Builds a team from its one agreed answer.
fn add_agreed_team(
    catalogue: &Catalogue,
    mapping: &Mapping,
    options: &ImportOptions,
    id: &str,
    facts: &StatedFacts,
    people: usize,
    imported: &mut Imported,
) {
    let answers = facts.answers.clone();
    let known = answers.iter().filter(|answer| answer.is_some()).count();
    let profile = profile(catalogue, mapping, options, id, answers, facts.setting);
    imported.report.teams.push(TeamReport {
        id: profile.id.clone(),
        people,
        members: options.roster.as_ref().and_then(|roster| roster.members(id)),
        fate: Fate::Agreed,
        known,
        hidden: Vec::new(),
    });
    imported.profiles.push(profile);
}

/// Adds to a team the facts stated about it and about all teams, and the setting from the roster.
fn profile(
    catalogue: &Catalogue,
    mapping: &Mapping,
    options: &ImportOptions,
    id: &str,
    mut answers: Vec<Option<Answer>>,
    mut setting: Setting,
) -> Profile {
    answers.resize(catalogue.factors.len(), None);
    let own = mapping.teams.get(&key(id));
    for facts in own.into_iter().chain([&mapping.facts]) {
        for (answer, stated) in answers.iter_mut().zip(&facts.answers) {
            if answer.is_none() {
                answer.clone_from(stated);
            }
        }
        setting = setting.or(facts.setting);
    }
    if let Some(roster) = options.roster.as_ref().and_then(|roster| roster.setting(id)) {
        setting = setting.or(roster);
    }
    Profile { id: Some(id.to_owned()), answers, setting, ..Profile::default() }
}

fn set_answer(catalogue: &Catalogue, answers: &mut [Option<Answer>], target: Target, millionths: &[u128; CELLS]) {
    let factor = &catalogue.factors[target.factor];
    let numbers = millionths.map(|count| count as f64 / MILLION as f64);
    let counts: [f64; LEVELS] = std::array::from_fn(|level| numbers[level]);
    let rating = || Distribution::new(counts).ok().map(Rating::Distribution);
    match (factor.kind, target.part) {
        (Kind::Level, _) => answers[target.factor] = rating().map(Answer::Level),
        (Kind::Shares, _) => {
            let shares = Shares::new(&numbers[..factor.categories.len().min(CELLS)]).ok();
            answers[target.factor] = shares.map(Answer::Shares);
        }
        (_, None) => {}
        (kind, Some(part)) => {
            let parts = if kind == Kind::PerDesign { catalogue.designs.len() } else { factor.resources.len() };
            let answer = answers[target.factor].get_or_insert_with(|| Answer::Each(vec![None; parts]));
            if let Answer::Each(ratings) = answer {
                ratings[part] = rating();
            }
        }
    }
}

fn report(
    export: &Export,
    mapping: &Mapping,
    counting: &Counting,
    places: &MappedColumns,
    catalogue: &Catalogue,
    minimum: usize,
) -> Report {
    let columns = &export.table.columns;
    let items = mapping.items.iter().zip(&counting.answers);
    let items = items.map(|(item, answers)| ItemReport { path: item.target.path(catalogue), answers: *answers });
    Report {
        file: export.file.clone(),
        vendor: (export.vendor.name)(),
        form: export.form.clone(),
        counted: counting.teams.values().map(|team| team.people).sum(),
        dropped: counting.dropped.clone(),
        persons: columns.iter().filter(|column| column.role == super::table::Role::Person).count(),
        unused: places::unused(&export.table, places).into_iter().map(|at| columns[at].named()).collect(),
        items: items.collect(),
        minimum,
        teams: Vec::new(),
        notes: counting.notes.clone(),
    }
}
