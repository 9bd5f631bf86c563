//! One mediator.

use std::collections::BTreeMap;

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::id::{AccountId, OrganisationId};
use store::access::{account, grant};
use store::organisation::{directory, mediator};

use super::mediator::{MediatorLine, lines};
use super::show::keeps;
use crate::{Ctx, Error, Result};

/// A mediator, or somebody who may become one.
#[derive(Clone, Debug)]
pub struct MediatorView {
    /// The name.
    pub name: String,
    /// What the directory knows; nothing yet for somebody who may become a mediator.
    pub line: Option<MediatorLine>,
    /// The offices that can be served: those where the person has a role, and those served now.
    pub offices: Vec<(OrganisationId, String)>,
    /// Whoever looks may change it.
    pub kept: bool,
}

/// Shows a mediator. Somebody who is none yet is shown to whoever may make one of them.
///
/// # Errors
/// [`Error::NotFound`] when there is no such account, or it is neither a mediator nor in reach.
pub async fn mediator(cx: &Ctx, id: AccountId) -> Result<MediatorView> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let reader = cx.app.store.read();
    let account = account::get(&reader, id).await?;
    let line = match mediator::find(&reader, id).await? {
        Some(row) => lines(&reader, vec![row]).await?.pop(),
        None => None,
    };
    let served: Vec<OrganisationId> = line.iter().flat_map(|line| &line.organisations).map(|(id, _)| *id).collect();
    let mut offices: BTreeMap<OrganisationId, String> = line.iter().flat_map(|line| line.organisations.clone()).collect();
    let mut kept = directory::several(&reader, &served).await?.iter().any(|row| keeps(cx, &row.division));
    for granted in grant::of(&reader, &[id]).await? {
        kept |= line.is_none() && keeps(cx, &granted.division);
        offices.entry(granted.office).or_insert_with(|| granted.office_name.unwrap_or_default());
    }
    if line.is_none() && !kept {
        return Err(Error::NotFound);
    }
    Ok(MediatorView { name: account.name, line, offices: offices.into_iter().collect(), kept })
}
