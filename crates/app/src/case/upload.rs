//! Files: the bytes decide what a file is, not its name; a file and its event are written together.

use domain::access::{Action, Facts, rules::Deal};
use domain::case::note::{Attach, FileKind};
use domain::case::{Case, Command};
use domain::kernel::id::{CaseId, FileId};
use domain::kernel::{Fault, Line};
use sha2::{Digest, Sha256};
use store::Tx;
use store::case::file::{self, FileRow};
use store::case::log;

use crate::audit::Deed;
use crate::{Ctx, Error, Result};

/// A file as it came in.
#[derive(Clone)]
pub struct Upload {
    /// Its name on the sender's machine.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it is in the dossier.
    pub kind: FileKind,
    /// Its title in the dossier.
    pub title: Line<80>,
}

/// What the first bytes say a file is; nothing for a type that the house does not take.
pub fn content_type(bytes: &[u8]) -> Option<&'static str> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    if starts(b"%PDF-") {
        Some("application/pdf")
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if starts(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if starts(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        Some("image/webp")
    } else if starts(b"PK\x03\x04") && contains(bytes, b"word/") {
        Some("application/vnd.openxmlformats-officedocument.wordprocessingml.document")
    } else if starts(b"PK\x03\x04") && contains(bytes, b"xl/") {
        Some("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    } else if !bytes.is_empty()
        && !bytes.contains(&0)
        && std::str::from_utf8(bytes).is_ok()
        && !contains(bytes, b"<script")
        && !contains(bytes, b"<html")
    {
        Some("text/plain; charset=utf-8")
    } else {
        None
    }
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// The type that a file's name claims, when it is one that the house knows.
fn claimed(name: &str) -> Option<&'static str> {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    Some(match ending.as_str() {
        "pdf" => "application/pdf",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "txt" => "text/plain; charset=utf-8",
        _ => return None,
    })
}

/// Stores a file and the event that names it.
///
/// # Errors
/// Faults at `file`: `file_empty`, `file_too_large`, `file_type`, `file_lies` (its name claims another type than its bytes).
pub async fn attach(cx: &Ctx, id: CaseId, expected: Option<i64>, upload: Upload) -> Result<Case> {
    let (cx, store) = (cx.clone(), cx.app.store.clone());
    store.write(move |tx| Box::pin(async move { attach_in(&cx, tx, id, expected, upload).await })).await
}

/// The same inside a transaction that does more.
pub(crate) async fn attach_in(cx: &Ctx, tx: &Tx, id: CaseId, expected: Option<i64>, upload: Upload) -> Result<Case> {
    let fault = |code| Err(Error::at("file", Fault::Wrong(code)));
    if upload.bytes.is_empty() {
        return fault("file_empty");
    }
    if upload.bytes.len() > cx.app.upload_limit {
        return fault("file_too_large");
    }
    let Some(content_type) = content_type(&upload.bytes) else { return fault("file_type") };
    if claimed(&upload.name).is_none_or(|claimed| claimed != content_type) {
        return fault("file_lies");
    }
    let file = FileId(cx.app.dice.id());
    let row = FileRow {
        id: file,
        case_id: id,
        account: cx.person.account,
        name: upload.title.to_string(),
        content_type: content_type.to_owned(),
        size: i64::try_from(upload.bytes.len()).unwrap_or(i64::MAX),
        stored_at: cx.now,
    };
    let command = Command::from(Attach { file, kind: upload.kind, title: upload.title });
    let case = super::act_in(cx, tx, id, expected, &command).await?;
    let sha256 = Sha256::digest(&upload.bytes).to_vec();
    file::put(tx, &row, sha256, upload.bytes).await?;
    Ok(case)
}

/// A file of a case in reach, with its bytes.
pub async fn download(cx: &Ctx, id: CaseId, file: FileId) -> Result<(FileRow, Vec<u8>)> {
    let reader = cx.app.store.read();
    let events = log::load(&reader, id).await?;
    let case = Case::replay(id, &events);
    let actor = cx.may(Action::Deal(Deal::ReadCase), &Facts::from(&case))?;
    super::show::note_reading(cx, &case, &actor, Deed::FileRead).await?;
    file::get(&reader, id, file).await?.ok_or(Error::NotFound)
}

#[cfg(test)]
mod tests {
    use super::content_type;

    #[test]
    fn a_file_is_what_its_bytes_say() {
        assert_eq!(content_type(b"%PDF-1.7"), Some("application/pdf"));
        assert_eq!(content_type(b"MZ\x90\x00"), None);
        assert_eq!(content_type(b"<html><script>"), None);
        assert_eq!(content_type("考勤记录".as_bytes()), Some("text/plain; charset=utf-8"));
    }
}
