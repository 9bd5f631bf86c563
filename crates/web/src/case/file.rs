//! Files of a case: taken in with their event, handed out as attachments.

use app::Error;
use app::case::upload::{self, Upload};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::case::Act;
use domain::kernel::Faults;
use domain::kernel::form::{Path as Place, read_field};
use domain::kernel::id::{CaseId, FileId};

use crate::brought::{Brought, Chosen};
use crate::failure::Answer;
use crate::guard::Visitor;
use crate::handed;

/// Takes a file in.
pub async fn upload(visitor: Visitor, Path(case): Path<String>, Brought { typed, file }: Brought) -> Answer {
    let id = case.parse::<CaseId>()?;
    let mut faults = Faults::default();
    let root = Place::root();
    let kind = read_field(&typed.tree, "kind", &root, &mut faults);
    let title = read_field(&typed.tree, "title", &root, &mut faults);
    let outcome = match (kind, title) {
        (Some(kind), Some(title)) => {
            let Chosen { name, bytes } = file.unwrap_or_default();
            let upload = Upload { name, bytes, kind, title };
            upload::attach(&visitor.cx, id, typed.text("_version").parse().ok(), upload).await
        }
        _ => Err(Error::Faults(faults)),
    };
    match outcome {
        Ok(_) => Ok(Redirect::to(&format!("/cases/{id}?tab=files&done={}", Act::Attach.code())).into_response()),
        Err(Error::Faults(faults)) => super::act::again(&visitor, id, Act::Attach, &typed.tree, faults).await,
        Err(other) => Err(other.into()),
    }
}

/// Hands a file out: always as an attachment, never run in the page.
pub async fn download(visitor: Visitor, Path((case, file)): Path<(String, String)>) -> Answer {
    let (row, bytes) = upload::download(&visitor.cx, case.parse::<CaseId>()?, file.parse::<FileId>()?).await?;
    Ok(handed::as_brought(&row.name, &row.content_type, bytes))
}
