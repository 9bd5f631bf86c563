//! Papers and files of a case as one PDF: the dossier with cover, catalogue and bookmarks, or the package of a way.
//!
//! A paper that was issued goes in as the file that went out. Nothing of the vault is in it. A file that can't be bound (a sound, a word
//! processor's file, a damaged picture) is named on a sheet of its own, so that nobody takes a gap for the whole.

use domain::kernel::id::CaseId;

use super::model::{Binder, BinderSort, Part, PartContent, PressError};
use super::pieces::{Content, Piece, WORDS, apart, pieces};
use crate::case::CaseView;
use crate::text::phrase;
use crate::{Ctx, Error, Result};

/// A dossier, printed.
#[derive(Clone, Debug)]
pub struct Bound {
    /// What it is called.
    pub title: String,
    /// The number of the case.
    pub case_number: String,
    /// The PDF.
    pub pdf: Vec<u8>,
}

/// Binds the dossier of a case as it stands now.
///
/// # Errors
/// [`Error::NotFound`] when the case is out of reach or its dossier was destroyed; [`Error::Press`] when a character can't be printed.
pub async fn bound(cx: &Ctx, id: CaseId) -> Result<Bound> {
    let (view, pieces) = pieces(cx, id).await?;
    bind(cx, &view, phrase(WORDS, "title", &[]), Vec::new(), pieces).await
}

/// Binds these pieces of a case under a title; `more` are lines of the cover.
pub(super) async fn bind(cx: &Ctx, view: &CaseView, title: String, more: Vec<(String, String)>, pieces: Vec<Piece>) -> Result<Bound> {
    let parts = pieces.into_iter().map(part).collect();
    let mut binder = cover(cx, view, title, parts);
    binder.head.extend(more);
    let (press, title, case_number) = (cx.app.press.clone(), binder.title.clone(), view.case.number.clone());
    let printed = tokio::task::spawn_blocking(move || {
        let mut binder = binder;
        loop {
            match press.binder(&binder) {
                Err(PressError::Unbound { part, .. }) if set_apart(&mut binder, part) => {}
                done => return done,
            }
        }
    });
    let pdf = printed.await.map_err(|error| Error::from(PressError::Engine(error.to_string())))??;
    Ok(Bound { title, case_number, pdf })
}

fn part(piece: Piece) -> Part {
    let content = match piece.content {
        Content::Paper(paper) => PartContent::Paper(paper),
        Content::Kept { content_type, bytes } => match content_type.as_str() {
            "application/pdf" => PartContent::Pdf(bytes),
            "image/jpeg" | "image/png" => PartContent::Picture(bytes),
            _ => kept_apart(&piece.title),
        },
    };
    Part { title: piece.title, date: piece.date, content }
}

fn cover(cx: &Ctx, view: &CaseView, title: String, parts: Vec<Part>) -> Binder {
    let word = |place: &str| phrase(WORDS, place, &[]);
    let mut head = vec![(word("sides"), view.title())];
    if let Some(closing) = &view.case.closing {
        head.push((word("closed"), closing.day.chinese()));
    }
    Binder { title, number: Some(view.case.number.clone()), head, keeper: None, day: Some(cx.now.day()), sort: BinderSort::Dossier, parts }
}

/// A sheet that stands for a file that is kept apart.
fn kept_apart(name: &str) -> PartContent {
    PartContent::Paper(Box::new(apart(name, "apart")))
}

/// Puts a sheet in the place of a part that could not be bound; false when there is nothing to replace.
fn set_apart(binder: &mut Binder, part: usize) -> bool {
    let Some(found) = part.checked_sub(1).and_then(|at| binder.parts.get_mut(at)) else { return false };
    let replaced = !matches!(found.content, PartContent::Paper(_));
    if replaced {
        tracing::warn!(part, "a file of a dossier is damaged or locked and stays apart");
        found.content = kept_apart(&found.title);
    }
    replaced
}
