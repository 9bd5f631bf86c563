//! Dossiers whose time is over: the list, the record as a sheet, and what destroying one does.

use std::collections::BTreeMap;

use domain::access::{Action, rules::Deal};
use domain::case::{Actor, Case, Event, Recorded};
use domain::closing::record_words;
use domain::kernel::Day;
use domain::kernel::id::{AccountId, CaseId, WordsId};
pub use store::case::disposal::{Dossier, Filter, Which};
use store::case::{disposal, log};
use store::vault::key;
use store::{Query, Tx};

use super::list::{PAGE, Page};
use crate::audit::{self, Deed, Note};
use crate::document::disposal::{Line, sheet};
use crate::{Ctx, Error, Result};

/// Most lines of one record: the log of each is read.
pub const MOST: usize = 2000;

/// A page of filed dossiers in reach.
pub async fn page(cx: &Ctx, filter: Filter, after: Option<(Day, CaseId)>) -> Result<Page<Dossier>> {
    cx.may_somewhere(Action::Deal(Deal::Disposal))?;
    let scope = cx.scope(Action::Deal(Deal::Disposal));
    Ok(Page::cut(disposal::page(&cx.app.store.read(), &scope, filter, after, PAGE + 1).await?, PAGE))
}

/// How many dossiers in reach the filter leaves.
pub async fn count(cx: &Ctx, filter: Filter) -> Result<i64> {
    Ok(disposal::count(&cx.app.store.read(), &cx.scope(Action::Deal(Deal::Disposal)), filter).await?)
}

/// The record of destruction (档案销毁清册) as XLSX: the dossiers of the filter with who proposed, decided and watched. The export is audited.
///
/// # Errors
/// [`Error::Press`] when a cell can't be written.
pub async fn xlsx(cx: &Ctx, filter: Filter, told: &str) -> Result<Vec<u8>> {
    let actor = cx.may_somewhere(Action::Deal(Deal::Disposal))?;
    let scope = cx.scope(Action::Deal(Deal::Disposal));
    let reader = cx.app.store.read();
    let limit = i64::try_from(MOST).unwrap_or(i64::MAX);
    let rows = disposal::page(&reader, &scope, filter, None, limit).await?;
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        lines.push(told_of(&reader, row).await?);
    }
    let accounts: Vec<AccountId> = lines.iter().flat_map(|line| [line.proposed_by, line.decided_by, line.recorded_by]).flatten().collect();
    let names: BTreeMap<AccountId, String> = store::access::account::names(&reader, &accounts).await?.into_iter().collect();
    let bytes = cx.app.press.xlsx(&sheet(&lines, &names))?;
    let entry = Note::by(cx, &actor, Deed::DisposalExported).with("rows", lines.len()).with("filter", told);
    let store = cx.app.store.clone();
    store.write::<_, Error, _>(move |tx| Box::pin(async move { audit::note(tx, entry).await })).await?;
    Ok(bytes)
}

/// What the log tells of the disposal of a dossier.
async fn told_of(q: &impl Query, dossier: Dossier) -> Result<Line> {
    let words: BTreeMap<WordsId, String> = log::words(q, dossier.id).await?.into_iter().map(|row| (row.id, row.text)).collect();
    let text = |id: &WordsId| words.get(id).cloned().unwrap_or_default();
    let mut line = Line::of(dossier);
    for recorded in log::load(q, line.dossier.id).await? {
        let by = recorded.actor.account;
        match &recorded.event {
            Event::KeptLonger(_) => line.forget(),
            Event::DisposalProposed(event) => (line.proposed_by, line.reason) = (by, text(&event.reason)),
            Event::DisposalDecided(_) => line.decided_by = by,
            Event::Destroyed(event) => {
                (line.recorded_by, line.means, line.place) = (by, Some(event.means), text(&event.place));
                line.witnesses = event.witnesses.iter().map(text).collect();
            }
            _ => {}
        }
    }
    Ok(line)
}

/// Destroys what the dossier holds when these events say that it was destroyed, in the transaction that keeps them.
pub(super) async fn follow(cx: &Ctx, tx: &Tx, case: &Case, actor: &Actor, recorded: &[Recorded]) -> Result<()> {
    if !super::happened(recorded).any(|event| matches!(event, Event::Destroyed(_))) {
        return Ok(());
    }
    let kept: Vec<WordsId> = log::load(tx, case.id).await?.iter().flat_map(|recorded| record_words(&recorded.event)).collect();
    disposal::destroy(tx, case.id, &kept, cx.now).await?;
    audit::note(tx, Note::by(cx, actor, Deed::DossierDestroyed).on("case", case.id)).await?;
    if super::happened(recorded).any(|event| matches!(event, Event::KeyDestroyed(_))) {
        key::destroy(tx, case.id, cx.now).await?;
        audit::note(tx, Note::by(cx, actor, Deed::VaultKeyDestroyed).on("case", case.id)).await?;
    }
    Ok(())
}
