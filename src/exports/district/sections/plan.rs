//! What a term has and who gets it.

use super::{new, section, texts};
use crate::advisor::Advisor;
use crate::allocation::Resource;
use crate::district::TermReport;
use crate::exports::outline::{numbers, words as column};
use crate::exports::page::Section;
use crate::words::{fill_text, text, thousands};

pub(super) fn plan(advisor: &Advisor, term: &TermReport) -> Section {
    let mut outline = new();
    outline.section(&fill_text("exports.district.plan", &[("term", &term.name)]));
    outline.list(texts(&term.statements));
    let amount = |value: f64| thousands(value);
    let unlimited = || text("exports.district.unlimited").to_owned();
    let rows = term.resources.iter().map(|(line, statement)| {
        let name = match line.resource {
            Resource::CoachHours => text("exports.district.coach_hours"),
            Resource::SubstituteDays => text("exports.district.substitute_days"),
            Resource::Money => text("exports.district.money"),
            Resource::Seats => text("exports.district.seats"),
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
