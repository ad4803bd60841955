//! `backmap plan new`: starts a plan from a profile and the chosen designs.

use super::super::settings::NewPlan;
use super::super::{Exit, Stop, output};
use crate::planning::{ChosenDesign, LearningNeed, Need, Plan};
use crate::wire::{PlanRequest, plan_json};
use crate::words::fill_text;

pub fn run(arguments: &NewPlan) -> Result<(), Stop> {
    let (advisor, request) = arguments.input.read()?;
    let known = advisor.catalogue();
    for id in &arguments.choose {
        if known.design_index(id).is_none() {
            let near = crate::catalogue::did_you_mean(id, known.designs.iter().map(|design| design.id.as_str()));
            let slots = [("design", id.as_str()), ("hint", &near)];
            return Err(Stop::new(Exit::Refused, fill_text("cli.unknown_design", &slots)));
        }
    }
    let learning = arguments.learn.clone().map(|text| LearningNeed {
        id: Some("l1".to_owned()),
        text: Some(text),
        ..LearningNeed::default()
    });
    let follows_from: Vec<String> = learning.iter().filter_map(|need| need.id.clone()).collect();
    let design = |(at, id): (usize, &String)| ChosenDesign {
        id: Some(format!("d{}", at + 1)),
        design: Some(id.clone()),
        follows_from: follows_from.clone(),
        ..ChosenDesign::default()
    };
    let need =
        arguments.need.clone().map(|text| Need { id: Some("n1".to_owned()), expected: Some(text), ..Need::default() });
    let mut plan = Plan {
        title: arguments.title.clone(),
        needs: need.into_iter().collect(),
        designs: arguments.choose.iter().enumerate().map(design).collect(),
        learning_needs: learning.into_iter().collect(),
        profile: Some(request.profile),
        ..Plan::default()
    };
    plan.identify();
    output::write(arguments.output.as_deref(), &plan_json(&advisor, &PlanRequest { plan, options: request.options }))
}
