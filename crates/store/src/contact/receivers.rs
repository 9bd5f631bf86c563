//! Who can answer for the contacts of an office.

use domain::access::Role;
use domain::access::rules::{Action, Deal, reach};
use domain::kernel::id::{AccountId, OrganisationId};

use crate::error::Result;
use crate::{Query, Sql, row};

/// Everybody who receives in this office and may sign in, by name.
pub async fn receivers(q: &impl Query, office: OrganisationId) -> Result<Vec<(AccountId, String)>> {
    row! { struct Receiver { id: AccountId, name: String } }
    let roles = Role::ALL.iter().filter(|role| reach(**role, Action::Deal(Deal::Receive)).is_some()).map(|role| role.code());
    let sql = Sql::new(
        "select distinct a.id, a.name from account a join account_grant g on g.account = a.id where a.disabled = 0 and g.office = ",
    );
    let sql = sql.bind(office).push(" and g.role in ").in_list(roles).push(" order by a.name, a.id");
    Ok(sql.all::<Receiver>(q).await?.into_iter().map(|row| (row.id, row.name)).collect())
}
