//! `backmap bundle`: prints bundles of designs for the terminal.

use super::settings::Bundle;
use super::text::{bar, line, paragraph, provenance};
use super::{Exit, Stop, input, plain, print};
use crate::advisor::{Advisor, BundleAdvice, ToldBundle};
use crate::bundle::{Amounts, BundleDemands, Covered, Member};
use crate::explain::{in_sentence, list, whole};
use crate::wire::BundleAnswer;

pub fn run(arguments: &Bundle) -> Result<(), Stop> {
    let advisor = input::advisor(arguments.catalogue.as_deref())?;
    let mut request = input::bundle_request(&advisor, &arguments.profile)?;
    if let Some(top) = arguments.top {
        request.options.top = Some(top as usize);
    }
    if let Some(most) = arguments.max_designs {
        request.options.max_designs = Some(most as usize);
    }
    let advice =
        advisor.bundles(&request.profile, &request.options).map_err(|error| Stop::new(Exit::Refused, error))?;
    if arguments.json {
        let mut text = BundleAnswer::json(&advisor, &advice);
        text.push(b'\n');
        print(&text)
    } else {
        print(Page { advisor: &advisor }.text(&advice).as_bytes())
    }
}

struct Page<'a> {
    advisor: &'a Advisor,
}

impl Page<'_> {
    fn text(&self, advice: &BundleAdvice<'_>) -> String {
        let mut text = String::new();
        let known = advice.profile.answers.iter().filter(|answer| answer.is_some()).count();
        let all = self.advisor.catalogue().factors.len();
        let team = plain(advice.profile.id.as_deref().unwrap_or("this team"));
        line(&mut text, &format!("Bundles of learning designs for {team} ({known} of {all} factors answered)"));
        paragraph(&mut text, "", &advice.about.text);
        for note in &advice.notes {
            paragraph(&mut text, "! ", &note.text);
        }
        text.push('\n');
        for (at, told) in advice.bundles.iter().enumerate() {
            self.bundle(&mut text, at + 1, told);
        }
        provenance(&mut text, self.advisor);
        text
    }

    fn bundle(&self, text: &mut String, at: usize, told: &ToldBundle) {
        let bundle = &told.bundle;
        let names: Vec<String> = bundle.members.iter().map(|member| self.name(member)).collect();
        line(text, &format!("{at:>3}. {}  {:>3}", bar(bundle.score), whole(bundle.score)));
        paragraph(text, "     ", &capitalised(&names.join(", then ")));
        paragraph(text, "     ", &told.summary.text);
        paragraph(text, "     ", &format!("In total: {}.", self.demands(&bundle.demands)));
        for flag in &told.flags {
            paragraph(text, "     ! ", &flag.text);
        }
        for (when, (member, why)) in bundle.members.iter().zip(&told.turns).enumerate() {
            self.member(text, when + 1, member, &why.text);
        }
        let missing = self.marks(|place| !bundle.covered.holds(place));
        if !missing.is_empty() {
            paragraph(text, "     ", &format!("Criteria not covered: {}.", missing.join(", ")));
        }
        text.push('\n');
    }

    fn member(&self, text: &mut String, when: usize, member: &Member, why: &str) {
        let catalogue = self.advisor.catalogue();
        let design = &catalogue.designs[member.design];
        let alternative = &self.advisor.tables().alternatives[member.alternative];
        let mut setting = catalogue.environments[alternative.environment].name.to_lowercase();
        if let Some(variant) = alternative.variant {
            setting = format!("{setting}; {}", design.variants[variant].name.to_lowercase());
        }
        let lead = format!("     {when}. ");
        paragraph(
            text,
            &lead,
            &format!("{}, {} ({setting}): {}", design.name, whole(member.score), self.adds(member.adds)),
        );
        paragraph(text, "        ", why);
    }

    fn adds(&self, adds: Covered) -> String {
        let marks = self.marks(|place| adds.holds(place));
        if marks.is_empty() { "adds no further criterion.".to_owned() } else { format!("adds {}.", marks.join(", ")) }
    }

    fn marks(&self, holds: impl Fn(usize) -> bool) -> Vec<String> {
        let marks = self.advisor.marks().all().iter().enumerate();
        marks.filter(|(place, _)| holds(*place)).map(|(_, mark)| mark.name.clone()).collect()
    }

    fn demands(&self, demands: &BundleDemands) -> String {
        let range = |amounts: Amounts| format!("{} to {}", tenths(amounts.low), tenths(amounts.typical));
        let travel = match demands.travel_hours {
            hours if hours > 0.0 => format!(" and {} h of travel", tenths(hours)),
            _ => String::new(),
        };
        let unknown: Vec<String> = demands
            .cost_unknown
            .iter()
            .map(|design| in_sentence(&self.advisor.catalogue().designs[*design].name))
            .collect();
        let cost = match (demands.cost_usd_per_teacher, unknown.is_empty()) {
            (None, _) => "cost not known".to_owned(),
            (Some(cost), true) => format!("{} USD per teacher", range(cost)),
            (Some(cost), false) => {
                format!("{} USD per teacher (excluding {}, cost not known)", range(cost), list(&unknown))
            }
        };
        format!(
            "{} h{travel} over {} weeks, {} h of substitute coverage, {cost} (minimum to typical)",
            range(demands.hours),
            range(demands.weeks),
            range(demands.cover_hours)
        )
    }

    fn name(&self, member: &Member) -> String {
        in_sentence(&self.advisor.catalogue().designs[member.design].name)
    }
}

fn tenths(amount: f64) -> f64 {
    (amount * 10.0).round() / 10.0
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
