//! The list of pages, used by the router, the tests, and the navigation.

use maud::Markup;

use super::plan::Desk;
use super::scene::Scene;
use super::{
    bundles, catalogue, compare, decision, layout, plan, planner, ranking, save, standing, teams, weights, what_if, why,
};
use crate::wire::{Problem, Request, read_form};

/// A page or a file to download, ready to send.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: u16,
    pub bytes: Vec<u8>,
    /// Name and media type of a file to download.
    pub file: Option<(&'static str, &'static str)>,
}

/// A page rendered from a form.
#[derive(Debug)]
pub struct View {
    pub path: &'static str,
    pub make: Make,
}

/// How a page is rendered.
#[derive(Clone, Copy, Debug)]
pub enum Make {
    /// From any fields, valid or not.
    Form(fn(&Scene<'_>) -> Page),
    /// From a valid request: the key of its title, and its body.
    Result(&'static str, fn(&Scene<'_>, &Request) -> Made),
    /// A part of a page that a script inserts.
    Part(fn(&Scene<'_>, &Request) -> Made),
    /// From a plan: the key of its title, and its body. The page itself shows errors.
    Plan(&'static str, fn(&Desk<'_>) -> Markup),
    /// A file to download, from a valid plan.
    PlanFile(&'static str, &'static str, fn(&Desk<'_>) -> Vec<u8>),
    /// A file from the `exports` module, from a valid plan, by its export id.
    Export(&'static str),
    /// A file from the `exports` module, of a decision, by its export id.
    Record(&'static str),
    /// A file to download: its name, media type, and content.
    File(&'static str, &'static str, fn(&Scene<'_>, &Request) -> Result<Vec<u8>, Problem>),
}

/// The body of a page, or the problem that prevents it.
pub type Made = Result<Body, Problem>;

/// The body of a page with its status: a page that shows errors is not a success.
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

/// Every page rendered from a form, in the order in which a planner sees them.
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
    View { path: "/decision.md", make: Make::Record("markdown") },
    View { path: "/decision.docx", make: Make::Record("word") },
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

/// A page of the catalog; its path may end in `{id}`.
#[derive(Debug)]
pub struct Reading {
    pub path: &'static str,
    /// Returns `None` if the id is unknown.
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
    /// Returns the form with a problem that prevented reading it.
    pub fn of_problem(scene: &Scene<'_>, problem: &Problem) -> Self {
        planner::faulty(scene, problem)
    }

    /// Returns the 404 page.
    pub fn not_found(scene: &Scene<'_>) -> Self {
        Self::html(404, layout::page(scene, scene.say("layout.not_found"), &layout::nothing_here(scene)))
    }

    pub(super) fn html(status: u16, markup: Markup) -> Self {
        Self { status, bytes: markup.into_string().into_bytes(), file: None }
    }
}

impl View {
    /// Renders the page for a submitted form.
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
            Make::Record(id) => read_form(scene.advisor, &scene.fields.of_request())
                .and_then(|request| decision::file(scene, &request, id)),
            Make::Plan(title, body) => return plan::page(scene, scene.say(title), body),
            Make::PlanFile(name, media, make) => return plan::file(scene, (name, media), make),
            Make::Export(id) => return plan::export(scene, id),
        };
        made.unwrap_or_else(|problem| planner::faulty(scene, &problem))
    }

    /// Renders the page without a form: the empty form, or how to get to the page.
    pub fn opened(&self, scene: &Scene<'_>) -> Page {
        match self.make {
            Make::Form(page) => page(scene),
            // A plan can start empty.
            Make::Plan(title, body) if self.path == plan::BEGIN => plan::page(scene, scene.say(title), body),
            Make::Result(title, _) | Make::Plan(title, _) => {
                Page::html(200, layout::page(scene, scene.say(title), &layout::without_answers(scene)))
            }
            Make::Part(_) | Make::File(..) | Make::PlanFile(..) | Make::Export(_) | Make::Record(_) => {
                Page::html(200, layout::page(scene, scene.say("layout.no_answers"), &layout::without_answers(scene)))
            }
        }
    }
}
