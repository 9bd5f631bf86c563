//! Many papers, foreign PDFs and pictures in one file: the dossier with cover and catalogue, or a stack for the printer.
//!
//! Papers are set here and stay archival and accessible. Foreign pages are drawn as they are (text stays text, fonts stay), without
//! their scripts, forms and links; a file that holds one of them is tagged PDF 1.7 and makes no promise of PDF/A.

use app::document::model::{Binder, BinderSort, Part, PartContent, PressError};
use domain::kernel::Day;
use hayro_syntax::{LoadPdfError, Pdf};
use serde_json::{Value, json};
use typst::foundations::Bytes;

use super::faces::Faces;
use super::world::{MANY, World};
use super::{Sort, file, input, picture};
use crate::text::{line, paragraphs};

/// How wide a value on the cover may be, in type sizes.
const COVER: f32 = 20.0;
/// How wide a name in the catalogue may be, in type sizes.
const NAME: f32 = 18.0;

/// So many papers of a stack are set together: a thousand pages at once would need more than a gigabyte.
const BATCH: usize = 25;

/// Binds the parts and writes the file.
pub(crate) fn press(faces: &Faces, binder: &Binder) -> Result<Vec<u8>, PressError> {
    if binder.sort == BinderSort::Stack && binder.parts.len() > BATCH { in_batches(faces, binder) } else { bind(faces, binder) }
}

/// A large stack: batches are set one after the other, and their pages put into one file. It is made for the printer: it keeps the
/// text, but neither bookmarks nor the promises of an archival file.
fn in_batches(faces: &Faces, binder: &Binder) -> Result<Vec<u8>, PressError> {
    let frame = Binder {
        title: binder.title.clone(),
        number: binder.number.clone(),
        head: binder.head.clone(),
        keeper: binder.keeper.clone(),
        day: binder.day,
        sort: binder.sort,
        parts: Vec::new(),
    };
    let some = |parts: Vec<Part>| Binder { parts, ..frame.clone() };
    let batch = |at: usize, parts: &[Part]| {
        bind(faces, &some(parts.to_vec())).map_err(|why| match why {
            PressError::Unbound { part, why } => PressError::Unbound { part: part + at * BATCH, why },
            other => other,
        })
    };
    let mut batches = Vec::new();
    for (at, parts) in binder.parts.chunks(BATCH).enumerate() {
        let title = parts.first().map(|part| part.title.clone()).unwrap_or_default();
        batches.push(Part { title, date: String::new(), content: PartContent::Pdf(batch(at, parts)?) });
    }
    bind(faces, &some(batches))
}

fn bind(faces: &Faces, binder: &Binder) -> Result<Vec<u8>, PressError> {
    let dossier = binder.sort == BinderSort::Dossier;
    let mut files = Vec::new();
    let mut parts = Vec::new();
    let mut sort = Sort::Archival;
    for (key, part) in (1..).zip(&binder.parts) {
        let (told, content) = content(key, part)?;
        parts.push(told);
        if let Some((name, bytes, vouched)) = content {
            if !vouched {
                sort = Sort::Tagged;
            }
            files.push((name, bytes));
        }
    }
    let title = Some(line(&binder.title)).filter(|title| !title.is_empty()).unwrap_or_else(|| super::CREATOR.to_owned());
    let data = json!({
        "title": title,
        "number": line(binder.number.as_deref().unwrap_or_default()),
        "head": input::pairs(&binder.head, COVER)?,
        "keeper": line(binder.keeper.as_deref().unwrap_or_default()),
        "date": binder.day.map(Day::chinese).unwrap_or_default(),
        "dossier": dossier,
        "faces": faces.families(),
        "parts": parts,
    });
    faces.check(&data)?;
    let mut world = World::new(faces, MANY, &data);
    for (name, bytes) in files {
        world.put(&name, bytes);
    }
    file(&world, &data, binder.day, sort)
}

/// A file beside the templates: name, bytes, and whether it keeps the promise of PDF/A.
type Beside = (String, Bytes, bool);

/// What the template needs of a part, and the file that goes with it.
fn content(key: usize, part: &Part) -> Result<(Value, Option<Beside>), PressError> {
    let title = paragraphs(&line(&part.title), NAME).concat();
    let mut told = json!({ "key": key, "title": title, "date": line(&part.date) });
    let (more, beside) = match &part.content {
        PartContent::Paper(paper) => (json!({ "kind": "paper", "paper": input::paper(paper)? }), None),
        PartContent::Pdf(bytes) => foreign(key, bytes.clone())?,
        PartContent::Picture(bytes) => match picture::read(bytes).map_err(|why| unbound(key, why))? {
            picture::Ready::Page(pdf) => foreign(key, pdf)?,
            picture::Ready::Png { flipped } => {
                let name = format!("part-{key}.png");
                (json!({ "kind": "picture", "file": name, "flipped": flipped }), Some((name, Bytes::new(bytes.clone()), true)))
            }
        },
    };
    if let (Value::Object(told), Value::Object(more)) = (&mut told, more) {
        told.extend(more);
    }
    Ok((told, beside))
}

/// A PDF from elsewhere: which of its pages lie on their side.
fn foreign(key: usize, bytes: Vec<u8>) -> Result<(Value, Option<Beside>), PressError> {
    let read = Pdf::new(bytes.clone()).map_err(|why| match why {
        LoadPdfError::Decryption(_) => unbound(key, "it is locked with a password"),
        LoadPdfError::Invalid => unbound(key, "it is no PDF, or damaged"),
    })?;
    let lies = |(width, height): (f32, f32)| width > height;
    let flipped: Vec<bool> = read.pages().iter().map(|page| lies(page.render_dimensions())).collect();
    if flipped.is_empty() {
        return Err(unbound(key, "it has no pages"));
    }
    let name = format!("part-{key}.pdf");
    Ok((json!({ "kind": "pdf", "file": name, "flipped": flipped }), Some((name, Bytes::new(bytes), false))))
}

fn unbound(part: usize, why: &str) -> PressError {
    PressError::Unbound { part, why: why.to_owned() }
}
