//! Alternatives: a design in one of its variants and one of its environments.

use crate::answers::{CELLS, LEVELS};
use crate::catalogue::{
    Adjustment, Attribute, Catalogue, Design, DesignIndex, Environment, EnvironmentIndex, Factor, Faults, GradeId,
    Grading, Requirement, Side, Term, TermIndex, Variant,
};
use crate::words::{fill_text, text};

use super::rules::{self, Bound, Inputs, Number, Rule};

/// The unit of scoring. A design's best alternative represents it.
#[derive(Clone, Debug)]
pub struct Alternative {
    pub design: DesignIndex,
    pub environment: EnvironmentIndex,
    pub variant: Option<usize>,
    /// The attributes that the rules read, by term.
    pub attributes: Vec<Resolved>,
    /// Requirements: the term, the minimum level in millionths, and the reason as a whole sentence.
    pub requirements: Vec<(TermIndex, u64, String)>,
    /// The critical needs, at most [`MOST_GATES`].
    pub gates: Vec<Gate>,
    /// Present where use depends on the school's follow-up.
    pub transfer: Option<Transfer>,
}

/// The most critical needs of an alternative; more would multiply too far.
pub const MOST_GATES: usize = 2;

/// A critical need, and the share of the score left at each level.
#[derive(Clone, Debug)]
pub struct Gate {
    pub term: TermIndex,
    /// The level needed, or the level not to exceed.
    pub required: f64,
    pub bound: Bound,
    /// By level, in millionths.
    pub keeps: [u32; LEVELS],
    /// Why little is left where the need is unmet.
    pub basis: Basis,
}

/// How use depends on follow-up.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// By category of the outcome: the most that follow-up adds, in millionths.
    pub rise: [u32; CELLS],
    /// By category: the part of it that a routine of the lowest complexity reaches without follow-up, in millionths.
    pub routine: [u32; CELLS],
    pub basis: Basis,
}

/// An attribute after the environment's changes, with its rule.
#[derive(Clone)]
pub struct Resolved {
    pub rule: &'static dyn Rule,
    pub inputs: Inputs,
    /// The importance, 0 to 3; 0 for needs that are gates and for factors on the side of potential.
    pub importance: u8,
    /// The evidence behind the importance.
    pub importance_basis: Option<Basis>,
    gate: Option<Basis>,
    /// The addition of follow-up to each category, 0 to 1.
    rise: Vec<f64>,
    /// One for all cells, or one for each category.
    bases: Vec<Basis>,
}

/// The evidence behind a resolved number.
#[derive(Clone, Debug, PartialEq)]
pub struct Basis {
    pub grade: GradeId,
    pub rationale: String,
    pub sources: Vec<String>,
    /// The evidence behind an environment's change to the number.
    pub qualified_by: Option<Box<Basis>>,
}

impl std::fmt::Debug for Resolved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Resolved").field("rule", &self.rule.id()).field("inputs", &self.inputs).finish_non_exhaustive()
    }
}

impl Resolved {
    /// Whether the need is a gate.
    pub fn is_gate(&self) -> bool {
        self.gate.is_some()
    }

    /// The evidence behind the worth at a cell.
    pub fn basis(&self, cell: usize) -> &Basis {
        self.bases.get(cell).unwrap_or(&self.bases[0])
    }
}

impl From<Grading<'_>> for Basis {
    fn from(grading: Grading<'_>) -> Self {
        Self {
            grade: grading.grade.clone(),
            rationale: grading.rationale.to_owned(),
            sources: grading.sources.to_vec(),
            qualified_by: None,
        }
    }
}

/// All alternatives, by design, then environment in the catalog's order, then variant in the file's order.
pub(super) fn alternatives(catalogue: &Catalogue, terms: &[Term], faults: &mut Faults) -> Vec<Alternative> {
    let mut alternatives = Vec::new();
    for (at, design) in DesignIndex::enumerate(&catalogue.designs) {
        let variants: Vec<Option<usize>> = match design.variants.len() {
            0 => vec![None],
            several => (0..several).map(Some).collect(),
        };
        for (environment_at, environment) in EnvironmentIndex::enumerate(&catalogue.environments) {
            if !design.environments.contains(&environment.id) {
                continue;
            }
            for &variant in &variants {
                let source = Origin { catalogue, design, environment, variant: variant.map(|at| &design.variants[at]) };
                let attributes = terms.iter().map(|term| source.resolve(term, faults)).collect::<Option<_>>();
                alternatives.extend(attributes.map(|attributes: Vec<Resolved>| Alternative {
                    design: at,
                    environment: environment_at,
                    variant,
                    requirements: source.requirements(terms),
                    gates: source.gates(&attributes, faults),
                    transfer: source.transfer(&attributes, terms),
                    attributes,
                }));
            }
        }
    }
    alternatives
}

/// The sources of an alternative's attributes.
struct Origin<'a> {
    catalogue: &'a Catalogue,
    design: &'a Design,
    environment: &'a Environment,
    variant: Option<&'a Variant>,
}

impl Origin<'_> {
    fn requirements(&self, terms: &[Term]) -> Vec<(TermIndex, u64, String)> {
        let all = self.design.requirements.iter().chain(&self.environment.requirements);
        let found = |requirement: &Requirement| {
            let term = terms.iter().position(|term| term.path == requirement.factor)?;
            Some((term.into(), (requirement.at_least * 1e6).round() as u64, requirement.rationale.clone()))
        };
        all.filter_map(found).collect()
    }

    /// The gates of the attributes; more than [`MOST_GATES`] are a fault.
    fn gates(&self, attributes: &[Resolved], faults: &mut Faults) -> Vec<Gate> {
        let terms = &self.catalogue.model.gate;
        let gate = |(term, attribute): (TermIndex, &Resolved)| {
            let basis = attribute.gate.clone()?;
            let (required, bound) = attribute.rule.bound(&attribute.inputs)?;
            let keeps = std::array::from_fn(|cell| {
                let left = 1.0 - terms.slope * bound.short(required, (cell + 1) as f64);
                (left.clamp(terms.floor, 1.0) * 1e6).round() as u32
            });
            Some(Gate { term, required, bound, keeps, basis })
        };
        let gates: Vec<Gate> = TermIndex::enumerate(attributes).filter_map(gate).collect();
        if gates.len() > MOST_GATES {
            let file = format!("designs/{}.toml", self.design.id);
            let slots = [("gates", &*gates.len().to_string()), ("most", &MOST_GATES.to_string())];
            if !faults.iter().any(|fault| fault.file == file && fault.key == "attributes.gate") {
                faults.add(file, "attributes.gate", fill_text("scoring.fault.gates", &slots));
            }
        }
        gates
    }

    /// How use depends on follow-up, for a design or variant with a transfer.
    fn transfer(&self, attributes: &[Resolved], terms: &[Term]) -> Option<Transfer> {
        let own = self.variant.and_then(|variant| variant.transfer.as_ref()).or(self.design.transfer.as_ref())?;
        let outcome = terms.iter().position(|term| term.path == self.catalogue.model.transfer.outcome)?;
        let categories = &self.catalogue.factors[terms[outcome].factor].categories;
        let rise = |cell: usize| attributes[outcome].rise.get(cell).copied().unwrap_or(0.0);
        let is_routine = |cell: usize| {
            let routine = &self.catalogue.model.transfer.routine_outcomes;
            categories.get(cell).is_some_and(|category| routine.contains(&category.id))
        };
        let millionths = |share: f64| (share * 1e6).round() as u32;
        Some(Transfer {
            rise: std::array::from_fn(|cell| millionths(rise(cell))),
            routine: std::array::from_fn(|cell| {
                if is_routine(cell) { millionths(rise(cell) * own.simple_routine) } else { 0 }
            }),
            basis: own.grading().into(),
        })
    }

    fn resolve(&self, term: &Term, faults: &mut Faults) -> Option<Resolved> {
        let own = self.variant.and_then(|variant| variant.attributes.get(&term.path));
        let attribute = own.or_else(|| self.design.attributes.get(&term.path))?;
        let factor = &self.catalogue.factors[term.factor];
        let mut fault = |key: &str, detail: String| {
            let file = format!("designs/{}.toml", self.design.id);
            let key = format!("attributes.{}{}{key}", term.path, if key.is_empty() { "" } else { "." });
            if !faults.iter().any(|fault| fault.file == file && fault.key == key && fault.detail == detail) {
                faults.add(file, key, detail);
            }
        };
        let rule = rule_of(factor, attribute).map_err(|detail| fault("rule", detail)).ok()?;
        let mut inputs = Inputs { numbers: attribute.numbers.clone(), categories: Vec::new() };
        check_numbers(rule.numbers(), &inputs, &mut fault);
        inputs.numbers.extend(factor.scoring.parameters.clone());
        if attribute.gate.is_some() && rule.bound(&inputs).is_none() {
            fault("gate", fill_text("scoring.fault.gate", &[("rule", rule.id())]));
        }
        let needs_importance = factor.scoring.side == Side::Readiness;
        if attribute.importance.is_some() != needs_importance {
            let missing = text("scoring.fault.importance_missing");
            let detail = if needs_importance { missing } else { text("scoring.fault.importance_unused") };
            fault("importance", detail.to_owned());
        }
        let mut rise = Vec::new();
        let mut bases = vec![Basis::from(attribute.grading())];
        if rule.reads_categories() {
            bases.clear();
            for category in &factor.categories {
                let value = attribute.categories.iter().find(|value| value.id == category.id);
                let Some(value) = value else {
                    fault(&category.id, text("scoring.fault.worth").to_owned());
                    continue;
                };
                inputs.categories.push(value.value);
                rise.push(value.followed_up.map_or(0.0, |followed_up| followed_up - value.value));
                bases.push(value.grade.as_ref().map_or_else(
                    || attribute.grading().into(),
                    |grade| Grading { grade, rationale: &value.rationale, sources: &value.sources }.into(),
                ));
            }
            if let Some(value) = attribute
                .categories
                .iter()
                .find(|value| !factor.categories.iter().any(|category| category.id == value.id))
            {
                fault(&value.id, fill_text("scoring.fault.category", &[("category", &value.id)]));
            }
        }
        if bases.is_empty() {
            return None;
        }
        let gated = attribute.gate.as_ref().map(|gate| Basis::from(gate.grading()));
        let importance = attribute.importance.as_ref();
        let mut resolved = Resolved {
            rule,
            inputs,
            importance: importance.filter(|_| gated.is_none()).map_or(0, |importance| importance.value),
            importance_basis: importance.map(|importance| importance.grading().into()),
            gate: gated,
            rise,
            bases,
        };
        self.adjust(&mut resolved, term, factor);
        Some(resolved)
    }

    /// Applies adjustments; the design's own adjustment for an environment replaces the environment's.
    fn adjust(&self, resolved: &mut Resolved, term: &Term, factor: &Factor) {
        let speaks = |adjustment: &&Adjustment| {
            adjustment.environment.as_ref().is_none_or(|id| *id == self.environment.id)
                && adjustment.factor == term.path
        };
        let own: Vec<&Adjustment> = self.design.adjustments.iter().filter(speaks).collect();
        for adjustment in self.environment.adjustments.iter().filter(speaks).filter(|_| factor.categories.is_empty()) {
            if own.is_empty() {
                shift(resolved, adjustment);
            }
        }
        if factor.categories.is_empty() {
            own.iter().for_each(|adjustment| shift(resolved, adjustment));
        }
        for (cell, category) in factor.categories.iter().enumerate() {
            let about = |adjustment: &&Adjustment| adjustment.categories.contains(&category.id);
            let own = own.iter().copied().find(about);
            let general = || self.environment.adjustments.iter().filter(speaks).find(about);
            if let Some(adjustment) = own.or_else(general) {
                scale(resolved, cell, adjustment);
            }
        }
    }
}

fn rule_of(factor: &Factor, attribute: &Attribute) -> Result<&'static dyn Rule, String> {
    let id = attribute.rule.as_ref().unwrap_or(&factor.scoring.rule);
    if *id != factor.scoring.rule && !factor.scoring.also.contains(id) {
        return Err(fill_text("scoring.fault.rule", &[("factor", &factor.id), ("rule", id)]));
    }
    rules::rule(id).ok_or_else(|| fill_text("scoring.fault.rule_unknown", &[("rule", id), ("hint", "")]))
}

/// Checks that every number that a rule reads is present and in range, and that there are no others.
pub(super) fn check_numbers(read: &[Number], inputs: &Inputs, fault: &mut impl FnMut(&str, String)) {
    for number in read {
        match inputs.numbers.get(number.name) {
            None => fault(number.name, text("scoring.fault.number").to_owned()),
            Some(value) if !value.is_finite() || *value < number.low || *value > number.high => {
                let [value, low, high] = [*value, number.low, number.high].map(|number| number.to_string());
                let slots = [("value", value.as_str()), ("low", &low), ("high", &high)];
                fault(number.name, fill_text("scoring.fault.range", &slots));
            }
            Some(_) => {}
        }
    }
    for name in inputs.numbers.keys().filter(|name| !read.iter().any(|number| number.name == name.as_str())) {
        let hint = crate::catalogue::did_you_mean(name, read.iter().map(|number| number.name));
        fault(name, fill_text("scoring.fault.number_unknown", &[("hint", &hint)]));
    }
}

fn shift(resolved: &mut Resolved, adjustment: &Adjustment) {
    let Some(number) = resolved.rule.shifted() else { return };
    let before = resolved.inputs.number(number.name);
    let after = match (adjustment.add, adjustment.at_least, adjustment.scale) {
        (Some(add), ..) => before + add,
        (_, Some(floor), _) => before.max(floor),
        (.., Some(scale)) => before * scale,
        _ => before,
    };
    // Keep two decimals, so that sentences print the number that is scored.
    let after = (after.clamp(number.low, number.high) * 100.0).round() / 100.0;
    if after == before {
        return;
    }
    resolved.inputs.numbers.insert(number.name.to_owned(), after);
    let basis = &mut resolved.bases[0];
    if adjustment.at_least.is_some() {
        *basis = adjustment.grading().into();
    } else {
        basis.qualified_by = Some(Box::new(adjustment.grading().into()));
    }
}

fn scale(resolved: &mut Resolved, cell: usize, adjustment: &Adjustment) {
    let Some(worth) = resolved.inputs.categories.get_mut(cell) else { return };
    let before = *worth;
    let adjusted =
        |worth: f64| (worth * adjustment.scale.unwrap_or(1.0) + adjustment.add.unwrap_or(0.0)).clamp(0.0, 1.0);
    *worth = adjusted(before);
    let changed = *worth != before;
    if let Some(rise) = resolved.rise.get_mut(cell) {
        *rise = adjusted(before + *rise) - adjusted(before);
    }
    if let Some(basis) = resolved.bases.get_mut(cell).filter(|_| changed) {
        basis.qualified_by = Some(Box::new(adjustment.grading().into()));
    }
}
