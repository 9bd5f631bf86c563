//! A paper of a case: as a sheet in the page, and as PDF to print.

use app::document::model::{Align, Block, Paper};
use app::document::{Made, Missing, PaperKind};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use domain::kernel::id::CaseId;

use crate::failure::{Answer, Failure, page as shown};
use crate::guard::{Visitor, percent};
use crate::look::frame::Frame;

#[derive(Template)]
#[template(path = "case/paper.html")]
struct Page {
    frame: Frame,
    case: String,
    href: String,
    number: String,
    sides: String,
    missing: Vec<Missing>,
    /// Numbers stand in clear on this paper.
    clear: bool,
    paper: Paper,
}

/// The name of an alignment in the style sheet.
pub(crate) const fn aligned(align: &Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Centre => "centre",
        Align::Right => "right",
    }
}

fn asked(case: &str, paper: &str) -> Result<(CaseId, PaperKind), Failure> {
    let kind = paper.parse::<PaperKind>().map_err(|_| Error::NotFound)?;
    Ok((case.parse::<CaseId>()?, kind))
}

/// Shows a paper as it will be printed.
pub async fn page(visitor: Visitor, Path((case, paper)): Path<(String, String)>) -> Answer {
    let (id, kind) = asked(&case, &paper)?;
    let Made { paper, missing, case_number, case_title, clear } = app::document::paper(&visitor.cx, id, kind).await?;
    shown(&Page {
        frame: visitor.frame(paper.title.clone()),
        case: id.to_string(),
        href: format!("/cases/{id}/papers/{kind}"),
        number: case_number,
        sides: case_title,
        missing,
        clear,
        paper,
    })
}

/// The paper as PDF, shown by the browser, with a name under which it can be saved.
pub async fn pdf(visitor: Visitor, Path((case, paper)): Path<(String, String)>) -> Answer {
    let (id, kind) = asked(&case, &paper)?;
    let (made, bytes) = app::document::pdf(&visitor.cx, id, kind).await?;
    Ok(file("paper", made.paper.title, made.case_number, bytes))
}

/// The whole dossier as one PDF: cover, catalogue, papers and attached files, with bookmarks.
pub async fn dossier(visitor: Visitor, Path(case): Path<String>) -> Answer {
    let bound = app::document::bound(&visitor.cx, case.parse::<CaseId>()?).await?;
    Ok(file("dossier", bound.title, bound.case_number, bound.pdf))
}

/// A PDF that the browser shows, with a name under which it can be saved.
fn file(name: &str, title: String, number: String, bytes: Vec<u8>) -> Response {
    let name = text::phrase("file", name, &[("title", title), ("number", number)]);
    let disposition = format!("inline; filename*=UTF-8''{}", percent(&name).replace('/', "%2F"));
    ([(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, disposition)], bytes).into_response()
}
