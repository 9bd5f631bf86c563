//! The appraisal's own buttons: draw its figures from cases, draw a sample of files for two peers; and the dossier that a peer reviews.

use app::organisation::appraisal;
use app::{Error, text};
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use domain::kernel::id::{AccountId, RecordId};

use super::record::again;
use crate::failure::Answer;
use crate::guard::{Posted, Visitor, percent};

/// Draws the figures of the year into an appraisal.
pub async fn figures(visitor: Visitor, Path(record): Path<String>, Posted(_): Posted) -> Answer {
    let id: RecordId = record.parse()?;
    match appraisal::draw_figures(&visitor.cx, id).await {
        Ok(()) => Ok(Redirect::to(&format!("/records/{id}?done=record_changed")).into_response()),
        Err(Error::Faults(faults)) => again(&visitor, id, &faults).await,
        Err(other) => Err(other.into()),
    }
}

/// Draws a sample of closed files for two peers.
pub async fn sample(visitor: Visitor, Path(record): Path<String>, Posted(typed): Posted) -> Answer {
    let id: RecordId = record.parse()?;
    let reviewers: Vec<AccountId> = ["first", "second"].into_iter().filter_map(|name| typed.text(name).parse().ok()).collect();
    let count = typed.text("count").parse().unwrap_or(1);
    match appraisal::sample(&visitor.cx, id, &reviewers, count).await {
        Ok(_) => Ok(Redirect::to(&format!("/records/{id}?done=record_entered")).into_response()),
        Err(Error::Faults(faults)) => again(&visitor, id, &faults).await,
        Err(other) => Err(other.into()),
    }
}

/// The dossier that the visitor is asked to review.
pub async fn dossier(visitor: Visitor, Path(record): Path<String>) -> Answer {
    let bound = appraisal::dossier(&visitor.cx, record.parse()?).await?;
    let name = format!("{}.pdf", text::phrase("file", "dossier", &[("title", bound.title), ("number", bound.case_number)]));
    let told = format!("inline; filename*=UTF-8''{}", percent(&name).replace('/', "%2F"));
    let headers = [(header::CONTENT_TYPE, "application/pdf".to_owned()), (header::CONTENT_DISPOSITION, told)];
    Ok((StatusCode::OK, headers, bound.pdf).into_response())
}
