//! The sections of a district report, in the order in which a superintendent asks.

use super::super::outline::{Outline, numbers, words as column};
use super::super::page::Section;
use super::pictures;
use crate::advisor::Advisor;
use crate::catalogue::{DesignIndex, GradeId};
use crate::cohorts::Cohorts;
use crate::district::{By, Condition, District, Dollars, TeamLine, TermReport, group_name, in_dollars, name_of};
use crate::sentences::Statement;
use crate::words::{capital, fill_text, in_sentence, list, one_decimal, text, thousands, whole};

/// Returns every section; the first has the title.
pub fn sections(advisor: &Advisor, of: &District) -> Vec<Section> {
    let mut all = vec![first(of), conditions(advisor, of), firsts(advisor, of)];
    all.extend(of.by.iter().enumerate().map(|(place, by)| groups(place, by)));
    all.extend(of.terms.iter().map(|term| plan(advisor, term)));
    all.push(cohorts(of));
    all.extend(schools(advisor, of));
    all.push(teams(advisor, of));
    all.push(notes(advisor, of));
    all
}

fn new() -> Outline {
    Outline::new(text("exports.district.title"))
}

fn texts(statements: &[Statement]) -> impl Iterator<Item = &str> {
    statements.iter().map(|statement| statement.text.as_str())
}

fn section(outline: Outline, picture: Option<maud::Markup>) -> Section {
    Section { outline, picture }
}

/// The few things that matter.
fn first(of: &District) -> Section {
    let mut outline = new();
    let [teams, schools, people] =
        [of.counts.teams as f64, of.counts.schools as f64, of.counts.people as f64].map(thousands);
    let slots = [("teams", &*teams), ("schools", &schools), ("people", &people)];
    let key = if of.schools.is_empty() { "exports.district.scope" } else { "exports.district.scope_schools" };
    outline.say(fill_text(key, &slots));
    outline.list(texts(&of.headlines));
    section(outline, None)
}

fn conditions(advisor: &Advisor, of: &District) -> Section {
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

fn schools(advisor: &Advisor, of: &District) -> Option<Section> {
    let mut outline = new();
    outline.section(text("exports.district.schools"));
    let named = |one: &Condition| {
        let slots =
            [("what", &*name_of(advisor.catalogue(), advisor.tables(), one)), ("points", &*one_decimal(one.cost))];
        fill_text("exports.district.one_condition", &slots)
    };
    let first = |(design, teams): &(DesignIndex, usize)| {
        let name = in_sentence(&advisor.catalogue().designs[*design].name);
        fill_text("exports.district.one_first", &[("design", &name), ("teams", &teams.to_string())])
    };
    let rows = of.schools.iter().map(|school| {
        vec![
            school.name.clone(),
            school.teams.to_string(),
            school.can_begin.to_string(),
            whole(school.score).to_string(),
            list(&school.firsts.iter().map(first).collect::<Vec<_>>()),
            list(&school.conditions.iter().map(named).collect::<Vec<_>>()),
        ]
    });
    let columns = [column(3), numbers(2), numbers(2), numbers(2), column(5), column(6)];
    outline.table(text("exports.district.schools_table"), &columns, rows).then(|| section(outline, None))
}

/// Which team gets which design.
fn teams(advisor: &Advisor, of: &District) -> Section {
    let mut outline = new();
    outline.section(text("exports.district.teams"));
    let name = |design: Option<DesignIndex>| {
        design.map_or_else(
            || text("exports.district.nothing").to_owned(),
            |design| advisor.catalogue().designs[design].name.clone(),
        )
    };
    let is_planned = !of.terms.is_empty();
    let row = |team: &TeamLine| {
        let id = team.id.as_deref().unwrap_or(text("exports.district.unnamed"));
        let mut row = vec![id.to_owned()];
        if is_planned {
            let (design, score) = team.gets.unwrap_or_default();
            row.extend([name(design), whole(score).to_string()]);
        }
        let score = team.first.map_or(0, |(_, score)| score);
        row.extend([name(team.first.map(|(design, _)| design)), whole(score).to_string()]);
        row
    };
    let (names, columns) = if is_planned {
        let columns = vec![column(4), column(4), numbers(2), column(4), numbers(2)];
        ("exports.district.teams_plan_table", columns)
    } else {
        ("exports.district.teams_table", vec![column(5), column(5), numbers(2)])
    };
    outline.table(text(names), &columns, of.teams.iter().map(row));
    section(outline, None)
}

fn firsts(advisor: &Advisor, of: &District) -> Section {
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

fn groups(place: usize, by: &By) -> Section {
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

fn plan(advisor: &Advisor, term: &TermReport) -> Section {
    let mut outline = new();
    outline.section(&fill_text("exports.district.plan", &[("term", &term.name)]));
    outline.list(texts(&term.statements));
    let amount = |value: f64| thousands(value);
    let unlimited = || text("exports.district.unlimited").to_owned();
    let rows = term.resources.iter().map(|(line, statement)| {
        let name = match line.resource {
            crate::allocation::Resource::CoachHours => text("exports.district.coach_hours"),
            crate::allocation::Resource::SubstituteDays => text("exports.district.substitute_days"),
            crate::allocation::Resource::Money => text("exports.district.money"),
            crate::allocation::Resource::Seats => text("exports.district.seats"),
        };
        let available = line.available.map_or_else(unlimited, amount);
        vec![name.to_owned(), available, amount(line.used), amount(line.wanted), statement.text.clone()]
    });
    let columns = [column(3), numbers(2), numbers(2), numbers(2), column(8)];
    outline.table(text("exports.district.resources_table"), &columns, rows);
    let designs = term
        .designs
        .iter()
        .map(|(design, teams)| vec![advisor.catalogue().designs[*design].name.clone(), teams.to_string()]);
    outline.part_table(
        text("exports.district.placed"),
        text("exports.district.placed_table"),
        &[column(4), numbers(2)],
        designs,
    );
    if !term.in_use.is_empty() {
        outline.part(text("exports.district.in_use"));
        outline.list(texts(&term.in_use));
    }
    section(outline, None)
}

fn cohorts(of: &District) -> Section {
    let mut outline = new();
    outline.section(text("exports.district.cohorts"));
    match &of.cohorts {
        Err(error) => outline.say(error.to_string()),
        Ok(Cohorts { summary, cohorts, .. }) => {
            outline.list(texts(summary).take(2));
            for cohort in cohorts {
                let (name, rest) = cohort.statements.split_at(1.min(cohort.statements.len()));
                outline.part(&texts(name).collect::<String>());
                outline.list(texts(rest));
            }
        }
    }
    section(outline, None)
}

fn notes(advisor: &Advisor, of: &District) -> Section {
    let mut outline = new();
    outline.section(text("exports.district.notes"));
    outline.list(texts(&of.notes));
    let provenance = advisor.provenance();
    let slots = [("version", provenance.catalogue_version), ("model", provenance.model_version)];
    outline.say(fill_text("exports.handout.versions", &slots));
    section(outline, None)
}
