//! A paper of a case: as a sheet in the page, and as PDF to print.

use app::document::model::{Align, Block, Paper};
use app::document::{Made, Missing, PaperKind, Place};
use app::{Error, text};
use askama::Template;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::case::Act;
use domain::document::PaperState;
use domain::kernel::id::CaseId;

use crate::failure::{Answer, Failure, page_with};
use crate::guard::{Visitor, percent};
use crate::look::frame::Frame;

struct Lack {
    what: String,
    blocks: bool,
    /// Where it is filled in.
    href: Option<String>,
}

fn lack(case: CaseId, missing: Missing) -> Lack {
    let href = match missing.place {
        Place::Act(act) => Some(format!("/cases/{case}/acts/{act}")),
        Place::Party(party) => Some(format!("/parties/{party}/correct?case={case}")),
        Place::Organisation(organisation) => Some(format!("/organisations/{organisation}/edit")),
        Place::Form(field) => Some(format!("#f-{}", field.replace('.', "-"))),
        Place::Paper => None,
    };
    Lack { what: missing.what, blocks: missing.blocks, href }
}

#[derive(Template)]
#[template(path = "case/paper.html")]
struct Page {
    frame: Frame,
    case: String,
    href: String,
    number: String,
    sides: String,
    missing: Vec<Lack>,
    /// How many of them stand in the way.
    blocking: usize,
    /// Numbers stand in clear on this paper.
    clear: bool,
    paper: Paper,
    /// Can be issued now: version of the case and a fresh mark.
    issue: Option<(i64, String)>,
    /// The valid one that was issued before: address and number.
    standing: Option<(String, String)>,
    trouble: Option<String>,
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
    preview(&visitor, id, kind, StatusCode::OK, None).await
}

/// The paper as it would be issued now, and the button that does it.
pub(crate) async fn preview(visitor: &Visitor, id: CaseId, kind: PaperKind, status: StatusCode, trouble: Option<String>) -> Answer {
    let Made { paper, missing, case_number, case_title, clear } = app::document::paper(&visitor.cx, id, kind).await?;
    let view = app::case::show(&visitor.cx, id).await?;
    let valid = view.case.papers.iter().rev().find(|issued| issued.kind == kind.code() && issued.state == PaperState::Valid);
    let missing: Vec<Lack> = missing.into_iter().map(|one| lack(id, one)).collect();
    let blocking = missing.iter().filter(|one| one.blocks).count();
    let issue = (view.can(Act::Issue) && blocking == 0 && valid.is_none())
        .then(|| (view.case.version, visitor.cx.app.dice.id().simple().to_string()));
    page_with(
        status,
        &Page {
            issue,
            standing: valid.map(|issued| (format!("/cases/{id}/issued/{}", issued.id), issued.number.clone())),
            trouble,
            frame: visitor.frame(paper.title.clone()),
            case: id.to_string(),
            href: format!("/cases/{id}/papers/{kind}"),
            number: case_number,
            sides: case_title,
            missing,
            blocking,
            clear,
            paper,
        },
    )
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
