//! Forms shown again, what they offer, and the message of what was just done.

use app::organisation::matter;
use app::text;
use app::{Error, lists::Lists};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::kernel::{Faults, Form};
use serde_json::Value;

use crate::failure::Failure;
use crate::guard::Visitor;
use crate::look::form::{Drawing, Options, view};
use crate::look::frame::{Flash, Frame, Tone};
use crate::look::view::{Control, FieldView, FormView, Width};
use crate::visit::Words;

/// A choice: value, label, a few more words.
pub(crate) type Choice = (String, String, Option<String>);

/// What a form offers besides what its fields say themselves.
#[derive(Default)]
pub(crate) struct Offered {
    /// Choices by the name of their list.
    pub(crate) lists: Vec<(&'static str, Vec<Choice>)>,
    /// Lines that hold a code: the field and its list. Without such a list the field stays a line to type in.
    pub(crate) lines: &'static [(&'static str, &'static str)],
}

impl Options for Offered {
    fn options(&self, list: &str) -> Vec<Choice> {
        self.lists.iter().find(|(name, _)| *name == list).map(|(_, choices)| choices.clone()).unwrap_or_default()
    }

    fn list_of(&self, _form: &str, field: &str) -> Option<String> {
        let (_, list) = self.lines.iter().find(|(name, _)| *name == field)?;
        self.lists.iter().any(|(name, _)| name == list).then(|| (*list).to_owned())
    }
}

/// The form as a view.
pub(crate) fn draw<F: Form>(form: &str, typed: &Value, faults: &Faults, offered: &Offered) -> FormView {
    view(&Drawing { form, specs: &F::specs(), typed, faults, labels: &Words, options: offered })
}

/// Makes the field a box for a password: nothing of it is ever shown again.
pub(crate) fn password(field: &mut FieldView, autocomplete: &'static str) {
    field.autocomplete = autocomplete;
    field.width = Width::Middle;
    if let Control::Input { kind, value, .. } = &mut field.control {
        *kind = "password";
        value.clear();
    }
}

/// Takes the role that only the system has out of the choices, in rows too.
pub(crate) fn without_system(field: &mut FieldView) {
    match &mut field.control {
        Control::Select { options } | Control::Radios { options } if field.path.ends_with("role") => {
            options.retain(|option| option.value != domain::access::Role::System.code());
        }
        Control::Rows { rows, blank, .. } => {
            rows.iter_mut().chain([blank]).flat_map(|row| &mut row.fields).for_each(without_system);
        }
        _ => {}
    }
}

/// Why a form is shown again.
pub(crate) struct Again {
    /// The status of the answer.
    pub(crate) status: StatusCode,
    /// What is wrong beside the fields.
    pub(crate) faults: Faults,
    /// What is wrong with the whole; empty when that says it all.
    pub(crate) note: String,
}

impl Again {
    /// Faults that reading found.
    pub(crate) fn faults(faults: Faults) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, faults, note: String::new() }
    }

    /// A button that only changes the form was pressed.
    pub(crate) fn edit() -> Self {
        Self { status: StatusCode::OK, ..Self::faults(Faults::default()) }
    }

    /// What the house refused, if the form can be shown again; otherwise the page fails.
    pub(crate) fn after(error: Error) -> Result<Self, Failure> {
        let told = |status, note| Ok(Self { status, faults: Faults::default(), note });
        match error {
            Error::Faults(faults) => Ok(Self::faults(faults)),
            Error::Refused(refusal) => told(StatusCode::UNPROCESSABLE_ENTITY, text::refusal(&refusal)),
            Error::Stale => told(StatusCode::CONFLICT, text::code("page_access", "stale").to_owned()),
            Error::Throttled(until) => told(StatusCode::TOO_MANY_REQUESTS, text::error("throttled", &[("until", until.chinese())]).text),
            other => Err(other.into()),
        }
    }
}

/// The frame of a page with the message of what was just done: a code of the group `page_done`.
pub(crate) fn frame(visitor: &Visitor, title: impl Into<String>, done: &str) -> Frame {
    Frame { flash: flash(done), ..visitor.frame(title) }
}

/// The message of what was just done.
pub(crate) fn flash(done: &str) -> Option<Flash> {
    let known = !done.is_empty() && done.len() < 60 && text::code("page_done", done) != done;
    known.then(|| Flash { tone: Tone::Ok, text: text::code("page_done", done).to_owned(), link: None })
}

/// A heading of the group `page_title`.
pub(crate) fn title(code: &str) -> String {
    text::code("page_title", code).to_owned()
}

/// Goes to a page, with a cookie on the way.
pub(crate) fn go(path: &str, cookie: Option<HeaderValue>) -> Response {
    let mut headers = HeaderMap::new();
    if let Some(cookie) = cookie {
        headers.append(header::SET_COOKIE, cookie);
    }
    (headers, Redirect::to(path)).into_response()
}

/// What organisations handle and mediators know: groups of claims, claim types, industries.
pub(crate) fn fields(lists: &Lists) -> Vec<Choice> {
    matter::all(lists).into_iter().map(|(code, name)| (code, name, None)).collect()
}
