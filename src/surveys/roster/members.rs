//! Builds teams from a roster's tables: who teaches which subject where.

use std::collections::{BTreeMap, BTreeSet};

use super::super::error::SurveyError;
use super::super::vocabulary::{Unknown, meaning};
use super::bands::{GradeBands, is_known, is_without_year};
use super::tables::Tables;
use super::{Roster, RosterReport, RosterTeam, manifest};
use crate::tables::{DateOrder, Moment, key, most_frequent, tidy, written};
use crate::words::{fill_text, text};

/// The part of a team's id for a class without a subject or grade. Ids are the same in every language.
const ALL_SUBJECTS: &str = "all subjects";
const ALL_GRADES: &str = "all grades";

/// More classes than the largest districts have.
const MOST_CLASSES: usize = 300_000;

/// A class: its school, grade bands and subjects.
struct Class {
    org: String,
    bands: BTreeSet<String>,
    subjects: BTreeSet<String>,
}

/// Reads the teams of a roster; with `on`, only enrollments active on that date (such as 2026-10-01).
///
/// # Errors
/// If the file is not a roster of a known version, or a required table is missing or damaged.
pub fn read_roster(file: &str, bytes: &[u8], bands: &GradeBands, on: Option<&str>) -> Result<Roster, SurveyError> {
    read(file, bytes, bands, on).map_err(|why| SurveyError::unreadable(file, why))
}

fn read(file: &str, bytes: &[u8], bands: &GradeBands, on: Option<&str>) -> Result<Roster, String> {
    let mut tables = Tables::open(bytes)?;
    let version = manifest::version(&mut tables)?;
    let mut report = RosterReport { file: file.to_owned(), version, ..RosterReport::default() };
    let mut words = Words::default();
    let on = on.and_then(written).and_then(|on| on.read(DateOrder::MonthFirst));
    let (orgs, closed) = orgs(&mut tables, &mut words)?;
    let courses = courses(&mut tables, &mut words)?;
    let classes = classes(&mut tables, (&courses, &closed), bands, &mut words, &mut report)?;
    let mut taught = read_enrolments(&mut tables, on, &mut report, &mut words)?;
    remove_absent(&mut tables, &mut taught, &mut report, &mut words)?;
    count_without_class(&mut tables, &taught, &mut report, &mut words)?;
    let before = taught.len();
    taught
        .retain(|_, taught| taught.iter().any(|class| classes.get(class).is_some_and(|class| !class.bands.is_empty())));
    report.rows.insert("teachers left out: none of their classes is in a team", before - taught.len());
    report.teachers = taught.len();
    report.notes.extend(words.notes());
    let teams = teams(&orgs, &classes, &taught, &mut report);
    if teams.is_empty() {
        report.notes.push(text("surveys.roster.no_teams").to_owned());
    }
    Ok(Roster { teams, report })
}

/// What the words of a roster say, and those that say nothing known.
#[derive(Default)]
struct Words {
    statuses: Unknown,
    roles: Unknown,
    flags: Unknown,
    grades: Unknown,
    dates: Unknown,
    /// Whether a date such as 8/1/2026 was read, which does not show what is the month.
    assumed: bool,
}

/// Returns whether a row counts by a word: an empty one does, and an unknown one does not but is kept for the report.
fn counts(unknown: &mut Unknown, table: &str, word: &str, wanted: &str) -> bool {
    let known = meaning(table, word);
    if known.is_none() && !word.is_empty() {
        unknown.add(word);
    }
    word.is_empty() || known == Some(wanted)
}

impl Words {
    /// Returns whether a row counts by its status.
    fn is_active(&mut self, status: &str) -> bool {
        counts(&mut self.statuses, "roster_status", status, "active")
    }

    fn is_teacher(&mut self, role: &str) -> bool {
        let known = meaning("roster_role", role);
        if known.is_none() && !role.is_empty() {
            self.roles.add(role);
        }
        known == Some("teacher")
    }

    fn is_enabled(&mut self, flag: &str) -> bool {
        counts(&mut self.flags, "flag", flag, "yes")
    }

    /// Returns whether an enrollment is active on a day, or that its dates show the day first.
    fn is_active_on(&mut self, day: Moment, begins: &str, ends: &str) -> Result<bool, String> {
        let (begins, ends) = (self.date(begins)?, self.date(ends)?);
        let (Ok(begins), Ok(ends)) = (begins, ends) else { return Ok(false) };
        let on = (day.year, day.month, day.day);
        let of = |moment: Moment| (moment.year, moment.month, moment.day);
        Ok(begins.is_none_or(|begins| of(begins) <= on) && ends.is_none_or(|ends| on <= of(ends)))
    }

    /// Reads a date; none if the cell is empty, an inner error if it is no date.
    fn date(&mut self, cell: &str) -> Result<Result<Option<Moment>, ()>, String> {
        if cell.is_empty() {
            return Ok(Ok(None));
        }
        let read = written(cell);
        match read.map(|read| (read, read.shows())) {
            Some((read, Some(DateOrder::DayFirst))) if read.read(DateOrder::MonthFirst).is_none() => {
                return Err(fill_text("surveys.roster.day_first", &[("date", cell)]));
            }
            Some((_, None)) => self.assumed = true,
            _ => {}
        }
        let moment = read.and_then(|read| read.read(DateOrder::MonthFirst));
        if moment.is_none() {
            self.dates.add(cell);
        }
        Ok(moment.map(Some).ok_or(()))
    }

    fn notes(&self) -> Vec<String> {
        let unknown = [
            ("status", &self.statuses, "surveys.roster.unknown_words"),
            ("role", &self.roles, "surveys.roster.unknown_words"),
            ("enabledUser", &self.flags, "surveys.roster.unknown_words"),
            ("grades", &self.grades, "surveys.roster.unknown_grades"),
            ("beginDate, endDate", &self.dates, "surveys.roster.unknown_words"),
        ];
        let unknown = unknown.into_iter().filter(|(_, words, _)| !words.is_empty());
        let told = unknown.map(|(column, words, template)| {
            let slots = [("column", column), ("count", &*words.count().to_string()), ("words", &words.listed(1))];
            fill_text(template, &slots)
        });
        told.chain(self.assumed.then(|| text("surveys.report.month_first").to_owned())).collect()
    }
}

fn list(cell: &str) -> impl Iterator<Item = String> + '_ {
    cell.split(',').map(tidy).filter(|one| !one.is_empty())
}

/// The names of schools by their ids, and the ids of those that are deleted.
type Orgs = (BTreeMap<String, String>, BTreeSet<String>);

fn orgs(tables: &mut Tables<'_>, words: &mut Words) -> Result<Orgs, String> {
    let (mut orgs, mut closed) = Orgs::default();
    tables.each("orgs.csv", &["sourcedId", "?status", "name"], |cells| {
        if let [id, status, name] = cells {
            if words.is_active(status) {
                orgs.insert((*id).to_owned(), tidy(name));
            } else {
                closed.insert((*id).to_owned());
            }
        }
        Ok(())
    })?;
    Ok((orgs, closed))
}

/// Reads the grades and subjects of courses, for classes without their own.
fn courses(tables: &mut Tables<'_>, words: &mut Words) -> Result<BTreeMap<String, (String, String)>, String> {
    let mut courses = BTreeMap::new();
    tables.each("courses.csv", &["sourcedId", "?status", "?grades", "?subjects"], |cells| {
        if let [id, status, grades, subjects] = cells
            && words.is_active(status)
        {
            courses.insert((*id).to_owned(), ((*grades).to_owned(), (*subjects).to_owned()));
        }
        Ok(())
    })?;
    Ok(courses)
}

fn classes(
    tables: &mut Tables<'_>,
    (courses, closed): (&BTreeMap<String, (String, String)>, &BTreeSet<String>),
    bands: &GradeBands,
    words: &mut Words,
    report: &mut RosterReport,
) -> Result<BTreeMap<String, Class>, String> {
    let mut classes = BTreeMap::new();
    let (mut deleted, mut of_closed, mut outside) = (0, 0, 0);
    let columns = ["sourcedId", "?status", "?grades", "?courseSourcedId", "schoolSourcedId", "?subjects"];
    tables.each("classes.csv", &columns, |cells| {
        let [id, status, grades, course, org, subjects] = cells else { return Ok(()) };
        if !words.is_active(status) {
            deleted += 1;
        } else if closed.contains(*org) {
            of_closed += 1;
        } else {
            let of_course = courses.get(*course).map_or(("", ""), |(grades, subjects)| (grades, subjects));
            let grades = if grades.is_empty() { of_course.0 } else { grades };
            let subjects = if subjects.is_empty() { of_course.1 } else { subjects };
            list(grades).filter(|grade| !is_known(grade)).for_each(|grade| words.grades.add(&grade));
            let class = Class {
                org: (*org).to_owned(),
                bands: bands_of(grades, bands),
                subjects: or_all(list(subjects), ALL_SUBJECTS),
            };
            outside += usize::from(class.bands.is_empty());
            classes.insert((*id).to_owned(), class);
            if classes.len() > MOST_CLASSES {
                return Err(fill_text("surveys.roster.too_many_classes", &[("most", &MOST_CLASSES.to_string())]));
            }
        }
        Ok(())
    })?;
    report.rows.insert("classes left out: deleted", deleted);
    report.rows.insert("classes left out: their school is deleted", of_closed);
    report.rows.insert("classes left out: their grades are in no grade band", outside);
    Ok(classes)
}

/// Returns the bands of a class: all grades if it names none, or only such as stand for no year of school.
fn bands_of(grades: &str, bands: &GradeBands) -> BTreeSet<String> {
    let named: BTreeSet<String> = list(grades).filter_map(|grade| Some(bands.of(&grade)?.to_owned())).collect();
    let is_for_all =
        named.is_empty() && (list(grades).any(|grade| is_without_year(&grade)) || list(grades).next().is_none());
    if is_for_all { BTreeSet::from([ALL_GRADES.to_owned()]) } else { named }
}

fn or_all(names: impl Iterator<Item = String>, all: &str) -> BTreeSet<String> {
    let names: BTreeSet<String> = names.collect();
    if names.is_empty() { BTreeSet::from([all.to_owned()]) } else { names }
}

/// Reads the classes of each teacher. Skips student rows, nearly all rows, while reading.
fn read_enrolments(
    tables: &mut Tables<'_>,
    on: Option<Moment>,
    report: &mut RosterReport,
    words: &mut Words,
) -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    let mut taught: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut teachers, mut others, mut past) = (0, 0, 0);
    let columns = ["?status", "classSourcedId", "userSourcedId", "role", "?beginDate", "?endDate"];
    tables.each("enrollments.csv", &columns, |cells| {
        let [status, class, user, role, begins, ends] = cells else { return Ok(()) };
        let is_active = |words: &mut Words| match on {
            Some(day) => words.is_active_on(day, begins, ends),
            None => Ok(true),
        };
        if !words.is_teacher(role) {
            others += 1;
        } else if !words.is_active(status) || !is_active(words)? {
            past += 1;
        } else {
            teachers += 1;
            taught.entry((*user).to_owned()).or_default().insert((*class).to_owned());
        }
        Ok(())
    })?;
    report.rows.insert("enrollments of teachers", teachers);
    report.rows.insert("enrollments of students and others, skipped", others);
    report.rows.insert("enrollments of teachers, deleted or not active on that date", past);
    Ok(taught)
}

/// Removes teachers whose accounts are deleted or disabled; reads nothing else about users.
fn remove_absent(
    tables: &mut Tables<'_>,
    taught: &mut BTreeMap<String, BTreeSet<String>>,
    report: &mut RosterReport,
    words: &mut Words,
) -> Result<(), String> {
    let mut there = BTreeSet::new();
    tables.each("users.csv", &["sourcedId", "?status", "?enabledUser"], |cells| {
        if let [id, status, enabled] = cells
            && taught.contains_key(*id)
            && words.is_active(status)
            && words.is_enabled(enabled)
        {
            there.insert((*id).to_owned());
        }
        Ok(())
    })?;
    let before = taught.len();
    taught.retain(|user, _| there.contains(user));
    report.rows.insert("teachers left out: not in the users table, deleted or disabled", before - taught.len());
    Ok(())
}

/// Counts people with a teacher role but no class, such as coaches: they belong to no team.
fn count_without_class(
    tables: &mut Tables<'_>,
    taught: &BTreeMap<String, BTreeSet<String>>,
    report: &mut RosterReport,
    words: &mut Words,
) -> Result<(), String> {
    let mut idle = BTreeSet::new();
    tables.each("roles.csv", &["?status", "userSourcedId", "role"], |cells| {
        if let [status, user, role] = cells
            && words.is_teacher(role)
            && words.is_active(status)
            && !taught.contains_key(*user)
        {
            idle.insert((*user).to_owned());
        }
        Ok(())
    })?;
    report.rows.insert("people with a teacher role but no class, so no team", idle.len());
    Ok(())
}

/// Builds the teams. A subject written in several ways is one subject, with its most frequent name.
fn teams(
    orgs: &BTreeMap<String, String>,
    classes: &BTreeMap<String, Class>,
    taught: &BTreeMap<String, BTreeSet<String>>,
    report: &mut RosterReport,
) -> BTreeMap<String, RosterTeam> {
    let mut spellings: BTreeMap<String, BTreeMap<&str, usize>> = BTreeMap::new();
    let mut members: BTreeMap<(&str, &str, String), BTreeSet<&str>> = BTreeMap::new();
    let mut of_subject: BTreeMap<(&str, String), BTreeSet<&str>> = BTreeMap::new();
    for (user, taught) in taught {
        for class in taught.iter().filter_map(|class| classes.get(class)) {
            for subject in &class.subjects {
                *spellings.entry(key(subject)).or_default().entry(subject).or_default() += 1;
                of_subject.entry((&class.org, key(subject))).or_default().insert(user);
                for band in &class.bands {
                    members.entry((&class.org, band, key(subject))).or_default().insert(user);
                }
            }
        }
    }
    for names in spellings.values().filter(|names| names.len() > 1) {
        let names: Vec<String> = names.keys().map(|name| format!("`{name}`")).collect();
        report.notes.push(fill_text("surveys.roster.merged", &[("names", &names.join(", "))]));
    }
    let mut teams: BTreeMap<String, RosterTeam> = BTreeMap::new();
    for ((org, band, subject), users) in &members {
        let id = id(orgs, org, band, most_frequent(&spellings[subject]));
        let alone = || of_subject.get(&(*org, subject.clone())).is_some_and(|all| all.len() == 1);
        let single = (*subject != key(ALL_SUBJECTS)).then(alone);
        teams.insert(key(&id), RosterTeam { id, members: users.len() as u32, single });
    }
    teams
}

/// Adds the id to a school's name if two schools have the same name.
fn id(orgs: &BTreeMap<String, String>, org: &str, band: &str, subject: &str) -> String {
    let name = orgs.get(org).filter(|name| !name.is_empty());
    let twice = name.is_some_and(|name| orgs.values().filter(|other| key(other) == key(name)).count() > 1);
    let place = match name {
        Some(name) if twice => format!("{name} ({org})"),
        Some(name) => name.clone(),
        None => org.to_owned(),
    };
    format!("{place} / {band} / {subject}")
}
