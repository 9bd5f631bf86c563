//! Where a person can be sent: the nearest body of a kind, with address and telephone.

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::id::OrganisationId;
use domain::organisation::OrganisationKind;
use store::organisation::{self, OrganisationRow};

use super::division::division_path;
use crate::{Ctx, Error, Result};

/// A body to turn to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its place in the directory; nothing when only the national facts are known.
    pub id: Option<OrganisationId>,
    /// Its name.
    pub name: String,
    /// Where it is.
    pub address: Option<String>,
    /// Its telephone, or the national hotline.
    pub phone: Option<String>,
    /// When it is open.
    pub hours: Option<String>,
}

impl From<OrganisationRow> for Body {
    fn from(row: OrganisationRow) -> Self {
        Self { id: Some(row.id), name: row.name, address: row.address, phone: row.phone, hours: row.hours }
    }
}

/// The bodies of a kind in the province, the nearest to the division first.
pub async fn bodies_of_kind(cx: &Ctx, kind: OrganisationKind, division: &str) -> Result<Vec<Body>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let rows = organisation::nearest(&cx.app.store.read(), kind, division).await?;
    Ok(rows.into_iter().map(Body::from).collect())
}

/// The body with this code in the list `body`: from the directory when it has one of the same county or above, otherwise its national
/// facts with the local name filled in.
///
/// # Errors
/// [`Error::NotFound`] for a code that the list does not have.
pub async fn body_for(cx: &Ctx, code: &str, division: &str) -> Result<Body> {
    let entry = cx.app.lists.find("body", code).ok_or(Error::NotFound)?;
    let kind = entry.organisation_kind.as_deref().and_then(|kind| kind.parse::<OrganisationKind>().ok());
    if let Some(kind) = kind {
        let rows = organisation::nearest(&cx.app.store.read(), kind, division).await?;
        let county = division.get(..6).unwrap_or(division);
        let near = |row: &OrganisationRow| row.division.starts_with(county) || domain::access::within(division, &row.division);
        if let Some(mut body) = rows.into_iter().find(near).map(Body::from) {
            body.phone = body.phone.or_else(|| entry.hotline.clone());
            return Ok(body);
        }
    }
    let path = division_path(&cx.app, division).await?;
    let named = |level: i64| path.iter().find(|row| row.level == level).map_or("", |row| row.name.as_str());
    let name = entry
        .name
        .replace("{street}", if named(4).is_empty() { named(3) } else { named(4) })
        .replace("{district}", named(3))
        .replace("{city}", named(2))
        .replace("{province}", named(1));
    Ok(Body { id: None, name, address: None, phone: entry.hotline.clone(), hours: None })
}
