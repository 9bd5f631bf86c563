//! Errors of the JSON API as `application/problem+json` with a stable code and a Chinese detail.

use app::{Error, text};
use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::case::{Reason, Refusal};
use domain::kernel::{Fault, Faults};
use serde_json::{Value, json};

use crate::failure::Failure;

/// The group of sentences in the language file.
pub(super) const GROUP: &str = "problem";
/// The media type of a problem.
pub const MEDIA_TYPE: &str = "application/problem+json";
/// Most faults told at once.
const MOST_ERRORS: usize = 100;

/// Every code of a problem besides the reasons of refusals.
pub(super) const CODES: &[(StatusCode, &str)] = &[
    (StatusCode::BAD_REQUEST, "bad_if_match"),
    (StatusCode::BAD_REQUEST, "bad_key"),
    (StatusCode::BAD_REQUEST, "bad_query"),
    (StatusCode::BAD_REQUEST, "not_an_object"),
    (StatusCode::BAD_REQUEST, "not_json"),
    (StatusCode::BAD_REQUEST, "not_utf8"),
    (StatusCode::BAD_REQUEST, "too_deep"),
    (StatusCode::BAD_REQUEST, "unreadable"),
    (StatusCode::UNAUTHORIZED, "signed_out"),
    (StatusCode::NOT_FOUND, "not_found"),
    (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"),
    (StatusCode::CONFLICT, "key_reused"),
    (StatusCode::CONFLICT, "stale"),
    (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
    (StatusCode::UNSUPPORTED_MEDIA_TYPE, "media_type"),
    (StatusCode::UNPROCESSABLE_ENTITY, "faults"),
    (StatusCode::UNPROCESSABLE_ENTITY, "press"),
    (StatusCode::TOO_MANY_REQUESTS, "throttled"),
    (StatusCode::INTERNAL_SERVER_ERROR, "server"),
    (StatusCode::SERVICE_UNAVAILABLE, "busy"),
];

/// A problem document.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    errors: Vec<Value>,
}

impl Problem {
    /// A problem by its code, with the values that its sentence mentions.
    pub fn new(code: &'static str, params: &[(&str, String)]) -> Self {
        let status = CODES.iter().find(|(_, known)| *known == code).map_or(StatusCode::BAD_REQUEST, |(status, _)| *status);
        Self { status, code, detail: text::phrase(GROUP, code, params), errors: Vec::new() }
    }

    /// Every fault of a form beside its field.
    pub fn faults(faults: &Faults) -> Self {
        let errors = faults.0.iter().take(MOST_ERRORS).map(|(path, fault)| error(path.as_str(), fault.code(), text::fault(fault)));
        Self { errors: errors.collect(), ..Self::new("faults", &[("count", faults.0.len().to_string())]) }
    }

    /// One fault at a field.
    pub fn at(field: &str, fault: Fault) -> Self {
        Self::faults(&Faults::at(field, fault))
    }

    /// One sentence beside a field, told elsewhere.
    pub(super) fn beside(field: &str, code: &str, detail: &str) -> Self {
        Self { errors: vec![error(field, code, detail.to_owned())], ..Self::new("faults", &[("count", "1".to_owned())]) }
    }

    /// The rules refuse: the reason is the code.
    fn refused(refusal: &Refusal) -> Self {
        let status = if refusal.reason == Reason::NotInThisStage { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY };
        let (code, detail) = (refusal.reason.code(), text::refusal(refusal));
        let errors = refusal.field.map(|field| error(field, code, detail.clone())).into_iter().collect();
        Self { status, code, detail, errors }
    }
}

fn error(field: &str, code: &str, detail: String) -> Value {
    json!({ "field": field, "code": code, "detail": detail })
}

/// The problem behind a failure.
pub fn of(failure: Failure) -> Problem {
    match failure {
        Failure::App(error) => Problem::from(error),
        Failure::TooLarge => Problem::new("too_large", &[]),
        Failure::Unreadable => Problem::new("bad_query", &[]),
        // Sessions, forms and pages are nothing that a token can meet.
        Failure::Elsewhere(_) | Failure::Forged => Problem::new("signed_out", &[]),
        Failure::Template(error) => {
            tracing::error!(error = ?error, "template failed behind the API");
            Problem::new("server", &[])
        }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error {
            Error::Faults(faults) => Self::faults(&faults),
            Error::Refused(refusal) => Self::refused(&refusal),
            Error::NotFound => Self::new("not_found", &[]),
            Error::Stale => Self::new("stale", &[]),
            Error::SignedOut => Self::new("signed_out", &[]),
            Error::Throttled(until) => Self::new("throttled", &[("until", until.chinese())]),
            Error::KeyReused => Self::new("key_reused", &[]),
            Error::Press(_) => Self::new("press", &[]),
            busy if busy.is_busy() => {
                tracing::warn!("the database is busy");
                Self::new("busy", &[])
            }
            other => {
                tracing::error!(error = ?other, "API failed");
                Self::new("server", &[])
            }
        }
    }
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        of(failure)
    }
}

impl From<domain::kernel::id::NotAnId> for Problem {
    fn from(_: domain::kernel::id::NotAnId) -> Self {
        Self::new("not_found", &[])
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = json!({
            "type": format!("urn:hetiao:problem:{}", self.code), "status": self.status.as_u16(), "code": self.code, "detail": self.detail,
        });
        if let (false, Some(fields)) = (self.errors.is_empty(), body.as_object_mut()) {
            fields.insert("errors".to_owned(), Value::Array(self.errors));
        }
        let mut headers = HeaderMap::new();
        let mut set = |name: HeaderName, value: &'static str| headers.insert(name, HeaderValue::from_static(value));
        set(header::CONTENT_TYPE, MEDIA_TYPE);
        match self.status {
            StatusCode::UNAUTHORIZED => _ = set(header::WWW_AUTHENTICATE, "Bearer realm=\"hetiao\""),
            StatusCode::SERVICE_UNAVAILABLE => _ = set(header::RETRY_AFTER, "2"),
            _ => {}
        }
        (self.status, headers, Json(body)).into_response()
    }
}

/// The address is one of the API.
fn is_ours(request: &Request) -> bool {
    request.uri().path().starts_with("/api/")
}

/// What an address that nobody has answers.
pub async fn no_such_address(request: Request) -> Response {
    if is_ours(&request) { Problem::new("not_found", &[]).into_response() } else { Failure::App(Error::NotFound).into_response() }
}

/// What an address answers to a method that it does not have.
pub async fn no_such_method(request: Request) -> Response {
    if is_ours(&request) { Problem::new("method_not_allowed", &[]).into_response() } else { Failure::App(Error::NotFound).into_response() }
}
