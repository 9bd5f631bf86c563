//! Divisions: the tree to walk through, and a newer list brought by an administrator.

use app::Error;
use app::organisation::{division_count, division_path, divisions_below, replace_divisions};
use app::text;
use askama::Template;
use axum::http::StatusCode;
use domain::access::rules::Deal;
use domain::kernel::Fault;

use crate::access::shown::{Again, frame, title};
use crate::brought::Brought;
use crate::failure::{Answer, page_with};
use crate::guard::{Asked, Visitor};
use crate::look::frame::{Flash, Frame, Tone};

struct Place {
    code: String,
    name: String,
}

#[derive(Template)]
#[template(path = "organisation/divisions.html")]
struct Page {
    frame: Frame,
    count: i64,
    path: Vec<Place>,
    below: Vec<Place>,
    here: Option<Place>,
    may_import: bool,
    faults: Vec<String>,
}

async fn shown(visitor: &Visitor, place: &str, flash: Option<Flash>, again: Again) -> Answer {
    let app = &visitor.cx.app;
    let named = |row: app::organisation::DivisionRow| Place { code: row.code, name: row.name };
    let mut path: Vec<Place> = division_path(app, place).await?.into_iter().map(named).collect();
    let below = divisions_below(app, Some(place).filter(|place| !place.is_empty())).await?;
    let told = |(path, fault): &(domain::kernel::form::Path, Fault)| match path.as_str().strip_prefix("file.") {
        Some(line) => text::phrase("page_directory", "csv_line", &[("line", line.to_owned()), ("fault", text::fault(fault))]),
        None => text::fault(fault),
    };
    let page = Page {
        frame: Frame { flash, ..frame(visitor, title("divisions"), "") },
        count: division_count(app).await?,
        here: path.pop(),
        path,
        below: below.into_iter().map(named).collect(),
        may_import: visitor.may(Deal::KeepAccounts),
        faults: again.faults.0.iter().map(told).chain(Some(again.note).filter(|note| !note.is_empty())).collect(),
    };
    page_with(again.status, &page)
}

/// The tree from `?in=` down.
pub async fn page(visitor: Visitor, asked: Asked) -> Answer {
    shown(&visitor, asked.text("in"), None, Again::edit()).await
}

/// Brings a newer list, as a CSV file.
pub async fn import(visitor: Visitor, Brought { file, .. }: Brought) -> Answer {
    let outcome = match file {
        None => Err(Error::at("file", Fault::Wrong("file_missing"))),
        Some(file) => match String::from_utf8(file.bytes) {
            Ok(csv) => replace_divisions(&visitor.cx, &csv).await,
            Err(_) => Err(Error::at("file", Fault::Wrong("division_not_utf8"))),
        },
    };
    match outcome {
        Ok(lines) => {
            let text = text::phrase("page_directory", "imported", &[("lines", lines.to_string())]);
            let flash = Flash { tone: Tone::Ok, text, link: None };
            shown(&visitor, "", Some(flash), Again { status: StatusCode::OK, ..Again::edit() }).await
        }
        Err(error) => shown(&visitor, "", None, Again::after(error)?).await,
    }
}
