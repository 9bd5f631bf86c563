//! Issuing a paper from its preview.

use app::document::PaperKind;
use app::document::issue::newest;
use app::{Error, text};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::case::Act;
use domain::kernel::id::CaseId;
use serde_json::{Map, Value};

use crate::case::paper;
use crate::failure::{Answer, Failure};
use crate::guard::{Posted, Visitor};

/// Issues the paper and goes to its page; what stands in the way is told above the preview.
pub async fn submit(visitor: Visitor, Path((case, kind)): Path<(String, String)>, Posted(sent): Posted) -> Answer {
    let id = case.parse::<CaseId>()?;
    let kind = kind.parse::<PaperKind>().map_err(|_| Error::NotFound)?;
    let version = sent.text("_version").parse::<i64>().ok();
    let mut typed = sent.tree.as_object().cloned().unwrap_or_else(Map::new);
    typed.insert("kind".to_owned(), Value::String(kind.code().to_owned()));
    let command = Act::Issue.read(&Value::Object(typed)).map_err(Error::Faults)?;
    let outcome = app::case::act(&visitor.cx, id, version, command).await;
    let (status, trouble) = match outcome {
        Ok(case) => {
            let to =
                newest(&case, kind.code()).map_or_else(|| format!("/cases/{id}?tab=papers"), |paper| format!("/cases/{id}/issued/{paper}"));
            return Ok(Redirect::to(&format!("{to}?done={}", Act::Issue.code())).into_response());
        }
        Err(Error::Stale | Error::Raced) => (StatusCode::CONFLICT, text::error("stale", &[]).text),
        Err(error @ (Error::Refused(_) | Error::Press(_))) => (StatusCode::UNPROCESSABLE_ENTITY, Failure::App(error).trouble().text),
        Err(other) => return Err(other.into()),
    };
    paper::preview(&visitor, id, kind, status, Some(trouble)).await
}
