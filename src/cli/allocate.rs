//! `backmap allocate`: divides what a district has among the teams of a file.

use std::num::NonZeroUsize;

use super::settings::Allocate;
use super::text::{line, paragraph, provenance, section};
use super::{Exit, Stop, input, plain, print, print_json};
use crate::advisor::{Advisor, Options};
use crate::allocation::{Offer, Resource, ResourceLine, TermPlan, amount_of};
use crate::allocation::{tell_in_use, tell_plan, tell_resource, tell_suits};
use crate::batch::{InputRow, gather};
use crate::catalogue::{DesignIndex, EnvironmentIndex};
use crate::wire::{Allocation, AllocationAnswer, Asked, Problem, Scored, TeamOrigin, allocate, read_resources};
use crate::words::{fill_counted, fill_text, shortened, text as words, thousands, whole};

/// Teams that are listed in the terminal.
const LISTED: usize = 40;

/// Rejected rows that are listed.
const REJECTED: usize = 20;

/// The most letters of a team's id in the terminal.
const LONGEST_ID: usize = 32;

pub fn run(arguments: &Allocate) -> Result<(), Stop> {
    let advisor = arguments.catalogue.advisor()?;
    let refused = |problem: Problem| Stop::refused(&arguments.resources, &problem);
    let resources = read_resources(&advisor, &input::bytes(&arguments.resources)?).map_err(refused)?;
    let options = arguments.input.options(&advisor)?;
    let options = Options { max_designs: arguments.max_designs.map(|most| most as usize), ..options };
    let asked = Asked::new(&advisor, &resources, &options).map_err(refused)?;
    let scored = teams(&advisor, arguments, &asked)?;
    let allocation = allocate(&asked, scored).map_err(|problem| Stop::refused(&arguments.input.teams, &problem))?;
    if arguments.answer.json {
        print_json(AllocationAnswer::json(&advisor, &allocation))
    } else {
        print(Text { advisor: &advisor, allocation: &allocation }.text().as_bytes())
    }
}

/// Reads and scores the teams; a rejected row stops the command, because every team counts for the others.
fn teams(advisor: &Advisor, arguments: &Allocate, asked: &Asked<'_>) -> Result<Vec<Scored>, Stop> {
    let workers = arguments.jobs.or_else(|| std::thread::available_parallelism().ok()).unwrap_or(NonZeroUsize::MIN);
    let score = |row: InputRow| match row.request {
        Ok(request) if request.options.is_some() => Err((row.line, words("cli.allocate.own_options").to_owned())),
        Ok(request) => Ok(asked.score(TeamOrigin::Line(row.line), &request.profile)),
        Err(problem) => Err((row.line, problem.summary())),
    };
    let rows =
        arguments.input.read(advisor, &Options::default(), |setup, source| gather(setup, source, workers, score))?;
    let rejected: Vec<&(u64, String)> = rows.iter().filter_map(|row| row.as_ref().err()).collect();
    if rejected.is_empty() {
        return Ok(rows.into_iter().flatten().collect());
    }
    let count = rejected.len();
    let mut message = fill_counted("cli.batch.rejected", count, &[("count", &count.to_string())]);
    for (at, problem) in rejected.into_iter().take(REJECTED) {
        let slots = [("line", &*at.to_string()), ("problem", problem)];
        message.push_str(&format!("\n  {}", fill_text("cli.batch.line", &slots)));
    }
    Err(Stop::new(Exit::Refused, message))
}

/// An allocation for the terminal.
struct Text<'a> {
    advisor: &'a Advisor,
    allocation: &'a Allocation,
}

impl Text<'_> {
    fn text(&self) -> String {
        let mut text = String::new();
        for plan in &self.allocation.plans {
            self.term(&mut text, plan);
            text.push('\n');
        }
        paragraph(&mut text, "", &self.about());
        provenance(&mut text, self.advisor);
        text
    }

    fn about(&self) -> String {
        let scores = if self.allocation.uses.has_sets() {
            words("cli.allocate.about_bundles")
        } else {
            words("cli.allocate.about_designs")
        };
        format!("{} {scores}", words("cli.allocate.about"))
    }

    fn term(&self, text: &mut String, plan: &TermPlan) {
        let catalogue = self.advisor.catalogue();
        line(text, &fill_text("cli.allocate.term", &[("term", &plain(&plan.supply.name))]));
        tell_plan(plan).iter().for_each(|one| paragraph(text, "  ", &one.text));
        section(text, words("cli.allocate.resources"));
        for resource in &plan.resources {
            self.resource(text, resource);
        }
        section(text, words("cli.allocate.plan"));
        self.teams(text, plan);
        if let Some(suits) = tell_suits(catalogue, plan) {
            section(text, words("cli.allocate.suits"));
            paragraph(text, "  ", &suits.text);
        }
        if !plan.in_use.is_empty() {
            section(text, words("cli.allocate.in_use"));
            plan.in_use.iter().for_each(|one| paragraph(text, "  ", &tell_in_use(catalogue, one).text));
        }
    }

    fn resource(&self, text: &mut String, resource: &ResourceLine) {
        let name = resource_name(resource.resource);
        let used = amount_of(resource.resource, resource.used);
        let available = resource.available.map(|available| amount_of(resource.resource, available));
        let available = available.unwrap_or_else(|| words("cli.allocate.no_limit").to_owned());
        let slots = [("resource", name), ("used", &*used), ("available", &available)];
        line(text, &format!("  {}", fill_text("cli.allocate.used", &slots)));
        let teams = &self.allocation.teams;
        let statement = tell_resource(self.advisor.catalogue(), &self.allocation.uses, teams, resource);
        paragraph(text, "    ", &plain(&statement.text));
    }

    /// Lists the teams, those that lose most against their own best first.
    fn teams(&self, text: &mut String, plan: &TermPlan) {
        // The difference of the scores as they are printed, so that a reader can check it.
        let loses = |team: usize| {
            let own = plan.best[team].map_or(0, |best| whole(best.score));
            own - whole(plan.solution.chosen[team].score)
        };
        let mut order: Vec<usize> = (0..self.allocation.teams.len()).collect();
        order.sort_by_key(|team| (-loses(*team), -plan.loss(*team)));
        let heads = [
            words("cli.allocate.team"),
            words("cli.allocate.gets"),
            words("cli.allocate.own_best"),
            words("cli.allocate.loses"),
        ];
        line(text, &row(heads));
        for team in order.iter().take(LISTED) {
            let id = shortened(&plain(&self.allocation.teams[*team].id), LONGEST_ID);
            let (gets, best) = (self.offer(Some(plan.solution.chosen[*team])), self.offer(plan.best[*team]));
            line(text, &row([&id, &gets[0], &best[0], &loses(*team).to_string()]));
            for at in 1..gets.len().max(best.len()) {
                let cell = |cells: &[String]| cells.get(at).cloned().unwrap_or_default();
                line(text, row(["", &cell(&gets), &cell(&best), ""]).trim_end());
            }
        }
        let more = order.len().saturating_sub(LISTED);
        if more > 0 {
            line(
                text,
                &format!("  {}", fill_counted("cli.allocate.more", more, &[("count", &thousands(more as f64))])),
            );
        }
    }

    /// What a team gets, one design a line, the last one with the score.
    fn offer(&self, offer: Option<Offer>) -> Vec<String> {
        let Some(offer) = offer.filter(|offer| offer.activity > 0) else {
            return vec![words("cli.allocate.nothing").to_owned()];
        };
        let name =
            |(design, _): (DesignIndex, EnvironmentIndex)| self.advisor.catalogue().designs[design].name.as_str();
        let names: Vec<&str> = self.allocation.uses.of(offer.activity).map(name).collect();
        let all = names.len();
        let cell = |(at, name): (usize, &&str)| {
            let score = whole(offer.score).to_string();
            let is_last = at + 1 == all;
            if is_last {
                fill_text("cli.allocate.offer", &[("design", *name), ("score", &score)])
            } else {
                format!("{name} +")
            }
        };
        names.iter().enumerate().map(cell).collect()
    }
}

fn resource_name(resource: Resource) -> &'static str {
    match resource {
        Resource::CoachHours => words("cli.allocate.coach_hours"),
        Resource::SubstituteDays => words("cli.allocate.substitute_days"),
        Resource::Money => words("cli.allocate.money"),
        Resource::Seats => words("cli.allocate.seats"),
    }
}

/// One line of the list of teams.
fn row([team, gets, best, loses]: [&str; 4]) -> String {
    format!("  {team:<LONGEST_ID$}  {gets:<42}  {best:<42}  {loses:>5}")
}
