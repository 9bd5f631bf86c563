//! What a dossier is made of, in the standard order: papers as they were issued, papers never issued as they stand now, attached files.
//! [`super::bound`] binds them into one PDF, [`super::folder`] puts them into a folder. Nothing of the vault is among them.

use domain::document::IssuedPaper;
use domain::kernel::id::CaseId;

use super::issued::kept;
use super::model::{Block, Paper};
use super::papers::{PaperKind, Slotted, in_order, paper};
use super::sign::SIGNED;
use crate::case::{CaseView, upload};
use crate::text::phrase;
use crate::{Ctx, Error, Result};

/// The group of the words of a dossier in `codes.toml`.
pub(super) const WORDS: &str = "binder";

/// One piece.
pub(super) struct Piece {
    /// Its name in the catalogue.
    pub(super) title: String,
    /// Its day, as it is written there.
    pub(super) date: String,
    /// The number under which it was issued.
    pub(super) number: Option<String>,
    /// What it is made of.
    pub(super) content: Content,
}

/// What a piece is made of.
pub(super) enum Content {
    /// A paper, set now.
    Paper(Box<Paper>),
    /// Bytes as they are kept.
    Kept {
        /// What they are.
        content_type: String,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

/// The case with every piece of its dossier.
///
/// # Errors
/// [`Error::NotFound`] when the case is out of reach, or its dossier was destroyed.
pub(super) async fn pieces(cx: &Ctx, id: CaseId) -> Result<(CaseView, Vec<Piece>)> {
    let view = crate::case::show(cx, id).await?;
    if view.case.destroyed().is_some() {
        return Err(Error::NotFound);
    }
    let mut pieces = Vec::new();
    for slot in in_order(&view) {
        match slot {
            // Whoever puts the pieces together makes a catalogue of its own.
            Slotted::Paper(PaperKind::Catalogue) => {}
            Slotted::Paper(kind) => pieces.push(set_now(cx, id, kind).await?),
            Slotted::Issued(paper) => pieces.push(issued(cx, id, paper).await?),
            Slotted::File(row) => {
                let (row, bytes) = upload::download(cx, id, row.id).await?;
                let date = row.stored_at.day().chinese();
                let content = Content::Kept { content_type: row.content_type, bytes };
                pieces.push(Piece { title: row.name, date, number: None, content });
            }
        }
    }
    Ok((view, pieces))
}

/// A paper that was never issued, as the case stands now.
pub(super) async fn set_now(cx: &Ctx, id: CaseId, kind: PaperKind) -> Result<Piece> {
    let paper = paper(cx, id, kind).await?.paper;
    let date = paper.date.clone().unwrap_or_default();
    Ok(Piece { title: paper.title.clone(), date, number: None, content: Content::Paper(Box::new(paper)) })
}

/// A paper as it was issued; with its signatures, once it was signed and sealed in the program.
pub(super) async fn issued(cx: &Ctx, id: CaseId, paper: &IssuedPaper) -> Result<Piece> {
    let found = match kept(cx, id, paper.id, SIGNED).await {
        Err(Error::NotFound) => kept(cx, id, paper.id, "pdf").await,
        found => found,
    };
    let content = |bytes| Content::Kept { content_type: "application/pdf".to_owned(), bytes };
    match found {
        Ok((row, bytes)) => {
            let date = row.issued_at.day().chinese();
            Ok(Piece { title: row.title, date, number: Some(row.number), content: content(bytes) })
        }
        // Numbers stand on it in clear, and this reader may not see them.
        Err(Error::NotFound) => {
            let title = paper.kind.parse::<PaperKind>().map(PaperKind::name).unwrap_or_default().to_owned();
            let sheet = apart(&title, "withheld");
            Ok(Piece { title, date: paper.day.chinese(), number: Some(paper.number.clone()), content: Content::Paper(Box::new(sheet)) })
        }
        Err(other) => Err(other),
    }
}

/// A sheet that stands for something that is kept apart; `why` names its words.
pub(super) fn apart(name: &str, why: &str) -> Paper {
    let told = phrase(WORDS, why, &[]);
    Paper { kind: WORDS, title: name.to_owned(), body: vec![Block::Paragraph(told)], ..Paper::default() }
}
