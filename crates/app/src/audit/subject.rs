//! What the log says about things: their names, and whether the logs of cases hold.

use std::collections::HashMap;

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::id::{AccountId, OrganisationId};
pub use store::case::log::ChainReport;

use super::AuditLine;
use crate::{Ctx, Result};

/// Cases looked at in one go.
const BATCH: i64 = 500;

/// The names of the accounts and organisations that these entries are about, by the id that the entry shows.
pub async fn subject_names(cx: &Ctx, lines: &[AuditLine]) -> Result<HashMap<String, String>> {
    cx.may_somewhere(Action::Deal(Deal::ReadAudit))?;
    let reader = cx.app.store.read();
    let subjects = |kind: &'static str| {
        lines
            .iter()
            .filter(move |line| line.subject_kind.as_deref() == Some(kind))
            .filter_map(|line| line.subject.as_deref())
    };
    let accounts: Vec<AccountId> = subjects("account").filter_map(|id| id.parse().ok()).collect();
    let offices: Vec<OrganisationId> = subjects("organisation").filter_map(|id| id.parse().ok()).collect();
    let mut names: HashMap<String, String> = HashMap::new();
    names.extend(
        store::access::account::names(&reader, &accounts)
            .await?
            .into_iter()
            .map(|(id, name)| (id.to_string(), name)),
    );
    names.extend(
        store::access::grant::office_names(&reader, &offices)
            .await?
            .into_iter()
            .map(|(id, name)| (id.to_string(), name)),
    );
    Ok(names)
}

/// Checks the chain of every case, for somebody who may read the log.
pub async fn check_cases(cx: &Ctx) -> Result<ChainReport> {
    cx.may_somewhere(Action::Deal(Deal::ReadAudit))?;
    let reader = cx.app.store.read();
    let mut report = ChainReport::default();
    let mut after = None;
    loop {
        after = store::case::log::verify(&reader, after, BATCH, &mut report).await?;
        if after.is_none() {
            return Ok(report);
        }
    }
}
