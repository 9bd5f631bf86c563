//! Which organisation stands above another: the one that the directory names, else the nearest centre of its area.

use domain::access::rules::Deal;
use domain::access::{Action, within};
use domain::kernel::id::OrganisationId;
use domain::organisation::OrganisationKind;
use store::Query;
use store::organisation::{self, OrganisationRow, directory};

use crate::{Ctx, Result};

/// The organisation above one; nothing above a centre that the directory places below none.
pub(super) async fn above(q: &impl Query, own: OrganisationId) -> Result<Option<OrganisationRow>> {
    let Some(row) = organisation::find(q, own).await? else { return Ok(None) };
    if let Some(parent) = row.parent {
        return Ok(organisation::find(q, parent).await?);
    }
    if row.kind == OrganisationKind::Centre {
        return Ok(None);
    }
    let centres = organisation::nearest(q, OrganisationKind::Centre, &row.division).await?;
    Ok(centres.into_iter().find(|centre| centre.id != own && centre.active && within(&row.division, &centre.division)))
}

/// The names of organisations, and whether they still work.
///
/// # Errors
/// [`crate::Error::NotFound`] for who may not read the directory.
pub async fn standing(cx: &Ctx, ids: &[OrganisationId]) -> Result<Vec<(OrganisationId, String, bool)>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let rows = directory::several(&cx.app.store.read(), ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name, row.active)).collect())
}
