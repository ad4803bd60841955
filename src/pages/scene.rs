//! The context for rendering a page.

use super::fields::Fields;
use super::groups;
use super::words::Words;
use crate::advisor::Advisor;
use crate::catalogue::{AlternativeIndex, Catalogue, DesignIndex};
use crate::wire::{Problem, Request, read_form};
use crate::words::in_sentence;

/// The catalog, the texts, and the submitted fields.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    pub advisor: &'a Advisor,
    pub words: &'a Words,
    pub fields: &'a Fields,
    /// The requested path.
    pub path: &'a str,
}

impl<'a> Scene<'a> {
    pub fn catalogue(&self) -> &'a Catalogue {
        self.advisor.catalogue()
    }

    /// Reads the request from the fields, with the groups of an opened profile.
    ///
    /// # Errors
    /// Fails if a field is invalid.
    pub(super) fn request(&self) -> Result<Request, Problem> {
        let mut request = read_form(self.advisor, &self.fields.of_request())?;
        groups::attach(self.advisor, self.fields, &mut request.profile);
        Ok(request)
    }

    /// Returns the text of a key.
    pub fn say(&self, key: &'a str) -> &'a str {
        self.words.say(key)
    }

    /// Returns the name of a value by its id, from a table of names such as `severity.`.
    pub fn word(&self, table: &str, id: &str) -> &'a str {
        self.words.get(&format!("{table}{id}")).unwrap_or_default()
    }

    /// Returns the text of a key with its slots filled in.
    pub fn fill(&self, key: &str, slots: &[(&str, &str)]) -> String {
        self.words.fill(key, slots)
    }

    pub fn design_name(&self, design: DesignIndex) -> &'a str {
        &self.catalogue().designs[design].name
    }

    /// Returns the name as written inside a sentence.
    pub fn design_in_sentence(&self, design: DesignIndex) -> String {
        in_sentence(self.design_name(design))
    }

    /// Describes the environment and role of an alternative, such as `in person; as the one who is observed`.
    pub fn held(&self, alternative: AlternativeIndex) -> String {
        let alternative = &self.advisor.tables().alternatives[alternative];
        let environment = in_sentence(&self.catalogue().environments[alternative.environment].name);
        let design = &self.catalogue().designs[alternative.design];
        match alternative.variant {
            Some(variant) => format!("{environment}; {}", in_sentence(&design.variants[variant].name)),
            None => environment,
        }
    }
}
