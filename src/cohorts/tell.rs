//! Sentences about all cohorts together.

use super::apart::Difference;
use super::asked::Asked;
use super::map::Map;
use super::rows::Rows;
use super::{Cohort, Counts, Member, Number};
use crate::scoring::Evaluation;
use crate::sentences::{Statement, number, tell, word};
use crate::words::{capital, counted, fill_text, list, text};

/// The most columns that a sentence about a direction names.
const MOST_NAMED: usize = 3;

/// Names a cohort by what sets it apart most: `Less time available, more shared vision`.
pub fn name(typical: &Evaluation<'_>, rows: &Rows, is_single: bool, apart: &[Difference]) -> String {
    let part = |one: &Difference| {
        let what = rows.columns[one.column].name(typical.catalogue(), typical);
        let is_counted = || text("cohorts.name.counted").split(" | ").any(|one| one == what);
        let key = match one.points < 0.0 {
            true if is_counted() => text("cohorts.name.fewer"),
            true => text("cohorts.name.less"),
            false => text("cohorts.name.more"),
        };
        crate::words::fill(key, &[("what", &what)])
    };
    let parts: Vec<String> = apart.iter().take(2).map(part).collect();
    match parts.as_slice() {
        [] if is_single => text("cohorts.name.all").to_owned(),
        [] => text("cohorts.name.plain").to_owned(),
        [one] => capital(one),
        [first, second, ..] => capital(&fill_text("cohorts.name.both", &[("first", first), ("second", second)])),
    }
}

pub fn of_hundred(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

/// Says how many cohorts there are and how sure that is.
pub fn summary(typical: &Evaluation<'_>, rows: &Rows, found: &Number, cohorts: &[Cohort], map: &Map) -> Vec<Statement> {
    let all = || number("all", "hundred", "100");
    let strength = || number("strength", "number.strength", of_hundred(found.strength));
    let teams = || number("teams", "counts.compared", rows.counts.compared.to_string());
    let shown = map.axes[0].share + map.axes[1].share;
    let map_slot = number("share", "map.share", of_hundred(shown));
    let of_map = tell(text("cohorts.summary.map"), &[map_slot, all()]);
    if found.cohorts == 1 {
        let along = word("along", list(&along(typical, rows, map)));
        return vec![
            tell(text("cohorts.summary.gradual"), &[along]),
            tell(text("cohorts.summary.gradual_why"), &[]),
            of_map,
        ];
    }
    let sizes = cohorts.iter().enumerate().map(|(at, cohort)| {
        tell("{size}", &[number("size", format!("cohorts.{at}.size"), cohort.members.len().to_string())])
    });
    let chance = number("chance", "number.by_chance", of_hundred(found.by_chance.unwrap_or(0.0)));
    let deviations = number("deviations", "number.deviations", format!("{:.0}", found.deviations));
    vec![
        tell(
            text("cohorts.summary.distinct"),
            &[number("cohorts", "number.cohorts", found.cohorts.to_string()), teams()],
        ),
        tell(text("cohorts.summary.sizes"), &[crate::sentences::items("sizes", sizes)]),
        tell(text("cohorts.summary.distinct_why"), &[strength(), chance, deviations, all()]),
        of_map,
    ]
}

/// The columns that count most in the first direction of the map.
fn along(typical: &Evaluation<'_>, rows: &Rows, map: &Map) -> Vec<String> {
    let loadings = &map.axes[0].loadings;
    let mut order: Vec<usize> = (0..loadings.len()).filter(|at| loadings[*at].abs() > 0.2).collect();
    order.sort_by(|a, b| loadings[*b].abs().total_cmp(&loadings[*a].abs()));
    order.truncate(MOST_NAMED);
    if order.is_empty() {
        order.extend((0..loadings.len()).max_by(|a, b| loadings[*a].abs().total_cmp(&loadings[*b].abs())));
    }
    order.into_iter().map(|at| rows.columns[at].name(typical.catalogue(), typical)).collect()
}

/// Says what was left out and what was assumed.
pub fn notes(counts: &Counts, asked: Asked, members: &[Member]) -> Vec<Statement> {
    let count = |id: &str, count: usize| number("count", id, count.to_string());
    let minimum = || number("minimum", "minimum", asked.minimum.to_string());
    let nowhere = members.iter().filter(|member| member.cohort.is_none()).count();
    let mut notes = Vec::new();
    if counts.too_small > 0 {
        let template = counted("cohorts.note.too_small", counts.too_small);
        notes.push(tell(template, &[count("counts.too_small", counts.too_small), minimum()]));
    }
    if counts.too_little_known > 0 {
        let template = counted("cohorts.note.too_little_known", counts.too_little_known);
        notes.push(tell(template, &[count("counts.too_little_known", counts.too_little_known)]));
    }
    if counts.unknown_of_hundred > 0 {
        let unknown = [
            number("count", "counts.unknown_of_hundred", counts.unknown_of_hundred.to_string()),
            number("all", "hundred", "100"),
        ];
        notes.push(tell(text("cohorts.note.unknown"), &unknown));
    }
    if nowhere > 0 {
        notes.push(tell(counted("cohorts.note.nowhere", nowhere), &[count("counts.fit_nowhere", nowhere)]));
    }
    notes.push(tell(text("cohorts.note.feasible"), &[]));
    notes
}
