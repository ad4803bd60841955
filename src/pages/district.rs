//! The page of a whole district: a file of teams in, the report with every file of it out. Nothing is stored, so the
//! files are in the page itself.

use maud::{Markup, html};

use super::kit::Page;
use super::layout;
use super::scene::Scene;
use super::words::Words;
use crate::district::District;
use crate::exports::{DISTRICT_FILES, district_fragment};
use crate::scoring::Stage;
use crate::wire::{DistrictAnswer, Problem};

pub const PATH: &str = "/district";
/// Where the form sends the file.
pub const REPORT: &str = "/district/report";

/// The fields of the form.
pub const TEAMS: &str = "teams";
pub const RESOURCES: &str = "resources";
pub const SCHOOL: &str = "school";
pub const BY: &str = "by";
pub const IGNORE: &str = "ignore";

/// The column with the school of a team, unless another is named.
pub const USUAL_SCHOOL: &str = "school";

/// The most errors that are listed.
const MOST_ERRORS: usize = 20;

/// A report, with the rows that are not part of it.
#[derive(Debug)]
pub struct Reported {
    pub district: District,
    /// Lines that were rejected, each with its problem.
    pub rejected: Vec<(u64, String)>,
}

pub fn page(scene: &Scene<'_>, _: &str) -> Option<Page> {
    let body = html! { (heading(scene)) (form(scene, None)) };
    Some(Page::html(200, layout::page(scene, scene.say("district.title"), &body)))
}

/// Returns the report, or the form with what is wrong with the file.
pub fn report(scene: &Scene<'_>, made: &Result<Reported, Problem>) -> Page {
    let (status, body) = match made {
        Ok(reported) => (200, reported_body(scene, reported)),
        Err(problem) => (problem.status, html! { (heading(scene)) (form(scene, Some(problem))) }),
    };
    Page::html(status, layout::page(scene, scene.say("district.title"), &body))
}

/// Says how far the report is.
pub fn progress(words: &Words, stage: Stage, done: usize, of: usize) -> String {
    words.fill(&format!("district.stage.{}", stage.id()), &[("done", &done.to_string()), ("of", &of.to_string())])
}

fn heading(scene: &Scene<'_>) -> Markup {
    html! {
        h1 { (scene.say("district.heading")) }
        p.lead { (scene.say("district.lead")) }
    }
}

fn form(scene: &Scene<'_>, problem: Option<&Problem>) -> Markup {
    html! {
        @if let Some(problem) = problem { (faults(scene, problem)) }
        form #district-form method="post" enctype="multipart/form-data" action=(REPORT) {
            fieldset {
                legend { (scene.say("district.legend")) }
                div.field {
                    label for="district-teams" { (scene.say("district.teams")) }
                    input #district-teams type="file" name=(TEAMS) required accept=".csv,.tsv,.txt,.ndjson,.jsonl" aria-describedby="district-teams-hint";
                    p.hint #district-teams-hint { (scene.say("district.teams_hint")) }
                }
                div.field {
                    label for="district-school" { (scene.say("district.school")) }
                    input #district-school name=(SCHOOL) value=(USUAL_SCHOOL) autocomplete="off";
                }
                div.field {
                    label for="district-by" { (scene.say("district.by")) }
                    input #district-by name=(BY) autocomplete="off" aria-describedby="district-by-hint";
                    p.hint #district-by-hint { (scene.say("district.by_hint")) }
                }
                div.field {
                    label for="district-ignore" { (scene.say("district.ignore")) }
                    input #district-ignore name=(IGNORE) autocomplete="off" aria-describedby="district-ignore-hint";
                    p.hint #district-ignore-hint { (scene.say("district.ignore_hint")) }
                }
                div.field {
                    label for="district-resources" { (scene.say("district.resources")) }
                    input #district-resources type="file" name=(RESOURCES) accept=".json" aria-describedby="district-resources-hint";
                    p.hint #district-resources-hint { (scene.say("district.resources_hint")) }
                }
                button.primary { (scene.say("district.make")) }
            }
            div #district-wait hidden {
                progress #district-bar max="100" value="0" aria-labelledby="district-stage" {}
                p #district-stage { (scene.say("district.waiting")) }
                p { button #district-stop type="button" { (scene.say("district.stop")) } }
            }
            p.fault #district-broken role="alert" hidden { (scene.say("district.broken")) }
        }
        p { (scene.say("district.privacy")) }
        script src="/assets/district.js" type="module" {}
    }
}

fn faults(scene: &Scene<'_>, problem: &Problem) -> Markup {
    html! {
        div.fault role="alert" {
            p { (scene.say("district.failed")) " " (problem.detail) }
            @if problem.errors.len() > 1 {
                ul { @for error in problem.errors.iter().take(MOST_ERRORS) { li { (error.pointer) ": " (error.detail) } } }
            }
        }
    }
}

fn reported_body(scene: &Scene<'_>, reported: &Reported) -> Markup {
    let district = &reported.district;
    html! {
        h1 { (scene.say("district.heading")) }
        p.actions {
            button.primary.scripted type="button" data-print="" { (scene.say("save.print")) }
            @for file in &DISTRICT_FILES {
                (download(scene, file.id, file.file, file.media, &(file.make)(scene.advisor, district)))
            }
            (download(scene, "json", "district.json", "application/json", &DistrictAnswer::json(scene.advisor, district)))
        }
        @if !reported.rejected.is_empty() {
            details.warn {
                summary { (scene.fill("district.rejected", &[("count", &reported.rejected.len().to_string())])) }
                ul {
                    @for (line, detail) in reported.rejected.iter().take(MOST_ERRORS) {
                        li { (scene.fill("district.line", &[("line", &line.to_string())])) " " (detail) }
                    }
                }
            }
        }
        article.district { (district_fragment(scene.advisor, district)) }
        details { summary { (scene.say("district.again")) } (form(scene, None)) }
    }
}

/// A link that has its file in itself.
fn download(scene: &Scene<'_>, id: &str, name: &str, media: &str, bytes: &[u8]) -> Markup {
    let media = media.split(';').next().unwrap_or_default();
    html! {
        a.button download=(name) href={ "data:" (media) ";base64," (base64(bytes)) } data-plain="" { (scene.word("district.save.", id)) }
    }
}

/// Encodes bytes as RFC 4648 does.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let at = |place: usize| u32::from(three.get(place).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place > three.len() { '=' } else { char::from(letter) });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn files_are_encoded_as_in_the_standard() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
