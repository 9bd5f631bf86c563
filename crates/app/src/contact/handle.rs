//! What is done about a contact: passed on, ended by advice, by a referral or by a case.

use domain::case::{Reason, Refusal};
use domain::kernel::id::{AccountId, CaseId, ContactId};
use domain::kernel::identity::Phone;
use domain::kernel::{Fault, Line, Prose};
use store::Tx;
use store::contact::{self, ContactOutcome, ContactRow, StepKind, StepRow, step};

use super::{AdviseForm, HandOverForm, ReferForm, reach};
use crate::{Ctx, Error, Result};

/// What changes besides the step.
struct Change {
    row: ContactRow,
    kind: StepKind,
    to: Option<AccountId>,
    receipt: Option<String>,
    note: Option<String>,
}

impl Change {
    fn of(row: ContactRow, kind: StepKind) -> Self {
        Self { row, kind, to: None, receipt: None, note: None }
    }
}

/// Passes the matter on to somebody of the same office, against a receipt. `version` is the one that the page was drawn from.
///
/// # Errors
/// [`Error::NotFound`] out of reach, [`Error::Stale`] when somebody was faster, [`Error::Refused`] when it has ended or is theirs already,
/// [`Error::Faults`] for somebody who does not receive there.
pub async fn hand_over(cx: &Ctx, id: ContactId, form: HandOverForm, version: i64) -> Result<()> {
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let mut row = open(&cx, tx, id, version).await?;
                if row.owner == form.to {
                    return Err(Refusal::at("to", Reason::SameOwner).into());
                }
                if !contact::receivers(tx, row.office).await?.iter().any(|(account, _)| *account == form.to) {
                    return Err(Error::at("to", Fault::UnknownChoice));
                }
                let from = row.owner;
                row.owner = form.to;
                row.receipt = Some(form.receipt.to_string());
                let change = Change {
                    to: Some(form.to),
                    receipt: Some(form.receipt.into_string()),
                    note: form.note.map(Prose::into_string),
                    ..Change::of(row, StepKind::HandedOver)
                };
                write(&cx, tx, from, change).await
            })
        })
        .await
}

/// The person was advised; that ends the contact.
///
/// # Errors
/// [`Error::NotFound`] out of reach, [`Error::Stale`] when somebody was faster, [`Error::Refused`] when it has ended.
pub async fn advise(cx: &Ctx, id: ContactId, form: AdviseForm, version: i64) -> Result<()> {
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let mut row = open(&cx, tx, id, version).await?;
                row.outcome = ContactOutcome::Advice;
                row.outcome_note = Some(form.note.to_string());
                row.closed_at = Some(cx.now);
                let owner = row.owner;
                write(&cx, tx, owner, Change { note: Some(form.note.into_string()), ..Change::of(row, StepKind::Advised) }).await
            })
        })
        .await
}

/// The person was sent to another body; that ends the contact.
///
/// # Errors
/// As [`advise`].
pub async fn refer(cx: &Ctx, id: ContactId, form: ReferForm, version: i64) -> Result<()> {
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store
        .write(move |tx| {
            Box::pin(async move {
                let mut row = open(&cx, tx, id, version).await?;
                let parts = [Some(&*form.body), form.address.as_deref(), form.phone.as_ref().map(Phone::number)];
                row.outcome = ContactOutcome::Referral;
                row.referred_body = Some(parts.into_iter().flatten().collect::<Vec<_>>().join("\n"));
                row.outcome_note = form.note.as_ref().map(ToString::to_string);
                row.receipt = form.receipt.as_ref().map(ToString::to_string);
                row.closed_at = Some(cx.now);
                let owner = row.owner;
                let change = Change {
                    receipt: form.receipt.map(Line::into_string),
                    note: form.note.map(Prose::into_string),
                    ..Change::of(row, StepKind::Referred)
                };
                write(&cx, tx, owner, change).await
            })
        })
        .await
}

/// The contact became a case, in the transaction that registers it. A matter of several workers may become several: the first is kept
/// in the contact, all are in its steps. Somebody who was advised may still come back and apply.
///
/// # Errors
/// [`Error::Faults`] at `contact` when it is not there or out of reach.
pub async fn became_case(cx: &Ctx, tx: &Tx, id: ContactId, case: CaseId) -> Result<()> {
    let unknown = || Error::at("contact", Fault::UnknownChoice);
    tx.lock_row("contact", id).await?;
    let mut row = contact::find(tx, id).await?.ok_or_else(unknown)?;
    reach(cx, &row).map_err(|_| unknown())?;
    row.outcome = ContactOutcome::Case;
    row.case_id = row.case_id.or(Some(case));
    row.closed_at = row.closed_at.or(Some(cx.now));
    let owner = row.owner;
    write(cx, tx, owner, Change { receipt: Some(case.to_string()), ..Change::of(row, StepKind::BecameCase) }).await
}

/// The contact while nothing has ended it.
async fn open(cx: &Ctx, tx: &Tx, id: ContactId, version: i64) -> Result<ContactRow> {
    tx.lock_row("contact", id).await?;
    let row = contact::find(tx, id).await?.ok_or(Error::NotFound)?;
    reach(cx, &row)?;
    if row.version != version {
        return Err(Error::Stale);
    }
    if row.outcome != ContactOutcome::Open {
        return Err(Refusal::because(Reason::NotInThisStage).into());
    }
    Ok(row)
}

async fn write(cx: &Ctx, tx: &Tx, from: AccountId, change: Change) -> Result<()> {
    let mut row = change.row;
    row.version += 1;
    contact::update(tx, &row).await?;
    let step = StepRow {
        contact: row.id,
        n: 0,
        at: cx.now,
        account: Some(cx.person.account),
        kind: change.kind,
        from_owner: Some(from),
        to_owner: change.to,
        receipt: change.receipt,
        note: change.note,
    };
    Ok(step::add(tx, &step).await?)
}
