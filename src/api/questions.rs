//! `POST /v1/questions`

use actix_web::web::Data;
use actix_web::{HttpResponse, post};

use super::body::JsonBody;
use super::operation::answer_aside;
use super::problems::{BodyProblems, Refusal};
use super::service::Service;
use crate::wire::{QuestionAnswer, QuestionRequest};

/// Choose what to ask next
///
/// Orders the unanswered factors of a profile by the expected value of an answer: how many points better the best
/// design would then score, on average, than the one that ranks first now. Returns what to ask and who should answer.
/// When first place is settled, the answer says so, and no more questions are needed.
#[utoipa::path(
    tag = "explanations",
    operation_id = "questions",
    request_body(content = QuestionRequest, content_type = "application/json", description = "The team's answers so far"),
    responses(
        (status = 200, description = "What to ask next", body = QuestionAnswer<'static>, content_type = "application/json"),
        BodyProblems,
    )
)]
#[post("/v1/questions")]
pub(super) async fn questions(service: Data<Service>, body: JsonBody) -> Result<HttpResponse, Refusal> {
    answer_aside(service, body, "/v1/questions").await
}
