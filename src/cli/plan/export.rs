//! `backmap plan export`: a plan as a document, a calendar or a picture.

use super::super::settings::ExportPlan;
use super::super::{Exit, Stop, input, output};
use super::{read, reviewed};
use crate::wire::plan_json;

pub fn run(arguments: &ExportPlan) -> Result<(), Stop> {
    let advisor = input::advisor(arguments.catalogue.as_deref())?;
    let request = read(&advisor, &arguments.plan, None)?;
    let _ = (reviewed(&advisor, &request, &arguments.plan, |_| ()), Exit::Failed);
    output::write(Some(&arguments.output), &plan_json(&advisor, &request))
}
