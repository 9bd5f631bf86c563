//! The dossier of a case as one PDF: its papers and attached files in the standard order, with cover, catalogue and bookmarks.
//!
//! Nothing of the vault is in it. A file that can't be bound (a sound, a word processor's file, a damaged picture) is named on a sheet
//! of its own, so that nobody takes a gap for the whole.

use domain::kernel::id::CaseId;

use super::model::{Binder, BinderSort, Block, Paper, Part, PartContent, PressError};
use super::papers::{PaperKind, Slotted, in_order, paper};
use crate::case::{CaseView, upload};
use crate::{Ctx, Error, Result, text};

/// The group of the words of this file in `codes.toml`.
const WORDS: &str = "binder";

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
/// [`Error::NotFound`] when the case is out of reach; [`Error::Press`] when a character can't be printed.
pub async fn bound(cx: &Ctx, id: CaseId) -> Result<Bound> {
    let view = crate::case::show(cx, id).await?;
    if view.case.destroyed().is_some() {
        return Err(Error::NotFound);
    }
    let mut parts = Vec::new();
    for slot in in_order(&view) {
        match slot {
            // The binder makes a catalogue of its own, with pages.
            Slotted::Paper(PaperKind::Catalogue) => {}
            Slotted::Paper(kind) => {
                let paper = paper(cx, id, kind).await?.paper;
                let date = paper.date.clone().unwrap_or_default();
                parts.push(Part { title: paper.title.clone(), date, content: PartContent::Paper(Box::new(paper)) });
            }
            Slotted::File(row) => {
                let (row, bytes) = upload::download(cx, id, row.id).await?;
                let content = match row.content_type.as_str() {
                    "application/pdf" => PartContent::Pdf(bytes),
                    "image/jpeg" | "image/png" => PartContent::Picture(bytes),
                    _ => kept_apart(&row.name),
                };
                parts.push(Part { title: row.name, date: row.stored_at.day().chinese(), content });
            }
        }
    }
    let binder = cover(cx, &view, parts);
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

fn cover(cx: &Ctx, view: &CaseView, parts: Vec<Part>) -> Binder {
    let word = |place: &str| text::phrase(WORDS, place, &[]);
    let mut head = vec![(word("sides"), view.title())];
    if let Some(closing) = &view.case.closing {
        head.push((word("closed"), closing.day.chinese()));
    }
    Binder {
        title: word("title"),
        number: Some(view.case.number.clone()),
        head,
        keeper: None,
        day: Some(cx.now.day()),
        sort: BinderSort::Dossier,
        parts,
    }
}

/// A sheet that stands for a file that is kept apart.
fn kept_apart(name: &str) -> PartContent {
    let told = text::phrase(WORDS, "apart", &[]);
    PartContent::Paper(Box::new(Paper { kind: WORDS, title: name.to_owned(), body: vec![Block::Paragraph(told)], ..Paper::default() }))
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
