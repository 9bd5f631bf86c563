//! The vault of a case: [`put`] something said to settle into it, [`open`] it for who sits in the room, let an entry out ([`release`]).
//!
//! Nothing here writes to the log of the case, to its read tables or to the search index, but for an approved release. What an entry says is sealed with the key
//! of its case (`port::Cipher`) under a label that binds it to its place, so that rows can't be swapped.

pub mod release;
mod said;

pub use said::{Said, VaultView, open, put};

use domain::access::rules::Deal;
use domain::access::{Action, Facts};
use domain::case::{Actor, Case};
use domain::kernel::Money;
use domain::kernel::id::{CaseId, PartyId, VaultEntryId};
use domain::vault::{Seat, VaultKind, VaultRoom};
use serde::{Deserialize, Serialize};
use store::vault::entry::EntryRow;
use store::vault::key::VaultRow;
use store::{Query, case::log};

use crate::port::{CipherFault, LockedKey, Sealed};
use crate::{Ctx, Error, Result};

/// What is sealed of an entry. Stored for ever: fields are only ever added.
#[derive(Serialize, Deserialize)]
struct Words {
    speaker: Option<PartyId>,
    amount: Option<Money>,
    text: String,
}

/// Where an entry stands: sealed bytes open nowhere else.
fn label(case: CaseId, entry: VaultEntryId, room: VaultRoom, kind: VaultKind) -> Vec<u8> {
    format!("hetiao vault entry 1\n{case}\n{entry}\n{room}\n{kind}").into_bytes()
}

/// The case, for somebody who sits in its vault.
async fn seated(cx: &Ctx, q: &impl Query, id: CaseId) -> Result<(Case, Actor, Seat)> {
    let events = log::load(q, id).await?;
    if events.is_empty() {
        return Err(Error::NotFound);
    }
    let case = Case::replay(id, &events);
    let actor = cx.may(Action::Deal(Deal::Vault), &Facts::from(&case))?;
    Ok((case, actor, Seat::Mediator))
}

/// The wrapped key of a vault; nothing after its end.
fn locked(vault: &VaultRow) -> Option<LockedKey> {
    let sealed = Sealed { nonce: vault.key_nonce.clone()?, bytes: vault.key_sealed.clone()? };
    Some(LockedKey { cipher: vault.cipher?, master: vault.master.clone()?, sealed })
}

/// What an entry says.
fn unsealed(cx: &Ctx, key: &LockedKey, row: &EntryRow) -> std::result::Result<Words, CipherFault> {
    let sealed = Sealed { nonce: row.nonce.clone(), bytes: row.sealed.clone() };
    let plain = cx.app.cipher.open(row.case_id, key, &label(row.case_id, row.id, row.room, row.kind), &sealed)?;
    serde_json::from_slice(&plain).map_err(|_| CipherFault::Damaged)
}
