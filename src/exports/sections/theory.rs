//! The theory of change as chains of texts, each from a means to its end.

use crate::exports::outline::Outline;
use crate::planning::{Review, Theory, column_names};
use crate::words::{fill_text, text};

/// Maximum number of chains; nobody reads more.
const MOST_CHAINS: usize = 60;

pub fn theory(review: &Review<'_>, outline: &mut Outline) {
    outline.say(review.facts.plan.evaluation.theory_of_change.as_deref().unwrap_or_default());
    let (chains, is_cut) = chains(&review.theory);
    if chains.is_empty() {
        outline.say(text("exports.theory.plan_no_linked"));
        return;
    }
    let columns = column_names().map(str::to_lowercase).join(" → ");
    outline.say(fill_text("exports.theory.read_each_chain", &[("columns", &columns)]));
    outline.list(chains);
    if is_cut {
        outline.say(fill_text("exports.theory.these_first_chains", &[("number", &MOST_CHAINS.to_string())]));
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
