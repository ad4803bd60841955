//! Links between parts of a plan that can follow from only one other part, so that nobody has to make them.

use crate::planning::{About, Plan};

/// Adds each link that has only one possible end. A part that has links keeps them.
pub fn link(plan: &mut Plan) {
    for goal in plan.goals.iter_mut().filter(|goal| goal.about.is_none()).take(1) {
        goal.about = Some(About::Students);
    }
    let need = only(&plan.needs, |need| need.id.as_ref());
    follow(plan.goals.iter_mut().map(|goal| &mut goal.follows_from), need.as_ref());
    let goal = only(&plan.goals, |goal| goal.id.as_ref());
    follow(plan.learning_needs.iter_mut().map(|need| &mut need.follows_from), goal.as_ref());
    follow(plan.indicators.iter_mut().map(|indicator| &mut indicator.follows_from), goal.as_ref());
    let learning = only(&plan.learning_needs, |need| need.id.as_ref());
    follow(plan.designs.iter_mut().map(|design| &mut design.follows_from), learning.as_ref());
}

/// Returns the id of the only entry of a list.
fn only<T>(entries: &[T], id: impl Fn(&T) -> Option<&String>) -> Option<String> {
    match entries {
        [one] => id(one).cloned(),
        _ => None,
    }
}

fn follow<'p>(links: impl Iterator<Item = &'p mut Vec<String>>, from: Option<&String>) {
    for links in links.filter(|links| links.is_empty()) {
        links.extend(from.cloned());
    }
}
