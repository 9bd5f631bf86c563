//! What the log says about things: their names, and whether the logs of cases hold.

use std::collections::HashMap;

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::id::{AccountId, OrganisationId};
use serde_json::Value;
pub use store::case::log::ChainReport;

use super::AuditLine;
use crate::{Ctx, Result};

/// Cases looked at in one go.
const BATCH: i64 = 500;

/// The names of the accounts and organisations that these entries are about or tell of, by the id that the entry shows.
pub async fn subject_names(cx: &Ctx, lines: &[AuditLine]) -> Result<HashMap<String, String>> {
    cx.may_somewhere(Action::Deal(Deal::ReadAudit))?;
    let reader = cx.app.store.read();
    let subjects = |kind: &'static str| {
        lines.iter().filter(move |line| line.subject_kind.as_deref() == Some(kind)).filter_map(|line| line.subject.as_deref())
    };
    let accounts: Vec<AccountId> = subjects("account").filter_map(|id| id.parse().ok()).collect();
    let mut told = Vec::new();
    for line in lines {
        offices_in(&line.detail, &mut told);
    }
    let offices: Vec<OrganisationId> = subjects("organisation").filter_map(|id| id.parse().ok()).chain(told).collect();
    let mut names: HashMap<String, String> = HashMap::new();
    names.extend(store::access::account::names(&reader, &accounts).await?.into_iter().map(|(id, name)| (id.to_string(), name)));
    names.extend(store::access::grant::office_names(&reader, &offices).await?.into_iter().map(|(id, name)| (id.to_string(), name)));
    Ok(names)
}

/// The organisations that a detail names, anywhere in it.
fn offices_in(value: &Value, into: &mut Vec<OrganisationId>) {
    match value {
        Value::String(text) if text.starts_with(OrganisationId::PREFIX) => into.extend(text.parse::<OrganisationId>()),
        Value::Array(items) => items.iter().for_each(|item| offices_in(item, into)),
        Value::Object(fields) => fields.values().for_each(|item| offices_in(item, into)),
        _ => {}
    }
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
