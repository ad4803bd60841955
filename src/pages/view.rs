//! The list of pages, used by the router, the tests, and the navigation.

use maud::Markup;

use super::kit::{Made, Page};
use super::plan::Desk;
use super::scene::Scene;
use super::{
    ask, bundles, catalogue, compare, decision, district, handout, home, layout, plan, planner, questions, result,
    save, standing, teams, weights, what_if, why,
};
use crate::exports::{EXPORTS, Export, HANDOUTS, OutlineFile, RECORDS};
use crate::wire::{Problem, Request};

/// A page rendered from a form.
#[derive(Clone, Copy, Debug)]
pub struct View {
    pub path: &'static str,
    pub make: Make,
    /// The key of its name among the links of every page.
    pub(super) link: Option<&'static str>,
    /// The key of its name among the pages that receive the answers.
    pub(super) tool: Option<&'static str>,
    /// The key of its name among the pages that receive a plan.
    pub(super) plan_tool: Option<&'static str>,
}

/// How a page is rendered.
#[derive(Clone, Copy, Debug)]
pub enum Make {
    /// From any fields, valid or not.
    Form(fn(&Scene<'_>) -> Page),
    /// The same, with something that no other has, such as a name for the answers.
    NewForm(fn(&Scene<'_>) -> Page),
    /// From a valid request: the key of its title, and its body.
    Result(&'static str, fn(&Scene<'_>, &Request) -> Made),
    /// A part of a page that a script inserts.
    Part(fn(&Scene<'_>, &Request) -> Made),
    /// From a plan: the key of its title, and its body. The page itself shows errors.
    Plan(&'static str, fn(&Desk<'_>) -> Markup),
    /// A file to download, from a valid plan.
    PlanFile(&'static str, &'static str, fn(&Desk<'_>) -> Vec<u8>),
    /// A file from the `exports` module, from a valid plan.
    Export(&'static Export),
    /// A file from the `exports` module, of a decision.
    Record(&'static OutlineFile),
    /// A file from the `exports` module, of a result.
    Handout(&'static OutlineFile),
    /// A file to download: its name, media type, and content.
    File(&'static str, &'static str, fn(&Scene<'_>, &Request) -> Result<Vec<u8>, Problem>),
}

/// Every page rendered from a form, in the order in which a planner sees them.
const VIEWS: &[View] = &[
    view("/", Make::Form(home::page)),
    view(questions::PATH, Make::Form(questions::page)),
    view(planner::PATH, Make::Form(planner::page)).link("nav.planner").tool("tools.answers"),
    view("/standing", Make::Part(standing::part)),
    view("/ranking", Make::Result("result.title", result::body)).tool("tools.result"),
    view("/handout", Make::Result("handout.title", handout::body)),
    view("/why", Make::Result("why.title", why::body)),
    view("/compare", Make::Result("compare.title", compare::body)).tool("tools.compare"),
    view("/what-if", Make::Result("what_if.title", what_if::body)).tool("tools.what_if"),
    view("/weights", Make::Result("weights.title", weights::body)).tool("tools.weights"),
    view("/bundles", Make::Result("bundles.title", bundles::body)).tool("tools.bundles"),
    view("/decision", Make::Result("decision.title", decision::body)).tool("tools.decision"),
    view("/decision.json", Make::File("decision.json", "application/json", decision::json)),
    view("/outcome-record.csv", Make::File("outcome-record.csv", "text/csv; charset=utf-8", decision::outcome)),
    view("/profile.json", Make::File("profile.json", "application/json", save::profile)),
    view("/plan", Make::Plan("plans.title", plan::short)).link("nav.plan").tool("tools.plan").plan_tool("tools.short"),
    view("/plan/steps", Make::Plan("plans.steps", plan::steps)).plan_tool("tools.steps"),
    view("/plan/audit", Make::Plan("audit.title", plan::audit)).plan_tool("tools.audit"),
    view("/plan/schedule", Make::Plan("schedule.title", plan::schedule)).plan_tool("tools.schedule"),
    view("/plan/implementation", Make::Plan("implementation.title", plan::implementation))
        .plan_tool("tools.implementation"),
    view("/plan/progress", Make::Plan("progress.title", plan::progress)).plan_tool("tools.progress"),
    view("/plan/document", Make::Plan("document.title", plan::document)).plan_tool("tools.document"),
    view("/plan/board", Make::Plan("board.title", plan::board)),
    view("/ask", Make::Form(ask::page)),
    view("/ask/form", Make::NewForm(ask::form)),
    view("/ask/answers.csv", Make::NewForm(ask::answers)),
    view("/plan.json", Make::PlanFile("plan.json", "application/json", plan::json)),
];

/// Returns every page rendered from a form, and the exports of a plan and of a decision.
pub fn views() -> impl Iterator<Item = View> {
    let export = |export: &'static Export| export.page.map(|(path, _)| view(path, Make::Export(export)));
    let records = RECORDS.iter().map(|record| view(record.page.0, Make::Record(record)));
    let handouts = HANDOUTS.iter().map(|handout| view(handout.page.0, Make::Handout(handout)));
    VIEWS.iter().copied().chain(EXPORTS.iter().filter_map(export)).chain(records).chain(handouts)
}

const fn view(path: &'static str, make: Make) -> View {
    View { path, make, link: None, tool: None, plan_tool: None }
}

impl View {
    const fn link(self, name: &'static str) -> Self {
        Self { link: Some(name), ..self }
    }

    const fn tool(self, name: &'static str) -> Self {
        Self { tool: Some(name), ..self }
    }

    const fn plan_tool(self, name: &'static str) -> Self {
        Self { plan_tool: Some(name), ..self }
    }
}

/// A page of the catalog; its path may end in `{id}`.
#[derive(Debug)]
pub struct Reading {
    pub path: &'static str,
    /// The key of its name among the links of every page.
    pub(super) link: Option<&'static str>,
    /// Returns `None` if the id is unknown.
    pub page: fn(&Scene<'_>, &str) -> Option<Page>,
}

/// Every page that is only read.
pub const READINGS: &[Reading] = &[
    Reading { path: "/teams", link: Some("nav.teams"), page: teams::page },
    Reading { path: district::PATH, link: Some("nav.district"), page: district::page },
    Reading { path: "/designs", link: Some("nav.designs"), page: catalogue::designs },
    Reading { path: "/designs/{id}", link: None, page: catalogue::design },
    Reading { path: "/factors", link: Some("nav.factors"), page: catalogue::factors },
    Reading { path: "/factors/{id}", link: None, page: catalogue::factor },
    Reading { path: "/standards", link: Some("nav.standards"), page: catalogue::standards },
    Reading { path: "/standards/{id}", link: None, page: catalogue::standard },
    Reading { path: "/planning", link: None, page: catalogue::planning },
    Reading { path: "/sources", link: Some("nav.sources"), page: catalogue::sources },
    Reading { path: "/words", link: Some("nav.words"), page: catalogue::glossary },
];

/// Returns the paths and the keys of the names of the links on every page.
pub(super) fn links() -> impl Iterator<Item = (&'static str, &'static str)> {
    let readings = READINGS.iter().filter_map(|reading| Some((reading.path, reading.link?)));
    VIEWS.iter().filter_map(|view| Some((view.path, view.link?))).chain(readings)
}

impl Page {
    /// Returns the form with a problem that prevented reading it.
    pub fn of_problem(scene: &Scene<'_>, problem: &Problem) -> Self {
        planner::faulty(scene, problem)
    }

    /// Returns the 404 page.
    pub fn not_found(scene: &Scene<'_>) -> Self {
        Self::html(404, layout::page(scene, scene.say("layout.not_found"), &layout::nothing_here(scene)))
    }
}

impl View {
    /// Renders the page for a submitted form.
    pub fn answer(&self, scene: &Scene<'_>) -> Page {
        let made = match self.make {
            Make::Form(page) | Make::NewForm(page) => return page(scene),
            Make::Result(title, body) => scene
                .request()
                .and_then(|request| body(scene, &request))
                .map(|body| Page::html(body.status, layout::page(scene, scene.say(title), &body.markup))),
            Make::Part(body) => scene
                .request()
                .and_then(|request| body(scene, &request))
                .map(|body| Page::html(body.status, body.markup)),
            Make::File(name, media, text) => scene
                .request()
                .and_then(|request| text(scene, &request))
                .map(|bytes| Page { status: 200, bytes, file: Some((name, media)) }),
            Make::Record(record) => scene.request().and_then(|request| decision::file(scene, &request, record)),
            Make::Handout(file) => scene.request().and_then(|request| handout::file(scene, &request, file)),
            Make::Plan(title, body) => return plan::page(scene, scene.say(title), body),
            Make::PlanFile(name, media, make) => return plan::file(scene, (name, media), make),
            Make::Export(export) => return plan::export(scene, export),
        };
        made.unwrap_or_else(|problem| planner::faulty(scene, &problem))
    }

    /// Whether everybody who opens the page without answers gets the same.
    pub fn is_the_same_for_all(&self) -> bool {
        !matches!(self.make, Make::NewForm(_))
    }

    /// Renders the page without a form: the empty form, or how to get to the page.
    pub fn opened(&self, scene: &Scene<'_>) -> Page {
        match self.make {
            Make::Form(page) | Make::NewForm(page) => page(scene),
            // A plan can start empty.
            Make::Plan(title, body) if [plan::BEGIN, plan::STEPS_PAGE].contains(&self.path) => {
                plan::page(scene, scene.say(title), body)
            }
            Make::Result(title, _) | Make::Plan(title, _) => {
                Page::html(200, layout::page(scene, scene.say(title), &layout::without_answers(scene)))
            }
            Make::Part(_)
            | Make::File(..)
            | Make::PlanFile(..)
            | Make::Export(_)
            | Make::Record(_)
            | Make::Handout(_) => {
                Page::html(200, layout::page(scene, scene.say("layout.no_answers"), &layout::without_answers(scene)))
            }
        }
    }
}
