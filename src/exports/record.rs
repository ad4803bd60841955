//! The record of a decision as a document.

use super::outline::{FactList, Outline, numbers, words};
use super::sections::basis;
use crate::advisor::{Advisor, Decision};
use crate::catalogue::{AlternativeIndex, Source};
use crate::explain::Argument;
use crate::sentences::Statement;
use crate::words::{fill_text, in_sentence, list, one_decimal, text};

/// A decision, and the digest of the input that it rests on.
#[derive(Clone, Copy, Debug)]
pub struct Record<'a> {
    pub advisor: &'a Advisor,
    pub decision: &'a Decision<'a>,
    pub digest: &'a str,
}

impl Record<'_> {
    /// Returns the outline of the whole record.
    pub fn outline(&self) -> Outline {
        let case = &self.decision.case;
        let team = case.profile.id.as_deref().filter(|id| !id.trim().is_empty());
        let slots = [("design", self.design_name()), ("team", team.unwrap_or(text("exports.record.this_team")))];
        let mut outline = Outline::new(&fill_text("exports.record.title", &slots));
        self.choice(&mut outline);
        self.ranking(&mut outline);
        let arguments = |all: &[Argument]| all.iter().map(|one| one.statement.text.clone()).collect::<Vec<_>>();
        outline.section(text("exports.record.strengths"));
        outline.list(arguments(&case.case.case_for));
        outline.section(text("exports.record.risks"));
        outline.list(arguments(&case.case.case_against));
        outline.section(text("exports.record.would_work"));
        if case.case.mending.is_empty() {
            outline.say(text("exports.record.nothing_below_need"));
        }
        outline.list(arguments(&case.case.mending));
        self.design(&mut outline);
        self.judging(&mut outline);
        self.sources(&mut outline);
        self.basis(&mut outline);
        outline
    }

    /// What was chosen, when and by whom, what it should achieve, and why.
    fn choice(&self, outline: &mut Outline) {
        let (case, deciding) = (&self.decision.case, self.decision.deciding);
        let [points, low, high] = [case.score, case.interval.low, case.interval.high].map(one_decimal);
        let slots = [("score", &*points), ("low", &low), ("high", &high)];
        outline.facts(
            FactList::default()
                .with(text("exports.record.chosen"), self.alternative(case.alternative))
                .maybe(text("exports.record.decided_on"), deciding.decided_on)
                .maybe(text("exports.record.decided_by"), deciding.decided_by.as_ref())
                .maybe(text("exports.record.starts_on"), deciding.starts_on)
                .with(text("exports.record.rank"), self.place())
                .with(text("exports.record.fit_score"), fill_text("exports.record.score", &slots)),
        );
        let given =
            |given: &Option<String>| given.clone().unwrap_or_else(|| text("exports.record.not_provided").into());
        outline.section(text("exports.record.purpose"));
        outline.facts(
            FactList::default()
                .with(text("exports.record.students_need"), given(&deciding.pupils_need))
                .with(text("exports.record.educators_learn"), given(&deciding.educators_learn)),
        );
        outline.section(text("exports.record.reason"));
        match &deciding.reason {
            Some(reason) => outline.quote(reason),
            None => outline.say(text("exports.record.no_reason")),
        }
    }

    fn place(&self) -> String {
        let all = self.decision.case.ranking.placed.len().to_string();
        let place = match self.decision.case.placed {
            Some(placed) => fill_text("exports.record.place", &[("rank", &placed.rank.to_string()), ("all", &all)]),
            None => text("exports.record.not_ranked").to_owned(),
        };
        match self.decision.behind {
            Some(behind) if behind > 0 => {
                fill_text("exports.record.behind", &[("place", &place), ("points", &one_decimal(behind))])
            }
            _ => place,
        }
    }

    fn ranking(&self, outline: &mut Outline) {
        outline.section(text("exports.record.ranking"));
        let first = self.decision.case.first_place.as_ref();
        outline.say(first.map_or(text("exports.record.none_feasible"), |first| &first.sentence));
        let rows = self.decision.top.iter().map(|placed| {
            let interval = self.decision.interval(placed);
            let slots = [("from", &*one_decimal(interval.low)), ("until", &one_decimal(interval.high))];
            let range = fill_text("exports.range.from_to", &slots);
            vec![placed.rank.to_string(), self.alternative(placed.alternative), one_decimal(placed.score), range]
        });
        let columns = [numbers(10), words(56), numbers(12), words(22)];
        outline.table(text("exports.record.columns"), &columns, rows);
    }

    /// What to keep of the design, how it can fail, and the dip to expect.
    fn design(&self, outline: &mut Outline) {
        let case = &self.decision.case.case;
        let alternative = &self.advisor.tables().alternatives[self.decision.case.alternative];
        let design = &self.advisor.catalogue().designs[alternative.design];
        for (title, keep) in [(text("exports.record.keep"), true), (text("exports.record.adapt"), false)] {
            outline.section(title);
            outline.list(design.ingredients.iter().filter(|one| one.keep == keep).map(|one| &one.what));
        }
        outline.section(text("exports.record.failures"));
        outline.list(case.fails_elsewhere.iter().map(|one| one.statement.clone().then(one.here.clone()).text));
        outline.section(text("exports.record.dip"));
        outline.say(format!("{} {}", case.dip.about.text, case.dip.here.text));
        outline.list(texts(&case.dip.because));
    }

    fn judging(&self, outline: &mut Outline) {
        let fair = &self.decision.case.case.fair_judgement;
        outline.section(text("exports.record.judging"));
        outline.facts(FactList::default().maybe(text("exports.record.not_before"), self.decision.case.not_before));
        outline.say(&fair.statement.text);
        outline.list(texts(&fair.parts));
        outline.say(&fair.rule.text);
        outline.say(text("exports.record.look_at"));
        outline.list(texts(&fair.look_at));
    }

    /// The full citation of every source that a sentence above names in short.
    fn sources(&self, outline: &mut Outline) {
        let (sources, above) = (self.advisor.catalogue().sources.iter(), outline.texts().concat());
        let named: Vec<&Source> = sources.filter(|source| above.contains(source.short())).collect();
        if !named.is_empty() {
            outline.section(text("exports.sources.sources"));
            outline.facts(named.into_iter().map(|source| (source.short(), [&source.citation])).collect());
        }
    }

    /// What is unanswered, and which versions and input the record rests on.
    fn basis(&self, outline: &mut Outline) {
        let catalogue = self.advisor.catalogue();
        let open = self.decision.case.case.unanswered.iter();
        let names: Vec<String> = open.map(|factor| in_sentence(&catalogue.factors[*factor].name)).collect();
        let (count, all) = (names.len().to_string(), catalogue.factors.len().to_string());
        let slots = [("count", &*count), ("all", &all), ("names", &list(&names))];
        outline.section(text("exports.record.open"));
        outline.say(match names.len() {
            0 => text("exports.record.all_answered").to_owned(),
            _ => fill_text("exports.record.unanswered", &slots),
        });
        outline.section(text("exports.record.basis"));
        let input = fill_text("exports.record.input", &[("digest", self.digest)]);
        outline.list(basis(&catalogue.model.statement, &self.advisor.provenance()).into_iter().chain([input]));
    }

    fn design_name(&self) -> &str {
        let alternative = &self.advisor.tables().alternatives[self.decision.case.alternative];
        &self.advisor.catalogue().designs[alternative.design].name
    }

    /// Returns `Coaching, in person`, with the variant if there is one.
    fn alternative(&self, alternative: AlternativeIndex) -> String {
        let one = &self.advisor.tables().alternatives[alternative];
        let design = &self.advisor.catalogue().designs[one.design];
        let environment = in_sentence(&self.advisor.catalogue().environments[one.environment].name);
        let variant = one.variant.map(|variant| in_sentence(&design.variants[variant].name));
        [Some(design.name.clone()), Some(environment), variant].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

fn texts(statements: &[Statement]) -> impl Iterator<Item = &String> {
    statements.iter().map(|statement| &statement.text)
}
