//! One contact with its steps.

use domain::kernel::Moment;
use domain::kernel::id::{AccountId, ContactId};
use domain::kernel::masked::mask;
use store::access::account;
use store::contact::{self, ContactRow, StepKind};
use store::organisation;

use super::reach;
use crate::{Ctx, Error, Result};

/// A step as the page tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepView {
    /// When.
    pub at: Moment,
    /// What.
    pub kind: StepKind,
    /// Who did it.
    pub by: Option<String>,
    /// Who answered for it before.
    pub from: Option<String>,
    /// Who answers for it from then on.
    pub to: Option<String>,
    /// The receipt.
    pub receipt: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// A contact as its page shows it.
#[derive(Clone, Debug)]
pub struct ContactView {
    /// What is stored.
    pub row: ContactRow,
    /// The office.
    pub office: String,
    /// Who answers for it.
    pub owner: String,
    /// The telephone: in clear for the office that calls back, masked for others.
    pub phone: Option<String>,
    /// What was done, first to last.
    pub steps: Vec<StepView>,
    /// Those who could take it over.
    pub colleagues: Vec<(AccountId, String)>,
}

/// Shows a contact.
///
/// # Errors
/// [`Error::NotFound`] when it is not there or out of reach.
pub async fn show(cx: &Ctx, id: ContactId) -> Result<ContactView> {
    let reader = cx.app.store.read();
    let row = contact::find(&reader, id).await?.ok_or(Error::NotFound)?;
    reach(cx, &row)?;
    let steps = contact::steps(&reader, id).await?;
    let mentioned = steps.iter().flat_map(|step| [step.account, step.from_owner, step.to_owner]).flatten();
    let accounts: Vec<AccountId> = mentioned.chain([row.owner]).collect();
    let names = account::names(&reader, &accounts).await?;
    let name = |id: Option<AccountId>| id.and_then(|id| names.get(&id).cloned());
    let steps = steps.into_iter().map(|step| StepView {
        at: step.at,
        kind: step.kind,
        by: name(step.account),
        from: name(step.from_owner),
        to: name(step.to_owner),
        receipt: step.receipt,
        note: step.note,
    });
    let handles = cx.person.grants.iter().any(|grant| grant.office == row.office);
    let shown = |phone: &String| if handles { phone.clone() } else { mask(phone) };
    let colleagues = contact::receivers(&reader, row.office).await?;
    Ok(ContactView {
        office: organisation::find(&reader, row.office).await?.map(|office| office.name).unwrap_or_default(),
        owner: name(Some(row.owner)).unwrap_or_default(),
        phone: row.phone.as_ref().map(|phone| shown(phone.reveal())),
        steps: steps.collect(),
        colleagues: colleagues.into_iter().filter(|(id, _)| *id != row.owner).collect(),
        row,
    })
}
