//! The theory of change as a diagram: designs, educator learning, changes in practice, student goals, student needs.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::links::Part;
use super::plan::{About, Indicator, Level};
use crate::words::text;

/// The number of columns of the diagram.
pub const COLUMNS: usize = 5;

/// Returns the headings of the columns, from means to ends.
pub fn column_names() -> [&'static str; COLUMNS] {
    [
        text("planning.theory.designs"),
        text("planning.theory.learning"),
        text("planning.theory.practice"),
        text("planning.theory.goals"),
        text("planning.theory.needs"),
    ]
}

/// A box of the diagram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Index of its column.
    pub column: usize,
    pub text: String,
    /// JSON pointer into the plan.
    pub place: String,
}

/// Boxes and arrows; an arrow is a pair of box indices, from a means to its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Theory {
    pub nodes: Vec<Node>,
    pub arrows: Vec<(usize, usize)>,
}

/// Builds the diagram of a plan.
pub(super) fn theory(facts: &Facts<'_>) -> Theory {
    let plan = facts.plan;
    let mut theory = Theory::default();
    let mut ids: Vec<(Option<&str>, usize)> = Vec::new();
    let mut add = |column, label: Option<String>, place: String, id| {
        let label = label.unwrap_or_else(|| text("planning.theory.no_text").to_owned());
        ids.push((id, theory.nodes.len()));
        theory.nodes.push(Node { column, text: label, place });
    };
    for (at, design) in plan.designs.iter().enumerate() {
        let known = facts.chosen.iter().find(|chosen| chosen.at == at);
        let name = known.map(|chosen| chosen.name().to_owned()).or_else(|| design.design.clone());
        add(0, name, format!("/designs/{at}"), design.id.as_deref());
    }
    for (at, need) in plan.learning_needs.iter().enumerate() {
        add(1, need.text.clone(), format!("/learning_needs/{at}"), need.id.as_deref());
    }
    for (at, goal) in plan.goals.iter().enumerate() {
        let column = if goal.about == Some(About::Students) { 3 } else { 2 };
        add(column, goal.text.clone(), format!("/goals/{at}"), goal.id.as_deref());
    }
    // Without goals for educators or the system, indicators of use show what should change in practice.
    let says_change = plan.goals.iter().any(|goal| goal.about.is_some_and(|about| about != About::Students));
    let of_use = |one: &Indicator| !says_change && one.level == Some(Level::Use);
    for (at, one) in plan.indicators.iter().enumerate().filter(|(_, one)| of_use(one)) {
        add(2, one.text.clone(), format!("/indicators/{at}"), one.id.as_deref());
    }
    for (at, need) in plan.needs.iter().enumerate() {
        add(4, need.expected.clone().or_else(|| need.gap.clone()), format!("/needs/{at}"), need.id.as_deref());
    }
    let boxes: BTreeMap<&str, usize> = ids.into_iter().rev().filter_map(|(id, at)| Some((id?, at))).collect();
    let mut arrows = BTreeSet::new();
    for node in &facts.links.nodes {
        // An indicator measures its goal and is not a means to it, so it has no arrow.
        if matches!(node.part, Part::Indicator | Part::Strategy | Part::Stage | Part::Cycle) {
            continue;
        }
        let Some(from) = node.id.and_then(|id| boxes.get(id).copied()) else { continue };
        for to in node.follows_from.iter().filter_map(|id| boxes.get(id).copied()) {
            let forward = theory.nodes[from].column <= theory.nodes[to].column;
            if from != to && forward && arrows.insert((from, to)) {
                theory.arrows.push((from, to));
            }
        }
    }
    theory
}
