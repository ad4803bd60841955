//! `backmap check`: lists a catalog's errors, or summarizes a valid catalog.

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
        "Catalog {} ({}): no errors. {} designs, {} environments, {} alternatives, {} factors, {} sources.\n",
        provenance.catalogue_version,
        &provenance.catalogue_digest[..12],
        catalogue.designs.len(),
        catalogue.environments.len(),
        advisor.tables().alternatives.len(),
        catalogue.factors.len(),
        catalogue.sources.len(),
    );
    let _ = writeln!(text, "Share of weight by grade        of the weights  of the designs' numbers");
    for share in weight_by_grade(advisor) {
        let (weights, numbers) = (share.of_weights * 100.0, share.of_numbers * 100.0);
        let _ = writeln!(text, "  {:<28} {weights:>13.1} % {numbers:>22.1} %", share.grade);
    }
    let all = standings.profiles as f64;
    let _ = writeln!(
        text,
        "\n{} random profiles; on average, the first design scores {:.1} points above the last.\n",
        standings.profiles,
        f64::from(standings.spread) / 100.0
    );
    let _ = writeln!(text, "{:<38} first    top five   score: low  median  high", "Design");
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

/// Returns a figure as text and whether it meets its target.
type Figure = fn(&Dependence) -> (String, bool);

/// Targets for the ranking. A missed target is reported and does not fail the check.
const TARGETS: [(&str, Figure); 6] = [
    ("variance explained by a constant, median outcome: at most 40 %", |all| at_most(all.median_constant(), 0.40)),
    ("variance explained by a constant, any outcome: at most 55 %", |all| at_most(all.highest_constant(), 0.55)),
    ("teams with the same design first, any outcome: at most 55 %", |all| at_most(all.most_first(), 0.55)),
    ("designs that rank first for at least 1 % of teams: 14", |all| at_least(all.ever_first(), 14)),
    ("designs in the top five for at least 2 % of teams: 22", |all| at_least(all.ever_first_five(), 22)),
    ("first place ahead of tenth place by (median): 15 points", |all| (points(all.lead), all.lead >= 1500)),
];

/// The largest share of teams whose first place may change when one answer is off by one level.
const MOST_CHANGED: f64 = 0.15;

fn at_most(share: f64, most: f64) -> (String, bool) {
    (format!("{:.1} %", share * 100.0), share <= most)
}

fn at_least(count: usize, least: usize) -> (String, bool) {
    (count.to_string(), count >= least)
}

/// Reports how much the ranking depends on the team.
fn dependence_report(advisor: &Advisor, all: &Dependence) -> String {
    let catalogue = advisor.catalogue();
    let outcome = catalogue.factor_index(&catalogue.model.transfer.outcome);
    let name = |at: usize| outcome.map_or("", |factor| catalogue.factors[factor].categories[at].name.as_str());
    let teams: usize = all.outcomes.iter().map(|one| one.teams).sum();
    let mut text = String::new();
    let _ = writeln!(text, "\n{teams} realistic teams, evenly split by outcome type, factors correlated.\n");
    let _ = writeln!(text, "{:<12} constant  designs that rank first, with their share of teams", "Outcome");
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
        figures.chain([("teams where one answer off by one level changes first place: at most 15 %", changed)])
    {
        let _ = writeln!(text, "  {target:<74} {figure:>8}  {}", if reached { "met" } else { "not met" });
    }
    let _ = writeln!(text, "\nAnswers that most often change the top three when moved from 1 to 5");
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

/// Lists designs that never reach the top five and give no reason, or that give a reason and do reach it.
fn unexplained(advisor: &Advisor, standings: &Standings) -> Vec<String> {
    let told = |standing: &crate::review::Standing| {
        let design = &advisor.catalogue().designs[standing.design];
        match (standing.first_five, &design.never_in_first_five) {
            (0, None) => Some(format!(
                "designs/{}.toml: never_in_first_five: missing: no random profile puts it in the top five",
                design.id
            )),
            (1.., Some(_)) => Some(format!(
                "designs/{}.toml: never_in_first_five: remove it: {} random profiles put it in the top five",
                design.id, standing.first_five
            )),
            _ => None,
        }
    };
    standings.designs.iter().filter_map(told).collect()
}
