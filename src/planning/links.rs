//! Links between the parts of a plan that have ids.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;
use super::finding::{CYCLE, DUPLICATE_ID, Finding, UNKNOWN_REFERENCE, WRONG_REFERENCE};
use super::plan::Plan;
use crate::words::{fill_text, named, text};

named! {
    /// The kind of a part.
    Part {
        Need = "need",
        Goal = "goal",
        LearningNeed = "learning_need",
        Design = "design",
        Strategy = "strategy",
        Indicator = "indicator",
        Stage = "stage",
        Cycle = "cycle",
    }
}

impl Part {
    /// Its name, such as "learning need".
    pub fn name(self) -> String {
        text(&format!("planning.part.{}.name", self.id())).to_owned()
    }

    /// The list of the plan that contains it.
    pub fn list(self) -> &'static str {
        match self {
            Self::Need => "needs",
            Self::Goal => "goals",
            Self::LearningNeed => "learning_needs",
            Self::Design => "designs",
            Self::Strategy => "strategies",
            Self::Indicator => "indicators",
            Self::Stage => "stages",
            Self::Cycle => "cycles",
        }
    }

    /// The kinds of parts that it may follow from.
    fn follows(self) -> &'static [Self] {
        match self {
            Self::Need => &[],
            Self::Goal => &[Self::Need, Self::Goal],
            Self::LearningNeed => &[Self::Goal],
            Self::Design => &[Self::LearningNeed],
            Self::Strategy => &[Self::Design, Self::LearningNeed, Self::Goal],
            Self::Indicator => &[Self::Goal, Self::LearningNeed],
            Self::Stage => &[Self::LearningNeed, Self::Goal],
            Self::Cycle => &[Self::Indicator, Self::Stage],
        }
    }
}

/// A part with its links.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    pub part: Part,
    /// Index in its list.
    pub at: usize,
    pub id: Option<&'a str>,
    pub follows_from: Vec<&'a str>,
    pub after: Vec<&'a str>,
}

impl Node<'_> {
    /// JSON pointer into the plan.
    pub fn place(&self) -> String {
        format!("/{}/{}", self.part.list(), self.at)
    }
}

/// All parts of a plan with their links.
#[derive(Clone, Debug)]
pub struct Links<'a> {
    pub nodes: Vec<Node<'a>>,
    by_id: BTreeMap<&'a str, usize>,
    /// For each node index: the parts that follow from it, without duplicates.
    followers: Vec<Vec<usize>>,
    /// Parts that follow from a need, directly or indirectly.
    from_needs: BTreeSet<usize>,
}

impl<'a> Links<'a> {
    pub fn new(plan: &'a Plan, usual_stages: &[&str]) -> Self {
        let mut nodes = Vec::new();
        let mut add = |part, at, id: &'a Option<String>, follows: Vec<&'a str>, after: &'a [String]| {
            let after = after.iter().map(String::as_str).collect();
            nodes.push(Node { part, at, id: id.as_deref(), follows_from: follows, after });
        };
        let ids = |list: &'a [String]| list.iter().map(String::as_str).collect::<Vec<_>>();
        for (at, one) in plan.needs.iter().enumerate() {
            add(Part::Need, at, &one.id, Vec::new(), &[]);
        }
        for (at, one) in plan.goals.iter().enumerate() {
            add(Part::Goal, at, &one.id, ids(&one.follows_from), &[]);
        }
        for (at, one) in plan.learning_needs.iter().enumerate() {
            add(Part::LearningNeed, at, &one.id, ids(&one.follows_from), &[]);
        }
        for (at, one) in plan.designs.iter().enumerate() {
            add(Part::Design, at, &one.id, ids(&one.follows_from), &one.after);
        }
        for (at, one) in plan.strategies.iter().enumerate() {
            add(Part::Strategy, at, &one.id, ids(&one.follows_from), &one.after);
        }
        for (at, one) in plan.indicators.iter().enumerate() {
            add(Part::Indicator, at, &one.id, ids(&one.follows_from), &[]);
        }
        for (at, one) in plan.stages.iter().enumerate() {
            add(Part::Stage, at, &one.id, ids(&one.follows_from), &[]);
        }
        for (at, one) in plan.cycles.iter().enumerate() {
            // A plan without stages of its own refers to those of the catalog.
            let usual = |stage: &&str| plan.stages.is_empty() && usual_stages.contains(stage);
            let stage = one.stage.as_deref().filter(|stage| !usual(stage));
            add(Part::Cycle, at, &one.id, ids(&one.indicators).into_iter().chain(stage).collect(), &[]);
        }
        let mut by_id = BTreeMap::new();
        for (at, node) in nodes.iter().enumerate() {
            if let Some(id) = node.id {
                by_id.entry(id).or_insert(at);
            }
        }
        let followers = followers(&nodes, &by_id);
        let from_needs = from_needs(&nodes, &followers);
        Self { nodes, by_id, followers, from_needs }
    }

    /// Returns the first part with this id.
    pub fn get(&self, id: &str) -> Option<&Node<'a>> {
        self.by_id.get(id).map(|at| &self.nodes[*at])
    }

    /// Returns the parts that follow from the part with this id.
    pub fn followers(&self, id: &str) -> impl Iterator<Item = &Node<'a>> {
        let of = self.by_id.get(id).map_or(&[][..], |at| &self.followers[*at]);
        of.iter().map(|at| &self.nodes[*at])
    }

    /// Whether any part of this kind follows from the part with this id.
    pub fn is_followed_by(&self, id: Option<&str>, part: Part) -> bool {
        id.is_some_and(|id| self.followers(id).any(|node| node.part == part))
    }

    /// Whether a part is a student need, or follows from one directly or indirectly.
    pub fn is_from_need(&self, id: &str) -> bool {
        self.by_id.get(id).is_some_and(|at| self.from_needs.contains(at))
    }

    /// Returns the findings about ids and links.
    pub(super) fn findings(&self, facts: &Facts<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            if let Some(id) = node.id
                && self.by_id[id] != at
            {
                findings.push(DUPLICATE_ID.at(format!("{}/id", node.place()), &[("id", id)]));
            }
            self.references(facts, node, &mut findings);
        }
        findings.extend(self.cycle(facts, |node| &node.follows_from, "reasons"));
        findings.extend(self.cycle(facts, |node| &node.after, "order"));
        findings
    }

    /// Adds one finding for all unknown ids of a field, and one for all links that skip a step.
    fn references(&self, facts: &Facts<'_>, node: &Node<'_>, findings: &mut Vec<Finding>) {
        for (field, ids) in [("follows_from", &node.follows_from), ("after", &node.after)] {
            // A cycle refers to its stage and indicators in other fields.
            let place = match node.part {
                Part::Cycle => node.place(),
                _ => format!("{}/{field}", node.place()),
            };
            let fits = |found: &Node<'_>| match field {
                "after" => found.part == node.part,
                _ => node.part.follows().contains(&found.part),
            };
            let unknown = ids.iter().filter(|id| self.get(id).is_none()).map(|id| format!("“{id}”"));
            let wrong = ids.iter().filter_map(|id| self.get(id)).filter(|found| !fits(found));
            let wrong = wrong.map(|found| facts.named(found.part, found.at));
            let part = facts.leading(node.part, node.at);
            for (kind, ids) in [(UNKNOWN_REFERENCE, first_few(unknown)), (WRONG_REFERENCE, first_few(wrong))] {
                findings.extend(ids.map(|ids| kind.at(&place, &[("part", &part), ("ids", &ids)])));
            }
        }
    }

    /// Returns one finding for each cycle of links, located at its first part.
    fn cycle<'s>(
        &'s self,
        facts: &Facts<'_>,
        links: impl Fn(&'s Node<'a>) -> &'s Vec<&'a str>,
        form: &str,
    ) -> Vec<Finding> {
        let next = |at: usize| links(&self.nodes[at]).iter().filter_map(|id| self.by_id.get(id).copied());
        // Removes parts without outgoing links until only cycles, and the parts that lead to them, remain.
        let mut left: BTreeSet<usize> = (0..self.nodes.len()).collect();
        loop {
            let ended: Vec<usize> = left.iter().copied().filter(|at| !next(*at).any(|to| left.contains(&to))).collect();
            if ended.is_empty() {
                break;
            }
            for at in ended {
                left.remove(&at);
            }
        }
        let mut findings = Vec::new();
        let mut walked = BTreeSet::new();
        for start in left.iter().copied() {
            let mut path: Vec<usize> = Vec::new();
            let mut at = start;
            // A part that an earlier walk visited leads only to cycles that are already reported.
            while walked.insert(at) {
                path.push(at);
                let Some(to) = next(at).find(|to| left.contains(to)) else { break };
                at = to;
            }
            if let Some(begin) = path.iter().position(|part| *part == at)
                && next(path[path.len() - 1]).any(|to| to == at)
            {
                let circle = &path[begin..];
                let nodes = circle.iter().chain([&at]).map(|at| &self.nodes[*at]);
                let names: Vec<String> = nodes.map(|node| facts.named(node.part, node.at)).collect();
                findings.push(CYCLE.form(form, self.nodes[circle[0]].place(), &[("parts", &names.join(", "))]));
            }
        }
        findings
    }
}

/// Maximum number of names in a sentence before it counts the rest.
const LISTED: usize = 5;

/// Lists the first few names and counts the others; `None` if there are no names.
fn first_few(mut names: impl Iterator<Item = String>) -> Option<String> {
    let listed: Vec<String> = names.by_ref().take(LISTED).collect();
    let (listed, more) = ((!listed.is_empty()).then(|| listed.join(", "))?, names.count());
    let with_rest = || fill_text("planning.first_few", &[("names", &listed), ("number", &more.to_string())]);
    Some(if more > 0 { with_rest() } else { listed })
}

/// Returns, for each node index, the parts that follow from it, without duplicates.
fn followers(nodes: &[Node<'_>], by_id: &BTreeMap<&str, usize>) -> Vec<Vec<usize>> {
    let mut followers: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (at, node) in nodes.iter().enumerate() {
        for from in node.follows_from.iter().filter_map(|id| by_id.get(id)) {
            if followers[*from].last() != Some(&at) {
                followers[*from].push(at);
            }
        }
    }
    followers
}

/// Returns the needs and all parts that follow from them.
fn from_needs(nodes: &[Node<'_>], followers: &[Vec<usize>]) -> BTreeSet<usize> {
    let mut open: Vec<usize> = (0..nodes.len()).filter(|at| nodes[*at].part == Part::Need).collect();
    let mut found: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(at) = open.pop() {
        open.extend(followers[at].iter().copied().filter(|next| found.insert(*next)));
    }
    found
}
