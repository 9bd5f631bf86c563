//! The appraisal's own buttons: draw its figures from cases, draw a sample of files for two peers; and the dossier that a peer reviews.

use app::Error;
use app::organisation::appraisal;
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::kernel::id::{AccountId, RecordId};

use super::record::again;
use crate::failure::Answer;
use crate::guard::{Posted, Visitor};
use crate::handed;

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
    Ok(handed::pdf(&handed::paper("dossier", bound.title, bound.case_number), bound.pdf))
}
