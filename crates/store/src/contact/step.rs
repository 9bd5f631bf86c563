//! What was done about a contact, one line after another.

use domain::kernel::Moment;
use domain::kernel::id::{AccountId, ContactId};

use super::StepKind;
use crate::error::Result;
use crate::{Query, Tx, row, values};

row! {
    /// A step.
    pub struct StepRow {
        /// The contact.
        pub contact: ContactId,
        /// Counts from 1.
        pub n: i64,
        /// When.
        pub at: Moment,
        /// Who did it; nothing: the system.
        pub account: Option<AccountId>,
        /// What.
        pub kind: StepKind,
        /// Who answered for the contact before.
        pub from_owner: Option<AccountId>,
        /// Who answers for it from now on.
        pub to_owner: Option<AccountId>,
        /// The receipt.
        pub receipt: Option<String>,
        /// A note.
        pub note: Option<String>,
    }
}

/// Adds a step behind the last; its own `n` does not count.
pub async fn add(tx: &Tx, step: &StepRow) -> Result<()> {
    let insert = "insert into contact_step (contact, n, at, account, kind, from_owner, to_owner, receipt, note)
      select $1, coalesce(max(n), 0) + 1, $2, $3, $4, $5, $6, $7, $8 from contact_step where contact = $1";
    let line = step.clone();
    let values = values![line.contact, line.at, line.account, line.kind, line.from_owner, line.to_owner, line.receipt, line.note];
    tx.execute(insert, values).await?;
    Ok(())
}

/// The steps of a contact in order.
pub async fn steps(q: &impl Query, contact: ContactId) -> Result<Vec<StepRow>> {
    let select =
        "select contact, n, at, account, kind, from_owner, to_owner, receipt, note from contact_step where contact = $1 order by n";
    q.query_all(select, values![contact]).await
}
