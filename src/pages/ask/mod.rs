//! "Ask your teachers": the questionnaire as files, and links to a short form whose answers come back as a file.

mod short;

use maud::{Markup, html};

pub use short::{answers, form};

use super::kit::Page;
use super::layout;
use super::scene::Scene;
use crate::catalogue::Who;
use crate::surveys::{Form, FormOptions, form_writers};

/// The fields of these pages. They are never part of a profile.
const TEAMS: &str = "ask.teams";
const TEAM: &str = "ask.team";
const CONTENT: &str = "ask.content";
const LENGTH: &str = "ask.length";
const FORMAT: &str = "ask.format";

/// The most teams that get a link.
const MOST_TEAMS: usize = 200;

/// A file of the questionnaire: the format of its writer, its name and media type, and the key of what it is.
struct QuestionFile {
    format: &'static str,
    file: &'static str,
    media: &'static str,
    name: &'static str,
}

const FILES: [QuestionFile; 5] = [
    file("markdown", "questionnaire.md", "text/markdown; charset=utf-8", "ask.markdown"),
    file("google-forms", "questionnaire.gs", "text/plain; charset=utf-8", "ask.google_forms"),
    file("microsoft-forms", "questionnaire-forms.txt", "text/plain; charset=utf-8", "ask.microsoft_forms"),
    file("qualtrics", "questionnaire-qualtrics.txt", "text/plain; charset=utf-8", "ask.qualtrics"),
    file("csv", "questionnaire.csv", "text/csv; charset=utf-8", "ask.csv"),
];

const fn file(format: &'static str, file: &'static str, media: &'static str, name: &'static str) -> QuestionFile {
    QuestionFile { format, file, media, name }
}

/// The page, or one of the files that its buttons ask for.
pub fn page(scene: &Scene<'_>) -> Page {
    let wanted = scene.fields.get(FORMAT).and_then(|format| FILES.iter().find(|file| file.format == format));
    let writer = wanted.and_then(|file| Some((file, form_writers().find(|(name, _)| *name == file.format)?.1)));
    if let Some((file, write)) = writer {
        let mut options = FormOptions::of(Who::Teachers);
        options.short = scene.fields.get(LENGTH) != Some("full");
        options.content = scene.fields.get(CONTENT).map(str::to_owned);
        options.teams = teams(scene);
        let bytes = write(&Form::new(scene.catalogue(), &options)).into_bytes();
        return Page { status: 200, bytes, file: Some((file.file, file.media)) };
    }
    let body = html! {
        h1 { (scene.say("ask.heading")) }
        p.lead { (scene.say("ask.lead")) }
        form #ask method="post" action="/ask" { (about(scene)) (links(scene)) (files(scene)) }
        section aria-labelledby="then" {
            h2 #then { (scene.say("ask.then")) }
            p { (scene.say("ask.then_why")) " " a href="/teams" { (scene.say("ask.to_teams")) } }
        }
    };
    Page::html(200, layout::page(scene, scene.say("ask.title"), &body))
}

/// Returns the teams that were entered, one per line, without repetition.
fn teams(scene: &Scene<'_>) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let lines = scene.fields.get(TEAMS).unwrap_or_default().lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty() && seen.insert(line.to_lowercase()))
        .take(MOST_TEAMS)
        .map(str::to_owned)
        .collect()
}

fn about(scene: &Scene<'_>) -> Markup {
    html! {
        fieldset {
            legend { (scene.say("ask.about")) }
            div.field {
                label for="ask-teams" { (scene.say("ask.teams")) }
                p.hint #ask-teams-hint { (scene.say("ask.teams_hint")) }
                textarea #ask-teams name=(TEAMS) rows="4" aria-describedby="ask-teams-hint" { (scene.fields.get(TEAMS).unwrap_or_default()) }
            }
            div.field {
                label for="ask-content" { (scene.say("ask.content")) }
                p.hint #ask-content-hint { (scene.say("ask.content_hint")) }
                input #ask-content type="text" name=(CONTENT) aria-describedby="ask-content-hint" value=[scene.fields.get(CONTENT)];
            }
        }
    }
}

/// Links to the short form, one for each team.
fn links(scene: &Scene<'_>) -> Markup {
    let content = scene.fields.get(CONTENT).map(|content| (CONTENT, content));
    let link = |team: &str| {
        let fields = [(TEAM, team)].into_iter().chain(content);
        form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
    };
    html! {
        section aria-labelledby="screen" {
            h2 #screen { (scene.say("ask.screen")) }
            p { (scene.say("ask.screen_why")) }
            p.warn.unscripted { (scene.say("ask.screen_noscript")) }
            p.actions { button.primary { (scene.say("ask.make_links")) } }
            @let teams = teams(scene);
            @if !teams.is_empty() {
                p { (scene.say("ask.links_why")) }
                ul #ask-links { @for team in &teams { li { a href={ "/ask/form#" (link(team)) } { (team) } } } }
            }
        }
    }
}

/// Buttons for the files of the questionnaire.
fn files(scene: &Scene<'_>) -> Markup {
    html! {
        section aria-labelledby="paper" {
            h2 #paper { (scene.say("ask.paper")) }
            p { (scene.say("ask.paper_why")) }
            fieldset.boxes {
                legend { (scene.say("ask.length")) }
                @let full = scene.fields.get(LENGTH) == Some("full");
                @for (value, name) in [("short", "ask.length_short"), ("full", "ask.length_full")] {
                    label { input type="radio" name=(LENGTH) value=(value) checked[(value == "full") == full]; span { (scene.say(name)) } }
                }
            }
            p.actions {
                @for file in &FILES { button name=(FORMAT) value=(file.format) data-native="" { (scene.say(file.name)) } }
            }
        }
    }
}
