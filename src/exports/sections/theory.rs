//! The theory of change as chains of texts, each from a means to its end.

use crate::exports::Document;
use crate::exports::outline::Outline;
use crate::planning::{Theory, column_names};

/// Maximum number of chains; nobody reads more.
const MOST_CHAINS: usize = 60;

pub fn theory(document: &Document<'_>, outline: &mut Outline) {
    let review = document.review;
    outline.section("Theory of change");
    if let Some(said) = &review.facts.plan.evaluation.theory_of_change {
        outline.say(said);
    }
    let (chains, is_cut) = chains(&review.theory);
    if chains.is_empty() {
        outline.say("The plan has no linked parts yet.");
        return;
    }
    outline.say(format!("Read each chain from left to right: {}.", column_names().map(str::to_lowercase).join(" → ")));
    outline.list(chains);
    if is_cut {
        outline.say(format!("These are the first {MOST_CHAINS} chains; the others are not shown."));
    }
}

/// Returns every path from a box without incoming arrows to a box without outgoing ones, and whether some are missing.
fn chains(theory: &Theory) -> (Vec<String>, bool) {
    let leads_on = |at: usize| theory.arrows.iter().filter(move |arrow| arrow.0 == at).map(|arrow| arrow.1);
    let starts = (0..theory.nodes.len()).filter(|at| !theory.arrows.iter().any(|arrow| arrow.1 == *at));
    let mut open: Vec<Vec<usize>> = starts.filter(|at| leads_on(*at).next().is_some()).map(|at| vec![at]).collect();
    open.reverse();
    let mut done = Vec::new();
    while let Some(path) = open.pop() {
        if done.len() == MOST_CHAINS {
            return (done, true);
        }
        let last = path[path.len() - 1];
        // In a cycle, a chain ends before it would repeat.
        let next: Vec<usize> = leads_on(last).filter(|to| !path.contains(to)).collect();
        if next.is_empty() {
            let texts: Vec<&str> = path.iter().map(|at| theory.nodes[*at].text.as_str()).collect();
            done.push(texts.join(" → "));
        }
        open.extend(next.into_iter().rev().map(|to| path.iter().copied().chain([to]).collect()));
    }
    (done, false)
}
