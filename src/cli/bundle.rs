//! `backmap bundle`: prints bundles of designs for the terminal.

use super::settings::Bundle;
use super::text::{self, bar, line, paragraph, provenance, range, title};
use super::{Stop, input, print, print_json};
use crate::advisor::{Advisor, BundleAdvice, BundleCost};
use crate::bundle::ExplainedBundle;
use crate::bundle::{Amounts, Bundle as Combined, Member};
use crate::exports::rounded_cost;
use crate::wire::BundleAnswer;
use crate::words::{self, capital, fill, fill_text, in_sentence, whole};

pub fn run(arguments: &Bundle) -> Result<(), Stop> {
    let advisor = arguments.input.catalogue.advisor()?;
    let mut request = input::bundle_request(&advisor, &arguments.input.profile)?;
    if let Some(top) = arguments.top {
        request.options.top = Some(top as usize);
    }
    if let Some(most) = arguments.max_designs {
        request.options.max_designs = Some(most as usize);
    }
    let advice = advisor.bundles(&request.profile, &request.options)?;
    if arguments.answer.json {
        print_json(BundleAnswer::json(&advisor, &advice))
    } else {
        print(BundleText { advisor: &advisor }.text(&advice).as_bytes())
    }
}

struct BundleText<'a> {
    advisor: &'a Advisor,
}

impl BundleText<'_> {
    fn text(&self, advice: &BundleAdvice<'_>) -> String {
        let mut text = String::new();
        title(&mut text, self.advisor.catalogue(), advice.profile, words::text("cli.bundle.title"));
        paragraph(&mut text, "", &advice.about.text);
        for note in &advice.notes {
            paragraph(&mut text, "! ", &note.text);
        }
        text.push('\n');
        for (at, described) in advice.bundles.iter().enumerate() {
            self.bundle(&mut text, at + 1, described);
        }
        provenance(&mut text, self.advisor);
        text
    }

    fn bundle(&self, text: &mut String, at: usize, described: &ExplainedBundle) {
        let bundle = &described.bundle;
        let names: Vec<String> = bundle.members.iter().map(|member| self.name(member)).collect();
        line(text, &format!("{at:>3}. {}  {:>3}", bar(bundle.score), whole(bundle.score)));
        paragraph(text, "     ", &capital(&names.join(words::text("cli.bundle.then"))));
        paragraph(text, "     ", &described.summary.text);
        if let Some(worth) = &described.worth {
            paragraph(text, "     ", &worth.text);
        }
        paragraph(text, "     ", &self.demands(bundle));
        for flag in &described.flags {
            paragraph(text, "     ! ", &flag.text);
        }
        for (when, (member, why)) in bundle.members.iter().zip(&described.turns).enumerate() {
            self.member(text, when + 1, member, &why.text);
        }
        let missing = self.marks(|place| !bundle.covered.holds(place));
        if !missing.is_empty() {
            let missing = fill_text("cli.bundle.not_covered", &[("criteria", &missing.join(", "))]);
            paragraph(text, "     ", &missing);
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
        let marks = self.marks(|place| member.adds.holds(place));
        let template = match marks.is_empty() {
            true => words::text("cli.bundle.member.adds_nothing"),
            false => words::text("cli.bundle.member.adds"),
        };
        let score = whole(member.score).to_string();
        let slots =
            [("design", &*design.name), ("score", &score), ("setting", &setting), ("criteria", &marks.join(", "))];
        paragraph(text, &lead, &fill(template, &slots));
        paragraph(text, "        ", why);
    }

    fn marks(&self, holds: impl Fn(usize) -> bool) -> Vec<String> {
        let marks = self.advisor.marks().all().iter().enumerate();
        marks.filter(|(place, _)| holds(*place)).map(|(_, mark)| mark.name.clone()).collect()
    }

    fn demands(&self, bundle: &Combined) -> String {
        let demands = &bundle.demands;
        let range = |amounts: Amounts| range(tenths(amounts.low), tenths(amounts.typical));
        let BundleCost { kind, amount } = self.advisor.bundle_cost(&bundle.members);
        let usd = text::range(rounded_cost(amount.low), rounded_cost(amount.typical));
        let cost = fill_text(&format!("cli.cost.{}", kind.id()), &[("usd", &usd)]);
        let template = match demands.travel_hours > 0.0 {
            true => words::text("cli.bundle.total.with_travel"),
            false => words::text("cli.bundle.total.without_travel"),
        };
        let slots = [
            ("hours", &*range(demands.hours)),
            ("travel", &tenths(demands.travel_hours).to_string()),
            ("weeks", &range(demands.weeks)),
            ("cover", &range(demands.cover_hours)),
            ("cost", &cost),
        ];
        fill(template, &slots)
    }

    fn name(&self, member: &Member) -> String {
        in_sentence(&self.advisor.catalogue().designs[member.design].name)
    }
}

fn tenths(amount: f64) -> f64 {
    (amount * 10.0).round() / 10.0
}
