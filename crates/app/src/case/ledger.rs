//! The mediation ledger (调解台账, law.md §3.7 no. 26): shown page by page, exported as a spreadsheet with a line in the audit log.

use domain::access::{Action, rules::Deal};

use super::list::{Filter, Listed, Order, Page, export, page_for};
use super::names;
use crate::audit::{Deed, Note, note};
use crate::document::ledger::sheet;
use crate::{Ctx, Error, Result};

/// Most lines of one export.
pub const MOST: usize = 50_000;

/// A page of the ledger.
pub async fn page(cx: &Ctx, filter: &Filter, order: &Order) -> Result<Page<Listed>> {
    page_for(cx, Deal::ExportLedger, filter, order).await
}

/// The ledger as XLSX, newest first, at most [`MOST`] lines. Who exported how much by which filter is audited.
///
/// # Errors
/// [`Error::Press`] when a cell can't be written.
pub async fn xlsx(cx: &Ctx, filter: &Filter, told: &str) -> Result<Vec<u8>> {
    let actor = cx.may_somewhere(Action::Deal(Deal::ExportLedger))?;
    let rows = export(cx, filter, MOST).await?;
    let names = names::of_cases(cx, &rows).await?;
    let bytes = cx.app.press.xlsx(&sheet(&rows, &names, &cx.app.lists))?;
    let entry = Note::by(cx, &actor, Deed::LedgerExported).with("rows", rows.len()).with("filter", told);
    let store = cx.app.store.clone();
    store.write::<_, Error, _>(move |tx| Box::pin(async move { note(tx, entry).await })).await?;
    Ok(bytes)
}
