//! The end of the vault's keys: years after closing, for every case alike, whether anything was ever said in its vault or not.

use domain::case::{Actor, Case};
use domain::kernel::id::CaseId;
use domain::vault::end_key;
use store::case::log;
use store::vault::key;

use crate::audit::{self, Deed, Note};
use crate::{App, Ctx, Result};

/// Cases looked at in one go.
const BATCH: i64 = 100;
/// A year is never shorter.
const DAYS: i64 = 365;

/// Destroys the keys whose time is over; gives how many cases got the event.
pub(super) async fn destroy(app: &App) -> Result<usize> {
    let years = app.settings.vault_years;
    let latest = app.clock.now().day().plus(-years.saturating_mul(DAYS));
    let mut count = 0;
    for case in key::closed_before(&app.store.read(), latest, BATCH).await? {
        let cx = app.as_system();
        let done = app.store.write(move |tx| Box::pin(async move { destroy_one(&cx, tx, case, years).await })).await?;
        count += usize::from(done);
    }
    Ok(count)
}

async fn destroy_one(cx: &Ctx, tx: &store::Tx, id: CaseId, years: i64) -> Result<bool> {
    tx.lock_row("case_row", id).await?;
    let case = Case::replay(id, &log::load(tx, id).await?);
    let Some(outcome) = end_key(&case, years, cx.now.day()) else { return Ok(false) };
    crate::case::write(cx, tx, case, &Actor::SYSTEM, outcome).await?;
    key::destroy(tx, id, cx.now).await?;
    audit::note(tx, Note::by_system(&cx.app, cx.now, Deed::VaultKeyDestroyed).on("case", id)).await?;
    Ok(true)
}
