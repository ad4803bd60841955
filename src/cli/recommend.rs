//! `backmap recommend`: ranks the designs for one profile.

use super::settings::Recommend;
use super::{Stop, print, print_json, summary, table};
use crate::wire::{RecommendationAnswer, Rendered};

pub fn run(arguments: &Recommend) -> Result<(), Stop> {
    let (advisor, mut request) = arguments.input.read()?;
    if let Some(top) = arguments.top {
        request.options.top = Some(top as usize);
    }
    let advice = advisor.recommend(&request.profile, &request.options)?;
    if arguments.answer.json {
        print_json(RecommendationAnswer::json(&advisor, &Rendered::new(&advisor), &advice))
    } else if arguments.full || advice.groups.is_some() || advice.stakeholders.is_some() {
        print(table::recommendations(&advisor, &advice).as_bytes())
    } else {
        print(summary::summary(&advisor, &advice).as_bytes())
    }
}
