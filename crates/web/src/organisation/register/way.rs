//! Ways on from a record: a renewal, what is done about an appraisal. One form, filled in as far as is known.

use app::Error;
use app::organisation::register::way::{self, Asked as Form};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::kernel::id::RecordId;
use serde_json::Value;

use super::fill::{FormPage, drawn, noted, remedy, typed_of};
use crate::access::shown::Again;
use crate::failure::{Answer, page_with};
use crate::guard::{Posted, Visitor};
use crate::look::frame::Frame;

async fn draw(visitor: &Visitor, form: Form, code: &str, sent: Option<(&Value, &str)>, again: Again) -> Answer {
    let (id, book) = (form.row.record, super::book(visitor, &form.register)?);
    let known = typed_of(&form.values);
    let drawn = drawn(visitor, book, (&form.specs, &form.limits), sent.map_or(&known, |(tree, _)| tree), &again.faults).await?;
    let (form_view, note) = noted(drawn, &again);
    let page = FormPage {
        frame: Frame { kicker: form.row.title.clone(), ..visitor.frame(form.words.clone()) },
        action: format!("/records/{id}/ways/{code}"),
        back: format!("/records/{id}"),
        version: form.row.version.to_string(),
        intro: String::new(),
        submit: form.words,
        double: None,
        asks_reason: true,
        reason: sent.map_or(form.reason, |(_, reason)| reason.to_owned()),
        note,
        remedy: remedy(visitor, &form.values, form.row.organisation, &again),
        form: form_view,
    };
    page_with(again.status, &page)
}

/// The form of a way.
pub async fn form(visitor: Visitor, Path((record, code)): Path<(String, String)>) -> Answer {
    let form = way::form(&visitor.cx, record.parse()?, &code).await?;
    draw(&visitor, form, &code, None, Again::edit()).await
}

/// Takes a way.
pub async fn take(visitor: Visitor, Path((record, code)): Path<(String, String)>, Posted(typed): Posted) -> Answer {
    let id: RecordId = record.parse()?;
    let reason = typed.text("_reason").to_owned();
    let version = typed.text("_version").parse().unwrap_or(0);
    let again = match way::take(&visitor.cx, id, version, &code, typed.tree.clone(), &reason).await {
        Ok(led) => return Ok(Redirect::to(&format!("/records/{led}?done=record_moved")).into_response()),
        Err(Error::Stale) => return Ok(Redirect::to(&format!("/records/{id}")).into_response()),
        Err(error) => Again::after(error)?,
    };
    let form = way::form(&visitor.cx, id, &code).await?;
    draw(&visitor, form, &code, Some((&typed.tree, &reason)), again).await
}
