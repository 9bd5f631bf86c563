//! What runs out soon, across all books.

use app::text;
use askama::Template;

use crate::failure::{Answer, page as shown};
use crate::guard::Visitor;
use crate::look::frame::Frame;

#[derive(Template)]
#[template(path = "register/runs_out.html")]
struct RunsOut {
    frame: Frame,
    rows: Vec<(String, String, String, String, bool)>,
}

/// What runs out within the next two months, in every book that the visitor may open.
pub async fn runs_out(visitor: Visitor) -> Answer {
    let today = visitor.cx.now.day();
    let found = app::organisation::register::list::running_out(&visitor.cx, today.plus(60)).await?;
    let row = |(book, row): (String, app::organisation::register::RecordRow)| {
        let ends = row.ends.unwrap_or(today);
        (format!("/records/{}", row.record), row.title, book, ends.chinese(), ends < today)
    };
    shown(&RunsOut { frame: visitor.frame(text::code("page_register", "runs_out")), rows: found.into_iter().map(row).collect() })
}
