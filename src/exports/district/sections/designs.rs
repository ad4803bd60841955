//! What ranks first, by design and by groups of teams, and what holds the teams back.

use super::{new, section};
use crate::advisor::Advisor;
use crate::catalogue::GradeId;
use crate::district::{By, Condition, District, Dollars, group_name, in_dollars, name_of};
use crate::exports::district::pictures;
use crate::exports::outline::{numbers, words as column};
use crate::exports::page::Section;
use crate::words::{capital, fill_text, one_decimal, text, whole};

pub(super) fn conditions(advisor: &Advisor, of: &District) -> Section {
    let mut outline = new();
    outline.section(text("exports.district.conditions"));
    let row = |one: &Condition| {
        vec![
            capital(&name_of(advisor.catalogue(), advisor.tables(), one)),
            one_decimal(one.cost),
            one.teams.to_string(),
            one.largest.to_string(),
        ]
    };
    let columns = [column(5), numbers(2), numbers(2), numbers(2)];
    if !outline.table(text("exports.district.conditions_table"), &columns, of.conditions.iter().map(row)) {
        outline.say(text("exports.district.no_conditions"));
    }
    section(outline, pictures::conditions(advisor, of))
}

pub(super) fn firsts(advisor: &Advisor, of: &District) -> Section {
    let mut outline = new();
    outline.section(text("exports.district.firsts"));
    let rows = of.firsts.iter().map(|first| {
        vec![
            advisor.catalogue().designs[first.design].name.clone(),
            first.teams.to_string(),
            first.can_begin.to_string(),
            whole(first.score).to_string(),
            evidence(first.grade.as_ref()),
            dollars(first.each),
        ]
    });
    let columns = [column(4), numbers(2), numbers(2), numbers(2), column(3), numbers(3)];
    outline.table(text("exports.district.firsts_table"), &columns, rows);
    let graded = of.evidence.iter().map(|one| vec![evidence(one.grade.as_ref()), one.teams.to_string()]);
    outline.part_table(
        text("exports.district.evidence"),
        text("exports.district.evidence_table"),
        &[column(4), numbers(2)],
        graded,
    );
    section(outline, pictures::firsts(advisor, of))
}

fn evidence(grade: Option<&GradeId>) -> String {
    capital(match grade {
        Some(grade) => text(grade_key(grade)),
        None => text("exports.district.no_study"),
    })
}

fn grade_key(grade: &GradeId) -> &'static str {
    match &*grade.0 {
        "strong" => "exports.brief.grade.strong",
        "moderate" => "exports.brief.grade.moderate",
        "promising" => "exports.brief.grade.promising",
        "judgement" => "exports.brief.grade.judgement",
        _ => "exports.brief.grade.unverified",
    }
}

fn dollars(of: Dollars) -> String {
    in_dollars(of.typical)
}

pub(super) fn groups(place: usize, by: &By) -> Section {
    let mut outline = new();
    outline.section(&fill_text("exports.district.by", &[("column", &by.column)]));
    let is_planned = by.groups.iter().any(|group| group.planned.is_some());
    let rows = by.groups.iter().map(|group| {
        let mut row = vec![
            group_name(group),
            group.teams.to_string(),
            group.can_begin.to_string(),
            group.well_studied.to_string(),
            whole(group.score).to_string(),
        ];
        if let Some((placed, score)) = group.planned {
            row.extend([placed.to_string(), whole(score).to_string()]);
        }
        row
    });
    let mut columns = vec![column(3), numbers(2), numbers(2), numbers(2), numbers(2)];
    if is_planned {
        columns.extend([numbers(2), numbers(2)]);
    }
    let names = if is_planned { "exports.district.by_plan_table" } else { "exports.district.by_table" };
    outline.table(text(names), &columns, rows);
    section(outline, pictures::groups(place, by))
}
