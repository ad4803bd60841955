//! The columns of the table of teams that sum up a team's answers, and the factors that each stands for.

use maud::{Markup, html};

use crate::catalogue::{Catalogue, Kind};
use crate::pages::kit::commas;
use crate::pages::scene::Scene;

/// A column, with the key of its name and the factors or kinds of resources whose mean level it shows.
pub(super) struct Measure {
    pub id: &'static str,
    pub name: &'static str,
    pub paths: &'static [&'static str],
}

/// The columns in their order. A low level of each is in a team's way.
pub(super) const MEASURES: [Measure; 5] = [
    Measure { id: "need", name: "teams.measure.need", paths: &["perceived_need", "established_need"] },
    Measure { id: "trust", name: "teams.measure.trust", paths: &["risk_taking_culture"] },
    Measure { id: "time", name: "teams.measure.time", paths: &["time_available", "resources.time"] },
    Measure { id: "support", name: "teams.measure.support", paths: &["sustained_support"] },
    Measure { id: "understanding", name: "teams.measure.understanding", paths: &["initial_understanding"] },
];

/// Says what each column stands for.
pub(super) fn help(scene: &Scene<'_>) -> Markup {
    let catalogue = scene.catalogue();
    html! {
        details.help {
            summary { (scene.say("teams.measures_help")) }
            p { (scene.say("teams.measures_why")) }
            dl.facts-of {
                @for measure in &MEASURES {
                    dt { (scene.say(measure.name)) }
                    dd { (commas(measure.paths.iter().filter_map(|path| linked(catalogue, path)))) }
                }
            }
            p { (scene.say("teams.in_the_way_help")) }
        }
    }
}

fn linked(catalogue: &Catalogue, path: &str) -> Option<Markup> {
    let id = path.split('.').next()?;
    let name = name_of(catalogue, path)?;
    Some(html! { a href={ "/factors/" (id) } { (name) } })
}

/// Names a factor or a kind of resources, such as `Resources: Time`.
fn name_of(catalogue: &Catalogue, path: &str) -> Option<String> {
    let (id, part) = path.split_once('.').map_or((path, None), |(id, part)| (id, Some(part)));
    let factor = &catalogue.factors[catalogue.factor_index(id)?];
    let Some(part) = part else { return Some(factor.name.clone()) };
    let kind = factor.resources.iter().find(|kind| kind.id == part)?;
    Some(format!("{}: {}", factor.name, kind.name))
}

/// The names of all factors with levels, and of their levels, for the script.
pub(super) fn levels(scene: &Scene<'_>) -> Markup {
    let catalogue = scene.catalogue();
    let whole = catalogue.factors.iter().filter(|factor| factor.kind == Kind::Level);
    let whole = whole.map(|factor| (factor.id.clone(), factor.short.as_slice()));
    let parts = catalogue.factors.iter().flat_map(|factor| {
        factor.resources.iter().map(|kind| (format!("{}.{}", factor.id, kind.id), kind.short.as_slice()))
    });
    html! {
        template #level-words {
            @for (path, short) in whole.chain(parts) {
                data value=(path) { (name_of(catalogue, &path).unwrap_or_default()) }
                @for (at, level) in short.iter().enumerate() { data value={ (path) "=" (at + 1) } { (level) } }
            }
        }
    }
}
