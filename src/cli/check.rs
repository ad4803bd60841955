//! `backmap check`: lists a catalog's errors, or summarizes a valid catalog.

use std::fmt::Write;

use super::settings::CatalogueChoice;
use super::{Exit, Stop, print};
use crate::advisor::Advisor;
use crate::review::{Dependence, DesignRanks, RankSurvey, dependence, survey_ranks, weight_by_grade};
use crate::words::{self, fill, fill_text, one_decimal};

pub fn run(catalogue: &CatalogueChoice) -> Result<(), Stop> {
    let advisor = catalogue.advisor()?;
    let survey = survey_ranks(&advisor, advisor.catalogue().model.first_five.profiles);
    let dependence = dependence(&advisor, advisor.catalogue().model.first_five.profiles);
    print(format!("{}{}", report(&advisor, &survey), dependence_report(&advisor, &dependence)).as_bytes())?;
    let unexplained = unexplained_designs(&advisor, &survey);
    if unexplained.is_empty() { Ok(()) } else { Err(Stop::new(Exit::Catalogue, unexplained.join("\n"))) }
}

fn report(advisor: &Advisor, survey: &RankSurvey) -> String {
    let catalogue = advisor.catalogue();
    let mut text = String::new();
    let provenance = advisor.provenance();
    let slots = [
        ("version", provenance.catalogue_version),
        ("digest", &provenance.catalogue_digest[..12]),
        ("designs", &catalogue.designs.len().to_string()),
        ("environments", &catalogue.environments.len().to_string()),
        ("alternatives", &advisor.tables().alternatives.len().to_string()),
        ("factors", &catalogue.factors.len().to_string()),
        ("sources", &catalogue.sources.len().to_string()),
    ];
    let _ = writeln!(text, "{}\n", fill_text("cli.check.no_errors", &slots));
    let _ = writeln!(text, "{}", words::text("cli.check.grades"));
    for share in weight_by_grade(advisor) {
        let (weights, numbers) = (share.of_weights * 100.0, share.of_numbers * 100.0);
        let _ = writeln!(text, "  {:<28} {weights:>13.1} % {numbers:>22.1} %", share.grade);
    }
    let all = survey.profiles as f64;
    let slots = [("profiles", &*survey.profiles.to_string()), ("points", &one_decimal(survey.spread))];
    let _ = writeln!(text, "\n{}\n", fill_text("cli.check.spread", &slots));
    let _ = writeln!(text, "{}", words::text("cli.check.designs"));
    for ranks in &survey.designs {
        let share = |count: usize| count as f64 / all * 100.0;
        let _ = writeln!(
            text,
            "{:<36} {:>5.1} % {:>9.1} % {:>13.1} {:>7.1} {:>5.1}",
            catalogue.designs[ranks.design].name,
            share(ranks.first),
            share(ranks.first_five),
            f64::from(ranks.low) / 100.0,
            f64::from(ranks.median) / 100.0,
            f64::from(ranks.high) / 100.0,
        );
    }
    text
}

/// Returns a figure as text and whether it meets its target.
type Figure = fn(&Dependence) -> (String, bool);

/// Targets for the ranking. A missed target is reported and does not fail the check.
const TARGETS: [(&str, Figure); 7] = [
    ("median_constant", |all| at_most(all.median_constant(), 0.40)),
    ("highest_constant", |all| at_most(all.highest_constant(), 0.55)),
    ("most_first", |all| at_most(all.most_first(), 0.55)),
    ("ever_first", |all| at_least(all.ever_first(), 14)),
    ("ever_first_five", |all| at_least(all.ever_first_five(), 22)),
    ("lead", |all| (one_decimal(all.lead), all.lead >= 1500)),
    ("off_by_one", |all| at_most(all.off_by_one, 0.15)),
];

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
    let teams = fill_text("cli.check.teams", &[("teams", &teams.to_string())]);
    let _ = writeln!(text, "\n{teams}\n\n{}", words::text("cli.check.outcomes"));
    for one in &all.outcomes {
        let mut first: Vec<(usize, usize)> = one.first.iter().copied().enumerate().collect();
        first.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let most = first.iter().take(5).map(|(design, count)| {
            format!("{} {:.0} %", catalogue.designs[*design].id, *count as f64 / one.teams as f64 * 100.0)
        });
        let most: Vec<String> = most.collect();
        let _ = writeln!(text, "{:<12} {:>6.1} %  {}", name(one.outcome), one.constant * 100.0, most.join(", "));
    }
    let _ = writeln!(text, "\n{}", words::text("cli.check.target"));
    for (id, figure) in TARGETS {
        let (figure, is_met) = figure(all);
        let target = words::text(&format!("cli.check.targets.{id}")).to_owned();
        let met = if is_met { words::text("cli.check.met") } else { words::text("cli.check.not_met") };
        let _ = writeln!(text, "  {target:<74} {figure:>8}  {met}");
    }
    let _ = writeln!(text, "\n{}", words::text("cli.check.answers"));
    for one in &all.outcomes {
        let terms = &advisor.tables().terms;
        let most =
            one.moves.iter().take(10).map(|(term, share)| format!("{} {:.0} %", terms[*term].path, share * 100.0));
        let most: Vec<String> = most.collect();
        let _ = writeln!(text, "  {:<12} {}", name(one.outcome), most.join(", "));
    }
    text
}

/// Lists designs that never reach the top five and give no reason, or that give a reason and do reach it.
fn unexplained_designs(advisor: &Advisor, survey: &RankSurvey) -> Vec<String> {
    let fault = |ranks: &DesignRanks| {
        let design = &advisor.catalogue().designs[ranks.design];
        let template = match (ranks.first_five, &design.never_in_first_five) {
            (0, None) => words::text("cli.check.reason_missing"),
            (1.., Some(_)) => words::text("cli.check.reason_wrong"),
            _ => return None,
        };
        Some(fill(template, &[("design", &design.id), ("profiles", &ranks.first_five.to_string())]))
    };
    survey.designs.iter().filter_map(fault).collect()
}
