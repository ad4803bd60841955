//! The catalog: designs, environments, factors and sources, which a district can read and edit.
//!
//! This module contains the structure of the files under `data/`, reading and checking them, and the checked
//! [`Profile`] of a team. Scoring is in `scoring/`.

mod check;
mod design;
mod environment;
mod factor;
mod fault;
mod files;
mod grading;
mod index;
mod judging;
mod learned;
mod model;
mod planning;
mod profile;
mod rates;
mod small;
mod source;
mod standards;
mod study;
mod survey;
mod table;
mod voices;

pub use check::{did_you_mean, nearest};
pub use design::{
    Adjustment, Amount, Attribute, Attributes, CategoryValue, Component, Cover, Design, Direction, Dosage, Evidence,
    Exposure, Failure, Fee, Gate, Importance, Ingredient, Leader, Led, Outcomes, PracticeShown, ProgramSize,
    QualityMark, Requirement, Rhythm, SessionPlace, Transfer, Variant,
};
pub use environment::{CoverShare, Environment};
pub use factor::{
    Category, Factor, FactorChange, Group, Kind, PriorShare, ResourceKind, ResourcePrior, Scale, Side, SurveyItem,
    Term, Who,
};
pub use fault::{Fault, Faults};
pub use files::{CatalogueError, Files};
pub use grading::{GradeId, Grading};
pub use index::{AlternativeIndex, DesignIndex, EnvironmentIndex, FactorIndex, TermIndex};
pub use judging::{Depth, Dip, FailureSigns, FairJudgement, Pull};
pub use learned::{LEARNED_FILE, Learned, LearnedOffset};
pub use model::{BundleTerms, End, Grade, HoursFloor, Interaction, Mechanism, Model, NotAlone, Overlap, Questions};
pub use planning::{
    Backing, CalendarWords, CharacteristicGroup, EvaluationWords, ImplementationRequirement, LearningPattern, Named,
    PlanningWords, Reason, RequirementPart, RequirementRule, SameFact, ScopeNote, Spread, StagePart, Step,
    StepQuestion, Successor, UsualBreak,
};
pub use profile::{Answer, FactKind, Profile, Setting};
pub use rates::Rates;
pub use small::is_too_small;
pub use source::{Seen, Source};
pub use standards::{AuditRule, Differs, Element, Known, LookFor, Severity, Standard};
pub use study::{StudyScale, StudyWord, StudyWords, WhereStudied};
pub use survey::{FormWords, LabelScale, LowestOf, SurveyWords, YearBands};
pub use voices::{AskedGroup, Pooled, Voices};

/// A catalog with the contents of its files, sorted by position.
///
/// If [`Catalogue::read`] also reported errors, use it only for further checks, never for scoring.
#[derive(Clone, Debug)]
pub struct Catalogue {
    pub model: Model,
    pub environments: Vec<Environment>,
    pub factors: Vec<Factor>,
    pub designs: Vec<Design>,
    pub sources: Vec<Source>,
    pub survey: SurveyWords,
    /// The standards for professional learning, in order.
    pub standards: Vec<Standard>,
    pub planning: PlanningWords,
    pub rates: Rates,
    /// What was learned from outcomes; it is already in the designs' values.
    pub learned: Option<Learned>,
    /// Ids of factors whose files exist but could not be read, so that they are not reported as unknown.
    pub(crate) unread_factors: Vec<String>,
    /// SHA-256 of all files, sorted by path, in hexadecimal.
    pub digest: String,
}

impl Catalogue {
    /// Reads and checks all files and adds every error to `faults`. Returns `None` if `model.toml`, which everything
    /// depends on, is missing or unreadable.
    pub fn read(files: &Files, faults: &mut Faults) -> Option<Self> {
        let catalogue = files.parse(faults)?;
        check::check(&catalogue, faults);
        Some(catalogue)
    }

    /// All designs, in order.
    pub fn all_designs(&self) -> impl DoubleEndedIterator<Item = DesignIndex> + ExactSizeIterator + Clone + use<> {
        DesignIndex::all(self.designs.len())
    }

    pub fn design_index(&self, id: &str) -> Option<DesignIndex> {
        self.designs.iter().position(|design| design.id == id).map(DesignIndex::from)
    }

    pub fn factor_index(&self, id: &str) -> Option<FactorIndex> {
        self.factors.iter().position(|factor| factor.id == id).map(FactorIndex::from)
    }

    pub fn environment_index(&self, id: &str) -> Option<EnvironmentIndex> {
        self.environments.iter().position(|environment| environment.id == id).map(EnvironmentIndex::from)
    }

    /// Returns the scored terms: one per factor, or one per kind of resource.
    pub fn terms(&self) -> Vec<Term> {
        factor::terms(&self.factors)
    }

    /// Returns the grade with that id. An unknown id, which the check reports, returns the worst grade.
    pub fn grade(&self, id: &GradeId) -> Option<&Grade> {
        self.model.grades.iter().find(|grade| grade.id == *id)
    }
}

/// The group of mechanisms that brings new practice into the classroom.
const EMBED_PRACTICE: &str = "embed_practice";

impl Catalogue {
    /// Returns whether a design fully includes a mechanism that embeds practice.
    pub fn embeds_practice(&self, design: DesignIndex) -> bool {
        let embeds = |id: &String| self.model.mechanisms.iter().any(|one| one.id == *id && one.group == EMBED_PRACTICE);
        self.designs[design].mechanisms.iter().any(embeds)
    }

    /// Returns the groups of mechanisms, in file order.
    pub fn mechanism_groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = Vec::new();
        for mechanism in &self.model.mechanisms {
            if !groups.contains(&mechanism.group.as_str()) {
                groups.push(&mechanism.group);
            }
        }
        groups
    }
}
