//! Questions before the factors: student needs, what educators should learn, and current initiatives.

use maud::{Markup, html};

use super::kit::{field, place};
use super::scene::Scene;

/// The two questions whose answers appear on every page. They do not affect scores.
const QUESTIONS: [(&str, &str, &str); 2] =
    [("aim.need", "aim.need_ask", "aim.need_missing"), ("aim.learning", "aim.learning_ask", "aim.learning_missing")];

/// The field for the number of initiatives.
const INITIATIVES: &str = "aim.initiatives";

/// From this many initiatives on, the page advises ending one first; our judgment, labeled as advice.
const MANY_INITIATIVES: f64 = 3.0;

/// Renders the two questions in words.
pub fn texts(scene: &Scene<'_>) -> Markup {
    html! {
        @for (name, ask, _) in QUESTIONS {
            @let id = place(name);
            (field(&id, scene.say(ask), Some(scene.say(&format!("{ask}_hint"))), html! {
                textarea id=(id) name=(name) rows="2" maxlength="600" aria-describedby={ (id) "-hint" } { (scene.fields.get(name).unwrap_or("")) }
            }))
        }
    }
}

/// Renders all questions of the form.
pub fn inputs(scene: &Scene<'_>) -> Markup {
    html! {
        (texts(scene))
        @let id = place(INITIATIVES);
        (field(&id, scene.say("aim.initiatives_ask"), Some(scene.say("aim.initiatives_hint")), html! {
            input id=(id) type="number" inputmode="numeric" min="0" max="99" name=(INITIATIVES)
                value=[scene.fields.get(INITIATIVES)] aria-describedby={ (id) "-hint" };
        }))
    }
}

/// Shows the answers at the top of a result, with a warning for each missing one.
pub fn lines(scene: &Scene<'_>) -> Markup {
    html! {
        dl.aim {
            @for (name, ask, missing) in QUESTIONS {
                dt { (scene.say(&format!("{ask}_short"))) }
                @match scene.fields.get(name) {
                    Some(text) => { dd { (text) } }
                    None => { dd.warn { (scene.say(missing)) } }
                }
            }
        }
        @if let Some(number) = many(scene) {
            p.warn { (scene.fill("aim.initiatives_many", &[("number", number)])) }
        }
    }
}

/// Returns the number of initiatives if it is large enough for the advice.
fn many<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    let said = scene.fields.get(INITIATIVES)?;
    said.parse::<f64>().is_ok_and(|number| number >= MANY_INITIATIVES).then_some(said)
}

/// Returns a warning for each unanswered question.
pub fn missing<'a>(scene: &Scene<'a>) -> Vec<&'a str> {
    let open = QUESTIONS.into_iter().filter(|(name, ..)| scene.fields.get(name).is_none());
    open.map(|(_, _, missing)| scene.say(missing)).collect()
}
