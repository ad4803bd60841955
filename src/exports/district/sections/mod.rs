//! The sections of a district report, in the order in which a superintendent asks.

mod designs;
mod plan;
mod teams;

use crate::advisor::Advisor;
use crate::cohorts::Cohorts;
use crate::district::District;
use crate::exports::outline::Outline;
use crate::exports::page::Section;
use crate::sentences::Statement;
use crate::words::{fill_text, text, thousands};
use designs::{conditions, firsts, groups};
use plan::plan;
use teams::{schools, teams};

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
