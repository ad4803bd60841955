//! The reports of a survey or a roster for JSON output.

use crate::surveys::{Fate, ItemReport, Report, Roster, Shown, TeamReport};
use crate::wire::{Became, HeldBack, HeldBackFor, ImportReport, ItemLine, RosterReport, TeamLine};

pub(super) fn of_survey(report: &Report) -> ImportReport<'_> {
    ImportReport {
        file: &report.file,
        read_as: report.vendor,
        rows_read: report.rows(),
        rows_counted: report.counted,
        rows_dropped: &report.dropped,
        minimum: report.minimum,
        missing_per_10000: (report.missing_share() * 10_000.0).round() as usize,
        columns_of_persons: report.persons,
        columns_unused: &report.unused,
        items: report.items.iter().map(item).collect(),
        teams: report.teams.iter().map(team).collect(),
        notes: &report.notes,
    }
}

pub(super) fn of_roster(roster: &Roster) -> RosterReport<'_> {
    let report = &roster.report;
    RosterReport {
        file: &report.file,
        version: &report.version,
        rows: &report.rows,
        teachers: report.teachers,
        teams: roster.teams.len(),
        notes: &report.notes,
    }
}

fn item(item: &ItemReport) -> ItemLine<'_> {
    ItemLine { factor: &item.path, answered: item.answered(), missing: item.missing(), unnamed: item.off_scale() }
}

fn team(team: &TeamReport) -> TeamLine<'_> {
    TeamLine {
        id: team.id.as_deref(),
        answers: team.people,
        members: team.members,
        became: match team.fate {
            Fate::Shown => Became::Shown,
            Fate::InRole => Became::ShownInRole,
            Fate::Agreed => Became::Agreed,
            Fate::Joined => Became::Joined,
            Fate::TooFew => Became::SuppressedTooFewAnswers,
            Fate::Complement => Became::SuppressedWouldGiveAwayOthers,
        },
        known: team.known,
        held_back: team.hidden.iter().map(|(factor, why)| HeldBack { factor, reason: reason(*why) }).collect(),
    }
}

fn reason(why: Shown) -> HeldBackFor {
    if why == Shown::Complement { HeldBackFor::WouldGiveAwayOthers } else { HeldBackFor::TooFewAnswers }
}
