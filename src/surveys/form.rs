//! The questionnaire: what the catalogue's survey items come to as the questions of a form.
//!
//! How a vendor wants them written is the business of that vendor's file. The same questions are what a draft of a
//! mapping looks for in an export, so that a form made here needs no mapping by hand.

use crate::catalogue::{Catalogue, Factor, Kind, Scale, SurveyItem, Who};

/// A questionnaire for one kind of people.
#[derive(Clone, Debug)]
pub struct Form {
    pub title: String,
    /// What is said before the questions, one paragraph each.
    pub notes: Vec<String>,
    pub team: TeamQuestion,
    pub questions: Vec<Question>,
    /// Offered beside every scale.
    pub dont_know: String,
}

/// The question that comes first.
#[derive(Clone, Debug)]
pub struct TeamQuestion {
    pub text: String,
    /// The teams to choose from; nothing when they are to be written in.
    pub teams: Vec<String>,
}

/// One question, or a grid of rows that are answered on the same scale.
#[derive(Clone, Debug)]
pub struct Question {
    /// Such as `perceived_need_2`.
    pub id: String,
    pub text: String,
    pub rows: Vec<GridRow>,
    /// What is answered, such as `perceived_need` or `resources.staff`; for a grid each row's own.
    pub path: String,
    pub factor: usize,
    pub scale: Scale,
    pub reversed: bool,
    /// Which of several things it asks, for factors where the lowest counts.
    pub part: Option<String>,
    /// The answers to choose from, lowest first.
    pub labels: Vec<String>,
    /// What the labels mean, where they are short.
    pub legend: Vec<String>,
}

/// A row of a grid.
#[derive(Clone, Debug)]
pub struct GridRow {
    pub path: String,
    pub name: String,
    pub meaning: String,
}

/// What a form is to hold.
#[derive(Clone, Debug)]
pub struct FormOptions {
    pub answered_by: Who,
    /// What is to be learned.
    pub content: Option<String>,
    pub teams: Vec<String>,
    /// The designs that are asked about, by their places; all unless given.
    pub designs: Option<Vec<usize>>,
    /// One question for each factor, or for each part of it.
    pub short: bool,
    pub minimum: u32,
}

impl FormOptions {
    /// Everything that these people can answer.
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

/// Whether these people may be asked about a factor in their role, with no minimum of answers.
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
        let factors = catalogue.factors.iter().enumerate().filter(|(_, factor)| asked(factor));
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

fn questions(catalogue: &Catalogue, at: usize, options: &FormOptions) -> Vec<Question> {
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

/// A grid where all rows share a scale; a question for each kind of resource where each kind has its own.
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
    // Whole sentences do not fit over the columns of a grid.
    let legend =
        factor.short.iter().zip(&factor.levels).map(|(short, level)| format!("{}: {level}", capital(short))).collect();
    vec![Question { labels: factor.short.iter().map(|short| capital(short)).collect(), legend, ..question }]
}

/// With a capital first, as the answers of a form begin.
fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn labels(catalogue: &Catalogue, factor: &Factor, item: &SurveyItem) -> Vec<String> {
    let scale = match item.scale {
        Scale::Agreement => "agreement",
        Scale::Frequency => "frequency",
        Scale::Extent => "extent",
        // Years are asked in bands: an exact number may tell who somebody is.
        Scale::Years => return factor.short.iter().map(|short| capital(short)).collect(),
        Scale::Choice => return Vec::new(),
    };
    catalogue.survey.scale(scale).map(|scale| scale.labels.clone()).unwrap_or_default()
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
            let asked = |at: &usize| options.designs.as_ref().is_none_or(|designs| designs.contains(at));
            let designs = catalogue.designs.iter().enumerate().filter(|(at, _)| asked(at));
            designs.map(|(_, design)| row(&design.id, &design.name, &design.summary)).collect()
        }
    }
}

/// A row's heading as Google Forms exports it, which forms of other vendors follow where they know no grids.
pub fn in_grid(text: &str, row: &str) -> String {
    format!("{text} [{row}]")
}

impl Question {
    /// What is answered, with the headings that an export may give it.
    pub fn answers(&self) -> Vec<(&str, Vec<String>)> {
        if self.rows.is_empty() {
            return vec![(&self.path, vec![self.text.clone()])];
        }
        let headings = |row: &GridRow| vec![in_grid(&self.text, &row.name), format!("{} - {}", self.text, row.name)];
        self.rows.iter().map(|row| (row.path.as_str(), headings(row))).collect()
    }
}
