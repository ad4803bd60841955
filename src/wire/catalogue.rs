//! The catalogue as the service gives it.

use serde::Serialize;

use super::standards::{PlanningPage, StandardList};
use crate::catalogue::{
    Amount, Attribute, Catalogue, Component, Cover, Design, Direction, Evidence, Factor, Failure, Grading, Group, Kind,
    PracticeShown, QualityMark, Scale, Seen, Source, WhereStudied, Who,
};

/// The bytes of every resource of the catalogue, made when it is loaded.
#[derive(Clone, Debug)]
pub struct CatalogueParts {
    pub designs: Vec<u8>,
    /// By the id of the design.
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
    serde_json::to_vec(value).expect("plain structs always serialise into memory")
}

/// All designs, in the catalogue's order.
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
    /// Types of outcome that it serves first.
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

/// One design, with what it takes, what is known of it and what is not.
#[derive(Debug, Serialize, utoipa::ToSchema)]
#[schema(as = DesignPage)]
pub struct DesignPage<'a> {
    #[serde(flatten)]
    summary: DesignSummary<'a>,
    /// Whose practice is put before colleagues.
    #[schema(value_type = String)]
    practice_shown: PracticeShown,
    /// Whether teachers have to leave their own lessons.
    #[schema(value_type = String)]
    cover: Cover,
    needs_peers: bool,
    needs_same_subject: bool,
    roles: &'a [String],
    resources: &'a [String],
    /// Roles in which one takes part, where they differ.
    variants: Vec<VariantPage<'a>>,
    dosage: Dosage<'a>,
    /// What must not be cut.
    keep: Vec<&'a str>,
    /// What may be adapted.
    adapt: Vec<&'a str>,
    failures: Vec<FailurePage<'a>>,
    evidence: Vec<EvidencePage<'a>>,
    /// What is not known of it.
    unknown: &'a [String],
    /// What the scoring reads, by factor.
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
    /// Answers that make it likely with a team; our judgement.
    signs: Vec<SignPage<'a>>,
}

impl<'a> FailurePage<'a> {
    fn new(failure: &'a Failure) -> Self {
        let signs = failure.signs.iter().map(|sign| SignPage { factor: &sign.factor, toward: sign.toward });
        Self { how: &failure.how, because: &failure.because, signs: signs.collect() }
    }
}

/// A factor, or a kind of resource, and the end of its scale toward which a failure becomes likely.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct SignPage<'a> {
    factor: &'a str,
    /// 1 or 5.
    toward: u8,
}

/// Where and with whom a finding was studied; what is not stated is null.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct WhereStudiedPage<'a> {
    country: Option<&'a str>,
    phase: Option<&'a str>,
    subject: Option<&'a str>,
    scale: Option<&'a str>,
    /// Whether those studied had chosen to take part.
    volunteers: Option<bool>,
    /// Whether it holds of most of the studies behind the finding, and not of all.
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

/// A finding: its grade says how strong the study is, its direction what it points to.
#[derive(Debug, Serialize, utoipa::ToSchema)]
struct EvidencePage<'a> {
    finding: &'a str,
    effect: Option<f64>,
    effect_unit: Option<&'a str>,
    /// `none` is a finding of no effect; `unknown` is no finding.
    #[schema(value_type = String)]
    direction: Direction,
    grade: &'a str,
    studied: &'a str,
    /// Null where nothing is stated.
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
    /// A factor, or a kind of resource as `resources.staff`.
    factor: String,
    /// In place of the factor's own rule.
    rule: Option<&'a str>,
    /// The numbers that the rule reads.
    numbers: &'a std::collections::BTreeMap<String, f64>,
    /// The worth for each category, for factors answered by shares.
    categories: Vec<CategoryPage<'a>>,
    /// How much hangs on the factor, 0 to 3; only on the side of readiness.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    importance: Option<Reasoned<'a>>,
    /// Why little is left where the need is not met; only where the need is a gate.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, nullable = false)]
    gate: Option<Reasoned<'a>>,
    grade: &'a str,
    rationale: &'a str,
    sources: &'a [String],
}

/// A number, or a need that multiplies, with its reason.
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
    /// What it is worth in a school that follows up; only for designs that bring no follow-up of their own.
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

/// A floor under which the design cannot run.
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

/// All factors, in the catalogue's order.
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
    /// What an answer looks like: `level`, `shares`, `per_design` or `per_resource`.
    #[schema(value_type = String)]
    kind: Kind,
    /// What a planner is asked.
    question: &'a str,
    meaning: &'a str,
    #[schema(value_type = Vec<String>)]
    answered_by: &'a [Who],
    /// Whether teachers have to answer without giving their names.
    anonymous: bool,
    /// How the answer goes wrong.
    caution: &'a str,
    /// What each level means, 1 first.
    levels: &'a [String],
    /// The categories of a factor answered by shares.
    categories: Vec<NamedMeaning<'a>>,
    /// The kinds of a factor answered per kind of resource.
    resources: Vec<ResourcePage<'a>>,
    survey: Vec<SurveyPage<'a>>,
    change: ChangePage<'a>,
    /// How the factor is scored unless a design names another rule.
    rule: &'a str,
    /// The weight among all factors.
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
    /// Whether agreeing means a low level.
    reversed: bool,
}

/// Whether, by whom and how soon a school can change it.
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

/// What the catalogue says of itself, what its grades mean, and where its facts come from.
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
    /// Whether parts of a score on this grade count as weak evidence.
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
    /// `seen`, `second_hand` or `recalled`.
    #[schema(value_type = String)]
    seen: Seen,
    /// What it found, with its condition.
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
