//! `backmap check`: a catalogue's faults, or what it amounts to.

use std::fmt::Write;

use super::settings::Check;
use super::{Exit, Stop, input, print};
use crate::advisor::Advisor;
use crate::review::{Dependence, Standings, dependence, standings, weight_by_grade};

pub fn run(arguments: &Check) -> Result<(), Stop> {
    let advisor = input::advisor(arguments.catalogue.as_deref())?;
    let standings = standings(&advisor, advisor.catalogue().model.first_five.profiles);
    let dependence = dependence(&advisor, advisor.catalogue().model.first_five.profiles);
    print(format!("{}{}", report(&advisor, &standings), dependence_report(&advisor, &dependence)).as_bytes())?;
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

/// A figure as text, and whether it reaches its target.
type Figure = fn(&Dependence) -> (String, bool);

/// What the ranking should reach: none of these is forced.
const TARGETS: [(&str, Figure); 6] = [
    ("constant explains, median outcome: at most 40 %", |all| at_most(all.median_constant(), 0.40)),
    ("constant explains, any outcome: at most 55 %", |all| at_most(all.highest_constant(), 0.55)),
    ("one design first, any outcome: at most 55 %", |all| at_most(all.most_first(), 0.55)),
    ("designs first for 1 % of teams: 14", |all| at_least(all.ever_first(), 14)),
    ("designs in the first five for 2 % of teams: 22", |all| at_least(all.ever_first_five(), 22)),
    ("first over tenth, median: 15 points", |all| (points(all.lead), all.lead >= 1500)),
];

/// One answer off by one level changes the first place in at most this share of teams.
const MOST_CHANGED: f64 = 0.15;

fn at_most(share: f64, most: f64) -> (String, bool) {
    (format!("{:.1} %", share * 100.0), share <= most)
}

fn at_least(count: usize, least: usize) -> (String, bool) {
    (count.to_string(), count >= least)
}

/// How far the ranking depends on the team.
fn dependence_report(advisor: &Advisor, all: &Dependence) -> String {
    let catalogue = advisor.catalogue();
    let outcome = catalogue.factor_index(&catalogue.model.transfer.outcome);
    let name = |at: usize| outcome.map_or("", |factor| catalogue.factors[factor].categories[at].name.as_str());
    let teams: usize = all.outcomes.iter().map(|one| one.teams).sum();
    let mut text = String::new();
    let _ =
        writeln!(text, "\n{teams} realistic teams, as many for each outcome type, a school's factors correlated.\n");
    let _ = writeln!(text, "{:<12} constant  first in the ranking, for how many of its teams", "Outcome");
    for one in &all.outcomes {
        let mut first: Vec<(usize, usize)> = one.first.iter().copied().enumerate().collect();
        first.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let most = first.iter().take(5).map(|(design, count)| {
            format!("{} {:.0} %", catalogue.designs[*design].id, *count as f64 / one.teams as f64 * 100.0)
        });
        let most: Vec<String> = most.collect();
        let _ = writeln!(text, "{:<12} {:>6.1} %  {}", name(one.outcome), one.constant * 100.0, most.join(", "));
    }
    let _ = writeln!(text, "\nTarget");
    let changed = at_most(all.off_by_one, MOST_CHANGED);
    let figures = TARGETS.iter().map(|(target, figure)| (*target, figure(all)));
    for (target, (figure, reached)) in
        figures.chain([("one answer off by one level changes the first place: at most 15 %", changed)])
    {
        let _ = writeln!(text, "  {target:<66} {figure:>8}  {}", if reached { "reached" } else { "not reached" });
    }
    let _ = writeln!(text, "\nAnswers that change the first three most often when moved from 1 to 5");
    for one in &all.outcomes {
        let terms = &advisor.tables().terms;
        let most =
            one.moves.iter().take(10).map(|(term, share)| format!("{} {:.0} %", terms[*term].path, share * 100.0));
        let most: Vec<String> = most.collect();
        let _ = writeln!(text, "  {:<12} {}", name(one.outcome), most.join(", "));
    }
    text
}

fn points(hundredths: i32) -> String {
    format!("{:.1}", f64::from(hundredths) / 100.0)
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
