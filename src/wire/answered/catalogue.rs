//! Catalog answers.

use serde::Serialize;

use super::standards::{PlanningPage, StandardList};
use crate::catalogue::{
    Amount, Attribute, Catalogue, Category, CategoryValue, Component, Cover, Design, Direction, Dosage, End, Evidence,
    Factor, FactorChange, Failure, Fee, Grade, Grading, Group, Kind, Leader, Led, PracticeShown, QualityMark,
    Requirement, ResourceKind, Rhythm, Scale, Seen, Source, SurveyItem, Variant, WhereStudied, Who,
};
use crate::wire::kit::view::{View, view, views};

/// The bytes of every catalog resource, built when the catalog is loaded.
#[derive(Clone, Debug)]
pub struct CatalogueParts {
    pub designs: Vec<u8>,
    /// By design id.
    pub design_pages: std::collections::BTreeMap<String, Vec<u8>>,
    pub factors: Vec<u8>,
    pub sources: Vec<u8>,
    pub standards: Vec<u8>,
    pub planning: Vec<u8>,
}

impl CatalogueParts {
    pub fn new(catalogue: &Catalogue) -> Self {
        let page = |design: &Design| (design.id.clone(), json(&DesignPage::view(design)));
        Self {
            designs: json(&DesignList::view(catalogue)),
            design_pages: catalogue.designs.iter().map(page).collect(),
            factors: json(&FactorList::view(catalogue)),
            sources: json(&SourceList::view(catalogue)),
            standards: json(&StandardList::view(catalogue)),
            planning: json(&PlanningPage::view(&catalogue.planning)),
        }
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("plain structs always serialize into memory")
}

/// Returns what must not be cut from a design, or what may be adapted.
pub fn ingredients(design: &Design, keep: bool) -> Vec<&str> {
    let of = design.ingredients.iter().filter(|ingredient| ingredient.keep == keep);
    of.map(|ingredient| ingredient.what.as_str()).collect()
}

fn attributes(design: &Design) -> Vec<AttributePage<'_>> {
    let factors = design.attributes.factors.iter().map(|(id, attribute)| (attribute, id.clone()));
    let kinds = design.attributes.resources.iter().map(|(id, attribute)| (attribute, format!("resources.{id}")));
    views(factors.chain(kinds))
}

view! {
    /// All designs, in catalog order.
    #[schema(as = DesignList)]
    pub struct DesignList<'a> from (catalogue: &'a Catalogue) { designs: Vec<DesignSummary<'a>> }

    struct DesignSummary<'a> from (design: &'a Design) {
        id: &'a str,
        name: &'a str,
        /// What people do.
        summary: &'a str,
        environments: &'a [String],
        /// Types of outcome that it serves best.
        primary_outcomes: &'a [String] = &design.outcomes.primary,
        secondary_outcomes: &'a [String] = &design.outcomes.secondary,
        /// Mechanisms by which it works.
        mechanisms: &'a [String],
        /// Mechanisms that it carries in part or under a condition.
        mechanisms_partial: &'a [String],
        components as Vec<String>: &'a [Component],
        quality_marks as Vec<String>: &'a [QualityMark],
    }

    /// One design, with its requirements, what is known about it and what is not.
    #[schema(as = DesignPage)]
    pub struct DesignPage<'a> from (design: &'a Design) {
        #[serde(flatten)]
        summary: DesignSummary<'a> = View::view(design),
        /// Whose practice colleagues observe.
        practice_shown as String: PracticeShown,
        /// Whether teachers miss their own lessons and need substitute coverage.
        cover as String: Cover,
        needs_peers: bool,
        needs_same_subject: bool,
        roles: &'a [String],
        resources: &'a [String],
        /// Roles in which people take part, if they differ.
        variants: Vec<VariantPage<'a>>,
        dosage: DosagePage<'a>,
        rhythm: RhythmPage<'a>,
        /// What must not be cut.
        keep: Vec<&'a str> = ingredients(design, true),
        /// What may be adapted.
        adapt: Vec<&'a str> = ingredients(design, false),
        failures: Vec<FailurePage<'a>>,
        evidence: Vec<EvidencePage<'a>>,
        /// What is not known about it.
        unknown: &'a [String],
        /// What the scoring uses, by factor.
        attributes: Vec<AttributePage<'a>> = attributes(design),
        requirements: Vec<RequirementPage<'a>>,
    }

    struct VariantPage<'a> from (variant: &'a Variant) { id: &'a str, name: &'a str, what: &'a str }

    /// Typical amounts for one teacher in one school year.
    #[schema(as = Dosage)]
    struct DosagePage<'a> from (dosage: &'a Dosage) {
        hours: AmountPage<'a>,
        weeks: AmountPage<'a>,
        session_hours: AmountPage<'a>,
        group_size: AmountPage<'a>,
        cover_hours: AmountPage<'a>,
        /// Who is paid to lead it; null if members lead.
        led: Option<LedPage<'a>>,
        /// What is bought for each teacher.
        fees as Vec<String>: &'a [Fee] = &dosage.fees,
        cost_usd_per_teacher: Option<AmountPage<'a>>,
        cost_unknown: Option<&'a str>,
    }

    /// Where and how often the sessions take place.
    #[schema(as = Rhythm)]
    struct RhythmPage<'a> from (rhythm: &'a Rhythm) {
        /// The place of each session in order, repeated: `meeting`, `lesson`, `own_time` or `away`.
        places: Vec<&'a str> = rhythm.places.iter().map(|place| place.id()).collect(),
        /// Maximum weeks with school between two sessions.
        most_weeks: u32,
        /// The part of a stage that this design already is.
        counts_as: Option<&'a str> = rhythm.counts_as.as_deref(),
        grade: &'a str,
        rationale: &'a str,
        sources: &'a [String],
    }

    /// The share of the hours that a paid leader is present, 0 to 1.
    #[schema(as = Led)]
    struct LedPage<'a> from (led: &'a Led) {
        by as String: Leader = led.by,
        low: f64,
        typical: f64,
        high: f64,
        grade: &'a str,
        rationale: &'a str,
        sources: &'a [String],
    }

    struct AmountPage<'a> from (amount: &'a Amount) {
        low: f64,
        typical: f64,
        high: f64,
        grade: &'a str,
        rationale: &'a str,
        sources: &'a [String],
    }

    struct FailurePage<'a> from (failure: &'a Failure) {
        how: &'a str,
        because: &'a str,
        /// Answers that make the failure likely for a team; a judgment.
        signs: Vec<SignPage<'a>>,
    }

    /// A factor or kind of resource, and the end of its scale at which a failure becomes likely.
    struct SignPage<'a> from (sign: &'a End) {
        factor: &'a str,
        /// The end of the scale: 1 or 5.
        toward: u8,
    }

    /// Where and with whom a finding was studied; null if the study does not state it.
    pub struct WhereStudiedPage<'a> from (place: &'a WhereStudied) {
        country: Option<&'a str>,
        phase: Option<&'a str>,
        subject: Option<&'a str>,
        scale: Option<&'a str>,
        /// Whether the people studied volunteered.
        volunteers: Option<bool>,
        /// Whether this is true of most, but not all, of the studies behind the finding.
        mostly: bool,
    }

    /// A finding. Its grade is the strength of the study; its direction is what the study points to.
    struct EvidencePage<'a> from (evidence: &'a Evidence) {
        finding: &'a str,
        effect: Option<f64>,
        effect_unit: Option<&'a str>,
        /// The direction of the finding: `none` means no effect was found; `unknown` means nothing was found out.
        direction as String: Direction,
        grade: &'a str,
        studied: &'a str,
        /// Null if the study states nothing.
        where_studied: Option<WhereStudiedPage<'a>>,
        sources: &'a [String],
    }

    struct AttributePage<'a> from (attribute: &'a Attribute, path: String) {
        /// A factor's id, or a kind of resource such as `resources.staff`.
        factor: String = path,
        /// The scoring rule, if it differs from the factor's own rule.
        rule: Option<&'a str>,
        /// The parameters of the rule.
        numbers: &'a std::collections::BTreeMap<String, f64>,
        /// The value of each category, for factors answered by shares.
        categories: Vec<CategoryPage<'a>> = views(attribute.categories.iter().map(|value| (value, attribute))),
        /// The importance of the factor for readiness, 0 to 3; absent for factors of potential.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(required = false, nullable = false)]
        importance: Option<Reasoned<'a>> =
            attribute.importance.as_ref().map(|of| View::view((of.grading(), Some(of.value.into())))),
        /// Why little potential is left while this critical need is unmet; absent if the need is not critical.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(required = false, nullable = false)]
        gate: Option<Reasoned<'a>> = attribute.gate.as_ref().map(|gate| View::view((gate.grading(), None))),
        grade: &'a str,
        rationale: &'a str,
        sources: &'a [String],
    }

    /// A number or a critical need, with its rationale.
    struct Reasoned<'a> from (grading: Grading<'a>, number: Option<f64>) {
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(required = false, nullable = false)]
        value: Option<f64> = number,
        grade: &'a str = &grading.grade.0,
        rationale: &'a str,
        sources: &'a [String] = grading.sources,
    }

    struct CategoryPage<'a> from (value: &'a CategoryValue, attribute: &'a Attribute) {
        id: &'a str,
        value: f64,
        /// The value in a school that follows up, 0 to 1; only for designs without follow-up of their own.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(required = false, nullable = false)]
        followed_up: Option<f64>,
        grade: &'a str = &value.grade.as_ref().unwrap_or(&attribute.grade).0,
        rationale: &'a str = value.grade.as_ref().map_or(&attribute.rationale, |_| &value.rationale),
        sources: &'a [String] = value.grade.as_ref().map_or(&attribute.sources, |_| &value.sources),
    }

    /// A minimum below which the design is not feasible.
    struct RequirementPage<'a> from (requirement: &'a Requirement) {
        factor: &'a str,
        at_least: f64,
        grade: &'a str,
        rationale: &'a str,
    }

    /// All factors, in catalog order.
    #[schema(as = FactorList)]
    pub struct FactorList<'a> from (catalogue: &'a Catalogue) { factors: Vec<FactorPage<'a>> }

    struct FactorPage<'a> from (factor: &'a Factor) {
        id: &'a str,
        name: &'a str,
        group as String: Group,
        /// The form of an answer: `level`, `shares`, `per_design` or `per_resource`.
        kind as String: Kind,
        /// The question for the planner.
        question: &'a str,
        meaning: &'a str,
        answered_by as Vec<String>: &'a [Who],
        /// Whether teachers should answer anonymously.
        anonymous: bool,
        /// How an answer can mislead.
        caution: &'a str,
        /// The meaning of each level, level 1 first.
        levels: &'a [String],
        /// The categories, for a factor answered by shares.
        categories: Vec<NamedMeaning<'a>>,
        /// The kinds of resource, for a factor answered per kind of resource.
        resources: Vec<ResourcePage<'a>>,
        survey: Vec<SurveyPage<'a>>,
        change: ChangePage<'a>,
        /// The scoring rule, unless a design has its own.
        rule: &'a str = &factor.scoring.rule,
        /// The factor's weight among all factors.
        weight: f64 = factor.weight.value,
        weight_grade: &'a str = &factor.weight.grade.0,
        weight_rationale: &'a str = &factor.weight.rationale,
        weight_sources: &'a [String] = &factor.weight.sources,
    }

    struct NamedMeaning<'a> from (category: &'a Category) { id: &'a str, name: &'a str, meaning: &'a str }

    struct ResourcePage<'a> from (kind: &'a ResourceKind) {
        id: &'a str,
        name: &'a str,
        question: &'a str,
        meaning: &'a str,
        levels: &'a [String],
    }

    pub struct SurveyPage<'a> from (item: &'a SurveyItem) {
        text: &'a str,
        scale as String: Scale,
        /// Whether agreement means a low level.
        reversed: bool,
    }

    /// Whether a school can change the factor, who can, and how soon.
    struct ChangePage<'a> from (change: &'a FactorChange) {
        by_school: bool,
        lead_weeks: u32,
        owner: &'a str,
        how: &'a str,
        grade: &'a str,
    }

    /// The catalog's statement about itself, the meaning of its grades, and its sources.
    #[schema(as = SourceList)]
    pub struct SourceList<'a> from (catalogue: &'a Catalogue) {
        statement: &'a str = &catalogue.model.statement,
        grades: Vec<GradePage<'a>> = View::view(&catalogue.model.grades),
        sources: Vec<SourcePage<'a>>,
    }

    struct GradePage<'a> from (grade: &'a Grade) {
        id: &'a str,
        meaning: &'a str,
        /// Whether numbers with this grade count as weak evidence.
        weak: bool,
    }

    struct SourcePage<'a> from (source: &'a Source) {
        id: &'a str,
        citation: &'a str,
        url: Option<&'a str>,
        /// How the source was checked: `seen`, `second_hand` or `recalled`.
        seen as String: Seen,
        /// The finding, with its conditions.
        says: &'a str,
    }
}
