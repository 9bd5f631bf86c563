//! The audit log: [`note`] writes into it inside the caller's transaction, [`list`] reads it within reach, [`verify`] checks its chains.
//!
//! ```ignore
//! let note = audit::Note::by(&cx, &actor, audit::Deed::Reveal).on("party", party).with("field", "phone");
//! store.write(move |tx| Box::pin(async move { …; audit::note(tx, note).await })).await?;
//! ```
//!
//! An entry holds ids and codes, never personal data. What is done to a case stands in the log of the case instead.

mod deed;
mod list;
mod note;
mod subject;

pub use deed::Deed;
pub use list::{AuditFilter, AuditLine, AuditPage, list};
pub use note::{Note, note};
pub use store::audit::{Break, Report};
pub use subject::{ChainReport, check_cases, subject_names};

use domain::access::Action;
use domain::access::rules::Deal;

use crate::{App, Ctx, Result};

/// Checks every chain of the audit log from its first entry to its head: for the command line.
pub async fn verify(app: &App) -> Result<Report> {
    Ok(store::audit::verify(&app.store.read()).await?)
}

/// Checks every chain of the audit log, for somebody who may read one of them.
pub async fn check(cx: &Ctx) -> Result<Report> {
    cx.may_somewhere(Action::Deal(Deal::ReadAudit))?;
    verify(&cx.app).await
}
