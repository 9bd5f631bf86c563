//! Putting into the vault, and opening it.

use std::collections::HashMap;

use domain::case::{Case, Reason, Refusal};
use domain::kernel::id::{AccountId, CaseId, VaultEntryId};
use domain::kernel::{Moment, Money};
use domain::vault::{PutEntry, VaultKind, VaultRoom, may_put};
use store::Tx;
use store::vault::key::{self, NewKey, VaultRow};
use store::vault::{entry, release};

use super::release::RequestView;
use super::{Words, label, locked, seated, unsealed};
use crate::audit::{self, Deed, Note};
use crate::case::CaseView;
use crate::port::CipherFault;
use crate::{Ctx, Error, Result};

/// An entry as those in the room read it.
#[derive(Clone)]
pub struct Said {
    /// Which.
    pub id: VaultEntryId,
    /// In which room.
    pub room: VaultRoom,
    /// What it is.
    pub kind: VaultKind,
    /// Who said it; nothing when it was the mediator.
    pub speaker: Option<String>,
    /// The sum that was named.
    pub amount: Option<Money>,
    /// What was said; nothing when the sealed bytes were damaged.
    pub text: Option<String>,
    /// Who wrote it down.
    pub author: String,
    /// When.
    pub at: Moment,
}

/// The vault of a case, for who sits in it.
#[derive(Clone)]
pub struct VaultView {
    /// The case.
    pub case: CaseView,
    /// What was said, oldest first, only what this seat hears.
    pub said: Vec<Said>,
    /// Requests to let an entry out.
    pub requests: Vec<RequestView>,
    /// Something can be put into it now.
    pub open: bool,
}

/// Puts something into the vault of a case.
///
/// # Errors
/// [`Error::NotFound`] for everybody but who sits in the room; [`Error::Refused`] by a rule; [`Error::Vault`] without the right master key.
pub async fn put(cx: &Ctx, id: CaseId, form: PutEntry) -> Result<VaultEntryId> {
    let (cx, store) = (cx.clone(), cx.app.store.clone());
    store.write(move |tx| Box::pin(async move { put_in(&cx, tx, id, form).await })).await
}

async fn put_in(cx: &Ctx, tx: &Tx, id: CaseId, form: PutEntry) -> Result<VaultEntryId> {
    tx.lock_row("case_row", id).await?;
    let (case, ..) = seated(cx, tx, id).await?;
    may_put(&case, &form)?;
    let vault = begun(cx, tx, &case).await?;
    let key = locked(&vault).ok_or(Refusal::because(Reason::VaultOver))?;
    let (entry, at) = (VaultEntryId(cx.app.dice.id()), cx.now);
    let words = Words { speaker: form.speaker, amount: form.amount, text: form.text.to_string() };
    let plain = serde_json::to_vec(&words).map_err(|_| Error::Corrupt("an entry can't be written".to_owned()))?;
    let sealed = cx.app.cipher.seal(id, &key, &label(id, entry, form.room, form.kind), &plain)?;
    let author = cx.person.account;
    let new = entry::NewEntry { id: entry, room: form.room, kind: form.kind, author, at, nonce: sealed.nonce, sealed: sealed.bytes };
    entry::append(tx, &vault, new).await?;
    Ok(entry)
}

/// The vault of the case; the first entry brings its key.
async fn begun(cx: &Ctx, tx: &Tx, case: &Case) -> Result<VaultRow> {
    if let Some(vault) = key::find(tx, case.id).await? {
        return Ok(vault);
    }
    let fresh = cx.app.cipher.new_key(case.id)?;
    // A house has one master key: a second one beside it would make two halves that never open together.
    if let Some(locked_with) = key::other_master(tx, &fresh.master).await? {
        return Err(CipherFault::WrongMaster { locked_with, present: fresh.master }.into());
    }
    let new = NewKey { cipher: fresh.cipher, master: fresh.master, nonce: fresh.sealed.nonce, sealed: fresh.sealed.bytes };
    key::begin(tx, case.id, cx.now, new).await?;
    Ok(key::find(tx, case.id).await?.ok_or(store::Error::NotFound)?)
}

/// Opens the vault; that it was opened is written to the audit log first, whatever lies in it.
///
/// # Errors
/// [`Error::NotFound`] for everybody but who sits in the room; [`Error::Vault`] without the right master key.
pub async fn open(cx: &Ctx, id: CaseId) -> Result<VaultView> {
    let reader = cx.app.store.read();
    let (case, actor, seat) = seated(cx, &reader, id).await?;
    let note = Note::by(cx, &actor, Deed::VaultRead).on("case", id);
    cx.app.store.write(move |tx| Box::pin(async move { audit::note(tx, note).await })).await?;
    let view = crate::case::show(cx, id).await?;
    let rows = entry::of_case(&reader, id).await?;
    let requests = release::of_case(&reader, id).await?;
    let mut accounts: Vec<AccountId> = rows.iter().map(|row| row.author).collect();
    accounts.extend(requests.iter().flat_map(|row| [Some(row.asked_by), row.decided_by]).flatten());
    accounts.sort_unstable();
    accounts.dedup();
    let names = store::access::account::names(&reader, &accounts).await?;
    let key = key::find(&reader, id).await?.as_ref().and_then(locked);
    let mut said = Vec::new();
    for row in rows.iter().filter(|row| row.room.admits(seat)) {
        let words = match &key {
            // The bytes are still there, and nothing opens them any more.
            None => None,
            Some(key) => match unsealed(cx, key, row) {
                Ok(words) => Some(words),
                Err(CipherFault::Damaged) => None,
                Err(fault) => return Err(fault.into()),
            },
        };
        said.push(shown(&view, row, words, &names));
    }
    cx.app.cipher.ready().or_else(|fault| if said.is_empty() { Err(fault) } else { Ok(()) })?;
    let kinds: HashMap<VaultEntryId, VaultKind> = rows.iter().map(|row| (row.id, row.kind)).collect();
    let mut shown_requests = Vec::new();
    for row in requests {
        let kind = kinds.get(&row.entry).copied();
        shown_requests.push(RequestView::of(cx, &view, row, kind).await?);
    }
    let open = case.stage.takes_confidences() && !case.vault.over;
    Ok(VaultView { case: view, said, requests: shown_requests, open })
}

fn shown(view: &CaseView, row: &entry::EntryRow, words: Option<Words>, names: &HashMap<AccountId, String>) -> Said {
    let speaker = words.as_ref().and_then(|words| words.speaker);
    Said {
        id: row.id,
        room: row.room,
        kind: row.kind,
        speaker: speaker.map(|party| view.names.parties.get(&party).cloned().unwrap_or_default()),
        amount: words.as_ref().and_then(|words| words.amount),
        text: words.map(|words| words.text),
        author: names.get(&row.author).cloned().unwrap_or_default(),
        at: row.at,
    }
}
