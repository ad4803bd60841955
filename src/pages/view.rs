//! The list of pages: the router, the tests and the head of each page go by it.

use maud::Markup;

use super::plan::Desk;
use super::scene::Scene;
use super::{
    bundles, catalogue, compare, decision, layout, plan, planner, ranking, save, standing, teams, weights, what_if, why,
};
use crate::wire::{Problem, Request, read_form};

/// A page, or a file to save, ready to send.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    pub bytes: Vec<u8>,
    /// The name and media type of what is to be saved and not shown.
    pub file: Option<(&'static str, &'static str)>,
}

/// A page that is made from a form.
#[derive(Debug)]
pub struct View {
    pub path: &'static str,
    pub make: Make,
}

/// How a page is made.
#[derive(Clone, Copy, Debug)]
pub enum Make {
    /// From whatever was sent, right or wrong.
    Form(fn(&Scene<'_>) -> Page),
    /// From a request without faults; the key of its title, and what stands under it.
    Result(&'static str, fn(&Scene<'_>, &Request) -> Made),
    /// A part of a page, which a script puts in its place.
    Part(fn(&Scene<'_>, &Request) -> Made),
    /// From a plan; the key of its title, and what stands under it. Faults are told on the page itself.
    Plan(&'static str, fn(&Desk<'_>) -> Markup),
    /// A file to save that is made from a plan without faults.
    PlanFile(&'static str, &'static str, fn(&Desk<'_>) -> Vec<u8>),
    /// A file that the room of exports makes of a plan without faults, by its id there.
    Export(&'static str),
    /// A file to save: its name, its media type and its text.
    File(&'static str, &'static str, fn(&Scene<'_>, &Request) -> Result<Vec<u8>, Problem>),
}

/// What a page holds, or why it cannot be made from what was sent.
pub type Made = Result<Body, Problem>;

/// What a page holds, with its status: a page that tells of its own faults is no success.
#[derive(Debug)]
pub struct Body {
    pub status: u16,
    pub markup: Markup,
}

impl From<Markup> for Body {
    fn from(markup: Markup) -> Self {
        Self { status: 200, markup }
    }
}

/// Every page that is made from a form, in the order in which a planner meets them.
pub const VIEWS: &[View] = &[
    View { path: "/", make: Make::Form(planner::page) },
    View { path: "/standing", make: Make::Part(standing::part) },
    View { path: "/ranking", make: Make::Result("ranking.title", ranking::body) },
    View { path: "/why", make: Make::Result("why.title", why::body) },
    View { path: "/compare", make: Make::Result("compare.title", compare::body) },
    View { path: "/what-if", make: Make::Result("what_if.title", what_if::body) },
    View { path: "/weights", make: Make::Result("weights.title", weights::body) },
    View { path: "/bundles", make: Make::Result("bundles.title", bundles::body) },
    View { path: "/decision", make: Make::Result("decision.title", decision::body) },
    View { path: "/decision.md", make: Make::File("decision.md", "text/markdown; charset=utf-8", decision::markdown) },
    View { path: "/decision.json", make: Make::File("decision.json", "application/json", decision::json) },
    View { path: "/profile.json", make: Make::File("profile.json", "application/json", save::profile) },
    View { path: "/plan", make: Make::Plan("plans.title", plan::steps) },
    View { path: "/plan/audit", make: Make::Plan("audit.title", plan::audit) },
    View { path: "/plan/schedule", make: Make::Plan("schedule.title", plan::schedule) },
    View { path: "/plan/implementation", make: Make::Plan("implementation.title", plan::implementation) },
    View { path: "/plan/progress", make: Make::Plan("progress.title", plan::progress) },
    View { path: "/plan/document", make: Make::Plan("document.title", plan::document) },
    View { path: "/plan.md", make: Make::Export("markdown") },
    View { path: "/plan.docx", make: Make::Export("word") },
    View { path: "/plan.ics", make: Make::Export("calendar") },
    View { path: "/sessions.csv", make: Make::Export("sessions") },
    View { path: "/plan.json", make: Make::PlanFile("plan.json", "application/json", plan::json) },
];

/// A page of the catalogue; its path may end in `{id}`.
#[derive(Debug)]
pub struct Reading {
    pub path: &'static str,
    /// `None` when there is nothing of that id.
    pub page: fn(&Scene<'_>, &str) -> Option<Page>,
}

/// Every page that is only read.
pub const READINGS: &[Reading] = &[
    Reading { path: "/teams", page: teams::page },
    Reading { path: "/designs", page: catalogue::designs },
    Reading { path: "/designs/{id}", page: catalogue::design },
    Reading { path: "/factors", page: catalogue::factors },
    Reading { path: "/factors/{id}", page: catalogue::factor },
    Reading { path: "/standards", page: catalogue::standards },
    Reading { path: "/standards/{id}", page: catalogue::standard },
    Reading { path: "/planning", page: catalogue::planning },
    Reading { path: "/sources", page: catalogue::sources },
    Reading { path: "/words", page: catalogue::glossary },
];

impl Page {
    /// The form with a problem that kept it from being read.
    pub fn of_problem(scene: &Scene<'_>, problem: &Problem) -> Self {
        planner::faulty(scene, problem)
    }

    /// What stands where there is nothing.
    pub fn not_found(scene: &Scene<'_>) -> Self {
        Self::html(404, layout::page(scene, scene.say("layout.not_found"), &layout::nothing_here(scene)))
    }

    pub(super) fn html(status: u16, markup: Markup) -> Self {
        Self { status, bytes: markup.into_string().into_bytes(), file: None }
    }
}

impl View {
    /// The page of a form that was sent.
    pub fn answer(&self, scene: &Scene<'_>) -> Page {
        let made = match self.make {
            Make::Form(page) => return page(scene),
            Make::Result(title, body) => read_form(scene.advisor, &scene.fields.of_request())
                .and_then(|request| body(scene, &request))
                .map(|body| Page::html(body.status, layout::page(scene, scene.say(title), &body.markup))),
            Make::Part(body) => read_form(scene.advisor, &scene.fields.of_request())
                .and_then(|request| body(scene, &request))
                .map(|body| Page::html(body.status, body.markup)),
            Make::File(name, media, text) => read_form(scene.advisor, &scene.fields.of_request())
                .and_then(|request| text(scene, &request))
                .map(|bytes| Page { status: 200, bytes, file: Some((name, media)) }),
            Make::Plan(title, body) => return plan::page(scene, scene.say(title), body),
            Make::PlanFile(name, media, make) => return plan::file(scene, (name, media), make),
            Make::Export(id) => return plan::export(scene, id),
        };
        made.unwrap_or_else(|problem| planner::faulty(scene, &problem))
    }

    /// What whoever comes without a form finds: the empty form, or how to get to the page.
    pub fn opened(&self, scene: &Scene<'_>) -> Page {
        match self.make {
            Make::Form(page) => page(scene),
            // A plan may begin with nothing.
            Make::Plan(title, body) if self.path == plan::BEGIN => plan::page(scene, scene.say(title), body),
            Make::Result(title, _) | Make::Plan(title, _) => {
                Page::html(200, layout::page(scene, scene.say(title), &layout::without_answers(scene)))
            }
            Make::Part(_) | Make::File(..) | Make::PlanFile(..) | Make::Export(_) => {
                Page::html(200, layout::page(scene, scene.say("layout.no_answers"), &layout::without_answers(scene)))
            }
        }
    }
}
