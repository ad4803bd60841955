//! `POST /v1/questions`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_aside;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{QuestionAnswer, QuestionRequest};

/// Say what to ask next
///
/// Orders the open answers of a profile by the expected value of knowing them: how much better the best design would
/// then score, on average, than the one that is first now. Gives for each what to ask and whom, and says when the first
/// place is settled, so that no more needs to be asked.
#[utoipa::path(
    tag = "explanations",
    operation_id = "questions",
    request_body(content = QuestionRequest, content_type = "application/json", description = "The team as far as it has answered"),
    responses(
        (status = 200, description = "What to ask next", body = QuestionAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/questions")]
pub(super) async fn questions(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/questions").await
}
