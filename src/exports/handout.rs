//! A ranking as a document of one page: the best fit, what can begin now, and one alternative.

use super::brief::{Brief, WORTH, briefs, in_a_line};
use super::outline::{FactList, Outline};
use crate::advisor::{Advice, Advisor, Role};
use crate::catalogue::FactorIndex;
use crate::explain::ByHand;
use crate::words::{fill_text, sentence, text};

/// The most things to fix first.
const FIXES: usize = 3;

/// A ranking for a team, and what the pages ask besides its profile.
#[derive(Clone, Copy, Debug)]
pub struct Handout<'a> {
    pub advisor: &'a Advisor,
    /// The answer with all its places.
    pub advice: &'a Advice<'a>,
    /// What students need and what educators should learn, if the planner said.
    pub pupils_need: Option<&'a str>,
    pub educators_learn: Option<&'a str>,
}

impl Handout<'_> {
    /// Returns the outline of the handout.
    pub fn outline(&self) -> Outline {
        let team = self.advice.profile.id.as_deref().filter(|id| !id.trim().is_empty());
        let mut outline = Outline::new(&match team {
            Some(team) => fill_text("exports.handout.title_for", &[("team", team)]),
            None => text("exports.handout.title").to_owned(),
        });
        outline.facts(
            FactList::default()
                .maybe(text("exports.record.students_need"), self.pupils_need)
                .maybe(text("exports.record.educators_learn"), self.educators_learn),
        );
        for one in &briefs(self.advisor, self.advice) {
            design(one, &mut outline);
        }
        self.fixes(&mut outline);
        self.sure(&mut outline);
        if !self.advice.by_hand.is_empty() {
            by_hand(&self.advice.by_hand, &mut outline);
        }
        outline.say(self.versions());
        outline
    }

    fn fixes(&self, outline: &mut Outline) {
        let fixes = fixes(self.advisor, self.advice);
        if !fixes.is_empty() {
            outline.section(text("exports.handout.fix_first"));
            outline.list(fixes);
        }
    }

    fn sure(&self, outline: &mut Outline) {
        let weak = self.advice.recommendations.first().map(|best| best.weak_evidence_share * 100.0);
        let weak = weak.map(|percent| fill_text("exports.handout.judgment", &[("percent", &format!("{percent:.0}"))]));
        outline.section(text("exports.handout.sure"));
        outline.list(self.advice.first_place.iter().map(|first| &first.sentence).chain(&weak));
    }

    fn versions(&self) -> String {
        let of = self.advisor.provenance();
        let key = if self.advice.by_hand.is_empty() {
            "exports.handout.versions"
        } else {
            "exports.handout.versions_by_hand"
        };
        fill_text(key, &[("version", of.catalogue_version), ("model", of.model_version)])
    }
}

fn design(one: &Brief<'_, '_>, outline: &mut Outline) {
    outline.section(&one.heading);
    outline.say(&one.what);
    outline.facts(
        FactList::default()
            .with(text("exports.brief.takes"), in_a_line(&one.takes))
            .maybe(text("exports.brief.reasons"), joined(&one.reasons))
            .maybe(text("exports.brief.against"), joined(&one.against))
            .maybe(text("exports.brief.studies"), one.evidence.as_ref().filter(|_| one.role != Role::Alternative)),
    );
}

fn joined(sentences: &[String]) -> Option<String> {
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

/// Returns what to fix first: how to raise what costs the best fit most, where a school can change it.
pub fn fixes(advisor: &Advisor, advice: &Advice<'_>) -> Vec<String> {
    let Some(best) = advice.recommendations.first() else { return Vec::new() };
    let catalogue = advisor.catalogue();
    let gates = best.gates.iter().map(|gate| advisor.tables().terms[gate.term].factor);
    let costs = best.costs.iter().filter(|cost| cost.known && cost.cost >= WORTH).map(|cost| cost.factor);
    let mut factors = Vec::new();
    for factor in gates.chain(costs) {
        if catalogue.factors[factor].change.by_school && !factors.contains(&factor) {
            factors.push(factor);
        }
    }
    let fix = |factor: &FactorIndex| {
        let factor = &catalogue.factors[*factor];
        let how = sentence(&factor.change.how);
        fill_text("exports.handout.fix", &[("factor", &factor.name), ("how", &how)])
    };
    factors.iter().take(FIXES).map(fix).collect()
}

/// Says what a request sets by hand, or that nothing is set.
pub fn by_hand(set: &[ByHand], outline: &mut Outline) {
    outline.section(text("exports.handout.by_hand"));
    if set.is_empty() {
        outline.say(text("exports.handout.nothing_by_hand"));
    }
    outline.list(set.iter().map(|one| &one.statement.text));
}
