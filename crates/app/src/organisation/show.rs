//! One organisation with its rooms and mediators.

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::id::OrganisationId;
use store::organisation::mediator::{self, Filter};
use store::organisation::{self, OrganisationRow, RoomRow, division, room};

use super::keep::keeper;
use super::lifecycle::{Standing, standing_in};
use super::mediator::{MediatorLine, lines};
use super::tree::above;
use crate::{Ctx, Error, Result};

/// An organisation as its page shows it.
#[derive(Clone, Debug)]
pub struct OrganisationView {
    /// The organisation.
    pub row: OrganisationRow,
    /// Where it lies, from the province down, with `/` between.
    pub division: String,
    /// The organisations above it, the topmost first.
    pub above: Vec<(OrganisationId, String)>,
    /// Its rooms, closed ones too.
    pub rooms: Vec<RoomRow>,
    /// Its mediators.
    pub mediators: Vec<MediatorLine>,
    /// Open cases that it handles.
    pub open_cases: i64,
    /// How it stands by its profile; nothing when it has none.
    pub standing: Option<Standing>,
    /// Whoever looks may change it.
    pub kept: bool,
}

/// Shows an organisation.
///
/// # Errors
/// [`Error::NotFound`] when it is not there.
pub async fn show(cx: &Ctx, id: OrganisationId) -> Result<OrganisationView> {
    const MOST: i64 = 500;
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    let reader = cx.app.store.read();
    let row = organisation::find(&reader, id).await?.ok_or(Error::NotFound)?;
    let filter = Filter { organisation: Some(id), inactive_too: true, ..Filter::default() };
    let mediators = mediator::list(&reader, &filter, None, MOST).await?;
    Ok(OrganisationView {
        division: division::find(&reader, &row.division).await?.map_or_else(|| row.division.clone(), |division| division.path),
        above: above(&reader, &row).await?,
        rooms: room::of(&reader, &[id]).await?,
        mediators: lines(&reader, mediators).await?,
        open_cases: organisation::load::open_cases_of(&reader, id).await?,
        standing: standing_in(cx, &reader, id).await?,
        kept: keeps(cx, &row.division),
        row,
    })
}

/// Whether the person may change the directory in this division.
pub fn keeps(cx: &Ctx, division: &str) -> bool {
    keeper(cx, division).is_ok()
}
