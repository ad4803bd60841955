//! Builds teams from a roster's tables: who teaches which subject where.

use std::collections::{BTreeMap, BTreeSet};

use super::super::error::SurveyError;
use super::super::grid::{key, tidy};
use super::bands::GradeBands;
use super::tables::Tables;
use super::{Roster, RosterReport, RosterTeam, manifest};
use crate::words::text;

/// The part of a team's id for a class without a subject or grade. Ids are the same in every language.
const ALL_SUBJECTS: &str = "all subjects";
const ALL_GRADES: &str = "all grades";

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
    let orgs = orgs(&mut tables)?;
    let courses = courses(&mut tables)?;
    let classes = classes(&mut tables, &courses, bands)?;
    let mut taught = read_enrolments(&mut tables, on, &mut report)?;
    remove_absent(&mut tables, &mut taught, &mut report)?;
    count_without_class(&mut tables, &taught, &mut report)?;
    report.teachers = taught.len();
    let teams = teams(&orgs, &classes, &taught);
    if teams.is_empty() {
        report.notes.push(text("surveys.roster.no_teams").to_owned());
    }
    Ok(Roster { teams, report })
}

fn is_deleted(status: &str) -> bool {
    status == "tobedeleted"
}

fn list(cell: &str) -> impl Iterator<Item = String> + '_ {
    cell.split(',').map(tidy).filter(|one| !one.is_empty())
}

/// Reads the names of organizations by their ids.
fn orgs(tables: &mut Tables<'_>) -> Result<BTreeMap<String, String>, String> {
    let mut orgs = BTreeMap::new();
    tables.each("orgs.csv", &["sourcedId", "?status", "name"], |cells| {
        if let [id, status, name] = cells
            && !is_deleted(status)
        {
            orgs.insert((*id).to_owned(), tidy(name));
        }
        Ok(())
    })?;
    Ok(orgs)
}

/// Reads the grades and subjects of courses, for classes without their own.
fn courses(tables: &mut Tables<'_>) -> Result<BTreeMap<String, (String, String)>, String> {
    let mut courses = BTreeMap::new();
    tables.each("courses.csv", &["sourcedId", "?status", "?grades", "?subjects"], |cells| {
        if let [id, status, grades, subjects] = cells
            && !is_deleted(status)
        {
            courses.insert((*id).to_owned(), ((*grades).to_owned(), (*subjects).to_owned()));
        }
        Ok(())
    })?;
    Ok(courses)
}

fn classes(
    tables: &mut Tables<'_>,
    courses: &BTreeMap<String, (String, String)>,
    bands: &GradeBands,
) -> Result<BTreeMap<String, Class>, String> {
    let mut classes = BTreeMap::new();
    let columns = ["sourcedId", "?status", "?grades", "?courseSourcedId", "schoolSourcedId", "?subjects"];
    tables.each("classes.csv", &columns, |cells| {
        if let [id, status, grades, course, org, subjects] = cells
            && !is_deleted(status)
        {
            let of_course = courses.get(*course).map_or(("", ""), |(grades, subjects)| (grades, subjects));
            let grades = if grades.is_empty() { of_course.0 } else { grades };
            let subjects = if subjects.is_empty() { of_course.1 } else { subjects };
            let class = Class {
                org: (*org).to_owned(),
                bands: or_all(list(grades).filter_map(|grade| Some(bands.of(&grade)?.to_owned())), ALL_GRADES),
                subjects: or_all(list(subjects), ALL_SUBJECTS),
            };
            classes.insert((*id).to_owned(), class);
        }
        Ok(())
    })?;
    Ok(classes)
}

fn or_all(names: impl Iterator<Item = String>, all: &str) -> BTreeSet<String> {
    let names: BTreeSet<String> = names.collect();
    if names.is_empty() { BTreeSet::from([all.to_owned()]) } else { names }
}

/// Reads the classes of each teacher. Skips student rows, nearly all rows, while reading.
fn read_enrolments(
    tables: &mut Tables<'_>,
    on: Option<&str>,
    report: &mut RosterReport,
) -> Result<BTreeMap<String, BTreeSet<String>>, String> {
    let mut taught: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let (mut teachers, mut others, mut past) = (0, 0, 0);
    let columns = ["?status", "classSourcedId", "userSourcedId", "role", "?beginDate", "?endDate"];
    tables.each("enrollments.csv", &columns, |cells| {
        let [status, class, user, role, begins, ends] = cells else { return Ok(()) };
        if *role != "teacher" {
            others += 1;
        } else if is_deleted(status) || on.is_some_and(|day| !is_active_on(day, begins, ends)) {
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

/// Compares dates as text, because their format sorts by date.
fn is_active_on(day: &str, begins: &str, ends: &str) -> bool {
    (begins.is_empty() || begins <= day) && (ends.is_empty() || day <= ends)
}

/// Removes teachers whose accounts are deleted or disabled; reads nothing else about users.
fn remove_absent(
    tables: &mut Tables<'_>,
    taught: &mut BTreeMap<String, BTreeSet<String>>,
    report: &mut RosterReport,
) -> Result<(), String> {
    let mut there = BTreeSet::new();
    tables.each("users.csv", &["sourcedId", "?status", "?enabledUser"], |cells| {
        if let [id, status, enabled] = cells
            && taught.contains_key(*id)
            && !is_deleted(status)
            && !enabled.eq_ignore_ascii_case("false")
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
) -> Result<(), String> {
    let mut idle = BTreeSet::new();
    tables.each("roles.csv", &["?status", "userSourcedId", "role"], |cells| {
        if let [status, user, role] = cells
            && *role == "teacher"
            && !is_deleted(status)
            && !taught.contains_key(*user)
        {
            idle.insert((*user).to_owned());
        }
        Ok(())
    })?;
    report.rows.insert("people with a teacher role but no class, so no team", idle.len());
    Ok(())
}

fn teams(
    orgs: &BTreeMap<String, String>,
    classes: &BTreeMap<String, Class>,
    taught: &BTreeMap<String, BTreeSet<String>>,
) -> BTreeMap<String, RosterTeam> {
    let mut members: BTreeMap<(&str, &str, &str), BTreeSet<&str>> = BTreeMap::new();
    let mut of_subject: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for (user, taught) in taught {
        for class in taught.iter().filter_map(|class| classes.get(class)) {
            for subject in &class.subjects {
                of_subject.entry((&class.org, subject)).or_default().insert(user);
                for band in &class.bands {
                    members.entry((&class.org, band, subject)).or_default().insert(user);
                }
            }
        }
    }
    let mut teams = BTreeMap::new();
    for ((org, band, subject), users) in members {
        let id = id(orgs, org, band, subject);
        let alone = || of_subject.get(&(org, subject)).is_some_and(|all| all.len() == 1);
        let single = (subject != ALL_SUBJECTS).then(alone);
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
