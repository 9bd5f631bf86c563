//! Errors of the JSON API as `application/problem+json` with a stable code and a Chinese detail.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::failure::Failure;

/// A problem document.
pub struct Problem {
    status: StatusCode,
    code: String,
    detail: String,
}

/// The problem behind a failure.
pub fn of(failure: Failure) -> Problem {
    let (status, code) = failure.kind();
    Problem { status, code: code.to_owned(), detail: failure.trouble().text }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({ "type": format!("urn:hetiao:problem:{}", self.code), "status": self.status.as_u16(), "code": self.code, "detail": self.detail });
        (self.status, [(header::CONTENT_TYPE, "application/problem+json")], Json(body)).into_response()
    }
}
