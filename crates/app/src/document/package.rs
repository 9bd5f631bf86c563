//! The package of a way as one PDF: what goes to the commission or the court, in its order. What is missing is named on the cover.

use domain::document::PaperState;
use domain::kernel::id::CaseId;
use domain::way::WayKind;

use super::bound::{Bound, bind};
use super::papers::PaperKind;
use super::pieces::{Content, Piece, WORDS, issued, set_now};
use crate::case::upload;
use crate::case::ways::{Found, of};
use crate::text::{code, phrase};
use crate::{Ctx, Error, Result};

/// Binds the package of a way as it stands now; papers that were issued as they went out.
///
/// # Errors
/// [`Error::NotFound`] when the case is out of reach, has no agreement in force or its dossier was destroyed; [`Error::Press`] when a character
/// can't be printed.
pub async fn package(cx: &Ctx, id: CaseId, kind: WayKind) -> Result<Bound> {
    let (view, ways) = of(cx, id).await?;
    let way = ways.into_iter().find(|way| way.way.kind == kind).filter(|_| view.case.destroyed().is_none()).ok_or(Error::NotFound)?;
    let (mut pieces, mut missing) = (Vec::new(), Vec::new());
    for piece in way.package {
        match piece.found {
            Found::Paper(paper) => pieces.push(current(cx, id, &view, paper).await?),
            Found::File(file, _) => {
                let (row, bytes) = upload::download(cx, id, file).await?;
                let date = row.stored_at.day().chinese();
                let content = Content::Kept { content_type: row.content_type, bytes };
                pieces.push(Piece { title: piece.name, date, number: None, content });
            }
            Found::Missing(_) | Found::Absent => missing.push(piece.name),
        }
    }
    let title = phrase("package", "title", &[("way", code("way", kind.code()).to_owned())]);
    let mut head = Vec::new();
    if let Some(body) = way.body {
        head.push((phrase(WORDS, "body", &[]), body.name));
    }
    if !missing.is_empty() {
        head.push((phrase(WORDS, "missing", &[]), missing.join(code("format", "list"))));
    }
    bind(cx, &view, title, head, pieces).await
}

/// A paper as it was issued, or as it stands now when it never was.
async fn current(cx: &Ctx, id: CaseId, view: &crate::case::CaseView, kind: PaperKind) -> Result<Piece> {
    let valid = view.case.papers.iter().rev().find(|paper| paper.kind == kind.code() && paper.state == PaperState::Valid);
    match valid {
        Some(paper) => issued(cx, id, paper).await,
        None => set_now(cx, id, kind).await,
    }
}
