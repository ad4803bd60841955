//! Schools and teams, one line each.

use super::{new, section};
use crate::advisor::Advisor;
use crate::catalogue::DesignIndex;
use crate::district::{Condition, District, TeamLine, name_of};
use crate::exports::outline::{numbers, words as column};
use crate::exports::page::Section;
use crate::words::{fill_text, in_sentence, list, one_decimal, text, whole};

pub(super) fn schools(advisor: &Advisor, of: &District) -> Option<Section> {
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
pub(super) fn teams(advisor: &Advisor, of: &District) -> Section {
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
