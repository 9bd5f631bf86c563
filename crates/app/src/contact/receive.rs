//! Taking a contact down.

use domain::access::{Facts, rules};
use domain::case::{Reason, Refusal};
use domain::kernel::id::ContactId;
use domain::kernel::{Line, Masked};
use store::contact::{self, ContactOutcome, ContactRow, StepKind, StepRow, step};
use store::{Tx, numbering, organisation};

use super::{ContactForm, RECEIVE};
use crate::{Ctx, Error, Result};

/// A contact taken down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// Which.
    pub id: ContactId,
    /// Its number.
    pub number: String,
}

/// Takes a contact down; whoever does so is its first-contact owner.
///
/// # Errors
/// [`Error::NotFound`] when the office is out of reach, [`Error::Refused`] for a time that has not come.
pub async fn receive(cx: &Ctx, form: ContactForm) -> Result<Received> {
    let cx = cx.clone();
    let store = cx.app.store.clone();
    store.write(move |tx| Box::pin(async move { receive_in(&cx, tx, form).await })).await
}

/// The same inside a transaction that does more.
pub(crate) async fn receive_in(cx: &Ctx, tx: &Tx, form: ContactForm) -> Result<Received> {
    let home = rules::anywhere(&cx.person, RECEIVE).map(|grant| grant.office);
    let office = form.office.or(home).ok_or(Error::NotFound)?;
    let place = organisation::find(tx, office).await?.ok_or(Error::NotFound)?;
    let facts = Facts { division: place.division.clone(), offices: vec![office], home: Some(office), ..Facts::default() };
    cx.may(RECEIVE, &facts)?;
    // What was typed has no seconds, so this minute is not in the future.
    if form.received > cx.now {
        return Err(Refusal::at("received", Reason::InTheFuture).into());
    }
    let year = form.received.day().year();
    let drawn = numbering::next(tx, office, i64::from(year), "contact").await?;
    let row = ContactRow {
        id: ContactId(cx.app.dice.id()),
        number: number(year, drawn),
        office,
        division: place.division,
        channel: form.channel,
        received_at: form.received,
        person_name: form.person_name.map(Line::into_string),
        phone: form.phone.map(|phone| Masked::new(phone.number().to_owned())),
        employer_name: form.employer_name.map(Line::into_string),
        summary: form.summary.into_string(),
        owner: cx.person.account,
        outcome: ContactOutcome::Open,
        outcome_note: None,
        referred_body: None,
        receipt: None,
        case_id: None,
        closed_at: None,
        version: 1,
    };
    contact::insert(tx, &row).await?;
    let first = StepRow {
        contact: row.id,
        n: 1,
        at: cx.now,
        account: Some(cx.person.account),
        kind: StepKind::Received,
        from_owner: None,
        to_owner: Some(row.owner),
        receipt: None,
        note: None,
    };
    step::add(tx, &first).await?;
    Ok(Received { id: row.id, number: row.number })
}

/// `来2026-000123`.
fn number(year: i32, drawn: i64) -> String {
    format!("\u{6765}{year}-{drawn:06}")
}
