//! What a case needs of an organisation that could take it.

use domain::access::Scope;
use domain::kernel::id::{CaseId, PartyId};

use crate::case::in_scope;
use crate::error::Result;
use crate::{Query, Sql, row};

row! {
    /// Place and matter of a case.
    pub struct NeedsRow {
        /// Its 12-digit division.
        pub division: String,
        /// Its claim types, between commas.
        pub claim_kinds: String,
        /// The employer's industry.
        pub industry: Option<String>,
    }
}

/// What a case needs, with its parties; nothing when it is out of the scope.
pub async fn needs_of(q: &impl Query, scope: &Scope, case: CaseId) -> Result<Option<(NeedsRow, Vec<PartyId>)>> {
    let sql = Sql::new("select c.division, c.claim_kinds, c.industry from case_row c where c.id = ").bind(case);
    let Some(row) = in_scope(sql, scope, "c").one::<NeedsRow>(q).await? else {
        return Ok(None);
    };
    let parties = Sql::new("select party_id as value from case_party where case_id = ").bind(case).push(" order by ordinal");
    Ok(Some((row, parties.column(q).await?)))
}
