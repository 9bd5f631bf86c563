//! What a page answers when it can't be shown: a clear sentence, the right status, and a log line once.

use app::Error;
use app::document::model::PressError;
use app::port::CipherFault;
use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};

use crate::look::frame::Frame;

/// Why a page can't be shown.
#[derive(Debug)]
pub enum Failure {
    /// The house said no.
    App(Error),
    /// Somewhere else must be visited first.
    Elsewhere(String),
    /// The form did not come from a page of this session.
    Forged,
    /// Too much was sent.
    TooLarge,
    /// What was sent can't be read.
    Unreadable,
    /// A template failed.
    Template(askama::Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::App(error)
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::Template(error)
    }
}

impl From<domain::kernel::id::NotAnId> for Failure {
    fn from(_: domain::kernel::id::NotAnId) -> Self {
        Self::App(Error::NotFound)
    }
}

/// What a handler gives back.
pub type Answer = Result<Response, Failure>;

#[derive(Template)]
#[template(path = "failure.html")]
struct Page {
    frame: Frame,
    text: String,
}

impl Failure {
    /// Status and code of the sentence.
    pub fn kind(&self) -> (StatusCode, &'static str) {
        match self {
            Self::App(Error::NotFound) => (StatusCode::NOT_FOUND, "not_found"),
            Self::App(Error::SignedOut) => (StatusCode::UNAUTHORIZED, "signed_out"),
            Self::App(Error::Throttled(_)) => (StatusCode::TOO_MANY_REQUESTS, "throttled"),
            Self::App(Error::Stale | Error::Raced) => (StatusCode::CONFLICT, "stale"),
            Self::App(Error::KeyReused) => (StatusCode::CONFLICT, "key_reused"),
            Self::App(Error::Faults(_) | Error::Refused(_)) => (StatusCode::UNPROCESSABLE_ENTITY, "bad_request"),
            Self::App(Error::Press(_)) => (StatusCode::UNPROCESSABLE_ENTITY, "press"),
            Self::App(Error::Vault(CipherFault::NoMaster)) => (StatusCode::SERVICE_UNAVAILABLE, "vault_no_key"),
            Self::App(Error::Vault(CipherFault::WrongMaster { .. })) => (StatusCode::SERVICE_UNAVAILABLE, "vault_wrong_key"),
            Self::App(Error::Vault(CipherFault::Damaged)) => (StatusCode::SERVICE_UNAVAILABLE, "vault_damaged"),
            Self::App(Error::Store(_) | Error::Corrupt(_)) | Self::Template(_) => (StatusCode::INTERNAL_SERVER_ERROR, "server"),
            Self::Elsewhere(_) => (StatusCode::SEE_OTHER, "signed_out"),
            Self::Forged => (StatusCode::FORBIDDEN, "csrf"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
            Self::Unreadable => (StatusCode::BAD_REQUEST, "bad_request"),
        }
    }

    /// The sentence for the person.
    pub fn trouble(&self) -> app::text::Trouble {
        let until = match self {
            Self::App(Error::Throttled(until)) => until.chinese(),
            _ => String::new(),
        };
        let character = match self {
            Self::App(Error::Press(PressError::MissingGlyph { character })) => character.to_string(),
            _ => String::new(),
        };
        let mut trouble = app::text::error(self.kind().1, &[("until", until), ("character", character)]);
        match self {
            Self::App(Error::Refused(refusal)) => trouble.text = app::text::refusal(refusal),
            Self::App(Error::Faults(faults)) => {
                if let Some((_, fault)) = faults.0.first() {
                    trouble.text = app::text::fault(fault);
                }
            }
            _ => {}
        }
        trouble
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if let Self::Elsewhere(path) = &self {
            return Redirect::to(path).into_response();
        }
        let (status, code) = self.kind();
        if status.is_server_error() {
            tracing::error!(error = ?self, "page failed");
        } else {
            tracing::debug!(error.code = code, "page refused");
        }
        let trouble = self.trouble();
        let page = Page { frame: Frame::new(trouble.title), text: trouble.text };
        match page.render() {
            Ok(html) => (status, Html(html)).into_response(),
            Err(error) => {
                tracing::error!(error = ?error, "error page failed");
                status.into_response()
            }
        }
    }
}

/// A rendered page.
pub fn page(template: &impl Template) -> Answer {
    Ok(Html(template.render()?).into_response())
}

/// A rendered page with a status: a form shown again.
pub fn page_with(status: StatusCode, template: &impl Template) -> Answer {
    Ok((status, Html(template.render()?)).into_response())
}
