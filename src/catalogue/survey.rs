//! `survey.toml`: the wording of questionnaires: answer labels and the introduction of a form.
//!
//! The questions are in the factors' files. `surveys/` reads files of answers.

use super::grading::tables;

tables! {
    /// The wording of questionnaires.
    #[derive(Default)]
    pub struct SurveyWords {
        /// The answer that every question offers in addition to its scale.
        dont_know: String,
        /// Labels that count as missing on every scale.
        missing: Vec<String>,
        form: FormWords,
        #[serde(rename = "scale")] scales: Vec<LabelScale>,
        years: Vec<YearBands>,
        lowest: Vec<LowestOf>,
    }

    /// The introduction of a form.
    #[derive(Default)]
    pub struct FormWords {
        title: String,
        introduction: String,
        /// The privacy statement for anonymous answers; `{minimum}` is the lowest number shown.
        privacy: String,
        /// The privacy statement for questions answered in a role.
        named: String,
        /// The sentence about the topic of the learning; `{content}` is the topic.
        content: String,
        /// The placeholder for an unknown topic.
        content_unknown: String,
        /// The question about the team.
        team: String,
    }

    /// A scale and its labels, lowest first.
    pub struct LabelScale {
        id: String,
        labels: Vec<String>,
        /// Other wordings of the scale.
        #[serde(default)] also: Vec<Vec<String>>,
    }

    /// The start of each level, for a factor asked in years.
    pub struct YearBands { factor: String, from: Vec<f64> }

    /// A factor with several aspects, of which the lowest counts.
    pub struct LowestOf {
        factor: String,
        /// The aspect of each survey item.
        parts: Vec<String>,
    }
}

impl LabelScale {
    /// Returns every wording of the scale, Backmap's own first.
    pub fn wordings(&self) -> impl Iterator<Item = &[String]> {
        std::iter::once(self.labels.as_slice()).chain(self.also.iter().map(Vec::as_slice))
    }
}

impl SurveyWords {
    pub fn scale(&self, id: &str) -> Option<&LabelScale> {
        self.scales.iter().find(|scale| scale.id == id)
    }

    /// Returns the start of each level of the factor, in years.
    pub fn years_of(&self, factor: &str) -> Option<&[f64]> {
        self.years.iter().find(|years| years.factor == factor).map(|years| years.from.as_slice())
    }

    /// Returns the aspect of each survey item, for a factor that counts the lowest.
    pub fn parts_of(&self, factor: &str) -> Option<&[String]> {
        self.lowest.iter().find(|lowest| lowest.factor == factor).map(|lowest| lowest.parts.as_slice())
    }
}
