//! What every page is made from.

use super::fields::Fields;
use super::words::Words;
use crate::advisor::Advisor;
use crate::catalogue::Catalogue;
use crate::explain::in_sentence;

/// The catalogue, the words and what was sent.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    pub advisor: &'a Advisor,
    pub words: &'a Words,
    pub fields: &'a Fields,
    /// The path that was asked for.
    pub path: &'a str,
}

impl<'a> Scene<'a> {
    pub fn catalogue(&self) -> &'a Catalogue {
        self.advisor.catalogue()
    }

    /// Words by their key.
    pub fn say(&self, key: &'a str) -> &'a str {
        self.words.say(key)
    }

    /// Words with names in braces filled in.
    pub fn fill(&self, key: &str, slots: &[(&str, &str)]) -> String {
        self.words.fill(key, slots)
    }

    pub fn design_name(&self, design: usize) -> &'a str {
        &self.catalogue().designs[design].name
    }

    /// The name as it stands within a sentence.
    pub fn design_in_sentence(&self, design: usize) -> String {
        in_sentence(self.design_name(design))
    }

    /// The setting of an alternative, as `in person; as the one who is observed`.
    pub fn held(&self, alternative: usize) -> String {
        let alternative = &self.advisor.tables().alternatives[alternative];
        let environment = in_sentence(&self.catalogue().environments[alternative.environment].name);
        let design = &self.catalogue().designs[alternative.design];
        match alternative.variant {
            Some(variant) => format!("{environment}; {}", in_sentence(&design.variants[variant].name)),
            None => environment,
        }
    }
}
