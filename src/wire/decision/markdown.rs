//! The record of a decision as a Markdown document.
//!
//! Text from outside is escaped, so it cannot become markup or HTML. Catalog text is escaped too, because a district
//! may supply its own.

use std::fmt::Write;

use crate::advisor::{Advisor, Deciding, Decision};
use crate::catalogue::Source;
use crate::explain::{Argument, Statement, escape, in_sentence, list, quote};

/// Returns the whole record.
pub(super) fn record(advisor: &Advisor, decision: &Decision<'_>, deciding: &Deciding, digest: &str) -> String {
    let mut text = String::new();
    let page = Page { advisor, decision, deciding };
    page.heading(&mut text);
    page.aim(&mut text);
    page.reason(&mut text);
    page.ranking(&mut text);
    page.case(&mut text);
    page.mending(&mut text);
    page.ingredients(&mut text);
    page.failures(&mut text);
    page.dip(&mut text);
    page.judging(&mut text);
    page.open(&mut text);
    sources(&mut text, advisor);
    page.provenance(&mut text, digest);
    text
}

struct Page<'a> {
    advisor: &'a Advisor,
    decision: &'a Decision<'a>,
    deciding: &'a Deciding,
}

impl Page<'_> {
    fn heading(&self, text: &mut String) {
        let case = &self.decision.case;
        let team = case.profile.id.as_deref().filter(|id| !id.trim().is_empty()).unwrap_or("this team");
        let _ = writeln!(text, "# Decision: {} for {}\n", self.design_name(case.alternative), escape(team));
        item(text, &format!("**Chosen:** {}", self.alternative(case.alternative)));
        let facts = [
            ("Decided on", self.deciding.decided_on.map(|date| date.to_string())),
            ("Decided by", self.deciding.decided_by.as_deref().map(escape)),
            ("Starts on", self.deciding.starts_on.map(|date| date.to_string())),
        ];
        for (name, fact) in facts.into_iter().filter_map(|(name, fact)| Some((name, fact?))) {
            item(text, &format!("**{name}:** {fact}"));
        }
        item(text, &format!("**Rank:** {}", self.place()));
        let interval = case.interval;
        let (score, low, high) = (points(case.score), points(interval.low), points(interval.high));
        item(text, &format!("**Fit score:** {score} of 100 (90 % range: {low} to {high})"));
        text.push('\n');
    }

    fn place(&self) -> String {
        let case = &self.decision.case;
        let all = case.ranking.placed.len();
        let place = match case.placed {
            Some(placed) => format!("{} of {all} feasible designs", placed.rank),
            None => "none; this choice is not ranked for this team".to_owned(),
        };
        match self.decision.behind {
            Some(behind) if behind > 0 => format!("{place}, {} points behind the first", points(behind)),
            _ => place,
        }
    }

    /// Writes what the choice should achieve.
    fn aim(&self, text: &mut String) {
        section(text, "Purpose");
        let parts = [
            ("What students need", &self.deciding.pupils_need),
            ("What educators should learn", &self.deciding.educators_learn),
        ];
        for (name, given) in parts {
            let said = given.as_deref().map_or_else(|| "not provided".to_owned(), escape);
            item(text, &format!("**{name}:** {said}"));
        }
        text.push('\n');
    }

    fn reason(&self, text: &mut String) {
        section(text, "Reason");
        match &self.deciding.reason {
            Some(reason) => text.push_str(&quote(reason)),
            None => text.push_str("No reason was given. A choice that ranks first does not need one.\n"),
        }
    }

    fn ranking(&self, text: &mut String) {
        section(text, "Ranking");
        match &self.decision.case.first_place {
            Some(first) => {
                let _ = writeln!(text, "{}\n", escape(&first.sentence));
            }
            None => text.push_str("No design is feasible for this team.\n"),
        }
        if !self.decision.top.is_empty() {
            text.push_str("| Rank | Design | Score | Range |\n|---:|---|---:|---|\n");
        }
        for placed in &self.decision.top {
            let interval = self.decision.interval(placed);
            let (low, high) = (points(interval.low), points(interval.high));
            let design = self.alternative(placed.alternative);
            let _ = writeln!(text, "| {} | {design} | {} | {low} to {high} |", placed.rank, points(placed.score));
        }
    }

    fn case(&self, text: &mut String) {
        let case = &self.decision.case.case;
        section(text, "Strengths");
        arguments(text, &case.case_for);
        section(text, "Risks");
        arguments(text, &case.case_against);
    }

    fn mending(&self, text: &mut String) {
        section(text, "What would make it work");
        if self.decision.case.case.mending.is_empty() {
            text.push_str("No answer is below what this design needs.\n");
        }
        arguments(text, &self.decision.case.case.mending);
    }

    fn ingredients(&self, text: &mut String) {
        let design = &self.advisor.catalogue().designs[self.design()];
        for (title, keep) in [("What must not be cut", true), ("What may be adapted", false)] {
            section(text, title);
            let kept = design.ingredients.iter().filter(|ingredient| ingredient.keep == keep);
            kept.for_each(|ingredient| item(text, &escape(&ingredient.what)));
        }
    }

    fn failures(&self, text: &mut String) {
        section(text, "How it can fail");
        for failure in &self.decision.case.case.fails_elsewhere {
            item(text, &escape(&failure.statement.clone().then(failure.here.clone()).text));
        }
    }

    fn dip(&self, text: &mut String) {
        let dip = &self.decision.case.case.dip;
        section(text, "Expected dip");
        let _ = writeln!(text, "{} {}\n", escape(&dip.about.text), escape(&dip.here.text));
        statements(text, &dip.because);
    }

    fn judging(&self, text: &mut String) {
        let case = &self.decision.case;
        let fair = &case.case.fair_judgement;
        section(text, "When to judge results");
        if let Some(date) = case.not_before {
            let _ = writeln!(text, "**Not before {date}.**\n");
        }
        let _ = writeln!(text, "{}\n", escape(&fair.statement.text));
        statements(text, &fair.parts);
        let _ = writeln!(
            text,
            "\n{}\n\nBefore then, look at how the practice is used, not at results:\n",
            escape(&fair.rule.text)
        );
        statements(text, &fair.look_at);
    }

    fn open(&self, text: &mut String) {
        section(text, "Open questions");
        let factors = &self.advisor.catalogue().factors;
        let open = &self.decision.case.case.unanswered;
        let names: Vec<String> = open.iter().map(|factor| in_sentence(&factors[*factor].name)).collect();
        let told = match names.len() {
            0 => "Every factor is answered.".to_owned(),
            count => format!("Unanswered: {count} of {} factors ({}).", factors.len(), escape(&list(&names))),
        };
        let _ = writeln!(text, "{told}");
    }

    fn provenance(&self, text: &mut String, digest: &str) {
        let provenance = self.advisor.provenance();
        section(text, "Basis of this record");
        item(text, "A score (0 to 100) is this model's estimate of fit. It is not a success rate.");
        item(text, &escape(&self.advisor.catalogue().model.statement));
        let catalogue = escape(&format!("Catalog {}", provenance.catalogue_version));
        item(text, &format!("{catalogue}, digest `{}`", provenance.catalogue_digest));
        let model = format!("Model {}, engine {}", provenance.model_version, provenance.engine_version);
        item(text, &escape(&model));
        item(text, &format!("Profile and options, digest `{digest}`"));
    }

    fn design(&self) -> usize {
        self.advisor.tables().alternatives[self.decision.case.alternative].design
    }

    fn design_name(&self, alternative: usize) -> String {
        escape(&self.advisor.catalogue().designs[self.advisor.tables().alternatives[alternative].design].name)
    }

    /// Returns `Coaching, in person`, with the variant if there is one.
    fn alternative(&self, alternative: usize) -> String {
        let one = &self.advisor.tables().alternatives[alternative];
        let environment = in_sentence(&self.advisor.catalogue().environments[one.environment].name);
        let design = &self.advisor.catalogue().designs[one.design];
        let variant = one.variant.map(|variant| format!(", {}", escape(&in_sentence(&design.variants[variant].name))));
        format!("{}, {}{}", self.design_name(alternative), escape(&environment), variant.unwrap_or_default())
    }
}

/// Writes every source that the text cites, with its citation.
fn sources(text: &mut String, advisor: &Advisor) {
    let named = |source: &&Source| text.contains(&escape(&source.id));
    let cited: Vec<&Source> = advisor.catalogue().sources.iter().filter(named).collect();
    if cited.is_empty() {
        return;
    }
    section(text, "Sources");
    for source in cited {
        item(text, &format!("{}: {}", escape(&source.id), escape(&source.citation)));
    }
}

fn section(text: &mut String, title: &str) {
    if !text.ends_with("\n\n") {
        text.push('\n');
    }
    let _ = writeln!(text, "## {title}\n");
}

fn item(text: &mut String, words: &str) {
    let _ = writeln!(text, "- {words}");
}

fn arguments(text: &mut String, arguments: &[Argument]) {
    arguments.iter().for_each(|argument| item(text, &escape(&argument.statement.text)));
}

fn statements(text: &mut String, statements: &[Statement]) {
    statements.iter().for_each(|statement| item(text, &escape(&statement.text)));
}

/// Formats hundredths with one decimal.
fn points(hundredths: i32) -> String {
    format!("{:.1}", f64::from(hundredths) / 100.0)
}
