//! What a case's command refers to elsewhere: people of an office, parties that are known already.

use domain::intake::{EmployerRow, PersonRow};
use domain::kernel::id::{AccountId, OrganisationId, PartyId};

use crate::error::Result;
use crate::party::{self, Known};
use crate::{Query, Sql, row};

/// The account can sign in and holds a role in the office.
pub async fn serves(q: &impl Query, account: AccountId, office: OrganisationId) -> Result<bool> {
    let sql =
        Sql::new("select count(*) from account a join account_grant g on g.account = a.id where a.disabled = 0 and a.id = ").bind(account);
    Ok(sql.push(" and g.office = ").bind(office).scalar_i64(q).await? > 0)
}

/// Workers of an application that are known already by their identity number.
pub async fn known_workers(q: &impl Query, rows: &[PersonRow]) -> Result<Vec<PartyId>> {
    let mut known = Vec::new();
    for row in rows {
        if let Some(number) = &row.id_number {
            known.extend(party::find_known(q, None, Known::IdNumber(number.number())).await?.iter().map(|row| row.id));
        }
    }
    Ok(known)
}

/// Employers of an application that are known already by their credit code.
pub async fn known_employers(q: &impl Query, rows: &[EmployerRow]) -> Result<Vec<PartyId>> {
    let mut known = Vec::new();
    for row in rows {
        if let Some(code) = &row.uscc {
            known.extend(party::find_known(q, None, Known::Uscc(code.number())).await?.iter().map(|row| row.id));
        }
    }
    Ok(known)
}

row! {
    struct Colleague { id: AccountId, name: String }
}

/// People who can sign in and hold a role in the office, by name.
pub async fn colleagues(q: &impl Query, office: OrganisationId) -> Result<Vec<(AccountId, String)>> {
    let sql = Sql::new(
        "select distinct a.id, a.name from account a join account_grant g on g.account = a.id where a.disabled = 0 and g.office = ",
    );
    let found: Vec<Colleague> = sql.bind(office).push(" order by a.name, a.id").all(q).await?;
    Ok(found.into_iter().map(|one| (one.id, one.name)).collect())
}
