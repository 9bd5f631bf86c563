//! Papers as PDF: Typst sets them from `templates/*.typ`, the file is archival (PDF/A-2a) and accessible (PDF/UA-1).
//!
//! [`input`] turns the plain model into plain data, [`faces`] knows the fonts and refuses what they lack, [`world`] is all that
//! Typst ever sees (no network, no packages, no disk), [`edge`] refuses pages on which something runs over the edge.
//! [`binder`] puts many papers, foreign PDFs and pictures into one file. It must not know what a paper should say.

pub(crate) mod binder;
pub(crate) mod edge;
pub(crate) mod faces;
mod input;
mod picture;
pub(crate) mod qr;
pub(crate) mod scale;
mod world;

use app::document::model::{Paper, PressError};
use domain::kernel::Day;
use serde_json::{Value, json};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::text;
use faces::Faces;
use world::{ONE, World};

/// What the file says it was made with.
const CREATOR: &str = "Hetiao";
/// Shanghai is so many minutes ahead of UTC.
const SHANGHAI: i32 = 480;

/// What the file promises to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// PDF/A-2a and PDF/UA-1.
    Archival,
    /// Tagged PDF 1.7: pages that came from elsewhere can't be vouched for.
    Tagged,
}

/// Sets a paper and writes its file.
pub(crate) fn press(faces: &Faces, paper: &Paper) -> Result<Vec<u8>, PressError> {
    let title = [paper.title.as_str(), paper.number.as_deref().unwrap_or_default()].join(" ");
    let title = Some(text::line(&title)).filter(|title| !title.is_empty()).unwrap_or_else(|| paper.kind.to_owned());
    let title = if title.is_empty() { CREATOR.to_owned() } else { title };
    let data = json!({ "title": title, "faces": faces.families(), "paper": input::paper(paper)? });
    faces.check(&data)?;
    file(&World::new(faces, ONE, &data), &data, paper.day, Sort::Archival)
}

/// Lays out, looks at the edges, writes the archival file; what Typst remembers is thrown away afterwards.
fn file(world: &World<'_>, data: &Value, day: Option<Day>, sort: Sort) -> Result<Vec<u8>, PressError> {
    let bytes = laid_out(world).and_then(|document| {
        edge::check(&document)?;
        written(&document, data, day, sort)
    });
    comemo::evict(0);
    bytes
}

fn laid_out(world: &World<'_>) -> Result<PagedDocument, PressError> {
    let typst::diag::Warned { output, warnings } = typst::compile::<PagedDocument>(world);
    let document = output.map_err(|wrong| told(&wrong))?;
    if warnings.is_empty() { Ok(document) } else { Err(told(&warnings)) }
}

fn written(document: &PagedDocument, data: &Value, day: Option<Day>, sort: Sort) -> Result<Vec<u8>, PressError> {
    let standards: &[PdfStandard] = match sort {
        Sort::Archival => &[PdfStandard::A_2a, PdfStandard::Ua_1],
        Sort::Tagged => &[PdfStandard::V_1_7],
    };
    let standards = PdfStandards::new(standards).map_err(|why| engine(why.message()))?;
    let options = PdfOptions {
        ident: Smart::Custom(data.to_string()),
        creator: Smart::Custom(Some(CREATOR.to_owned())),
        timestamp: day.and_then(midnight).or_else(someday),
        standards,
        ..PdfOptions::default()
    };
    typst_pdf::pdf(document, &options).map_err(|wrong| told(&wrong))
}

/// The first moment of a day in Shanghai.
fn midnight(day: Day) -> Option<Timestamp> {
    let at = Datetime::from_ymd_hms(day.year(), day.month(), day.day(), 0, 0, 0)?;
    Timestamp::new_local(at, SHANGHAI)
}

/// Archival files must carry a day: a fixed one where the paper has none, so that the same paper gives the same file.
fn someday() -> Option<Timestamp> {
    Datetime::from_ymd_hms(2000, 1, 1, 0, 0, 0).map(Timestamp::new_utc)
}

/// Everything that Typst complains about, in one line.
fn told(wrong: &[SourceDiagnostic]) -> PressError {
    let lines: Vec<String> = wrong.iter().map(|one| one.message.to_string()).collect();
    PressError::Engine(lines.join("; "))
}

fn engine(why: &str) -> PressError {
    PressError::Engine(why.to_owned())
}
