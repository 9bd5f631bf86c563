//! The directory of organisations as a spreadsheet, and from one: looked at first, then written when somebody says so.

use app::organisation::register::sheet::Report;
use app::organisation::table;
use app::{Error, text};
use askama::Template;
use axum::http::StatusCode;
use domain::access::rules::Deal;

use crate::brought::Brought;
use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Asked, Visitor};
use crate::handed;
use crate::look::frame::Frame;

#[derive(Template)]
#[template(path = "organisation/table.html")]
struct Page {
    frame: Frame,
    note: String,
    report: Option<Report>,
    done: bool,
}

fn draw(visitor: &Visitor, status: StatusCode, note: String, report: Option<Report>, done: bool) -> Answer {
    if !visitor.may(Deal::KeepDirectory) {
        return Err(Failure::App(Error::NotFound));
    }
    let name = text::code("nav", "organisations").to_owned();
    let frame = visitor.frame(text::phrase("page_register", "import", &[("name", name)]));
    page_with(status, &Page { frame, note, report, done })
}

/// Asks for a table.
pub async fn form(visitor: Visitor) -> Answer {
    draw(&visitor, StatusCode::OK, String::new(), None, false)
}

/// Says what the table would do, or does it when `write` is ticked.
pub async fn import(visitor: Visitor, Brought { typed, file }: Brought) -> Answer {
    let write = !typed.text("write").is_empty();
    match table::import(&visitor.cx, &file.unwrap_or_default().bytes, write).await {
        Ok(report) => draw(&visitor, StatusCode::OK, String::new(), Some(report), write),
        Err(Error::Faults(faults)) => {
            let note = faults.0.first().map(|(_, fault)| text::fault(fault)).unwrap_or_default();
            draw(&visitor, StatusCode::UNPROCESSABLE_ENTITY, note, None, false)
        }
        Err(other) => Err(other.into()),
    }
}

/// The directory as XLSX.
pub async fn export(visitor: Visitor, asked: Asked) -> Answer {
    let division = Some(asked.text("division").to_owned()).filter(|code| !code.is_empty());
    let bytes = table::export(&visitor.cx, division).await?;
    Ok(handed::xlsx(text::code("nav", "organisations"), "organisations", bytes))
}
