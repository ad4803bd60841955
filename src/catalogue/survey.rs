//! `survey.toml`: the words of questionnaires, that is the labels of answers and what a form says before its questions.
//!
//! The questions themselves are the factors' own, and how a file with answers is read is the business of `surveys/`.

use serde::Deserialize;

/// The words of questionnaires.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SurveyWords {
    /// The answer that every question offers beside its scale.
    pub dont_know: String,
    /// Labels that are no answer, whatever the scale.
    pub missing: Vec<String>,
    pub form: FormWords,
    #[serde(rename = "scale")]
    pub scales: Vec<LabelScale>,
    pub years: Vec<YearBands>,
    pub lowest: Vec<LowestOf>,
}

/// What a form says before its questions.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormWords {
    pub title: String,
    pub introduction: String,
    /// What becomes of anonymous answers, with `{minimum}` for the least number that is shown.
    pub privacy: String,
    /// The same for questions that are answered in a role.
    pub named: String,
    /// What the learning is about, with `{content}`.
    pub content: String,
    /// What stands there while nobody has said it.
    pub content_unknown: String,
    /// The question for the team.
    pub team: String,
}

/// A scale by its labels, lowest first.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelScale {
    pub id: String,
    pub labels: Vec<String>,
    /// The same scale in other words.
    #[serde(default)]
    pub also: Vec<Vec<String>>,
}

/// Where each level begins of a factor that is asked in years.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearBands {
    pub factor: String,
    pub from: Vec<f64>,
}

/// A factor of which several things are asked apart and the lowest counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LowestOf {
    pub factor: String,
    /// What each survey item asks.
    pub parts: Vec<String>,
}

impl LabelScale {
    /// Every wording of the scale, the questionnaires' own first.
    pub fn wordings(&self) -> impl Iterator<Item = &[String]> {
        std::iter::once(self.labels.as_slice()).chain(self.also.iter().map(Vec::as_slice))
    }
}

impl SurveyWords {
    pub fn scale(&self, id: &str) -> Option<&LabelScale> {
        self.scales.iter().find(|scale| scale.id == id)
    }

    /// Where the levels of that factor begin, in years.
    pub fn years_of(&self, factor: &str) -> Option<&[f64]> {
        self.years.iter().find(|years| years.factor == factor).map(|years| years.from.as_slice())
    }

    /// What each survey item of that factor asks, where the lowest counts.
    pub fn parts_of(&self, factor: &str) -> Option<&[String]> {
        self.lowest.iter().find(|lowest| lowest.factor == factor).map(|lowest| lowest.parts.as_slice())
    }
}
