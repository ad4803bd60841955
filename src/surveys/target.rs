//! What an item answers: a factor, or one design, kind of resource or category of it.

use crate::catalogue::{Catalogue, Factor, Kind, did_you_mean};

/// A factor and, where it is answered in parts, the place of the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    pub factor: usize,
    pub part: Option<usize>,
}

impl Target {
    /// The target of a path such as `time_available`, `resources.staff` or `outcome_type`.
    pub(super) fn of(catalogue: &Catalogue, path: &str) -> Result<Self, String> {
        let (id, part) = path.split_once('.').map_or((path, None), |(id, part)| (id, Some(part)));
        let factor = catalogue.factor_index(id).ok_or_else(|| {
            let ids = catalogue.factors.iter().map(|factor| factor.id.as_str());
            format!("unknown factor `{id}`{}", did_you_mean(id, ids))
        })?;
        let Some(part) = part else { return Ok(Self { factor, part: None }) };
        let (what, names) = parts(catalogue, &catalogue.factors[factor]);
        match names.iter().position(|name| *name == part) {
            Some(part) => Ok(Self { factor, part: Some(part) }),
            None if names.is_empty() => Err(format!("`{id}` is answered as a whole and has no parts")),
            None => Err(format!("unknown {what} `{part}`{}", did_you_mean(part, names.into_iter()))),
        }
    }

    /// Its path.
    pub fn path(self, catalogue: &Catalogue) -> String {
        let factor = &catalogue.factors[self.factor];
        match self.part.and_then(|part| parts(catalogue, factor).1.get(part).copied()) {
            Some(part) => format!("{}.{part}", factor.id),
            None => factor.id.clone(),
        }
    }

    /// What is counted together: shares are of a whole, so that their parts have no counts of their own.
    pub(super) fn cell(self, catalogue: &Catalogue) -> Self {
        match catalogue.factors[self.factor].kind {
            Kind::Shares => Self { part: None, ..self },
            _ => self,
        }
    }
}

/// The ids of a factor's parts, and what they are called.
pub(super) fn parts<'a>(catalogue: &'a Catalogue, factor: &'a Factor) -> (&'static str, Vec<&'a str>) {
    match factor.kind {
        Kind::Level => ("part", Vec::new()),
        Kind::Shares => ("category", factor.categories.iter().map(|one| one.id.as_str()).collect()),
        Kind::PerDesign => ("design", catalogue.designs.iter().map(|one| one.id.as_str()).collect()),
        Kind::PerResource => ("kind of resource", factor.resources.iter().map(|one| one.id.as_str()).collect()),
    }
}
