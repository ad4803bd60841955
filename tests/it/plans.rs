//! Plans: reading and writing them, what is wrong with them, and what follows from what.

use backmap::advisor::Advisor;
use backmap::wire::{plan_json, read_plan};

use super::support::file;

const EXAMPLE: &str = "examples/plans/fractions.json";

#[test]
fn a_plan_reads_back_as_the_same_json() {
    let advisor = Advisor::embedded();
    let read = read_plan(&advisor, file(EXAMPLE).as_bytes()).unwrap();
    let written = plan_json(&advisor, &read);
    let again = plan_json(&advisor, &read_plan(&advisor, &written).unwrap());
    assert_eq!(String::from_utf8(written.clone()).unwrap(), String::from_utf8(again).unwrap());
    let given: serde_json::Value = serde_json::from_str(&file(EXAMPLE)).unwrap();
    let kept: serde_json::Value = serde_json::from_slice(&written).unwrap();
    for (name, value) in given.as_object().unwrap() {
        let empty = value.as_array().is_some_and(Vec::is_empty);
        if !empty && name != "profile" && name != "indicators" {
            assert_eq!(kept[name], *value, "{name}");
        }
    }
}

#[test]
fn probe() {
    let advisor = Advisor::embedded();
    let read = read_plan(&advisor, file(EXAMPLE).as_bytes()).unwrap();
    let standings = advisor.standings(&read.plan, &read.options).unwrap();
    let review = advisor.review(&read.plan, &standings);
    for finding in &review.findings {
        println!("{:?} {} {} {}", finding.severity, finding.id, finding.place, finding.found);
    }
    for step in &review.steps {
        println!("{} open {}", step.step.name, step.open());
    }
    println!("unplaced {:?}", review.schedule.unplaced);
    for session in &review.schedule.sessions {
        println!(
            "{} {:?} {} {} {:?}",
            session.date, session.starts, session.minutes, session.title, session.outside_working_day
        );
    }
    for audited in &review.audit.standards {
        println!("{} {:?}", audited.standard.name, audited.level);
        for looked in &audited.looked {
            println!("   {:?} {} {}", looked.shown, looked.id, looked.evidence);
        }
    }
    for one in &review.readiness {
        println!("{} {:?}", one.requirement.name, one.state);
        for (part, state) in &one.parts {
            println!("    {} {:?}", part.id, state);
        }
    }
    println!("{:#?}", review.resources.hours_per_teacher);
    println!("{:#?} {:?}", review.resources.cost_usd, review.resources.unknown);
    for one in &review.progress.indicators {
        println!("{} {}", one.track.id(), one.sentence);
    }
    println!("{:?} {:?} {:?}", review.progress.stop, review.progress.fair_date, review.schedule.milestones);
}
