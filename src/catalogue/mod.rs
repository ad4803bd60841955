//! The catalogue: designs, environments, factors and sources as a district can read and edit them.
//!
//! What lives here: the shape of the files under `data/`, reading them from the binary or from a directory, checking
//! them whole, and the checked [`Profile`] of a team. What deliberately does not: anything that turns them into a
//! score, which is `scoring/`'s.

mod check;
mod design;
mod environment;
mod factor;
mod fault;
mod files;
mod grading;
mod judging;
mod model;
mod planning;
mod profile;
mod source;
mod standards;
mod study;
mod survey;
mod voices;

pub use check::did_you_mean;
pub use design::{
    Adjustment, Amount, Attribute, Attributes, CategoryValue, Component, Cover, Design, Direction, Dosage, Evidence,
    Exposure, Failure, Gate, Importance, Ingredient, Outcomes, PracticeShown, ProgramSize, QualityMark, Requirement,
    Transfer, Variant,
};
pub use environment::{CoverShare, Environment};
pub use factor::{
    Category, Change, Factor, Group, Kind, PriorShare, ResourceKind, ResourcePrior, Scale, Side, SurveyItem, Term, Who,
};
pub use fault::{Fault, Faults};
pub use files::{CatalogueError, Files};
pub use grading::{GradeId, Grading};
pub use judging::{Depth, Dip, FailureSigns, FairJudgement, Pull};
pub use model::{BundleTerms, End, Grade, HoursFloor, Interaction, Mechanism, Model, NotAlone, Overlap, Questions};
pub use planning::{
    CharacteristicGroup, EvaluationWords, ImplementationRequirement, Named, PlanningWords, Reason, RequirementPart,
    ScopeNote, Spread, StagePart, Step, StepQuestion, Successor,
};
pub use profile::{Answer, Profile, Setting};
pub use source::{Seen, Source};
pub use standards::{AuditRule, Differs, Element, LookFor, Severity, Standard};
pub use study::{StudyScale, StudyWord, StudyWords, WhereStudied};
pub use survey::{FormWords, LabelScale, LowestOf, SurveyWords, YearBands};
pub use voices::{AskedGroup, Pooled, Voices};

/// A catalogue as its files say, in the order of their positions.
///
/// One that comes out of [`Catalogue::read`] together with faults is for further checks only, never for scoring.
#[derive(Clone, Debug)]
pub struct Catalogue {
    pub model: Model,
    pub environments: Vec<Environment>,
    pub factors: Vec<Factor>,
    pub designs: Vec<Design>,
    pub sources: Vec<Source>,
    pub survey: SurveyWords,
    /// The standards for professional learning, in their order.
    pub standards: Vec<Standard>,
    pub planning: PlanningWords,
    /// Ids of factors whose files are there and could not be read, so that they do not count as unknown.
    pub(crate) unread_factors: Vec<String>,
    /// SHA-256 over all files in the order of their paths, as hexadecimal digits.
    pub digest: String,
}

impl Catalogue {
    /// Reads and checks all files; every fault is added to `faults`. `None` when `model.toml`, which all else rests on,
    /// is missing or cannot be read.
    pub fn read(files: &Files, faults: &mut Faults) -> Option<Self> {
        let catalogue = files.parse(faults)?;
        check::check(&catalogue, faults);
        Some(catalogue)
    }

    pub fn design_index(&self, id: &str) -> Option<usize> {
        self.designs.iter().position(|design| design.id == id)
    }

    pub fn factor_index(&self, id: &str) -> Option<usize> {
        self.factors.iter().position(|factor| factor.id == id)
    }

    pub fn environment_index(&self, id: &str) -> Option<usize> {
        self.environments.iter().position(|environment| environment.id == id)
    }

    /// What is answered and scored by itself: one term a factor, one a kind for resources.
    pub fn terms(&self) -> Vec<Term> {
        factor::terms(&self.factors)
    }

    /// The grade of that id; an unknown id reads as the worst grade, which the check has already named as a fault.
    pub fn grade(&self, id: &GradeId) -> Option<&Grade> {
        self.model.grades.iter().find(|grade| grade.id == *id)
    }
}

/// The group of mechanisms that carries new practice into the classroom.
const EMBED_PRACTICE: &str = "embed_practice";

impl Catalogue {
    /// Whether a design fully carries a mechanism that embeds practice.
    pub fn embeds_practice(&self, design: usize) -> bool {
        let embeds = |id: &String| self.model.mechanisms.iter().any(|one| one.id == *id && one.group == EMBED_PRACTICE);
        self.designs[design].mechanisms.iter().any(embeds)
    }

    /// The groups of mechanisms, in the order of the file.
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
