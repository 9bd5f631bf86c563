//! What hangs on the wall of a course: a sheet with its QR code.

use app::organisation::register::show;
use app::organisation::training::{SignInCode, code_of};
use askama::Template;
use axum::extract::Path;

use crate::failure::{Answer, page as shown};
use crate::guard::Visitor;
use crate::look::frame::Frame;

#[derive(Template)]
#[template(path = "register/poster.html")]
struct Poster {
    frame: Frame,
    back: String,
    when: String,
    place: String,
    code: SignInCode,
}

/// The sheet of a course that still takes who signs in.
pub async fn page(visitor: Visitor, Path(record): Path<String>) -> Answer {
    let view = show(&visitor.cx, record.parse()?, None).await?;
    let told = |name: &str| view.values.iter().find(|one| one.name == name).map(|one| one.told.clone()).unwrap_or_default();
    shown(&Poster {
        code: code_of(&visitor.cx, &view.row)?,
        back: format!("/records/{}", view.row.record),
        when: told("day"),
        place: told("place"),
        frame: visitor.frame(view.row.title),
    })
}
