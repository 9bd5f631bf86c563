//! Signing in to a course by the code on its wall.

use app::organisation::training;
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use domain::kernel::id::RecordId;

use crate::failure::{Answer, page_with};
use crate::guard::{Posted, Visitor};
use crate::look::frame::Frame;

#[derive(Template)]
#[template(path = "register/attend.html")]
struct Attend {
    frame: Frame,
    action: String,
    course: String,
    name: Option<String>,
    note: String,
}

/// Where the code on the wall of a course leads: whoever is signed in confirms that they are there.
pub async fn attend_form(visitor: Visitor, Path(record): Path<String>) -> Answer {
    attend_page(&visitor, record.parse()?, StatusCode::OK, String::new()).await
}

async fn attend_page(visitor: &Visitor, id: RecordId, status: StatusCode, note: String) -> Answer {
    let (course, own) = training::course(&visitor.cx, id).await?;
    let page = Attend {
        frame: visitor.frame(text::code("page_register", "attend")),
        action: format!("/records/{id}/attend"),
        course: course.title,
        name: own.map(|row| row.title),
        note,
    };
    page_with(status, &page)
}

/// Signs the visitor in to a course.
pub async fn attend(visitor: Visitor, Path(record): Path<String>, Posted(_): Posted) -> Answer {
    let id: RecordId = record.parse()?;
    match training::attend(&visitor.cx, id).await {
        Ok(record) => Ok(Redirect::to(&format!("/records/{record}?done=record_entered")).into_response()),
        Err(Error::Faults(faults)) => {
            let note = faults.0.first().map(|(_, fault)| text::fault(fault)).unwrap_or_default();
            attend_page(&visitor, id, StatusCode::UNPROCESSABLE_ENTITY, note).await
        }
        Err(other) => Err(other.into()),
    }
}
