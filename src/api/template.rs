//! `POST /v1/plans/template`: a district's own Word template, filled from a plan.

use std::collections::BTreeSet;

use actix_web::http::header::{CONTENT_DISPOSITION, HeaderName};
use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use super::upload::{FormParts, Upload};
use crate::advisor::Advisor;
use crate::exports::{Document, Filled, WORD_MEDIA, fill_template};
use crate::wire::{PlanRequest, Problem, TemplateParts, read_plan};
use crate::words::text;

pub(super) const PATH: &str = "/v1/plans/template";

const PLAN: &str = "plan";
const TEMPLATE: &str = "template";

/// Names in the template that are no fields, and fields for which the plan has nothing.
const UNKNOWN: HeaderName = HeaderName::from_static("backmap-unknown-fields");
const EMPTY: HeaderName = HeaderName::from_static("backmap-empty-fields");

/// Example parts for the OpenAPI document.
pub(super) const EXAMPLE: [(&str, &str); 2] = [
    (PLAN, "{\"title\": \"Fractions\", \"goals\": [{\"text\": \"Nine of ten students explain why\"}]}"),
    (TEMPLATE, "(the bytes of improvement-plan.docx)"),
];

/// Fill a Word template from a plan
///
/// Returns your own Word template with its places filled: `{{field}}` in the text, or a content control whose tag is a
/// field. The fields are in docs/template-fields.md. Everything else of the template stays as it is. Nothing is stored.
#[utoipa::path(
    tag = "plans",
    operation_id = "fill_template",
    request_body(content = TemplateParts, content_type = "multipart/form-data", description = "The plan and the template"),
    responses(
        (status = 200, description = "The filled file", body = String, content_type = WORD_MEDIA, headers(
            ("backmap-unknown-fields" = String, description = "Names in the template that are no fields, separated by commas; they are left as they are"),
            ("backmap-empty-fields" = String, description = "Fields of the template for which the plan has nothing, separated by commas; they are left empty"),
        )),
        BodyProblems,
    )
)]
#[post("/v1/plans/template")]
pub(super) async fn fill(service: Data<Service>, upload: Upload) -> Result<HttpResponse, Refusal> {
    upload.parts.check(&[PLAN, TEMPLATE]).map_err(Refusal)?;
    let served = service.served_whole();
    let name = upload.parts.part(TEMPLATE).and_then(|part| part.file.clone());
    let filled = service.turns.aside(move || filled(&served.advisor, &upload.parts)).await?.map_err(Refusal)?;
    let mut response = HttpResponse::Ok();
    response.content_type(WORD_MEDIA).insert_header((CONTENT_DISPOSITION, attachment(name.as_deref())));
    for (header, names) in [(UNKNOWN, &filled.unknown), (EMPTY, &filled.empty)] {
        if !names.is_empty() {
            response.insert_header((header, listed(names)));
        }
    }
    Ok(response.body(filled.bytes))
}

fn filled(advisor: &Advisor, parts: &FormParts) -> Result<Filled, Problem> {
    let missing = |part: &str, key| Problem::of_fields([(format!("/{part}"), text(key).to_owned())]);
    let plan = parts.text(PLAN)?.ok_or_else(|| missing(PLAN, "wire.part.plan_missing"))?;
    let template = parts.part(TEMPLATE).filter(|part| !part.bytes.is_empty());
    let template = template.ok_or_else(|| missing(TEMPLATE, "wire.part.template_missing"))?;
    let PlanRequest { plan, options } = read_plan(advisor, plan.as_bytes()).map_err(|problem| problem.within(PLAN))?;
    let ranks = advisor.design_ranks(&plan, &options).map_err(|problem| Problem::from(problem).within(PLAN))?;
    let review = advisor.review(&plan, &ranks);
    fill_template(&template.bytes, &Document::new(advisor, &options, &review))
        .map_err(|why| Problem::of_fields([(format!("/{TEMPLATE}"), why)]))
}

/// Names the answer after the template; other characters than plain ones would need their own encoding.
fn attachment(template: Option<&str>) -> String {
    let stem = template.map(|name| name.rsplit_once('.').map_or(name, |(stem, _)| stem)).unwrap_or_default();
    let is_plain = |letter: &char| letter.is_ascii_alphanumeric() || " -_.()".contains(*letter);
    let stem: String = stem.chars().filter(is_plain).collect();
    let stem = if stem.trim().is_empty() { "plan" } else { stem.trim() };
    format!("attachment; filename=\"{stem}-filled.docx\"")
}

/// A header holds visible ASCII only: other letters become `?`.
fn listed(names: &BTreeSet<String>) -> String {
    const LONGEST: usize = 2_000;
    let names = names.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    names.chars().take(LONGEST).map(|letter| if matches!(letter, ' '..='~') { letter } else { '?' }).collect()
}
