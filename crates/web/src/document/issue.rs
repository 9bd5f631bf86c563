//! Issuing a paper from its preview.

use app::document::issue::newest;
use app::{Error, text};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::case::Act;
use serde_json::json;

use crate::case::paper::{self, Sheet};
use crate::failure::{Answer, Failure};
use crate::guard::{Posted, Visitor};

/// Issues the paper with what was filled in, or its next version, and goes to its page; what stands in the way is told above the preview.
pub async fn submit(visitor: Visitor, Path((case, kind)): Path<(String, String)>, Posted(sent): Posted) -> Answer {
    let sheet = Sheet::sent(&case, &kind, &sent)?;
    let (id, kind) = (sheet.id, sheet.kind);
    let version = sent.text("_version").parse::<i64>().ok();
    let answers = (!kind.specs().is_empty()).then(|| sheet.typed.to_string());
    let (act, form) = if let Some((paper, reason)) = &sheet.correct {
        (Act::Correct, json!({ "paper": paper.to_string(), "reason": reason, "answers": answers }))
    } else {
        let subject = sheet.party.map(|party| party.to_string());
        (Act::Issue, json!({ "kind": kind.code(), "subject": subject, "answers": answers, "once": sent.text("once") }))
    };
    let outcome = match act.read(&form) {
        Ok(command) => app::case::act(&visitor.cx, id, version, command).await,
        Err(faults) => Err(Error::Faults(faults)),
    };
    let (status, trouble) = match outcome {
        Ok(case) => {
            let to =
                newest(&case, kind.code()).map_or_else(|| format!("/cases/{id}?tab=papers"), |paper| format!("/cases/{id}/issued/{paper}"));
            return Ok(Redirect::to(&format!("{to}?done={}", act.code())).into_response());
        }
        Err(Error::Stale | Error::Raced) => (StatusCode::CONFLICT, Some(text::error("stale", &[]).text)),
        Err(error @ (Error::Refused(_) | Error::Press(_))) => (StatusCode::UNPROCESSABLE_ENTITY, Some(Failure::App(error).trouble().text)),
        // What is wrong with the answers stands beside them; why it is corrected is the only other thing typed.
        Err(Error::Faults(faults)) => {
            let why = faults.0.iter().any(|(path, _)| path.as_str() == "reason");
            let told = why.then(|| text::code("page_paper", "why_needed").to_owned());
            let other = !why && faults.0.iter().all(|(path, _)| !path.as_str().starts_with("answers"));
            if other {
                return Err(Error::Faults(faults).into());
            }
            (StatusCode::UNPROCESSABLE_ENTITY, told)
        }
        Err(other) => return Err(other.into()),
    };
    paper::preview(&visitor, &sheet, status, trouble).await
}
