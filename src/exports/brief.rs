//! The few designs to look at first, each in a few sentences: what it is, what it takes, why, and what is against it.

use super::money::money_range;
use super::words::range;
use crate::advisor::{Advice, Advisor, Contribution, Given, Recommendation, Role, Shortlisted, shortlist};
use crate::answers::{LEVELS, MILLION, Rating};
use crate::catalogue::{AlternativeIndex, Answer, DesignIndex, Evidence, Setting};
use crate::explain::{gate_in_words, is_worth_a_warning};
use crate::planning::{Cost, CostKind, HOURS_OF_A_DAY, Range, design_cost, money};
use crate::scoring::{Block, Mixtures, UnmetGate, wants_practice};
use crate::words::{capital, fill_counted, fill_text, in_sentence, list, text, thousands, whole};

/// The least points worth naming, in hundredths.
pub const WORTH: i32 = 100;

/// The most reasons given for a design, and the most costs besides unmet critical needs.
const REASONS: usize = 2;

/// A design of the short list in sentences.
#[derive(Clone, Debug)]
pub struct Brief<'s, 'a> {
    pub role: Role,
    pub of: &'s Recommendation<'a>,
    pub design: DesignIndex,
    pub name: &'s str,
    /// Why it is on the list, as a heading with its name.
    pub heading: String,
    /// What it is, in one sentence.
    pub what: String,
    /// What it takes of this team: a label with an amount.
    pub takes: Vec<(&'static str, String)>,
    /// Why it fits here.
    pub reasons: Vec<String>,
    /// Critical needs that are known to be unmet, and what holds it back.
    pub against: Vec<String>,
    /// The strongest study, with its grade and authors; `None` if there is no study.
    pub evidence: Option<String>,
}

/// Describes the short list of an answer with all its places, best first.
pub fn briefs<'s, 'a>(advisor: &'s Advisor, advice: &'s Advice<'a>) -> Vec<Brief<'s, 'a>> {
    shortlist(advice).into_iter().map(|one| brief(advisor, advice, one)).collect()
}

/// Describes one design of an answer.
pub fn brief_of<'s, 'a>(advisor: &'s Advisor, advice: &Advice<'a>, of: &'s Recommendation<'a>) -> Brief<'s, 'a> {
    brief(advisor, advice, Shortlisted { role: Role::Alternative, of })
}

fn brief<'s, 'a>(advisor: &'s Advisor, advice: &Advice<'a>, one: Shortlisted<'s, 'a>) -> Brief<'s, 'a> {
    let (role, of) = (one.role, one.of);
    let design = &advisor.catalogue().designs[of.placed.design];
    let key = match role {
        Role::BestFit => "exports.brief.best_fit",
        Role::BestFitNow => "exports.brief.best_fit_now",
        Role::BeginNow => "exports.brief.begin_now",
        Role::Alternative => "exports.brief.alternative",
    };
    Brief {
        role,
        of,
        design: of.placed.design,
        name: &design.name,
        heading: fill_text(key, &[("design", &in_sentence(&design.name))]),
        what: first_sentence(&design.summary),
        takes: takes(advisor, &advice.profile.setting, of.placed.alternative),
        reasons: reasons(advisor, of),
        against: against(advisor, advice, one),
        evidence: strongest(advisor, &design.evidence).map(|one| studied(advisor, one)),
    }
}

/// Returns its main reasons: known answers that meet its needs, in the words of the answers.
fn reasons(advisor: &Advisor, of: &Recommendation<'_>) -> Vec<String> {
    let helps = |one: &&Contribution<'_>| one.contribution >= WORTH && one.cost.unwrap_or(0) < WORTH;
    of.by_size().into_iter().filter(helps).filter_map(|one| reason(advisor, of, one)).take(REASONS).collect()
}

fn reason(advisor: &Advisor, of: &Recommendation<'_>, one: &Contribution<'_>) -> Option<String> {
    let factor = &advisor.catalogue().factors[one.factor];
    let name = ("factor", factor.name.as_str());
    // Where a design needs a certain level, more than that is enough; elsewhere an answer suits it.
    let key = if factor.scoring.rule == "supply" { "exports.brief.reason" } else { "exports.brief.reason_suits" };
    let rated = |rating: &Rating| {
        let level = (rating.mean_millionths() + MILLION / 2) / MILLION;
        let answer = factor.short.get((level as usize).clamp(1, LEVELS) - 1)?;
        Some(fill_text(key, &[name, ("answer", answer)]))
    };
    match one.answer? {
        Given::ForDesign(rating) | Given::Whole(Answer::Level(rating)) => rated(rating),
        Given::Whole(Answer::Each(_)) => Some(fill_text("exports.brief.reason_enough", &[name])),
        Given::Whole(Answer::Shares(shares)) => {
            let most = factor.categories.iter().zip(shares.millionths()).max_by_key(|(_, share)| **share)?;
            let answer = in_sentence(&most.0.name);
            let key = if one.side == Block::Potential {
                "exports.brief.reason_outcome"
            } else {
                "exports.brief.reason_suits"
            };
            let potential = whole(of.potential).to_string();
            Some(fill_text(key, &[name, ("answer", &answer), ("potential", &potential)]))
        }
    }
}

fn first_sentence(text: &str) -> String {
    text.split_once(". ").map_or_else(|| text.to_owned(), |(first, _)| format!("{first}."))
}

/// Returns what a design takes of a team, or of each teacher if the team's size is unknown.
pub fn takes(advisor: &Advisor, setting: &Setting, at: AlternativeIndex) -> Vec<(&'static str, String)> {
    let dosage = &advisor.catalogue().designs[advisor.tables().alternatives[at].design].dosage;
    vec![
        (text("exports.brief.hours"), amount("hours", Range::from(&dosage.hours), setting)),
        (text("exports.brief.weeks"), range(Range::from(&dosage.weeks), 0)),
        (text("exports.brief.days"), amount("days", cover_days(advisor, at), setting)),
        (text("exports.brief.cost"), dollars(&cost_of(advisor, at), setting)),
    ]
}

/// Returns what a design takes in one line.
pub fn in_a_line(takes: &[(&str, String)]) -> String {
    let take = |(name, amount): &(&str, String)| fill_text("exports.brief.take", &[("name", name), ("amount", amount)]);
    takes.iter().map(take).collect::<Vec<_>>().join("; ")
}

/// Returns the days of substitute coverage that an alternative takes of each teacher.
pub fn cover_days(advisor: &Advisor, at: AlternativeIndex) -> Range {
    let (catalogue, alternative) = (advisor.catalogue(), &advisor.tables().alternatives[at]);
    let share = catalogue.environments[alternative.environment].cover_share.value;
    Range::from(&catalogue.designs[alternative.design].dosage.cover_hours).times(share / HOURS_OF_A_DAY)
}

/// Returns an amount for each teacher, and for the whole team if its size is known.
fn amount(kind: &str, each: Range, setting: &Setting) -> String {
    if each.high <= 0.0 {
        return text("exports.brief.none").to_owned();
    }
    // Days of coverage are few for each teacher; hours need no decimals.
    let own = range(each, u8::from(kind == "days"));
    match setting.team_size {
        Some(teachers) => {
            let all = each.times(f64::from(teachers));
            let slots = [("each", own.as_str()), ("all", &thousands(all.typical))];
            fill_text(&format!("exports.brief.{kind}_team"), &slots)
        }
        None => fill_text(&format!("exports.brief.{kind}_each"), &[("each", &own)]),
    }
}

/// Returns what an alternative costs for each teacher.
pub fn cost_of(advisor: &Advisor, at: AlternativeIndex) -> Cost {
    let (catalogue, alternative) = (advisor.catalogue(), &advisor.tables().alternatives[at]);
    let environment = &catalogue.environments[alternative.environment];
    design_cost(catalogue, &catalogue.designs[alternative.design], environment)
}

/// Returns a cost in words, rounded, with where it comes from.
fn dollars(cost: &Cost, setting: &Setting) -> String {
    let each = cost.amount();
    if each.high <= 0.0 {
        return text("exports.brief.none").to_owned();
    }
    let kind = cost.kind.id();
    let size = f64::from(setting.team_size.unwrap_or(1));
    let [low, all, high] = [each.low, each.typical, each.high].map(|value| money(rounded(value * size), None));
    let own = match cost.kind {
        CostKind::Published => money_range(each, None),
        CostKind::Reckoned => all.clone(),
    };
    let slots = [("each", own.as_str()), ("all", &all), ("low", &low), ("high", &high)];
    let of = if setting.team_size.is_some() { "team" } else { "each" };
    fill_text(&format!("exports.brief.cost_{of}_{kind}"), &slots)
}

/// Rounds to two digits, or to whole dollars below 100.
pub fn rounded(value: f64) -> f64 {
    let unit = 10_f64.powf((value.max(1.0).log10().floor() - 1.0).max(0.0));
    (value / unit).round() * unit
}

/// Returns the unmet critical needs, and the other large costs with their points; of a design to begin with, also the
/// practice that is wanted and not part of it.
fn against(advisor: &Advisor, advice: &Advice<'_>, Shortlisted { role, of }: Shortlisted<'_, '_>) -> Vec<String> {
    let gates: Vec<_> = of.gates.iter().filter(|gate| is_worth_a_warning(gate)).collect();
    let words = |gate: &&UnmetGate| gate_in_words(advisor.catalogue(), advisor.tables(), of.placed.alternative, gate);
    let is_said = |factor| gates.iter().any(|gate| advisor.tables().terms[gate.term].factor == factor);
    let costs = of.costs.iter().filter(|cost| cost.cost >= WORTH && !is_said(cost.factor));
    let costs: Vec<String> = costs
        .take(REASONS)
        .map(|cost| {
            let points = whole(cost.cost);
            let slots = [("what", cost.label), ("points", &points.to_string())];
            fill_counted("exports.brief.cost_of", points.unsigned_abs() as usize, &slots)
        })
        .collect();
    let mut against: Vec<String> = gates.iter().map(words).collect();
    if role != Role::Alternative {
        against.extend(no_practice(advisor, advice, of));
    }
    if !costs.is_empty() {
        against.push(fill_text("exports.brief.held_back", &[("costs", &list(&costs))]));
    }
    against
}

/// Says that the outcome that is wanted needs practice in class, which is not part of the design.
fn no_practice(advisor: &Advisor, advice: &Advice<'_>, of: &Recommendation<'_>) -> Option<String> {
    let (catalogue, tables) = (advisor.catalogue(), advisor.tables());
    let is_wanted = wants_practice(catalogue, tables, &Mixtures::new(tables, advice.profile)).is_some();
    let is_missing = is_wanted && !catalogue.embeds_practice(of.placed.design);
    is_missing.then(|| text("exports.brief.no_practice").to_owned())
}

/// Returns the study with the best grade; the first of equals.
fn strongest<'c>(advisor: &Advisor, studies: &'c [Evidence]) -> Option<&'c Evidence> {
    let grades = &advisor.catalogue().model.grades;
    studies.iter().min_by_key(|study| grades.iter().position(|grade| grade.id == study.grade))
}

fn studied(advisor: &Advisor, study: &Evidence) -> String {
    let sources = advisor.catalogue().sources.iter().filter(|source| study.sources.contains(&source.id));
    let names: Vec<String> = sources.map(|source| source.short().to_owned()).collect();
    let grade = capital(text(&format!("exports.brief.grade.{}", study.grade.0)));
    let slots =
        [("finding", study.finding.trim_end_matches('.')), ("sources", &names.join("; ")), ("grade", grade.as_str())];
    fill_text(if names.is_empty() { "exports.brief.evidence_unnamed" } else { "exports.brief.evidence" }, &slots)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_summary_begins_with_what_the_design_is() {
        assert_eq!(first_sentence("One. Two."), "One.");
        assert_eq!(first_sentence("Only one."), "Only one.");
    }
}
