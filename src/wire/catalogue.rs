//! Catalog answers.

use serde::Serialize;

use super::standards::{PlanningPage, StandardList};
use crate::catalogue::{
    Amount, Attribute, Catalogue, Component, Cover, Design, Direction, Evidence, Factor, Failure, Grading, Group, Kind,
    PracticeShown, QualityMark, Scale, Seen, Source, WhereStudied, Who,
};

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
        let page = |design: &Design| (design.id.clone(), json(&DesignPage::new(design)));
        Self {
            designs: json(&DesignList { designs: catalogue.designs.iter().map(DesignSummary::new).collect() }),
            design_pages: catalogue.designs.iter().map(page).collect(),
            factors: json(&FactorList { factors: catalogue.factors.iter().map(FactorPage::new).collect() }),
            sources: json(&SourceList {
                statement: &catalogue.model.statement,
                grades: catalogue.model.grades.iter().map(GradePage::new).collect(),
                sources: catalogue.sources.iter().map(SourcePage::new).collect(),
            }),
            standards: json(&StandardList::new(catalogue)),
            planning: json(&PlanningPage::new(catalogue)),
        }
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("plain structs always serialize into memory")
}

/// All designs, in catalog order.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = DesignList)]
pub struct DesignList<'a> {
    designs: Vec<DesignSummary<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct DesignSummary<'a> {
    id: &'a str,
    name: &'a str,
    /// What people do.
    summary: &'a str,
    environments: &'a [String],
    /// Types of outcome that it serves best.
    primary_outcomes: &'a [String],
    secondary_outcomes: &'a [String],
    /// Mechanisms by which it works.
    mechanisms: &'a [String],
    /// Mechanisms that it carries in part or under a condition.
    mechanisms_partial: &'a [String],
    #[schema(value_type = Vec<String>)]
    components: &'a [Component],
    #[schema(value_type = Vec<String>)]
    quality_marks: &'a [QualityMark],
}

impl<'a> DesignSummary<'a> {
    fn new(design: &'a Design) -> Self {
        Self {
            id: &design.id,
            name: &design.name,
            summary: &design.summary,
            environments: &design.environments,
            primary_outcomes: &design.outcomes.primary,
            secondary_outcomes: &design.outcomes.secondary,
            mechanisms: &design.mechanisms,
            mechanisms_partial: &design.mechanisms_partial,
            components: &design.components,
            quality_marks: &design.quality_marks,
        }
    }
}

/// One design, with its requirements, what is known about it and what is not.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = DesignPage)]
pub struct DesignPage<'a> {
    #[serde(flatten)]
    summary: DesignSummary<'a>,
    /// Whose practice colleagues observe.
    #[schema(value_type = String)]
    practice_shown: PracticeShown,
    /// Whether teachers miss their own lessons and need substitute coverage.
    #[schema(value_type = String)]
    cover: Cover,
    needs_peers: bool,
    needs_same_subject: bool,
    roles: &'a [String],
    resources: &'a [String],
    /// Roles in which people take part, if they differ.
    variants: Vec<VariantPage<'a>>,
    dosage: Dosage<'a>,
    /// What must not be cut.
    keep: Vec<&'a str>,
    /// What may be adapted.
    adapt: Vec<&'a str>,
    failures: Vec<FailurePage<'a>>,
    evidence: Vec<EvidencePage<'a>>,
    /// What is not known about it.
    unknown: &'a [String],
    /// What the scoring uses, by factor.
    attributes: Vec<AttributePage<'a>>,
    requirements: Vec<RequirementPage<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct VariantPage<'a> {
    id: &'a str,
    name: &'a str,
    what: &'a str,
}

/// Typical amounts for one teacher in one school year.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Dosage<'a> {
    hours: AmountPage<'a>,
    weeks: AmountPage<'a>,
    session_hours: AmountPage<'a>,
    group_size: AmountPage<'a>,
    cover_hours: AmountPage<'a>,
    cost_usd_per_teacher: Option<AmountPage<'a>>,
    cost_unknown: Option<&'a str>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct AmountPage<'a> {
    low: f64,
    typical: f64,
    high: f64,
    grade: &'a str,
    rationale: &'a str,
    sources: &'a [String],
}

impl<'a> AmountPage<'a> {
    fn new(amount: &'a Amount) -> Self {
        Self {
            low: amount.low,
            typical: amount.typical,
            high: amount.high,
            grade: &amount.grade.0,
            rationale: &amount.rationale,
            sources: &amount.sources,
        }
    }
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct FailurePage<'a> {
    how: &'a str,
    because: &'a str,
    /// Answers that make the failure likely for a team; a judgment.
    signs: Vec<SignPage<'a>>,
}

impl<'a> FailurePage<'a> {
    fn new(failure: &'a Failure) -> Self {
        let signs = failure.signs.iter().map(|sign| SignPage { factor: &sign.factor, toward: sign.toward });
        Self { how: &failure.how, because: &failure.because, signs: signs.collect() }
    }
}

/// A factor or kind of resource, and the end of its scale at which a failure becomes likely.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SignPage<'a> {
    factor: &'a str,
    /// The end of the scale: 1 or 5.
    toward: u8,
}

/// Where and with whom a finding was studied; null if the study does not state it.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct WhereStudiedPage<'a> {
    country: Option<&'a str>,
    phase: Option<&'a str>,
    subject: Option<&'a str>,
    scale: Option<&'a str>,
    /// Whether the people studied volunteered.
    volunteers: Option<bool>,
    /// Whether this is true of most, but not all, of the studies behind the finding.
    mostly: bool,
}

impl<'a> From<&'a WhereStudied> for WhereStudiedPage<'a> {
    fn from(place: &'a WhereStudied) -> Self {
        Self {
            country: place.country.as_deref(),
            phase: place.phase.as_deref(),
            subject: place.subject.as_deref(),
            scale: place.scale.as_deref(),
            volunteers: place.volunteers,
            mostly: place.mostly,
        }
    }
}

/// A finding. Its grade is the strength of the study; its direction is what the study points to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct EvidencePage<'a> {
    finding: &'a str,
    effect: Option<f64>,
    effect_unit: Option<&'a str>,
    /// The direction of the finding: `none` means no effect was found; `unknown` means nothing was found out.
    #[schema(value_type = String)]
    direction: Direction,
    grade: &'a str,
    studied: &'a str,
    /// Null if the study states nothing.
    where_studied: Option<WhereStudiedPage<'a>>,
    sources: &'a [String],
}

impl<'a> EvidencePage<'a> {
    fn new(evidence: &'a Evidence) -> Self {
        Self {
            finding: &evidence.finding,
            effect: evidence.effect,
            effect_unit: evidence.effect_unit.as_deref(),
            direction: evidence.direction,
            grade: &evidence.grade.0,
            studied: &evidence.studied,
            where_studied: evidence.where_studied.as_ref().map(WhereStudiedPage::from),
            sources: &evidence.sources,
        }
    }
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct AttributePage<'a> {
    /// A factor's id, or a kind of resource such as `resources.staff`.
    factor: String,
    /// The scoring rule, if it differs from the factor's own rule.
    rule: Option<&'a str>,
    /// The parameters of the rule.
    numbers: &'a std::collections::BTreeMap<String, f64>,
    /// The value of each category, for factors answered by shares.
    categories: Vec<CategoryPage<'a>>,
    /// The importance of the factor for readiness, 0 to 3; absent for factors of potential.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    importance: Option<Reasoned<'a>>,
    /// Why little potential is left while this critical need is unmet; absent if the need is not critical.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    gate: Option<Reasoned<'a>>,
    grade: &'a str,
    rationale: &'a str,
    sources: &'a [String],
}

/// A number or a critical need, with its rationale.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct Reasoned<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    value: Option<f64>,
    grade: &'a str,
    rationale: &'a str,
    sources: &'a [String],
}

impl<'a> Reasoned<'a> {
    fn new(value: Option<f64>, grading: Grading<'a>) -> Self {
        Self { value, grade: &grading.grade.0, rationale: grading.rationale, sources: grading.sources }
    }
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct CategoryPage<'a> {
    id: &'a str,
    value: f64,
    /// The value in a school that follows up, 0 to 1; only for designs without follow-up of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    followed_up: Option<f64>,
    grade: &'a str,
    rationale: &'a str,
    sources: &'a [String],
}

impl<'a> AttributePage<'a> {
    fn new(factor: String, attribute: &'a Attribute) -> Self {
        let category = |value: &'a crate::catalogue::CategoryValue| {
            let own = value.grade.as_ref();
            CategoryPage {
                id: &value.id,
                value: value.value,
                followed_up: value.followed_up,
                grade: &own.unwrap_or(&attribute.grade).0,
                rationale: own.map_or(&attribute.rationale, |_| &value.rationale),
                sources: own.map_or(&attribute.sources, |_| &value.sources),
            }
        };
        Self {
            factor,
            rule: attribute.rule.as_deref(),
            numbers: &attribute.numbers,
            categories: attribute.categories.iter().map(category).collect(),
            importance: attribute
                .importance
                .as_ref()
                .map(|importance| Reasoned::new(Some(importance.value.into()), importance.grading())),
            gate: attribute.gate.as_ref().map(|gate| Reasoned::new(None, gate.grading())),
            grade: &attribute.grade.0,
            rationale: &attribute.rationale,
            sources: &attribute.sources,
        }
    }
}

/// A minimum below which the design is not feasible.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct RequirementPage<'a> {
    factor: &'a str,
    at_least: f64,
    grade: &'a str,
    rationale: &'a str,
}

impl<'a> DesignPage<'a> {
    fn new(design: &'a Design) -> Self {
        let dosage = &design.dosage;
        let ingredients = |keep: bool| {
            let of = design.ingredients.iter().filter(move |ingredient| ingredient.keep == keep);
            of.map(|ingredient| ingredient.what.as_str()).collect()
        };
        let factors = design.attributes.factors.iter().map(|(id, attribute)| AttributePage::new(id.clone(), attribute));
        let kinds = design.attributes.resources.iter();
        let kinds = kinds.map(|(id, attribute)| AttributePage::new(format!("resources.{id}"), attribute));
        Self {
            summary: DesignSummary::new(design),
            practice_shown: design.practice_shown,
            cover: design.cover,
            needs_peers: design.needs_peers,
            needs_same_subject: design.needs_same_subject,
            roles: &design.roles,
            resources: &design.resources,
            variants: design
                .variants
                .iter()
                .map(|variant| VariantPage { id: &variant.id, name: &variant.name, what: &variant.what })
                .collect(),
            dosage: Dosage {
                hours: AmountPage::new(&dosage.hours),
                weeks: AmountPage::new(&dosage.weeks),
                session_hours: AmountPage::new(&dosage.session_hours),
                group_size: AmountPage::new(&dosage.group_size),
                cover_hours: AmountPage::new(&dosage.cover_hours),
                cost_usd_per_teacher: dosage.cost_usd_per_teacher.as_ref().map(AmountPage::new),
                cost_unknown: dosage.cost_unknown.as_deref(),
            },
            keep: ingredients(true),
            adapt: ingredients(false),
            failures: design.failures.iter().map(FailurePage::new).collect(),
            evidence: design.evidence.iter().map(EvidencePage::new).collect(),
            unknown: &design.unknown,
            attributes: factors.chain(kinds).collect(),
            requirements: design
                .requirements
                .iter()
                .map(|requirement| RequirementPage {
                    factor: &requirement.factor,
                    at_least: requirement.at_least,
                    grade: &requirement.grade.0,
                    rationale: &requirement.rationale,
                })
                .collect(),
        }
    }
}

/// All factors, in catalog order.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = FactorList)]
pub struct FactorList<'a> {
    factors: Vec<FactorPage<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct FactorPage<'a> {
    id: &'a str,
    name: &'a str,
    #[schema(value_type = String)]
    group: Group,
    /// The form of an answer: `level`, `shares`, `per_design` or `per_resource`.
    #[schema(value_type = String)]
    kind: Kind,
    /// The question for the planner.
    question: &'a str,
    meaning: &'a str,
    #[schema(value_type = Vec<String>)]
    answered_by: &'a [Who],
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
    rule: &'a str,
    /// The factor's weight among all factors.
    weight: f64,
    weight_grade: &'a str,
    weight_rationale: &'a str,
    weight_sources: &'a [String],
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct NamedMeaning<'a> {
    id: &'a str,
    name: &'a str,
    meaning: &'a str,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ResourcePage<'a> {
    id: &'a str,
    name: &'a str,
    meaning: &'a str,
    levels: &'a [String],
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SurveyPage<'a> {
    text: &'a str,
    #[schema(value_type = String)]
    scale: Scale,
    /// Whether agreement means a low level.
    reversed: bool,
}

/// Whether a school can change the factor, who can, and how soon.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct ChangePage<'a> {
    by_school: bool,
    lead_weeks: u32,
    owner: &'a str,
    how: &'a str,
    grade: &'a str,
}

impl<'a> FactorPage<'a> {
    fn new(factor: &'a Factor) -> Self {
        let change = &factor.change;
        Self {
            id: &factor.id,
            name: &factor.name,
            group: factor.group,
            kind: factor.kind,
            question: &factor.question,
            meaning: &factor.meaning,
            answered_by: &factor.answered_by,
            anonymous: factor.anonymous,
            caution: &factor.caution,
            levels: &factor.levels,
            categories: factor
                .categories
                .iter()
                .map(|category| NamedMeaning { id: &category.id, name: &category.name, meaning: &category.meaning })
                .collect(),
            resources: factor
                .resources
                .iter()
                .map(|kind| ResourcePage {
                    id: &kind.id,
                    name: &kind.name,
                    meaning: &kind.meaning,
                    levels: &kind.levels,
                })
                .collect(),
            survey: factor
                .survey
                .iter()
                .map(|item| SurveyPage { text: &item.text, scale: item.scale, reversed: item.reversed })
                .collect(),
            change: ChangePage {
                by_school: change.by_school,
                lead_weeks: change.lead_weeks,
                owner: &change.owner,
                how: &change.how,
                grade: &change.grade.0,
            },
            rule: &factor.scoring.rule,
            weight: factor.weight.value,
            weight_grade: &factor.weight.grade.0,
            weight_rationale: &factor.weight.rationale,
            weight_sources: &factor.weight.sources,
        }
    }
}

/// The catalog's statement about itself, the meaning of its grades, and its sources.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = SourceList)]
pub struct SourceList<'a> {
    statement: &'a str,
    grades: Vec<GradePage<'a>>,
    sources: Vec<SourcePage<'a>>,
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct GradePage<'a> {
    id: &'a str,
    meaning: &'a str,
    /// Whether numbers with this grade count as weak evidence.
    weak: bool,
}

impl<'a> GradePage<'a> {
    fn new(grade: &'a crate::catalogue::Grade) -> Self {
        Self { id: &grade.id.0, meaning: &grade.meaning, weak: grade.weak }
    }
}

#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SourcePage<'a> {
    id: &'a str,
    citation: &'a str,
    url: Option<&'a str>,
    /// How the source was checked: `seen`, `second_hand` or `recalled`.
    #[schema(value_type = String)]
    seen: Seen,
    /// The finding, with its conditions.
    says: &'a str,
}

impl<'a> SourcePage<'a> {
    fn new(source: &'a Source) -> Self {
        Self {
            id: &source.id,
            citation: &source.citation,
            url: source.url.as_deref(),
            seen: source.seen,
            says: &source.says,
        }
    }
}
