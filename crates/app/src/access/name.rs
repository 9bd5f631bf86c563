//! Names of accounts for pages that show who did something.

use std::collections::HashMap;

use domain::kernel::id::{AccountId, OrganisationId};
use store::Query;

use crate::Result;

/// The names of these accounts; an unknown one is not in it.
pub async fn names(q: &impl Query, ids: &[AccountId]) -> Result<HashMap<AccountId, String>> {
    Ok(store::access::account::names(q, ids).await?)
}

/// The accounts and names of the mediators of an office who may sign in, by name.
pub async fn mediator_accounts(q: &impl Query, office: OrganisationId) -> Result<Vec<(AccountId, String)>> {
    let mediators = store::access::grant::mediators(q, office).await?;
    Ok(mediators.into_iter().map(|mediator| (mediator.account, mediator.name)).collect())
}
