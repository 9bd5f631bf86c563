//! Files of a case: taken in with their event, handed out as attachments.

use app::Error;
use app::case::upload::{self, Upload};
use axum::extract::{Multipart, Path};
use axum::response::{IntoResponse, Redirect};
use domain::case::Act;
use domain::kernel::Faults;
use domain::kernel::form::{Path as Place, read_field};
use domain::kernel::id::{CaseId, FileId};
use serde_json::{Value, json};

use crate::failure::{Answer, Failure};
use crate::guard::Visitor;
use crate::handed;

/// What came in with a multipart form.
#[derive(Default)]
struct Parts {
    csrf: String,
    version: Option<i64>,
    name: String,
    bytes: Vec<u8>,
    typed: Value,
}

async fn parts(mut body: Multipart) -> Result<Parts, Failure> {
    let mut parts = Parts { typed: json!({}), ..Parts::default() };
    while let Some(field) = body.next_field().await.map_err(|_| Failure::Unreadable)? {
        let name = field.name().unwrap_or_default().to_owned();
        if name == "upload" {
            parts.name = field.file_name().unwrap_or_default().to_owned();
            let too_large = |error: axum::extract::multipart::MultipartError| {
                if error.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE { Failure::TooLarge } else { Failure::Unreadable }
            };
            parts.bytes = field.bytes().await.map_err(too_large)?.to_vec();
            continue;
        }
        let text = field.text().await.map_err(|_| Failure::Unreadable)?;
        match name.as_str() {
            "_csrf" => parts.csrf = text,
            "_version" => parts.version = text.parse().ok(),
            _ => {
                if let Value::Object(fields) = &mut parts.typed {
                    fields.insert(name, Value::String(text));
                }
            }
        }
    }
    Ok(parts)
}

/// Takes a file in.
pub async fn upload(visitor: Visitor, Path(case): Path<String>, body: Multipart) -> Answer {
    let id = case.parse::<CaseId>()?;
    let parts = parts(body).await?;
    if parts.csrf != visitor.session.csrf {
        return Err(Failure::Forged);
    }
    let mut faults = Faults::default();
    let root = Place::root();
    let kind = read_field(&parts.typed, "kind", &root, &mut faults);
    let title = read_field(&parts.typed, "title", &root, &mut faults);
    let outcome = match (kind, title) {
        (Some(kind), Some(title)) => {
            let upload = Upload { name: parts.name, bytes: parts.bytes, kind, title };
            upload::attach(&visitor.cx, id, parts.version, upload).await
        }
        _ => Err(Error::Faults(faults)),
    };
    match outcome {
        Ok(_) => Ok(Redirect::to(&format!("/cases/{id}?tab=files&done={}", Act::Attach.code())).into_response()),
        Err(Error::Faults(faults)) => super::act::again(&visitor, id, Act::Attach, &parts.typed, faults).await,
        Err(other) => Err(other.into()),
    }
}

/// Hands a file out: always as an attachment, never run in the page.
pub async fn download(visitor: Visitor, Path((case, file)): Path<(String, String)>) -> Answer {
    let (row, bytes) = upload::download(&visitor.cx, case.parse::<CaseId>()?, file.parse::<FileId>()?).await?;
    Ok(handed::as_brought(&row.name, &row.content_type, bytes))
}
