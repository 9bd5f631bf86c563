//! Who stands in a case, with the details of their work.

use domain::intake::{PartyRole, Side};
use domain::kernel::id::{CaseId, PartyId};

use crate::error::Result;
use crate::{Query, Sql, Tx, row, values};

row! {
    /// A party's place in a case.
    pub struct CaseParty {
        /// Who.
        pub party_id: PartyId,
        /// On which side.
        pub side: Side,
        /// As what.
        pub role: PartyRole,
        /// Order on the application.
        pub ordinal: i64,
        /// Post, days of work, wage, groups, agent … as JSON.
        pub details: String,
    }
}

/// Puts a party into a case.
pub async fn put(tx: &Tx, case: CaseId, party: &CaseParty) -> Result<()> {
    let insert = "insert into case_party (case_id, party_id, side, role, ordinal, details) values ($1, $2, $3, $4, $5, $6)";
    tx.execute(insert, values![case, party.party_id, party.side, party.role, party.ordinal, party.details.as_str()]).await?;
    Ok(())
}

/// The parties of a case in the order of the application.
pub async fn of_case(q: &impl Query, case: CaseId) -> Result<Vec<CaseParty>> {
    Sql::new("select party_id, side, role, ordinal, details from case_party where case_id = ")
        .bind(case)
        .push(" order by ordinal")
        .all(q)
        .await
}
