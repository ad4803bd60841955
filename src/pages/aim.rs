//! Before the factors: what pupils need, what educators should learn, and what runs already.

use maud::{Markup, html};

use super::scene::Scene;

/// The two plain questions, whose answers stand on every page and are scored nowhere.
const QUESTIONS: [(&str, &str, &str); 2] =
    [("aim.need", "aim.need_ask", "aim.need_missing"), ("aim.learning", "aim.learning_ask", "aim.learning_missing")];

/// The field that says how many initiatives run at once.
const INITIATIVES: &str = "aim.initiatives";

/// From how many initiatives at once a planner is asked to stop one first; a judgement, and told as one.
const MANY_INITIATIVES: f64 = 3.0;

/// The questions of a form.
pub fn inputs(scene: &Scene<'_>) -> Markup {
    html! {
        @for (name, ask, _) in QUESTIONS {
            @let (id, hint) = (super::levels::place(name), format!("{}-hint", super::levels::place(name)));
            div.field {
                label for=(id) { (scene.say(ask)) }
                p.hint id=(hint) { (scene.say(&format!("{ask}_hint"))) }
                textarea id=(id) name=(name) rows="2" maxlength="600" aria-describedby=(hint) { (scene.fields.get(name).unwrap_or("")) }
            }
        }
        div.field {
            @let id = super::levels::place(INITIATIVES);
            label for=(id) { (scene.say("aim.initiatives_ask")) }
            p.hint id={ (id) "-hint" } { (scene.say("aim.initiatives_hint")) }
            input #(id) type="number" inputmode="numeric" min="0" max="99" name=(INITIATIVES)
                value=[scene.fields.get(INITIATIVES)] aria-describedby={ (id) "-hint" };
        }
    }
}

/// What was said, at the head of a result, with what is missing.
pub fn told(scene: &Scene<'_>) -> Markup {
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

/// The number of initiatives, where it is so large that it has to be spoken of.
fn many<'a>(scene: &Scene<'a>) -> Option<&'a str> {
    let said = scene.fields.get(INITIATIVES)?;
    said.parse::<f64>().is_ok_and(|number| number >= MANY_INITIATIVES).then_some(said)
}

/// Which of the two questions are open, for the list of what to do first.
pub fn missing<'a>(scene: &Scene<'a>) -> Vec<&'a str> {
    let open = QUESTIONS.into_iter().filter(|(name, ..)| scene.fields.get(name).is_none());
    open.map(|(_, _, missing)| scene.say(missing)).collect()
}
