//! One party with its cases. Numbers are masked; looking without handling one of the cases is noted in the audit log.

use domain::access::Scope;
use domain::kernel::id::PartyId;
use store::party::{self, InCase, PartyRow};

use super::{PARTIES, masked, scope};
use crate::audit::{Deed, Note, note};
use crate::{Ctx, Error, Result};

/// A party as its page shows it.
#[derive(Clone, Debug)]
pub struct PartyView {
    /// What is known, its numbers still behind [`domain::kernel::Masked`]: show those below instead.
    pub row: PartyRow,
    /// Identity number, masked.
    pub id_number: Option<String>,
    /// Another document, masked.
    pub other_document: Option<String>,
    /// Telephone, masked.
    pub phone: Option<String>,
    /// Its cases in reach, newest first.
    pub cases: Vec<InCase>,
}

/// Shows a party.
///
/// # Errors
/// [`Error::NotFound`] when it is not there or none of its cases is in reach.
pub async fn show(cx: &Ctx, id: PartyId) -> Result<PartyView> {
    let reader = cx.app.store.read();
    let actor = cx.may_somewhere(PARTIES)?;
    let scope = scope(cx);
    if !party::in_reach(&reader, &scope, id, None).await? {
        return Err(Error::NotFound);
    }
    let row = party::find(&reader, id).await?.ok_or(Error::NotFound)?;
    if !party::in_reach(&reader, &handled(cx), id, None).await? {
        let entry = Note::by(cx, &actor, Deed::PartyRead).on("party", id);
        cx.app.store.write::<_, Error, _>(move |tx| Box::pin(async move { note(tx, entry).await })).await?;
    }
    Ok(PartyView {
        id_number: masked(row.id_number.as_ref()),
        other_document: masked(row.other_document.as_ref()),
        phone: masked(row.phone.as_ref()),
        cases: party::cases_of(&reader, &scope, id).await?,
        row,
    })
}

/// The cases that the person's offices or the person takes part in.
fn handled(cx: &Ctx) -> Scope {
    let offices = cx.person.grants.iter().map(|grant| grant.office).collect();
    Scope { offices, people: vec![cx.person.account], ..Scope::default() }
}
