//! Drafts a mapping for a survey, with the use of each column.

use super::error::{ImportError, Part};
use super::options::{File, ImportSettings};
use crate::advisor::Advisor;
use crate::surveys::{Becomes, Choices, Draft, Export, FileForm, Proposal, Why, columns, draft};
use crate::wire::{ColumnBecomes, ColumnLine, ColumnWhy, MappingAnswer};

/// A draft and its survey.
#[derive(Debug)]
pub struct Proposed {
    pub export: Export,
    pub draft: Draft,
}

/// Reads the columns of a survey and drafts a mapping that respects the user's choices.
///
/// # Errors
/// Gives the invalid part and all its errors.
pub fn propose(
    advisor: &Advisor,
    file: File<'_>,
    settings: &ImportSettings,
    choices: &Choices,
) -> Result<Proposed, ImportError> {
    let form = FileForm { vendor: settings.vendor, header_rows: settings.header_rows, ..FileForm::default() };
    let export = Export::read(file.name, file.bytes, &form).map_err(ImportError::survey(Part::File))?;
    let draft = draft(advisor.catalogue(), &export, choices).map_err(ImportError::survey(Part::Choices))?;
    Ok(Proposed { export, draft })
}

impl Proposed {
    /// Lists the columns of the file as text, one per line.
    pub fn columns(&self) -> String {
        columns(&self.export)
    }

    /// Returns the draft as the API's JSON answer.
    pub fn json(&self, advisor: &Advisor) -> Vec<u8> {
        let columns = self.draft.columns.iter().map(line).collect();
        MappingAnswer::json(advisor, &self.export.file, self.export.vendor.id, &self.draft.mapping, columns)
    }
}

fn line(proposal: &Proposal) -> ColumnLine<'_> {
    let column = &proposal.column;
    ColumnLine {
        column: column.number,
        id: column.id.as_deref(),
        heading: &column.text,
        becomes: match proposal.becomes {
            Becomes::Team => ColumnBecomes::Team,
            Becomes::Factor => ColumnBecomes::Factor,
            Becomes::Unused => ColumnBecomes::Unused,
        },
        factor: proposal.path.as_deref(),
        why: why(proposal.why),
        likeness: proposal.like.as_ref().map(|(alike, _)| (alike * 100.0).round() / 100.0),
        like: proposal.like.as_ref().map(|(_, question)| question.as_str()),
        reversed: proposal.reversed,
    }
}

fn why(why: Why) -> ColumnWhy {
    match why {
        Why::Chosen => ColumnWhy::Chosen,
        Why::OwnWords => ColumnWhy::OwnWords,
        Why::Alike => ColumnWhy::Alike,
        Why::Heading => ColumnWhy::Heading,
        Why::Perhaps => ColumnWhy::Perhaps,
        Why::Unlike => ColumnWhy::Unlike,
        Why::Added => ColumnWhy::Added,
        Why::Person => ColumnWhy::Person,
    }
}
