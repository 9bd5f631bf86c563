//! A proof of attendance or of hours of training, for the person themselves and for who keeps their file.

use app::Error;
use app::organisation::proof::{self, PROOFS};
use app::organisation::register::show;
use app::text;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::kernel::id::RecordId;
use domain::kernel::{Day, Moment};
use serde_json::{Value, json};

use super::fill::{FormPage, Limits, drawn};
use crate::access::shown::Again;
use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Posted, Visitor};
use crate::look::frame::Frame;

async fn page(visitor: &Visitor, id: RecordId, typed: &Value, again: Again) -> Answer {
    let view = show(&visitor.cx, id, None).await?;
    if !proof::may_have(&visitor.cx, &view.row).await {
        return Err(Failure::App(Error::NotFound));
    }
    let book = visitor.cx.app.lists.registers().find(PROOFS).ok_or(Error::NotFound)?;
    let specs: Vec<_> = book.specs.iter().filter(|spec| spec.name != "why").cloned().collect();
    let page = FormPage {
        frame: Frame { kicker: view.row.title.clone(), ..visitor.frame(text::code("proof", "issue")) },
        action: format!("/records/{id}/proof"),
        back: format!("/records/{id}"),
        version: String::new(),
        intro: book.register.purpose.clone(),
        submit: text::code("proof", "issue").to_owned(),
        double: None,
        asks_reason: false,
        reason: String::new(),
        remedy: None,
        note: again.note,
        form: drawn(visitor, book, (&specs, &Limits::new()), typed, &again.faults).await?,
    };
    page_with(again.status, &page)
}

/// Asks which proof, for this year so far.
pub async fn form(visitor: Visitor, Path(record): Path<String>) -> Answer {
    let today: Day = Moment::day(visitor.cx.now);
    let first = Day::of(today.year(), 1, 1).unwrap_or(today);
    let typed = json!({ "sort": "attendance", "from": first.to_string(), "until": today.to_string() });
    page(&visitor, record.parse()?, &typed, Again::edit()).await
}

/// Issues it.
pub async fn issue(visitor: Visitor, Path(record): Path<String>, Posted(typed): Posted) -> Answer {
    let id: RecordId = record.parse()?;
    let again = match proof::issue(&visitor.cx, id, &typed.tree).await {
        Ok(issued) => return Ok(Redirect::to(&format!("/records/{issued}?done=record_entered")).into_response()),
        Err(error) => Again::after(error)?,
    };
    page(&visitor, id, &typed.tree, again).await
}
