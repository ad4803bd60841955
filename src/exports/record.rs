//! The record of a decision as a document: one page for those who decide, and an appendix with everything behind it.

use super::OutlineFile;
use super::brief::{in_a_line, takes};
use super::handout::by_hand;
use super::outline::{FactList, Outline, numbers, words};
use super::sections::basis;
use crate::advisor::{Advisor, Decision};
use crate::catalogue::Source;
use crate::explain::{Argument, ArgumentKind};
use crate::scoring::{Interval, Placed};
use crate::sentences::Statement;
use crate::words::{fill_counted, fill_text, in_sentence, list, sentence, text, whole};

/// The most reasons on the first page, on each side.
const REASONS: usize = 3;

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
        self.main_arguments(&mut outline);
        self.compared(&mut outline);
        by_hand(&self.decision.by_hand, &mut outline);
        outline.new_page();
        self.appendix(&mut outline);
        outline
    }

    /// Returns the record as a file.
    pub fn file(&self, file: &OutlineFile) -> Vec<u8> {
        (file.make)(&self.outline(), self.decision.deciding.decided_on)
    }

    /// What was chosen, when and by whom, what it should achieve and takes, and why.
    fn choice(&self, outline: &mut Outline) {
        let (case, deciding) = (&self.decision.case, self.decision.deciding);
        let takes = takes(self.advisor, &case.profile.setting, case.alternative);
        outline.facts(
            FactList::default()
                .with(text("exports.record.chosen"), self.chosen())
                .maybe(text("exports.record.decided_on"), deciding.decided_on)
                .maybe(text("exports.record.decided_by"), deciding.decided_by.as_ref())
                .maybe(text("exports.record.starts_on"), deciding.starts_on)
                .maybe(text("exports.record.not_before"), case.not_before)
                .maybe(text("exports.record.students_need"), deciding.pupils_need.as_ref())
                .maybe(text("exports.record.educators_learn"), deciding.educators_learn.as_ref())
                .with(text("exports.brief.takes"), in_a_line(&takes))
                .with(text("exports.record.fit_score"), score(case.score, case.interval)),
        );
        outline.section(text("exports.record.reason"));
        match &deciding.reason {
            Some(reason) => outline.quote(reason),
            None if deciding.lot.is_some() => outline.say(text("exports.record.by_lot")),
            None => outline.say(text("exports.record.no_reason")),
        }
        if let Some(sentence) = self.lot().filter(|_| deciding.lot.is_some()) {
            outline.say(sentence);
        }
    }

    /// The main reasons for and against, and how much of the score is judgment.
    fn main_arguments(&self, outline: &mut Outline) {
        let case = &self.decision.case.case;
        let is_weak = |one: &&Argument| one.kind == ArgumentKind::WeakEvidence;
        let first = |all: &[Argument]| {
            let main = all.iter().filter(|one| !is_weak(one) && one.kind != ArgumentKind::Unanswered);
            main.take(REASONS).map(|one| one.statement.text.clone()).collect::<Vec<_>>()
        };
        outline.section(text("exports.record.strengths"));
        outline.list(first(&case.case_for));
        outline.section(text("exports.record.risks"));
        outline.list(
            first(&case.case_against)
                .iter()
                .chain(case.case_against.iter().find(is_weak).map(|one| &one.statement.text)),
        );
    }

    /// The lot in words, if it concerns the choice.
    fn lot(&self) -> Option<String> {
        let chosen = self.advisor.tables().alternatives[self.decision.case.alternative].design;
        self.decision.lot_sentence(self.advisor.catalogue()).filter(|_| self.decision.lot.contains(&chosen))
    }

    fn place(&self) -> String {
        let all = self.decision.case.ranking.placed.len().to_string();
        let place = match self.decision.case.placed {
            Some(placed) => fill_text("exports.record.place", &[("rank", &placed.rank.to_string()), ("all", &all)]),
            None => text("exports.record.not_ranked").to_owned(),
        };
        match self.decision.behind.map(whole) {
            Some(behind) if behind > 0 => {
                fill_text("exports.record.behind", &[("place", &place), ("points", &behind.to_string())])
            }
            _ => place,
        }
    }

    /// What the choice was compared with: the first places, and how many designs were not feasible or left out.
    fn compared(&self, outline: &mut Outline) {
        let case = &self.decision.case;
        outline.section(text("exports.record.ranking"));
        outline.say(case.first_place.as_ref().map_or(text("exports.record.none_feasible"), |first| &first.sentence));
        let rows = self.decision.top.iter().map(|placed| {
            let range = self.decision.interval(placed);
            let name = &self.advisor.catalogue().designs[placed.design].name;
            vec![placed.rank.to_string(), name.clone(), whole(placed.score).to_string(), ends(range)]
        });
        outline.table(text("exports.record.columns"), &[numbers(10), words(56), numbers(12), words(22)], rows);
        outline.say(fill_text("exports.record.own_place", &[("place", &self.place())]));
        if let Some(sentence) = self.lot().filter(|_| self.decision.deciding.lot.is_none()) {
            outline.say(sentence);
        }
        let (blocked, left_out) = (case.ranking.not_feasible.len(), self.decision.excluded);
        for (key, count) in [("exports.record.not_feasible", blocked), ("exports.record.left_out", left_out)] {
            if count > 0 {
                outline.say(fill_counted(key, count, &[("count", &count.to_string())]));
            }
        }
    }

    fn appendix(&self, outline: &mut Outline) {
        let case = &self.decision.case.case;
        let arguments = |all: &[Argument]| all.iter().map(|one| one.statement.text.clone()).collect::<Vec<_>>();
        outline.section(text("exports.record.appendix"));
        outline.part(text("exports.record.all_strengths"));
        outline.list(arguments(&case.case_for));
        outline.part(text("exports.record.all_risks"));
        outline.list(arguments(&case.case_against));
        outline.part(text("exports.record.would_work"));
        if case.mending.is_empty() {
            outline.say(text("exports.record.nothing_below_need"));
        }
        outline.list(arguments(&case.mending));
        self.offered(outline);
        self.design(outline);
        self.judging(outline);
        self.sources(outline);
        self.basis(outline);
    }

    /// Every design that was on offer, with its score: what an outcome is compared with later.
    fn offered(&self, outline: &mut Outline) {
        let placed = &self.decision.case.ranking.placed;
        if placed.len() > self.decision.top.len() {
            let name = |placed: &Placed| in_sentence(&self.advisor.catalogue().designs[placed.design].name);
            let one = |placed: &Placed| {
                let slots = [("design", &*name(placed)), ("score", &whole(placed.score).to_string())];
                fill_text("exports.record.one_offered", &slots)
            };
            outline.part(text("exports.record.offered"));
            outline.say(sentence(&list(&placed.iter().map(one).collect::<Vec<_>>())));
        }
    }

    /// What to keep of the design, how it can fail, and the dip to expect.
    fn design(&self, outline: &mut Outline) {
        let case = &self.decision.case.case;
        let alternative = &self.advisor.tables().alternatives[self.decision.case.alternative];
        let design = &self.advisor.catalogue().designs[alternative.design];
        for (title, keep) in [(text("exports.record.keep"), true), (text("exports.record.adapt"), false)] {
            outline.part(title);
            outline.list(design.ingredients.iter().filter(|one| one.keep == keep).map(|one| &one.what));
        }
        outline.part(text("exports.record.failures"));
        outline.list(case.fails_elsewhere.iter().map(|one| one.statement.clone().then(one.here.clone()).text));
        outline.part(text("exports.record.dip"));
        outline.say(format!("{} {}", case.dip.about.text, case.dip.here.text));
        outline.list(texts(&case.dip.because));
    }

    fn judging(&self, outline: &mut Outline) {
        let fair = &self.decision.case.case.fair_judgement;
        outline.part(text("exports.record.judging"));
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
            outline.part(text("exports.sources.sources"));
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
        outline.part(text("exports.record.open"));
        outline.say(match names.len() {
            0 => text("exports.record.all_answered").to_owned(),
            _ => fill_text("exports.record.unanswered", &slots),
        });
        outline.part(text("exports.record.basis"));
        let input = fill_text("exports.record.input", &[("digest", self.digest)]);
        outline.list(basis(&catalogue.model.statement, &self.advisor.provenance()).into_iter().chain([input]));
    }

    fn design_name(&self) -> &str {
        let alternative = &self.advisor.tables().alternatives[self.decision.case.alternative];
        &self.advisor.catalogue().designs[alternative.design].name
    }

    /// Returns `Coaching`, with the environment and the variant if they were chosen.
    fn chosen(&self) -> String {
        let one = &self.advisor.tables().alternatives[self.decision.case.alternative];
        let choice = self.decision.deciding.choice;
        let design = &self.advisor.catalogue().designs[one.design];
        let environment = choice.environment.map(|at| in_sentence(&self.advisor.catalogue().environments[at].name));
        let variant = choice.variant.map(|at| in_sentence(&design.variants[at].name));
        [Some(design.name.clone()), environment, variant].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// A score with its range, in whole points: nobody can tell designs apart by less.
fn score(score: i32, range: Interval) -> String {
    let [points, low, high] = [score, range.low, range.high].map(|points| whole(points).to_string());
    fill_text("exports.record.score", &[("score", &points), ("low", &low), ("high", &high)])
}

fn ends(range: Interval) -> String {
    let [from, until] = [range.low, range.high].map(|points| whole(points).to_string());
    fill_text("exports.range.from_to", &[("from", &from), ("until", &until)])
}

fn texts(statements: &[Statement]) -> impl Iterator<Item = &String> {
    statements.iter().map(|statement| &statement.text)
}
