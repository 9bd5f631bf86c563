//! One life of an organisation: the state of its profile (register `profile`) says whether it works, and a step of the profile sets it in the
//! directory in the same transaction, so that dispatch never offers one that is planned, suspended or closed. None closes that has open cases.

use domain::access::Action;
use domain::access::rules::Deal;
use domain::kernel::Fault;
use domain::kernel::id::{OrganisationId, RecordId};
use domain::organisation::lifecycle::{CLOSED, runs};
use store::organisation::record::RecordRow;
use store::{Query, Tx};

use super::keep;
use super::member::of;
use super::register::filled;
use super::roster::PROFILES;
use crate::{Ctx, Error, Result};

/// How an organisation stands by its profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The profile.
    pub record: RecordId,
    /// Its state.
    pub state: String,
    /// The state in words.
    pub name: String,
    /// How a list colours it.
    pub tone: String,
    /// It works.
    pub runs: bool,
}

/// How an organisation stands by its profile; nothing for one that has none.
///
/// # Errors
/// [`Error::NotFound`] for who may not read the directory.
pub async fn standing(cx: &Ctx, id: OrganisationId) -> Result<Option<Standing>> {
    cx.may_somewhere(Action::Deal(Deal::ReadDirectory))?;
    standing_in(cx, &cx.app.store.read(), id).await
}

pub(super) async fn standing_in(cx: &Ctx, q: &impl Query, id: OrganisationId) -> Result<Option<Standing>> {
    Ok(of(q, PROFILES, id).await?.into_iter().next().map(|row| standing_of(cx, row)))
}

/// What its profile calls an organisation.
pub(super) async fn sort(q: &impl Query, id: OrganisationId) -> Result<Option<String>> {
    Ok(of(q, PROFILES, id).await?.first().map(|row| filled(row).text("sort").to_owned()))
}

/// What a profile says.
pub(super) fn standing_of(cx: &Ctx, profile: RecordRow) -> Standing {
    let state = cx.app.lists.registers().find(PROFILES).and_then(|book| book.register.state(&profile.state));
    Standing {
        record: profile.record,
        name: state.map(|state| state.name.clone()).unwrap_or_default(),
        tone: state.map(|state| state.tone.clone()).unwrap_or_default(),
        runs: runs(&profile.state),
        state: profile.state,
    }
}

/// Refuses where an organisation still has open cases: with a fault at the field that asked for its end.
pub(super) async fn may_end(tx: &Tx, id: OrganisationId, field: &str) -> Result<()> {
    tx.lock_row("organisation", id).await?;
    if store::organisation::load::open_cases_of(tx, id).await? > 0 {
        return Err(Error::at(field, Fault::Wrong("organisation_cases_left")));
    }
    Ok(())
}

/// A profile may go on to a state.
pub(super) async fn may_move(tx: &Tx, old: &RecordRow, to: &str) -> Result<()> {
    match old.organisation {
        Some(office) if old.register == PROFILES && to == CLOSED => may_end(tx, office, "to").await,
        _ => Ok(()),
    }
}

/// A profile was entered, moved on or given another organisation: the organisation works, or works no more. One that has cases already is not
/// stopped by the profile that is only now entered for it.
pub(super) async fn moved(cx: &Ctx, tx: &Tx, old: Option<&RecordRow>, new: &RecordRow) -> Result<()> {
    let same = |old: &RecordRow| old.state == new.state && old.organisation == new.organisation;
    let Some(office) = new.organisation.filter(|_| new.register == PROFILES && !old.is_some_and(same)) else { return Ok(()) };
    tx.lock_row("organisation", office).await?;
    let running = runs(&new.state);
    if old.is_none() && !running && store::organisation::load::open_cases_of(tx, office).await? > 0 {
        return Ok(());
    }
    keep::set_running(cx, tx, office, running).await
}
