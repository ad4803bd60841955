//! The target of an item: a factor, or one of its designs, kinds of resource or categories.

use crate::catalogue::{Catalogue, Factor, FactorIndex, Kind, did_you_mean};
use crate::words::{fill_text, text};

/// A factor and, if it has parts, the position of the part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    pub factor: FactorIndex,
    pub part: Option<usize>,
}

impl Target {
    /// Parses a path such as `time_available`, `resources.staff` or `outcome_type`.
    pub(super) fn of(catalogue: &Catalogue, path: &str) -> Result<Self, String> {
        let (id, part) = path.split_once('.').map_or((path, None), |(id, part)| (id, Some(part)));
        let factor = catalogue.factor_index(id).ok_or_else(|| {
            let ids = catalogue.factors.iter().map(|factor| factor.id.as_str());
            fill_text("surveys.target.unknown_factor", &[("factor", id), ("hint", &did_you_mean(id, ids))])
        })?;
        let Some(part) = part else { return Ok(Self { factor, part: None }) };
        let (what, names) = parts(catalogue, &catalogue.factors[factor]);
        match names.iter().position(|name| *name == part) {
            Some(part) => Ok(Self { factor, part: Some(part) }),
            None if names.is_empty() => Err(fill_text("surveys.target.no_parts", &[("factor", id)])),
            None => {
                let slots = [("what", what), ("part", part), ("hint", &did_you_mean(part, names.into_iter()))];
                Err(fill_text("surveys.target.unknown_part", &slots))
            }
        }
    }

    /// Returns the path.
    pub fn path(self, catalogue: &Catalogue) -> String {
        let factor = &catalogue.factors[self.factor];
        match self.part.and_then(|part| parts(catalogue, factor).1.get(part).copied()) {
            Some(part) => format!("{}.{part}", factor.id),
            None => factor.id.clone(),
        }
    }

    /// Returns the target that is counted: parts of a share factor are counted together.
    pub(super) fn cell(self, catalogue: &Catalogue) -> Self {
        match catalogue.factors[self.factor].kind {
            Kind::Shares => Self { part: None, ..self },
            _ => self,
        }
    }
}

/// Returns what a factor's parts are called, and their ids.
pub(super) fn parts<'a>(catalogue: &'a Catalogue, factor: &'a Factor) -> (&'static str, Vec<&'a str>) {
    match factor.kind {
        Kind::Level => (text("surveys.target.part"), Vec::new()),
        Kind::Shares => {
            (text("surveys.target.category"), factor.categories.iter().map(|one| one.id.as_str()).collect())
        }
        Kind::PerDesign => {
            (text("surveys.target.design"), catalogue.designs.iter().map(|one| one.id.as_str()).collect())
        }
        Kind::PerResource => {
            (text("surveys.target.resource"), factor.resources.iter().map(|one| one.id.as_str()).collect())
        }
    }
}
