//! The dossier of a case as a folder: numbered files in the order of the catalogue, the catalogue as a sheet, and the hashes of all of them in
//! the form that `sha256sum -c` reads. Every file is byte for byte what was issued or attached; what was never issued is set now.

use domain::kernel::id::CaseId;

use super::check::hash_of;
use super::model::{Cell, ColumnKind, PressError, Sheet, SheetColumn};
use super::pieces::{Content, Piece, WORDS, pieces};
use crate::text::{code, phrase};
use crate::{Ctx, Error, Result};

/// Characters of a file's name at most: some systems take no more than 255 bytes.
const NAME: usize = 50;

/// A dossier as a folder.
#[derive(Clone, Debug)]
pub struct Folder {
    /// What it is called.
    pub title: String,
    /// The number of the case.
    pub case_number: String,
    /// The ZIP.
    pub zip: Vec<u8>,
}

/// The folder as it stands now.
///
/// # Errors
/// As [`super::bound`].
pub async fn folder(cx: &Ctx, id: CaseId) -> Result<Folder> {
    let (view, pieces) = pieces(cx, id).await?;
    let press = cx.app.press.clone();
    let work = move || {
        let mut files = Vec::with_capacity(pieces.len() + 2);
        let mut lines = Vec::with_capacity(pieces.len());
        for (place, piece) in (1..).zip(pieces) {
            let Piece { title, date, number, content } = piece;
            let (ending, bytes) = match content {
                Content::Paper(paper) => ("pdf", press.pdf(&paper)?),
                Content::Kept { content_type, bytes } => (ending(&content_type), bytes),
            };
            let name = format!("{place:03} {}.{ending}", named(&title));
            lines.push((place, title, number, date, name.clone(), hash_of(&bytes)));
            files.push((name, bytes));
        }
        let catalogue = sheet(&lines);
        files.insert(0, (format!("000 {}.xlsx", catalogue.name), press.xlsx(&catalogue)?));
        let hashes: Vec<String> = files.iter().map(|(name, bytes)| format!("{}  {name}", hash_of(bytes))).collect();
        files.push(("SHA256SUMS".to_owned(), (hashes.join("\n") + "\n").into_bytes()));
        press.folder(&files)
    };
    let made = tokio::task::spawn_blocking(work).await;
    let zip = made.map_err(|error| Error::from(PressError::Engine(error.to_string())))??;
    Ok(Folder { title: phrase(WORDS, "title", &[]), case_number: view.case.number.clone(), zip })
}

/// The ending of a file's name by what the file is.
fn ending(content_type: &str) -> &'static str {
    match content_type {
        "application/pdf" => "pdf",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "text/plain; charset=utf-8" => "txt",
        _ => "bin",
    }
}

/// A title as it can stand in a file's name on any system.
fn named(title: &str) -> String {
    let plain = |c: char| if c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') { '_' } else { c };
    let name: String = title.trim().trim_matches('.').chars().map(plain).take(NAME).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}

type Line = (i64, String, Option<String>, String, String, String);

fn sheet(lines: &[Line]) -> Sheet {
    let column = |name: &str, width, kind| SheetColumn { title: code("folder", name).to_owned(), width, kind };
    let text = |words: &str| if words.is_empty() { Cell::Empty } else { Cell::Text(words.to_owned()) };
    Sheet {
        name: code("folder", "catalogue").to_owned(),
        title: code("folder", "catalogue").to_owned(),
        columns: vec![
            column("place", 8, ColumnKind::Number),
            column("title", 36, ColumnKind::Text),
            column("number", 28, ColumnKind::Text),
            column("date", 16, ColumnKind::Text),
            column("file", 44, ColumnKind::Text),
            column("sha256", 68, ColumnKind::Text),
        ],
        rows: lines
            .iter()
            .map(|(place, title, number, date, file, sha256)| {
                vec![Cell::Number(*place), text(title), text(number.as_deref().unwrap_or_default()), text(date), text(file), text(sha256)]
            })
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn a_title_becomes_a_name_that_every_system_takes() {
        assert_eq!(named("吾买尔·艾合买提 的工资条"), "吾买尔·艾合买提 的工资条");
        assert_eq!(named("../../etc/passwd"), "_.._etc_passwd");
        assert_eq!(named("a\n<b>|c?"), "a__b__c_");
        assert_eq!(named("..."), "_");
        assert_eq!(named(&"长".repeat(80)).chars().count(), 50);
    }
}
