//! The questionnaire: builds the questions of a form from the catalog's survey items.
//!
//! Each vendor's file writes them in its format. A mapping draft looks for the same questions in an export, so a form
//! made by Backmap needs no manual mapping.

use crate::catalogue::{Catalogue, DesignIndex, Factor, FactorIndex, Kind, Scale, SurveyItem, Who};
use crate::words::capital;

/// A questionnaire for one group of respondents.
#[derive(Clone, Debug)]
pub struct Form {
    pub title: String,
    /// The introduction, one paragraph each.
    pub notes: Vec<String>,
    pub team: TeamQuestion,
    pub questions: Vec<Question>,
    /// The answer offered in addition to every scale.
    pub dont_know: String,
}

/// The first question, about the team.
#[derive(Clone, Debug)]
pub struct TeamQuestion {
    pub text: String,
    /// The teams to choose from; empty for a text field.
    pub teams: Vec<String>,
}

/// One question, or a grid of rows on the same scale.
#[derive(Clone, Debug)]
pub struct Question {
    /// The id, such as `perceived_need_2`.
    pub id: String,
    pub text: String,
    pub rows: Vec<GridRow>,
    /// The target, such as `perceived_need` or `resources.staff`; in a grid each row has its own.
    pub path: String,
    pub factor: FactorIndex,
    pub scale: Scale,
    pub reversed: bool,
    /// The aspect that it asks about, for factors that count the lowest aspect.
    pub part: Option<String>,
    /// The answer options, lowest first.
    pub labels: Vec<String>,
    /// Explanations of short labels.
    pub legend: Vec<String>,
}

/// A row of a grid.
#[derive(Clone, Debug)]
pub struct GridRow {
    pub path: String,
    pub name: String,
    pub meaning: String,
}

/// Options of a form.
#[derive(Clone, Debug)]
pub struct FormOptions {
    pub answered_by: Who,
    /// The topic to be learned.
    pub content: Option<String>,
    pub teams: Vec<String>,
    /// The designs to ask about, by catalog index; all by default.
    pub designs: Option<Vec<DesignIndex>>,
    /// Ask only one question per factor or part.
    pub short: bool,
    pub minimum: u32,
}

impl FormOptions {
    /// Builds all questions for these respondents.
    pub fn of(answered_by: Who) -> Self {
        Self {
            answered_by,
            content: None,
            teams: Vec::new(),
            designs: None,
            short: false,
            minimum: super::USUAL_MINIMUM,
        }
    }
}

/// Returns whether these respondents answer a factor in their role, without a minimum number of answers.
pub fn in_role(factor: &Factor, who: Who) -> bool {
    let asked = factor.answered_by.contains(&who);
    match who {
        Who::Planner => asked,
        Who::Leaders => asked && !factor.anonymous,
        _ => false,
    }
}

impl Form {
    pub fn new(catalogue: &Catalogue, options: &FormOptions) -> Self {
        let words = &catalogue.survey;
        let asked = |factor: &Factor| match options.answered_by {
            Who::Leaders | Who::Planner => in_role(factor, options.answered_by),
            who => factor.answered_by.contains(&who),
        };
        let factors = FactorIndex::enumerate(&catalogue.factors).filter(|(_, factor)| asked(factor));
        let questions = factors.flat_map(|(at, _)| questions(catalogue, at, options)).collect();
        let privacy = match options.answered_by {
            Who::Leaders | Who::Planner => words.form.named.clone(),
            _ => words.form.privacy.replace("{minimum}", &options.minimum.to_string()),
        };
        let content =
            options.content.as_deref().map_or(words.form.content_unknown.as_str(), |text| text.trim_end_matches('.'));
        Self {
            title: words.form.title.clone(),
            notes: vec![words.form.introduction.clone(), privacy, words.form.content.replace("{content}", content)],
            team: TeamQuestion { text: words.form.team.clone(), teams: options.teams.clone() },
            questions,
            dont_know: words.dont_know.clone(),
        }
    }
}

fn questions(catalogue: &Catalogue, at: FactorIndex, options: &FormOptions) -> Vec<Question> {
    let factor = &catalogue.factors[at];
    let parts = catalogue.survey.parts_of(&factor.id);
    let mut asked: Vec<Option<&String>> = Vec::new();
    let mut questions = Vec::new();
    for (number, item) in factor.survey.iter().enumerate() {
        let part = parts.and_then(|parts| parts.get(number));
        if options.short && asked.contains(&part) {
            continue;
        }
        asked.push(part);
        let question = Question {
            id: format!("{}_{}", factor.id, number + 1),
            text: item.text.clone(),
            rows: rows(catalogue, factor, options),
            path: factor.id.clone(),
            factor: at,
            scale: item.scale,
            reversed: item.reversed,
            part: part.cloned(),
            labels: labels(catalogue, factor, item),
            legend: Vec::new(),
        };
        questions.extend(finished(factor, question));
    }
    questions
}

/// Builds a grid if all rows share a scale, or one question per kind of resource if each has its own.
fn finished(factor: &Factor, question: Question) -> Vec<Question> {
    if question.scale != Scale::Choice {
        return vec![question];
    }
    if factor.kind == Kind::PerResource {
        let of_kind = |(row, kind): (&GridRow, &crate::catalogue::ResourceKind)| Question {
            id: format!("{}_{}", question.id, kind.id),
            text: in_grid(&question.text, &row.name),
            rows: Vec::new(),
            path: row.path.clone(),
            labels: kind.levels.clone(),
            ..question.clone()
        };
        return question.rows.iter().zip(&factor.resources).map(of_kind).collect();
    }
    if question.rows.is_empty() {
        return vec![Question { labels: factor.levels.clone(), ..question }];
    }
    // Whole sentences do not fit as column headings of a grid.
    let legend =
        factor.short.iter().zip(&factor.levels).map(|(short, level)| format!("{}: {level}", capital(short))).collect();
    vec![Question { labels: factor.short.iter().map(|short| capital(short)).collect(), legend, ..question }]
}

fn labels(catalogue: &Catalogue, factor: &Factor, item: &SurveyItem) -> Vec<String> {
    match item.scale {
        // Years are asked in bands, because an exact number may identify a person.
        Scale::Years => factor.short.iter().map(|short| capital(short)).collect(),
        Scale::Choice => Vec::new(),
        scale => catalogue.survey.scale(scale.id()).map(|scale| scale.labels.clone()).unwrap_or_default(),
    }
}

fn rows(catalogue: &Catalogue, factor: &Factor, options: &FormOptions) -> Vec<GridRow> {
    let row = |id: &str, name: &str, meaning: &str| GridRow {
        path: format!("{}.{id}", factor.id),
        name: name.to_owned(),
        meaning: meaning.to_owned(),
    };
    match factor.kind {
        Kind::Level => Vec::new(),
        Kind::Shares => factor.categories.iter().map(|one| row(&one.id, &one.name, &one.meaning)).collect(),
        Kind::PerResource => factor.resources.iter().map(|one| row(&one.id, &one.name, &one.meaning)).collect(),
        Kind::PerDesign => {
            let asked = |at: &DesignIndex| options.designs.as_ref().is_none_or(|designs| designs.contains(at));
            let designs = DesignIndex::enumerate(&catalogue.designs).filter(|(at, _)| asked(at));
            designs.map(|(_, design)| row(&design.id, &design.name, &design.summary)).collect()
        }
    }
}

/// Returns a row's heading as Google Forms exports it. Vendors without grids use the same heading.
pub fn in_grid(text: &str, row: &str) -> String {
    format!("{text} [{row}]")
}

impl Question {
    /// Returns each target with the headings that an export may use.
    pub fn answers(&self) -> Vec<(&str, Vec<String>)> {
        if self.rows.is_empty() {
            return vec![(&self.path, vec![self.text.clone()])];
        }
        let headings = |row: &GridRow| vec![in_grid(&self.text, &row.name), format!("{} - {}", self.text, row.name)];
        self.rows.iter().map(|row| (row.path.as_str(), headings(row))).collect()
    }
}
