//! `backmap check`: a catalogue's faults, or what it amounts to.

use std::fmt::Write;

use super::settings::Check;
use super::{Exit, Stop, input, print};
use crate::advisor::Advisor;
use crate::review::{Standings, standings, weight_by_grade};

pub fn run(arguments: &Check) -> Result<(), Stop> {
    let advisor = input::advisor(arguments.catalogue.as_deref())?;
    let standings = standings(&advisor, advisor.catalogue().model.first_five.profiles);
    print(report(&advisor, &standings).as_bytes())?;
    let unexplained = unexplained(&advisor, &standings);
    if unexplained.is_empty() { Ok(()) } else { Err(Stop::new(Exit::Catalogue, unexplained.join("\n"))) }
}

fn report(advisor: &Advisor, standings: &Standings) -> String {
    let catalogue = advisor.catalogue();
    let mut text = String::new();
    let provenance = advisor.provenance();
    let _ = writeln!(
        text,
        "Catalogue {} ({}): no faults. {} designs, {} environments, {} alternatives, {} factors, {} sources.\n",
        provenance.catalogue_version,
        &provenance.catalogue_digest[..12],
        catalogue.designs.len(),
        catalogue.environments.len(),
        advisor.tables().alternatives.len(),
        catalogue.factors.len(),
        catalogue.sources.len(),
    );
    let _ = writeln!(text, "Share of the weight by grade   of the weights   of the designs' numbers");
    for share in weight_by_grade(advisor) {
        let (weights, numbers) = (share.of_weights * 100.0, share.of_numbers * 100.0);
        let _ = writeln!(text, "  {:<28} {weights:>13.1} % {numbers:>22.1} %", share.grade);
    }
    let all = standings.profiles as f64;
    let _ = writeln!(
        text,
        "\n{} random profiles; on average {:.1} points lie between the first and the last design.\n",
        standings.profiles,
        f64::from(standings.spread) / 100.0
    );
    let _ = writeln!(text, "{:<38} first  first five   score: low  median  high", "Design");
    for standing in &standings.designs {
        let share = |count: usize| count as f64 / all * 100.0;
        let _ = writeln!(
            text,
            "{:<36} {:>5.1} % {:>9.1} % {:>13.1} {:>7.1} {:>5.1}",
            catalogue.designs[standing.design].name,
            share(standing.first),
            share(standing.first_five),
            f64::from(standing.low) / 100.0,
            f64::from(standing.median) / 100.0,
            f64::from(standing.high) / 100.0,
        );
    }
    text
}

/// Designs that never stand in the first five and do not say why, or say why and do stand there.
fn unexplained(advisor: &Advisor, standings: &Standings) -> Vec<String> {
    let told = |standing: &crate::review::Standing| {
        let design = &advisor.catalogue().designs[standing.design];
        match (standing.first_five, &design.never_in_first_five) {
            (0, None) => Some(format!(
                "designs/{}.toml: never_in_first_five: no random profile puts it in the first five; say why",
                design.id
            )),
            (1.., Some(_)) => Some(format!(
                "designs/{}.toml: never_in_first_five: it stands in the first five of {} random profiles",
                design.id, standing.first_five
            )),
            _ => None,
        }
    };
    standings.designs.iter().filter_map(told).collect()
}
