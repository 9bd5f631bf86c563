//! Numbers in clear, for a case and with a line in the audit log each time.

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::Masked;
use domain::kernel::id::{CaseId, PartyId};
use store::party;

use crate::audit::{Deed, Note, note};
use crate::{Ctx, Error, Result};

/// A party's numbers in clear, still behind [`Masked`] for logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clear {
    /// Identity number.
    pub id_number: Option<Masked<String>>,
    /// Another document.
    pub other_document: Option<Masked<String>>,
    /// Telephone.
    pub phone: Option<Masked<String>>,
}

/// The numbers of a party of this case.
///
/// # Errors
/// [`Error::NotFound`] when the case is out of reach or the party does not stand in it.
pub async fn reveal(cx: &Ctx, id: PartyId, case: CaseId) -> Result<Clear> {
    const REVEAL: Action = Action::Deal(Deal::Reveal);
    let actor = cx.may_somewhere(REVEAL)?;
    let (scope, entry) = (cx.scope(REVEAL), Note::by(cx, &actor, Deed::Reveal).on("party", id).with("case", case.to_string()));
    // Nothing is shown unless it is noted.
    let work = cx.app.store.write::<_, Error, _>(move |tx| {
        Box::pin(async move {
            if !party::in_reach(tx, &scope, id, Some(case)).await? {
                return Err(Error::NotFound);
            }
            let row = party::find(tx, id).await?.ok_or(Error::NotFound)?;
            note(tx, entry).await?;
            Ok(Clear { id_number: row.id_number, other_document: row.other_document, phone: row.phone })
        })
    });
    work.await
}
