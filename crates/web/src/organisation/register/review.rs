//! What an appraisal has besides its values: its reviews, the buttons that draw figures from cases and files for two peers, the dossier that
//! a peer reviews.

use app::organisation::appraisal;
use app::organisation::register::show::RecordView;
use app::{Error, text};
use axum::extract::Path;
use axum::response::{IntoResponse, Redirect};
use domain::access::rules::Deal;
use domain::kernel::id::{AccountId, RecordId};

use super::record::again;
use super::words;
use crate::failure::Answer;
use crate::guard::{Posted, Visitor};
use crate::handed;

/// What an appraisal has besides its values.
pub(super) struct Appraisal {
    pub(super) href: String,
    pub(super) may_draw: bool,
    pub(super) peers: Vec<(String, String)>,
    pub(super) reviewed: Vec<(String, String, String, &'static str)>,
    pub(super) told: String,
}

/// The reviews of an appraisal, and the buttons of who keeps it.
pub(super) async fn appraisal_of(visitor: &Visitor, view: &RecordView) -> app::Result<Option<Appraisal>> {
    if view.row.register != appraisal::APPRAISALS {
        return Ok(None);
    }
    let files = appraisal::reviewed(&visitor.cx, view.row.record).await?;
    let compared: Vec<bool> = files.iter().filter_map(appraisal::Reviewed::agrees).collect();
    let agree = compared.iter().filter(|agrees| **agrees).count();
    let widest = files.iter().filter_map(appraisal::Reviewed::spread).max().unwrap_or(0);
    let params = [("all", compared.len().to_string()), ("agree", agree.to_string()), ("widest", widest.to_string())];
    let told = if compared.is_empty() { String::new() } else { text::phrase("page_register", "agreement", &params) };
    let reviewed = files.iter().map(|file| {
        let scores: Vec<String> = file.scores.iter().map(|(points, grade)| format!("{points} {grade}")).collect();
        let tone = match file.agrees() {
            Some(true) => "ok",
            Some(false) => "over",
            None => "",
        };
        let spread = file.spread().map(|spread| spread.to_string()).unwrap_or_default();
        (file.number.clone(), scores.join(text::code("format", "list")), spread, tone)
    });
    Ok(Some(Appraisal {
        href: format!("/records/{}", view.row.record),
        may_draw: view.may_change && view.row.state == appraisal::OPEN && visitor.may(Deal::KeepDirectory),
        peers: words::accounts(&visitor.cx).await?.into_iter().map(|(id, name, _)| (id, name)).collect(),
        reviewed: reviewed.collect(),
        told,
    }))
}

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
