//! The fields of a template: the one list from which the places are filled and the table in the documents is made.

use crate::exports::Document;
use crate::exports::money::{money_facts, money_range};
use crate::exports::names;
use crate::exports::sections::basis;
use crate::exports::words::{days, range, weekday};
use crate::planning::{About, Plan, Session, clock};
use crate::words::{fill_text, number, text};

/// A field of a template.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    pub id: &'static str,
    /// Returns its texts, one for each line; none if the plan has nothing for it.
    pub texts: fn(&Document<'_>) -> Vec<String>,
}

/// Returns the rows of the table of fields: ids with what fills them.
pub fn field_table() -> Vec<(&'static str, String)> {
    FIELDS.iter().map(|field| (field.id, fill_text(&format!("exports.template.field.{}", field.id), &[]))).collect()
}

/// Declares fields with what fills them; `plan` and `document` are names for their use.
macro_rules! fields {
    ($($id:literal => |$document:ident| $texts:expr;)+) => {
        /// Every field, in the order of a plan.
        pub const FIELDS: &[Field] = &[$(Field { id: $id, texts: |$document| $texts }),+];
    };
}

fields! {
    "plan.title" => |document| vec![names::title(plan(document))];
    "plan.id" => |document| one(plan(document).id.as_ref());
    "plan.scope" => |document| plan(document).scope.map(|scope| fill_text(&format!("planning.label.{}", scope.id()), &[])).into_iter().collect();
    "plan.starts" => |document| one(document.review.facts.start());
    "plan.ends" => |document| one(plan(document).calendar.until);
    "plan.dates" => |document| one(days(document.review.facts.start(), plan(document).calendar.until));
    "plan.reviewed" => |document| one(plan(document).looked_at());
    "plan.version" => |document| one(Some(plan(document).revision()).filter(|version| *version > 0));
    "extends.name" => |document| one(plan(document).extends.name.as_ref());
    "extends.aims" => |document| one(plan(document).extends.aims.as_ref());
    "needs" => |document| plan(document).needs.iter().flat_map(|need| [&need.expected, &need.missing]).flatten().cloned().collect();
    "needs.evidence" => |document| plan(document).needs.iter().flat_map(|need| &need.evidence).filter_map(|one| one.says.clone()).collect();
    "needs.who" => |document| plan(document).needs.iter().filter_map(|need| need.who.clone()).collect();
    "characteristics" => |document| plan(document).characteristics.iter().filter_map(|one| one.text.clone()).collect();
    "goals" => |document| goals(document, None);
    "goals.students" => |document| goals(document, Some(About::Students));
    "goals.educators" => |document| goals(document, Some(About::Educators));
    "goals.system" => |document| goals(document, Some(About::System));
    "learning_needs" => |document| plan(document).learning_needs.iter().filter_map(|need| need.text.clone()).collect();
    "designs" => |document| designs(document);
    "designs.why" => |document| plan(document).designs.iter().filter_map(|one| one.because.clone()).collect();
    "strategies" => |document| plan(document).strategies.iter().filter_map(|one| one.text.clone()).collect();
    "strategies.responsible" => |document| distinct(plan(document).strategies.iter().filter_map(|one| one.responsible.clone()));
    "people.teachers" => |document| one(document.review.resources.teachers);
    "people.coaches" => |document| one(plan(document).people.coaches);
    "people.students" => |document| one(plan(document).people.students);
    "schedule" => |document| document.review.schedule.sessions.iter().map(session).collect();
    "schedule.milestones" => |document| milestones(document);
    "hours.per_teacher" => |document| vec![range(document.review.resources.per_teacher.hours, 1)];
    "costs" => |document| money_facts(document.review).into_iter().flat_map(|(name, texts)| texts.into_iter().map(move |text| fill_text("exports.template.fact", &[("name", name), ("text", &text)]))).collect();
    "costs.per_teacher" => |document| vec![money_range(document.review.resources.per_teacher.cash, currency(document))];
    "costs.total" => |document| document.review.resources.total.iter().map(|total| money_range(total.cash, currency(document))).collect();
    "costs.by_year" => |document| fact(document, "exports.resources.years");
    "costs.by_purpose" => |document| fact(document, "exports.resources.spent_on");
    "budget" => |document| fact(document, "exports.resources.budget");
    "funding" => |document| one(plan(document).prices.funding.as_ref());
    "support" => |document| one(plan(document).support.how.as_ref());
    "theory_of_change" => |document| one(plan(document).evaluation.theory_of_change.as_ref());
    "indicators" => |document| plan(document).indicators.iter().filter_map(|one| one.text.clone()).collect();
    "indicators.targets" => |document| targets(document);
    "judge_results_from" => |document| one(document.review.facts.fair_date());
    "findings" => |document| document.review.findings.iter().filter(|one| one.waived.is_none()).map(|one| one.found.clone()).collect();
    "about" => |document| basis(&document.review.facts.catalogue.model.statement, &document.provenance).into();
}

fn plan<'a>(document: &Document<'a>) -> &'a Plan {
    document.review.facts.plan
}

fn currency<'a>(document: &Document<'a>) -> Option<&'a str> {
    plan(document).prices.currency.as_deref()
}

fn one<T: ToString>(value: Option<T>) -> Vec<String> {
    value.iter().map(T::to_string).collect()
}

fn distinct(texts: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    texts.for_each(|text| {
        if !all.contains(&text) {
            all.push(text);
        }
    });
    all
}

fn goals(document: &Document<'_>, about: Option<About>) -> Vec<String> {
    let goals = plan(document).goals.iter().filter(|goal| about.is_none() || goal.about == about);
    goals.filter_map(|goal| goal.text.clone()).collect()
}

fn designs(document: &Document<'_>) -> Vec<String> {
    let design = |chosen: &crate::planning::Chosen<'_>| {
        fill_text("exports.short.design_hours", &[("design", chosen.name()), ("hours", &number(chosen.hours()))])
    };
    document.review.facts.chosen.iter().map(design).collect()
}

fn session(session: &Session<'_>) -> String {
    let day = format!("{} {}", weekday(session.date), session.date);
    let key = if session.starts.is_some() { "exports.template.session" } else { "exports.template.session_in_week" };
    let starts = session.starts.as_ref().map(clock).unwrap_or_default();
    let minutes = session.minutes.to_string();
    fill_text(key, &[("day", &day), ("time", &starts), ("minutes", &minutes), ("what", &session.title)])
}

fn milestones(document: &Document<'_>) -> Vec<String> {
    let milestone = |one: &crate::planning::Milestone| {
        fill_text("exports.template.fact", &[("name", &one.date.to_string()), ("text", &one.title)])
    };
    document.review.schedule.milestones.iter().map(milestone).collect()
}

fn targets(document: &Document<'_>) -> Vec<String> {
    let target = |one: &crate::planning::Indicator| {
        let unit = one.unit.as_deref().unwrap_or_default();
        let slots = [
            ("what", one.text.as_deref()?),
            ("from", &*number(one.baseline?)),
            ("target", &number(one.target?)),
            ("unit", unit),
            ("day", &one.target_on?.to_string()),
        ];
        Some(fill_text("exports.template.target", &slots).replace("  ", " "))
    };
    plan(document).indicators.iter().filter_map(target).collect()
}

/// Returns one of the facts about money by the key of its name.
fn fact(document: &Document<'_>, key: &'static str) -> Vec<String> {
    let name = text(key);
    money_facts(document.review).into_iter().find(|(own, _)| *own == name).map(|(_, texts)| texts).unwrap_or_default()
}
