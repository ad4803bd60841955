//! What follows from what: the parts of a plan that have ids, and the links between them.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::{CYCLE, DUPLICATE_ID, Finding, UNKNOWN_REFERENCE, WRONG_REFERENCE};
use super::plan::Plan;

/// What kind of part it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    Need,
    Goal,
    LearningNeed,
    Design,
    Strategy,
    Indicator,
    Stage,
    Cycle,
}

impl Part {
    /// In a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Goal => "goal",
            Self::LearningNeed => "learning need",
            Self::Design => "design",
            Self::Strategy => "strategy",
            Self::Indicator => "indicator",
            Self::Stage => "stage",
            Self::Cycle => "cycle",
        }
    }

    /// The id, as in JSON.
    pub fn id(self) -> &'static str {
        match self {
            Self::LearningNeed => "learning_need",
            other => other.name(),
        }
    }

    /// The list of the plan that holds it.
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

    /// What it may follow from.
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
    /// Its place in its list.
    pub at: usize,
    pub id: Option<&'a str>,
    pub follows_from: Vec<&'a str>,
    pub after: Vec<&'a str>,
}

impl Node<'_> {
    /// Its place in the plan.
    pub fn place(&self) -> String {
        format!("/{}/{}", self.part.list(), self.at)
    }

    /// As it is called in a sentence.
    pub fn called(&self) -> String {
        match self.id {
            Some(id) => format!("The {} `{id}`", self.part.name()),
            None => format!("The {} at place {}", self.part.name(), self.at + 1),
        }
    }
}

/// All parts of a plan with their links.
#[derive(Clone, Debug)]
pub struct Links<'a> {
    pub nodes: Vec<Node<'a>>,
    by_id: BTreeMap<&'a str, usize>,
    /// By the place of a part: the parts that follow from it, each once.
    followers: Vec<Vec<usize>>,
    /// Parts that follow from a need, by steps of any number.
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
            // Where the plan names no stages of its own, those of the catalogue are meant.
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

    /// The part of that id; of several, the first.
    pub fn get(&self, id: &str) -> Option<&Node<'a>> {
        self.by_id.get(id).map(|at| &self.nodes[*at])
    }

    /// The parts that follow from the part of that id.
    pub fn followers(&self, id: &str) -> impl Iterator<Item = &Node<'a>> {
        let of = self.by_id.get(id).map_or(&[][..], |at| &self.followers[*at]);
        of.iter().map(|at| &self.nodes[*at])
    }

    /// Whether any part of that kind follows from a part.
    pub fn is_followed_by(&self, id: Option<&str>, part: Part) -> bool {
        id.is_some_and(|id| self.followers(id).any(|node| node.part == part))
    }

    /// Whether a part is a need of pupils, or follows from one by steps of any number.
    pub fn is_from_need(&self, id: &str) -> bool {
        self.by_id.get(id).is_some_and(|at| self.from_needs.contains(at))
    }

    /// What is wrong with ids and links themselves.
    pub(super) fn findings(&self) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            if let Some(id) = node.id
                && self.by_id[id] != at
            {
                findings.push(DUPLICATE_ID.at(format!("{}/id", node.place()), format!("The id `{id}` stands twice.")));
            }
            self.references(node, &mut findings);
        }
        findings.extend(self.cycle(|node| &node.follows_from, "follow from"));
        findings.extend(self.cycle(|node| &node.after, "wait for"));
        findings
    }

    /// One finding for all ids of a field that the plan does not have, and one for those that jump over a step.
    fn references(&self, node: &Node<'_>, findings: &mut Vec<Finding>) {
        for (field, ids) in [("follows_from", &node.follows_from), ("after", &node.after)] {
            // A cycle names a stage and indicators in fields of their own.
            let place = match node.part {
                Part::Cycle => node.place(),
                _ => format!("{}/{field}", node.place()),
            };
            let fits = |found: &Node<'_>| match field {
                "after" => found.part == node.part,
                _ => node.part.follows().contains(&found.part),
            };
            let unknown = ids.iter().filter(|id| self.get(id).is_none()).map(|id| format!("`{id}`"));
            if let Some(unknown) = few(unknown) {
                let found = format!("{} names {unknown}, which the plan does not have.", node.called());
                findings.push(UNKNOWN_REFERENCE.at(&place, found));
            }
            let wrong = ids.iter().filter_map(|id| self.get(id)).filter(|found| !fits(found));
            let wrong = wrong.map(|found| format!("`{}`, a {}", found.id.unwrap_or_default(), found.part.name()));
            if let Some(wrong) = few(wrong) {
                findings.push(WRONG_REFERENCE.at(&place, format!("{} names {wrong}.", node.called())));
            }
        }
    }

    /// One finding for each circle of links, at its first part.
    fn cycle<'s>(&'s self, links: impl Fn(&'s Node<'a>) -> &'s Vec<&'a str>, verb: &str) -> Vec<Finding> {
        let next = |at: usize| links(&self.nodes[at]).iter().filter_map(|id| self.by_id.get(id).copied());
        // Parts without a link that leads on are taken away until only circles, and what leads to them, are left.
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
            // Whoever comes to a part that an earlier walk went through comes to a circle that is told.
            while walked.insert(at) {
                path.push(at);
                let Some(to) = next(at).find(|to| left.contains(to)) else { break };
                at = to;
            }
            if let Some(begin) = path.iter().position(|part| *part == at)
                && next(path[path.len() - 1]).any(|to| to == at)
            {
                let circle = &path[begin..];
                let names: Vec<String> = circle.iter().chain([&at]).map(|at| self.short(*at)).collect();
                let found = format!("These parts {verb} one another in a circle: {}.", names.join(", "));
                findings.push(CYCLE.at(self.nodes[circle[0]].place(), found));
            }
        }
        findings
    }

    fn short(&self, at: usize) -> String {
        self.nodes[at].id.map_or_else(|| self.nodes[at].place(), |id| format!("`{id}`"))
    }
}

/// How many names a sentence lists before it counts the rest.
const LISTED: usize = 5;

/// The first few of some names, and how many there are more.
fn few(mut names: impl Iterator<Item = String>) -> Option<String> {
    let listed: Vec<String> = names.by_ref().take(LISTED).collect();
    let more = names.count();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!listed.is_empty()).then(|| format!("{}{more}", listed.join(", ")))
}

/// By the place of a part: the parts that follow from it, each once.
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

/// All parts that follow from a need, and the needs themselves.
fn from_needs(nodes: &[Node<'_>], followers: &[Vec<usize>]) -> BTreeSet<usize> {
    let mut open: Vec<usize> = (0..nodes.len()).filter(|at| nodes[*at].part == Part::Need).collect();
    let mut found: BTreeSet<usize> = open.iter().copied().collect();
    while let Some(at) = open.pop() {
        open.extend(followers[at].iter().copied().filter(|next| found.insert(*next)));
    }
    found
}
