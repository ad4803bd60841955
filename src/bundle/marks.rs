//! Marks: the criteria that coverage counts. They are the groups of mechanisms, the components of training and the
//! quality marks; each counts equally.

use crate::catalogue::{Catalogue, Component, Design, DesignIndex, QualityMark};
use crate::words::named;

/// One criterion that a bundle may cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub kind: MarkKind,
    pub id: String,
    /// The id in words.
    pub name: String,
}

named! {
    MarkKind { MechanismGroup = "mechanism_group", Component = "component", QualityMark = "quality_mark" }
}

/// A set of marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Covered(u64);

/// All marks of a catalog, and those that each design covers.
#[derive(Clone, Debug)]
pub struct Marks {
    all: Vec<Mark>,
    /// By design: marks covered fully, and only in part.
    designs: Vec<(Covered, Covered)>,
}

impl Covered {
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Returns what both contain.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn count(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Whether it contains the mark at this index.
    pub fn holds(self, place: usize) -> bool {
        self.0 >> place & 1 == 1
    }
}

impl Marks {
    pub fn new(catalogue: &Catalogue) -> Self {
        let groups = catalogue.mechanism_groups().into_iter().map(|id| (MarkKind::MechanismGroup, id));
        let components = Component::ALL.iter().map(|one| (MarkKind::Component, one.id()));
        let quality = QualityMark::ALL.iter().map(|one| (MarkKind::QualityMark, one.id()));
        let mark = |(kind, id): (MarkKind, &str)| Mark { kind, id: id.to_owned(), name: id.replace('_', " ") };
        let all: Vec<Mark> = groups.chain(components).chain(quality).map(mark).collect();
        let designs = catalogue.designs.iter().map(|design| of_design(catalogue, &all, design)).collect();
        Self { all, designs }
    }

    /// Every mark: groups in the order of the file, then components, then quality marks.
    pub fn all(&self) -> &[Mark] {
        &self.all
    }

    /// The marks that a design covers fully.
    pub fn fully(&self, design: DesignIndex) -> Covered {
        self.designs[design].0
    }

    /// The marks that it covers only in part or under a condition.
    pub fn in_part(&self, design: DesignIndex) -> Covered {
        self.designs[design].1
    }
}

fn of_design(catalogue: &Catalogue, all: &[Mark], design: &Design) -> (Covered, Covered) {
    let groups = |mechanisms: &[String]| {
        let of = catalogue.model.mechanisms.iter().filter(|one| mechanisms.contains(&one.id));
        set(all, MarkKind::MechanismGroup, of.map(|one| one.group.as_str()))
    };
    let components = set(all, MarkKind::Component, design.components.iter().map(|one| one.id()));
    let quality = set(all, MarkKind::QualityMark, design.quality_marks.iter().map(|one| one.id()));
    let fully = groups(&design.mechanisms).with(components).with(quality);
    (fully, groups(&design.mechanisms_partial).without(fully))
}

fn set<'a>(all: &[Mark], kind: MarkKind, ids: impl Iterator<Item = &'a str>) -> Covered {
    let place = |id: &str| all.iter().position(|mark| mark.kind == kind && mark.id == id);
    ids.filter_map(place).fold(Covered::default(), |set, place| set.with(Covered(1 << place)))
}
